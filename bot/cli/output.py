"""How commands answer: tables for people, one JSON object a line for machines."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console


def print_json(row: Mapping[str, Any]) -> None:
    """One object on one line."""
    sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


def console() -> "Console":
    """Where tables and sentences go: as wide as the terminal; what is piped is not wrapped."""
    from rich.console import Console

    terminal = Console(highlight=False, markup=False, emoji=False)
    if terminal.is_terminal:
        return terminal
    return Console(highlight=False, markup=False, emoji=False, width=200, soft_wrap=True)


def print_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table as wide as the terminal; whole when it is not one."""
    from rich.table import Table

    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*(_plain(cell) for cell in row))
    console().print(table)


def print_rows(headings: Sequence[str], rows: Sequence[Mapping[str, Any]], nothing: str) -> None:
    """A table of what would be the JSON objects' values, or the sentence that there are none."""
    if rows:
        print_table(headings, [[str(value or "-") for value in row.values()] for row in rows])
    else:
        console().print(nothing)


def _plain(cell: str) -> str:
    """The public's text cannot steer the terminal."""
    return "".join(each if each.isprintable() else " " for each in cell)
