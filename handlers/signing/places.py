"""Where people sign: after a marker, after a greeting, on a line or in a sentence alone, after a comma."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from handlers.signing.names import Named, Names, may_be_title, may_follow
from handlers.signing.phrases import BETWEEN, BY, GREETING, NOT_BY, SIGNING_VERB, WISH
from handlers.signing.plain import BREAK, words
from handlers.signing.why import Why

LONGEST = 200
"""Characters that a sign-off with title, organisation and address may take."""
MOST_WORDS = 7
"""Words between two commas or line ends of a sign-off."""
_MARK = re.compile(
    rf"(?:(?<=[\s.!?,;:…)\]\"”'{BREAK}])|^)(?P<mark>[/\\~*^|_(–—-]+(?:\s?[/\\~*^|_(–—-]+)*)\s*(?=\w)",
    re.MULTILINE,
)
_GLUED = re.compile(r"(?P<before>[^\W\d_]+)/+(?=\w)")
_SENTENCE = re.compile(rf"(?:[.!?…:)\]\"”]+\s+|[!?…]+|{BREAK}\s*)(?=\w)")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:t\.\s?ex|bl\.\s?a|m\.\s?fl|m\.\s?m|o\.\s?s\.\s?v|osv|kl|ca|nr|tel|dvs|etc|st|dr|resp|ev|jfr|s\.k)$",
    re.IGNORECASE,
)
_FLOWS = re.compile(rf"[.!?…]+\s+(?=\w)|{BREAK}\s*(?=\w)|[!?…]+(?=\w)")
_TRIM = f" .!,:;()*_~\"”'{BREAK}\n"


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """A sign-off with the name: what makes it one, all of it, and whether that is sure."""

    why: Why
    region: str
    sure: bool = True


def sign_off(text: str, names: Names, organisation: str) -> Found | None:
    """The reply's sign-off with one of the names, from the surest place to the least sure."""
    for place in (_greeting, _marker, _glued, _own_line, _own_sentence, _wish):
        found = place(text, names)
        if found is not None:
            return found
    return _comma(text, names, organisation)


def goes_on(text: str, names: Names) -> bool:
    """Somewhere a marker or greeting and the name end a line or sentence, but the reply goes on after it."""
    starts = [found.end() for found in (*_MARK.finditer(text), *GREETING.finditer(text))]
    for start in starts:
        region = text[start:].lstrip(_TRIM)
        line = re.split(rf"\n|[.!]\s|{BREAK}", region, maxsplit=1)[0]
        named = names.begins(line)
        if named is not None and not named.rest and (named.capital or not named.ordinary):
            return True
    return False


def of_somebody_else(text: str) -> str | None:
    """A sign-off at the end that carries other words than the name; those words."""
    for region, *_ in (*_after(GREETING, text), *_after(_MARK, text)):
        said = region.strip(_TRIM).split()
        if 0 < len(said) <= 4 and not _flows_on(region) and (said[0][0].isupper() or len(said) == 1):
            return " ".join(said)
    return None


def _greeting(text: str, names: Names) -> Found | None:
    for region, _ in _after(GREETING, text):
        named = _in_region(region, names, strictly=False, titles=True)
        if named is not None:
            return Found(why=Why.GREETING, region=region)
    for region, _ in _after(SIGNING_VERB, text):
        named = _in_region(region, names, strictly=True, titles=False)
        if named is not None and named.capital:
            return Found(why=Why.GREETING, region=region)
    return None


def _marker(text: str, names: Names) -> Found | None:
    for region, mark in _after(_MARK, text):
        slash = "/" in mark.group("mark")
        named = _in_region(region, names, strictly=False, titles=slash)
        if named is None:
            continue
        before = text[: mark.start()]
        dash_in_line = not slash and bool(before.strip()) and not _ends_a_sentence(before)
        if "(" in mark.group("mark") and dash_in_line:
            return Found(why=Why.ADDRESS_OR_SIGN_OFF, region=region, sure=False)
        if dash_in_line and named.ordinary and not named.capital:
            return Found(why=Why.ORDINARY_WORD, region=region, sure=False)
        return Found(why=Why.MARKED, region=region)
    return None


def _glued(text: str, names: Names) -> Found | None:
    """ "Välkommen/Anna"; but "Maria/Anna" may be two people to turn to."""
    for region, mark in _after(_GLUED, text):
        named = _in_region(region, names, strictly=True, titles=False)
        if named is not None and named.capital:
            names_two = mark.group("before")[0].isupper() and not _ends_a_sentence(text[: mark.start()])
            why = Why.ADDRESS_OR_SIGN_OFF if names_two else Why.MARKED
            return Found(why=why, region=region, sure=not names_two)
    return None


