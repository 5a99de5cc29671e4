"""One Web API call: its arguments, however the client encoded them."""

import json
from dataclasses import dataclass
from typing import Any

from bot.sandbox.identities import Json
from bot.sandbox.refusal import Refused
from bot.sandbox.stamps import order
from bot.sandbox.state import State


@dataclass(frozen=True, kw_only=True)
class Call:
    """A method's arguments. JSON bodies hold real values, forms hold strings: both read the same here."""

    state: State
    args: Json

    def text(self, name: str) -> str | None:
        """A string, or None where it is absent or empty."""
        value = self.args.get(name)
        return None if value in (None, "") else str(value)

    def required(self, name: str) -> str:
        """A string that must be there."""
        value = self.text(name)
        if value is None:
            raise Refused(
                "invalid_arguments",
                response_metadata={"messages": [f"[ERROR] missing required field: {name}"]},
            )
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        """True or false, as `true`, `1` or a real boolean."""
        value = self.args.get(name)
        return default if value in (None, "") else str(value).lower() in ("true", "1")

    def number(self, name: str, default: int, most: int) -> int:
        """A whole number from 1 to `most`."""
        value = self.args.get(name)
        if value in (None, ""):
            return default
        try:
            number = int(str(value))
        except ValueError:
            raise Refused("invalid_arguments") from None
        if not 1 <= number <= most:
            raise Refused("invalid_limit")
        return number

    def parsed(self, name: str, error: str = "invalid_arguments") -> Any:
        """A structure, given as such or as JSON in a string; None where it is absent."""
        value = self.args.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise Refused(error) from None

    def listed(self, name: str) -> list[str]:
        """Ids, given as a list or with commas between."""
        value = self.args.get(name)
        if value in (None, ""):
            return []
        return [str(each) for each in value] if isinstance(value, list) else str(value).split(",")

    def moment(self, name: str, error: str) -> int | None:
        """A `ts` as a number that sorts, or None."""
        value = self.text(name)
        try:
            return None if value is None else order(value)
        except ValueError:
            raise Refused(error) from None


def page(items: list[Any], call: Call, default: int, most: int) -> tuple[list[Any], str]:
    """One page of a list, and the cursor of the next (empty at the end)."""
    limit = call.number("limit", default, most)
    cursor = call.text("cursor")
    try:
        start = int(cursor.removeprefix("from:")) if cursor else 0
    except ValueError:
        raise Refused("invalid_cursor") from None
    end = start + limit
    return items[start:end], f"from:{end}" if end < len(items) else ""
