"""The form of a crisis: filled in with what is likely, and read with each fault beside its field (M18)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from db.rows import Account, Crisis, Unit
from db.words import CrisisHours, CrisisState
from handlers.crisis_content import CrisisWish
from handlers.outcome import Choice, Form, FormKind, Outcome, Said, Say
from handlers.sent import Sent, faulty, moment
from scheduler.crisis import LONGEST
from scheduler.working_calendar import WorkingCalendar

EVERY = (30, 60, 120, 180)
"""How many minutes apart somebody may be asked to look; the second is proposed."""
LONGEST_WHY = 300


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A crisis as somebody wants it."""

    why: str
    account_ids: list[int]
    every_minutes: int
    hours: CrisisHours
    ends_at: datetime


def form(
    unit: Unit,
    watched: Sequence[Account],
    *,
    crisis: Crisis | None,
    calendar: WorkingCalendar,
    now: datetime,
    decides: bool,
) -> Form:
    """The form, for a new crisis or for one that is there."""
    if crisis is None:
        day = calendar.next_working_day(calendar.local_day(now))
        wish = CrisisWish(
            why="",
            account_ids=tuple(account.id for account in watched),
            every_minutes=EVERY[1],
            hours=CrisisHours.WORKING,
            ends_at=calendar.close(day),
            decides=decides,
        )
    else:
        wish = CrisisWish(
            why=crisis.why,
            account_ids=tuple(crisis.account_ids),
            every_minutes=crisis.every_minutes,
            hours=crisis.hours,
            ends_at=crisis.ends_at,
            decides=decides,
            runs=crisis.state is CrisisState.RUNNING,
        )
    return Form(
        kind=FormKind.CRISIS if crisis is None else FormKind.CRISIS_CHANGE,
        number=unit.id if crisis is None else crisis.id,
        choices=tuple(Choice(value=str(account.id), label=account.name) for account in watched),
        zone=calendar.zone.key,
        crisis=wish,
    )


def read(sent: Sent, watched: Sequence[Account], calendar: WorkingCalendar) -> Wanted | Outcome:
    """What was sent in, or its faults. What has no end is refused: it can always be prolonged."""
    ids = {str(account.id): account.id for account in watched}
    chosen = [ids[each] for each in sent.get("accounts").split(",") if each in ids]
    ends_at = _end(sent, calendar)
    why = sent.get("why")
    faults: list[tuple[str, Say]] = []
    if not chosen:
        faults.append(("accounts", Say(said=Said.CRISIS_ACCOUNTS_MISSING)))
    if not why:
        faults.append(("why", Say(said=Said.CRISIS_WHY_MISSING)))
    if len(why) > LONGEST_WHY:
        faults.append(("why", Say(said=Said.TEXT_TOO_LONG, count=LONGEST_WHY)))
    if isinstance(ends_at, Say):
        faults.append(("ends_at", ends_at))
    if faults or isinstance(ends_at, Say):
        return faulty(*faults)
    every = sent.get("every")
    return Wanted(
        why=why,
        account_ids=chosen,
        every_minutes=int(every) if every in map(str, EVERY) else EVERY[1],
        hours=_hours(sent.get("hours")),
        ends_at=ends_at,
    )


def _hours(said: str) -> CrisisHours:
    """What was not said: in working time only."""
    return CrisisHours(said) if said in set(CrisisHours) else CrisisHours.WORKING


def _end(sent: Sent, calendar: WorkingCalendar) -> datetime | Say:
    said = sent.get("ends_at")
    if not said:
        return Say(said=Said.CRISIS_END_MISSING)
    at = moment(sent, said, calendar)
    if isinstance(at, Say):
        return at
    if at <= sent.now + timedelta(minutes=1):
        return Say(said=Said.CRISIS_END_PASSED)
    # Days by the calendar: the night on which clocks are put back makes two weeks an hour longer.
    last = (sent.now.astimezone(calendar.zone) + LONGEST).astimezone(UTC)
    return Say(said=Said.CRISIS_TOO_LONG, count=LONGEST.days) if at > last else at
