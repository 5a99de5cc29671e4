"""Standard input as lines: one each, whatever bytes are in them."""

import sys
from collections.abc import Iterator
from io import TextIOWrapper


def standard_input() -> Iterator[str]:
    """The lines in order, without their ends; what is not UTF-8 shows as �, and no line stops the rest."""
    if isinstance(sys.stdin, TextIOWrapper):
        # The locale's own decoding refuses a bad byte and all that follows. -sig: files from Windows.
        sys.stdin.reconfigure(encoding="utf-8-sig", errors="replace")
    for line in sys.stdin:
        yield line.rstrip("\n")
