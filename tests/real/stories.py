"""What must be seen on real servers, each in its own words (`make test-real`; `make test` does without)."""

import pytest

from db.source_words import Gone, GoneBy
from db.store import Store
from db.words import CommentState, SignatureResult
from scheduler.rulebook import RuleBook
from tests.newsroom import Newsroom
from tests.newsroom import newsroom as build_newsroom
from tests.real.following import Following
from tests.real.mediawiki import RealMediaWiki
from tests.real.real_site import RealSite
from tests.real.real_sites import SITES

pytestmark = pytest.mark.real
everywhere = pytest.mark.parametrize("site", SITES, ids=lambda kind: kind.kind, indirect=True, scope="module")
on_a_wiki = pytest.mark.parametrize("site", [RealMediaWiki], ids=["mediawiki"], indirect=True, scope="module")


@pytest.fixture
def newsroom(sqlite_store: Store) -> Newsroom:
    """On SQLite: what differs here is the platform."""
    with sqlite_store.write() as tx:
        return build_newsroom(tx)


@pytest.fixture
def following(sqlite_store: Store, book: RuleBook, newsroom: Newsroom, site: RealSite) -> Following:
    return Following(store=sqlite_store, book=book, newsroom=newsroom, site=site)


@everywhere
def test_a_comment_becomes_a_card(following: Following) -> None:
    """U03, M12."""
    number = following.site.write("Hej! När öppnar ni på lördag?")
    following.poll()
    (comment,) = following.comments()
    assert comment.external_id == number
    assert "Hej! När öppnar ni på lördag?" in comment.text
    assert comment.author is not None
    assert following.began <= comment.written_at <= following.now
    assert following.cards() == [comment.id]


@everywhere
def test_an_answer_on_the_site_answers_it_and_its_signature_is_judged(following: Following) -> None:
    """M14, M16."""
    first = following.site.write("Finns det hiss?")
    second = following.site.write("Finns det kafé?")
    following.poll()
    following.site.later()
    following.site.reply("Ja, till höger om entrén. Välkommen! /Anna", to=first)
    following.site.reply("Ja, i källaren.", to=second)
    following.poll()
    assert [following.comment(one).state for one in (first, second)] == [CommentState.ANSWERED] * 2
    assert following.comment(first).closed_by == following.newsroom.anna.id
    assert sorted(reply.signature for reply in following.replies()) == sorted(
        [SignatureResult.SIGNED, SignatureResult.UNSIGNED]
    )
    assert len(following.comments()) == 2


@everywhere
def test_an_edited_question_asks_anew_after_the_answer(following: Following) -> None:
    number = following.site.write("När öppnar ni?")
    following.site.later()
    following.site.reply("Klockan tio. /Anna", to=number)
    following.poll()
    assert following.comment(number).state is CommentState.ANSWERED
    following.site.later()
    following.site.edit(number, "När öppnar ni på julafton?")
    following.poll()
    comment = following.comment(number)
    assert (comment.state, comment.episode) == (CommentState.NEW, 2)
    assert "När öppnar ni på julafton?" in comment.says
    assert "julafton" not in comment.text


@everywhere
def test_what_is_removed_keeps_its_text_and_its_clock_stops(following: Following) -> None:
    """M30."""
    number = following.site.write("Ni är dumma allihop")
    following.poll()
    following.site.later()
    following.site.remove(number)
    following.poll()
    comment = following.comment(number)
    assert comment.gone in {Gone.REMOVED, Gone.HIDDEN}
    assert comment.state in {CommentState.HIDDEN, CommentState.REMOVED}
    assert "Ni är dumma allihop" in comment.text


@everywhere
def test_an_outage_is_caught_up_without_doubles(following: Following) -> None:
    first = following.site.write("Före")
    following.poll()
    second = following.site.write("Under")
    following.site.later()
    following.site.reply("Svar under. /Bo", to=second)
    third = following.site.write("Också under")
    with following.site.away():
        assert following.poll().error is not None
    for _ in range(3):
        following.poll()
    assert sorted(one.external_id for one in following.comments()) == sorted([first, second, third])
    assert following.comment(second).state is CommentState.ANSWERED
    assert [one.state for one in map(following.comment, (first, third))] == [CommentState.NEW] * 2
    assert len(following.own()) == 1


@on_a_wiki
def test_what_administrators_hide_and_delete_on_a_wiki_keeps_its_text(following: Following) -> None:
    """M30. The page goes last: no other story has a use for it after this."""
    wiki = following.site
    assert isinstance(wiki, RealMediaWiki)
    stays, hidden = wiki.write("Finns det hiss?"), wiki.write("Ni är dumma allihop")
    following.poll()
    wiki.later()
    wiki.remove(hidden)
    wiki.hide(hidden)
    following.poll()
    assert following.comment(stays).state is CommentState.NEW
    wiki.delete()
    following.poll()
    for number, text in ((hidden, "Ni är dumma allihop"), (stays, "Finns det hiss?")):
        comment = following.comment(number)
        assert (comment.gone is not None, comment.gone_by) == (True, GoneBy.PLATFORM)
        assert text in comment.text
        assert not comment.is_open
