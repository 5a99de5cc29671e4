"""RSS and Atom feeds of comments: blogs, forums, comment systems."""

import re
from calendar import timegm
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from time import struct_time
from typing import Any, ClassVar

import feedparser

from handlers.intake_row import (
    FIRST_YEAR,
    LONGEST_ID,
    LONGEST_TEXT,
    LONGEST_URL,
    fingerprint,
    is_link,
    storable,
)
from handlers.sources.base import Act, Ask, Change, FetchFailed, Page, Place, Question, Source, judged
from handlers.sources.plain import plain_text

MARKS = {"etag": "If-None-Match", "last_modified": "If-Modified-Since"}
NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)


class Feed(Source):
    """A feed of comments; it shows the newest, and says nothing of what was removed."""

    kind: ClassVar[str] = "feed"
    every: ClassVar[timedelta] = timedelta(minutes=5)
    settings: ClassVar[frozenset[str]] = frozenset({"authors"})

    def poll(self, ask: Ask, place: Place, cursor: Mapping[str, Any] | None, now: datetime) -> Page:
        """All of it each time: a comment that waited for approval comes late and among older ones."""
        marks = dict(cursor or {})
        headers = {"Accept": "application/atom+xml, application/rss+xml, */*;q=0.5"}
        for mark, header in MARKS.items():
            if isinstance(marks.get(mark), str):
                headers[header] = marks[mark]
        answer = ask(Question(url=place.account.source_url or place.address(), headers=headers))
        if answer.status == 304:
            return Page(cursor=marks)
        if judged(answer).status != 200:
            raise FetchFailed(f"http_{answer.status}")
        found = read_feed(answer.body, place, now)
        new_marks = {
            mark: answer.headers[header]
            for mark, header in (("etag", "etag"), ("last_modified", "last-modified"))
            if answer.headers.get(header)
        }
        return Page(changes=tuple(found), cursor=new_marks)


def read_feed(body: bytes, place: Place, now: datetime) -> Sequence[Change]:
    """The comments in a feed, oldest first. Raises FetchFailed("not_a_feed") for anything else.

    A feed that is broken but has entries is read as far as it goes. An entry without a time counts from when
    it was first seen: nobody knows better.
    """
    try:
        # Neither is needed: only plain text is kept.
        parsed = feedparser.parse(_speakable(body), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:
        # Broken feeds make the parser raise whatever it met; one site must not hold up the others.
        raise FetchFailed("not_a_feed") from error
    if not parsed.entries and (parsed.bozo or not parsed.get("version")):
        raise FetchFailed("not_a_feed")
    found = [_comment(entry, place, now) for entry in parsed.entries]
    return sorted(found, key=lambda comment: comment.at)


_REFERENCE = re.compile(rb"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));")


def _speakable(body: bytes) -> bytes:
    """The body with � for references to what is no character (&#xD800;): the parser stumbles over them."""

    def character(found: re.Match[bytes]) -> bytes:
        code = int(found[1], 16) if found[1] else int(found[2][:9])
        good = (
            code in {9, 10, 13}
            or 0x20 <= code <= 0xD7FF
            or 0xE000 <= code <= 0xFFFD
            or 0x10000 <= code <= 0x10FFFF
        )
        return found[0] if good else b"&#xFFFD;"

    return _REFERENCE.sub(character, body)


def _comment(entry: Mapping[str, Any], place: Place, now: datetime) -> Change:
    said = (entry.get("content") or [entry.get("summary_detail") or {}])[0]
    value = str(said.get("value") or "")
    plain = value.strip() if said.get("type") == "text/plain" else plain_text(value)
    text = storable(plain)[:LONGEST_TEXT]
    author = storable(str(entry.get("author") or "")).strip()[:LONGEST_ID] or None
    stated_at = _time(entry, now)
    link = str(entry.get("link") or "")
    stated = storable(str(entry.get("id") or link)).strip()
    slug = place.account.slug
    if not stated:
        # Without a time too, "now" must not make it another comment at the next reading.
        stated = fingerprint(slug, author or "", stated_at or NO_TIME, text)
    elif len(stated) > LONGEST_ID:
        stated = fingerprint(slug, "", NO_TIME, stated)
    parent = entry.get("thr_in-reply-to") or entry.get("in-reply-to") or {}
    return Change(
        act=Act.ADDED,
        id=stated,
        at=stated_at or now,
        seen_at=now,
        out=author is not None and author.casefold() in _names(place),
        text=text,
        author=author,
        url=link if is_link(link) and len(link) <= LONGEST_URL else None,
        thread=_page_of(link),
        parent=str(parent["ref"])[:LONGEST_ID] if isinstance(parent, Mapping) and parent.get("ref") else None,
        raw={name: entry.get(name) for name in ("id", "link", "author", "published", "updated", "title")}
        | {"content": value},
    )


def _names(place: Place) -> frozenset[str]:
    """How we are called there, as the feed writes it: "Museet, Anna på museet"."""
    stated = place.settings.get("authors", "")
    return frozenset(name.strip().casefold() for name in stated.split(",") if name.strip())


def _page_of(link: str) -> str | None:
    """The page that is commented on: the comment's own link without its fragment."""
    page = link.partition("#")[0]
    return page[:LONGEST_ID] if page != link and is_link(page) else None


def _time(entry: Mapping[str, Any], now: datetime) -> datetime | None:
    """When it was written: `published`, else `updated`, both in UTC by feedparser. None: it does not say."""
    stated: struct_time | None = entry.get("published_parsed") or entry.get("updated_parsed")
    if stated is None or not FIRST_YEAR <= stated.tm_year <= now.year:
        return None
    return min(datetime.fromtimestamp(timegm(stated), UTC), now)
