"""The account's own replies, seen on the platform: what they answer, who wrote them, what she hears."""

from collections.abc import Callable

import pytest

from bot.cli.asked import names
from bot.cli.rows import comment_row, event_row, withheld
from db.seal_check import check
from db.seals import seal_new
from db.source_words import Gone
from db.words import CommentState, EventAction, NoticeKind, SignatureResult
from handlers.desk import Action, act
from handlers.detail import detail
from handlers.outcome import Outcome, Said
from scheduler.audit import audit
from tests.sources.example import PostboxSite
from tests.sources.post import Post
from tests.sources.site import Site
from tests.stories.desk import STOCKHOLM, at


@pytest.fixture
def post(post_of: Callable[[type[Site]], Post]) -> Post:
    return post_of(PostboxSite)


@pytest.fixture
def site(post: Post) -> PostboxSite:
    assert isinstance(post.site, PostboxSite)
    return post.site


def corrects(post: Post, number: str, when: str) -> Outcome:
    with post.store.write() as tx:
        return act(
            tx, post.desk.book, person=post.newsroom.anna, action=Action.OTHER_REPLY,
            number=post.comment(number).id, now=at(when),
        )  # fmt: skip


def states(post: Post) -> list[str]:
    return [one.state.value for one in post.comments()]


def test_a_reply_without_a_parent_answers_the_oldest_open_comment_and_is_uncertain(
    post: Post, site: PostboxSite
) -> None:
    first, second = (site.write(text, at(f"2026-11-24 09:0{n}")) for n, text in enumerate(("En", "Två")))
    site.says("Ja, till höger. /Anna", at("2026-11-24 09:30"))
    post.hear("2026-11-24 10:00")
    assert (post.comment(first).state, post.comment(second).state) == (
        CommentState.ANSWERED,
        CommentState.NEW,
    )
    (reply,) = post.own()
    assert (reply.comment_id, reply.uncertain) == (post.comment(first).id, True)


def test_one_open_comment_leaves_no_doubt(post: Post, site: PostboxSite) -> None:
    first = site.write("En", at("2026-11-24 09:00"))
    site.says("Ja, till höger. /Anna", at("2026-11-24 09:30"))
    site.write("Två", at("2026-11-24 09:45"))
    post.hear("2026-11-24 10:00")
    (reply,) = post.own()
    assert (reply.comment_id, reply.uncertain) == (post.comment(first).id, False)
    assert states(post) == ["answered", "new"]


def test_one_click_says_that_it_was_about_another_comment(post: Post, site: PostboxSite) -> None:
    first, second = (site.write(text, at(f"2026-11-24 09:0{n}")) for n, text in enumerate(("En", "Två")))
    site.says("Det var till Två. /Anna", at("2026-11-24 09:30"))
    post.hear("2026-11-24 10:00")
    outcome = corrects(post, first, "2026-11-24 10:10")
    assert outcome.say is not None
    assert (outcome.say.said, outcome.say.count) == (Said.ANOTHER_REPLY, post.comment(second).id)
    assert states(post) == ["new", "answered"]
    assert post.comment(first).due_at == at("2026-11-25 09:00")  # by its own clock, as if nothing had been
    post.hear("2026-11-24 10:20")
    post.hear("2026-11-24 10:30")
    assert states(post) == ["new", "answered"]  # what a person said stands
    assert len(post.replies()) == 1
    assert corrects(post, first, "2026-11-24 10:40").refused


def test_a_reply_that_comes_before_its_comment_is_kept_and_linked_later(
    post: Post, site: PostboxSite
) -> None:
    number = site.write("Finns det hiss?", at("2026-11-24 09:00"))
    site.reply("Ja. /Anna", at("2026-11-24 09:30"), to=number)
    question, reply = site.deliveries()
    post.deliver([reply], "2026-11-24 09:31")
    assert (post.comments(), [one.comment_id for one in post.own()]) == ([], [None])
    post.deliver([question], "2026-11-24 09:32")
    assert post.comment(number).state is CommentState.ANSWERED
    assert post.comment(number).met_at == at("2026-11-24 09:30")
    post.desk.run("2026-11-24 09:33", "2026-11-24 09:40")
    assert post.desk.told(NoticeKind.CARD) == []  # done before anybody had to be called


