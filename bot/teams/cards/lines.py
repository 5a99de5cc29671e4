"""Comments as lines of a longer card, each with its words as plain text and perhaps one button."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.cutting import cut, width
from bot.teams.cards.buttons import one, to_card
from bot.teams.cards.fitting import item, left_out
from bot.teams.cards.pieces import LINE, Element, beside, box, run, runs, said
from bot.texts import Label, Texts
from db.words import CommentState
from handlers.content import CommentLine

EXCERPT = 120
"""So much of the public's text stands in a list's line; its card shows more."""
SHORT_EXCERPT = 50
GATHERED = 2_800
"""So long a paragraph of many comments may be."""
MOST_LINES = 60


def with_buttons(
    lines: Sequence[CommentLine], zone: ZoneInfo, texts: Texts, *, more: int = 0
) -> list[Element]:
    """A line a comment, with "Jag tar den" where nobody has it; what does not fit is counted.

    `more`: so many were left out already.
    """
    listed = []
    for line in lines[:MOST_LINES]:
        free = line.state is CommentState.NEW
        action = one("claim", Label.CLAIM, line, texts) if free else to_card(line, texts)
        listed.append(item({**beside(_line(line, zone, texts), action), "separator": True}))
    return [*listed, left_out(texts.card.more, len(lines) - len(listed) + more)]


def gathered(
    lines: Sequence[CommentLine], zone: ZoneInfo, texts: Texts
) -> tuple[list[Element], tuple[CommentLine, ...]]:
    """Many comments in one paragraph of plain text, and which of them fit in it."""
    told: list[str] = []
    for line in lines:
        words = " ".join((line.excerpt or "").split())
        short = cut(texts.card.short_line(line, zone), LINE)
        told.append(f"{short} ”{cut(words, SHORT_EXCERPT)}”" if words else short)
        if told[1:] and width("\n".join(told)) > GATHERED:
            told.pop()
            break
    kept = tuple(lines[: len(told)])
    listed = [box([said("\n".join(told))], style="emphasis")] if told else []
    return [*listed, left_out(texts.card.more, len(lines) - len(kept))], kept


def linked(lines: Sequence[CommentLine], zone: ZoneInfo, texts: Texts, *, more: int = 0) -> list[Element]:
    """A line a comment, each with a link to where chat shows it. `more`: so many were left out already."""
    listed = []
    for line in lines[:MOST_LINES]:
        link = run(texts.labels(Label.OPEN_IN_CHAT), url=line.link)
        parts = [run(" · "), link] if "selectAction" in link else []
        listed.append(item(runs(run(cut(texts.card.line(line, zone), LINE)), *parts, close=True)))
    return [*listed, left_out(texts.card.more, len(lines) - len(listed) + more)]


def _line(line: CommentLine, zone: ZoneInfo, texts: Texts) -> list[Element]:
    words = " ".join((line.excerpt or "").split())
    shown = [said(cut(texts.card.line(line, zone), LINE))]
    return [*shown, runs(run(f"”{cut(words, EXCERPT)}”", subtle=True), close=True)] if words else shown
