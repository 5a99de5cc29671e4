"""The only wiring: every part of the bot, joined once. Read this file to see them all."""

import gc
import os
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic
from typing import Any
from uuid import uuid4

import structlog
from slack_bolt import App

from bot.calendar_door import CalendarDoor
from bot.chart import draw
from bot.chat.reception import Reception
from bot.config import Config
from bot.fetching import fetch_due
from bot.intake_door import IntakeDoor
from bot.mail import Alarm
from bot.metrics import CountedRequests, MeasuredChat, Metrics
from bot.opening import open_store
from bot.prepare import prepared
from bot.serving import WebServer
from bot.slack import chat_files
from bot.slack.answers import Answers
from bot.slack.calls import ANSWER_TIMEOUT_SECONDS, SEND_TIMEOUT_SECONDS, SLACK_API, web_client
from bot.slack.channels import with_channel_ids
from bot.slack.errors import DEAD_TOKEN
from bot.slack.hearing import hearing_app
from bot.slack.http import SignedRequests
from bot.slack.names import CHAT as SLACK
from bot.slack.right_clock import RightClock, time_at_slack
from bot.slack.sender import SlackChat
from bot.slack.socket import LineWatch, SocketMode
from bot.source_door import SourceDoor
from bot.sources import places_of
from bot.texts import Texts, texts
from bot.web import COUNTING_AT_ONCE, WAITING_AT_ONCE, Health, web_app
from db import attachments, seals
from db.seals import seal_new
from db.store import Store
from handlers.calendar_link import note_address
from handlers.intake import take
from handlers.sources.base import Ask
from handlers.sources.copying import Copied, copy_due
from handlers.sources.doing import Done, do_due
from handlers.sources.fetching import HttpFetch
from handlers.sources.overview import resume_changed
from handlers.sources.polling import Polled, poll_due
from handlers.sources.registry import kinds
from handlers.sources.trouble import look_ahead
from handlers.sources.webhooks import Worked, work_due
from handlers.turn import turn
from scheduler import alarms, watchdog
from scheduler.claiming import PACE
from scheduler.clock import Clock, system_clock
from scheduler.deliver import Checkpoint, Deliverer, pass_by
from scheduler.jobs import Clockwork, Job
from scheduler.tick import DOWN_AFTER
from scheduler.watchdog import TICKS_WITHIN, OwnPulse

log = structlog.get_logger()

A_FEW_SECONDS = timedelta(seconds=5)
EVERY_MOMENT = timedelta(seconds=15)
EVERY_MINUTE = timedelta(minutes=1)
EVERY_QUARTER = timedelta(minutes=15)
ANSWERS_AT_ONCE = 16
SOURCES_AT_ONCE = 4
"""A platform that is slow to answer holds up a quarter of the others."""
LEASE = timedelta(seconds=150)
"""Longer than all calls of one send at 15 s each (a picture takes five), and the history's lag."""
OWN_LEASE = timedelta(seconds=30)
"""On a simulated clock one process sends, to a workspace whose history does not lag."""
STOP_WITHIN = timedelta(seconds=9)
"""Of the ten that a graceful stop may take."""


class MissingSecret(Exception):  # noqa: N818 - says what is missing
    """A secret without which the bot must not start; `names` are the environment variables."""

    def __init__(self, *names: str) -> None:
        super().__init__(", ".join(names))
        self.names = names


@dataclass(frozen=True, kw_only=True)
class Tempo:
    """How often the clockwork turns, in real time; a simulated clock wants it faster."""

    tick: timedelta = timedelta(seconds=15)
    deliver: timedelta = timedelta(seconds=1)
    down_after: timedelta | None = None  # none: the tick's own
    lease: timedelta | None = (
        None  # in the clock's time; none: as the clock is the machine's or a simulated one
    )
    send_timeout: int = SEND_TIMEOUT_SECONDS  # of the machine's seconds; less than the lease


