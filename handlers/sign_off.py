"""Where a reply's sign-off may stand: after a marker, after a greeting, or on its own at the end."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Place(StrEnum):
    """How a sign-off is set off from the reply."""

    MARKER = "marker"
    """After `/`, a dash or the like: said to be a signature."""
    GREETING = "greeting"
    """After "Vänliga hälsningar" or the like."""
    OWN_LINE = "own_line"
    """A line of its own at the end."""
    LAST_SENTENCE = "last_sentence"
    """The last sentence, on the same line."""


@dataclass(frozen=True, kw_only=True)
class SignOff:
    """The text of a possible sign-off, to the end of the reply."""

    place: Place
    text: str


_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c"))
_HASHTAG_OR_LINK = re.compile(r"(?:\s|^)(?:#\w+|https?://\S+|www\.\S+|@\w[\w.]*)\s*$")
_GREETING = re.compile(
    r"""(?:^|(?<=[\s/–—~*|(-]))
    (?: mvh | m\.v\.h\.? | bmvh | vh | v\.h\.? | /?hälsn\.?
      | (?:(?:med|många|bästa|de|våra|mina|så)\s+)*
        (?:vänlig[at]?|varma?|bästa|goda|soliga|glada?|trevliga|somriga|höstliga|vintriga|vårliga)?\s*
        hälsning(?:ar|en|)
      | hälsar | allt\s+gott | kram(?:ar)? | tack\s+och\s+hej | vi\s+hörs
      | (?:kind|best|warm)?\s*regards | best\s+wishes | sincerely | cheers
    )(?=[\s,.:;!/–—-]|$)[\s,.:;!/–—-]*""",
    re.IGNORECASE | re.VERBOSE,
)
# A marker stands at the start of a line, after a space, or right after a sentence's end ("10-17./Anna").
# A slash may also stand directly after a word ("i dag/Anna"), but not inside a link ("malmo.se/anna").
_MARKER = re.compile(
    r"(?:(?:^|(?<=[\s.!?…)”\"]))[/\\–—~*|^(_-]+|(?:(?<=\s)|^)[^\s./:\\]+(?P<tight>/+))\s*", re.MULTILINE
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:\w\.\w|\w|bl\.a|t\.ex|m\.fl|o\.s\.v|osv|kl|ca|nr|tel|dvs|etc|st|dr|resp|ev|jfr)$", re.I
)


def normalised(reply: str) -> str:
    """NFC, no invisible characters, plain spaces, no blank ends: what a reader sees."""
    seen = unicodedata.normalize("NFC", reply).translate(_INVISIBLE).replace("\u2019", "'")
    lines = (" ".join(line.split()) for line in seen.replace("\r", "\n").split("\n"))
    return "\n".join(lines).strip()


def is_emoji(character: str) -> bool:
    """Whether a character is (part of) an emoji or another pictograph."""
    return (
        unicodedata.category(character) in {"So", "Sk"}
        or character in "\ufe0f\u200d\u20e3"
        or 0x1F000 <= ord(character) <= 0x1FAFF
    )


def without_tail(text: str) -> str:
    """The reply less the emojis, hashtags, links and closing punctuation that may follow a sign-off."""
    while True:
        before = text
        text = _HASHTAG_OR_LINK.sub("", text)
        text = text.rstrip().rstrip("".join({c for c in text[-8:] if is_emoji(c)}))
        text = re.sub(r"[\s)\]*~_/|\\\"”]+$", "", text)
        text = re.sub(r"(?:^|\s)[:;=8][-o^']?[)D(P3/]+$|\s*<3$|\s*\^\^$", "", text)
        if text == before:
            return text


def candidates(text: str) -> Iterator[SignOff]:
    """Every place where a sign-off may stand, the surest and longest first. `text` is normalised."""
    tail = without_tail(text)
    lines = [line for line in tail.split("\n") if line.strip()]
    end = "\n".join(lines[-4:])
    for found in _MARKER.finditer(end):
        yield SignOff(place=Place.MARKER, text=end[found.end() :])
    for found in _GREETING.finditer(end):
        rest = end[found.end() :]
        if rest.strip():
            yield SignOff(place=Place.GREETING, text=rest)
    for back in (3, 2, 1):
        if len(lines) > back or (len(lines) == back == 1):
            yield SignOff(place=Place.OWN_LINE, text="\n".join(lines[-back:]))
    for sentence in _last_sentences(lines[-1] if lines else ""):
        yield SignOff(place=Place.LAST_SENTENCE, text=sentence)


def last_sentence(text: str) -> str:
    """The last sentence of the last line, without what may follow a sign-off."""
    line = without_tail(text).split("\n")[-1]
    return min(_last_sentences(line), key=len, default=line)


def _last_sentences(line: str) -> Iterator[str]:
    """The line's endings that begin after a sentence's end or an emoji, longest first."""
    for found in re.finditer(r"(?<=[.!?…])\s+|\s*[^\w\s.,!?;:()/&+'\"–—-]+\s*", line):
        before = line[: found.start()]
        if found.group().strip() and not any(map(is_emoji, found.group())):
            continue
        if before.endswith(".") and _ABBREVIATION.search(before[:-1]):
            continue
        if line[found.end() :].strip():
            yield line[found.end() :]
