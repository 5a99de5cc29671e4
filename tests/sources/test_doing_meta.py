"""Answers, and what is hidden or removed, from chat on Facebook and Instagram: what only they do."""

from collections.abc import Callable

import httpx
import pytest

from db import deeds
from db.rows import Comment
from db.source_words import DeedState, Gone
from db.words import CommentState
from handlers.outcome import FormKind
from handlers.sources.facebook import Facebook
from tests.sources.facebook import FacebookSite
from tests.sources.instagram import InstagramLoginSite, InstagramSite
from tests.sources.post import Post
from tests.sources.site import Site
from tests.sources.test_doing import REPLY, TEN, Newsdesk, lost_answer
from tests.stories.desk import at

LATER = "2026-11-24 10:40"
FAULTS = {"code": 1}, {"code": 2}, {"code": 506}, {"code": 77, "is_transient": True}
REFUSALS = (3, 10, 100, 190, 200, 1609005)
Meta = FacebookSite | InstagramSite


@pytest.fixture(
    params=[FacebookSite, InstagramSite, InstagramLoginSite], ids=["facebook", "instagram", "instagram-login"]
)
def desk(request: pytest.FixtureRequest, post_of: Callable[[type[Site]], Post]) -> Newsdesk:
    return Newsdesk(post_of(request.param))


def there(desk: Newsdesk) -> Meta:
    site = desk.post.site
    assert isinstance(site, FacebookSite | InstagramSite)
    return site


def asks_beneath(desk: Newsdesk) -> str:
    """Somebody else asks in the same thread, and is answered from chat from now on; the first one's id."""
    site, first = there(desk), desk.number
    one = site.written[first]
    on = one.post if hasattr(one, "post") else one.media
    desk.number = site.writes("Och en ramp?", at=at("2026-11-24 09:40"), on=on, by="lo", under=first)
    desk.post.hear("2026-11-24 09:41")
    desk.post.desk.claim(desk.comment_id, "2026-11-24 09:45", desk.anna)
    return first


def refusing(desk: Newsdesk, **error: object) -> None:
    there(desk).broken = httpx.Response(400, json={"error": {"message": "(#) refused", **error}})


def by_id(desk: Newsdesk, number: str) -> Comment:
    return desk.post.comment(number)


def test_in_a_thread_of_several_the_one_that_she_answers_is_answered_and_no_other(desk: Newsdesk) -> None:
    """M14, M16: nobody but the bot knows which one a reply in a flat thread is meant for."""
    first = asks_beneath(desk)
    desk.sends()
    desk.round("2026-11-24 10:01")
    desk.post.hear(LATER)
    assert by_id(desk, desk.number).state is CommentState.ANSWERED
    assert by_id(desk, first).state is CommentState.CLAIMED
    (own,) = [one for one in desk.post.own() if one.comment_id is not None]
    assert (own.comment_id, own.uncertain) == (desk.comment_id, False)
    assert desk.out() == 1


def test_a_topmost_question_asked_anew_has_its_answer_though_another_waits_longer(desk: Newsdesk) -> None:
    first = desk.number
    there(desk).reply("Ja! /Anna", at("2026-11-24 09:10"), to=first)
    desk.post.hear("2026-11-24 09:25")
    asks_beneath(desk)
    other, desk.number = desk.number, first
    there(desk).edit(first, "Finns det hiss till plan tre?", at("2026-11-24 09:50"))
    desk.post.hear("2026-11-24 09:58")
    assert by_id(desk, first).is_open
    desk.sends("Nej, bara till plan två. /Anna")
    desk.round("2026-11-24 10:01")
    desk.post.hear(LATER)
    assert by_id(desk, first).state is CommentState.ANSWERED
    assert by_id(desk, other).is_open


