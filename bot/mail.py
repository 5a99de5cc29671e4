"""E-mail when chat is dead: to supervisors and the operator, once an incident, without what anybody wrote.

An incident is one row (`marks`). It begins when the chat refuses the bot for good, or when a warning has not
left for 15 minutes; it ends when neither is so any more. Who has been told is written after each e-mail, so
a crash in between tells that reader again rather than not at all.
"""

import json
import smtplib
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import Connection, select

from bot.config import Smtp
from bot.texts import texts
from db import accounts, health, marks, people
from db.models import marks as marks_table
from db.store import Store, insert_new
from scheduler.notices import WARNING_KINDS

log = structlog.get_logger()

INCIDENT = "mail:incident"
UNDELIVERED_FOR = timedelta(minutes=15)
TAKEN_FOR = timedelta(minutes=5)
"""One process mails; another may take over when it has not finished within this."""
OVER = "over"


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One e-mail to one reader."""

    to: str
    subject: str
    body: str


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Who is to be told of which units."""

    email: str
    language: str
    units: tuple[int, ...] = ()
    operates: bool = False


@dataclass(frozen=True, kw_only=True)
class Incident:
    """What is known of an incident: since when, who has been told, who mails right now and until when."""

    since: datetime
    told: frozenset[str] = field(default_factory=frozenset)
    taken_until: datetime | None = None

    def stored(self) -> str:
        """As the mark's value."""
        return json.dumps(
            {
                "told": sorted(self.told),
                "taken_until": self.taken_until.isoformat() if self.taken_until else None,
            }
        )


class Alarm:
    """Looks once a minute whether the chat is dead, and tells by e-mail."""

    def __init__(
        self,
        *,
        store: Store,
        smtp: Smtp,
        password: str | None,
        operators: Sequence[str],
        language: str,
        zone: str,
        started_at: datetime,
    ) -> None:
        """`started_at`: what waited before the program started has had no time to leave."""
        self._store = store
        self._smtp = smtp
        self._password = password
        self._operators = tuple(operators)
        self._language = language
        self._zone = ZoneInfo(zone)
        self._started_at = started_at

    def check(self, now: datetime, *, dead_code: str | None = None) -> int:
        """Begin, continue or end the incident; how many e-mails went out.

        `dead_code`: the chat's word for why it refuses everything, if it does.
        """
        with self._store.write() as tx:
            late = self._undelivered(tx, now)
            dead = bool(late) or dead_code is not None
            incident = _take(tx, now, since=min((each.since for each in late), default=now), dead=dead)
            if incident is None:
                return 0
            readers = self._readers(tx, [each.unit_id for each in late if each.unit_id is not None])
            names = {unit.id: unit.name for unit in accounts.units(tx)}
        counts = {each.unit_id: each.count for each in late if each.unit_id is not None}
        untold = [reader for reader in readers if reader.email not in incident.told]
        letters = [self._letter(reader, incident, counts, names, dead_code) for reader in untold]
        return self._send(letters, incident, now)

    def _undelivered(self, tx: Connection, now: datetime) -> list[health.Undelivered]:
        if now - self._started_at < UNDELIVERED_FOR:
            return []
        return health.undelivered(tx, WARNING_KINDS, now - UNDELIVERED_FOR)

    def _readers(self, tx: Connection, late_units: Sequence[int]) -> list[Reader]:
        """The operator and the supervisors: of the units that wait for a warning, else of all."""
        units = late_units or [unit.id for unit in accounts.units(tx)]
        found: dict[str, Reader] = {}
        for unit_id, team in people.teams(tx, units).items():
            for person in team.supervisors:
                if person.email:
                    before = found.get(person.email)
                    found[person.email] = Reader(
                        email=person.email,
                        language=person.language or self._language,
                        units=(*(before.units if before else ()), unit_id),
                    )
        for email in self._operators:
            found[email] = Reader(email=email, language=self._language, units=tuple(units), operates=True)
        return list(found.values())

    def _letter(
        self,
        reader: Reader,
        incident: Incident,
        counts: Mapping[int, int],
        names: Mapping[int, str],
        dead_code: str | None,
    ) -> Letter:
        mail = texts(reader.language).mail
        waiting = [(names[unit], counts[unit]) for unit in reader.units if unit in counts]
        body = (
            mail.to_operator(waiting, incident.since, self._zone, code=dead_code)
            if reader.operates
            else mail.to_supervisor(waiting, incident.since, self._zone)
        )
        return Letter(to=reader.email, subject=mail.subject(), body=body)

    def _send(self, letters: Sequence[Letter], incident: Incident, now: datetime) -> int:
        told = set(incident.told)
        sent = 0
        for letter in letters:
            try:
                deliver(letter, self._smtp, self._password)
            except (OSError, smtplib.SMTPException) as error:
                log.error("mail_failed", error=type(error).__name__)  # noqa: TRY400 - a mail server's message names its readers
                break  # the rest would fare the same; the next look tries again
            told.add(letter.to)
            sent += 1
            with self._store.write() as tx:
                progress = Incident(
                    since=incident.since, told=frozenset(told), taken_until=incident.taken_until
                )
                marks.note(tx, INCIDENT, incident.since, progress.stored())
        with self._store.write() as tx:
            done = Incident(since=incident.since, told=frozenset(told))
            marks.note(tx, INCIDENT, incident.since, done.stored())
        if sent:
            log.warning("mail_sent", count=sent, since=incident.since.isoformat(), at=now.isoformat())
        return sent


def deliver(letter: Letter, smtp: Smtp, password: str | None) -> None:
    """Hand one e-mail to the mail server. Raises OSError or SMTPException."""
    message = EmailMessage()
    message["From"] = smtp.sender
    message["To"] = letter.to
    message["Subject"] = letter.subject
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.body)
    with smtplib.SMTP(smtp.host, smtp.port, timeout=20) as server:
        if smtp.starttls:
            server.starttls(context=ssl.create_default_context())
        if smtp.username and password:
            server.login(smtp.username, password)
        server.send_message(message)


def _take(tx: Connection, now: datetime, *, since: datetime, dead: bool) -> Incident | None:
    """The incident that this process is to mail about now, if there is one; ends it when the chat is back."""
    insert_new(
        tx, marks_table, [{"name": INCIDENT, "at": now, "value": OVER}]
    )  # so that there is a row to lock
    row = tx.execute(
        select(marks_table.c.at, marks_table.c.value).where(marks_table.c.name == INCIDENT).with_for_update()
    ).one()
    known = _read(row.at, row.value) if row.value != OVER else None
    if not dead:
        if known is not None:
            marks.note(tx, INCIDENT, now, OVER)
        return None
    if known is not None and known.taken_until is not None and known.taken_until > now:
        return None
    incident = known or Incident(since=since)
    taken = Incident(since=incident.since, told=incident.told, taken_until=now + TAKEN_FOR)
    marks.note(tx, INCIDENT, incident.since, taken.stored())
    return taken


def _read(since: datetime, value: str) -> Incident:
    stored = json.loads(value)
    until = stored["taken_until"]
    return Incident(
        since=since,
        told=frozenset(stored["told"]),
        taken_until=datetime.fromisoformat(until) if until else None,
    )
