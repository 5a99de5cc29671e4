"""Wikis: what only they do. Tuesday 24 November 2026; the account is watched since the second."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from db.source_words import Gone, GoneBy, PublishedKind
from db.words import CommentState
from handlers.sources.base import AuthFailed, FetchFailed, NotSet, RateLimited
from handlers.sources.mediawiki import MediaWiki
from tests.sources.mediawiki import TALK, MediaWikiSite
from tests.sources.mediawiki_records import signed
from tests.sources.post import Post
from tests.sources.site import Site
from tests.stories.desk import at

NINE, TEN, ELEVEN = (f"2026-11-24 {hour:02}:00" for hour in (9, 10, 11))


@pytest.fixture
def post(post_of: Callable[[type[Site]], Post]) -> Post:
    return post_of(MediaWikiSite)


@pytest.fixture
def wiki(post: Post) -> MediaWikiSite:
    assert isinstance(post.site, MediaWikiSite)
    return post.site


def append(wiki: MediaWikiSite, text: str, user: str, when: str) -> str:
    """Somebody writes at the page's end."""
    return wiki.save(TALK, f"{wiki.text()}\n{text}", user, at(when))


def test_a_new_heading_comes_with_its_question_and_its_place(post: Post, wiki: MediaWikiSite) -> None:
    append(wiki, f"== Hiss på [[Museet]]? ==\n\n{signed('Finns den?', 'Kim', at(NINE))}", "Kim", NINE)
    post.poll("2026-11-24 09:05")
    (comment,) = post.comments()
    assert comment.text == "Hiss på Museet?\nFinns den?"
    assert comment.url == (
        "https://wiki.example.org/w/index.php?title=Diskussion:Exempelstad#Hiss_p%C3%A5_Museet%3F"
    )


def test_what_one_revision_writes_under_two_headings_is_two_comments(post: Post, wiki: MediaWikiSite) -> None:
    text = wiki.text()
    for place in (2, 5):
        line = f"== Fråga {place} =="
        text = text.replace(line, f"{line}\n{signed(f'Undran {place}', 'Kim', at(NINE))}")
    number = wiki.save(TALK, text, "Kim", at(NINE))
    post.poll("2026-11-24 09:05")
    assert [one.external_id for one in post.comments()] == [number, f"{number}/2"]
    assert [one.text for one in post.comments()] == ["Undran 2", "Undran 5"]


def test_a_spelling_that_is_mended_is_no_new_comment(post: Post, wiki: MediaWikiSite) -> None:
    number = wiki.write("När öpnar ni på lördagar?", at(NINE))
    post.poll("2026-11-24 09:05")
    wiki.edit(number, "När öppnar ni på lördagar?", at(TEN))
    post.poll("2026-11-24 10:05")
    (comment,) = post.comments()
    assert (comment.says, comment.edited_at) == ("När öppnar ni på lördagar?", at(TEN))
    assert comment.state is CommentState.NEW


def test_an_own_reply_without_a_name_by_hand_is_signed_by_its_user(post: Post, wiki: MediaWikiSite) -> None:
    number = wiki.write("Finns det hiss?", at(NINE))
    wiki.reply("Ja.", at(TEN), to=number)
    post.poll("2026-11-24 10:05")
    assert [one.text for one in post.own()] == ["Ja.\n/Museet"]


def test_a_hidden_revision_that_is_gone_from_the_page_is_hidden_since_the_log_says_so(
    post: Post, wiki: MediaWikiSite
) -> None:
    number = wiki.write("Ni är dumma allihop", at(NINE))
    post.poll("2026-11-24 09:05")
    wiki.remove(number, at("2026-11-24 09:30"))
    wiki.hide(number, at("2026-11-24 09:40"))
    post.poll("2026-11-24 10:05")
    comment = post.comment(number)
    assert (comment.gone, comment.gone_by) == (Gone.HIDDEN, GoneBy.PLATFORM)
    assert comment.visibility_at == at("2026-11-24 09:40")
    assert (comment.text, comment.author) == ("Ni är dumma allihop", "Kim på Söder")