def test_a_poll_that_takes_the_reply_for_the_oldest_ones_is_corrected_when_it_is_found(
    desk: Newsdesk,
) -> None:
    first = asks_beneath(desk)
    desk.sends()
    desk.round("2026-11-24 10:01", lost_answer(desk))
    desk.post.hear(LATER)
    assert by_id(desk, first).state is CommentState.ANSWERED
    desk.round("2026-11-24 10:41")
    assert by_id(desk, desk.number).state is CommentState.ANSWERED
    assert by_id(desk, first).is_open
    desk.post.hear("2026-11-24 11:10")
    assert by_id(desk, first).is_open
    assert desk.out() == 1


def test_the_same_words_for_two_in_one_thread_go_out_twice(desk: Newsdesk) -> None:
    """What went out for the other is not taken for this one's, when its own never arrived."""
    first, second = asks_beneath(desk), desk.number
    desk.number = first
    desk.sends()
    desk.round("2026-11-24 10:01")
    desk.number = second
    desk.sends(when="2026-11-24 10:02")
    there(desk).broken = httpx.Response(503)
    desk.round("2026-11-24 10:02")
    there(desk).broken = None
    desk.round("2026-11-24 10:06")
    assert desk.out() == 2
    assert {by_id(desk, one).state for one in (first, second)} == {CommentState.ANSWERED}


def test_on_instagram_a_reply_to_a_reply_names_whom_it_answers(
    post_of: Callable[[type[Site]], Post],
) -> None:
    desk = Newsdesk(post_of(InstagramSite))
    first = asks_beneath(desk)
    desk.sends()
    desk.round("2026-11-24 10:01", lost_answer(desk))
    desk.round("2026-11-24 10:05")
    (ours,) = [one for one in there(desk).written.values() if one.text.endswith("/Anna")]
    assert (ours.parent, ours.text) == (first, f"@lo {REPLY}")
    assert desk.deed().state is DeedState.DONE


def test_a_visitors_post_is_answered_beneath_it(post_of: Callable[[type[Site]], Post]) -> None:
    desk = Newsdesk(post_of(FacebookSite))
    site = desk.post.site
    assert isinstance(site, FacebookSite)
    desk.number = site.posts("Har någon hittat en vante?", at=at("2026-11-24 09:40"), by="Lo")
    desk.post.hear("2026-11-24 09:41")
    desk.sends()
    desk.round("2026-11-24 10:01")
    assert desk.post.comment(desk.number).state is CommentState.ANSWERED
    assert [one.post for one in site.written.values() if one.text == REPLY] == [desk.number]


def test_when_the_new_reply_cannot_be_read_back_it_is_out_all_the_same(desk: Newsdesk) -> None:
    def ask(question):  # type: ignore[no-untyped-def]
        answer = desk.post.site.ask(question)
        if question.method == "POST":
            there(desk).broken = httpx.Response(500)
        return answer

    desk.sends()
    desk.round("2026-11-24 10:01", ask)
    there(desk).broken = None
    assert (desk.deed().state, desk.out()) == (DeedState.DONE, 1)
    desk.post.hear(LATER)
    assert [one.comment_id for one in desk.post.own() if one.comment_id] == [desk.comment_id]


@pytest.mark.parametrize("error", FAULTS, ids=lambda error: str(error["code"]))
def test_what_meta_cannot_say_for_certain_is_looked_for_first(desk: Newsdesk, error: dict[str, int]) -> None:
    desk.sends()
    refusing(desk, **error)
    desk.round("2026-11-24 10:01")
    assert desk.deed().state is DeedState.WAITING
    assert desk.deed().begun_at is not None
    there(desk).broken = None
    desk.round("2026-11-24 10:05")
    assert (desk.deed().state, desk.out()) == (DeedState.DONE, 1)


@pytest.mark.parametrize("code", REFUSALS)
def test_what_meta_refuses_is_told_at_once(desk: Newsdesk, code: int) -> None:
    desk.sends()
    refusing(desk, code=code)
    desk.round("2026-11-24 10:01")
    assert desk.told() == [(f"person:{desk.anna.id}", DeedState.FAILED, f"graph_{code}")]
    assert desk.post.comment(desk.number).is_open


