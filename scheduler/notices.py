"""What can be said of a comment, and each one's key; what else can be said is in `..._notices.py` beside it.

A key says what is said, about what and to whom, never when: saying it twice is impossible because the key is
unique. `send_at` is always in the unit's working time, but for what answers a person's own action.
"""

from datetime import datetime

from db.outbox import NewNotice
from db.rows import Comment, Notice
from db.words import NoticeKind
from scheduler.comment_notice import about
from scheduler.recipients import told_to, unit_recipient
from scheduler.settings import ChatRules
from scheduler.working_calendar import WorkingCalendar

CARDS = "cards"
"""Cards that waited for opening leave as one digest."""
WARNINGS = "warnings"
"""Warnings to one recipient within the gathering time leave as one message."""
FOLLOW_UP = "follow_up"
"""The `detail` of a rung that reminds of a promised answer."""
WARNING_KINDS = frozenset({NoticeKind.RUNG, NoticeKind.ARRIVED_LATE})
"""Told twice rather than not at all."""


def card_key(comment_id: int, episode: int = 1) -> str:
    """A comment's first showing in this episode."""
    return f"card:{comment_id}:{episode}"


def own_card_key(comment_id: int) -> str:
    """The card of a comment that stood in a digest until somebody took it."""
    return f"card:{comment_id}:own"


def rung_key(comment_id: int, episode: int, rung: str, recipient: str, *, follow_up: int = 0) -> str:
    """A rung of an episode; a follow-up's rungs count holding replies, so that each has its own ladder."""
    ladder = f"follow:{comment_id}:{episode}:{follow_up}" if follow_up else f"rung:{comment_id}:{episode}"
    key = f"{ladder}:{rung}"
    return key if recipient.startswith("unit:") else told_to(key, recipient)


def ladder_key(key: str) -> str:
    """The ladder that a rung's key belongs to: `rung:118:1`, or `follow:118:1:2` after the second promise."""
    parts = key.split(":")
    return ":".join(parts[: 4 if parts[0] == "follow" else 3])


def card(
    comment: Comment, *, calendar: WorkingCalendar, chat: ChatRules, now: datetime, version: int | None
) -> NewNotice:
    """A comment's card, at once in working time, else with the digest at opening (unless `always`)."""
    at_once = not chat.quiet_outside_hours or calendar.is_working(now)
    return about(
        comment,
        key=card_key(comment.id, comment.episode),
        kind=NoticeKind.CARD,
        recipient=unit_recipient(comment.unit_id),
        send_at=now if at_once else calendar.next_moment(now),
        gather=None if at_once else CARDS,
        version=version,
    )


def own_card(comment: Comment, *, now: datetime, version: int | None) -> NewNotice:
    """The card of a comment claimed from a digest: it answers a click, so it goes at once."""
    return about(
        comment,
        key=own_card_key(comment.id),
        kind=NoticeKind.CARD,
        recipient=unit_recipient(comment.unit_id),
        send_at=now,
        detail="own",
        version=version,
    )


def arrived_late(
    comment: Comment, *, calendar: WorkingCalendar, now: datetime, version: int | None
) -> NewNotice:
    """A comment first seen past its answer time, instead of its card: told at the next working moment."""
    return about(
        comment,
        key=f"late:{comment.id}:{comment.episode}",
        kind=NoticeKind.ARRIVED_LATE,
        recipient=unit_recipient(comment.unit_id),
        send_at=calendar.next_moment(now),
        gather=CARDS,
        rung="late",
        version=version,
    )


def rung(
    comment: Comment, *, name: str, recipient: str, send_at: datetime, version: int | None, follow_up: int = 0
) -> NewNotice:
    """One step of the ladder to one recipient."""
    return about(
        comment,
        key=rung_key(comment.id, comment.episode, name, recipient, follow_up=follow_up),
        kind=NoticeKind.RUNG,
        recipient=recipient,
        send_at=send_at,
        gather=WARNINGS,
        rung=name,
        detail=FOLLOW_UP if follow_up else None,
        version=version,
    )


def moved(
    comment: Comment,
    *,
    away_id: int,
    person_id: int,
    calendar: WorkingCalendar,
    now: datetime,
    version: int | None,
) -> NewNotice:
    """A comment whose claimer (`person_id`) is away waits for somebody; all of them leave as one message."""
    return about(
        comment,
        key=f"moved:{away_id}:{comment.id}",
        kind=NoticeKind.MOVED,
        recipient=unit_recipient(comment.unit_id),
        send_at=calendar.next_moment(now),
        gather=f"moved:{away_id}",
        person_id=person_id,
        version=version,
    )


def urgent(comment: Comment, *, recipient: str, send_at: datetime, version: int | None) -> NewNotice:
    """Somebody marked the comment as urgent: told in person, each by itself."""
    return about(
        comment,
        key=told_to(f"urgent:{comment.id}:{comment.episode}", recipient),
        kind=NoticeKind.URGENT,
        recipient=recipient,
        send_at=send_at,
        version=version,
    )


def told_instead(notice: Notice, recipient: str, now: datetime) -> NewNotice:
    """The same thing for the next in line; whoever has it already under this key is not told again."""
    return NewNotice(
        key=told_to(notice.key.removesuffix(told_to("", notice.recipient)), recipient),
        kind=notice.kind,
        recipient=recipient,
        send_at=now,
        unit_id=notice.unit_id,
        comment_id=notice.comment_id,
        episode=notice.episode,
        rung=notice.rung,
        round_id=notice.round_id,
        account_id=notice.account_id,
        person_id=notice.person_id,
        reply_id=notice.reply_id,
        week=notice.week,
        day=notice.day,
        detail=notice.detail,
        gather=notice.gather,
        expires_at=notice.expires_at,
        settings_version=notice.settings_version,
    )