class Program:
    """The running bot: `start()`, `stop()`; in between everything happens in threads."""

    def __init__(
        self,
        config: Config,
        *,
        store: Store,
        clock: Clock,
        tempo: Tempo,
        checkpoint: Checkpoint = pass_by,
    ) -> None:
        """Join the parts. Raises MissingSecret, SendError when Slack does not take the token, Unclear."""
        secrets = config.secrets
        _require(config)
        api_url = config.slack_api_url or SLACK_API
        token = secrets.slack_bot_token or ""
        config = with_channel_ids(config, web_client(token, api_url=api_url))
        self.config, self.store, self.clock = config, store, clock
        self.book = prepared(store, config, clock())
        self.places = places_of(config)
        for account in resume_changed(store, self.places):
            log.info("source_resumed", account=account)
        own_time = clock is not system_clock

        # What sends
        self.metrics = Metrics(store, clock)
        self.chat = MeasuredChat(
            SlackChat(
                client=web_client(token, api_url=api_url, timeout=tempo.send_timeout),
                store=store,
                book=self.book,
                texts=self._texts,
                operator_channel=config.operator.channel,
                draw=draw,
                own_time=own_time,
            ),
            self.metrics,
            dead_codes=DEAD_TOKEN,
        )
        self._noted = seals.Head()
        self._files = web_client(token, api_url=api_url, timeout=ANSWER_TIMEOUT_SECONDS)
        self._audits = not own_time  # a simulated clock leaps over what an audit would miss
        deliverer = Deliverer(
            store=store,
            chat=self.chat,
            book=self.book,
            owner=f"{os.getpid()}:{uuid4()}",
            lease=tempo.lease or (OWN_LEASE if own_time else LEASE),
            pace=timedelta(0) if own_time else PACE,  # a clock that stands still would hold everything up
            checkpoint=checkpoint,
        )
        self.right_clock = (
            None  # a simulated one is right by definition
            if own_time
            else RightClock(lambda: time_at_slack(web_client(token, api_url=api_url, timeout=5)), clock)
        )
        self.pulse = OwnPulse(max(TICKS_WITHIN, 3 * tempo.tick))
        self.clockwork = Clockwork(
            tick=lambda: self._tick(tempo),
            deliverer=deliverer,
            clock=clock,
            failed=_job_failed,
            jobs=self._jobs(),
            may_work=self.right_clock or _always,
            tick_every=tempo.tick,
            deliver_every=tempo.deliver,
        )

        # What hears
        client = web_client(token, api_url=api_url, timeout=ANSWER_TIMEOUT_SECONDS)
        self._answering = ThreadPoolExecutor(ANSWERS_AT_ONCE, thread_name_prefix="answer")
        self._asking = ThreadPoolExecutor(SOURCES_AT_ONCE, thread_name_prefix="source")
        reception = Reception(
            chat=SLACK,
            store=store,
            book=self.book,
            clock=clock if self.right_clock is None else self.right_clock.time,
            texts=self._texts,
            wake=self.clockwork.wake,
        )
        self.bolt: App = hearing_app(client, reception, Answers(client, self._answering))
        self.socket = (
            SocketMode(self.bolt, secrets.slack_app_token or "", client)
            if config.slack_mode == "socket"
            else None
        )
        self.line = LineWatch(client, self.socket)

        # What serves
        signed = (
            SignedRequests(self.bolt, secrets.slack_signing_secret or "") if self.socket is None else None
        )
        self.pages = web_app(
            intake=IntakeDoor(secrets.intake_tokens, self._accept, may_work=self.right_clock or _always),
            health=self._health,
            metrics=self.metrics.text,
            slack=signed,
            sources=SourceDoor(store, self.places, clock, may_work=self.right_clock or _always),
            calendar=CalendarDoor(store, book=lambda: self.book, clock=clock, texts=self._texts),
            slack_at_once=WAITING_AT_ONCE if store.is_postgres else COUNTING_AT_ONCE,
        )
        self.pages.add_middleware(CountedRequests, metrics=self.metrics)
        self.web = WebServer(self.pages, host=config.http.host, port=config.http.port)
        here = f"http://{config.http.host}:{self.web.port}" if own_time else None
        with store.write() as tx:  # where people's calendars find them; in a rehearsal, on this machine
            note_address(tx, config.http.address or here, clock())
            attachments.note_limit(tx, config.attachment_mb, clock())

    def start(self) -> None:
        """Begin: hear, serve, tick. Raises SendError or Unclear when Slack does not let us in."""
        self.web.start()
        if self.socket is not None:
            self.socket.connect()
        self.clockwork.start()
        self.line.start()
        log.info("started", mode=self.config.slack_mode, port=self.web.port, settings=self.book.version)

    def stop(self) -> None:
        """End within ten seconds: nothing new is taken, what is being done is finished."""
        until = monotonic() + STOP_WITHIN.total_seconds()
        self.line.stop()
        parts: list[Callable[[], object]] = [self.web.stop, self.clockwork.stop]
        if self.socket is not None:
            parts.append(self.socket.close)
        pools = [self._answering.shutdown, self._asking.shutdown]
        cleanly = _all_within(until, parts) and _all_within(until, pools)
        self.store.close()
        log.info("stopped", cleanly=cleanly)

    # -- the jobs --

    def _jobs(self) -> list[Job]:
        config = self.config
        jobs = [
            Job(name="seal", every=EVERY_MOMENT, run=lambda: _ignore(seal_new(self.store, self.clock()))),
            Job(name="files", every=A_FEW_SECONDS, run=self._fetch),
        ]
        if self._audits:
            jobs.append(Job(name="audit", every=EVERY_QUARTER, run=self._audit))
        # A supervisor may give an account a feed at any time; a rehearsal reads what its configuration says.
        if self._audits or any(account.source in kinds() for account in config.register.accounts):
            ask = HttpFetch(private=config.private_hosts)
            files = HttpFetch(private=config.private_hosts, most=config.attachment_mb << 20)
            jobs += [
                Job(name="sources", every=EVERY_MINUTE, run=lambda: self._poll(ask)),
                Job(name="deeds", every=A_FEW_SECONDS, run=lambda: self._do(ask)),
                Job(name="payloads", every=A_FEW_SECONDS, run=self._work),
                Job(name="media", every=A_FEW_SECONDS, run=lambda: self._copy(files)),
            ]
        if config.smtp is not None:
            alarm = Alarm(
                store=self.store,
                smtp=config.smtp,
                password=config.secrets.smtp_password,
                operators=config.operator.email,
                language=config.language,
                zone=config.zone,
                started_at=self.clock(),
            )
            jobs.append(
                Job(
                    name="mail",
                    every=EVERY_MINUTE,
                    run=lambda: _ignore(alarm.check(self.clock(), dead_code=self.chat.dead_code)),
                )
            )
        return jobs

    def _tick(self, tempo: Tempo) -> None:
        try:
            turn(self.store, self.book, self.clock(), down_after=tempo.down_after or DOWN_AFTER)
        except ExceptionGroup:  # some comments could not be planned; everything else was
            self.pulse.beat()
            raise
        self.pulse.beat()

    def _audit(self) -> None:
        with self.store.read() as tx:
            last = seals.head(tx)
        if (
            last != self._noted
        ):  # kept elsewhere than in the database, it shows later that nobody made it anew
            self._noted = last
            log.info("sealed", seals=last.number, head=last.hash)
        for gap in alarms.sound(self.store, self.book, self.clock()):
            log.warning("audit_gap", kind=gap.kind.value, comment=gap.comment_id, key=gap.key, rung=gap.rung)

    def _fetch(self) -> None:
        """Fetch what people attached; the cards then say that it is there."""
        client = self._files
        if fetch_due(
            self.store, lambda file_id, most: chat_files.fetch(client, file_id, most=most), self.clock
        ):
            self.clockwork.wake()

    def _poll(self, ask: Ask) -> None:
        now = self.clock()
        if poll_due(self.store, self.book, self.places, ask, now, told=_polled, many=self._asking.map):
            self.clockwork.wake()
        look_ahead(self.store, self.book, self.places, now)

    def _do(self, ask: Ask) -> None:
        """Do on the platforms what was asked for from chat."""
        if do_due(self.store, self.book, self.places, ask, self.clock, told=_done):
            self.clockwork.wake()

    def _copy(self, files: Ask) -> None:
        """Copy what the public put with their comments."""
        if copy_due(self.store, files, self.clock, told=_copied):
            self.clockwork.wake()

    def _work(self) -> None:
        """Work on what platforms have called us with."""
        if work_due(self.store, self.book, self.places, self.clock, told=_worked):
            self.clockwork.wake()

    # -- what the web server asks --

    def _accept(self, source: str, payload: Any) -> Mapping[str, Any]:
        with self.store.write() as tx:
            result = take(tx, self.book, source, payload, self.clock())
        if result.accepted:
            self.clockwork.wake()
        log.info("intake", source=source, accepted=result.accepted, duplicates=result.duplicates)
        say = texts(self.config.language).intake
        return {
            "accepted": result.accepted,
            "duplicates": result.duplicates,
            "errors": [
                {"index": fault.index, "field": fault.field, "message": say.fault(fault)}
                for fault in result.faults
            ],
        }

    def _health(self) -> Health:
        with self.store.read() as tx:
            found = watchdog.pulse(tx, self.clock())
        clock_right = self.right_clock is None or not self.right_clock.wrong
        checks = {
            "clock": "ok" if clock_right else "wrong",
            "ticks": "ok" if found.healthy and self.pulse.healthy else "stopped",
            "slack": "ok" if self.socket is None or self.socket.connected else "disconnected",
        }
        well = found.healthy and self.pulse.healthy and clock_right
        return Health(well=well, checks=checks)

    def _texts(self, language: str | None) -> Texts:
        return texts(language or self.config.language)


