"""Facebook Pages: what only they do. Tuesday 24 November 2026; the account is watched since the second."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from db import sources
from db.source_words import Gone, GoneBy
from db.store import Store
from db.words import CommentState
from handlers.sources.base import (
    Accepted,
    Answered,
    AuthFailed,
    Delivery,
    FetchFailed,
    Known,
    RateLimited,
    Refused,
)
from handlers.sources.facebook import Facebook
from tests.sources.facebook import ALL, PAGE, FacebookSite
from tests.sources.graph_server import signed
from tests.sources.post import Post
from tests.sources.site import Site

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
STOCKHOLM = ZoneInfo("Europe/Stockholm")
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
QUARTER = timedelta(minutes=17)
"""The next poll, at its latest: accounts are not all asked at the same time."""
KEYS = FacebookSite.keys


@pytest.fixture
def store(sqlite_store: Store) -> Store:
    """The shared suite runs on both."""
    return sqlite_store


@pytest.fixture
def post(post_of: Callable[[type[Site]], Post]) -> Post:
    return post_of(FacebookSite)


@pytest.fixture
def server(post: Post) -> FacebookSite:
    assert isinstance(post.site, FacebookSite)
    post.site.now = NOON
    return post.site


def local(moment: datetime) -> str:
    return f"{moment.astimezone(STOCKHOLM):%Y-%m-%d %H:%M}"


def poll(post: Post, now: datetime) -> None:
    post.poll(local(now))
    assert post.polled[-1].error is None


def call(post: Post, now: datetime = NOON) -> None:
    """What the platform sent since the last time arrives, and is worked on."""
    post.deliver(post.site.deliveries(), local(now))
    assert [one.code for one in post.worked if one.code] == []


def test_what_the_webhook_tells_of_is_the_same_comment_when_it_is_polled(
    post: Post, server: FacebookSite
) -> None:
    page_post = server.posts("I dag är det öppet hus.", at=NOON - 2 * HOUR)
    asked = server.writes("Vilken tid?", at=NOON - HOUR, on=page_post)
    call(post)
    poll(post, NOON)
    comment = post.comment(asked)
    assert [one.external_id for one in post.comments()] == [asked]
    assert (comment.text, comment.author, comment.written_at) == ("Vilken tid?", "Berit", NOON - HOUR)
    assert comment.url == f"https://www.facebook.com/{page_post}?comment_id={asked.partition('_')[2]}"


def test_the_page_answers_in_a_thread_and_the_oldest_that_waits_there_is_answered(
    post: Post, server: FacebookSite
) -> None:
    page_post = server.posts("I dag är det öppet hus.", at=NOON - 3 * HOUR)
    asked = server.writes("Vilken tid?", at=NOON - 2 * HOUR, on=page_post)
    other = server.writes("Det undrar jag med.", at=NOON - HOUR, on=page_post, by="Kim", under=asked)
    elsewhere = server.writes("Vad kostar det?", at=NOON - HOUR, on=page_post, by="Lo")
    poll(post, NOON)
    server.writes("Klockan tio. /Anna", at=NOON + MINUTE, on=page_post, by=PAGE, under=other)
    poll(post, NOON + QUARTER)
    states = {one.external_id: one.state for one in post.comments()}
    assert states == {
        asked: CommentState.ANSWERED,
        other: CommentState.NEW,
        elsewhere: CommentState.NEW,
    }
    [reply] = [one for one in post.own() if one.comment_id]
    assert reply.uncertain


def test_what_the_page_writes_beside_the_comments_answers_none_of_them(
    post: Post, server: FacebookSite
) -> None:
    page_post = server.posts("I dag är det öppet hus.", at=NOON - 3 * HOUR)
    asked = server.writes("Vilken tid?", at=NOON - 2 * HOUR, on=page_post)
    server.writes("Länk till programmet.", at=NOON - HOUR, on=page_post, by=PAGE)
    poll(post, NOON)
    assert post.comment(asked).state is CommentState.NEW


def test_a_visitors_post_waits_for_an_answer_and_the_pages_comment_on_it_is_one(
    post: Post, server: FacebookSite
) -> None:
    page_post = server.posts("Tack för i går!  När är nästa konsert?", at=NOON - HOUR, by="Berit")
    call(post)
    assert post.comment(page_post).state is CommentState.NEW
    server.writes("Den 3 december. /Anna", at=NOON, on=page_post, by=PAGE)
    call(post)
    poll(post, NOON + MINUTE)
    assert post.comment(page_post).state is CommentState.ANSWERED


def test_whoever_hides_a_comment_never_becomes_its_author(post: Post, server: FacebookSite) -> None:
    page_post = server.posts("I dag är det öppet hus.", at=NOON - 3 * HOUR)
    asked = server.writes("Ring mig på hemnumret.", at=NOON - 2 * HOUR, on=page_post)
    server.hides(asked)
    call(post)
    comment = post.comment(asked)
    assert (comment.author, comment.gone, comment.gone_by) == ("Berit", Gone.HIDDEN, GoneBy.ACCOUNT)
    assert (comment.state, comment.text) == (CommentState.HIDDEN, "Ring mig på hemnumret.")
    for minutes in (0, 17, 34):  # seen to be hidden still: nothing new
        poll(post, NOON + minutes * MINUTE)
    assert post.comment(asked).visibility_at == NOON
    assert post.comment(asked).gone_by is GoneBy.ACCOUNT
    server.now = NOON + HOUR
    server.unhides(asked)
    call(post, NOON + HOUR)
    assert (post.comment(asked).gone, post.comment(asked).author) == (None, "Berit")


def test_a_removal_comes_before_the_comment_that_it_removes(post: Post, server: FacebookSite) -> None:
    page_post = server.posts("I dag är det öppet hus.", at=NOON - 3 * HOUR)
    asked = server.writes("Ojdå, fel sida.", at=NOON - 2 * HOUR, on=page_post)
    server.removes(asked)
    server.sent.reverse()
    call(post)
    comment = post.comment(asked)
    assert (comment.gone, comment.gone_by, comment.text) == (Gone.REMOVED, GoneBy.AUTHOR, "Ojdå, fel sida.")


def test_without_any_webhook_edits_hides_and_removals_are_seen(post: Post, server: FacebookSite) -> None:
    server.calls = False
    page_post = server.posts("I dag är det öppet hus.", at=NOON - 3 * HOUR)
    edited, hidden, removed, kept = (
        server.writes(text, at=NOON - 2 * HOUR, on=page_post) for text in ("Ett", "Två", "Tre", "Fyra")
    )
    poll(post, NOON)
    server.rewrites(edited, "Ett, och en fråga till?", at=NOON + MINUTE)
    server.hides(hidden)
    server.removes(removed)
    poll(post, NOON + HOUR)
    assert post.comment(edited).edited_text == "Ett, och en fråga till?"
    assert post.comment(hidden).gone is Gone.HIDDEN
    assert post.comment(removed).gone is Gone.REMOVED
    assert post.comment(kept).gone is None
    server.unhides(hidden)
    poll(post, NOON + 2 * HOUR)
    assert post.comment(hidden).gone is None


def test_a_token_that_sees_nothing_any_more_removes_nothing(post: Post, server: FacebookSite) -> None:
    page_post = server.posts("I dag är det öppet hus.", at=NOON - 3 * HOUR)
    asked = server.writes("Vilken tid?", at=NOON - 2 * HOUR, on=page_post)
    poll(post, NOON)
    server.scopes = ("pages_show_list",)
    post.poll(local(NOON + HOUR))
    assert post.polled[-1].error == "graph_200"
    assert post.comment(asked).gone is None


def test_an_old_post_is_commented_on_and_found_by_the_poll_alone(post: Post, server: FacebookSite) -> None:
    server.calls = False
    page_post = server.posts("Höstens program.", at=NOON - 300 * DAY)
    poll(post, NOON)
    asked = server.writes("Är det fullt?", at=NOON + HOUR, on=page_post)
    poll(post, NOON + 2 * HOUR)
    assert post.comments() == []
    poll(post, NOON + 6 * HOUR)
    assert post.comment(asked).written_at == NOON + HOUR


def test_a_post_with_more_comments_than_a_page_holds_is_read_to_its_end(
    post: Post, server: FacebookSite
) -> None:
    server.calls = False
    posts = [server.posts(f"Inlägg {n}", at=NOON - n * HOUR) for n in range(1, 31)]
    poll(post, NOON)
    for number in range(260):
        server.writes(f"Kommentar {number}", at=NOON + number * timedelta(seconds=1), on=posts[0])
    server.paths()
    poll(post, NOON + QUARTER)
    assert len(post.comments()) == 260
    assert len(server.paths()) == 5, "two pages of posts, and three more of one post's comments"


def test_a_quiet_page_costs_one_request_a_poll(post: Post, server: FacebookSite) -> None:
    server.posts("I dag är det öppet hus.", at=NOON - HOUR)
    poll(post, NOON)
    server.paths()
    poll(post, NOON + QUARTER)
    assert server.paths() == [f"/v25.0/{PAGE}/feed"]


def test_what_somebody_typed_in_by_hand_is_not_looked_for_on_facebook(
    post: Post, server: FacebookSite
) -> None:
    known = [Known(id="hand:7", text="Hej", written_at=NOON)]
    assert Facebook().recheck(server.ask, post.place, known, NOON) == ()
    assert server.asked == []


def test_a_picture_without_a_word_is_a_comment(post: Post, server: FacebookSite) -> None:
    page_post = server.posts("Visa era fynd!", at=NOON - 3 * HOUR)
    server.writes("", at=NOON - HOUR, on=page_post, photo="https://scontent.example/1.jpg")
    [body] = server.sent[1:]
    [change] = Facebook().parse(body, "", post.place, NOON).changes
    assert (change.text, [one.url for one in change.attachments]) == ("", ["https://scontent.example/1.jpg"])
    found = Facebook().poll(server.ask, post.place, None, NOON).changes
    assert [one.attachments for one in found if one.attachments] == [change.attachments]


def test_a_reaction_names_a_comment_and_is_none(post: Post, server: FacebookSite) -> None:
    page_post = server.posts("I dag är det öppet hus.", at=NOON - 3 * HOUR)
    asked = server.writes("Vilken tid?", at=NOON - HOUR, on=page_post)
    server.reacts(asked)
    call(post)
    assert [one.external_id for one in post.comments()] == [asked]


def test_the_tokens_end_and_what_it_lacks_are_told(post: Post, server: FacebookSite) -> None:
    server.token_ends_at = NOON + 9 * DAY
    server.scopes, server.subscribed = ALL[1:], ("ratings",)
    poll(post, NOON)
    with post.store.read() as tx:
        assert sources.states(tx, [post.account.id])[post.account.id].token_ends_at == NOON + 9 * DAY
    health = Facebook().health(server.ask, post.place, NOON)
    assert health.name == "Exempelstads kulturskola"
    assert health.token_ends_at == NOON + 9 * DAY
    assert health.lacking == ("pages_show_list", "subscribed_apps:feed")


def test_a_token_that_has_ended_is_told_apart_from_a_platform_that_wants_to_wait(
    post: Post, server: FacebookSite
) -> None:
    server.throttled_minutes = 25
    with pytest.raises(RateLimited) as slower:
        Facebook().poll(server.ask, post.place, None, NOON)
    assert (slower.value.code, slower.value.retry_after) == ("graph_80001", 25 * MINUTE)
    server.throttled_minutes, server.token_ends_at = 0, NOON
    with pytest.raises(AuthFailed) as ended:
        Facebook().poll(server.ask, post.place, None, NOON)
    assert ended.value.code == "graph_190"


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ({"hub.mode": "subscribe", "hub.verify_token": "verify-token", "hub.challenge": "1158"}, b"1158"),
        ({"hub.mode": "subscribe", "hub.verify_token": "guessed", "hub.challenge": "1158"}, None),
        ({"hub.mode": "unsubscribe", "hub.verify_token": "verify-token", "hub.challenge": "1158"}, None),
        ({"hub.mode": "subscribe", "hub.verify_token": "verify-token"}, None),
        ({}, None),
    ],
)
def test_the_handshake_gives_back_what_meta_sent_if_it_knows_our_word(
    query: dict[str, str], answer: bytes | None
) -> None:
    verdict = Facebook().verify(Delivery(method="GET", body=b"", headers={}, query=query), KEYS)
    assert verdict == (Answered(body=answer) if answer else Refused(status=403))


def test_a_delivery_is_judged_over_its_raw_bytes() -> None:
    body = b'{"object": "page", "entry": []}'
    assert Facebook().verify(signed(body), KEYS) == Accepted()
    for forged in (
        Delivery(method="POST", body=body + b" ", headers=signed(body).headers),
        signed(body, secret="another"),
        Delivery(method="POST", body=body, headers={}),
        Delivery(method="POST", body=body, headers={"x-hub-signature-256": "sha1=00"}),
        Delivery(method="POST", body=body, headers={"x-hub-signature-256": "sha256=åäö"}),
    ):
        assert Facebook().verify(forged, KEYS) == Refused()
    assert Facebook().verify(signed(body, secret=""), {"app_secret": ""}) == Refused()


def test_a_reading_that_was_cut_off_begins_anew_and_skips_nothing(post: Post, server: FacebookSite) -> None:
    server.calls = False
    posts = [server.posts(f"Inlägg {n}", at=NOON - n * HOUR) for n in range(1, 31)]
    poll(post, NOON)
    numbers = [
        server.writes(f"Fråga {n}", at=NOON + DAY + n * HOUR, on=posts[0], by=f"Kim {n}") for n in range(60)
    ]
    later = NOON + 4 * DAY
    first = Facebook().poll(server.ask, post.place, cursor_of(post), later)
    assert first.more
    cut = {**(first.cursor or {}), "queue": [[posts[0], "slut"]]}
    with pytest.raises(FetchFailed, match="graph_100"):
        Facebook().poll(server.ask, post.place, cut, later + MINUTE)
    with post.store.write() as tx:
        sources.store(tx, post.account.id, cursor=cut, next_poll_at=later + HOUR)
    poll(post, later + HOUR)
    assert [one.external_id for one in post.comments()] == numbers


def cursor_of(post: Post) -> dict[str, object]:
    with post.store.read() as tx:
        return dict(sources.states(tx, [post.account.id])[post.account.id].cursor or {})
