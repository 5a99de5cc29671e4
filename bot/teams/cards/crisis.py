"""A crisis as Teams shows it."""

from typing import Any

from bot.teams.cards.pieces import Drawn, Element, box, button, card, rows, said, small
from bot.texts import Label, Texts
from db.words import CrisisState
from handlers.crisis_content import CrisisContent, CrisisLine


def crisis(content: CrisisContent, texts: Texts) -> Drawn:
    """The news, or how it stands, with what whoever decides can do."""
    summary = texts.crisis.summary(content)
    line = content.line
    is_open = line.state in {CrisisState.ASKED, CrisisState.RUNNING}
    body = [{**box([said(summary, bold=True)], style="attention" if is_open else "good"), "bleed": True}]
    if is_open:
        body.append(said(texts.crisis.what(line)))
    body.append(said(texts.crisis.until(content)))
    count = texts.crisis.count(content)
    if count:
        body.append(small(count))
    if content.decides and is_open:
        body += rows(choices(line, texts))
    return card(summary, body, texts)


def on_round(line: CrisisLine | None, texts: Texts) -> list[Element]:
    """On every round while it runs."""
    return [] if line is None else [box([said(texts.crisis.on_round(line), bold=True)], style="warning")]


def choices(line: CrisisLine, texts: Texts) -> list[dict[str, Any]]:
    """What whoever decides can do now."""
    number = str(line.id)
    if line.state is CrisisState.ASKED:
        return [
            button(texts.labels(Label.CRISIS_START), "crisis_change", number, main=True),
            button(texts.labels(Label.CRISIS_DECLINE), "crisis_end", number),
        ]
    return [
        button(texts.labels(Label.CRISIS_CHANGE), "crisis_change", number),
        button(texts.labels(Label.CRISIS_END), "crisis_end", number),
    ]