def _all_within(until: float, parts: Sequence[Callable[[], object]]) -> bool:
    """Do these beside each other; False: some was not done in time and is left to itself."""
    threads = [threading.Thread(target=part, name="stop", daemon=True) for part in parts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(max(0.0, until - monotonic()))
    return not any(thread.is_alive() for thread in threads)


def build(
    config: Config,
    *,
    clock: Clock = system_clock,
    tempo: Tempo | None = None,
    checkpoint: Checkpoint = pass_by,
) -> Program:
    """The program, ready to start: its store opened and brought up to date.

    `checkpoint` is called as each step of a send is passed; crash tests end the process there.
    """
    _require(config)
    store = open_store(config.database_url)
    return Program(config, store=store, clock=clock, tempo=tempo or Tempo(), checkpoint=checkpoint)


def run_until(program: Program, stopping: threading.Event) -> None:
    """Run the program until somebody sets the event."""
    program.start()
    settle()
    try:
        stopping.wait()
    finally:
        program.stop()


def settle() -> None:
    """Leave what lives as long as the process out of later collections: each would stop all for 0.1 s."""
    gc.collect()
    gc.freeze()


def _require(config: Config) -> None:
    """Fail closed: an unset secret is a reason not to start."""
    secrets = config.secrets
    needed = {"SLACK_BOT_TOKEN": secrets.slack_bot_token}
    if config.slack_mode == "socket":
        needed["SLACK_APP_TOKEN"] = secrets.slack_app_token
    else:
        needed["SLACK_SIGNING_SECRET"] = secrets.slack_signing_secret
    missing = [name for name, value in needed.items() if not value]
    if missing:
        raise MissingSecret(*missing)


def _job_failed(name: str, error: Exception) -> None:
    log.error("job_failed", job=name, exc_info=error)


def _polled(polled: Polled) -> None:
    if polled.fault is not None:
        log.error("source_fault", account=polled.account_id, exc_info=polled.fault)
    elif polled.error or polled.new or polled.changed:
        log.info(
            "polled",
            account=polled.account_id,
            new=polled.new,
            changed=polled.changed,
            code=polled.error,
            paused=polled.paused,
        )


def _done(done: Done) -> None:
    facts = {"comment": done.comment_id, "deed": done.deed.value, "state": done.state.value}
    if done.fault is not None:
        log.error("deed_fault", **facts, exc_info=done.fault)
    elif done.code is not None:
        log.warning("deed_not_done", **facts, code=done.code)
    else:
        log.info("deed", **facts)


def _copied(copied: Copied) -> None:
    log.info("media", comment=copied.comment_id, bytes=copied.bytes, code=copied.code)


def _worked(worked: Worked) -> None:
    facts = {"payload": worked.payload_id, "source": worked.kind, "code": worked.code}
    if worked.fault is not None:
        log.error("payload_fault", **facts, exc_info=worked.fault)
    elif worked.code is not None:
        log.warning("payload_not_read", **facts, unparsed=worked.unparsed)
    else:
        log.info("payload", **facts, new=worked.new, changed=worked.changed)


def _always() -> bool:
    """A simulated clock may always be gone by."""
    return True


def _ignore(_count: int) -> None:
    """A job gives nothing back."""
