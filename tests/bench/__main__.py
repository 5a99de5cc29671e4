"""`make bench`: every benchmark, a table of ratios each. `make bench ARGS=startup` for one of them.

`make bench ARGS=--big` also measures how cost grows up to ten million stored comments: some minutes more,
and 15 GB of disk in the temporary folder.
"""

import argparse
import platform
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from time import monotonic

from tests.bench.filled import Stores
from tests.bench.measured import Measured, table

ALONE = (
    *("answer_time", "acknowledge", "startup", "ingest", "outbox", "memory", "flood"),
    *("polling", "webhooks", "teams"),
)
GROWING = ("due_work", "weekly", "asking")
"""Those that are measured in filled stores."""
RESULT = Path("build/bench.md")


def main(wanted: Sequence[str]) -> int:
    """Measure, print, and keep the tables; 1 when something that was asked for is not met."""
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(ALONE + GROWING))
    parser.add_argument("--big", action="store_true", help="stores of ten million comments too")
    asked = parser.parse_args(wanted)
    unknown = sorted(set(asked.names) - set(ALONE) - set(GROWING))
    if unknown:
        parser.error(f"no such benchmark: {', '.join(unknown)}; there are {', '.join(ALONE + GROWING)}")
    text = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}\n"
    sys.stdout.write(text)
    failed = False
    with Stores(big=asked.big) as stores:
        for name in asked.names or ALONE + GROWING:
            sys.stderr.write(f"{name} ...")
            sys.stderr.flush()
            began = monotonic()
            measure = import_module(f"tests.bench.{name}").measure
            rows: list[Measured] = list(measure(stores) if name in GROWING else measure())
            sys.stderr.write(f" {monotonic() - began:.0f} s\n")
            failed |= any(row.met is False for row in rows)
            part = f"\n{table(rows)}\n"
            sys.stdout.write(part)
            text += part
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(text, encoding="utf-8")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
