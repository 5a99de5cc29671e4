"""A picture that a chat shows beside its words."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A PNG and what it says in words."""

    png: bytes
    alternative: str
    title: str
