"""The two-minute story: which steps are done, read from what the bot has stored, and what the guide tells."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from bot.config import Config
from bot.sandbox.bot_process import BotProcess, BotState
from bot.sandbox.prologue import numbers
from bot.sandbox.samples.sample import at
from bot.sandbox.samples.week import WEEK
from bot.sandbox.samples.weekend import AFTER_OPENING, EVENING
from bot.sandbox.townhall import channel_id
from db.models import away, comments, confirmations, events, messages, notices, replies
from db.store import Store
from db.words import CommentState, EventAction, NoticeKind, NoticeState, SignatureResult

OPENS = at("fri 14:50")
ROUND_AT = at("fri 15:00")
EVENING_FROM = at("fri 16:30")
MONDAY_AT = at("next_mon 08:00")
AWAY_AT = at("next_mon 08:22")
CRASH_AT = at("next_mon 09:10")
WEEK_AT = at("next_mon 12:00")
SORTED = 10
"""So many closed as "Behöver inget svar" on Monday, and the newcomer has seen how."""

ANSWER = "/besvarad {number} Hej! Anmälan öppnar den 1 december, och nybörjargruppen heter Första steget."
AWAY = "/svarsvakt borta @{person} idag"
WHY = "/svarsvakt varför {number}"


@dataclass(frozen=True, kw_only=True)
class Scene:
    """Whom and what the story is about."""

    channel: str  # the unit's, in the workspace
    channel_name: str
    editor: str  # slugs
    colleague: str
    supervisor: str
    supervisor_chat_id: str
    supervisor_name: str
    claim: str  # the sample comment that is claimed and answered

    @classmethod
    def of(cls, config: Config) -> "Scene":
        """The unit of the comment that the story follows, its first two editors and its supervisor."""
        sample = next(sample for sample in WEEK if sample.name == "k-dans")
        register = config.register
        account = next(account for account in register.accounts if account.slug == sample.account)
        unit = next(unit for unit in register.units if unit.slug == account.unit)
        people = {person.slug: person for person in register.people}
        supervisor = people[unit.supervisors[0]]
        return cls(
            channel=channel_id(unit.channel or ""),
            channel_name=(unit.channel or "").removeprefix("#"),
            editor=unit.editors[0],
            colleague=unit.editors[1],
            supervisor=supervisor.slug,
            supervisor_chat_id=supervisor.chat_id or "",
            supervisor_name=supervisor.first_name,
            claim=sample.name,
        )


class Story:
    """Asked by the page about once a second: a handful of small queries."""

    def __init__(
        self,
        *,
        store: Store,
        scene: Scene,
        bot: BotProcess,
        clock: Callable[[], datetime],
        handed_in: Callable[[], int],
        posted: Callable[[], Sequence[Mapping[str, Any]]],
    ) -> None:
        """`posted`: every message that the bot ever posted, with its metadata."""
        self._store = store
        self._scene = scene
        self._bot = bot
        self._clock = clock
        self._handed_in = handed_in
        self._posted = posted

    def __call__(self) -> tuple[dict[str, bool], dict[str, Any]]:
        """Which steps are done, and the facts."""
        now = self._clock()
        with self._store.read() as tx:
            return self._steps(tx, now), self._facts(tx, now)

    def _steps(self, tx: Connection, now: datetime) -> dict[str, bool]:
        looked = (confirmations.c.at >= ROUND_AT, confirmations.c.how == "button")
        taken = (events.c.at >= OPENS, events.c.action == EventAction.CLAIMED)
        answered = replies.c.at >= OPENS
        signed = (replies.c.signature == SignatureResult.SIGNED) | replies.c.mended_at.is_not(None)
        needless = (comments.c.state == CommentState.NO_REPLY_NEEDED, comments.c.closed_at >= MONDAY_AT)
        week = (
            notices.c.kind == NoticeKind.WEEK,
            notices.c.state == NoticeState.SENT,
            notices.c.sent_at >= WEEK_AT,
        )
        return {
            "round": _count(tx, confirmations, *looked) > 0,
            "claimed": _count(tx, events, *taken) > 0,
            "answered": _count(tx, replies, answered) > 0,
            "mended": _count(tx, replies, answered, signed) > 0,
            "evening": now >= MONDAY_AT,
            "sorted": _count(tx, comments, *needless) >= SORTED,
            "away": _count(tx, away, away.c.marked_at >= OPENS) > 0,
            "crash": self._bot.crashes > 0 and self._bot.state is BotState.RUNNING,
            "week": _count(tx, notices, *week) > 0,
        }

    def _facts(self, tx: Connection, now: datetime) -> dict[str, Any]:
        scene = self._scene
        number = numbers(tx, WEEK).get(scene.claim)
        shown = tx.execute(
            select(messages.c.reference)
            .join(comments, comments.c.message_id == messages.c.id)
            .where(comments.c.id == number)
        ).scalar_one_or_none()
        told = _count(
            tx,
            messages,
            messages.c.sent_at >= EVENING_FROM,
            messages.c.sent_at < min(MONDAY_AT, now),
            messages.c.channel == scene.channel,
        )
        return {
            "channel": scene.channel,
            "channel_name": scene.channel_name,
            "claim": number,
            "claim_ts": shown,
            "answer": ANSWER.format(number=number),
            "away": AWAY.format(person=scene.colleague),
            "why": WHY.format(number=number),
            "round_at": ROUND_AT.isoformat(),
            "monday_at": MONDAY_AT.isoformat(),
            "away_at": AWAY_AT.isoformat(),
            "crash_at": CRASH_AT.isoformat(),
            "week_at": WEEK_AT.isoformat(),
            "supervisor": scene.supervisor_chat_id,
            "supervisor_name": scene.supervisor_name,
            "evening_received": len(numbers(tx, EVENING)),
            "evening_told": told,
            "crashed": self._bot.crashes > 0,
            "handed_in": self._handed_in(),
            "stored": len(numbers(tx, AFTER_OPENING)),
            "doubled": doubled(self._posted()),
        }


def doubled(posted: Sequence[Mapping[str, Any]]) -> int:
    """How many messages were posted more than once: each carries its key."""
    keys = Counter(
        message["metadata"]["event_payload"]["key"]
        for message in posted
        if message.get("metadata", {}).get("event_payload", {}).get("key")
    )
    return sum(count - 1 for count in keys.values())


def _count(tx: Connection, table: Any, *where: Any) -> int:
    counted: int = tx.execute(select(func.count()).select_from(table).where(*where)).scalar_one()
    return counted