def test_a_removal_that_comes_before_its_comment_is_kept_too(post: Post, site: PostboxSite) -> None:
    number = site.write("Skräp", at("2026-11-24 09:00"))
    site.remove(number, at("2026-11-24 09:10"))
    question, removal = site.deliveries()
    post.deliver([removal], "2026-11-24 09:31")
    post.deliver([question], "2026-11-24 09:32")
    comment = post.comment(number)
    assert (comment.gone, comment.state, comment.text) == (Gone.REMOVED, CommentState.REMOVED, "Skräp")
    assert comment.author == "Kim på Söder"


def test_the_signature_says_who_wrote_it_before_the_claim_does(post: Post, site: PostboxSite) -> None:
    """M14."""
    number = site.write("Finns det hiss?", at("2026-11-24 09:00"))
    post.hear("2026-11-24 09:01")
    post.desk.claim(post.comment(number).id, "2026-11-24 09:05", post.newsroom.bo)
    site.reply("Ja, till höger. /Anna", at("2026-11-24 09:30"), to=number)
    post.hear("2026-11-24 10:00")
    assert post.comment(number).closed_by == post.newsroom.anna.id
    assert [one.person_id for one in post.own()] == [post.newsroom.anna.id]


def test_an_unsigned_reply_that_nobody_claimed_is_kept_as_unsigned_and_names_nobody(
    post: Post, site: PostboxSite
) -> None:
    """M14."""
    number = site.write("Finns det hiss?", at("2026-11-24 09:00"))
    site.reply("Ja, till höger.", at("2026-11-24 09:30"), to=number)
    post.hear("2026-11-24 10:00")
    (reply,) = post.replies()
    assert (reply.signature, reply.person_id) == (SignatureResult.UNSIGNED, None)
    post.desk.run("2026-11-24 10:01", "2026-11-24 10:01")
    assert post.desk.told(NoticeKind.SIGN) == []


def test_a_signature_added_on_the_platform_mends_the_reply(post: Post, site: PostboxSite) -> None:
    """M14."""
    number = site.write("Finns det hiss?", at("2026-11-24 09:00"))
    post.hear("2026-11-24 09:01")
    post.desk.claim(post.comment(number).id, "2026-11-24 09:05", post.newsroom.bo)
    reply = site.reply("Ja, till höger.", at("2026-11-24 09:30"), to=number)
    post.hear("2026-11-24 10:00")
    site.edit(reply, "Ja, till höger. /Bo", at("2026-11-24 10:30"))
    post.hear("2026-11-24 11:00")
    (kept,) = post.replies()
    assert (kept.signature, kept.mended_at) == (SignatureResult.UNSIGNED, at("2026-11-24 11:00"))
    assert post.comment(number).episode == 1


def test_a_reply_that_is_taken_back_leaves_the_comment_waiting(post: Post, site: PostboxSite) -> None:
    number = site.write("Finns det hiss?", at("2026-11-24 09:00"))
    reply = site.reply("Nej. /Anna", at("2026-11-24 09:30"), to=number)
    post.hear("2026-11-24 10:00")
    site.remove(reply, at("2026-11-24 11:00"))
    post.hear("2026-11-24 11:10")
    comment = post.comment(number)
    assert (comment.state, comment.due_at) == (CommentState.NEW, at("2026-11-25 11:00"))


def test_a_reply_that_she_told_the_bot_of_herself_is_not_judged_twice(post: Post, site: PostboxSite) -> None:
    number = site.write("Finns det hiss?", at("2026-11-24 09:00"))
    post.hear("2026-11-24 09:01")
    with post.store.write() as tx:
        act(
            tx, post.desk.book, person=post.newsroom.anna, action=Action.ANSWER,
            number=post.comment(number).id, now=at("2026-11-24 09:20"), text="Ja, till höger. /Anna",
        )  # fmt: skip
    site.reply("Ja, till höger.  /Anna", at("2026-11-24 09:19"), to=number)
    post.hear("2026-11-24 10:00")
    assert len(post.replies()) == 1
    assert post.comment(number).closed_by == post.newsroom.anna.id


