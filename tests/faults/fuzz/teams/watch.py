"""The bot under fuzzed activities, and what must hold after each of them and at the end."""

import io
import json
import logging
import re
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any, Self

import structlog
from sqlalchemy import Connection, Row, func, select

from bot import logs
from bot.teams.activities import CARD, MOST_BYTES
from bot.teams.connector import trusted as may_speak_there
from db import people as people_of
from db.models import accounts, comments, conversations, events, identities, memberships, people, units
from db.words import Role
from tests.faults.fuzz.mutations import Request
from tests.faults.fuzz.teams.house import PASSWORD, TeamsHouse
from tests.faults.fuzz.teams.people import TENANT
from tests.faults.fuzz.watch import shortly
from tests.faults.fuzz.words import CANARY, LURE
from tests.teams.cards.adaptive import problems, things

TICK_EACH = 150
"""So many activities later a quarter of an hour has passed, and everything due is said."""
WORK = (comments, events, people, memberships)
STRUCTURE = (memberships, units, accounts)
"""What only supervisors change."""
NOT_SAID = re.compile(
    r"<\s*/?\s*at\b|\{\{|[\u202a-\u202e\u2066-\u2069\x00]|\bNone\b|Traceback", re.IGNORECASE
)


class Watch:
    """One house, its log, and its requests counted."""

    def __init__(self, folder: Path) -> None:
        self.house = TeamsHouse(folder)
        self.log = io.StringIO()
        self.statuses: Counter[str] = Counter()
        self.written = 0

    def __enter__(self) -> Self:
        root = logging.getLogger()
        self._before = root.handlers[:], root.level
        logs.set_up(as_json=True, stream=self.log)
        self.house.__enter__()
        self._sqlite = closing(sqlite3.connect(self.house.path)).__enter__()
        self._linked = self._whole(identities)
        self._time_passes()
        return self

    def __exit__(self, *failed: object) -> None:
        self._sqlite.close()
        if failed[0] is None:
            self._stored_nothing_odd()
        self.house.__exit__()
        root = logging.getLogger()
        root.handlers[:], level = self._before
        root.setLevel(level)
        structlog.reset_defaults()
        if failed[0] is None:
            self._logged_nothing_private()

    @property
    def requests(self) -> int:
        """How many there were."""
        return sum(self.statuses.values())

    def __call__(self, request: Request) -> None:
        """Send it, and see that nothing happened that must not."""
        trusted, version = _trusted(request), self._version()
        with self.house.store.read() as tx:
            who = _person(tx, request)
        answer = self.house.ask(request.method, request.path, request.body, request.headers)
        self.statuses[f"{answer.status} teams"] += 1
        what = shortly(request)
        assert answer.status < 500 or answer.status == 501, what
        assert not self.house.pool.failed, (self.house.pool.failed, what)
        changed = self._version() != version
        self.written += changed
        assert trusted or not changed, f"an unauthenticated write by {what}"
        assert trusted or answer.status >= 400, what
        assert PASSWORD.encode() not in answer.body, what
        if changed:
            with self.house.store.read() as tx:
                now = _State.of(tx)
                now.follows(self._state, tx, who, what)
            self._state = now
        if answer.body and answer.status == 200:
            _said(json.loads(answer.body), self.house, what)
        self._look_at_what_was_said(what)
        if self.requests % TICK_EACH == 0:
            self._time_passes()

    def _time_passes(self) -> None:
        self.house.worked()
        self._look_at_what_was_said("the clock")
        with self.house.store.read() as tx:
            self._state = _State.of(tx)

    def _version(self) -> int:
        """Another number whenever anybody has committed anything."""
        return int(self._sqlite.execute("PRAGMA data_version").fetchone()[0])

    def _whole(self, table: Any) -> list[Any]:
        with self.house.store.read() as tx:
            return sorted(map(tuple, tx.execute(select(table))), key=repr)

    def _look_at_what_was_said(self, what: str) -> None:
        """Teams takes each message, and nobody is called or linked because a stranger's words say so."""
        for _, activity in self.house.service.new:
            assert len(json.dumps(activity, ensure_ascii=False).encode()) <= MOST_BYTES, what
            for attached in activity.get("attachments") or ():
                if attached.get("contentType") == CARD:
                    _card(attached["content"], what)
        self.house.service.new.clear()

    def _stored_nothing_odd(self) -> None:
        new = set(self._whole(identities)) - set(self._linked)
        assert not new, f"somebody was taken for somebody else: {new}"
        with self.house.store.read() as tx:
            for row in tx.execute(select(conversations)):
                assert may_speak_there(row.service_url, local=True), row
                assert row.kind in {"personal", "channel", "groupChat"}, row
                assert row.tenant_id in {None, TENANT}, row
                assert "\0" not in repr(tuple(row)), row

    def _logged_nothing_private(self) -> None:
        said = self.log.getvalue()
        for private in (CANARY, PASSWORD, "teams_hearing_failed", "teams_answer_failed", "Traceback"):
            assert private not in said, next(line for line in said.splitlines() if private in line)


