"""Where platforms call: judged over the raw bytes, kept before it is answered, worked on afterwards."""

import json
from collections.abc import Callable
from contextlib import closing
from http.client import HTTPConnection

import httpx
import pytest
from sqlalchemy import select

from bot.intake_door import IntakeDoor
from bot.serving import WebServer
from bot.source_door import MOST_BYTES, DoorAnswer, SourceDoor
from bot.web import Health, web_app
from db import payloads, sources
from db.models import payloads as payloads_table
from db.models import raws
from db.source_words import PayloadState
from tests.sources.example import PostboxSite
from tests.sources.post import Post
from tests.sources.site import Site
from tests.sources.wordpress import WordPressSite
from tests.stories.desk import at

NOW = "2026-11-24 09:05"


@pytest.fixture
def post(post_of: Callable[[type[Site]], Post]) -> Post:
    return post_of(PostboxSite)


@pytest.fixture
def door(post: Post) -> SourceDoor:
    return SourceDoor(post.store, post.places, lambda: at(NOW))


def entry(**other: object) -> dict[str, object]:
    said = {"board": "bygdegården", "act": "added", "at": "2026-11-24T08:00:00+00:00", "id": "e1"}
    return {**said, "text": "Hej!", "author": "Kim", "thread": "torget", **other}


def called(door: SourceDoor, post: Post, entries: list[object], **how: str) -> DoorAnswer:
    assert isinstance(post.site, PostboxSite)
    delivery = post.site.delivery(entries, **how)
    return door("museibloggen", "POST", delivery.body, delivery.headers, {})


def waiting(post: Post) -> dict[PayloadState, int]:
    with post.store.read() as tx:
        return payloads.counts(tx)


def test_it_is_kept_and_answered_before_anything_in_it_is_looked_at(post: Post, door: SourceDoor) -> None:
    assert called(door, post, [entry()]).status == 200
    assert (waiting(post), post.comments()) == ({PayloadState.WAITING: 1}, [])
    post.deliver([], NOW)
    assert [one.text for one in post.comments()] == ["Hej!"]
    assert waiting(post) == {}


def test_the_same_bytes_again_are_one_payload(post: Post, door: SourceDoor) -> None:
    for _ in range(3):
        assert called(door, post, [entry()]).status == 200
    assert waiting(post) == {PayloadState.WAITING: 1}


def test_what_is_not_signed_is_refused_and_not_kept(post: Post, door: SourceDoor) -> None:
    assert called(door, post, [entry()], key="gissat").status == 401
    body = json.dumps([entry()]).encode()
    assert door("museibloggen", "POST", body, {}, {}).status == 401
    assert door("museibloggen", "POST", body, {"X-Postbox-Signature": "å" * 64}, {}).status == 401
    assert waiting(post) == {}


@pytest.mark.parametrize("name", ["okänt", "kulturskolan-facebook", "feed", "intake", "a" * 500])
def test_a_door_that_is_none_is_not_found(post: Post, door: SourceDoor, name: str) -> None:
    assert door(name, "POST", b"[]", {}, {}).status == 404


def test_an_account_whose_platform_never_calls_has_no_door(post_of: Callable[[type[Site]], Post]) -> None:
    post = post_of(WordPressSite)
    door = SourceDoor(post.store, post.places, lambda: at(NOW))
    assert door("museibloggen", "POST", b"[]", {}, {}).status == 404


def test_by_a_wrong_clock_nothing_is_taken(post: Post) -> None:
    door = SourceDoor(post.store, post.places, lambda: at(NOW), may_work=lambda: False)
    assert called(door, post, [entry()]).status == 503
    assert waiting(post) == {}


def test_one_bad_entry_among_a_thousand_is_kept_to_be_looked_at_and_the_rest_goes_in(
    post: Post, door: SourceDoor
) -> None:
    entries: list[object] = [entry(id=f"e{number}", text=f"Hej {number}") for number in range(999)]
    entries.insert(500, entry(id=None, text="Utan id"))
    assert called(door, post, entries).status == 200
    post.deliver([], NOW)
    assert len(post.comments()) == 999
    assert waiting(post) == {PayloadState.FAILED: 1}
    with post.store.read() as tx:
        kept = tx.execute(select(payloads_table.c.body, payloads_table.c.code)).one()
    assert (b"Utan id" in kept.body, kept.code) == (True, "unparsed:1")


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[1, 2", b"null", b"7", b'"hej"', b"[" * 100_000])
def test_what_cannot_be_read_is_kept_and_nothing_breaks(post: Post, body: bytes) -> None:
    assert isinstance(post.site, PostboxSite)
    post.deliver([post.site.signed(body)], NOW)
    post.deliver([], "2026-11-25 09:05")
    assert post.comments() == []
    assert waiting(post) == {PayloadState.FAILED: 1}


def test_what_the_platform_said_is_kept_word_for_word_with_its_hash(post: Post, door: SourceDoor) -> None:
    called(door, post, [entry()])
    post.deliver([], NOW)
    with post.store.read() as tx:
        kept = tx.execute(select(raws.c.external_id, raws.c.body, raws.c.sha256, raws.c.how)).one()
        (state,) = sources.states(tx, [post.account.id]).values()
        body = tx.execute(select(payloads_table.c.body)).scalar_one()
    assert (kept.external_id, json.loads(kept.body), kept.how) == ("e1", entry(), "webhook")
    assert len(kept.sha256) == 64
    assert body is None
    assert (state.last_delivery_at, state.lag_seconds) == (at(NOW), 300.0)


def test_the_bots_own_server_hands_it_in(post: Post, door: SourceDoor) -> None:
    assert isinstance(post.site, PostboxSite)
    app = web_app(
        intake=IntakeDoor({}, lambda *_: {}),
        health=lambda: Health(well=True, checks={}),
        metrics=lambda: (b"", "text/plain"),
        sources=door,
    )
    server = WebServer(app, host="127.0.0.1", port=0)
    server.start()
    try:
        here = f"http://127.0.0.1:{server.port}/sources"
        delivery = post.site.delivery([entry()])
        with httpx.Client(trust_env=False) as client:
            sent = client.post(f"{here}/museibloggen", content=delivery.body, headers=dict(delivery.headers))
            other = client.put(f"{here}/museibloggen", content=b"")
        with closing(HTTPConnection("127.0.0.1", server.port)) as line:
            line.putrequest("POST", "/sources/museibloggen")
            line.putheader("Content-Length", str(MOST_BYTES + 1))
            line.endheaders()  # it is refused by what it says of itself; none of it need be sent
            large = line.getresponse().status
    finally:
        server.stop()
    assert (sent.status_code, large, other.status_code) == (200, 413, 405)
    assert waiting(post) == {PayloadState.WAITING: 1}