def test_who_hides_a_comment_is_never_taken_for_its_author(post: Post, site: PostboxSite) -> None:
    number = site.write("Ni är dumma", at("2026-11-24 09:00"), author="Kim")
    post.hear("2026-11-24 09:01")
    said = {**site.entries[0], "act": "hidden", "at": "2026-11-24T08:30:00+00:00", "author": "bygdegården"}
    said.pop("text")
    post.deliver([site.delivery([said])], "2026-11-24 09:31")
    assert (post.comment(number).author, post.comment(number).gone) == ("Kim", Gone.HIDDEN)
    assert post.own() == []
    shown = {**said, "act": "unhidden", "at": "2026-11-24T09:00:00+00:00"}
    post.deliver([site.delivery([shown])], "2026-11-24 10:01")
    assert (post.comment(number).gone, post.comment(number).state) == (None, CommentState.NEW)
    happened = [one.action for one in post.events(number)]
    assert EventAction.SEEN_GONE in happened
    assert EventAction.SEEN_AGAIN in happened


def test_what_a_person_closed_is_opened_by_an_edit_alone(post: Post, site: PostboxSite) -> None:
    number = site.write("Tack för i går!", at("2026-11-24 09:00"))
    post.hear("2026-11-24 09:01")
    with post.store.write() as tx:
        act(
            tx, post.desk.book, person=post.newsroom.anna, action=Action.NO_REPLY,
            number=post.comment(number).id, now=at("2026-11-24 09:20"),
        )  # fmt: skip
    post.hear("2026-11-24 10:00")
    assert post.comment(number).state is CommentState.NO_REPLY_NEEDED
    site.edit(number, "Tack för i går! När är det igen?", at("2026-11-24 10:30"))
    post.hear("2026-11-24 10:31")
    assert (post.comment(number).state, post.comment(number).episode) == (CommentState.NEW, 2)


def test_what_was_there_before_the_account_is_watched_stays_history(post: Post, site: PostboxSite) -> None:
    number = site.write("Från i somras", at("2026-07-01 09:00"))
    site.reply("Svar utan namn", at("2026-07-01 10:00"), to=number)
    post.deliver(site.deliveries(), "2026-11-24 09:00")
    assert post.comment(number).history
    assert post.replies() == []


def test_what_was_seen_is_sealed_and_agrees_with_what_happened(post: Post, site: PostboxSite) -> None:
    """L03."""
    first, second, third = (site.write(f"Fråga {n}", at(f"2026-11-24 09:0{n}")) for n in range(3))
    site.reply("Svar. /Anna", at("2026-11-24 09:30"), to=first)
    site.says("Svar till någon", at("2026-11-24 09:40"))
    post.hear("2026-11-24 10:00")
    post.desk.run("2026-11-24 10:01", "2026-11-24 10:01")
    site.edit(first, "Ändrad fråga", at("2026-11-24 10:30"))
    site.remove(third, at("2026-11-24 10:40"))
    post.hear("2026-11-24 11:00")
    corrects(post, second, "2026-11-24 11:10")
    seal_new(post.store, at("2026-11-24 12:00"))
    with post.store.read() as tx:
        found = check(tx)
        assert audit(tx, post.desk.book, at("2026-11-24 11:05")) == ()
    assert found.found == ()
    assert found.seals > 10


def test_a_flagged_comments_edited_text_leaves_only_with_a_review(post: Post, site: PostboxSite) -> None:
    """U18."""
    number = site.write("Hot mot Kalle", at("2026-11-24 09:00"))
    post.hear("2026-11-24 09:01")
    with post.store.write() as tx:
        act(
            tx, post.desk.book, person=post.newsroom.anna, action=Action.URGENT,
            number=post.comment(number).id, now=at("2026-11-24 09:20"),
        )  # fmt: skip
    site.edit(number, "Värre hot mot Kalle", at("2026-11-24 09:30"))
    post.hear("2026-11-24 10:00")
    comment = post.comment(number)
    with post.store.read() as tx:
        row = comment_row(comment, names(tx), STOCKHOLM)
        shown = detail(tx, post.desk.book, comment, at("2026-11-24 10:00"))
        happened = [event_row(event, names(tx), STOCKHOLM) for event in post.events(number)]
    assert (comment.flagged, row["edited_text"]) == (True, "Värre hot mot Kalle")
    assert "Kalle" not in str(withheld(row))
    assert "Kalle" not in str(shown)
    assert "Kalle" not in str(happened)
