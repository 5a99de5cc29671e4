"""Comments as lines of a longer message, each with its words as plain text and perhaps one button."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.slack import limits, mrkdwn
from bot.slack.blocks.buttons import one, to_card
from bot.slack.blocks.pieces import Block, context, quote, section
from bot.texts import Label, Texts
from db.words import CommentState
from handlers.content import CommentLine


def text_of(line: CommentLine, zone: ZoneInfo, texts: Texts) -> str:
    """The line and, where chat may show it, the beginning of what the public wrote."""
    said = texts.card.line(line, zone)
    if line.excerpt:
        return f"{said}\n”{' '.join(line.excerpt.split())}”"
    return said


def with_buttons(lines: Sequence[CommentLine], zone: ZoneInfo, texts: Texts, *, most: int) -> list[Block]:
    """A paragraph a comment, with "Jag tar den" where nobody has it; what does not fit is counted."""
    blocks = []
    for line in lines[:most]:
        accessory = (
            one("claim", Label.CLAIM, line, texts) if line.state is CommentState.NEW else to_card(line, texts)
        )
        blocks.append(quote(text_of(line, zone, texts), accessory=accessory))
    return blocks + left_out(len(lines) - most, texts)


def gathered(lines: Sequence[CommentLine], zone: ZoneInfo, texts: Texts) -> list[Block]:
    """Many comments in one paragraph of plain text, as many as fit."""
    kept: list[str] = []
    length = 0
    for line in lines:
        said = text_of(line, zone, texts)
        length += limits.width(said) + 1
        if length > limits.TEXT:
            break
        kept.append(said)
    if not kept:
        return []
    return [quote("\n".join(kept)), *left_out(len(lines) - len(kept), texts)]


def linked(lines: Sequence[CommentLine], zone: ZoneInfo, texts: Texts) -> list[Block]:
    """Many comments in one paragraph, each with a link to where chat shows it."""
    said = []
    for line in lines:
        shown = mrkdwn.inert(texts.card.line(line, zone))
        said.append(
            shown + (" · " + mrkdwn.link(line.link, texts.labels(Label.OPEN_IN_CHAT)) if line.link else "")
        )
    return [section("\n".join(said))] if said else []


def left_out(count: int, texts: Texts) -> list[Block]:
    """ "… och N till", when there are more."""
    return [context(mrkdwn.escape(texts.card.more(count)))] if count > 0 else []
