"""The calls to look at the accounts, what is said when nobody could, and each one's key."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from db.outbox import NewNotice
from db.rows import Person, Round, Unit
from db.words import NoticeKind
from scheduler.recipients import OPERATOR, person_recipient, told_to, unit_recipient


def round_key(unit_slug: str, day: date, number: int) -> str:
    """One call of a day."""
    return f"round:{unit_slug}:{day.isoformat()}:{number}"


def round_call(planned: Round, unit: Unit) -> NewNotice:
    """The call to look at the accounts; it expires when the next round (or close) comes."""
    return NewNotice(
        key=round_key(unit.slug, planned.day, planned.number),
        kind=NoticeKind.ROUND,
        recipient=unit_recipient(unit.id),
        send_at=planned.at,
        expires_at=planned.ends_at,
        unit_id=unit.id,
        round_id=planned.id,
        day=planned.day,
        settings_version=planned.settings_version,
    )


def missed_key(unit_slug: str, missed: Round) -> str:
    """That nobody confirmed it."""
    return f"missed:{unit_slug}:{missed.day.isoformat()}:{missed.number}"


def missed_keys(unit: Unit, missed: Round, supervisors: Iterable[Person]) -> tuple[str, ...]:
    """Under whichever key it was told: to another editor, the channel, a supervisor, the operator."""
    key = missed_key(unit.slug, missed)
    others = (unit_recipient(unit.id), OPERATOR, *(person_recipient(one.id) for one in supervisors))
    return (key, *(told_to(key, each) for each in others))


def round_missed(
    missed: Round,
    unit: Unit,
    *,
    recipient: str,
    send_at: datetime,
    expires_at: datetime,
    person_id: int | None,
) -> NewNotice:
    """Nobody confirmed a round: one other editor is asked, once."""
    return NewNotice(
        key=missed_key(unit.slug, missed),
        kind=NoticeKind.ROUND_MISSED,
        recipient=recipient,
        send_at=send_at,
        expires_at=expires_at,
        unit_id=unit.id,
        round_id=missed.id,
        day=missed.day,
        person_id=person_id,
        settings_version=missed.settings_version,
    )


def twice_unlooked(
    missed: Round, unit: Unit, *, recipient: str, send_at: datetime, expires_at: datetime
) -> NewNotice:
    """Twice running nobody could look during a crisis: a supervisor is asked, in person."""
    asked = round_missed(
        missed, unit, recipient=recipient, send_at=send_at, expires_at=expires_at, person_id=None
    )
    return replace(asked, key=told_to(asked.key, recipient))


def unwatched(
    unit: Unit, *, account_id: int, day: date, recipient: str, send_at: datetime, version: int | None
) -> NewNotice:
    """Nobody looked at this account all day; a recipient's accounts leave as one message."""
    return NewNotice(
        key=told_to(f"unwatched:{account_id}:{day.isoformat()}", recipient),
        kind=NoticeKind.UNWATCHED,
        recipient=recipient,
        send_at=send_at,
        gather=f"unwatched:{unit.id}:{day.isoformat()}",
        unit_id=unit.id,
        account_id=account_id,
        day=day,
        settings_version=version,
    )