def _own_line(text: str, names: Names) -> Found | None:
    lines = text.split("\n")
    for index in range(len(lines) - 1, max(-1, len(lines) - 8), -1):
        region = "\n".join(lines[index:])
        if index == 0 and (len(lines) > 1 or "," in region):
            return None  # at the very beginning a name addresses somebody
        named = _in_region(region, names, strictly=True, titles=False, first=True)
        if named is None:
            continue
        if named.ordinary and (not named.capital or named.rest):
            return Found(why=Why.ORDINARY_WORD, region=region, sure=False)
        if not named.capital:
            return Found(why=Why.LOWER_CASE, region=region, sure=False)
        return Found(why=Why.OWN_LINE, region=region)
    return None


def _own_sentence(text: str, names: Names) -> Found | None:
    for region, end in _after(_SENTENCE, text):
        if _ABBREVIATION.search(text[: end.start()]):
            continue
        named = _in_region(region, names, strictly=True, titles=False, first=True)
        if named is None or (named.ordinary and not named.capital):
            continue
        if named.ordinary and named.rest:
            return Found(why=Why.ORDINARY_WORD, region=region, sure=False)
        if not named.capital:
            return Found(why=Why.LOWER_CASE, region=region, sure=False)
        return Found(why=Why.OWN_SENTENCE, region=region)
    return None


def _wish(text: str, names: Names) -> Found | None:
    """ "Ha en fin dag Anna": it signs, or it wishes Anna well."""
    last = re.split(r"[.!?\n]\s*(?=\S)", text.rstrip(_TRIM))[-1]
    found = names.ends(last)
    if found is None or "," in found[0] or not found[1].capital or not WISH.search(last):
        return None
    return Found(why=Why.ADDRESS_OR_SIGN_OFF, region=last[len(found[0]) :], sure=False)


def _comma(text: str, names: Names, organisation: str) -> Found | None:
    for region, _ in _after(re.compile(r",\s*(?=\w)"), text):
        named = _in_region(region, names, strictly=True, titles=False, first=True)
        if named is None or not (named.capital or not named.ordinary):
            continue
        if organisation and f" {words(organisation)} " in f" {words(region)} ":
            return Found(why=Why.NAME_AND_ORGANISATION, region=region)
        return Found(why=Why.ADDRESS_OR_SIGN_OFF, region=region, sure=False)
    return None


def _after(mark: re.Pattern[str], text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """What stands after each such place near the end, the longest first."""
    for found in mark.finditer(text):
        region = text[found.end() :]
        if len(region) <= LONGEST and region.strip(_TRIM):
            yield region, found


def _in_region(
    region: str, names: Names, *, strictly: bool, titles: bool, first: bool = False
) -> Named | None:
    """The name in a sign-off's words; none if they are not a sign-off, or somebody else's.

    `titles`: a title may stand before the name. `first`: the name must come first.
    """
    if "?" in region or _flows_on(region):
        return None
    parts = [part for part in (part.strip(_TRIM) for part in BETWEEN.split(region)) if part]
    others = parts[1:] if strictly else []
    if any(len(part.split()) > MOST_WORDS for part in parts) or not all(
        may_be_title(part.split()) for part in others
    ):
        return None
    for part in parts[:1] if first else parts:
        bare = BY.sub("", part) if BY.match(part) else part
        greeted = GREETING.match(bare)
        bare = bare[greeted.end() :].lstrip(_TRIM) if greeted else bare
        named = names.begins(bare)
        if named is not None and may_follow(named, strictly=strictly):
            return named
        if titles:
            ended = names.ends(bare)
            before = ended[0].casefold().split() if ended else []
            if ended and len(before) <= 3 and not NOT_BY & set(before):
                return ended[1]
    return None


def _flows_on(region: str) -> bool:
    """Whether the text goes on after a full stop with more than a label (a surname, a number, a place)."""
    for piece in _FLOWS.split(region)[1:]:
        said = piece.split()
        if len(said) > 4 or not all(word[0].isupper() or word[0] in "+0123456789" for word in said):
            return True
    return False


def _ends_a_sentence(before: str) -> bool:
    """Nothing, a line's end or a sentence's end stands before."""
    stripped = before.rstrip(" ")
    return not stripped or stripped[-1] in f'.!?…:)"”\n{BREAK}'
