"""What people put into block elements: from plain values to Slack's state, and what a modal may not lack."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.sandbox.identities import Json
from bot.sandbox.refusal import Refused

_TEXTS = {"plain_text_input", "email_text_input", "url_text_input", "number_input"}
_ONE_OPTION = {"static_select", "external_select", "radio_buttons", "overflow"}
_MANY_OPTIONS = {"checkboxes", "multi_static_select", "multi_external_select"}
_SELECTED = {
    # element type: (what Slack calls the choice, what it calls the one chosen from the start)
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
}
STATELESS = {"button", "overflow", "image", "workflow_button"}


def elements(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Every interactive element with its block."""
    for block in blocks:
        found = [block.get("accessory"), block.get("element"), *(block.get("elements") or ())]
        if block["type"] in ("section", "actions", "input"):
            for element in found:
                if isinstance(element, dict) and element.get("type") != "image":
                    yield block, element


def find_element(blocks: list[Json], block_id: str, action_id: str) -> tuple[Json, Json]:
    """The element that a person clicks; refused if it is not (any longer) there."""
    for block, element in elements(blocks):
        if block.get("block_id") == block_id and element.get("action_id") == action_id:
            return block, element
    raise Refused("element_not_found")


def options_of(element: Json) -> list[Json]:
    """Every option of a menu, its groups' too."""
    groups = [option for group in element.get("option_groups") or () for option in group["options"]]
    return [*(element.get("options") or ()), *groups]


def chosen(element: Json, value: Any) -> Json:
    """What Slack says of an element when it holds this plain value; refused if it cannot hold it."""
    kind = element["type"]
    if kind in _TEXTS:
        return {"type": kind, "value": None if value in (None, "") else str(value)}
    if kind in _ONE_OPTION:
        return {"type": kind, "selected_option": None if value is None else _option(element, value)}
    if kind in _MANY_OPTIONS:
        return {"type": kind, "selected_options": [_option(element, each) for each in value or ()]}
    if kind in _SELECTED:
        name = _SELECTED[kind][0]
        return {"type": kind, name: (value or []) if kind.startswith("multi_") else value}
    if kind == "file_input":
        return {"type": kind, "files": list(value or [])}
    if kind == "button":
        return {"type": kind, **({"value": element["value"]} if "value" in element else {})}
    raise Refused("unsupported_element")


def _option(element: Json, value: Any) -> Json:
    for option in options_of(element):
        if option.get("value") == value:
            return option
    raise Refused("option_not_found")


def _initial(element: Json) -> Json:
    kind = element["type"]
    if kind in _TEXTS:
        return {"type": kind, "value": element.get("initial_value")}
    if kind in _ONE_OPTION:
        return {"type": kind, "selected_option": element.get("initial_option")}
    if kind in _MANY_OPTIONS:
        return {"type": kind, "selected_options": element.get("initial_options") or []}
    if kind == "file_input":
        return {"type": kind, "files": []}
    selected, initial = _SELECTED.get(kind, ("value", "initial_value"))
    return {"type": kind, selected: element.get(initial) or ([] if kind.startswith("multi_") else None)}


def initial_state(blocks: list[Json]) -> Json:
    """`state.values` before anybody has touched anything."""
    values: Json = {}
    for block, element in elements(blocks):
        if element["type"] not in STATELESS:
            values.setdefault(block["block_id"], {})[element["action_id"]] = _initial(element)
    return values


def with_values(blocks: list[Json], before: Json, values: Mapping[str, Mapping[str, Any]]) -> Json:
    """`state.values` once a person has put in these plain values; the rest stays as it was."""
    state = {block_id: dict(actions) for block_id, actions in before.items()}
    for block, element in elements(blocks):
        given = values.get(block["block_id"], {})
        if element["type"] not in STATELESS and element["action_id"] in given:
            state.setdefault(block["block_id"], {})[element["action_id"]] = chosen(
                element, given[element["action_id"]]
            )
    return state


def is_empty(value: Json) -> bool:
    """Nothing was put in."""
    return all(held in (None, "", []) for name, held in value.items() if name != "type")


def complaints(blocks: list[Json], state: Json) -> dict[str, str]:
    """What Slack's client says before it sends a modal at all: by block id."""
    found: dict[str, str] = {}
    for block, element in elements(blocks):
        if block["type"] != "input":
            continue
        value = state.get(block["block_id"], {}).get(element["action_id"], {"type": element["type"]})
        if is_empty(value):
            if not block.get("optional", False):
                found[block["block_id"]] = "Please complete this required field."
        elif complaint := _text_complaint(element, value):
            found[block["block_id"]] = complaint
    return found


def _text_complaint(element: Json, value: Json) -> str | None:
    text = value.get("value")
    if not isinstance(text, str):
        return None
    if len(text) < element.get("min_length", 0):
        return f"Must be at least {element['min_length']} characters."
    if len(text) > element.get("max_length", 3000):
        return f"Must be at most {element.get('max_length', 3000)} characters."
    if element["type"] == "email_text_input" and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text):
        return "Please enter a valid email address."
    if element["type"] == "url_text_input" and not re.fullmatch(r"[a-z][a-z0-9+.-]*://\S+", text, re.I):
        return "Please enter a valid URL."
    if element["type"] == "number_input" and not re.fullmatch(r"-?\d+(\.\d+)?", text):
        return "Please enter a valid number."
    return None