class _State:
    """What is stored of the units' work, and by whom."""

    def __init__(self, events: int, structure: list[Any], work: list[int]) -> None:
        self.events, self.structure, self.work = events, structure, work

    @classmethod
    def of(cls, tx: Connection) -> "_State":
        """As it is now."""
        newest = tx.execute(select(func.max(events.c.id))).scalar_one() or 0
        structure = [sorted(map(repr, tx.execute(select(table)))) for table in STRUCTURE]
        work = [tx.execute(select(func.count()).select_from(table)).scalar_one() for table in WORK]
        return cls(newest, structure, [*work, tx.execute(select(func.sum(comments.c.version))).scalar_one()])

    def follows(self, before: "_State", tx: Connection, hers: int | None, what: str) -> None:
        """Only somebody who may has changed it, and it stands there under her own name."""
        if hers is None:
            assert self.work == before.work, f"a stranger changed something by {what}"
            assert self.structure == before.structure, f"a stranger changed something by {what}"
            return
        places = tx.execute(select(memberships).where(memberships.c.person_id == hers)).all()
        if self.structure != before.structure:
            assert any(row.role is Role.SUPERVISOR for row in places), f"an editor changed a unit by {what}"
        for event in tx.execute(_since(before.events)):
            assert event.person_id in {None, hers}, f"under another's name by {what}"
            if event.person_id == hers:
                assert _may(tx, event, places, hers), f"another unit's comment by {what}"


def _since(number: int) -> Any:
    joined = events.join(comments, comments.c.id == events.c.comment_id)
    joined = joined.join(accounts, accounts.c.id == comments.c.account_id)
    return (
        select(events.c.person_id, comments.c.unit_id, accounts.c.deputy_id)
        .select_from(joined)
        .where(events.c.id > number)
    )


def _may(tx: Connection, event: Row[Any], places: Any, hers: int) -> bool:
    return event.unit_id in {row.unit_id for row in places} or event.deputy_id == hers


def _said(answer: Any, house: TeamsHouse, what: str) -> None:
    """What goes back with a request is one that Teams takes, and that somebody understands."""
    task = answer.get("task") if isinstance(answer, dict) else None
    if task is not None:
        value = task["value"]
        assert task["type"] in {"continue", "message"}, what
        if task["type"] == "continue":
            _card(value["card"]["content"], what)
            house.service.cards.append(value["card"]["content"])
        else:
            _sentence(value, what)
    elif answer:
        assert answer["statusCode"] == 200, what
        if answer["type"] == CARD:
            _card(answer["value"], what)
            house.service.cards.append(answer["value"])
        else:
            _sentence(answer["value"], what)


def _sentence(said: Any, what: str) -> None:
    assert isinstance(said, str), what
    assert said.strip(), what
    assert not NOT_SAID.search(said), (said, what)


def _card(card: dict[str, Any], what: str) -> None:
    assert problems(card) == (), (problems(card), what)
    ours = [entity["text"] for entity in card["msteams"].get("entities", [])]
    for thing in things({name: held for name, held in card.items() if name != "msteams"}):
        assert LURE not in str(thing.get("url", "")), what
        for name in ("text", "title", "label", "placeholder"):
            said = thing.get(name)
            if isinstance(said, str):
                for words in ours:
                    said = said.replace(words, "")
                assert not re.search(r"<\s*/?\s*at\b|\{\{|[\u202a-\u202e\x00]", said, re.IGNORECASE), (
                    said,
                    what,
                )


def _trusted(request: Request) -> bool:
    """It comes from whoever holds the password; judged apart from the bot's own judge."""
    said = [value for name, value in request.headers if name.lower() == "authorization"]
    return f"Bearer {PASSWORD}".encode() in said


def _person(tx: Connection, request: Request) -> int | None:
    """Whom the bot knows her by whom the activity says that it comes from; none: nobody."""
    try:
        by = json.loads(request.body)["from"]
        person = people_of.by_chat(tx, "teams", str(by.get("aadObjectId") or by["id"]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return person.id if person is not None else None