def test_who_takes_her_own_words_back_is_said_to_have(post: Post, wiki: MediaWikiSite) -> None:
    number = wiki.write("Förlåt, fel sida", at(NINE))
    post.poll("2026-11-24 09:05")
    wiki.save(TALK, wiki.text().replace(wiki.lines[number], ""), "Kim på Söder", at("2026-11-24 09:30"))
    post.poll("2026-11-24 10:05")
    comment = post.comment(number)
    assert (comment.gone, comment.gone_by) == (Gone.REMOVED, GoneBy.AUTHOR)
    assert comment.closed_at == at("2026-11-24 09:30")


def test_what_is_put_back_waits_again(post: Post, wiki: MediaWikiSite) -> None:
    number = wiki.write("Finns det hiss?", at(NINE))
    post.poll("2026-11-24 09:05")
    before = wiki.text()
    wiki.remove(number, at(TEN))
    post.poll("2026-11-24 10:05")
    assert post.comment(number).state is CommentState.REMOVED
    wiki.save(TALK, before, "Kim på Söder", at(ELEVEN))
    post.poll("2026-11-24 11:05")
    assert post.comment(number).gone is None
    assert post.comment(number).state is CommentState.NEW


def test_a_thread_that_is_archived_is_not_removed_and_whoever_waits_still_waits(
    post: Post, wiki: MediaWikiSite
) -> None:
    """Nobody is forgotten because a robot cleared the page."""
    number = wiki.write("Finns det hiss?", at("2026-11-20 09:00"))
    post.poll("2026-11-20 09:05")
    cleared = wiki.text().replace("== Fråga 1 ==", "").replace(wiki.lines[number], "")
    wiki.save(TALK, cleared, "Arkivbot", at(NINE))
    post.poll("2026-11-24 09:05")
    assert post.comment(number).gone is None
    assert post.comment(number).state is CommentState.NEW


def test_a_deleted_page_takes_its_comments_with_it_and_their_texts_stay(
    post: Post, wiki: MediaWikiSite
) -> None:
    number = wiki.write("Finns det hiss?", at(NINE))
    post.poll("2026-11-24 09:05")
    wiki.delete(TALK, at("2026-11-24 09:30"))
    post.poll("2026-11-24 10:05")
    assert post.comment(number).gone is Gone.REMOVED
    assert post.comment(number).text == "Finns det hiss?"
    assert post.polled[-1].error is None


def test_a_page_whose_last_revision_was_deleted_is_read_by_date(post: Post, wiki: MediaWikiSite) -> None:
    first = wiki.write("Första", at(NINE))
    post.poll("2026-11-24 09:05")
    page = wiki.page(TALK)
    page.revisions.pop()
    second = wiki.write("Andra", at(TEN))
    post.poll("2026-11-24 10:05")
    assert post.polled[-1].error is None
    assert [one.external_id for one in post.comments()] == [first, second]


def test_more_than_a_page_of_revisions_is_read_in_one_go(post: Post, wiki: MediaWikiSite) -> None:
    for number in range(60):
        append(wiki, signed(f"Fråga nummer {number}, om hissar", f"Kim {number}", at(NINE)), "Kim", NINE)
    post.poll("2026-11-24 09:05")
    assert len(post.comments()) == 60


def test_a_quiet_poll_is_one_question(post: Post, wiki: MediaWikiSite) -> None:
    wiki.write("Finns det hiss?", at(NINE))
    post.poll("2026-11-24 09:05")
    wiki.asked.clear()
    post.poll("2026-11-24 09:11")
    assert len(wiki.asked) == 1


