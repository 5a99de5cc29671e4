"""A rung of the ladder: a sentence, whom it is for, and what can be done about it at once."""

from bot.teams.cards import lines
from bot.teams.cards.buttons import moving_on, to_card
from bot.teams.cards.pieces import Drawn, Element, Style, box, calling, card, rows, small
from bot.texts import Texts
from handlers.content import WarningContent

_STYLES: dict[str, Style] = {"1": "accent", "2": "warning"}


def warning(content: WarningContent, texts: Texts) -> Drawn:
    """The warning; mentions stand before the sentence."""
    sentence = texts.warning.sentence(content)
    people = () if content.private else content.mentions
    style = _STYLES.get(content.rung, "attention")
    body = [{**box([calling(people, sentence, bold=True)], style=style), "bleed": True}]
    if len(content.lines) == 1:
        body += _one(content, texts)
    else:
        body += lines.with_buttons(content.lines, content.zone, texts)
    body += [small(note) for note in texts.warning.notes(content)]
    return card(sentence, body, texts, people=people)


def _one(content: WarningContent, texts: Texts) -> list[Element]:
    line = content.lines[0]
    row = moving_on(line, texts) if line.closed_by is None else []
    link = to_card(line, texts)
    return rows([*row, link] if link else row)
