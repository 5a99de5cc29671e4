"""What is said about duty between colleagues, and each one's key."""

from datetime import datetime, timedelta

from db.duty import Swap, asked_key
from db.outbox import NewNotice
from db.words import NoticeKind
from scheduler.notices import person_recipient, unit_recipient
from scheduler.working_calendar import WorkingCalendar

ON_CALL = "on_call"
"""The `detail` of an urgent matter told outside hours, to who is on call."""


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
