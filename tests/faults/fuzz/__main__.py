"""`make fuzz ARGS="--requests 1000000"`: so many made-up requests, and a table of what they were answered."""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.faults.fuzz.run import Told, fuzz
from tests.faults.fuzz.teams.run import fuzz as fuzz_teams


def main() -> int:
    """The table, and 1 at the first request that got through."""
    asked = argparse.ArgumentParser(prog="make fuzz")
    asked.add_argument("--requests", type=int, default=1_000_000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--door", choices=("slack", "teams"), default="slack", help="slack: and all others")
    asked.add_argument("--minutes", type=float, default=24 * 60.0, help="stop after so long")
    args = asked.parse_args()
    began = time.monotonic()

    def progress(told: Told) -> bool:
        seconds = time.monotonic() - began
        rate = told.requests / max(seconds, 0.001)
        print(f"\r{told.requests} requests, {rate:.0f} a second", end="", file=sys.stderr, flush=True)
        return seconds < args.minutes * 60

    with tempfile.TemporaryDirectory() as folder:
        try:
            doors = {"slack": fuzz, "teams": fuzz_teams}
            told = doors[args.door](Path(folder), requests=args.requests, seed=args.seed, progress=progress)
        except AssertionError as got_through:
            print(f"\nGot through:\n{got_through}", file=sys.stderr)
            return 1
    print(f"\n{told.requests} requests from seed {args.seed}, {told.written} of them changed something")
    for status, count in sorted(told.statuses.items()):
        print(f"| {status.replace(' ', ' | ')} | {count} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
