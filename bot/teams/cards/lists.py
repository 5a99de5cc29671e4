"""What somebody asked to see, for her alone: a comment with everything, a list, why, status, help."""

from collections.abc import Sequence

from bot.cutting import cut, width
from bot.teams.cards import lines
from bot.teams.cards.buttons import for_comment
from bot.teams.cards.comment import head, standing
from bot.teams.cards.fitting import item, left_out
from bot.teams.cards.pieces import (
    LINE,
    TEXT,
    Drawn,
    Element,
    box,
    card,
    heading,
    run,
    runs,
    said,
    small,
    subheading,
)
from bot.texts import Label, Texts
from handlers.content import CommentDetail, CommentList, HelpContent, StatusContent, WhyContent
from handlers.managing.rows import UnitPage

MOST_TEXT = 9_000
"""So much of a comment's own text a card has room for; the platform has the rest, behind the link."""
MOST_EVENTS = 30


def detail(content: CommentDetail, texts: Texts) -> Drawn:
    """Everything of one comment."""
    line = content.card.line
    who = [run(cut(content.author, LINE), subtle=True)] if content.author else []
    link = run(texts.labels(Label.ORIGINAL), url=line.url)
    if "selectAction" in link:
        who += [run(" · "), link] if who else [link]
    body = [head(content.card, texts)]
    if content.text.strip():
        body.append(box(_whole(content.text), style="emphasis"))
    elif line.flagged:
        body.append(small(texts.card.text_withheld(line)))
    if content.first_text:
        body += [small(texts.card.first_text()), box(_whole(content.first_text), style="emphasis")]
    if who:
        body.append(runs(*who, close=True))
    body += [small(texts.guess.why(each)) for each in content.guesses]
    body += [standing(content.card, texts), subheading(texts.card.history_heading())]
    for event in content.events[-MOST_EVENTS:]:
        happened = " ".join(texts.card.event(event, content.card.zone).split())
        body.append(item(runs(run(cut(happened, LINE)), close=True), 0))
    return card(texts.card.summary(content.card), [*body, *for_comment(line, texts)], texts)


def _whole(text: str) -> list[Element]:
    """A long text as several paragraphs."""
    rest = cut(text.strip(), MOST_TEXT)
    pieces: list[str] = []
    while width(rest) > TEXT:
        piece = cut(rest, TEXT)[:-1]
        pieces.append(piece)
        rest = rest[len(piece) :].lstrip()
    return [said(piece) for piece in (*pieces, rest)]


def listed(content: CommentList, texts: Texts) -> Drawn:
    """What waits, each with its next step."""
    if not content.lines:
        nothing = texts.card.list_empty(content.which)
        return card(nothing, [said(nothing)], texts)
    what = texts.card.list_heading(content)
    more = content.total - len(content.lines)
    return card(
        what, [heading(what), *lines.with_buttons(content.lines, content.zone, texts, more=more)], texts
    )


def why(content: WhyContent, texts: Texts) -> Drawn:
    """Why a comment is due when it is."""
    because = texts.why(content.explanation)
    return card(because, [heading(texts.why.heading(content.number)), said(because)], texts)


def status(content: StatusContent, texts: Texts) -> Drawn:
    """How the unit stands."""
    sentences = list(texts.home.status(content))
    return card(" ".join(sentences), [said(each) for each in sentences], texts)


def help_text(content: HelpContent, texts: Texts) -> Drawn:
    """The commands of a topic; without one, those of every day and the topics."""
    what = texts.help.heading(content)
    body = [heading(what), said(texts.help.intro()), *_words(texts.help.commands(content.topic))]
    if content.topic is None:
        body += [subheading(texts.help.topics_heading()), *_words(texts.help.topics())]
    return card(what, [*body, small(texts.help.more())], texts)


def _words(words: Sequence[tuple[str, str]]) -> list[Element]:
    return [runs(run(word, bold=True), run(f": {what}"), close=True) for word, what in words]


def unit_page(page: UnitPage, texts: Texts) -> Drawn:
    """Rules or changes of a unit to read between messages, without buttons."""
    what = texts.managing.heading(page)
    told = [texts.managing.rule(row, page) for row in page.rules]
    told += [texts.managing.change(row, page.zone) for row in page.changes]
    body = [heading(what), small(texts.managing.intro(page))]
    body += [item(said(each)) for each in told or [texts.managing.nothing_changed()]]
    return card(what, [*body, left_out(texts.home.more)], texts)
