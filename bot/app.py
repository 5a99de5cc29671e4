"""The only wiring: every part of the bot, joined once. Read this file to see them all."""

import gc
import os
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import structlog

from bot.calendar_door import CalendarDoor
from bot.chat.reception import Reception
from bot.chats import Chats
from bot.config import Config
from bot.config.read import TEAMS
from bot.config.values import TEAMS_CHANNEL
from bot.fetching import fetch_due
from bot.intake_door import IntakeDoor
from bot.mail import Alarm
from bot.metrics import CountedRequests, MeasuredChat, Metrics
from bot.opening import open_store
from bot.prepare import prepared
from bot.serving import WebServer
from bot.slack.calls import SEND_TIMEOUT_SECONDS
from bot.slack.errors import DEAD_TOKEN
from bot.slack.names import CHAT as SLACK
from bot.slack.right_clock import RightClock
from bot.slack.wiring import SlackSide
from bot.source_door import SourceDoor
from bot.sources import places_of
from bot.texts import Texts, texts
from bot.web import COUNTING_AT_ONCE, WAITING_AT_ONCE, Health, web_app
from db import attachments, seals
from db.seals import seal_new
from db.store import Store
from handlers.calendar_link import note_address
from handlers.intake import take
from handlers.linking import note_chats
from handlers.operators_channel import note_operators_channel
from handlers.sources.base import Ask
from handlers.sources.copying import Copied, copy_due
from handlers.sources.doing import Done, do_due
from handlers.sources.fetching import HttpFetch
from handlers.sources.overview import resume_changed
from handlers.sources.polling import Polled, poll_all
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

if TYPE_CHECKING:  # read only where the configuration has [teams]
    from bot.teams.wiring import TeamsSide

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