def test_an_article_that_is_watched_tells_who_changed_what_and_a_revert_ends_it(
    post: Post, wiki: MediaWikiSite
) -> None:
    wiki.settings = {"articles": "Exempelstad", "authors": "Museet"}  # type: ignore[misc]  # this wiki's own
    wiki.save("Exempelstad", "Museet ligger vid ån.", "Sara", at("2026-10-01 09:00"), ns=0)
    number = wiki.save(
        "Exempelstad", "Museet ligger vid sjön.", "Kim", at(NINE), ns=0, comment="stämmer inte"
    )
    wiki.save("Exempelstad", "Museet ligger vid sjön!", "Kim", at(NINE), ns=0, minor=True)
    post.poll("2026-11-24 09:05")
    (comment,) = post.comments()
    assert comment.external_id == f"edit:{number}"
    assert comment.text == "stämmer inte\n- Museet ligger vid ån.\n+ Museet ligger vid sjön."
    assert comment.url == f"https://wiki.example.org/w/index.php?diff={number}"
    wiki.page("Exempelstad").revisions[1].tags.append("mw-reverted")
    wiki.save("Exempelstad", "Museet ligger vid ån.", "Museet", at(TEN), ns=0, tags=["mw-undo"])
    post.poll("2026-11-24 10:05")
    assert post.comment(f"edit:{number}").state is CommentState.REMOVED
    assert [one.what for one in post.own()] == [PublishedKind.POST]


def test_whole_namespaces_are_followed_by_recent_changes(post: Post, wiki: MediaWikiSite) -> None:
    wiki.settings = {"namespaces": "1, 3", "authors": "Museet"}  # type: ignore[misc]  # this wiki's own
    number = wiki.save(
        "Användardiskussion:Museet", signed("Kan ni hjälpa till?", "Kim", at(NINE)), "Kim", at(NINE), ns=3
    )
    post.poll("2026-11-24 09:05")
    assert [one.external_id for one in post.comments()] == [number]
    again = wiki.save(
        "Användardiskussion:Museet",
        f"{wiki.text('Användardiskussion:Museet')}\n{signed('Hallå?', 'Kim', at(TEN))}",
        "Kim",
        at(TEN),
        ns=3,
    )
    post.poll("2026-11-24 10:05")
    assert [one.external_id for one in post.comments()] == [number, again]


def test_a_wiki_that_lags_is_asked_later_and_that_is_no_failure(post: Post, wiki: MediaWikiSite) -> None:
    """Manual:Maxlag: with status 200, and Retry-After."""
    wiki.lag = 12
    with pytest.raises(RateLimited) as raised:
        MediaWiki().poll(wiki.ask, post.place, None, at(NINE))
    assert raised.value.retry_after == timedelta(seconds=5)


def test_an_error_of_the_api_has_its_name_and_a_token_that_is_not_taken_pauses(
    post: Post, wiki: MediaWikiSite
) -> None:
    wiki.keys = {"token": "fel"}  # type: ignore[misc]  # this wiki's own
    with pytest.raises(AuthFailed):
        MediaWiki().poll(wiki.ask, post.place, None, at(NINE))
    wiki.keys, wiki.settings = {}, {"pages": "|".join(f"Sida {n}" for n in range(51))}  # type: ignore[misc]  # the same
    assert MediaWiki().poll(wiki.ask, post.place, None, at(NINE)).changes == ()
    wiki.settings = {}  # type: ignore[misc]  # this wiki's own
    with pytest.raises(NotSet):
        MediaWiki().poll(wiki.ask, post.place, None, at(NINE))


def test_whoever_asks_says_how_to_be_reached(post: Post, wiki: MediaWikiSite) -> None:
    post.poll("2026-11-24 09:05")
    assert {request.headers["user-agent"] for request in wiki.asked} == {
        "Svarsvakt/1 (it@exempelstad.example) reads talk pages for the organisation"
    }
    wiki.settings = {"pages": "Exempelstad", "contact": "-"}  # type: ignore[misc]  # this wiki's own
    with pytest.raises(FetchFailed, match="http_403"):
        MediaWiki().poll(wiki.ask, post.place, None, at(NINE))


def test_the_doctor_hears_the_wikis_name(post: Post, wiki: MediaWikiSite) -> None:
    assert MediaWiki().health(wiki.ask, post.place, at(NINE)).name == "Exempelwiki"
