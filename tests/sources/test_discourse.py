"""Discourse: what only it does. Tuesday 24 November 2026; the account is watched since the second."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from db.source_words import Gone, GoneBy, PublishedKind
from db.words import CommentState
from handlers.sources.base import (
    Accepted,
    Act,
    Answer,
    Answered,
    AuthFailed,
    Known,
    Parsed,
    RateLimited,
    Refused,
)
from handlers.sources.discourse import Discourse
from tests.sources.discourse import CATEGORY, KEY, SECRET, DiscourseSite, delivery
from tests.sources.post import Post
from tests.sources.site import Site
from tests.stories.desk import at

NINE, TEN, ELEVEN = (f"2026-11-24 {hour:02}:00" for hour in (9, 10, 11))


@pytest.fixture
def post(post_of: Callable[[type[Site]], Post]) -> Post:
    return post_of(DiscourseSite)


@pytest.fixture
def forum(post: Post) -> DiscourseSite:
    assert isinstance(post.site, DiscourseSite)
    return post.site


def test_a_poll_alone_is_enough(post: Post, forum: DiscourseSite) -> None:
    number = forum.write("Finns det hiss?", at(NINE))
    other = forum.write("Finns det ramp?", at(NINE))
    forum.reply("Ja. /Anna", at("2026-11-24 09:30"), to=other)
    post.poll(TEN)
    assert post.comment(other).state is CommentState.ANSWERED
    assert post.comment(number).url == "https://forum.example.org/t/fraga-museet/12/2"
    forum.edit(number, "Finns det hiss till vinden?", at("2026-11-24 10:10"))
    forum.remove(other, at("2026-11-24 10:20"))
    post.poll(ELEVEN)
    assert post.comment(number).edited_at == at("2026-11-24 10:10")
    assert post.comment(other).gone is Gone.REMOVED


def test_webhooks_alone_are_enough_too(post: Post, forum: DiscourseSite) -> None:
    number = forum.write("Finns det hiss?", at(NINE))
    forum.remove(number, at(TEN))
    post.deliver(forum.deliveries(), "2026-11-24 10:05")
    assert (post.comment(number).state, post.comment(number).visibility_at) == (CommentState.REMOVED, at(TEN))
    forum.recover(number, at(ELEVEN))
    post.deliver(forum.deliveries(), "2026-11-24 11:05")
    assert post.comment(number).state is CommentState.NEW


def test_a_delivery_is_judged_over_its_raw_bytes(forum: DiscourseSite) -> None:
    forum.write("Hej", at(NINE))
    (good,) = forum.deliveries()
    discourse = Discourse()
    assert discourse.verify(good, forum.keys) == Accepted(about="post_created")
    changed = replace(good, body=good.body + b" ")
    forged = delivery({"post": {}}, "post_created", secret="gissat")
    bare = replace(good, headers={})
    odd = replace(good, headers={"x-discourse-event-signature": "sha256=åäö"})
    for bad in (changed, forged, bare, odd):
        assert discourse.verify(bad, forum.keys) == Refused()
    assert discourse.verify(good, {}) == Refused()
    unset = delivery({"post": {}}, "post_created", secret="")
    assert discourse.verify(unset, {}) == Refused()
    assert isinstance(discourse.verify(delivery({"ping": "OK"}, "ping"), forum.keys), Answered)


@pytest.mark.parametrize("body", [b"[]", b'"post"', b"7", b'{"post": []}', b'{"post": {"topic_id": {}}}'])
def test_what_is_no_post_is_kept_to_be_looked_at(post: Post, body: bytes) -> None:
    parsed = Discourse().parse(body, "post_created", post.place, at(NINE))
    assert parsed.changes == ()
    assert len(parsed.unparsed) == 1


def test_what_is_no_json_is_no_payload(post: Post) -> None:
    for body in (b"", b"{", b'{"post": {"id": 4', b"\xff", b"[" * 100_000):
        with pytest.raises(ValueError, match=r"."):
            Discourse().parse(body, "post_created", post.place, at(NINE))


def test_private_messages_whispers_and_other_events_never_come_in(post: Post, forum: DiscourseSite) -> None:
    forum.add("I förtroende", at(NINE), archetype="private_message", topic=30)
    forum.add("Bara för personalen", at(NINE), type=4)
    told = [*forum.deliveries(), delivery({"topic": {"id": 12}}, "topic_edited")]
    post.deliver(told, "2026-11-24 09:05")
    post.poll("2026-11-24 09:10")
    assert post.comments() == []
    assert Discourse().parse(told[0].body, "post_created", post.place, at(NINE)) == Parsed()


def test_other_categories_are_not_ours_unless_they_name_us(post: Post, forum: DiscourseSite) -> None:
    forum.add("Säljes: cykel", at(NINE), category=CATEGORY + 1, topic=31)
    named = forum.add(
        'Vet <a class="mention" href="/u/museet">@museet</a> det?', at(NINE), category=CATEGORY + 1, topic=31
    )
    post.hear("2026-11-24 09:05")
    assert [(one.external_id, one.text) for one in post.comments()] == [(named, "Vet @museet det?")]


def test_a_topic_that_somebody_begins_has_its_title_and_ours_is_a_post(
    post: Post, forum: DiscourseSite
) -> None:
    asked = forum.add("Var ligger det?", at(NINE), topic=40)
    forum.add("Nu öppnar vi.", at(NINE), topic=41, username="museet")
    post.hear("2026-11-24 09:05")
    post.poll(ELEVEN)
    assert post.comment(asked).text == "Fråga museet\nVar ligger det?"
    assert post.comment(asked).edited_at is None
    assert [one.what for one in post.own()].count(PublishedKind.POST) == 2


def test_a_post_that_readers_flagged_away_is_hidden_by_the_forum(post: Post, forum: DiscourseSite) -> None:
    number = forum.write("Ni är dumma", at(NINE))
    post.hear("2026-11-24 09:05")
    row = forum.post(number)
    row.hidden, row.updated, row.text = True, at("2026-11-24 09:30"), "Inlägget är dolt."
    post.poll(TEN)
    comment = post.comment(number)
    assert (comment.gone, comment.gone_by, comment.text) == (Gone.HIDDEN, GoneBy.PLATFORM, "Ni är dumma")
    row.hidden, row.text = False, "Ni är dumma"
    post.poll(ELEVEN)
    assert post.comment(number).gone is None


def test_who_takes_her_own_post_back_is_said_to_have(post: Post, forum: DiscourseSite) -> None:
    number = forum.write("Fel tråd, förlåt", at(NINE))
    post.hear("2026-11-24 09:05")
    row = forum.post(number)
    row.user_deleted, row.text = True, "(inlägget raderat av författaren)"
    forum.edit(number, row.text, at("2026-11-24 09:30"))
    post.deliver(forum.deliveries(), "2026-11-24 09:35")
    comment = post.comment(number)
    assert (comment.gone, comment.gone_by) == (Gone.REMOVED, GoneBy.AUTHOR)
    assert comment.says == "Fel tråd, förlåt"


def test_hundreds_of_posts_and_gaps_are_read_backwards_in_one_go(post: Post, forum: DiscourseSite) -> None:
    forum.posts[0].id = 3
    numbers = [forum.write(f"Fråga {n}", at(NINE), author=f"Kim {n}") for n in range(70)]
    for place, row in enumerate(forum.posts[1:]):
        row.id = 900 + 11 * place + 400 * (place > 35)  # a private category's posts between
    post.poll("2026-11-24 09:05")
    assert sorted(one.external_id for one in post.comments()) == sorted(numbers)
    forum.asked.clear()
    post.poll("2026-11-24 09:11")
    assert len([one for one in forum.asked if one.url.path == "/posts.json"]) <= 4


def test_a_topic_that_was_closed_to_us_removes_nothing(post: Post) -> None:
    known = Known(id="12/2", text="Finns det hiss?", written_at=at(NINE))
    assert list(Discourse().recheck(lambda _: Answer(status=403), post.place, [known], at(TEN))) == []
    (gone,) = Discourse().recheck(lambda _: Answer(status=404), post.place, [known], at(TEN))
    assert (gone.id, gone.act) == ("12/2", Act.REMOVED)


def test_a_limit_is_kept_and_a_key_that_is_not_taken_is_no_lasting_silence(
    post: Post, forum: DiscourseSite
) -> None:
    forum.limited = 17
    with pytest.raises(RateLimited) as raised:
        Discourse().poll(forum.ask, post.place, None, at(NINE))
    assert raised.value.retry_after == timedelta(seconds=17)
    forum.limited, forum.keys = None, {"api_key": "gammal", "api_user": "museet"}  # type: ignore[misc]  # this forum's own
    with pytest.raises(AuthFailed):
        Discourse().poll(forum.ask, post.place, None, at(NINE))
    forum.keys = {"api_key": KEY, "api_user": "museet", "webhook_secret": SECRET}  # type: ignore[misc]  # the same
    assert Discourse().health(forum.ask, post.place, at(NINE)).name == "Exempelforum"
