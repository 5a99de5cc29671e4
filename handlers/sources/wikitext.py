"""What a reader sees of wikitext, line by line, without the signature that a wiki puts after each comment.

Signatures: www.mediawiki.org/wiki/Help:Signatures. Namespaces and months are in the wiki's own language, so
that a signature is known by its form: links to pages with a namespace, then a time that ends with its zone.
"""

import re
from dataclasses import dataclass
from html import unescape

# Bounded, since anybody may write anything on a wiki: nothing here may take longer than the page is long.
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TEMPLATE = re.compile(r"\{\{([^{}]*)\}\}")
_FILE = re.compile(
    r"\[\[[^\[\]|:]{1,60}:[^\[\]|]{1,250}\.(?:jpe?g|png|gif|svg|webp|pdf)\b[^\[\]]{0,500}\]\]", re.IGNORECASE
)
_LINK = re.compile(r"\[\[:?([^\[\]|]*)(?:\|([^\[\]]*))?\]\]")
_OUTWARD = re.compile(r"\[(?:https?:)?//[^\s\]\[]{1,2000}(?:[ \t]([^\]\[]*))?\]")
_BREAK = re.compile(r"<br\s{0,9}/?>|</p\s{0,9}>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_QUOTES = re.compile(r"'{2,5}")
_INDENT = " \t:*#;"
_TIME = re.compile(r"\d{1,2}[^\[\]()]{8,48}\((?:[A-Z]{2,5}|UTC ?[+−-]?\d{0,4})\)$")
_BETWEEN = " \t()|·•,:~*'\u00a0"
_TALK = ("diskussion", "disk", "talk")
_DASHES = ("--", "—", "–", "-", "//")
_UNSIGNED = ("osign", "unsign", "usign", "ej sign")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: what it says, and who signed it."""

    text: str
    """Without its signature."""
    shown: str
    """With it: two people who write the same are two lines."""
    heading: bool = False
    name: str | None = None
    """As the signature shows whoever signed it."""


def lines_of(wikitext: str) -> list[Line]:
    """The lines that say something."""
    text = _without_references(_COMMENT.sub("", wikitext))
    for _ in range(5):  # templates within templates; deeper ones stay as they are
        text, count = _TEMPLATE.subn(_template, text)
        if not count:
            break
    text = _FILE.sub("", _BREAK.sub("\n", text))
    return [line for line in map(_line, text.splitlines()) if line.text or line.name]


def _without_references(text: str) -> str:
    kept, place = [], 0
    while (start := text.find("<ref", place)) >= 0:
        end = text.find(">", start)
        if end > 0 and text[end - 1] != "/":
            close = text.find("</ref", end)
            end = text.find(">", close) if close >= 0 else -1
        if end < 0:
            break
        kept.append(text[place:start])
        place = end + 1
    return "".join((*kept, text[place:]))


def _line(raw: str) -> Line:
    raw = raw.strip()
    if len(raw) > 2 and raw[0] == raw[-1] == "=":
        title = _plain(raw.strip("=").strip())
        return Line(text=title, shown=f"== {title}", heading=True)
    said, name = _signature(raw.lstrip(_INDENT))
    return Line(text=_plain(said), shown=_plain(raw), name=name)


def _signature(raw: str) -> tuple[str, str | None]:
    """The line without its signature, and the name in that; none: it is not signed."""
    time = _TIME.search(raw)
    if time is None:
        return raw, None
    rest, name = _trimmed(raw[: time.start()]), None
    while rest.endswith("]]"):
        start = rest.rfind("[[")
        target, _, label = rest[start + 2 : -2].partition("|")
        if start < 0 or ":" not in target.lstrip(":"):
            break
        name = _plain(label or target.rpartition(":")[2].rpartition("/")[2]) or name
        rest = _trimmed(rest[:start])
        dashes = next((sign for sign in _DASHES if rest.endswith(sign)), None)
        if dashes:
            rest = rest[: -len(dashes)]
            break
    return (rest, name) if name else (raw, None)


def _trimmed(rest: str) -> str:
    """Without what stands between the parts of a signature at its end."""
    while True:
        before, rest = rest, rest.rstrip(_BETWEEN)
        if rest.endswith(">") and "<" in rest[-200:]:
            rest = rest[: rest.rindex("<")]
        if before.endswith(")"):  # "(diskussion)", where the page of it is not there
            rest = next((rest.removesuffix(word) for word in _TALK if rest.endswith(f"({word}")), rest)
        if rest == before:
            return rest


def _template(found: re.Match[str]) -> str:
    """Its last unnamed value ({{ping|Kim}}: Kim); what others put after unsigned comments says nothing."""
    name, *values = found[1].split("|")
    if name.strip().lower().removeprefix("subst:").startswith(_UNSIGNED):
        return ""
    unnamed = [value for value in values if not re.match(r"[\w -]{1,40}=", value.strip())]
    return unnamed[-1].strip() if unnamed else ""


def _plain(raw: str) -> str:
    text = _LINK.sub(lambda link: link[2] or link[1], raw)
    text = _OUTWARD.sub(lambda link: link[1] or "", text)
    text = _QUOTES.sub("", _TAG.sub("", text)).lstrip(_INDENT)
    return " ".join(unescape(text).split())
