"""`make bench`: every benchmark, one table of ratios. `make bench ARGS=startup` for one of them."""

import platform
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from tests.bench.measured import Measured, table

MODULES = ("answer_time", "acknowledge", "startup")
RESULT = Path("build/bench.md")


def main(wanted: Sequence[str]) -> int:
    """Measure, print, and keep the table; 1 when something that was asked for is not met."""
    unknown = set(wanted) - set(MODULES)
    if unknown:
        sys.stderr.write(f"no such benchmark: {', '.join(sorted(unknown))}; there are {', '.join(MODULES)}\n")
        return 2
    rows: list[Measured] = []
    for name in wanted or MODULES:
        sys.stderr.write(f"{name} ...\n")
        rows += import_module(f"tests.bench.{name}").measure()
    text = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}\n\n{table(rows)}\n"
    sys.stdout.write(text)
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(text, encoding="utf-8")
    return 1 if any(row.met is False for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
