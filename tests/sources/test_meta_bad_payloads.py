"""What each bad delivery of Meta's gets: the rest of it goes in, it is kept to be looked at, none is lost."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from db.models import payloads
from db.store import Store
from handlers.sources.base import Accepted, Delivery, Refused
from handlers.sources.webhooks import take_delivery
from tests.sources.facebook import PAGE, FacebookSite
from tests.sources.graph_server import signed
from tests.sources.instagram import ACCOUNT, InstagramSite
from tests.sources.post import Post
from tests.sources.site import Site

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
WHEN = f"{NOON.astimezone(ZoneInfo('Europe/Stockholm')):%Y-%m-%d %H:%M}"
NUMBER = {"page": PAGE, "instagram": ACCOUNT}
GOOD: Mapping[str, Any] = {
    "page": {
        "item": "comment",
        "verb": "add",
        "comment_id": "5000_1",
        "post_id": f"{PAGE}_5000",
        "parent_id": f"{PAGE}_5000",
        "from": {"id": "77", "name": "Berit"},
        "created_time": int(NOON.timestamp()),
        "message": "Vilken tid?",
    },
    "instagram": {"id": "1785", "from": {"id": "45", "username": "berit"}, "text": "Till när?"},
}


@pytest.fixture
def store(sqlite_store: Store) -> Store:
    """What is bad is bad on every database."""
    return sqlite_store


@pytest.fixture(params=["page", "instagram"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def post(kind: str, post_of: Callable[[type[Site]], Post]) -> Post:
    return post_of(FacebookSite if kind == "page" else InstagramSite)


def entry(kind: str, *values: Any, **other: Any) -> dict[str, Any]:
    field = "feed" if kind == "page" else "comments"
    changes = [{"field": field, "value": value} for value in values]
    return {"id": NUMBER[kind], "time": int(NOON.timestamp()), "changes": changes, **other}


def body(kind: str, *entries: Any, **other: Any) -> bytes:
    return json.dumps({"object": kind, "entry": [*entries], **other}).encode()


def good(kind: str, **other: Any) -> dict[str, Any]:
    return {**GOOD[kind], **other}


def arrives(post: Post, said: bytes) -> str | None:
    """A signed delivery with these bytes; a word for what could not be read."""
    post.worked.clear()
    post.deliver([signed(said)], WHEN)
    [worked] = post.worked
    assert worked.fault is None
    return worked.code


@pytest.mark.parametrize(
    "said",
    [
        lambda kind: body(kind, entry(kind, good(kind)))[:-20],
        lambda kind: b"",
        lambda kind: b"\xff\xfe\x00",
        lambda kind: b"null",
        lambda kind: b"[]",
        lambda kind: b"[" * 100_000,
        lambda kind: body("user", entry(kind, good(kind))),
        lambda kind: json.dumps({"object": kind}).encode(),
        lambda kind: json.dumps({"object": kind, "entry": {"id": NUMBER[kind]}}).encode(),
        lambda kind: json.dumps({"object": [kind], "entry": []}).encode(),
    ],
    ids=[
        *("truncated", "empty", "not text", "null", "an empty list", "a hundred thousand deep"),
        *("another object", "no entries", "entries are one object", "the object is a list"),
    ],
)
def test_what_is_no_delivery_is_kept_as_one_that_could_not_be_read(
    post: Post, kind: str, said: Callable[[str], bytes]
) -> None:
    assert arrives(post, said(kind)) == "not_read"
    assert post.comments() == []
    with post.store.read() as tx:
        [kept] = tx.execute(select(payloads.c.body)).scalars()
    assert kept == said(kind)


@pytest.mark.parametrize(
    "bad",
    [
        lambda kind: "hej",
        lambda kind: {"time": 1},
        lambda kind: entry(kind, changes="feed"),
        lambda kind: entry(kind, changes=[7]),
        lambda kind: entry(kind, 7),
        lambda kind: entry(kind, None),
        lambda kind: entry(kind, good(kind, id=None, comment_id=None)),
        lambda kind: entry(kind, good(kind, id=["1"], comment_id={})),
        lambda kind: entry(kind, good(kind, text=["hej"], message={"hej": 1})),
    ],
    ids=[
        *(
            "entry is text",
            "entry of nobody",
            "changes are text",
            "a change is a number",
            "value is a number",
        ),
        *("value is null", "no id", "ids are lists", "text is a list"),
    ],
)
def test_one_bad_part_is_counted_and_the_rest_goes_in(
    post: Post, kind: str, bad: Callable[[str], Any]
) -> None:
    assert arrives(post, body(kind, bad(kind), entry(kind, good(kind)))) == "unparsed:1"
    assert [one.text for one in post.comments()] == [GOOD[kind].get("message") or GOOD[kind]["text"]]


@pytest.mark.parametrize(
    "other",
    [
        {"created_time": "i går"},
        {"created_time": None},
        {"created_time": True},
        {"created_time": 10**30},
        {"created_time": [1]},
        {"verb": "frobnicate"},
        {"verb": None},
        {"verb": ["add"]},
    ],
    ids=str,
)
def test_a_page_comment_without_its_time_or_with_an_unknown_verb_is_left_to_the_poll(
    post_of: Callable[[type[Site]], Post], other: dict[str, Any]
) -> None:
    post = post_of(FacebookSite)
    assert arrives(post, body("page", entry("page", good("page", **other)))) == "unparsed:1"
    assert post.comments() == []


@pytest.mark.parametrize(
    "other",
    [
        {"from": None},
        {"from": "Berit"},
        {"from": {"name": ["Berit"], "username": 7, "id": {}}},
        {"parent_id": [1]},
        {"post": "x", "media": 7},
        {"photo": {"src": "x"}, "edited_time": "i går", "is_hidden": "ja"},
    ],
    ids=str,
)
def test_what_is_odd_beside_the_text_does_not_keep_the_comment_out(
    post: Post, kind: str, other: dict[str, Any]
) -> None:
    assert arrives(post, body(kind, entry(kind, good(kind, **other)))) is None
    assert len(post.comments()) == 1


def test_text_that_no_database_takes_is_stored_without_what_it_cannot_hold(post: Post, kind: str) -> None:
    odd = "Hej\x00 \ud800 å\u0308 🎻"
    assert arrives(post, body(kind, entry(kind, good(kind, message=odd, text=odd)))) is None
    [comment] = post.comments()
    assert "🎻" in comment.text
    assert "\x00" not in comment.text


def test_another_accounts_entries_are_none_of_ours(post: Post, kind: str) -> None:
    assert arrives(post, body(kind, entry(kind, good(kind), id="999"))) is None
    assert post.comments() == []


def test_a_forged_delivery_is_refused_and_nothing_of_it_is_kept(post: Post, kind: str) -> None:
    said = body(kind, entry(kind, good(kind)))
    for forged in (
        signed(said, secret="gissat"),
        Delivery(method="POST", body=said, headers={}),
        Delivery(method="POST", body=said + b"\n", headers=signed(said).headers),
    ):
        assert isinstance(take_delivery(post.store, post.places, "museibloggen", forged, NOON), Refused)
    with post.store.read() as tx:
        assert tx.execute(select(func.count()).select_from(payloads)).scalar_one() == 0
    assert isinstance(take_delivery(post.store, post.places, "museibloggen", signed(said), NOON), Accepted)


def test_of_a_thousand_updates_with_one_bad_among_them_the_others_go_in_and_the_poll_finds_it(
    post_of: Callable[[type[Site]], Post],
) -> None:
    post = post_of(FacebookSite)
    site = post.site
    assert isinstance(site, FacebookSite)
    site.now = NOON
    on = site.posts("I dag är det öppet hus.", at=NOON - timedelta(hours=2))
    site.sent.clear()
    for number in range(1000):
        site.writes(f"Fråga {number}", at=NOON - timedelta(seconds=number), on=on)
    [batch] = site.batch(site.deliveries())
    told = json.loads(batch.body)
    del told["entry"][500]["changes"][0]["value"]["created_time"]
    assert arrives(post, json.dumps(told).encode()) == "unparsed:1"
    assert len(post.comments()) == 999
    post.poll(WHEN)
    assert len(post.comments()) == 1000
    assert post.comments()[-1].written_at == NOON
