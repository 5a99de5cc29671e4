"""A picture that a chat shows beside its words."""

from dataclasses import dataclass
from typing import Protocol

from bot.texts import Texts
from handlers.content import WeekContent


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A PNG and what it says in words."""

    png: bytes
    alternative: str
    title: str


class Draws(Protocol):
    """Draws the weekly picture; none where it cannot."""

    def __call__(self, content: WeekContent, texts: Texts) -> Picture | None:
        """The picture with its alternative text."""
        ...
