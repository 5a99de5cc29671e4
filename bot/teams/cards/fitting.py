"""Makes a card fit: what there are several of goes first, from the end, and is counted ("… och N till").

Teams takes messages of 100 KB, counted in UTF-16, picture and mentions included, and did not always take so
much; we keep a card within 25 KB of JSON with what the sender puts around it.
Source: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages
"""

import json
from collections.abc import Callable, Sequence
from typing import Any

from bot.cutting import cut

MOST_JSON = 20_000
"""Bytes of a card's JSON; the rest of 25 KB is for the message around it and its name in each button."""
SHRINKS = (1_500, 700, 300, 120, 40)
"""When nothing is left to leave out, every text is cut to this, then to the next."""
A_LINE_THAT_COUNTS = 250
LINES_THAT_COUNT = 3
_ITEM, _LEFT = "_item", "_left"
_TEXTS = frozenset({"text", "value", "altText", "fallbackText", "tooltip"})


def item(element: dict[str, Any], count: int = 1) -> dict[str, Any]:
    """One of several things (or `count` of them together): it may be left out."""
    return {**element, _ITEM: count}


def left_out(say: Callable[[int], str], count: int = 0) -> dict[str, Any]:
    """Stands after several items: says how many did not fit, `count` of them from the start."""
    return {_LEFT: count, "say": say}


def fitted(card: dict[str, Any], body: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The card with this body, within every bound."""
    kept = list(body)
    room = MOST_JSON - size(card)
    full = filled(kept)
    while full + LINES_THAT_COUNT * A_LINE_THAT_COUNTS > room:
        gone = _without_last_item(kept)
        if gone is None:
            break
        full -= filled([gone])
    whole = {**card, "body": _shown(kept)}
    for most in SHRINKS:
        if size(whole) <= MOST_JSON:
            break
        whole = _shrunk(whole, most)
    return whole


def filled(body: Sequence[dict[str, Any]]) -> int:
    """How many bytes a body takes before anything is left out of it."""
    return sum(size(element) + 1 for element in _shown(body))


def size(value: Any) -> int:
    """How many bytes it is as JSON."""
    return len(json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def _shown(body: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    shown: list[dict[str, Any]] = []
    for element in body:
        if _LEFT not in element:
            shown.append({name: value for name, value in element.items() if name != _ITEM})
        elif element[_LEFT] > 0:
            shown.append(_counted(element["say"](element[_LEFT])))
    return shown


def _counted(text: str) -> dict[str, Any]:
    run = {"type": "TextRun", "text": text, "isSubtle": True, "size": "Small"}
    return {"type": "RichTextBlock", "inlines": [run], "spacing": "Small"}


def _without_last_item(body: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Leave the last item out and count it at the next place that counts; none: there is no item."""
    for place in range(len(body) - 1, -1, -1):
        if _ITEM not in body[place]:
            continue
        gone = body.pop(place)
        for later in range(place, len(body)):
            if _LEFT in body[later]:
                body[later] = {**body[later], _LEFT: body[later][_LEFT] + gone[_ITEM]}
                break
        return gone
    return None


def _shrunk(value: Any, most: int) -> Any:
    if isinstance(value, list):
        return [_shrunk(each, most) for each in value]
    if not isinstance(value, dict):
        return value
    if "entities" in value:  # whom we call is never cut
        return value
    if str(value.get("type")).startswith("Input."):
        return _with_shorter_choices(value, most)
    return {
        name: held  # what an act is about is never cut
        if name == "data"
        else _cut(held, most)
        if name in _TEXTS
        else _shrunk(held, most)
        for name, held in value.items()
    }


def _with_shorter_choices(field: dict[str, Any], most: int) -> dict[str, Any]:
    """What stands in a field, and what a choice means, stay whole."""
    if "choices" not in field:
        return field
    return {**field, "choices": [{**one, "title": cut(one["title"], most)} for one in field["choices"]]}


def _cut(text: str, most: int) -> str:
    """A sentence that calls somebody stays whole: Teams takes no mention whose words are gone."""
    return text if "<at>" in text else cut(text, most)
