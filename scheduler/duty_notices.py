"""What is said about duty: a day that nobody has, a day that changes hands; and each one's key."""

from datetime import date, datetime, timedelta

from db.duty import Swap, asked_key
from db.on_calls import OnCall
from db.outbox import NewNotice
from db.rows import Unit
from db.words import NoticeKind
from scheduler.recipients import person_recipient, told_to, unit_recipient
from scheduler.working_calendar import WorkingCalendar

ON_CALL = "on_call"
"""The `detail` of an urgent matter told outside hours, to who is on call."""
AWAY = "away"
"""After the first day, in the `detail` of an on-call that nobody has: she is only away."""


def swap_asked(swap: Swap, *, calendar: WorkingCalendar, version: int | None, now: datetime) -> NewNotice:
    """The question, to who is asked or to the unit's channel; of no use when the day is over."""
    return NewNotice(
        key=asked_key(swap.id),
        kind=NoticeKind.SWAP,
        recipient=unit_recipient(swap.unit_id) if swap.to_id is None else person_recipient(swap.to_id),
        send_at=calendar.next_moment(now),
        expires_at=calendar.midnight(swap.day + timedelta(days=1)),
        unit_id=swap.unit_id,
        person_id=swap.asked_by,
        day=swap.day,
        detail=str(swap.id),
        settings_version=version,
    )


def swap_answered(swap: Swap, *, calendar: WorkingCalendar, version: int | None, now: datetime) -> NewNotice:
    """What came of it, to who asked."""
    return NewNotice(
        key=f"swap:{swap.id}:answered",
        kind=NoticeKind.SWAPPED,
        recipient=person_recipient(swap.asked_by),
        send_at=calendar.next_moment(now),
        unit_id=swap.unit_id,
        person_id=swap.to_id,
        day=swap.day,
        detail=str(swap.id),
        settings_version=version,
    )


def duty_gap(unit: Unit, *, day: date, recipient: str, send_at: datetime, version: int | None) -> NewNotice:
    """Nobody is on duty that day; a recipient's days leave as one message a unit."""
    return NewNotice(
        key=told_to(f"gap:{unit.slug}:{day.isoformat()}", recipient),
        kind=NoticeKind.DUTY_GAP,
        recipient=recipient,
        send_at=send_at,
        gather=f"gap:{unit.id}",
        unit_id=unit.id,
        day=day,
        settings_version=version,
    )


def on_call_ended(
    ended: OnCall, unit: Unit, *, first_day: date, recipient: str, send_at: datetime, version: int | None
) -> NewNotice:
    """Who was to be called on has left the unit: nobody is from `first_day` to the on-call's last day."""
    return NewNotice(
        key=told_to(f"oncall:{ended.id}:ended", recipient),
        kind=NoticeKind.ON_CALL_ENDED,
        recipient=recipient,
        send_at=send_at,
        unit_id=unit.id,
        person_id=ended.person_id,
        day=ended.last_day,
        detail=first_day.isoformat(),
        settings_version=version,
    )


def on_call_away(
    held: OnCall,
    unit: Unit,
    *,
    first_day: date,
    last_day: date,
    recipient: str,
    send_at: datetime,
    version: int | None,
) -> NewNotice:
    """Who is to be called on is away on these days of it: nobody is, but for the next in line."""
    return NewNotice(
        key=told_to(f"oncall:{held.id}:away:{first_day.isoformat()}:{last_day.isoformat()}", recipient),
        kind=NoticeKind.ON_CALL_ENDED,
        recipient=recipient,
        send_at=send_at,
        unit_id=unit.id,
        person_id=held.person_id,
        day=last_day,
        detail=f"{first_day.isoformat()} {AWAY}",
        settings_version=version,
    )