class MissingExtra(Exception):  # noqa: N818 - says what is missing
    """The configuration asks for what is not installed: `svarsvakt[teams]`."""

    def __init__(self, extra: str) -> None:
        super().__init__(extra)
        self.extra = extra


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
        self.slack = SlackSide(config) if config.slack else None
        if self.slack is not None:
            config = self.slack.with_channel_ids(config)
        self.config, self.store, self.clock = config, store, clock
        self.book = prepared(store, config, clock())
        self.places = places_of(config)
        for account in resume_changed(store, self.places):
            log.info("source_resumed", account=account)
        own_time = clock is not system_clock

        # What sends
        self.metrics = Metrics(store, clock)
        self.teams = self._teams_side(tempo, own_time=own_time)
        self.chat = self._chats(tempo, own_time=own_time)
        self._noted = seals.Head()
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
            else RightClock(self._time_elsewhere, clock)
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
        self._answering = ThreadPoolExecutor(ANSWERS_AT_ONCE, thread_name_prefix="answer")
        self._asking = ThreadPoolExecutor(SOURCES_AT_ONCE, thread_name_prefix="source")
        may_work = self.right_clock or _always
        signed = self.slack.hear(self._reception(SLACK), self._answering) if self.slack else None
        self.socket = self.slack.socket if self.slack else None
        door = self.teams.door(self._reception(TEAMS), self._answering, may_work) if self.teams else None

        # What serves
        self.pages = web_app(
            intake=IntakeDoor(secrets.intake_tokens, self._accept, may_work=may_work),
            health=self._health,
            metrics=self.metrics.text,
            slack=signed,
            teams=door,
            sources=SourceDoor(store, self.places, clock, may_work=may_work),
            calendar=CalendarDoor(store, book=lambda: self.book, clock=clock, texts=self._texts),
            slack_at_once=WAITING_AT_ONCE if store.is_postgres else COUNTING_AT_ONCE,
        )
        self.pages.add_middleware(CountedRequests, metrics=self.metrics)
        self.web = WebServer(self.pages, host=config.http.host, port=config.http.port)
        here = f"http://{config.http.host}:{self.web.port}" if own_time else None
        with store.write() as tx:  # where people's calendars find them; in a rehearsal, on this machine
            note_address(tx, config.http.address or here, clock())
            in_use = ((SLACK, self.slack), (TEAMS, self.teams))
            note_chats(tx, tuple(name for name, side in in_use if side is not None), clock())
            note_operators_channel(tx, config.operator.channel, clock())
            attachments.note_limit(tx, config.attachment_mb, clock())

    def start(self) -> None:
        """Begin: hear, serve, tick. Raises SendError or Unclear when Slack does not let us in."""
        self.web.start()
        if self.slack is not None:
            self.slack.connect()
        self.clockwork.start()
        if self.slack is not None:
            self.slack.watch()
        log.info(
            "started",
            mode=self.config.slack_mode if self.slack else None,
            teams=self.teams is not None,
            port=self.web.port,
            settings=self.book.version,
        )

    def stop(self) -> None:
        """End within ten seconds: nothing new is taken, what is being done is finished."""
        until = monotonic() + STOP_WITHIN.total_seconds()
        parts: list[Callable[[], object]] = [self.web.stop, self.clockwork.stop]
        if self.slack is not None:
            self.slack.unwatch()
            parts.append(self.slack.close)
        pools = [self._answering.shutdown, self._asking.shutdown]
        cleanly = _all_within(until, parts) and _all_within(until, pools)
        if self.teams is not None:
            self.teams.close()
        self.store.close()
        log.info("stopped", cleanly=cleanly)

    # -- the chats --

    def _teams_side(self, tempo: Tempo, *, own_time: bool) -> "TeamsSide | None":
        """Teams, where the configuration has it. Raises MissingExtra."""
        if self.config.teams is None:
            return None
        from bot.teams.wiring import TeamsSide  # noqa: PLC0415 - whoever does not use Teams reads nothing of it

        try:
            return TeamsSide(
                self.config,
                self.config.teams,
                store=self.store,
                book=self.book,
                texts=self._texts_in_teams,
                send_timeout=tempo.send_timeout,
                own_time=own_time,
            )
        except ImportError as missing:
            raise MissingExtra(TEAMS) from missing

    def _chats(self, tempo: Tempo, *, own_time: bool) -> MeasuredChat | Chats:
        """The one chat there is, or both as one."""
        there: dict[str, MeasuredChat] = {}
        if self.slack is not None:
            slack = self.slack.chat(
                store=self.store,
                book=self.book,
                texts=self._texts,
                operator_channel=self.config.operator.channel,
                send_timeout=tempo.send_timeout,
                own_time=own_time,
            )
            there[SLACK] = MeasuredChat(slack, self.metrics, dead_codes=DEAD_TOKEN)
        if self.teams is not None:
            dead = frozenset(self.teams.dead_codes)
            there[TEAMS] = MeasuredChat(self.teams.chat, self.metrics, dead_codes=dead)
        self._each = there
        if len(there) == 1:
            return next(iter(there.values()))
        in_teams = (self.config.operator.channel or "").startswith(TEAMS_CHANNEL)
        return Chats(there, store=self.store, operator=TEAMS if in_teams else SLACK)

    def _reception(self, chat: str) -> Reception:
        return Reception(
            chat=chat,
            store=self.store,
            book=self.book,
            clock=self.clock if self.right_clock is None else self.right_clock.time,
            texts=self._texts if chat == SLACK else self._texts_in_teams,
            wake=self.clockwork.wake,
        )

    def _time_elsewhere(self) -> datetime | None:
        """What time it is at the chat; none: it does not say."""
        if self.slack is not None:
            return self.slack.time()
        return self.teams.time() if self.teams is not None else None

    # -- the jobs --

    def _jobs(self) -> list[Job]:
        config = self.config
        jobs = [
            Job(name="seal", every=EVERY_MOMENT, run=lambda: _ignore(seal_new(self.store, self.clock()))),
        ]
        if self.slack is not None:
            fetch = self.slack.file
            jobs.append(Job(name="files", every=A_FEW_SECONDS, run=lambda: self._fetch(fetch)))
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

    def _fetch(self, fetch: Callable[[str, int], Any]) -> None:
        """Fetch what people attached; the cards then say that it is there."""
        if fetch_due(self.store, fetch, self.clock):
            self.clockwork.wake()

    def _poll(self, ask: Ask) -> None:
        asked = poll_all(
            self.store, self.book, self.places, ask, self.clock, told=_polled, many=self._asking.map
        )
        if asked:
            self.clockwork.wake()
        look_ahead(self.store, self.book, self.places, self.clock())

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
        }
        if self.slack is not None:
            there = self.socket is None or self.socket.connected
            checks["slack"] = "ok" if there else "disconnected"
        if self.teams is not None:
            checks["teams"] = "ok" if self._each[TEAMS].dead_code is None else "refused"
        well = found.healthy and self.pulse.healthy and clock_right
        return Health(well=well, checks=checks)

    def _texts(self, language: str | None) -> Texts:
        return texts(language or self.config.language)

    def _texts_in_teams(self, language: str | None) -> Texts:
        return texts(language or self.config.language, TEAMS)


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
    needed: dict[str, str | None] = {}
    if config.slack:
        needed["SLACK_BOT_TOKEN"] = secrets.slack_bot_token
        if config.slack_mode == "socket":
            needed["SLACK_APP_TOKEN"] = secrets.slack_app_token
        else:
            needed["SLACK_SIGNING_SECRET"] = secrets.slack_signing_secret
    if config.teams is not None and not config.teams.unauthenticated:
        needed["TEAMS_CLIENT_SECRET"] = secrets.teams_client_secret
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
