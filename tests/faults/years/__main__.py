"""`make years`: so many simulated years, one after another; a table at the end, exit 1 if anything is wrong.

python -m tests.faults.years --years 100 --seed 1

A range of seeds can be run in parts, on one machine or several: the figures of the parts add up.
"""

import argparse
import sys
from collections import Counter

from tests.faults.years.run import Lived, year


def main() -> int:
    """Read the arguments, live the years, say what was found."""
    asked = _arguments()
    counted: Counter[str] = Counter()
    seconds = 0.0
    wrong: list[str] = []
    for seed in range(asked.seed, asked.seed + asked.years):
        lived = year(seed)
        counted.update(lived.counted)  # not +=, which drops what is nought
        seconds += lived.seconds
        print(_line(seed, lived), flush=True)
        for found in lived.report.violations:
            wrong.append(f"seed {seed}: {found.kind.value} {found.at.isoformat()} {found.what}")
            print(f"  {wrong[-1]}", flush=True)
        if lived.report.violations:
            print(f"  to see it again: make years ARGS='--seed {seed} --years 1'", flush=True)
    print(f"\nseeds {asked.seed} to {asked.seed + asked.years - 1}, {seconds:.0f} s of one core")
    print("| what | number |\n|---|---|")
    for what, number in counted.items():
        print(f"| {what} | {number} |")
    print("\n".join(wrong) or "nothing is wrong")
    return 1 if wrong else 0


def _line(seed: int, lived: Lived) -> str:
    said = lived.report
    counted = lived.counted
    return (
        f"seed {seed}: {said.first.year}, {counted['comments']} comments, {counted['messages']} messages, "
        f"{said.deaths} deaths, {said.faults} faults, {said.sleeps} sleeps, "
        f"{len(said.violations)} violations, {lived.seconds:.1f} s, {said.journal[:12]}"
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make years", description=__doc__.splitlines()[0])
    parser.add_argument("--years", type=int, default=10, help="how many (10)")
    parser.add_argument("--seed", type=int, default=1, help="the first year's seed; the others follow (1)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
