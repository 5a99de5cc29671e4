"""Comments as lines of a longer message, each with its words as plain text and perhaps one button."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.slack import limits, mrkdwn
from bot.slack.blocks.buttons import one, to_card
from bot.slack.blocks.fitting import item, left_out
from bot.slack.blocks.pieces import Block, quote, section
from bot.texts import Label, Texts
from db.words import CommentState
from handlers.content import CommentLine

EXCERPT = 120
"""So much of the public's text stands in a list's line; its card shows more."""
SHORT_EXCERPT = 50
GATHERED = 2_800
"""So long a paragraph of many comments may be."""


def text_of(line: CommentLine, zone: ZoneInfo, texts: Texts, *, excerpt: int = EXCERPT) -> str:
    """The line and, where chat may show it, the beginning of what the public wrote."""
    said = limits.cut(texts.card.line(line, zone), limits.LINE)
    words = " ".join((line.excerpt or "").split())
    return f"{said}\n”{limits.cut(words, excerpt)}”" if words else said


def with_buttons(lines: Sequence[CommentLine], zone: ZoneInfo, texts: Texts, *, more: int = 0) -> list[Block]:
    """A paragraph a comment, with "Jag tar den" where nobody has it; what does not fit is counted.

    `more`: so many were left out already.
    """
    blocks = []
    for line in lines[: limits.BLOCKS_IN_MESSAGE]:
        accessory = (
            one("claim", Label.CLAIM, line, texts) if line.state is CommentState.NEW else to_card(line, texts)
        )
        blocks.append(item(quote(text_of(line, zone, texts), accessory=accessory)))
    return [*blocks, left_out(texts.card.more, len(lines) - len(blocks) + more)]


def gathered(
    lines: Sequence[CommentLine], zone: ZoneInfo, texts: Texts
) -> tuple[list[Block], tuple[CommentLine, ...]]:
    """Many comments in one paragraph of plain text, and which of them fit in it."""
    said: list[str] = []
    for line in lines:
        words = " ".join((line.excerpt or "").split())
        short = limits.cut(texts.card.short_line(line, zone), limits.LINE)
        said.append(f"{short} ”{limits.cut(words, SHORT_EXCERPT)}”" if words else short)
        if said[1:] and limits.width("\n".join(said)) > GATHERED:
            said.pop()
            break
    kept = tuple(lines[: len(said)])
    blocks = [quote("\n".join(said))] if said else []
    return [*blocks, left_out(texts.card.more, len(lines) - len(kept))], kept


def linked(lines: Sequence[CommentLine], zone: ZoneInfo, texts: Texts) -> list[Block]:
    """A line a comment, each with a link to where chat shows it."""
    blocks = []
    for line in lines[: limits.BLOCKS_IN_MESSAGE]:
        said = mrkdwn.inert(limits.cut(texts.card.line(line, zone), limits.LINE))
        if line.link:
            said += " · " + mrkdwn.link(line.link, texts.labels(Label.OPEN_IN_CHAT))
        blocks.append(item(section(said)))
    return [*blocks, left_out(texts.card.more, len(lines) - len(blocks))]
