"""Lists of which one is chosen, or several ticked, and then a button pressed: Teams has no menu on each line.

A button that is about what is chosen names the list in its data (`pick`); what comes back is put together
into the value that the same button has where each line has its own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.cutting import cut
from bot.teams.cards.pieces import LINE, Element, button
from bot.teams.markup import inert, unmarked
from handlers.numbers import of_element

PICK, TICKS = "p_", "t_"
"""Before the name of a list, in its input's id."""
ROW = 200
MOST_TICKED = 100


class NothingPicked(ValueError):  # noqa: N818 - it is no fault of anybody's
    """A button about a chosen line was pressed, and none is chosen."""


@dataclass(frozen=True, kw_only=True)
class Pressed:
    """What a button asks for: `name` and `value` as in every chat, and the numbers ticked in its list."""

    name: str
    value: str
    ticked: tuple[int, ...] = ()


def choosing(name: str, label: str, rows: Iterable[tuple[str, str]], *, most: int = ROW) -> Element:
    """A list of which one is chosen: each row's value, and its words, so many letters at most."""
    return _list(PICK + name, label, rows, most)


def ticking(about: str, label: str, rows: Iterable[tuple[str, str]], *, most: int = ROW) -> Element:
    """A list of which several are ticked, for buttons with the value `about`."""
    return {**_list(TICKS + about, label, rows, most), "isMultiSelect": True}


def of_chosen(label: str, action: str, value: str, name: str) -> dict[str, Any]:
    """A button about what is chosen in a list: the row's value comes after `value`."""
    made = button(label, action, value)
    data = {**made["data"], "pick": name}
    return {**made, "data": data, "fallback": {**made["fallback"], "data": data}}


def unasked(action: dict[str, Any]) -> dict[str, Any]:
    """A button that brings nothing of what is filled in around it, and waits for none of it."""
    whole = {**action, "associatedInputs": "none"}
    if isinstance(action.get("fallback"), dict):
        whole["fallback"] = {**action["fallback"], "associatedInputs": "none"}
    return whole


def pressed(data: Mapping[str, Any]) -> Pressed:
    """Read it back. Raises NothingPicked, and ValueError for what is none of ours."""
    name, value = data.get("act"), data.get("value")
    if not isinstance(name, str) or not isinstance(value, str):
        raise ValueError("no button of ours")  # noqa: TRY004 - bad input, not a bad call
    ticked = data.get(TICKS + value)
    numbers = [each for each in ticked.split(",") if each] if isinstance(ticked, str) else []
    pick = data.get("pick")
    if isinstance(pick, str):
        chosen = data.get(PICK + pick)
        if not isinstance(chosen, str) or not chosen:
            raise NothingPicked
        value += chosen
    return Pressed(
        name=name, value=value, ticked=tuple(of_element(number) for number in numbers[:MOST_TICKED])
    )


def _list(name: str, label: str, rows: Iterable[tuple[str, str]], most: int) -> Element:
    return {
        "type": "Input.ChoiceSet",
        "id": name,
        "label": inert(cut(label, LINE)) or "…",
        "style": "expanded",
        "wrap": True,
        "choices": [
            {"title": unmarked(cut(" · ".join(words.split("\n")), most)) or "…", "value": value}
            for value, words in rows
        ],
    }
