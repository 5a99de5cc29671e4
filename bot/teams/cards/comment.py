"""A comment's card: account, what the public wrote, answer by, who has it, how to sign, what can be done."""

from bot.cutting import cut
from bot.teams.cards.buttons import for_comment
from bot.teams.cards.pieces import (
    LINE,
    Drawn,
    Element,
    Style,
    beside,
    box,
    button,
    card,
    heading,
    run,
    runs,
    said,
    small,
)
from bot.texts import Label, Texts
from db.words import CommentState
from handlers.content import CardContent, CommentLine

_OPEN = (CommentState.NEW, CommentState.CLAIMED)


def comment(content: CardContent, texts: Texts) -> Drawn:
    """The card, as it stands now."""
    body = [
        head(content, texts),
        *_words_of_the_public(content, texts),
        *_guess(content, texts),
        *_uncertain(content, texts),
        standing(content, texts),
        *for_comment(content.line, texts),
    ]
    return card(texts.card.summary(content), body, texts)


def head(content: CardContent, texts: Texts) -> Element:
    """Which comment, and whether it cannot wait: in words first, in colour too."""
    line = content.line
    items = [heading(texts.card.heading(line))]
    if line.urgent:
        items.append(said(texts.card.urgent(), bold=True))
    if line.individual:
        items.append(said(texts.card.individual(), bold=True))
    return {**box(items, style=_style(line)), "bleed": True}


def _style(line: CommentLine) -> Style:
    if line.urgent:
        return "attention"
    if line.state in _OPEN:
        return "warning" if line.late else "accent"
    return "good"


def _words_of_the_public(content: CardContent, texts: Texts) -> list[Element]:
    line = content.line
    when = [texts.card.written(line, content.zone), texts.card.edited(line, content.zone)]
    written = cut(" · ".join(part for part in when if part), LINE)
    parts = [run(written, subtle=True, small=True)]
    link = run(texts.labels(Label.ORIGINAL), small=True, url=line.url)
    if "selectAction" in link:
        parts += [run(" · ", small=True), link]
    below = runs(*parts, close=True)
    if line.excerpt:
        return [box([said(line.excerpt), below], style="emphasis")]
    if content.text_withheld:
        return [below, small(texts.card.text_withheld(line))]
    return [below]


def _guess(content: CardContent, texts: Texts) -> list[Element]:
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
    return [beside([said(texts.guess.hint(line.guesses))], wrong)]


def _uncertain(content: CardContent, texts: Texts) -> list[Element]:
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
    return [beside([said(texts.card.uncertain())], other)]


def standing(content: CardContent, texts: Texts) -> Element:
    """When it is to be answered, who has it, what was done."""
    due = [said(texts.card.due(content), bold=True)] if content.line.state in _OPEN else []
    return box([*due, *(runs(run(each), close=True) for each in texts.card.standing(content))])
