"""The page of rows: what each asks, what the program does, its tests, and what came of them."""

import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tests.rows.cited import Citing

FILE = Path(__file__).parents[2] / "docs" / "rows.md"
SOURCES = {
    "M": "The City of Malmö's rules for an account",
    "U": "Malmö Museer's guidelines",
    "L": "The law, read practically",
    "B": "Bad input of the newsroom's day, and what it gets",
}
Outcome = Literal["passed", "failed", "skipped"]
HEAD = """# Row by row

What the city's guidelines and the law ask of the newsroom's day, what Svarsvakt does about it, and the tests
that say so. Written by `make rows`, which runs the tests named here; a test in every run sees to it that each
of them is there and cites its row, and that no row is without one.

A row whose judgement needs a person is never decided by the bot: it reminds, records and shows. A passed test
says that the program does what stands in its column, not that a municipality has done its part.
"""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row: what is asked, what the program does, and whether a person must judge."""

    id: str
    asks: str
    does: str
    person: Literal["no", "partly", "yes"]


def rows() -> tuple[Row, ...]:
    """All rows of the newsroom's day, in order."""
    stored = tomllib.loads((Path(__file__).parent / "rows.toml").read_text(encoding="utf-8"))
    return tuple(Row(**row) for row in stored["rows"])


def status(tests: tuple[Citing, ...], came: Mapping[Citing, Outcome]) -> str:
    """A row's status in words: how many of its tests passed, and how many did not."""
    if not tests:
        return "no test"
    counts = Counter(came.get(test, "failed") for test in tests)
    said = [f"{counts[each]} {each}" for each in ("passed", "failed", "skipped") if counts[each]]
    return ", ".join(said)


def written(cited: Mapping[str, tuple[Citing, ...]], came: Mapping[Citing, Outcome]) -> str:
    """The page."""

    def of_row(row: Row) -> str:
        return status(cited.get(row.id, ()), came)

    parts = [HEAD]
    for letter, source in SOURCES.items():
        of_source = [row for row in rows() if row.id.startswith(letter)]
        parts += [
            f"\n## {source}\n",
            "| row | asks | the program | a person judges | tests |\n|---|---|---|---|---|",
            *(f"| {row.id} | {row.asks} | {row.does} | {row.person} | {of_row(row)} |" for row in of_source),
        ]
    parts.append("\n## The tests")
    for row in rows():
        parts.append(f"\n**{row.id}**, {row.asks}\n")
        parts += [
            f"- {test.sentence} (`tests/{test.file}`): {came.get(test, 'failed')}"
            for test in cited.get(row.id, ())
        ] or ["- none"]
    return "\n".join(parts) + "\n"
