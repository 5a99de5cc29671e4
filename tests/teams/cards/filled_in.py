"""A card's inputs as somebody fills them in, and what Teams then sends with the button that is pressed."""

from collections.abc import Iterator, Mapping
from typing import Any

from tests.teams.cards.adaptive import things

Card = Mapping[str, Any]


def inputs(card: Card) -> dict[str, dict[str, Any]]:
    """Every input, by its field's name."""
    found = [thing for thing in things(card) if str(thing.get("type", "")).startswith("Input.")]
    return {_name(str(one["id"])): one for one in found}


def buttons(part: Any) -> Iterator[dict[str, Any]]:
    """What can be pressed to ask the bot for something: to do it, to open a window, to take a form in."""
    if isinstance(part, list):
        for each in part:
            yield from buttons(each)
    elif isinstance(part, Mapping):
        if part.get("type") in {"Action.Execute", "Action.Submit"}:
            yield dict(part)
            return  # what stands in for it on older clients asks for the same
        for held in part.values():
            yield from buttons(held)


def press(
    card: Card, act: str, given: Mapping[str, str] | None = None, *, value: str | None = None
) -> dict[str, Any]:
    """The data of that button, with what stands in the inputs; what cannot be filled in so fails."""
    there = [
        one
        for one in buttons(card)
        if one["data"].get("act") == act and value in {None, one["data"].get("value")}
    ]
    assert there, f"no button {act} {value}"
    data = dict(there[0]["data"])
    if there[0].get("associatedInputs") == "none":
        return data
    fields = inputs(card)
    assert set(given or {}) <= set(fields), f"no input for {set(given or {}) - set(fields)}"
    for name, element in fields.items():
        said = _said(element, (given or {}).get(name))
        assert said or not element.get("isRequired"), f"{name} must be filled in"
        if said is not None:
            data[str(element["id"])] = said
    return data


def _said(element: Mapping[str, Any], given: str | None) -> str:
    known = str(element.get("value", ""))
    if given is None:
        return known
    if element["type"] == "Input.Text":
        assert len(given) <= element["maxLength"], element["id"]
    if element["type"] == "Input.Toggle":
        assert given in {element["valueOn"], element["valueOff"]}, element["id"]
    if element["type"] == "Input.ChoiceSet":
        offered = {one["value"] for one in element["choices"]}
        chosen = set(given.split(",")) if element.get("isMultiSelect") else {given}
        assert chosen - {""} <= offered, (element["id"], given)
    return given


def _name(element_id: str) -> str:
    return element_id[2:].partition("~")[0]
