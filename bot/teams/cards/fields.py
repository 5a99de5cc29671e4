"""A form's parts as Teams draws them: inputs with their labels, each fault above its own.

Source: https://adaptivecards.io/explorer (Input.*, version 1.5). A label is a plain run; what can be
chosen may be read as Markdown: nothing in it marks anything.
"""

from collections.abc import Callable, Mapping
from typing import Any

from bot.chat.forms.parts import Ask, How, Told, Tone
from bot.cutting import cut
from bot.teams.cards.pieces import LINE, Element, quote, run, runs, said, small
from bot.teams.markup import inert, unmarked
from bot.texts import Label, Texts

FIELD = "f_"
"""Before a field's name, in an input's id: nothing of a button's own data is called so."""
ANEW = "~"
"""After a field's name: filled in anew, so that what was typed in it before is not put there again."""
OPTION = 100
LONGEST_LINE = 1_000
"""So much a single line takes; a longer one would be the size of a card by itself."""
FEW = 12
"""In a menu of more, words can be typed to find."""
Presses = Callable[[str, str], dict[str, Any]]
"""A button in the form, by its label and the field that it changes."""


def input_id(ask: Ask) -> str:
    """What the input is called in the card, and in what comes back."""
    return f"{FIELD}{ask.name}{ANEW}{ask.anew}" if ask.anew else FIELD + ask.name


def told(part: Told, texts: Texts, presses: Presses) -> list[Element]:
    """A sentence between the fields, perhaps with a button of its own."""
    if part.tone is Tone.QUOTE:
        return [quote(part.text)]
    if part.tone is Tone.SMALL:
        return [small(part.text)]
    lines = [said(line, bold=part.tone is Tone.BOLD) for line in part.text.split("\n")]
    if part.press is None:
        return lines
    label, name = part.press
    return [*lines, _row(presses(texts.labels(label), name))]


def asked(ask: Ask, texts: Texts, presses: Presses, *, checks: bool, fault: str | None) -> list[Element]:
    """A field: what is wrong with it, the input, the hint; where it changes the form, its button.

    `checks`: Teams itself asks for what is required, before anything is sent.
    """
    element: Element = {
        "id": input_id(ask),
        "label": inert(cut(ask.label, LINE)) or "…",
        **_INPUTS[ask.how](ask, texts),
    }
    if checks and not ask.optional:
        element |= {"isRequired": True, "errorMessage": texts.form.required()}
    made = [wrong(fault), element] if fault else [element]
    if not ask.at_once:
        return [*made, small(ask.hint)] if ask.hint else made
    label = Label.FILL_IN if ask.options else Label.SEARCH
    return [*made, _row(presses(texts.labels(label), ask.name))]


def wrong(fault: str) -> Element:
    """What is wrong with the field below."""
    return runs(run(fault, bold=True, colour="Attention"))


def _row(action: dict[str, Any]) -> Element:
    return {"type": "ActionSet", "actions": [action]}


def _text(ask: Ask, _texts: Texts) -> Element:
    most = ask.most if ask.how is How.TEXT else min(ask.most, LONGEST_LINE)
    made: Element = {"type": "Input.Text", "maxLength": most}
    if ask.how is How.TEXT:
        made["isMultiline"] = True
    return {**made, "value": inert(cut(ask.known, most))} if ask.known else made


def _one(ask: Ask, texts: Texts) -> Element:
    """Behind a menu. In a card it cannot be emptied again, so that nothing is a choice too."""
    nothing = texts.labels(Label.NOTHING_CHOSEN)
    none = [{"title": nothing, "value": ""}] if ask.optional else []
    style = "filtered" if len(ask.options) > FEW else "compact"
    return _chosen({"style": style, "placeholder": nothing, "choices": [*none, *_choices(ask)]}, ask)


def _radio(ask: Ask, _texts: Texts) -> Element:
    return _chosen({"style": "expanded", "wrap": True, "choices": _choices(ask)}, ask)


def _several(ask: Ask, _texts: Texts) -> Element:
    if len(ask.options) > 1 or ask.how is How.MANY:
        boxes = {"style": "expanded", "isMultiSelect": True, "wrap": True, "choices": _choices(ask)}
        return _chosen(boxes, ask)
    only = ask.options[0]
    return {
        "type": "Input.Toggle",
        "title": unmarked(cut(only.label, LINE)) or "…",
        "valueOn": only.value,
        "valueOff": "",
        "wrap": True,
        "value": only.value if ask.known == only.value else "",
    }


def _day(ask: Ask, _texts: Texts) -> Element:
    return {"type": "Input.Date", **({"value": ask.known} if ask.known else {})}


def _clock(ask: Ask, _texts: Texts) -> Element:
    return {"type": "Input.Time", **({"value": ask.known} if ask.known else {})}


_INPUTS: Mapping[How, Callable[[Ask, Texts], Element]] = {
    How.LINE: _text,
    How.TEXT: _text,
    How.ONE: _one,
    How.RADIO: _radio,
    How.SEVERAL: _several,
    How.MANY: _several,
    How.DAY: _day,
    How.CLOCK: _clock,
    How.USER: _one,
    How.CHANNEL: _one,
}
assert set(_INPUTS) == set(How) - {How.FILES}, "a card takes no files"


def _choices(ask: Ask) -> list[dict[str, str]]:
    return [{"title": unmarked(cut(one.label, OPTION)) or "…", "value": one.value} for one in ask.options]


def _chosen(made: Element, ask: Ask) -> Element:
    """What is filled in, as far as it can be chosen."""
    offered = {one["value"] for one in made["choices"]}
    known = [value for value in ask.known.split(",") if value and value in offered]
    whole = {"type": "Input.ChoiceSet", **made}
    return {**whole, "value": ",".join(known)} if known else whole
