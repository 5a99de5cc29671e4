"""What a chat shows of the app before it has said anything: its commands, its shortcut, what it is."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.texts.language import Language, mark

COMMANDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "svarsvakt": (
            mark("Ask Svarsvakt, or tell it something"),
            mark("help, list, take 118, away 24/12 …"),
        ),
        "besvarad": (mark("Mark a comment as answered"), mark("118 [your reply]")),
        "kommentar": (mark("Add a comment that Svarsvakt has not seen"), ""),
        "veckan": (mark("The week in short"), mark("[47 or 2026-W47]")),
        "rundan": (mark("The watch round right now"), ""),
    }
)
"""What each slash command does, and what can stand after it. The commands' names are the same everywhere."""


class ManifestTexts:
    """The words of the app's manifest."""

    def __init__(self, language: Language) -> None:
        self._l = language

    def about(self) -> str:
        """What the app is; at most 140 characters."""
        return self._l.text("Sees to it that the public’s comments get an answer in time")

    def shortcut(self) -> str:
        """What the message shortcut does; at most 150 characters."""
        return self._l.text("Make a comment of this message, so that it gets an answer in time")

    def command(self, word: str) -> tuple[str, str]:
        """What a slash command does, and what can stand after it."""
        does, usage = COMMANDS[word]
        return self._l.text(does), self._l.text(usage) if usage else ""
