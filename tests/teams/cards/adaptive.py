"""Would Teams take this card? Adaptive Cards 1.5 as published, and Teams' own limits, in our own words.

Sources: https://adaptivecards.io/explorer (elements, properties, values) and
https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/ (cards-reference,
cards-format, cards-actions): six buttons in a row, a mention's words to the letter in a TextBlock.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

MOST_BYTES = 25_000
ACTIONS = 6
OF_CARDS = {"type", "$schema", "version", "lang", "fallbackText", "msteams", "body", "actions", "refresh"}

Rule = Callable[[Any], bool]


def _text(value: Any) -> bool:
    return isinstance(value, str) and bool(value)


def _any_text(value: Any) -> bool:
    return isinstance(value, str)


def _yes_or_no(value: Any) -> bool:
    return isinstance(value, bool)


def _number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _one_of(*words: str) -> Rule:
    return lambda value: isinstance(value, str) and value.lower() in words


def _address(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"https?://[^\s/]+\S*", value) is not None


def _picture(value: Any) -> bool:
    return isinstance(value, str) and value.startswith(("https://", "data:image/png;base64,"))


def _listed(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


def _some(value: Any) -> bool:
    return _listed(value) and bool(value)


def _thing(value: Any) -> bool:
    return isinstance(value, dict)


STYLE = _one_of("default", "emphasis", "good", "attention", "warning", "accent")
PLACED: Mapping[str, Rule] = {
    "id": _text,
    "isVisible": _yes_or_no,
    "separator": _yes_or_no,
    "spacing": _one_of("default", "none", "small", "medium", "large", "extralarge", "padding"),
}
LETTERS: Mapping[str, Rule] = {
    "text": _text,
    "color": _one_of("default", "dark", "light", "accent", "good", "warning", "attention"),
    "isSubtle": _yes_or_no,
    "size": _one_of("default", "small", "medium", "large", "extralarge"),
    "weight": _one_of("default", "lighter", "bolder"),
}
FILLED: Mapping[str, Rule] = {
    **PLACED, "label": _text, "isRequired": _yes_or_no, "errorMessage": _text, "value": _any_text,
}  # fmt: skip
PRESSED: Mapping[str, Rule] = {
    "title": _text,
    "id": _text,
    "style": _one_of("default", "positive", "destructive"),
    "mode": _one_of("primary", "secondary"),
    "tooltip": _text,
    "isEnabled": _yes_or_no,
    "fallback": _thing,
}
SENT: Mapping[str, Rule] = {**PRESSED, "data": _thing, "associatedInputs": _one_of("auto", "none")}
CENTRED = _one_of("top", "center", "bottom")
KINDS: Mapping[str, Mapping[str, Rule]] = {
    "TextBlock": {
        **PLACED, **LETTERS, "wrap": _yes_or_no, "maxLines": _number, "style": _one_of("default", "heading"),
    },
    "RichTextBlock": {**PLACED, "inlines": _some},
    "TextRun": {**LETTERS, "italic": _yes_or_no, "strikethrough": _yes_or_no, "selectAction": _thing},
    "Container": {
        **PLACED, "items": _some, "style": STYLE, "bleed": _yes_or_no, "verticalContentAlignment": CENTRED,
    },
    "ColumnSet": {**PLACED, "columns": _some, "style": STYLE, "bleed": _yes_or_no},
    "Column": {
        **PLACED, "items": _listed, "style": STYLE, "width": _text, "verticalContentAlignment": CENTRED,
    },
    "FactSet": {**PLACED, "facts": _some},
    "Fact": {"title": _text, "value": _text},
    "Image": {
        **PLACED, "url": _picture, "altText": _text,
        "size": _one_of("auto", "stretch", "small", "medium", "large"),
    },
    "ActionSet": {**PLACED, "actions": _some},
    "Action.Execute": {**SENT, "verb": _text},
    "Action.Submit": SENT,
    "Action.OpenUrl": {**PRESSED, "url": _address},
    "Action.ShowCard": {**PRESSED, "card": _thing},
    "Input.Text": {
        **FILLED, "isMultiline": _yes_or_no, "maxLength": _number, "placeholder": _text,
    },
    "Input.ChoiceSet": {
        **FILLED, "choices": _some, "isMultiSelect": _yes_or_no, "wrap": _yes_or_no, "placeholder": _text,
        "style": _one_of("compact", "expanded", "filtered"),
    },
    "Input.Choice": {"title": _text, "value": _any_text},
    "Input.Date": FILLED,
    "Input.Time": FILLED,
    "Input.Toggle": {**FILLED, "title": _text, "valueOn": _text, "valueOff": _any_text, "wrap": _yes_or_no},
}  # fmt: skip
NEEDED: Mapping[str, frozenset[str]] = {
    "TextBlock": frozenset({"text", "wrap"}),
    "TextRun": frozenset({"text"}),
    "RichTextBlock": frozenset({"inlines"}),
    "Container": frozenset({"items"}),
    "ColumnSet": frozenset({"columns"}),
    "Column": frozenset({"items", "width"}),
    "FactSet": frozenset({"facts"}),
    "Fact": frozenset({"title", "value"}),
    "Image": frozenset({"url", "altText"}),
    "ActionSet": frozenset({"actions"}),
    "Action.Execute": frozenset({"title", "verb", "data"}),
    "Action.Submit": frozenset({"title", "data"}),
    "Action.OpenUrl": frozenset({"url"}),
    "Action.ShowCard": frozenset({"title", "card"}),
    "Input.Choice": frozenset({"title", "value"}),
    **{
        kind: frozenset({"id", "label"})
        for kind in KINDS
        if kind.startswith("Input.") and kind[6:] != "Choice"
    },
}
UNNAMED = {"inlines": "TextRun", "columns": "Column", "facts": "Fact", "choices": "Input.Choice"}
"""Lists whose members may leave out their type, or have none."""


def problems(card: Mapping[str, Any]) -> tuple[str, ...]:
    """Everything that Teams would refuse, drop or show wrongly; none: it is taken."""
    return tuple(_of_card(card, "card", top=True))


def size(value: Any) -> int:
    """How many bytes it is as JSON."""
    return len(json.dumps(value, ensure_ascii=False).encode())


def things(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in it, the outer before the inner."""
    if isinstance(value, list):
        for each in value:
            yield from things(each)
    elif isinstance(value, dict):
        yield value
        for each in value.values():
            yield from things(each)


