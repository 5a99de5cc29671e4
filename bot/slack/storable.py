"""What Slack sends, with what no database can hold (a NUL, half a character) shown as a sign in its place."""

from typing import Any

from handlers.intake_row import storable

_DEEPEST = 100


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
