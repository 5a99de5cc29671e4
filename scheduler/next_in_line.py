"""Who hears instead when the chat refuses a recipient for good. Pure."""

from collections.abc import Sequence
from datetime import date, datetime

from db.outbox import NewNotice
from db.people import Team
from db.rows import Notice
from db.words import NoticeKind
from scheduler import unit_notices
from scheduler.at_work import supervisors_hearing
from scheduler.notices import told_instead
from scheduler.recipients import OPERATOR, unit_recipient

PRIVATE = frozenset(
    {
        NoticeKind.SIGN,
        NoticeKind.SIGN_UNSURE,
        NoticeKind.SWAP,
        NoticeKind.SWAPPED,
        NoticeKind.WELCOME,
        NoticeKind.INSTALLED,
    }
)
"""Said to one person and to nobody else: a greeting; what an editor forgot, or asks a colleague."""


def told_instead_of(notice: Notice, *, team: Team | None, day: date, now: datetime) -> tuple[NewNotice, ...]:
    """The rows for the next in line: channel -> supervisors -> operator; an editor -> her unit's channel.

    It ends, because everybody has one key for one thing: whoever was told is not told again.
    """
    if notice.recipient == OPERATOR or notice.kind in PRIVATE:
        return ()
    if notice.recipient.startswith("unit:"):
        heirs = (OPERATOR,) if team is None else supervisors_hearing(team, day)
        return tuple(told_instead(notice, heir, now) for heir in heirs)
    asked_first = notice.kind is NoticeKind.ROUND_MISSED and not notice.key.endswith(
        f":{_suffix(notice.recipient)}"
    )
    if asked_first and notice.unit_id is not None:
        return (told_instead(notice, unit_recipient(notice.unit_id), now),)
    return (told_instead(notice, OPERATOR, now),)


def operator_hears(rows: Sequence[Notice], *, code: str, day: date, now: datetime) -> NewNotice | None:
    """The operator is shown whom the chat refuses, by the chat's own word for why; once a day.

    That somebody added the bot and took it away again before it could greet her is nobody's business.
    """
    refused = rows[0]
    if refused.recipient == OPERATOR or refused.kind is NoticeKind.INSTALLED:
        return None
    return unit_notices.operator(code, about=refused.recipient, day=day, now=now, unit_id=refused.unit_id)


def _suffix(recipient: str) -> str:
    word, _, number = recipient.partition(":")
    return f"{word[0]}{number}"
