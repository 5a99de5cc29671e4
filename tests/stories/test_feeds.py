"""Comment feeds: read by themselves, each comment once, whatever the site answers."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from db import accounts, sources
from db.models import comments
from db.rows import Comment, SourceState, columns, made
from db.store import Store
from handlers.sources.base import FetchFailed, Place, Question, judged
from handlers.sources.feed import read_feed
from handlers.sources.fetching import MOST_BYTES, HttpFetch
from handlers.sources.places import Places
from handlers.sources.plain import plain_text
from handlers.sources.polling import Polled, backoff, jitter, poll_due
from scheduler.rulebook import RuleBook
from tests.newsroom import Newsroom

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)  # Tuesday 12:00
EVERY = timedelta(minutes=5)
FEED = "https://blogg.example.org/kommentarer/feed"


def atom(*entries: tuple[str, str, str]) -> bytes:
    """A feed of (id, time, text)."""
    items = "".join(
        f"<entry><id>{number}</id><published>{at}</published><updated>{at}</updated>"
        f"<author><name>Kim</name></author><link href='https://blogg.example.org/#{number}'/>"
        f"<content type='html'>{text}</content></entry>"
        for number, at, text in entries
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>k</title>{items}</feed>'.encode()


ONE = ("1", "2026-11-24T10:30:00Z", "&lt;p&gt;Hej &amp;amp; hå&lt;/p&gt;&lt;p&gt;När öppnar ni?&lt;/p&gt;")
TWO = ("2", "2026-11-24T10:50:00Z", "Finns det hiss?")
NEW = ("4", "2026-11-24T14:59:00Z", "Och parkering?")


def fetching(transport: httpx.BaseTransport, **how: Any) -> HttpFetch:
    """Fetches of a host with a public address, over this in place of the network."""
    client = httpx.Client(transport=transport)
    return HttpFetch(client, resolve=lambda *_: ["93.184.215.14"], proxy=lambda *_: None, **how)


class Site:
    """A blog that answers what the test says; at the seam where the network begins."""

    def __init__(self, *answers: httpx.Response) -> None:
        self.answers = list(answers)
        self.asked: list[httpx.Request] = []
        self.fetch = fetching(httpx.MockTransport(self._answer))

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        return self.answers.pop(0)


def poll(store: Store, book: RuleBook, site: Site, now: datetime) -> list[Polled]:
    told: list[Polled] = []
    poll_due(store, book, Places(), site.fetch, now, told=told.append)
    return told


def stored(store: Store) -> list[Comment]:
    with store.read() as tx:
        rows = tx.execute(select(*columns(Comment, comments)).order_by(comments.c.id))
        return [made(Comment, row) for row in rows]


def state(store: Store) -> SourceState:
    with store.read() as tx:
        account = accounts.by_slug(tx, {"museibloggen"})["museibloggen"]
        return sources.states(tx, [account.id])[account.id]


def test_a_comment_in_the_feed_comes_in_as_it_was_written(
    store: Store, book: RuleBook, newsroom: Newsroom
) -> None:
    poll(store, book, Site(httpx.Response(200, content=atom(ONE))), NOON)
    (comment,) = stored(store)
    assert comment.text == "Hej & hå\n\nNär öppnar ni?"
    assert (comment.author, comment.written_at) == ("Kim", datetime(2026, 11, 24, 10, 30, tzinfo=UTC))
    assert comment.url == "https://blogg.example.org/#1"


def test_polled_again_nothing_is_doubled_and_a_late_entry_still_comes_in(
    store: Store, book: RuleBook, newsroom: Newsroom
) -> None:
    site = Site(httpx.Response(200, content=atom(TWO)), httpx.Response(200, content=atom(TWO, ONE)))
    poll(store, book, site, NOON)
    poll(store, book, site, NOON + timedelta(minutes=6))
    assert [comment.external_id for comment in stored(store)] == ["2", "1"]


def test_a_feed_is_not_read_before_its_time(store: Store, book: RuleBook, newsroom: Newsroom) -> None:
    site = Site(httpx.Response(200, content=atom(ONE)))
    poll(store, book, site, NOON)
    assert poll(store, book, site, NOON + timedelta(minutes=4)) == []


def test_an_unchanged_feed_says_so_with_its_etag(store: Store, book: RuleBook, newsroom: Newsroom) -> None:
    site = Site(
        httpx.Response(200, content=atom(ONE), headers={"ETag": '"a"'}),
        httpx.Response(304, headers={"ETag": '"a"'}),
    )
    poll(store, book, site, NOON)
    poll(store, book, site, NOON + timedelta(minutes=6))
    assert site.asked[1].headers["if-none-match"] == '"a"'
    assert state(store).last_ok_at == NOON + timedelta(minutes=6)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (httpx.Response(500), "http_500"),
        (httpx.Response(404), "http_404"),
        (httpx.Response(200, content=b"<html><body>Hej</body></html>"), "not_a_feed"),
        (httpx.Response(200, content=b""), "not_a_feed"),
        (httpx.Response(200, content=b"\x00\xff\xfe"), "not_a_feed"),
        (httpx.Response(302, headers={"Location": "https://annan.example/feed"}), "redirected_elsewhere"),
        (httpx.Response(302, headers={"Location": "http://169.254.169.254/"}), "redirected_elsewhere"),
        (httpx.Response(200, content=b" " * (MOST_BYTES + 1)), "too_large"),
    ],
)
def test_a_source_that_fails_is_noted_and_tried_later(
    store: Store, book: RuleBook, newsroom: Newsroom, answer: httpx.Response, code: str
) -> None:
    (polled,) = poll(store, book, Site(answer), NOON)
    assert polled.error == code
    after = state(store)
    assert (after.failures, after.last_error) == (1, code)
    assert after.next_poll_at is not None
    assert after.next_poll_at >= NOON + 2 * EVERY
    assert stored(store) == []


def test_a_site_that_asks_for_patience_gets_it(store: Store, book: RuleBook, newsroom: Newsroom) -> None:
    poll(store, book, Site(httpx.Response(429, headers={"Retry-After": "7200"})), NOON)
    after = state(store)
    assert after.next_poll_at is not None
    assert after.next_poll_at >= NOON + timedelta(hours=2)


def test_a_network_that_is_down_is_a_failure_like_any_other(
    store: Store, book: RuleBook, newsroom: Newsroom
) -> None:
    def unreachable(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no route", request=request)

    fetch = fetching(httpx.MockTransport(unreachable))
    told: list[Polled] = []
    assert poll_due(store, book, Places(), fetch, NOON, told=told.append) == 0
    assert told[0].error == "unreachable"


def test_a_source_taken_by_one_process_is_left_alone_by_another(
    store: Store, book: RuleBook, newsroom: Newsroom
) -> None:
    with store.write() as tx:
        first = sources.take_due(tx, ["feed"], now=NOON, until=NOON + timedelta(minutes=3))
    with store.write() as tx:
        second = sources.take_due(tx, ["feed"], now=NOON, until=NOON + timedelta(minutes=3))
    assert [len(first), len(second)] == [1, 0]


def test_entries_without_time_or_id_count_from_when_they_were_seen(newsroom: Newsroom, store: Store) -> None:
    body = b"<rss version='2.0'><channel><item><description>Hej</description></item></channel></rss>"
    with store.read() as tx:
        account = accounts.by_slug(tx, {"museibloggen"})["museibloggen"]
    (comment,) = read_feed(body, Place(account=account), NOON)
    assert comment.at == NOON
    assert comment.id.startswith("sha256:")


def test_a_broken_feed_is_read_as_far_as_it_goes(newsroom: Newsroom, store: Store) -> None:
    with store.read() as tx:
        account = accounts.by_slug(tx, {"museibloggen"})["museibloggen"]
    found = read_feed(atom(ONE, TWO)[:-30], Place(account=account), NOON)
    assert [comment.id for comment in found] == ["1", "2"]
    with pytest.raises(FetchFailed):
        read_feed(b"not xml at all", Place(account=account), NOON)


@pytest.mark.parametrize(
    ("markup", "seen"),
    [
        ("<p>Ett</p><p>Två</p>", "Ett\n\nTvå"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("1 &lt; 2 &amp; 3", "1 < 2 & 3"),
        ("<script>alert(1)</script>Hej", "Hej"),
        ("<img src='x' alt='en katt'>", "en katt"),
        ("<<<p>>>", "<<\n>>"),
    ],
)
def test_markup_becomes_what_a_reader_sees(markup: str, seen: str) -> None:
    assert plain_text(markup) == seen


def test_waits_grow_with_failures_to_an_hour_and_are_spread() -> None:
    waits = [backoff(EVERY, failures, 7) for failures in range(1, 12)]
    assert waits[0] >= 2 * EVERY
    assert all(wait <= timedelta(hours=1) * 1.1 for wait in waits)
    assert len({jitter(EVERY, 0, account) for account in range(60)}) > 40


def test_a_comment_that_was_held_for_approval_comes_in_however_late(
    store: Store, book: RuleBook, newsroom: Newsroom
) -> None:
    held = ("0", "2026-11-12T09:00:00Z", "Granskad först nu")
    site = Site(httpx.Response(200, content=atom(TWO)), httpx.Response(200, content=atom(TWO, held)))
    poll(store, book, site, NOON)
    poll(store, book, site, NOON + timedelta(minutes=6))
    assert [comment.external_id for comment in stored(store)] == ["2", "0"]


def test_an_entry_without_time_or_id_is_one_comment_however_often_it_is_read(
    store: Store, book: RuleBook, newsroom: Newsroom
) -> None:
    body = b"<rss version='2.0'><channel><item><description>Hej</description></item></channel></rss>"
    site = Site(httpx.Response(200, content=body), httpx.Response(200, content=body))
    poll(store, book, site, NOON)
    poll(store, book, site, NOON + timedelta(minutes=6))
    assert len(stored(store)) == 1


def test_an_edited_entry_with_an_id_too_long_to_store_is_still_the_same_comment(
    store: Store, book: RuleBook, newsroom: Newsroom
) -> None:
    number = "x" * 400
    edited = atom((number, "2026-11-24T10:58:00Z", "Hej igen"))
    site = Site(
        httpx.Response(200, content=atom((number, "2026-11-24T10:30:00Z", "Hej"))),
        httpx.Response(200, content=edited),
    )
    poll(store, book, site, NOON)
    poll(store, book, site, NOON + timedelta(minutes=6))
    assert len(stored(store)) == 1


@pytest.mark.parametrize(
    ("kind", "text", "seen"),
    [
        ("text", "1 &lt; 2, skriv &lt;b&gt;", "1 < 2, skriv <b>"),
        ("html", "&lt;b&gt;Hej&lt;/b&gt; &amp;#xD800;&amp;#0; hå", "Hej \ufffd\ufffd hå"),
        ("html", "&#0;&#xD800;Hej", "Hej"),
        ("xhtml", '<div xmlns="http://www.w3.org/1999/xhtml"><p>Hej <b>du</b></p></div>', "Hej du"),
    ],
)
def test_each_kind_of_content_is_read_as_that_kind(
    newsroom: Newsroom, store: Store, kind: str, text: str, seen: str
) -> None:
    body = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id>'
        f'<content type="{kind}">{text}</content></entry></feed>'
    )
    with store.read() as tx:
        account = accounts.by_slug(tx, {"museibloggen"})["museibloggen"]
    (comment,) = read_feed(body.encode(), Place(account=account), NOON)
    assert (comment.text or "").endswith(seen)


@pytest.mark.parametrize("link", ["http://[broken", "javascript:alert(1)", "https://", "https://a b"])
def test_a_link_that_is_none_is_left_out(newsroom: Newsroom, store: Store, link: str) -> None:
    body = f"<rss version='2.0'><channel><item><guid>1</guid><link>{link}</link></item></channel></rss>"
    with store.read() as tx:
        account = accounts.by_slug(tx, {"museibloggen"})["museibloggen"]
    (comment,) = read_feed(body.encode(), Place(account=account), NOON)
    assert comment.url is None


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (httpx.Response(302, headers={"Location": "http://["}), "redirected_elsewhere"),
        (httpx.Response(302, headers={"Location": "//["}), "redirected_elsewhere"),
        (httpx.Response(302, headers={"Location": "http://blogg.example.org/feed"}), "redirected_elsewhere"),
        (httpx.Response(429, headers=[(b"Retry-After", b"\xb2")]), "http_429"),
    ],
)
def test_nonsense_in_an_answers_headers_is_a_failure_like_any_other(
    answer: httpx.Response, code: str
) -> None:
    site = Site(answer)
    with pytest.raises(FetchFailed, match=code):
        judged(site.fetch(Question(url=FEED)))


def test_a_site_that_drips_its_answer_is_left_after_a_while() -> None:
    passed = iter(range(0, 10_000, 10))

    class Dripping(httpx.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            while True:
                yield b" "

    dripping = httpx.MockTransport(lambda request: httpx.Response(200, stream=Dripping()))
    fetch = fetching(dripping, seconds=lambda: float(next(passed)))
    with pytest.raises(FetchFailed, match="timeout"):
        fetch(Question(url=FEED))
    assert next(passed) <= 100


def test_a_source_that_recovers_is_seen_again_at_once(
    store: Store, book: RuleBook, newsroom: Newsroom
) -> None:
    old = ("3", "2026-11-24T06:00:00Z", "Skrevs medan bloggen låg nere")
    site = Site(httpx.Response(200, content=atom(TWO)), httpx.Response(200, content=atom(TWO, old, NEW)))
    poll(store, book, site, NOON)
    poll(store, book, site, NOON + timedelta(hours=4))
    assert state(store).lag_seconds == 60.0
