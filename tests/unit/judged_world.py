"""A hand-made world for the judge: one comment, two working days, everything said as it should be.

The comment comes on Tuesday 24 November 2026 at 10:00 in Stockholm and is due on Wednesday at 10:00; nobody
answers until Wednesday at 10:30, so the whole ladder is climbed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.simulation.judge import Violation, World, judge
from db.people import Team
from db.rows import Account, Away, Comment, Event, Notice, Person, Unit
from db.words import CommentState, EventAction, NoticeKind, NoticeState
from scheduler.port import Outgoing
from scheduler.rulebook import RuleBook
from scheduler.settings import UnitRules

STOCKHOLM = ZoneInfo("Europe/Stockholm")
CHANNEL, SUPERVISOR = "unit:1", "person:3"
ANNA, BO, CECILIA = (
    Person(
        id=number,
        slug=name.lower(),
        chat="slack",
        chat_id=None,
        first_name=name,
        alias=None,
        full_name=None,
        email=None,
        language=None,
        duty_weekdays=list(range(7)),
        active=True,
    )
    for number, name in enumerate(("Anna", "Bo", "Cecilia"), start=1)
)


def at(text: str) -> datetime:
    """A local time in Stockholm."""
    return datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM)


def away(person: Person, day: str) -> Away:
    """She is away that day."""
    that = date.fromisoformat(day)
    return Away(id=1, person_id=person.id, first_day=that, last_day=that, marked_by=None, marked_at=at(day))


@dataclass(frozen=True, kw_only=True)
class Told:
    """One message of one notice."""

    at: str
    kind: NoticeKind
    recipient: str = CHANNEL
    key: str
    facts: dict[str, Any] = field(default_factory=dict)
    doubtful: bool = False

    def heard(self, number: int) -> tuple[datetime, Outgoing]:
        """As the chat heard it."""
        when = at(self.at)
        row: dict[str, Any] = dict.fromkeys(Notice.__dataclass_fields__) | {
            "id": number,
            "key": self.key,
            "kind": self.kind,
            "recipient": self.recipient,
            "unit_id": 1,
            "state": NoticeState.SENDING,
            "created_at": when,
            "send_at": when,
            "attempt": 1,
            "doubtful": self.doubtful,
        }
        notice = Notice(**(row | self.facts))
        return when, Outgoing(
            batch=f"{self.key}#{number}",
            kind=self.kind,
            recipient=self.recipient,
            unit_id=1,
            notices=(notice,),
            doubtful=self.doubtful,
        )


def card(when: str) -> Told:
    """The comment is shown."""
    return Told(at=when, kind=NoticeKind.CARD, key="card:1:1", facts={"comment_id": 1, "episode": 1})


def rung(when: str, name: str, recipient: str = CHANNEL, *, follow_up: bool = False) -> Told:
    """A warning."""
    facts = {"comment_id": 1, "episode": 1, "rung": name, "detail": "follow_up" if follow_up else None}
    word = "follow:1:1:1" if follow_up else "rung:1:1"
    key = f"{word}:{name}" + ("" if recipient == CHANNEL else f":{recipient}")
    return Told(at=when, kind=NoticeKind.RUNG, recipient=recipient, key=key, facts=facts)


def call(when: str, number: int) -> Told:
    """A watch round."""
    day = when.partition(" ")[0]
    key = f"round:kultur:{day}:{number}"
    return Told(at=when, kind=NoticeKind.ROUND, key=key, facts={"round_id": int(day[-2:]) * 10 + number})


ROUNDS = tuple(
    call(f"2026-11-{day} {clock}", number)
    for day in (24, 25)
    for number, clock in enumerate(("08:30", "12:30", "15:00"), start=1)
)
CARD = card("2026-11-24 10:00")
FIRST = rung("2026-11-24 14:30", "1")
SECOND = rung("2026-11-25 08:00", "2")
THIRD = rung("2026-11-25 09:00", "3", SUPERVISOR)
OVERDUE = (rung("2026-11-25 10:00", "overdue"), rung("2026-11-25 10:00", "overdue", SUPERVISOR))
EVERYTHING = (*ROUNDS, CARD, FIRST, SECOND, THIRD, *OVERDUE)

COMMENT = Comment(
    **dict.fromkeys(Comment.__dataclass_fields__)
    | {
        "id": 1,
        "account_id": 1,
        "unit_id": 1,
        "state": CommentState.ANSWERED,
        "episode": 1,
        "written_at": at("2026-11-24 10:00"),
        "first_seen_at": at("2026-11-24 10:00"),
        "due_at": at("2026-11-25 10:00"),
        "history": False,
    }
)


def event(when: str, action: EventAction, *, episode: int = 1) -> Event:
    """Something happened to the comment."""
    return Event(
        id=1,
        comment_id=1,
        episode=episode,
        at=at(when),
        person_id=ANNA.id,
        action=action,
        from_state=None,
        to_state=None,
        reason=None,
        ground=None,
    )


CAME = event("2026-11-24 10:00", EventAction.RECEIVED)
ANSWERED = event("2026-11-25 10:30", EventAction.CLOSED)


def world(
    told: Sequence[Told] = EVERYTHING,
    *,
    events: Sequence[Event] = (CAME, ANSWERED),
    absences: Sequence[Away] = (),
    rules: UnitRules | None = None,
    first: str = "2026-11-24",
    ended: str = "2026-11-26",
    outages: Sequence[tuple[str, str]] = (),
    comments: bool = True,
    **changes: Any,
) -> World:
    """That world, with something else told, or something else the case."""
    heard = sorted((one.heard(number) for number, one in enumerate(told, start=1)), key=lambda each: each[0])
    account = Account(**dict.fromkeys(Account.__dataclass_fields__) | {"id": 1, "unit_id": 1})
    return World(
        book=RuleBook(organisation=rules or UnitRules()),
        units={
            1: Unit(
                id=1, slug="kultur", name="Kultur", chat="slack", channel=None, language=None, active=True
            )
        },
        accounts=[account],
        teams={1: Team(editors=(ANNA, BO), supervisors=(CECILIA,), away=tuple(absences))},
        comments=[replace(COMMENT, **changes)] if comments else [],
        events={1: list(events)},
        heard=heard,
        first=date.fromisoformat(first),
        ended=at(ended),
        outages=[(at(begins), at(ends)) for begins, ends in outages],
    )


def found(told: Sequence[Told] = EVERYTHING, **other: Any) -> set[str]:
    """What the judge finds wrong, in short: its kind, and for what was lost, what."""
    return {_short(one) for one in judge(world(told, **other))}


def without(*gone: Told) -> list[Told]:
    """Everything but these."""
    return [one for one in EVERYTHING if one not in gone]


def _short(one: Violation) -> str:
    return f"{one.kind}: {one.what.partition(',')[0]}" if one.kind.value == "lost" else one.kind.value
