"""The bot under fuzzed requests, and what must hold after each of them and at the end."""

import io
import json
import logging
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any, Self

import structlog
from sqlalchemy import func, select

from bot import logs
from db.models import away, comments, events, memberships, people, replies
from handlers.turn import turn
from scheduler.deliver import Deliverer
from tests.faults.doors.house import OTHER_TOKEN, SIGNING, TOKEN, House, bearer
from tests.faults.doors.requests import BODY, WEBB
from tests.faults.fuzz.mutations import Request
from tests.faults.fuzz.trust import person, trusted
from tests.faults.fuzz.words import CANARY, LURE

SECRETS = (TOKEN, OTHER_TOKEN, SIGNING, "xoxb-", "xapp-")
MENTION = re.compile(r"<([!@#][^<>]*)>")
BAD_BLOCKS = frozenset(
    {"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long", "no_text"}
)
TICK_EACH = 400
"""So many requests later the clock moves a quarter of an hour, and everything due is said."""


class Watch:
    """One house, its log, and its requests counted."""

    def __init__(self, folder: Path) -> None:
        self.house = House(folder)
        self.log = io.StringIO()
        self.statuses: Counter[str] = Counter()
        self.written = 0

    def __enter__(self) -> Self:
        root = logging.getLogger()
        self._before = root.handlers[:], root.level
        logs.set_up(as_json=True, stream=self.log)
        self.house.__enter__()
        url = str(self.house.program.config.database_url)
        self._sqlite = closing(sqlite3.connect(url.removeprefix("sqlite:///"))).__enter__()  # type: ignore[attr-defined]
        for number in range(3):
            assert (
                self.house.ask("POST", WEBB, BODY.replace(b'"1"', b'"%d"' % number), bearer()).status == 200
            )
        worked(self.house)
        return self

    def __exit__(self, *failed: object) -> None:
        known = self._known()
        self._sqlite.close()
        self.house.__exit__()
        root = logging.getLogger()
        root.handlers[:], level = self._before
        root.setLevel(level)
        structlog.reset_defaults()
        if failed[0] is None:
            self._told_nothing_odd(known)
            self._logged_nothing_private()

    @property
    def requests(self) -> int:
        """How many there were."""
        return sum(self.statuses.values())

    def __call__(self, request: Request) -> None:
        """Send it, and see that nothing happened that must not."""
        known_to_us, version, work = trusted(request), self._version(), self._outsiders_work(request)
        answer = self.house.ask(request.method, request.path, request.body, request.headers)
        door = request.path.split("?")[0].split("/")[1][:7] or "/"
        self.statuses[
            f"{answer.status} {door if door in {'intake', 'slack', 'healthz', 'metrics'} else 'other'}"
        ] += 1
        assert answer.status < 500, shortly(request)
        changed = self._version() != version
        self.written += changed
        assert known_to_us or not changed, f"an unauthenticated write by {shortly(request)}"
        assert known_to_us or answer.status >= 400 or request.method in {"GET", "HEAD"}, shortly(request)
        assert not any(secret.encode() in answer.body for secret in SECRETS), shortly(request)
        if work is not None:
            assert self._work_done() == work, f"a stranger changed something by {shortly(request)}"
        if "/slack/events" in request.path and answer.body[:1] == b"{":
            _no_lure(json.loads(answer.body))
        if self.requests % TICK_EACH == 0:
            worked(self.house)

    def _version(self) -> int:
        """Another number whenever anybody has committed anything."""
        return int(self._sqlite.execute("PRAGMA data_version").fetchone()[0])

    def _outsiders_work(self, request: Request) -> tuple[int, ...] | None:
        """What somebody whom only Slack knows must leave as it is; none for everybody else."""
        is_slack = request.path == "/slack/events"
        return self._work_done() if is_slack and person(request) in {"U-OUTSIDER", "U-NY"} else None

    def _work_done(self) -> tuple[int, ...]:
        with self.house.program.store.read() as tx:
            whole = [tx.execute(select(func.count()).select_from(table)).scalar_one() for table in WORK]
            return (*whole, tx.execute(select(func.sum(comments.c.version))).scalar_one() or 0)

    def _known(self) -> set[str]:
        with self.house.program.store.read() as tx:
            return {str(found) for found in tx.execute(select(people.c.chat_id)).scalars()}

    def _told_nothing_odd(self, known: set[str]) -> None:
        """No message mentions anybody because a stranger's words say so, and Slack would take each."""
        for call in self.house.workspace.state.calls:  # its server has stopped
            assert call.error not in BAD_BLOCKS, shortly(call)
            for text in _marked(call.args):
                mentions = {found.split("|")[0] for found in MENTION.findall(text)}
                assert mentions <= {f"@{one}" for one in known}, shortly(call)
                assert f"<https://{LURE}" not in text, shortly(call)

    def _logged_nothing_private(self) -> None:
        said = self.log.getvalue()
        for private in (CANARY, *SECRETS):
            assert private not in said, next(line for line in said.splitlines() if private in line)
        for failure in ("slack_listener_failed", "job_failed", "Traceback"):
            assert failure not in said, next(line for line in said.splitlines() if failure in line)


WORK = (comments, events, replies, away, people, memberships)


def worked(house: House) -> None:
    """A quarter of an hour passes, and everything due is said."""
    program = house.program
    house.clock.move(timedelta(minutes=15))
    turn(program.store, program.book, house.clock())
    deliverer = Deliverer(
        store=program.store,
        chat=program.chat,
        book=program.book,
        owner="house",
        lease=timedelta(seconds=30),
        pace=timedelta(0),
    )
    while deliverer.deliver_one(house.clock()):
        pass


def shortly(found: object) -> str:
    """So much of it that one sees what it was."""
    said = repr(found)
    return said if len(said) < 3_000 else f"{said[:2_000]} ... {said[-1_000:]}"


def _no_lure(answer: Any) -> None:
    for text in _marked(answer):
        assert not MENTION.search(text), text
        assert f"<https://{LURE}" not in text, text


def _marked(value: Any) -> Iterator[str]:
    """Every text that Slack would read as markup: the top-level one, and all that is not `plain_text`."""
    if isinstance(value, str) and value[:1] in "[{":
        try:
            value = json.loads(value)
        except ValueError:
            return
    if isinstance(value, list):
        for each in value:
            yield from _marked(each)
    elif isinstance(value, dict):
        text = value.get("text")
        if isinstance(text, str) and value.get("type") != "plain_text":
            yield text
        for name, each in value.items():
            if name != "metadata" and (not isinstance(each, str) or name in ("blocks", "view")):
                yield from _marked(each)
