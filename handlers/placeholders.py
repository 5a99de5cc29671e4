"""What stands in braces in a ready reply, and what it becomes for one comment and one editor. Pure."""

import re
from collections.abc import Mapping
from enum import StrEnum

from handlers.command_words import plain


class Placeholder(StrEnum):
    """What a ready reply can leave open."""

    NAME = "name"
    """What the public's writer calls herself; nothing where chat may not show it."""
    ACCOUNT = "account"
    """The account that the comment stands on."""
    UNIT = "unit"
    """The editor's unit."""
    SIGN_OFF = "sign_off"
    """How the editor signs."""


SPELLINGS: Mapping[Placeholder, tuple[str, ...]] = {
    Placeholder.NAME: ("namn", "name"),
    Placeholder.ACCOUNT: ("konto", "account"),
    Placeholder.UNIT: ("enhet", "unit"),
    Placeholder.SIGN_OFF: ("signatur", "signature"),
}
"""The Swedish and the English word of each."""
_KNOWN = {plain(word): one for one, words in SPELLINGS.items() for word in words}
_IN_BRACES = re.compile(r"([ \t]?)\{([^{}\n]{0,40})\}")


def unknown(template: str) -> tuple[str, ...]:
    """What stands in braces and means nothing, as it was written."""
    return tuple(found[2] for found in _IN_BRACES.finditer(template) if plain(found[2]) not in _KNOWN)


def filled(template: str, facts: Mapping[Placeholder, str]) -> str:
    """The template with its facts. A fact that is not there leaves no hole: the space before it goes too."""

    def fact(found: re.Match[str]) -> str:
        known = _KNOWN.get(plain(found[2]))
        if known is None:
            return found[0]
        said = facts.get(known, "")
        return found[1] + said if said else ""

    return _IN_BRACES.sub(fact, template)