def of_kind(card: Mapping[str, Any], *kinds: str) -> list[dict[str, Any]]:
    """Every element of these types, in its order."""
    return [thing for thing in things(dict(card)) if thing.get("type") in kinds]


def _of_card(card: Mapping[str, Any], where: str, *, top: bool) -> Iterator[str]:
    if card.get("type") != "AdaptiveCard":
        yield f"{where}: no card"
    for name in set(card) - OF_CARDS:
        yield f"{where}: no such property: {name}"
    for place, element in enumerate(card.get("body", [])):
        yield from _of_element(element, f"{where}.body[{place}]", inside=not top)
    yield from _of_row(card.get("actions", []), f"{where}.actions", inside=not top)
    if top:
        yield from _of_whole(card)


def _of_whole(card: Mapping[str, Any]) -> Iterator[str]:
    if card.get("version") != "1.5":
        yield "no version that every Teams shows"
    for name in ("lang", "fallbackText", "body"):
        if not card.get(name):
            yield f"without {name}"
    if card.get("msteams", {}).get("width") != "Full":
        yield "not as wide as it may be"
    if size(card) > MOST_BYTES:
        yield f"{size(card)} bytes"
    names = [thing["id"] for thing in things(dict(card)) if str(thing.get("type", "")).startswith("Input.")]
    if len(names) != len(set(names)):
        yield "two inputs of one name"
    yield from _mentions(card)


def _of_element(element: Mapping[str, Any], where: str, *, inside: bool, kind: str = "") -> Iterator[str]:
    named = str(element.get("type") or kind)
    rules = KINDS.get(named)
    if rules is None:
        yield f"{where}: no such element: {named}"
        return
    for name in NEEDED.get(named, frozenset()) - set(element):
        yield f"{where}: {named} without {name}"
    for name, value in element.items():
        if name == "type":
            continue
        if name not in rules:
            yield f"{where}: {named} has no {name}"
        elif not rules[name](value):
            yield f"{where}: {named}.{name} cannot be {str(value)[:60]!r}"
    for name, held in element.items():
        yield from _inside(name, held, f"{where}.{name}", inside=inside)
    if named == "Action.Execute" and "fallback" in element and element["fallback"]["data"] != element["data"]:
        yield f"{where}: an older Teams would ask for something else"
    if named == "TextBlock" and element.get("wrap") is not True:
        yield f"{where}: cut at the edge"


def _inside(name: str, held: Any, where: str, *, inside: bool) -> Iterator[str]:
    if name in {"items", "columns", "inlines", "facts", "choices"}:
        for place, each in enumerate(held):
            yield from _of_element(each, f"{where}[{place}]", inside=inside, kind=UNNAMED.get(name, ""))
    elif name == "actions":
        yield from _of_row(held, where, inside=inside)
    elif name in {"selectAction", "fallback"}:
        yield from _of_element(held, where, inside=inside)
    elif name == "card":
        if inside:
            yield f"{where}: a card in a card in a card"
        yield from _of_card(held, where, top=False)


def _of_row(actions: list[dict[str, Any]], where: str, *, inside: bool) -> Iterator[str]:
    if len(actions) > ACTIONS:
        yield f"{where}: {len(actions)} buttons in a row"
    for place, action in enumerate(actions):
        if not str(action.get("type")).startswith("Action."):
            yield f"{where}[{place}]: no button"
        yield from _of_element(action, f"{where}[{place}]", inside=inside)


def _mentions(card: Mapping[str, Any]) -> Iterator[str]:
    """Teams refuses an entity whose words stand nowhere, and shows an `<at>` without one as it is."""
    entities = card.get("msteams", {}).get("entities", [])
    called = [entity["text"] for entity in entities]
    if len(called) != len(set(called)):
        yield "two people under one mention"
    for entity in entities:
        if not re.fullmatch(r"<at>[^<>]+</at>", entity["text"]) or not entity["mentioned"]["id"]:
            yield "a mention of nobody"
    blocks = " ".join(block["text"] for block in of_kind(card, "TextBlock"))
    for words in called:
        if words not in blocks:
            yield f"a mention whose words are gone: {words}"
        blocks = blocks.replace(words, "")
    if re.search(r"<\s*/?\s*at\b", blocks, re.IGNORECASE):
        yield "an <at> that is no mention of ours"
