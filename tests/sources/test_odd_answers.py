"""Whatever a platform answers: something is read, or a word says what was wrong; no source breaks."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from handlers.sources.base import Answer, Deed, FetchFailed, Known, Place, Question, Source, ToPublish
from handlers.sources.fetching import HttpFetch
from handlers.sources.registry import source
from tests.newsroom import Newsroom
from tests.sources.bluesky import BlueskySite
from tests.sources.discourse import DiscourseSite
from tests.sources.facebook import FacebookSite
from tests.sources.flickr import FlickrSite
from tests.sources.instagram import InstagramLoginSite, InstagramSite
from tests.sources.isso import PAGE, IssoSite
from tests.sources.mastodon import MastodonSite
from tests.sources.mediawiki import MediaWikiSite
from tests.sources.site import Site
from tests.sources.x import XSite
from tests.sources.youtube import YouTubeSite
from tests.stories.desk import at

NOON = at("2026-11-24 12:00")
ODD: tuple[Any, ...] = (None, 7, "x", [], {}, [None], [7], True, -1.5)
KINDS = (
    *(BlueskySite, DiscourseSite, FacebookSite, FlickrSite, InstagramSite, IssoSite, MastodonSite),
    *(MediaWikiSite, XSite, YouTubeSite),
)
ACTING = (BlueskySite, DiscourseSite, FacebookSite, InstagramLoginSite, MastodonSite)
STRIDE = 9
"""Of the places each value tries every ninth, beginning at another: all would take half a minute."""


class Odd:
    """Asks the platform, and gives its nth value otherwise."""

    def __init__(self, ask: HttpFetch, place: int, value: Any) -> None:
        self._ask, self._left, self._value = ask, place, value
        self.done = False

    def __call__(self, question: Question) -> Answer:
        try:
            answer = self._ask(question)
        except (AssertionError, ValueError, KeyError, RuntimeError):
            assert self.done  # it was asked with something odd that it had given itself
            return Answer(status=400, body=b"{}")
        said = json.loads(answer.body)
        parts = _opened(said)
        holders = list(_holders(said))
        if not self.done and self._left < len(holders):
            holder, key = holders[self._left]
            holder[key] = self._value
            self.done = True
        self._left -= len(holders)
        for part in parts:
            part["body"] = json.dumps(part.get("body"))
        return Answer(status=answer.status, headers=answer.headers, body=json.dumps(said).encode())


def _opened(said: Any) -> list[dict[str, Any]]:
    """The parts of Meta's batches, whose answers are text within the answer: opened, to be closed again."""
    parts = said if isinstance(said, list) else []
    found = [one for one in parts if isinstance(one, dict) and isinstance(one.get("body"), str)]
    for one in found:
        one["body"] = json.loads(one["body"])
    return found


def _holders(said: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in an answer."""
    keys: Any = said if isinstance(said, dict) else range(len(said)) if isinstance(said, list) else ()
    for key in [*keys]:
        yield said, key
        yield from _holders(said[key])


def filled(kind: type[Site]) -> tuple[Site, list[Known]]:
    """A question, an answer of ours, one more question."""
    site = kind()
    site.now = NOON
    moments = [NOON - timedelta(hours=hours) for hours in (4, 3, 2)]
    first = site.write("Har ni öppet?", moments[0])
    answer = site.reply("Ja! /Anna", moments[1], to=first)
    site.write("Finns det hiss?", moments[2])
    known = [(first, "Har ni öppet?", False), (answer, "Ja! /Anna", True)]
    threads: dict[type[Site], str] = {FlickrSite: "30001", IssoSite: f"{PAGE}#isso-{first}"}
    thread = threads.get(kind)
    return site, [_known(number, text, moments[0], out=out, thread=thread) for number, text, out in known]


def _known(number: str, text: str, written_at: datetime, *, out: bool, thread: str | None) -> Known:
    return Known(id=number, text=text, written_at=written_at, out=out, thread=thread)


def read(kind: str, ask: Odd, place: Place, known: list[Known]) -> None:
    """A poll and a recheck, as far as they come."""
    fresh: Source = type(source(kind))()
    try:
        page = fresh.poll(ask, place, None, NOON)
        json.dumps(page.cursor)
        fresh.poll(ask, place, page.cursor, NOON)
        fresh.recheck(ask, place, known, NOON)
    except FetchFailed:
        return


def acts(kind: str, ask: Odd, place: Place, known: list[Known]) -> None:
    """A reply is looked for and put out, a comment is removed: as far as they come."""
    fresh: Source = type(source(kind))()
    reply = ToPublish(to=known[0], text="Ja, till sex! /Anna", key="1", asked_at=NOON)
    for act in (fresh.published, fresh.publish):
        with suppress(FetchFailed):
            act(ask, place, reply, NOON)
    if Deed.REMOVE in fresh.acts:
        with suppress(FetchFailed):
            fresh.remove(ask, place, known[0], NOON)


@pytest.mark.parametrize("kind", ACTING, ids=lambda kind: kind.kind)
@pytest.mark.parametrize("value", ODD, ids=repr)
def test_any_value_anywhere_in_what_is_said_to_a_reply_may_be_another(
    kind: type[Site], value: Any, newsroom: Newsroom
) -> None:
    tried = begun = ODD.index(value) % STRIDE
    while True:
        site, known = filled(kind)
        account = replace(newsroom.blog, source=kind.kind, source_url=None, url=kind.url)
        ask = Odd(site.ask, tried, value)
        acts(kind.kind, ask, Place(account=account, settings=site.settings, keys=site.keys), known)
        if not ask.done:
            break
        tried += STRIDE
    assert tried > begun


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
@pytest.mark.parametrize("value", ODD, ids=repr)
def test_any_value_anywhere_may_be_another(kind: type[Site], value: Any, newsroom: Newsroom) -> None:
    tried = begun = ODD.index(value) % STRIDE
    while True:
        site, known = filled(kind)
        account = replace(newsroom.blog, source=kind.kind, source_url=None, url=kind.url)
        ask = Odd(site.ask, tried, value)
        read(kind.kind, ask, Place(account=account, settings=site.settings, keys=site.keys), known)
        if not ask.done:
            break
        tried += STRIDE
    assert tried - begun > 30
