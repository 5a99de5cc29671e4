"""Finding one's way in blocks as a test names things: which block holds this button, whose value is this."""

from collections.abc import Mapping
from typing import Any

from bot.sandbox.identities import Json
from bot.sandbox.inputs import elements, options_of
from bot.sandbox.refusal import Refused


def block_of(blocks: list[Json], action_id: str, value: Any, block_id: str | None) -> tuple[Json, Json]:
    """The element that is meant, with its block; refused if there is none."""
    for block, element in elements(blocks):
        if element.get("action_id") != action_id or block_id not in (None, block.get("block_id")):
            continue
        if element["type"] == "button" and value is not None and element.get("value") != value:
            continue
        held = [option.get("value") for option in options_of(element)]
        if held and value is not None and not set(value if isinstance(value, list) else [value]) <= set(held):
            continue
        return block, element
    raise Refused("element_not_found")


def spread(blocks: list[Json], values: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """`{name: value}` as `{block_id: {action_id: value}}`, where a name is either id; refused if unknown."""
    found: dict[str, dict[str, Any]] = {}
    for name, value in values.items():
        for block, element in elements(blocks):
            if name == block["block_id"] and isinstance(value, Mapping):
                found.setdefault(name, {}).update(value)
            elif name in (block["block_id"], element["action_id"]):
                found.setdefault(block["block_id"], {})[element["action_id"]] = value
            else:
                continue
            break
        else:
            raise Refused("element_not_found")
    return found
