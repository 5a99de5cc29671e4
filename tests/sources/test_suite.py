"""What every source must do, each against its platform's contract server."""

from collections.abc import Callable, Iterable

import pytest
from _pytest.mark import ParameterSet

from db.source_words import PublishedKind
from db.words import CommentState, NoticeKind, SignatureResult
from tests.sources.example import PostboxSite
from tests.sources.post import Post, outage
from tests.sources.site import Site
from tests.sources.sites import SITES
from tests.stories.desk import at

MOMENTS = ("2026-11-24 09:05", "2026-11-24 10:05", "2026-11-24 11:05", "2026-11-24 12:05")
"""A Tuesday."""


def on(sites: Iterable[type[Site]]) -> list[ParameterSet]:
    """A newsroom with an account on each of these."""
    return [pytest.param((site, "post_of"), id=site.kind) for site in sites]


@pytest.fixture(
    params=[
        *on(SITES),
        pytest.param((PostboxSite, "post_on_postgres"), id="postbox-postgres", marks=pytest.mark.postgres),
    ]
)
def post(request: pytest.FixtureRequest) -> Post:
    kind, where = request.param
    made: Callable[[type[Site]], Post] = request.getfixturevalue(where)
    return made(kind)


def test_a_comment_becomes_a_card_with_the_time_at_which_the_public_wrote_it(post: Post) -> None:
    """U03, M12."""
    number = post.site.write("Hej! När öppnar ni på lördag?", at("2026-11-24 09:00"))
    post.hear("2026-11-24 09:05")
    (comment,) = post.comments()
    assert (comment.external_id, comment.text) == (number, "Hej! När öppnar ni på lördag?")
    assert comment.author == "Kim på Söder"
    assert comment.written_at == at("2026-11-24 09:00")
    assert comment.due_at == at("2026-11-25 09:00")
    post.desk.run("2026-11-24 09:06", "2026-11-24 09:06")
    assert [keys for _, _, keys in post.desk.told(NoticeKind.CARD)] == [[f"card:{comment.id}:1"]]


def test_an_answer_on_the_site_answers_it_and_its_signature_is_judged(post: Post) -> None:
    """M14, M16."""
    number = post.site.write("Finns det hiss?", at("2026-11-24 09:00"))
    post.hear(MOMENTS[0])
    post.site.reply("Ja, till höger om entrén. Välkommen! /Anna", at("2026-11-24 10:00"), to=number)
    post.hear(MOMENTS[1])
    comment = post.comment(number)
    assert comment.state is CommentState.ANSWERED
    assert (comment.met_at, comment.closed_by) == (at("2026-11-24 10:00"), post.newsroom.anna.id)
    (reply,) = post.replies()
    assert (reply.signature, reply.person_id) == (SignatureResult.SIGNED, post.newsroom.anna.id)
    assert len(post.comments()) == 1


def test_an_unsigned_answer_reminds_who_claimed_the_comment(post: Post) -> None:
    """M14."""
    number = post.site.write("Finns det hiss?", at("2026-11-24 09:00"))
    post.hear(MOMENTS[0])
    post.desk.claim(post.comment(number).id, "2026-11-24 09:30", post.newsroom.bo)
    post.site.reply("Ja, till höger om entrén.", at("2026-11-24 10:00"), to=number)
    post.hear(MOMENTS[1])
    post.desk.run("2026-11-24 10:06", "2026-11-24 10:06")
    assert [recipient for _, recipient, _ in post.desk.told(NoticeKind.SIGN)] == ["bo"]


@pytest.mark.parametrize("post", on(site for site in SITES if site.edits), indirect=True)
def test_an_edited_question_asks_anew_after_the_answer(post: Post) -> None:
    number = post.site.write("När öppnar ni?", at("2026-11-24 09:00"))
    post.hear(MOMENTS[0])
    post.site.reply("Klockan tio. /Anna", at("2026-11-24 10:00"), to=number)
    post.hear(MOMENTS[1])
    post.site.edit(number, "När öppnar ni på julafton?", at("2026-11-24 11:00"))
    post.hear(MOMENTS[2])
    comment = post.comment(number)
    assert (comment.state, comment.episode) == (CommentState.NEW, 2)
    assert comment.says == "När öppnar ni på julafton?"
    assert comment.text == "När öppnar ni?"
    assert comment.due_at >= at("2026-11-25 11:00")


@pytest.mark.parametrize("post", on(site for site in SITES if site.removals), indirect=True)
def test_what_is_removed_keeps_its_text_and_its_clock_stops(post: Post) -> None:
    """M30."""
    number = post.site.write("Ni är dumma allihop", at("2026-11-24 09:00"))
    post.hear(MOMENTS[0])
    post.site.remove(number, at("2026-11-24 10:00"))
    post.hear(MOMENTS[1])
    comment = post.comment(number)
    assert comment.gone is not None
    assert comment.state in {CommentState.HIDDEN, CommentState.REMOVED}
    assert (comment.text, comment.author) == ("Ni är dumma allihop", "Kim på Söder")
    post.desk.run("2026-11-25 08:00", "2026-11-25 12:00", step_minutes=30)
    assert post.desk.told(NoticeKind.RUNG) == []


def test_a_days_outage_is_caught_up_without_doubles(post: Post) -> None:
    first = post.site.write("Före", at("2026-11-23 09:00"))
    post.hear("2026-11-23 09:05")
    with outage(post.site):
        second = post.site.write("Under", at("2026-11-23 10:00"))
        post.site.reply("Svar under. /Bo", at("2026-11-23 11:00"), to=second)
        third = post.site.write("Också under", at("2026-11-23 15:00"))
        post.poll("2026-11-23 16:00")
    for moment in ("2026-11-24 09:00", "2026-11-24 10:00", "2026-11-24 11:00"):
        post.hear(moment)
    assert [one.external_id for one in post.comments()] == [first, second, third]
    assert post.comment(second).state is CommentState.ANSWERED
    assert post.comment(second).met_at == at("2026-11-23 11:00")
    assert not post.comment(second).late_seen
    assert [one.state for one in map(post.comment, (first, third))] == [CommentState.NEW] * 2


def test_heard_again_and_again_nothing_is_doubled(post: Post) -> None:
    number = post.site.write("Finns det hiss?", at("2026-11-24 09:00"))
    post.site.reply("Ja. /Anna", at("2026-11-24 09:30"), to=number)
    for moment in MOMENTS:
        post.hear(moment)
    replies = [one for one in post.own() if one.what is PublishedKind.REPLY]
    assert (len(post.comments()), len(replies), len(post.replies())) == (1, 1, 1)
    assert post.comment(number).episode == 1
