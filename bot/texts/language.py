"""One language: its catalog and its grammar. English is written in the code, Swedish in `locale/sv`."""

import gettext
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType

from babel import Locale
from babel.lists import format_list

LANGUAGES = ("sv", "en")
DOMAIN = "svarsvakt"
LOCALE_DIR = Path(__file__).parent / "locale"
_BABEL_LOCALES = {"sv": "sv_SE", "en": "en_GB"}
_AS_WRITTEN: Mapping[str, str] = MappingProxyType({})


def mark(message: str) -> str:
    """Mark a message of a table for extraction; `Language.text` translates it where it is used."""
    return message


def mark_plural(one: str, many: str) -> tuple[str, str]:
    """Mark a message that counts, in one and many, for extraction."""
    return one, many


class Language:
    """Turns the code's English messages into this language's sentences.

    Facts are put in with `{name}`. They are put in as they are: the chat escapes the finished sentence where
    its markup needs it, and puts mentions before the sentence, never inside it.
    """

    def __init__(self, code: str, instead: Mapping[str, str] = _AS_WRITTEN) -> None:
        """`instead`: messages that give way to others where they are read."""
        self.code = code
        self._instead = instead
        self.locale = Locale.parse(_BABEL_LOCALES[code])
        self._catalog = (
            gettext.NullTranslations()
            if code == "en"
            else gettext.translation(DOMAIN, LOCALE_DIR, languages=[code])
        )

    def text(self, message: str, /, **facts: object) -> str:
        """The message in this language, with its facts."""
        return self._catalog.gettext(self._instead.get(message, message)).format(**facts)

    def plural(self, one: str, many: str, count: int, /, **facts: object) -> str:
        """The message for so many; `{count}` is the number."""
        return self._catalog.ngettext(one, many, count).format(count=count, **facts)

    def all_of(self, things: Sequence[str]) -> str:
        """`Anna, Bo och Cecilia`."""
        return str(format_list(list(things), style="standard", locale=self.locale))

    def any_of(self, things: Sequence[str]) -> str:
        """`Anna, Bo eller Cecilia`."""
        return str(format_list(list(things), style="or", locale=self.locale))

    def owned(self, owner: str, thing: str) -> str:
        """`Kulturskolans Facebook`, `Malmö Museers blogg`."""
        if self.code == "sv":
            return f"{owner} {thing}" if owner[-1:].lower() in {"s", "x", "z"} else f"{owner}s {thing}"
        return f"{owner}’ {thing}" if owner[-1:].lower() == "s" else f"{owner}’s {thing}"


@cache
def language(code: str) -> Language:
    """The language, loaded once."""
    return Language(code)
