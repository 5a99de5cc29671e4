"""`make crash`: storms until so many bots have been killed; a table at the end, exit 1 if anything is wrong.

python -m tests.faults.crash --kills 20000 --seed 1 --replicas 1
"""

import argparse
import sys
import time
from collections import Counter
from contextlib import ExitStack
from datetime import UTC, datetime

from tests import postgres
from tests.faults.crash.run import Outcome, through
from tests.faults.crash.storm import LEASE, Weather

TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)  # 10:00 in Stockholm
IN_ONE_STORM = 250
SETTLES = 2 * LEASE + 0.5
"""Real seconds: what was in doubt is looked for after one lease, and what did not arrive is sent then."""


def main() -> int:
    """Read the arguments, weather the storms, say what was found."""
    asked = _arguments()
    counted: Counter[str] = Counter()
    deaths: Counter[str] = Counter()
    wrong: list[str] = []
    began = time.monotonic()
    with ExitStack() as stack:
        server = stack.enter_context(postgres.running()) if asked.replicas > 1 else None
        seed = asked.seed
        while counted["killed"] < asked.kills:
            weather = Weather(
                seed=seed,
                kills=min(IN_ONE_STORM, asked.kills - counted["killed"]),
                begins=TUESDAY,
                replicas=asked.replicas,
                mode=asked.mode,
                chat=asked.chat,
                longest_life=asked.life,
            )
            outcome = through(weather, server.new_database() if server else None)
            _count(outcome, counted, deaths)
            wrong += [f"seed {seed}: {kind}: {what}" for kind, what in outcome.verdict.wrong.items()]
            print(_line(outcome), flush=True)
            if outcome.verdict.wrong:
                print(outcome.log[:3000], flush=True)
            seed += 1
    print(f"\n{counted['killed']} kills in {time.monotonic() - began:.0f} s, {asked.replicas} replica(s)")
    print("| what | number |\n|---|---|")
    for what, number in [*counted.items(), *sorted(deaths.items())]:
        print(f"| {what} | {number} |")
    print("\n".join(wrong) or "nothing is wrong")
    return 1 if wrong else 0


def _count(outcome: Outcome, counted: "Counter[str]", deaths: "Counter[str]") -> None:
    verdict = outcome.verdict
    counted["killed"] += outcome.deaths.killed
    counted["messages received"] += verdict.messages
    counted["things said in them"] += verdict.said
    for kind in ("lost", "doubled", "stale", "early", "unexpected", "forgotten"):
        counted[kind] += len(verdict.wrong.get(kind, ()))
    counted["told again, marked so, what became of it could not be seen"] += len(verdict.told_twice_marked)
    counted["said in messages too long to name each"] += verdict.unnamed
    counted["storms"] += 1
    counted["storms settled within two leases and a tick of the calm"] += outcome.settled_within <= SETTLES
    counted["ended otherwise than killed"] += len(outcome.deaths.unplanned)
    deaths.update({f"death {where}": number for where, number in outcome.deaths.at.items()})


def _line(outcome: Outcome) -> str:
    verdict = outcome.verdict
    return (
        f"seed {outcome.weather.seed}: {outcome.deaths.killed} killed, {verdict.messages} messages, "
        f"{verdict.said} said, settled {outcome.settled_within:.1f} s into the calm, "
        f"wrong: {verdict.wrong or 'nothing'}"
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.faults.crash", description=__doc__)
    parser.add_argument("--kills", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--replicas", type=int, default=1, help="more than one: on PostgreSQL")
    parser.add_argument("--mode", choices=("http", "socket"), default="http")
    parser.add_argument("--chat", choices=("slack", "teams"), default="slack")
    parser.add_argument("--life", type=float, default=0.25, help="seconds; a slow machine wants more")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
