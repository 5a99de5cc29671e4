"""What a chat shows of the app before it has said anything: its commands, its shortcut, what it is."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.texts.help import COMMANDS as HELP
from bot.texts.language import LANGUAGES, Language, mark
from handlers.command_words import WORDS, Word

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

_DOES = dict(reversed([(usage.split()[0], does) for words in HELP.values() for usage, does in words]))
"""What each word does, by its English spelling: what the help says of it first."""


class ManifestTexts:
    """The words of the app's manifest."""

    def __init__(self, language: Language) -> None:
        self._l = language

    def about(self) -> str:
        """What the app is; at most 140 characters."""
        return self._l.text("Sees to it that the public’s comments get an answer in time")

    def at_length(self) -> str:
        """The same, for whoever decides whether people may use it; at most 4,000 characters."""
        return self._l.text(
            "Svarsvakt collects the public’s comments on the organisation’s accounts on social media, calls "
            "the editors to a look at them during the working day, reminds whoever is on duty before a "
            "comment’s answer time runs out, helps them answer and sign, and gives supervisors the week in "
            "short. It hears what is written to it in a chat of its own and where it is mentioned, and "
            "nothing else."
        )

    def shortcut(self) -> str:
        """What the message shortcut does; at most 150 characters."""
        return self._l.text("Make a comment of this message, so that it gets an answer in time")

    def command(self, word: str) -> tuple[str, str]:
        """What a slash command does, and what can stand after it."""
        does, usage = COMMANDS[word]
        return self._l.text(does), self._l.text(usage) if usage else ""

    def own_view(self) -> tuple[str, str]:
        """What asks for her own view in her own chat, and what that is."""
        return self._l.text("home"), self._l.text("all that is yours in one place")

    def word(self, word: Word) -> tuple[str, str]:
        """A word as a chat's menu shows and writes it, and what it does."""
        return WORDS[word][LANGUAGES.index(self._l.code)], self._l.text(_DOES[word.value])
