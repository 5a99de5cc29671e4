"""A comment's card: account, what the public wrote, answer by, who has it, how to sign, what can be done."""

from bot.slack import limits, mrkdwn
from bot.slack.blocks.buttons import for_comment
from bot.slack.blocks.fitting import fitted
from bot.slack.blocks.pieces import Block, Drawn, button, context, quote, section, small
from bot.texts import Label, Texts
from db.words import CommentState
from handlers.content import CardContent


def card(content: CardContent, texts: Texts) -> Drawn:
    """The card, as it stands now."""
    return Drawn(
        text=mrkdwn.escape(texts.card.summary(content)),
        blocks=fitted([*about(content, texts), for_comment(content.line, texts)]),
    )


def about(content: CardContent, texts: Texts) -> list[Block]:
    """Everything of the card but its buttons."""
    return [
        _heading(content, texts),
        *_words_of_the_public(content, texts),
        *_guess(content, texts),
        *_uncertain(content, texts),
        section("\n".join(_standing(content, texts))),
    ]


def _heading(content: CardContent, texts: Texts) -> Block:
    heading = mrkdwn.bold(texts.card.heading(content.line))
    original = mrkdwn.safe_url(content.line.url)
    if original:
        heading += " · " + mrkdwn.link(original, texts.labels(Label.ORIGINAL))
    return section(heading)


def _words_of_the_public(content: CardContent, texts: Texts) -> list[Block]:
    line = content.line
    # The author chose that name: plain text, so that it can neither mention nor link.
    when = [texts.card.written(line, content.zone), texts.card.edited(line, content.zone)]
    written = small(limits.cut(" · ".join(part for part in when if part), limits.LINE))
    if line.excerpt:
        return [quote(line.excerpt), written]
    if content.text_withheld:
        return [written, context(mrkdwn.escape(texts.card.text_withheld(line)))]
    return [written]


def _guess(content: CardContent, texts: Texts) -> list[Block]:
    """What it may be, with a way to say that it is not."""
    line = content.line
    if not line.guesses:
        return []
    wrong = button(
        texts.labels(Label.GUESS_WRONG),
        "guess_wrong",
        str(line.number),
        spoken=texts.labels.for_screen_readers(Label.GUESS_WRONG, texts.guess.short(line.guesses)),
    )
    return [section(mrkdwn.escape(texts.guess.hint(line.guesses)), accessory=wrong)]


def _uncertain(content: CardContent, texts: Texts) -> list[Block]:
    """An answer that was seen and may be another's, with a way to say so."""
    line = content.line
    if not line.uncertain:
        return []
    other = button(
        texts.labels(Label.OTHER_REPLY),
        "other_reply",
        str(line.number),
        spoken=texts.labels.for_screen_readers(Label.OTHER_REPLY, texts.card.heading(line)),
    )
    return [section(mrkdwn.escape(texts.card.uncertain()), accessory=other)]


def _standing(content: CardContent, texts: Texts) -> list[str]:
    line = content.line
    standing = [mrkdwn.bold(texts.card.urgent())] if line.urgent else []
    if line.individual:
        standing.append(mrkdwn.bold(texts.card.individual()))
    if line.state in (CommentState.NEW, CommentState.CLAIMED):
        standing.append(mrkdwn.bold(texts.card.due(content)))
    return [*standing, *map(mrkdwn.escape, texts.card.standing(content))]
