"""What a comment may be: threat, hate, spam, somebody's number. Suggestions, never decisions (M30, M31).

A unit's words are words and patterns: `*` stands for any letters, `#` for a digit; upper and lower case are
the same. What Svarsvakt ships is short on purpose: it should rarely be wrong, and a unit adds its own.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from scheduler.settings import GuessKind, GuessRules

LONGEST_READ = 5000
"""So much of a comment is looked through."""
MASK = "••••••-••••"
"""What chat shows for a personnummer."""

SHIPPED: Mapping[GuessKind, tuple[str, ...]] = {
    GuessKind.THREAT: (
        "ska döda", "skall döda", "dödar dig", "dödar er", "döda dig", "döda er", "slå ihjäl", "slår ihjäl",
        "skjuta dig", "skjuta er", "skjuter dig", "skjuter er", "hugga dig", "hugger dig", "knivhugg*",
        "vet var du bor", "vet var ni bor", "vet vart du bor", "vet vart ni bor", "bränna ner", "bränner ner",
        "spränga", "spränger", "bomb i", "ni ska dö", "du ska dö", "hoppas du dör", "hoppas ni dör",
        "ta livet av", "kill you", "know where you live",
    ),
    GuessKind.HATE: (
        "svartskall*", "blattejäv*", "judejäv*", "bögjäv*", "negerjäv*", "muslimjäv*", "zigenarjäv*",
        "araberjäv*", "borde utrotas", "borde avrättas", "borde gasas", "åk hem till ditt land",
        "åk hem till era länder", "ut ur vårt land",
    ),
    GuessKind.SPAM: (
        "tjäna pengar hemifrån", "tjänar pengar hemifrån", "snabba pengar", "passiv inkomst", "gratis iphone",
        "du har vunnit", "grattis du har vunnit", "bitcoin*", "kryptovalut*", "crypto*", "casino*", "sms-lån",
        "lån utan uc", "whatsapp +#*", "dm me", "earn money", "work from home", "forex*", "onlyfans",
    ),
}  # fmt: skip
_PERSONAL = re.compile(r"(?<![\d-])(?:(?:19|20)\d{2}|\d{2})(\d{2})(\d{2})[-+ ]?\d{4}(?![\d-])")
_PHONE = re.compile(r"(?<![\w-])(?:\+46 ?(?:\(0\))?|0046 ?|0)[1-9](?:[ -]{0,2}\d){6,9}(?![\d-])")
_LINK = re.compile(r"https?://", re.IGNORECASE)
MANY_LINKS = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Guess:
    """What a comment may be, and why: the word of the list that is in it; none: its form or its numbers."""

    kind: GuessKind
    word: str | None = None


def guesses(text: str, rules: GuessRules) -> tuple[Guess, ...]:
    """What this may be, a guess a kind, in the order of `GuessKind`; empty where the unit wants none."""
    read = text[:LONGEST_READ]
    found = (_guess(kind, read, rules) for kind in GuessKind if kind in rules.kinds)
    return tuple(guess for guess in found if guess is not None)


def masked(text: str, rules: GuessRules) -> str:
    """The text as chat may show it: without a personnummer, unless the unit wants no guesses of one."""
    if GuessKind.PERSONAL_NUMBER not in rules.kinds:
        return text
    shown = text
    for start, end in reversed(list(_personal_numbers(text))):
        shown = shown[:start] + MASK + shown[end:]
    return shown


def _guess(kind: GuessKind, text: str, rules: GuessRules) -> Guess | None:
    match kind:
        case GuessKind.PERSONAL_NUMBER:
            return Guess(kind=kind) if next(_personal_numbers(text), None) else None
        case GuessKind.PHONE:
            taken = list(_personal_numbers(text))
            numbers = (found.span() for found in _PHONE.finditer(text))
            own = [
                span for span in numbers if not any(span[0] < end and start < span[1] for start, end in taken)
            ]
            return Guess(kind=kind) if own else None
        case _:
            word = _word(kind, text, rules)
            if word is None and kind is GuessKind.SPAM and len(_LINK.findall(text)) >= MANY_LINKS:
                return Guess(kind=kind)
            return None if word is None else Guess(kind=kind, word=word)


def _word(kind: GuessKind, text: str, rules: GuessRules) -> str | None:
    """The word of the kind's list that the text holds, as it stands there."""
    never = _pattern(rules.never)
    read = never.sub(" ", text) if never is not None else text
    words = _pattern((*SHIPPED[kind], *rules.words(kind)))
    found = words.search(read) if words is not None else None
    return " ".join(found[0].split()) if found else None


@lru_cache(maxsize=256)
def _pattern(words: Sequence[str]) -> re.Pattern[str] | None:
    """One pattern for a list; each word is taken literally but for `*` and `#`, so it can never run long."""
    parts = [_literal(word) for word in words if word.strip(" *")]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE) if parts else None


def _literal(word: str) -> str:
    pieces = re.split(r"([*#\s]+)", word.strip())
    return "".join(_piece(piece) for piece in pieces)


def _piece(piece: str) -> str:
    if not piece.strip():
        return r"\s+" if piece else ""
    if set(piece) <= set("*# \t"):
        return "".join({"*": r"\w{0,40}", "#": r"\d"}.get(sign, r"\s+") for sign in piece)
    return re.escape(piece)


def _personal_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Where in a text a Swedish personnummer (or samordningsnummer) stands, its check digit and day right."""
    for found in _PERSONAL.finditer(text):
        month, day = int(found[1]), int(found[2]) % 60
        digits = [int(each) for each in found[0] if each.isdecimal()][-10:]
        if _is_day(month, day) and _checks(digits):
            yield found.span()


def _is_day(month: int, day: int) -> bool:
    try:
        date(2000, month, day)  # a leap year: the century is not always written
    except ValueError:
        return False
    return True


def _checks(digits: Sequence[int]) -> bool:
    """The check digit that Skatteverket's numbers end with."""
    doubled = [digit * (2 - place % 2) for place, digit in enumerate(digits)]
    return sum(each // 10 + each % 10 for each in doubled) % 10 == 0
