"""Metrics tell how the bot fares, and nothing of anybody."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from bot.intake_door import IntakeDoor
from bot.metrics import CountedRequests, MeasuredChat, Metrics
from bot.serving import WebServer
from bot.web import Health, web_app
from db import marks, outbox
from db.outbox import NewNotice
from db.rows import Message, Notice
from db.store import Store
from db.words import NoticeKind
from scheduler.glance import LAST_TICK
from scheduler.port import CannotTell, Outgoing, Ref, SendError, Unclear
from tests.newsroom import Newsroom

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
OUTGOING = Outgoing(batch="card:1:1", kind=NoticeKind.CARD, recipient="unit:1", unit_id=1, notices=())


class Answering:
    """A chat that answers each send with the next of what it was given."""

    def __init__(self, *answers: Exception | None) -> None:
        self.answers = list(answers)

    def send(self, outgoing: Outgoing, now: datetime) -> Ref:
        answer = self.answers.pop(0)
        if answer is not None:
            raise answer
        return Ref(channel="C1", reference="1.1")

    def update(self, message: Message, notices: tuple[Notice, ...], now: datetime) -> None:
        raise SendError("message_not_found", permanent=True)

    def find(self, outgoing: Outgoing, since: datetime) -> Ref | CannotTell | None:
        return CannotTell()


def test_the_store_is_counted_when_asked(store: Store, newsroom: Newsroom) -> None:
    with store.write() as tx:
        marks.note(tx, LAST_TICK, NOW - timedelta(seconds=30))
        card = NewNotice(key="card:1:1", kind=NoticeKind.CARD, recipient="unit:1", send_at=NOW)
        outbox.add(tx, [card], NOW)
    text = Metrics(store, lambda: NOW).text()[0].decode()
    assert 'svarsvakt_open_comments{unit="kultur"} 0.0' in text
    assert 'svarsvakt_outbox{state="pending"} 1.0' in text
    assert 'svarsvakt_outbox{state="dead"} 0.0' in text
    assert "svarsvakt_last_tick_age_seconds 30.0" in text


def test_names_of_people_are_not_in_the_metrics(store: Store, newsroom: Newsroom) -> None:
    text = Metrics(store, lambda: NOW).text()[0].decode()
    for private in ("Anna", "Cecilia", "cecilia@example.org", "U-ANNA"):
        assert private not in text


def test_each_send_is_counted_by_what_came_of_it(store: Store) -> None:
    metrics = Metrics(store, lambda: NOW)
    chat = MeasuredChat(
        Answering(None, SendError("ratelimited"), SendError("channel_not_found", permanent=True), Unclear()),
        metrics,
    )
    chat.send(OUTGOING, NOW)
    for raised in (SendError, SendError, Unclear):
        with pytest.raises(raised):
            chat.send(OUTGOING, NOW)
    chat.find(OUTGOING, NOW)
    text = metrics.text()[0].decode()
    for outcome in ("done", "put_off", "refused", "unclear", "cannot_tell"):
        assert f'svarsvakt_sends_total{{kind="card",outcome="{outcome}"}} 1.0' in text


def test_a_dead_token_is_remembered_until_something_is_sent(store: Store) -> None:
    chat = MeasuredChat(
        Answering(SendError("token_revoked"), None),
        Metrics(store, lambda: NOW),
        dead_codes=frozenset({"token_revoked"}),
    )
    with pytest.raises(SendError):
        chat.send(OUTGOING, NOW)
    assert chat.dead_code == "token_revoked"
    chat.send(OUTGOING, NOW)
    assert chat.dead_code is None


def test_each_request_is_counted_by_route_and_status_never_by_what_somebody_tried(store: Store) -> None:
    metrics = Metrics(store, lambda: NOW)
    pages = web_app(
        intake=IntakeDoor({"webb": "hemligt"}, lambda source, payload: {}),
        health=lambda: Health(well=True, checks={}),
        metrics=metrics.text,
    )
    pages.add_middleware(CountedRequests, metrics=metrics)
    server = WebServer(pages, host="127.0.0.1", port=0)
    server.start()
    with httpx.Client(base_url=f"http://127.0.0.1:{server.port}", trust_env=False) as client:
        client.get("/healthz")
        client.post("/intake/webb", content=b"{}")
        client.get("/wp-admin/hemligt")
        text = client.get("/metrics").text
    server.stop()
    assert 'svarsvakt_http_requests_total{route="/healthz",status="200"} 1.0' in text
    assert 'svarsvakt_http_requests_total{route="/intake/",status="401"} 1.0' in text
    assert 'svarsvakt_http_requests_total{route="other",status="404"} 1.0' in text
    assert "wp-admin" not in text
