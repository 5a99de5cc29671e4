"""Gathers what is wrong with blocks, in Slack's words, each with where it is."""

from collections.abc import Collection
from typing import Any


class Findings:
    """A list of problems: `must be less than 76 characters [json-pointer:/blocks/0/text/text]`."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def add(self, where: str, what: str) -> None:
        """Something is wrong here."""
        self.found.append(f"{what} [json-pointer:{where}]")

    def fields(
        self, where: str, value: Any, *, required: Collection[str] = (), optional: Collection[str] = ()
    ) -> bool:
        """An object with these fields and no others; false if it is no object or lacks one."""
        if not isinstance(value, dict):
            self.add(where, "must be an object")
            return False
        missing = [name for name in required if value.get(name) is None]
        for name in missing:
            self.add(where, f"missing required field: {name}")
        for name in value:
            if name not in required and name not in optional:
                self.add(where, f"invalid additional property: {name}")
        return not missing

    def string(self, where: str, value: Any, *, most: int, least: int = 1) -> bool:
        """A string of a length in bounds. An absent one (None) is fine: `fields` asks for required ones."""
        if value is None:
            return True
        if not isinstance(value, str):
            self.add(where, "must be a string")
            return False
        if len(value) < least:
            self.add(where, f"must be more than {least - 1} characters")
        if len(value) > most:
            self.add(where, f"must be less than {most + 1} characters")
        return least <= len(value) <= most

    def items(self, where: str, value: Any, *, most: int, least: int = 1) -> list[Any]:
        """A list whose length is in bounds; an absent one is fine. What is in it, up to the bound."""
        if value is None:
            return []
        if not isinstance(value, list):
            self.add(where, "must be an array")
            return []
        if len(value) < least:
            self.add(where, f"no fewer than {least} items allowed")
        if len(value) > most:
            self.add(where, f"no more than {most} items allowed")
        return value[:most]

    def one_of(self, where: str, value: Any, allowed: Collection[Any]) -> bool:
        """One of these values; an absent one is fine."""
        if value is None or value in allowed:
            return True
        self.add(where, "must be a valid enum value")
        return False

    def flag(self, where: str, value: Any) -> None:
        """True or false, or absent."""
        if value is not None and not isinstance(value, bool):
            self.add(where, "must be a boolean")

    def number(self, where: str, value: Any, *, least: int, most: int) -> None:
        """A whole number in bounds, or absent."""
        if value is None:
            return
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            self.add(where, f"must be an integer from {least} to {most}")
