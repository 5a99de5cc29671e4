"""Answers, and what is hidden or removed, from chat: each once, whatever the platform and the machine do."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from sqlalchemy import update

from bot.config.read import load
from db import deeds, people
from db.deeds import Asked
from db.models import accounts as accounts_table
from db.rows import Person
from db.source_words import Deed, DeedState, Gone
from db.words import CommentState, EventAction, NoticeKind, SignatureResult
from handlers import forms
from handlers.content import DeedContent
from handlers.outcome import FormKind, Outcome, Said
from handlers.sources.base import Ask
from handlers.sources.doing import Done, do_due
from handlers.sources.mastodon import Mastodon
from handlers.view import content_of
from handlers.writing import Then, digest
from tests.sources.bluesky import BlueskySite
from tests.sources.discourse import DiscourseSite
from tests.sources.facebook import PAGE, FacebookSite
from tests.sources.instagram import NAME, InstagramLoginSite, InstagramSite
from tests.sources.mastodon import MastodonSite
from tests.sources.post import Post
from tests.sources.site import Site
from tests.sources.wordpress import WordPressSite
from tests.stories.desk import at
from tests.stories.office import Office

NINE, TEN = "2026-11-24 09:05", "2026-11-24 10:00"
REPLY = "Ja, till höger om entrén. Välkommen! /Anna"
WITH_PASSWORD = {"user": "anna", "password": "abcd efgh ijkl mnop"}


class OwnBlog(WordPressSite):
    """With the application password that writing needs."""

    keys = WITH_PASSWORD


class OwnMastodon(MastodonSite):
    """With the scope that writing needs."""

    def __init__(self) -> None:
        super().__init__()
        self.scopes = (*self.scopes, "write:statuses")


@dataclass
class Newsdesk:
    """Somebody answers from chat, and the clock comes round."""

    post: Post
    number: str = ""
    did: list[Done] = None  # type: ignore[assignment]

    def __post_init__(self) -> None:
        self.did = []
        self.switch(on=True)
        self.number = self.post.site.write("Finns det hiss?", at("2026-11-24 09:00"))
        self.post.hear(NINE)
        self.post.desk.claim(self.post.comment(self.number).id, "2026-11-24 09:30", self.anna)

    @property
    def anna(self) -> Person:
        return self.post.newsroom.anna

    @property
    def comment_id(self) -> int:
        return self.post.comment(self.number).id

    def switch(self, *, on: bool) -> None:
        with self.post.store.write() as tx:
            tx.execute(update(accounts_table).where(accounts_table.c.slug == "museibloggen").values(acts=on))

    def sends(self, text: str = REPLY, when: str = TEN, *, by: Person | None = None, **more: str) -> Outcome:
        fields = {"text": text, "then": Then.PUBLISH.value, "kept.checked": digest(text), **more}
        return self.submits(FormKind.REPLY, fields, when, by=by)

    def submits(
        self, kind: FormKind, fields: dict[str, str], when: str, *, by: Person | None = None
    ) -> Outcome:
        with self.post.store.write() as tx:
            who = people.get(tx, (by or self.anna).id)
            return forms.submit(
                tx,
                self.post.desk.book,
                person=who,
                kind=kind,
                number=self.comment_id,
                fields=fields,
                now=at(when),
            )

    def round(self, when: str, ask: Ask | None = None) -> None:
        """The clock comes round."""
        self.post.site.now = at(when)
        do_due(
            self.post.store,
            self.post.desk.book,
            self.post.places,
            ask or self.post.site.ask,
            lambda: at(when),
            told=self.did.append,
        )

    def deed(self, deed: Deed = Deed.PUBLISH) -> Asked:
        with self.post.store.read() as tx:
            comment = self.post.comment(self.number)
            one = deeds.last(tx, comment.id, 1, deed)
        assert one is not None
        return one

    def told(self) -> list[tuple[str, DeedState, str]]:
        """Whom it was told, what came of it, and why."""
        office = Office(store=self.post.store, book=self.post.desk.book, newsroom=self.post.newsroom)
        found = []
        for row in office.all_notices("deed:"):
            with self.post.store.read() as tx:
                shown = content_of(
                    tx,
                    self.post.desk.book,
                    kind=NoticeKind.DEED,
                    notices=[row],
                    recipient=row.recipient,
                    now=at(TEN),
                )
            assert isinstance(shown, DeedContent)
            found.append((row.recipient, shown.state, shown.code))
        return found

    def written(self) -> int:
        """So many writing requests the platform has had."""
        return sum(writes(request.method, str(request.url)) for request in self.post.site.asked)

    def out(self) -> int:
        """So many replies of ours it shows."""
        site = self.post.site
        if isinstance(site, WordPressSite):
            return sum(row.author != 0 for row in site.rows.values())
        if isinstance(site, DiscourseSite):
            return sum(one.answers is not None for one in site.posts)
        if isinstance(site, BlueskySite):
            return sum(one.parent is not None for one in site.posts.values())
        if isinstance(site, FacebookSite):
            return sum(one.by == PAGE and one.id != one.post for one in site.written.values())
        if isinstance(site, InstagramSite):
            return sum(one.by == NAME and one.id != one.media for one in site.written.values())
        assert isinstance(site, MastodonSite)
        return sum(one.ours for one in site.statuses.values())


def writes(method: str, url: str) -> bool:
    """Whether it is more than asking, also for several things at once, or logging in."""
    return method != "GET" and "Session" not in url and not re.search(r"/v\d+\.0$", url)


@pytest.fixture(
    params=[
        OwnBlog,
        OwnMastodon,
        DiscourseSite,
        BlueskySite,
        FacebookSite,
        InstagramSite,
        InstagramLoginSite,
    ],
    ids=lambda site: site.__name__,
)
def desk(request: pytest.FixtureRequest, post_of: Callable[[type[Site]], Post]) -> Newsdesk:
    return Newsdesk(post_of(request.param))


@pytest.fixture
def blog(post_of: Callable[[type[Site]], Post]) -> Newsdesk:
    return Newsdesk(post_of(OwnBlog))


def lost_answer(desk: Newsdesk) -> Ask:
    """The platform does what it is asked to write, and its answer never arrives."""

    def ask(question):  # type: ignore[no-untyped-def]
        answer = desk.post.site.ask(question)
        if writes(question.method, question.url):
            desk.post.site.broken = httpx.Response(502)
            answer = desk.post.site.ask(question)
            desk.post.site.broken = None
        return answer

    return ask


def test_a_reply_goes_out_and_the_poll_that_sees_it_later_finds_the_same(desk: Newsdesk) -> None:
    """M14, M16: its signature is judged as on any reply."""
    assert desk.sends().say.said is Said.PUBLISH_ASKED  # type: ignore[union-attr]
    assert desk.post.comment(desk.number).state is CommentState.CLAIMED
    desk.round("2026-11-24 10:01")
    comment = desk.post.comment(desk.number)
    assert (comment.state, comment.met_at) == (CommentState.ANSWERED, at("2026-11-24 10:01"))
    assert comment.closed_by == desk.anna.id
    assert desk.told() == [(f"person:{desk.anna.id}", DeedState.DONE, "")]
    desk.post.hear("2026-11-24 10:30")
    desk.round("2026-11-24 10:31")
    (own,) = [one for one in desk.post.own() if one.comment_id is not None]
    assert (own.comment_id, own.person_id) == (comment.id, desk.anna.id)
    assert [one.signature for one in desk.post.replies()] == [SignatureResult.SIGNED]
    assert (desk.written(), desk.out()) == (1, 1)


def test_an_answer_that_was_lost_is_looked_for_and_not_sent_again(desk: Newsdesk) -> None:
    desk.sends()
    desk.round("2026-11-24 10:01", lost_answer(desk))
    assert (desk.deed().state, desk.told()) == (DeedState.WAITING, [])
    desk.round("2026-11-24 10:05")
    assert (desk.deed().state, desk.out()) == (DeedState.DONE, 1)
    assert desk.post.comment(desk.number).state is CommentState.ANSWERED


def test_after_a_crash_while_it_was_sent_it_is_looked_for_first(desk: Newsdesk) -> None:
    class Crash(BaseException):
        pass

    def crashes(question):  # type: ignore[no-untyped-def]
        answer = desk.post.site.ask(question)
        if writes(question.method, question.url):
            raise Crash
        return answer

    desk.sends()
    with pytest.raises(Crash):
        desk.round("2026-11-24 10:01", crashes)
    desk.round("2026-11-24 10:02")
    assert desk.did == []  # the lease runs
    desk.round("2026-11-24 10:12")
    assert (desk.deed().state, desk.out()) == (DeedState.DONE, 1)


def test_what_never_reached_the_platform_is_sent_again(desk: Newsdesk) -> None:
    desk.sends()
    desk.post.site.broken = httpx.Response(503)
    desk.round("2026-11-24 10:01")
    desk.post.site.broken = None
    desk.round("2026-11-24 10:05")
    assert (desk.deed().state, desk.out()) == (DeedState.DONE, 1)


def test_a_platform_that_never_answers_leaves_it_unsure_and_nothing_is_sent_again(desk: Newsdesk) -> None:
    """The one who pressed is told to look there; the comment stays open."""
    desk.sends()
    desk.post.site.broken = httpx.Response(500)
    for minute in (1, 3, 10, 30, 50):
        desk.round(f"2026-11-24 10:{minute:02}")
    assert desk.told() == [(f"person:{desk.anna.id}", DeedState.UNSURE, "http_500")]
    assert desk.post.comment(desk.number).is_open
    outcome = desk.sends("Jo, hiss finns. /Anna", "2026-11-24 11:00")
    assert outcome.refused
    assert outcome.say.said is Said.PUBLISH_UNSURE  # type: ignore[union-attr]


def test_a_refusal_is_told_at_once_the_comment_stays_open_and_she_can_try_again(desk: Newsdesk) -> None:
    site = desk.post.site
    code = "http_403"
    if isinstance(site, WordPressSite):
        site.password = "another"
        code = "http_401"
    elif isinstance(site, MastodonSite):
        site.scopes = site.scopes[:-1]
    else:
        site.broken = httpx.Response(403)
    desk.sends()
    desk.round("2026-11-24 10:01")
    assert desk.told() == [(f"person:{desk.anna.id}", DeedState.FAILED, code)]
    assert desk.post.comment(desk.number).state is CommentState.CLAIMED
    if isinstance(site, WordPressSite):
        site.password = WITH_PASSWORD["password"]
    elif isinstance(site, MastodonSite):
        site.scopes = (*site.scopes, "write:statuses")
    site.broken = None
    assert desk.sends(when="2026-11-24 10:10").say.said is Said.PUBLISH_ASKED  # type: ignore[union-attr]
    desk.round("2026-11-24 10:11")
    assert [state for _, state, _ in desk.told()] == [DeedState.FAILED, DeedState.DONE]
    assert desk.out() == 1


def test_a_platform_that_wants_to_wait_has_its_time(blog: Newsdesk) -> None:
    blog.sends()
    blog.post.site.broken = httpx.Response(429, headers={"Retry-After": "120"})
    blog.round("2026-11-24 10:01")
    assert blog.deed().begun_at is None  # it has said that it did nothing
    blog.post.site.broken = None
    blog.round("2026-11-24 10:02")
    assert blog.out() == 0
    blog.round("2026-11-24 10:04")
    assert blog.out() == 1


def test_of_two_who_answer_from_chat_the_first_counts(desk: Newsdesk) -> None:
    desk.sends()
    outcome = desk.sends("Ja. /Bo", by=desk.post.newsroom.bo)
    assert outcome.say.said is Said.PUBLISH_ALREADY  # type: ignore[union-attr]
    desk.round("2026-11-24 10:01")
    assert desk.out() == 1


def test_what_was_closed_meanwhile_is_not_answered(desk: Newsdesk) -> None:
    desk.sends()
    desk.post.desk.answer(desk.comment_id, "2026-11-24 10:00", desk.post.newsroom.bo)
    desk.round("2026-11-24 10:01")
    assert desk.out() == 0
    assert desk.told() == [(f"person:{desk.anna.id}", DeedState.FAILED, "closed")]


def test_what_may_not_stand_in_public_is_shown_once_before_it_goes_out(desk: Newsdesk) -> None:
    """U15-U19: a personnummer, a telephone number, a missing signature."""
    text = "Ring 070-123 45 67, ditt nummer är 811228-9874."
    fields = {"text": text, "then": Then.PUBLISH.value}
    outcome = desk.submits(FormKind.REPLY, fields, TEN)
    assert outcome.form is not None
    assert outcome.form.writing is not None
    assert [found.kind.value for found in outcome.form.writing.findings] == [
        "personnummer",
        "phone",
        "no_signature",
    ]
    desk.round("2026-11-24 10:01")
    assert desk.written() == 0


def test_it_is_off_until_it_is_switched_on(desk: Newsdesk) -> None:
    desk.switch(on=False)
    assert desk.sends().say.said is Said.PUBLISH_NOT_HERE  # type: ignore[union-attr]
    desk.switch(on=True)
    desk.sends()
    desk.switch(on=False)
    desk.round("2026-11-24 10:01")
    assert desk.told() == [(f"person:{desk.anna.id}", DeedState.FAILED, "switched_off")]
    assert desk.written() == 0


@pytest.mark.parametrize(
    ("kind", "deed", "state", "there"),
    [
        (FormKind.HIDE, Deed.HIDE, CommentState.HIDDEN, ("hold", Gone.HIDDEN)),
        (FormKind.REMOVE, Deed.REMOVE, CommentState.REMOVED, ("trash", Gone.REMOVED)),
    ],
)
def test_hidden_and_removed_are_noted_first_and_then_done_there(
    blog: Newsdesk, kind: FormKind, deed: Deed, state: CommentState, there: tuple[str, Gone]
) -> None:
    """M30: the text is kept, whatever becomes of it on the platform."""
    site = blog.post.site
    assert isinstance(site, WordPressSite)
    blog.submits(kind, {"ground": "spam", "there": "there"}, TEN)
    assert blog.post.comment(blog.number).state is state
    assert site.rows[int(blog.number)].status == "approved"
    blog.round("2026-11-24 10:01")
    assert site.rows[int(blog.number)].status == there[0]
    comment = blog.post.comment(blog.number)
    assert (comment.state, comment.gone, comment.text) == (state, there[1], "Finns det hiss?")
    assert blog.told() == [(f"person:{blog.anna.id}", DeedState.DONE, "")]
    assert EventAction.TO_PLATFORM in {event.action for event in blog.post.events(blog.number)}


def test_hidden_in_the_record_only_where_nobody_ticks_the_box(blog: Newsdesk) -> None:
    blog.submits(FormKind.HIDE, {"ground": "spam"}, TEN)
    blog.round("2026-11-24 10:01")
    assert (blog.written(), blog.told()) == (0, [])


def test_removed_there_by_somebody_else_meanwhile_is_well(blog: Newsdesk) -> None:
    blog.submits(FormKind.REMOVE, {"ground": "spam", "there": "there"}, TEN)
    blog.post.site.remove(blog.number, at(TEN))
    blog.round("2026-11-24 10:01")
    assert [state for _, state, _ in blog.told()] == [DeedState.DONE]


def test_what_could_not_be_hidden_is_told_and_stays_noted(blog: Newsdesk) -> None:
    blog.submits(FormKind.HIDE, {"ground": "spam", "there": "there"}, TEN)
    site = blog.post.site
    assert isinstance(site, WordPressSite)
    site.password = "another"
    blog.round("2026-11-24 10:01")
    assert blog.told() == [(f"person:{blog.anna.id}", DeedState.FAILED, "http_401")]
    assert blog.post.comment(blog.number).state is CommentState.HIDDEN


def test_the_form_begins_with_her_signature_and_the_name_alone_is_no_reply(desk: Newsdesk) -> None:
    """M14."""
    with desk.post.store.write() as tx:
        outcome = forms.open_form(
            tx,
            desk.post.desk.book,
            person=people.get(tx, desk.anna.id),
            kind=FormKind.REPLY,
            number=desk.comment_id,
            now=at(TEN),
        )
    assert outcome.form is not None
    assert outcome.form.text.strip() == "/Anna"
    assert outcome.form.writing is not None
    assert outcome.form.writing.publishes
    (error,) = desk.sends("/Anna").field_errors
    assert error.say.said is Said.REPLY_MISSING


def test_a_mastodon_reply_names_whom_it_answers(post_of: Callable[[type[Site]], Post]) -> None:
    desk = Newsdesk(post_of(OwnMastodon))
    desk.sends()
    desk.round("2026-11-24 10:01")
    site = desk.post.site
    assert isinstance(site, MastodonSite)
    (ours,) = [one for one in site.statuses.values() if one.ours]
    assert ours.text == f"@kim på söder@annan.example {REPLY}"


def test_a_blogs_reply_is_text_whatever_it_looks_like(blog: Newsdesk) -> None:
    text = "Ja, plan 1 < plan 2 & hiss. <b>Hej</b> /Anna"
    blog.sends(text)
    blog.round("2026-11-24 10:01")
    (own,) = [one for one in blog.post.own() if one.comment_id is not None]
    assert own.text == text


def test_a_token_that_may_not_write_is_told_of_where_replies_are_to_go_out(
    post_of: Callable[[type[Site]], Post],
) -> None:
    post = post_of(MastodonSite)
    post.site.now = at(TEN)
    assert Mastodon().health(post.site.ask, post.place, at(TEN)).lacking == ()
    Newsdesk(post)
    assert Mastodon().health(post.site.ask, post.place, at(TEN)).lacking == ("write:statuses",)


def test_the_configuration_switches_it_on_for_an_account(tmp_path: Path) -> None:
    said = """
