"""What a chat sends, with what no database can hold (a NUL, half a character) shown as a sign instead."""

import json
import re
from typing import Any

from handlers.intake_row import storable

_DEEPEST = 100
_UNSTORABLE = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")
"""A NUL or half a character can only come as an escape: the body is UTF-8, and JSON knows no bare NUL."""


def json_in(text: str) -> Any:
    """The JSON in it, storable throughout. Raises ValueError (or RecursionError) for what is none."""
    found = json.loads(text)
    return storable_in(found) if _UNSTORABLE.search(text) else found


def storable_in(value: Any, depth: int = 0) -> Any:
    """The same value, storable throughout. Raises ValueError for what is nested too deep."""
    if depth > _DEEPEST:
        raise ValueError("nested too deep")
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, list):
        return [storable_in(each, depth + 1) for each in value]
    if isinstance(value, dict):
        return {storable(name): storable_in(each, depth + 1) for name, each in value.items()}
    return value
