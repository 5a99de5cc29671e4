"""Where people sign: after a marker, a greeting, on a line or in a sentence alone, after a comma."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from handlers.signing.names import Names
from handlers.signing.phrases import GREETING, SIGNING_VERB, WISH
from handlers.signing.plain import BREAK, words
from handlers.signing.regions import TRIM, after, ends_a_sentence, flows_on, name_in
from handlers.signing.why import Why

_MARK = re.compile(
    rf"(?:(?<=[\s.!?,;:…)\]\"”'{BREAK}])|^)(?P<mark>[/\\~*^|_(–—-]+(?:\s[/\\~*^|_(–—-]+)*)\s*@?(?=\w)",
    re.MULTILINE,
)
_GLUED = re.compile(r"(?P<before>[^\W\d_]+)/+(?=\w)")
_COMMA = re.compile(r",\s*(?=\w)")
_SENTENCE = re.compile(rf"(?:[.!?…)\]\"”]+\s+|[!?…]+|{BREAK}\s*)(?=\w)")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:t\.\s?ex|bl\.\s?a|m\.\s?fl|m\.\s?m|o\.\s?s\.\s?v|osv|kl|ca|nr|tel|dvs|etc|st|dr|resp|ev|jfr|s\.k)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """A sign-off with the name: what makes it one, all of it, and whether that is sure."""

    why: Why
    region: str
    sure: bool = True


def sign_offs(text: str, names: Names, organisation: str) -> Iterator[Found]:
    """Every sign-off at the text's end that carries one of the names; sure ones are not sought first."""
    yield from _greetings(text, names)
    yield from _marked(text, names)
    yield from _glued(text, names)
    yield from _own_line(text, names)
    yield from _own_sentence(text, names)
    yield from _wish(text, names)
    yield from _comma(text, names, organisation)


def goes_on(text: str, names: Names) -> bool:
    """Somewhere a marker or greeting and the name end a line or sentence, but the reply goes on after it."""
    starts = [found.end() for found in (*_MARK.finditer(text), *GREETING.finditer(text))]
    for start in starts:
        region = text[start:].lstrip(TRIM)
        line = re.split(rf"\n|[.!]\s|{BREAK}", region, maxsplit=1)[0]
        named = names.begins(line)
        if named is not None and not named.rest and (named.capital or not named.ordinary):
            return True
    return False


def of_somebody_else(text: str) -> str | None:
    """A sign-off at the end that carries other words than the name; those words."""
    for region, *_ in (*after(GREETING, text), *after(_MARK, text)):
        said = region.strip(TRIM).split()
        if 0 < len(said) <= 4 and not flows_on(region) and (said[0][0].isupper() or len(said) == 1):
            return " ".join(said)
    return None


def _greetings(text: str, names: Names) -> Iterator[Found]:
    for region, _ in after(GREETING, text):
        if name_in(region, names, strictly=False, titles=True) is not None:
            yield Found(why=Why.GREETING, region=region)
    for region, _ in after(SIGNING_VERB, text):
        named = name_in(region, names, strictly=True, titles=False)
        if named is not None and named.capital:
            yield Found(why=Why.GREETING, region=region)


def _marked(text: str, names: Names) -> Iterator[Found]:
    for region, mark in after(_MARK, text):
        slash = "/" in mark.group("mark")
        named = name_in(region, names, strictly=False, titles=slash)
        if named is None:
            continue
        before = text[: mark.start()]
        in_line = not slash and bool(before.strip()) and not ends_a_sentence(before)
        if in_line and "(" in mark.group("mark"):
            yield Found(why=Why.ADDRESS_OR_SIGN_OFF, region=region, sure=False)
        elif in_line and named.ordinary and not named.capital:
            yield Found(why=Why.ORDINARY_WORD, region=region, sure=False)
        else:
            yield Found(why=Why.MARKED, region=region)


def _glued(text: str, names: Names) -> Iterator[Found]:
    """ "Välkommen/Anna"; but "Maria/Anna" may be two people to turn to."""
    for region, mark in after(_GLUED, text):
        named = name_in(region, names, strictly=True, titles=False)
        if named is not None and named.capital:
            names_two = mark.group("before")[0].isupper() and not ends_a_sentence(text[: mark.start()])
            why = Why.ADDRESS_OR_SIGN_OFF if names_two else Why.MARKED
            yield Found(why=why, region=region, sure=not names_two)


def _own_line(text: str, names: Names) -> Iterator[Found]:
    lines = text.split("\n")
    for index in range(len(lines) - 1, max(-1, len(lines) - 8), -1):
        region = "\n".join(lines[index:])
        if index == 0 and (len(lines) > 1 or "," in region):
            return  # at the very beginning a name addresses somebody
        named = name_in(region, names, strictly=True, titles=False, first=True)
        if named is None:
            continue
        if named.ordinary and (not named.capital or named.rest):
            yield Found(why=Why.ORDINARY_WORD, region=region, sure=False)
        elif not named.capital:
            yield Found(why=Why.LOWER_CASE, region=region, sure=False)
        else:
            yield Found(why=Why.OWN_LINE, region=region)


def _own_sentence(text: str, names: Names) -> Iterator[Found]:
    for region, end in after(_SENTENCE, text):
        named = name_in(region, names, strictly=True, titles=False, first=True)
        if named is None or _ABBREVIATION.search(text[: end.start()]):
            continue
        if not named.capital:
            if not named.ordinary:
                yield Found(why=Why.LOWER_CASE, region=region, sure=False)
        elif named.ordinary and named.rest:
            yield Found(why=Why.ORDINARY_WORD, region=region, sure=False)
        else:
            yield Found(why=Why.OWN_SENTENCE, region=region)


def _wish(text: str, names: Names) -> Iterator[Found]:
    """ "Ha en fin dag Anna": it signs, or it wishes Anna well."""
    last = re.split(r"[.!?\n]\s*(?=\S)", text.rstrip(TRIM))[-1]
    found = names.ends(last)
    if found is not None and "," not in found[0] and found[1].capital and WISH.search(last):
        yield Found(why=Why.ADDRESS_OR_SIGN_OFF, region=last[len(found[0]) :], sure=False)


def _comma(text: str, names: Names, organisation: str) -> Iterator[Found]:
    for region, _ in after(_COMMA, text):
        named = name_in(region, names, strictly=True, titles=False, first=True)
        if named is None or (named.ordinary and not named.capital):
            continue
        carries = bool(organisation) and f" {words(organisation)} " in f" {words(region)} "
        why = Why.NAME_AND_ORGANISATION if carries else Why.ADDRESS_OR_SIGN_OFF
        yield Found(why=why, region=region, sure=carries)