organisation = "Exempelstad"
[units.kultur]
name = "Kultur"
[accounts.museibloggen]
unit = "kultur"
name = "Museibloggen"
platform = "blog"
source = "wordpress"
publish = true
[accounts.annan]
unit = "kultur"
name = "En annan"
platform = "blog"
source = "wordpress"
"""
    (tmp_path / "config.toml").write_text(said)
    found = {one.slug: one.acts for one in load(tmp_path / "config.toml", {}).register.accounts}
    assert found == {"museibloggen": True, "annan": False}


def test_nothing_of_a_flagged_comment_is_in_what_is_told(blog: Newsdesk) -> None:
    """U18: neither its text nor its author."""
    blog.submits(FormKind.REMOVE, {"ground": "threat", "there": "there"}, TEN)
    blog.round("2026-11-24 10:01")
    office = Office(store=blog.post.store, book=blog.post.desk.book, newsroom=blog.post.newsroom)
    (row,) = office.all_notices("deed:")
    told = repr(row) + repr(office.shows(row, when=TEN))
    assert "hiss" not in told
    assert "Kim" not in told


def test_a_blog_that_sets_quotes_its_own_way_is_known_again(blog: Newsdesk) -> None:
    """WordPress's wptexturize: straight quotes, dashes and dots become others."""
    blog.sends('Ja, "Hissen" -- till höger... /Anna')
    blog.round("2026-11-24 10:01", lost_answer(blog))
    site = blog.post.site
    assert isinstance(site, WordPressSite)
    (ours,) = [row for row in site.rows.values() if row.author != 0]
    ours.text = "Ja, ”Hissen” – till höger… /Anna"
    blog.round("2026-11-24 10:05")
    assert (blog.deed().state, blog.out()) == (DeedState.DONE, 1)


