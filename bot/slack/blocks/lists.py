"""What somebody asked to see, for her alone: a comment with everything, a list, why, status, help."""

from collections.abc import Sequence

from bot.slack import limits, mrkdwn
from bot.slack.blocks import lines
from bot.slack.blocks.buttons import for_comment
from bot.slack.blocks.card import about
from bot.slack.blocks.fitting import fitted, in_view, item
from bot.slack.blocks.pieces import Block, Drawn, context, divider, quote, section, small
from bot.texts import Texts
from handlers.content import CommentDetail, CommentList, HelpContent, StatusContent, WhyContent

MOST_TEXT_BLOCKS = 8
MOST_EVENTS = 30


def detail(content: CommentDetail, texts: Texts) -> Drawn:
    """Everything of one comment, as a message; a very long text ends in a window of its own."""
    return Drawn(
        text=mrkdwn.escape(texts.card.summary(content.card)),
        blocks=fitted([*_everything(content, texts), for_comment(content.card.line, texts)]),
    )


def detail_blocks(content: CommentDetail, texts: Texts) -> list[Block]:
    """The same for a window, which holds more and has no message that its buttons could change."""
    return in_view(_everything(content, texts))


def _everything(content: CommentDetail, texts: Texts) -> list[Block]:
    heading, *_, standing = about(content.card, texts)
    blocks: list[Block] = [heading, *_whole(content.text)]
    if content.first_text:
        blocks += [context(mrkdwn.escape(texts.card.first_text())), *_whole(content.first_text)]
    if content.author:
        blocks.append(small(limits.cut(content.author, limits.LINE)))
    if content.guesses:
        blocks.append(small(*(limits.cut(texts.guess.why(each), limits.LINE) for each in content.guesses)))
    blocks += [standing, divider(), context(mrkdwn.bold(texts.card.history_heading()))]
    happened = [mrkdwn.inert(texts.card.event(event, content.card.zone)) for event in content.events]
    if happened:
        told = [limits.cut_markup(each, limits.LINE) for each in happened[-MOST_EVENTS:]]
        blocks.append(section("\n".join(told)))
    return blocks


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
    return [item(quote(piece), 0) for piece in pieces]


def listed(content: CommentList, texts: Texts) -> Drawn:
    """What waits, each with its next step."""
    if not content.lines:
        said = mrkdwn.escape(texts.card.list_empty(content.which))
        return Drawn(text=said, blocks=fitted([section(said)]))
    heading = texts.card.list_heading(content)
    return Drawn(
        text=mrkdwn.escape(heading),
        blocks=fitted(
            [
                section(mrkdwn.bold(heading)),
                *lines.with_buttons(
                    content.lines, content.zone, texts, more=content.total - len(content.lines)
                ),
            ]
        ),
    )


def why(content: WhyContent, texts: Texts) -> Drawn:
    """Why a comment is due when it is."""
    said = mrkdwn.escape(texts.why(content.explanation))
    return Drawn(
        text=said, blocks=fitted([section(mrkdwn.bold(texts.why.heading(content.number))), section(said)])
    )


def status(content: StatusContent, texts: Texts) -> Drawn:
    """How the unit stands."""
    said = [mrkdwn.escape(sentence) for sentence in texts.home.status(content)]
    return Drawn(text=" ".join(said), blocks=fitted([section("\n".join(said))]))


def help_text(content: HelpContent, texts: Texts) -> Drawn:
    """The commands of a topic; without one, those of every day and the topics."""
    heading = texts.help.heading(content)
    blocks = [
        section(mrkdwn.bold(heading)),
        section(mrkdwn.escape(texts.help.intro())),
        section(_words(texts.help.commands(content.topic))),
    ]
    if content.topic is None:
        blocks.append(section(f"{mrkdwn.bold(texts.help.topics_heading())}\n{_words(texts.help.topics())}"))
    blocks.append(context(mrkdwn.escape(texts.help.more())))
    return Drawn(text=mrkdwn.escape(heading), blocks=fitted(blocks))


def _words(words: Sequence[tuple[str, str]]) -> str:
    return "\n".join(f"{mrkdwn.bold(word)}: {mrkdwn.escape(what)}" for word, what in words)
