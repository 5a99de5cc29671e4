"""What somebody asked to see, for her alone: a comment with everything, a list, why, status, help."""

from bot.slack import limits, mrkdwn
from bot.slack.blocks import lines
from bot.slack.blocks.buttons import for_comment
from bot.slack.blocks.card import about
from bot.slack.blocks.pieces import Block, Drawn, context, divider, numbered, quote, section, small
from bot.texts import Texts
from handlers.content import CommentDetail, CommentList, HelpContent, StatusContent, WhyContent

MOST_LISTED = 40
MOST_TEXT_BLOCKS = 8
MOST_EVENTS = 30


def detail(content: CommentDetail, texts: Texts, *, buttons: bool = True) -> Drawn:
    """Everything of one comment. Without buttons where there is no message that they could change."""
    line = content.card.line
    heading, *rest = about(content.card, texts)
    blocks: list[Block] = [heading, *_whole(content.text)]
    if content.author:
        blocks.append(small(content.author))
    blocks += [rest[-1], divider(), context(mrkdwn.bold(texts.card.history_heading()))]
    happened = [mrkdwn.inert(texts.card.event(event, content.card.zone)) for event in content.events]
    if happened:
        blocks.append(section("\n".join(happened[-MOST_EVENTS:])))
    if buttons:
        blocks.append(for_comment(line, texts))
    return Drawn(text=mrkdwn.escape(texts.card.summary(content.card)), blocks=numbered(blocks))


def _whole(text: str) -> list[Block]:
    """A long text as several paragraphs; Slack takes 3,000 characters in each."""
    pieces: list[str] = []
    rest = text.strip()
    while rest and len(pieces) < MOST_TEXT_BLOCKS - 1 and limits.width(rest) > limits.TEXT:
        piece = limits.cut(rest, limits.TEXT)[:-1]
        pieces.append(piece)
        rest = rest[len(piece) :].lstrip()
    if rest:
        pieces.append(rest)
    return [quote(piece) for piece in pieces]


def listed(content: CommentList, texts: Texts) -> Drawn:
    """What waits, each with its next step."""
    if not content.lines:
        said = mrkdwn.escape(texts.card.list_empty(content.which))
        return Drawn(text=said, blocks=numbered([section(said)]))
    heading = texts.card.list_heading(content)
    shown = content.lines[:MOST_LISTED]
    return Drawn(
        text=mrkdwn.escape(heading),
        blocks=numbered(
            [
                section(mrkdwn.bold(heading)),
                *lines.with_buttons(shown, content.zone, texts, most=MOST_LISTED),
                *lines.left_out(content.total - len(shown), texts),
            ]
        ),
    )


def why(content: WhyContent, texts: Texts) -> Drawn:
    """Why a comment is due when it is."""
    said = mrkdwn.escape(texts.why(content.explanation))
    return Drawn(
        text=said, blocks=numbered([section(mrkdwn.bold(texts.why.heading(content.number))), section(said)])
    )


def status(content: StatusContent, texts: Texts) -> Drawn:
    """How the unit stands."""
    said = [mrkdwn.escape(sentence) for sentence in texts.home.status(content)]
    return Drawn(text=" ".join(said), blocks=numbered([section("\n".join(said))]))


def help_text(content: HelpContent, texts: Texts) -> Drawn:
    """The commands."""
    heading = texts.help.heading(content)
    words = [f"{mrkdwn.bold(word)}: {mrkdwn.escape(what)}" for word, what in texts.help.commands()]
    return Drawn(
        text=mrkdwn.escape(heading),
        blocks=numbered(
            [
                section(mrkdwn.bold(heading)),
                section(mrkdwn.escape(texts.help.intro())),
                section("\n".join(words)),
                context(mrkdwn.escape(texts.help.more())),
            ]
        ),
    )
