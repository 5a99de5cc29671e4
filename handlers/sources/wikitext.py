"""What a reader sees of wikitext, line by line, without the signature that a wiki puts after each comment.

Signatures: www.mediawiki.org/wiki/Help:Signatures. Namespaces and months are in the wiki's own language, so
that a signature is known by its form: links to pages with a namespace, then a time that ends with its zone.
"""

import re
from dataclasses import dataclass
from html import unescape

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_REFERENCE = re.compile(r"<ref\b[^<>]*?(?:/>|>.*?</ref\s*>)", re.DOTALL | re.IGNORECASE)
_TEMPLATE = re.compile(r"\{\{([^{}]*)\}\}")
_FILE = re.compile(
    r"\[\[[^\[\]|:]+:[^\[\]|]+\.(?:jpe?g|png|gif|svg|webp|ogg|pdf)\b[^\[\]]*\]\]", re.IGNORECASE
)
_LINK = re.compile(r"\[\[:?([^\[\]|]*)(?:\|([^\[\]]*))?\]\]")
_OUTWARD = re.compile(r"\[(?:https?:)?//\S+?(?:\s+([^\]]*))?\]")
_BREAK = re.compile(r"<br\s*/?>|</p\s*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_QUOTES = re.compile(r"'{2,5}")
_HEADING = re.compile(r"^(={1,6})\s*(.+?)\s*\1\s*$")
_INDENT = re.compile(r"^[:*#;\s]+")
_TIME = re.compile(r"\d{1,2}[^\[\]()]{8,48}\((?:[A-Z]{2,5}|UTC ?[+−-]?\d{0,4})\)\s*$")
_SIGNED_BY = re.compile(r"\[\[:?([^\[\]|]*:[^\[\]|]*)(?:\|([^\[\]]*))?\]\]\s*$")
_BETWEEN = re.compile(r"(?:[\s()|·•,:~*]|'{2,5}|</?[a-zA-Z][^<>]*>|&nbsp;|\bdisk(?:ussion)?\b|\btalk\b)+$")
_DASHES = re.compile(r"(?:--|[—–-]|//)\s*$")
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
    text = _REFERENCE.sub("", _COMMENT.sub("", wikitext))
    for _ in range(5):  # templates within templates; deeper ones stay as they are
        text, count = _TEMPLATE.subn(_template, text)
        if not count:
            break
    text = _FILE.sub("", _BREAK.sub("\n", text))
    return [line for line in map(_line, text.splitlines()) if line.text or line.name]


def _line(raw: str) -> Line:
    heading = _HEADING.match(raw.strip())
    if heading:
        title = _plain(heading[2])
        return Line(text=title, shown=f"== {title}", heading=True)
    said, name = _signature(_INDENT.sub("", raw).rstrip())
    return Line(text=_plain(said), shown=_plain(raw), name=name)


def _signature(raw: str) -> tuple[str, str | None]:
    """The line without its signature, and the name in that; none: it is not signed."""
    time = _TIME.search(raw)
    if time is None:
        return raw, None
    rest, name = raw[: time.start()], None
    while True:
        rest = _BETWEEN.sub("", rest)
        link = _SIGNED_BY.search(rest)
        if link is None:
            break
        name = _plain(link[2] or link[1].rpartition(":")[2].rpartition("/")[2]) or name
        rest = rest[: link.start()]
        dashes = _DASHES.search(_BETWEEN.sub("", rest))
        if dashes:
            rest = _BETWEEN.sub("", rest)[: dashes.start()]
            break
    return (rest, name) if name else (raw, None)


def _template(found: re.Match[str]) -> str:
    """Its last unnamed value ({{ping|Kim}}: Kim); what others put after unsigned comments says nothing."""
    name, *values = found[1].split("|")
    if name.strip().lower().removeprefix("subst:").startswith(_UNSIGNED):
        return ""
    unnamed = [value for value in values if not re.match(r"\s*[\w -]+=", value)]
    return unnamed[-1].strip() if unnamed else ""


def _plain(raw: str) -> str:
    text = _LINK.sub(lambda link: link[2] or link[1], raw)
    text = _OUTWARD.sub(lambda link: link[1] or "", text)
    text = _INDENT.sub("", _QUOTES.sub("", _TAG.sub("", text)))
    return " ".join(unescape(text).split())
