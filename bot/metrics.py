"""What Prometheus may ask: counts and times of the bot's work, never of people or what they wrote."""

from collections.abc import Callable, Iterable, MutableMapping
from datetime import datetime
from time import perf_counter
from typing import Any, TypeVar

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Receive, Scope, Send

from db import health, marks, payloads
from db.rows import Message, Notice
from db.source_words import PayloadState
from db.store import Store
from scheduler.glance import LAST_TICK
from scheduler.port import CannotTell, Chat, Outgoing, Ref, SendError, Unclear

T = TypeVar("T")


class Metrics:
    """One program's metrics, in a registry of its own."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self.registry = CollectorRegistry()
        self.sends = Counter(
            "svarsvakt_sends",
            "Attempts to send or update a message, by what came of them.",
            ["kind", "outcome"],
            registry=self.registry,
        )
        self.requests = Counter(
            "svarsvakt_http_requests",
            "HTTP requests answered.",
            ["route", "status"],
            registry=self.registry,
        )
        self.request_seconds = Histogram(
            "svarsvakt_http_request_seconds",
            "How long HTTP requests took.",
            ["route"],
            registry=self.registry,
        )
        self.registry.register(_FromStore(store, clock))

    def text(self) -> tuple[bytes, str]:
        """The answer to `GET /metrics` and its content type."""
        return generate_latest(self.registry), CONTENT_TYPE_LATEST


class MeasuredChat:
    """A chat that counts what becomes of each send, and remembers whether it can be reached at all."""

    def __init__(self, chat: Chat, metrics: Metrics, *, dead_codes: frozenset[str] = frozenset()) -> None:
        self._chat = chat
        self._metrics = metrics
        self._dead_codes = dead_codes
        self.dead_code: str | None = None
        """The chat's word for why nothing at all can be sent, until something is."""

    def send(self, outgoing: Outgoing, now: datetime) -> Ref:
        """Send, counted."""
        return self._counted(outgoing.kind.value, lambda: self._chat.send(outgoing, now))

    def update(self, message: Message, notices: tuple[Notice, ...], now: datetime) -> None:
        """Bring up to date, counted."""
        self._counted("update", lambda: self._chat.update(message, notices, now))

    def find(self, outgoing: Outgoing, since: datetime) -> Ref | CannotTell | None:
        """Ask the history, counted when it cannot be read."""
        found = self._chat.find(outgoing, since)
        if isinstance(found, CannotTell):
            self._metrics.sends.labels(outgoing.kind.value, "cannot_tell").inc()
        return found

    def _counted(self, kind: str, call: Callable[[], T]) -> T:
        outcomes = self._metrics.sends
        try:
            result = call()
        except SendError as error:
            if error.code in self._dead_codes:
                self.dead_code = error.code
            outcomes.labels(kind, "refused" if error.permanent else "put_off").inc()
            raise
        except Unclear:
            outcomes.labels(kind, "unclear").inc()
            raise
        self.dead_code = None
        outcomes.labels(kind, "done").inc()
        return result


class _FromStore(Collector):
    """What is asked of the store when Prometheus asks us: four indexed statements and a mark."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def describe(self) -> Iterable[Metric]:
        """Nothing at registration: the store need not be there yet."""
        return ()

    def collect(self) -> Iterable[Metric]:
        """The gauges, read in one transaction."""
        now = self._clock()
        with self._store.read() as tx:
            waiting = health.open_comments(tx)
            outbox = health.outbox(tx)
            sources = health.source_health(tx)
            waiting_payloads = payloads.counts(tx)
            tick = marks.read(tx, [LAST_TICK]).get(LAST_TICK)
        count = GaugeMetricFamily("svarsvakt_open_comments", "Comments that wait, by unit.", labels=["unit"])
        oldest = GaugeMetricFamily(
            "svarsvakt_oldest_due_seconds",
            "Seconds until the unit's most urgent comment is due; negative when it is past.",
            labels=["unit"],
        )
        for unit in waiting:
            count.add_metric([unit.unit], unit.count)
            if unit.oldest_due is not None:
                oldest.add_metric([unit.unit], (unit.oldest_due - now).total_seconds())
        rows = GaugeMetricFamily("svarsvakt_outbox", "Rows of the outbox, by state.", labels=["state"])
        for state, number in outbox.items():
            rows.add_metric([state.value], number)
        lag = GaugeMetricFamily(
            "svarsvakt_source_lag_seconds", "How far behind a source is, by account.", labels=["account"]
        )
        failures = GaugeMetricFamily(
            "svarsvakt_source_failures", "How often in a row a source has failed.", labels=["account"]
        )
        paused = GaugeMetricFamily(
            "svarsvakt_source_paused", "1 while a source's credentials are not taken.", labels=["account"]
        )
        quota = GaugeMetricFamily(
            "svarsvakt_source_quota_used", "What a source has used of its day's quota.", labels=["account"]
        )
        ends = GaugeMetricFamily(
            "svarsvakt_source_credentials_end_seconds",
            "Seconds until a source's credentials end.",
            labels=["account"],
        )
        for source in sources:
            failures.add_metric([source.account], source.failures)
            paused.add_metric([source.account], int(source.paused))
            quota.add_metric([source.account], source.quota_used)
            if source.token_ends_at is not None:
                ends.add_metric([source.account], (source.token_ends_at - now).total_seconds())
            if source.lag_seconds is not None:
                lag.add_metric([source.account], source.lag_seconds)
        age = GaugeMetricFamily("svarsvakt_last_tick_age_seconds", "Seconds since the clock last ticked.")
        if tick is not None:
            age.add_metric([], (now - tick.at).total_seconds())
        called = GaugeMetricFamily(
            "svarsvakt_payloads", "Payloads from platforms that are not done, by state.", labels=["state"]
        )
        for payload_state in (PayloadState.WAITING, PayloadState.FAILED):
            called.add_metric([payload_state.value], waiting_payloads.get(payload_state, 0))
        return [count, oldest, rows, lag, failures, paused, quota, ends, called, age]


ROUTES = ("/intake/", "/sources/", "/slack/events", "/calendar/", "/healthz", "/metrics")


class CountedRequests:
    """ASGI: counts and times each HTTP request by route; a path that somebody tries is never a label."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass it on, and note its status and how long it took."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        route = next((route for route in ROUTES if scope["path"].startswith(route)), "other")
        status = "500"

        async def noting(message: MutableMapping[str, Any]) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = str(message["status"])
            await send(message)

        begun = perf_counter()
        try:
            await self._app(scope, receive, noting)
        finally:
            self._metrics.requests.labels(route, status).inc()
            self._metrics.request_seconds.labels(route).observe(perf_counter() - begun)