def test_a_forums_post_is_deleted_there_and_one_that_is_gone_is_well(
    post_of: Callable[[type[Site]], Post],
) -> None:
    """M30."""
    desk = Newsdesk(post_of(DiscourseSite))
    site = desk.post.site
    assert isinstance(site, DiscourseSite)
    desk.submits(FormKind.REMOVE, {"ground": "spam", "there": "there"}, TEN)
    desk.round("2026-11-24 10:01")
    assert site.post(desk.number).deleted == at("2026-11-24 10:01")
    assert [state for _, state, _ in desk.told()] == [DeedState.DONE]
    assert desk.post.comment(desk.number).gone is Gone.REMOVED


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [(DiscourseSite, "Ja! /Anna", "http_422"), (BlueskySite, f"{'Ja! ' * 100} /Anna", "http_400")],
)
def test_what_is_too_short_or_too_long_there_is_told(
    post_of: Callable[[type[Site]], Post], kind: type[Site], text: str, code: str
) -> None:
    desk = Newsdesk(post_of(kind))
    desk.sends(text)
    desk.round("2026-11-24 10:01")
    assert desk.told() == [(f"person:{desk.anna.id}", DeedState.FAILED, code)]
    assert desk.post.comment(desk.number).is_open


def test_on_bluesky_a_reply_to_what_is_gone_is_told(post_of: Callable[[type[Site]], Post]) -> None:
    desk = Newsdesk(post_of(BlueskySite))
    desk.sends()
    desk.post.site.remove(desk.number, at(TEN))
    desk.round("2026-11-24 10:01")
    assert desk.told() == [(f"person:{desk.anna.id}", DeedState.FAILED, "http_404")]


def test_a_poll_that_sees_the_reply_first_answers_the_comment_and_nothing_is_sent_again(
    desk: Newsdesk,
) -> None:
    desk.sends()
    desk.round("2026-11-24 10:01", lost_answer(desk))
    desk.post.hear("2026-11-24 10:40")
    assert desk.post.comment(desk.number).state is CommentState.ANSWERED
    desk.round("2026-11-24 10:41")
    assert [state for _, state, _ in desk.told()] == [DeedState.DONE]
    assert (desk.out(), len(desk.post.replies())) == (1, 1)