def test_a_page_that_writes_too_much_waits_and_then_goes_on(desk: Newsdesk) -> None:
    desk.sends()
    there(desk).throttled_minutes = 3
    desk.round("2026-11-24 10:01")
    assert (desk.deed().begun_at, desk.deed().code) == (None, "graph_80001")
    there(desk).throttled_minutes = 0
    desk.round("2026-11-24 10:02")
    assert desk.out() == 0
    desk.round("2026-11-24 10:05")
    assert (desk.deed().state, desk.out()) == (DeedState.DONE, 1)


def test_hidden_there_and_hidden_already_is_well(desk: Newsdesk) -> None:
    """M30: the text is kept."""
    desk.submits(FormKind.HIDE, {"ground": "spam", "there": "there"}, TEN)
    there(desk).written[desk.number].hidden = True
    desk.round("2026-11-24 10:01")
    comment = desk.post.comment(desk.number)
    assert (comment.state, comment.gone, comment.text) == (
        CommentState.HIDDEN,
        Gone.HIDDEN,
        "Finns det hiss?",
    )
    assert there(desk).written[desk.number].hidden
    assert [state for _, state, _ in desk.told()] == [DeedState.DONE]


def test_removed_there_and_the_text_is_kept(desk: Newsdesk) -> None:
    """M30."""
    desk.submits(FormKind.REMOVE, {"ground": "spam", "there": "there"}, TEN)
    desk.round("2026-11-24 10:01")
    comment = desk.post.comment(desk.number)
    assert desk.number not in there(desk).written
    assert (comment.gone, comment.text) == (Gone.REMOVED, "Finns det hiss?")
    assert [state for _, state, _ in desk.told()] == [DeedState.DONE]


def test_removed_by_its_writer_meanwhile_is_well(desk: Newsdesk) -> None:
    desk.submits(FormKind.REMOVE, {"ground": "spam", "there": "there"}, TEN)
    there(desk).remove(desk.number, at(TEN))
    desk.round("2026-11-24 10:01")
    assert [state for _, state, _ in desk.told()] == [DeedState.DONE]


def test_a_token_that_finds_nothing_at_all_has_removed_nothing(desk: Newsdesk) -> None:
    """Meta says the same of what is gone and of what the token may not see."""
    desk.submits(FormKind.REMOVE, {"ground": "spam", "there": "there"}, TEN)
    refusing(desk, code=100, error_subcode=33)
    desk.round("2026-11-24 10:01")
    assert desk.told() == [(f"person:{desk.anna.id}", DeedState.FAILED, "graph_gone")]


def test_a_reply_to_what_is_gone_is_told(desk: Newsdesk) -> None:
    desk.sends()
    there(desk).remove(desk.number, at(TEN))
    desk.round("2026-11-24 10:01")
    assert desk.told() == [(f"person:{desk.anna.id}", DeedState.FAILED, "graph_gone")]
    assert desk.post.comment(desk.number).is_open


def test_a_token_that_may_only_read_is_told_of_where_replies_are_to_go_out(
    post_of: Callable[[type[Site]], Post],
) -> None:
    post = post_of(FacebookSite)
    site = post.site
    assert isinstance(site, FacebookSite)
    site.scopes = site.scopes[:-1]
    site.now = at(TEN)
    assert Facebook().health(site.ask, post.place, at(TEN)).lacking == ()
    desk = Newsdesk(post)
    assert Facebook().health(site.ask, post.place, at(TEN)).lacking == ("pages_manage_engagement",)
    desk.sends()
    desk.round("2026-11-24 10:01")
    assert desk.told() == [(f"person:{desk.anna.id}", DeedState.FAILED, "graph_200")]


def test_replies_sent_for_others_are_those_of_this_thread_alone(desk: Newsdesk) -> None:
    first, second = asks_beneath(desk), desk.number
    desk.number = first
    desk.sends()
    desk.round("2026-11-24 10:01")
    with desk.post.store.read() as tx:
        assert deeds.sent_for_others(tx, by_id(desk, first)) == frozenset()
        assert len(deeds.sent_for_others(tx, by_id(desk, second))) == 1
