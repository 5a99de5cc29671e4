"""A name as people write it: found by its letters, never inside another name or word."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from handlers.signing.phrases import ORDINARY_WORDS, PLACE
from handlers.signing.plain import fold_letters, folded

_NOT_A_WORD = r"(?!\w|[-'’´`:]\w)"


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """A name at the start of some words."""

    rest: str
    capital: bool
    ordinary: bool


class Names:
    """The names that sign: a first name and agreed aliases."""

    def __init__(self, names: Iterable[str]) -> None:
        given = [name for name in (" ".join(name.split()) for name in names) if name]
        self._ordinary = {folded(name) for name in given} & ORDINARY_WORDS
        self.initials = {name[0].casefold() for name in given}
        pattern = "|".join(
            r"[-\s]?".join(re.escape(part) for part in re.split(r"[-\s]+", fold_letters(name)) if part)
            for name in sorted(given, key=len, reverse=True)
        )
        self._start = re.compile(rf"(?:{pattern}){_NOT_A_WORD}" if pattern else r"(?!)")
        self._end = re.compile(rf"(?<![\w-])(?:{pattern})$" if pattern else r"(?!)")
        self._any = re.compile(rf"(?<![\w-])(?:{pattern}){_NOT_A_WORD}" if pattern else r"(?!)")

    def begins(self, words: str) -> Named | None:
        """The name stands first in these words."""
        found = self._start.match(fold_letters(words))
        return self._named(words, 0, found.end()) if found else None

    def ends(self, words: str) -> tuple[str, Named] | None:
        """The name stands last; what stands before it."""
        found = self._end.search(fold_letters(words))
        if found is None:
            return None
        return words[: found.start()].strip(), self._named(words, found.start(), found.end())

    def anywhere(self, text: str) -> Named | None:
        """The name stands somewhere as a word of its own."""
        found = self._any.search(fold_letters(text))
        return self._named(text, found.start(), found.end()) if found else None

    def _named(self, words: str, start: int, end: int) -> Named:
        name = words[start:end]
        return Named(
            rest=words[end:].strip(" .!,:;*_~"),
            capital=name[:1].isupper(),
            ordinary=folded(name) in self._ordinary,
        )


def may_follow(named: Named, *, strictly: bool) -> bool:
    """Whether what stands after a name belongs to a sign-off: a surname, a title, where she works.

    `strictly`: nothing but the words' own form says that this is a sign-off, so a sentence must be ruled out.
    """
    words = named.rest.replace("(", " ").replace(")", " ").split()
    if not words:
        return True
    if words[0].casefold() in PLACE:
        place = words[1:]
        return 0 < len(place) <= (2 if strictly else 5) or (0 < len(place) <= 5 and are_labels(place))
    if len(words) <= 3 and are_labels(words):
        return True
    if strictly or len(words) > 4 or not (named.capital or len(words[0]) == 1):
        return False
    return sum(not is_label(word) for word in words) <= 1  # "Anna pedagog Malmö Museer" is no sentence


def are_labels(words: list[str]) -> bool:
    """Capitals, figures, numbers and addresses: no sentence looks like that."""
    return all(is_label(word) for word in words)


def is_label(word: str) -> bool:
    """One word of a name, a place or an address."""
    return word[0].isupper() or word[0] in "+0123456789&@" or "@" in word or word in {"stad", "i"}


def may_be_title(words: list[str]) -> bool:
    """What may stand between commas in a sign-off: a title of a few words, a place, an address."""
    if len(words) <= 2 or are_labels(words):
        return True
    at = next((index for index, word in enumerate(words) if word.casefold() in PLACE | {"för", "inom"}), None)
    return len(words) <= 3 or (at is not None and at <= 2 and len(words) - at <= 5)
