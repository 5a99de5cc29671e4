"""One line of the benchmarks' table: ours, theirs, and the ratio that was asked for."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Measured:
    """`ours` and `theirs` in the same `unit`; `asked`: what was wanted of the ratio.

    `met` none: reported, nothing was asked.
    """

    group: str
    what: str
    beside: str
    ours: float
    theirs: float
    unit: str
    asked: str = ""
    met: bool | None = None

    @property
    def ratio(self) -> float:
        """Ours over theirs: below one, ours is less."""
        return self.ours / self.theirs if self.theirs else float("inf")


def at_most(limit: float, ours: float, theirs: float) -> tuple[str, bool]:
    """`asked` and `met` for a ratio that must not exceed `limit`."""
    return f"<= {limit:g}x", ours <= limit * theirs


def table(rows: list[Measured]) -> str:
    """All of them as Markdown."""
    lines = [
        "| group | what | ours | beside | theirs | ours/theirs | asked | met |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        met = {True: "yes", False: "NO", None: ""}[row.met]
        lines.append(
            f"| {row.group} | {row.what} | {_number(row.ours)} {row.unit} | {row.beside} "
            f"| {_number(row.theirs)} {row.unit} | {row.ratio:.3g} | {row.asked} | {met} |"
        )
    return "\n".join(lines)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000 else f"{value:.3g}"
