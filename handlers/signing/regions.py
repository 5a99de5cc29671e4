"""The words of a possible sign-off: whose they are, and whether they are one at all."""

import re
from collections.abc import Iterator

from handlers.signing.names import Named, Names, may_be_title, may_follow
from handlers.signing.phrases import BETWEEN, BY, GREETING, NOT_BY
from handlers.signing.plain import BREAK

LONGEST = 200
"""Characters that a sign-off with title, organisation and address may take."""
MOST_WORDS = 7
"""Words between two commas or line ends of a sign-off."""
TRIM = f" .!,:;()*_~\"”'{BREAK}\n"
_FLOWS = re.compile(rf"[.!?…]+\s+(?=\w)|{BREAK}\s*(?=\w)|[!?…]+(?=\w)")


def after(mark: re.Pattern[str], text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """What stands after each such place near the end, the longest first."""
    for found in mark.finditer(text):
        region = text[found.end() :]
        if len(region) <= LONGEST and region.strip(TRIM):
            yield region, found


def name_in(region: str, names: Names, *, strictly: bool, titles: bool, first: bool = False) -> Named | None:
    """The name in a sign-off's words; none if they are not a sign-off, or somebody else's.

    `titles`: a title may stand before the name. `first`: the name must come first.
    """
    if "?" in region or flows_on(region):
        return None
    parts = [part for part in (part.strip(TRIM) for part in BETWEEN.split(region)) if part]
    if any(len(part.split()) > MOST_WORDS for part in parts):
        return None
    for index, part in enumerate(parts[:1] if first else parts):
        named = _name_of(part, names, strictly=strictly, titles=titles)
        if named is None:
            continue
        rest = parts[index + 1 :] if not strictly else [*parts[:index], *parts[index + 1 :]]
        return named if all(may_be_title(other.split()) for other in rest) else None
    return None


def _name_of(part: str, names: Names, *, strictly: bool, titles: bool) -> Named | None:
    """The name with which these words begin, or (after a title) end."""
    bare = BY.sub("", part, count=1) if BY.match(part) else part
    greeted = GREETING.match(bare)
    bare = bare[greeted.end() :].lstrip(TRIM) if greeted else bare
    named = names.begins(bare)
    if named is not None and may_follow(named, strictly=strictly):
        return named
    ended = names.ends(bare) if titles else None
    before = ended[0].casefold().split() if ended else []
    return ended[1] if ended and len(before) <= 3 and not NOT_BY & set(before) else None


def flows_on(region: str) -> bool:
    """Whether the text goes on after a full stop with more than a label (a surname, a number, a place)."""
    for piece in _FLOWS.split(region)[1:]:
        said = piece.split()
        if len(said) > 4 or not all(word[0].isupper() or word[0] in "+0123456789" for word in said):
            return True
    return False


def ends_a_sentence(before: str) -> bool:
    """Nothing, a line's end or a sentence's end stands before."""
    stripped = before.rstrip(" ")
    return not stripped or stripped[-1] in f'.!?…:)"”\n{BREAK}'
