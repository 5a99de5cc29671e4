"""What can be sent, and each one's key.

A key says what is said, about what and to whom, never when: saying it twice is impossible because the key is
unique. `send_at` is always in the unit's working time, but for what answers a person's own action.
"""

from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum

from db.outbox import NewNotice
from db.rows import Comment, Crisis, Notice, Reply, Round, Unit
from db.words import NoticeKind
from scheduler.settings import ChatRules
from scheduler.working_calendar import WorkingCalendar

OPERATOR = "operator"
CARDS = "cards"
"""Cards that waited for opening leave as one digest."""
WARNINGS = "warnings"
"""Warnings to one recipient within the gathering time leave as one message."""
FOLLOW_UP = "follow_up"
"""The `detail` of a rung that reminds of a promised answer."""


class CrisisNews(StrEnum):
    """What can be said of a crisis; with its number the `detail` of the notice."""

    ASKED = "asked"
    """Somebody asks for it: to those who may start it."""
    DECLINED = "declined"
    """It was not started: to who asked."""
    STARTED = "started"
    CHANGED = "changed"
    ENDING = "ending"
    """It ends soon: is that enough? To those who may prolong it."""
    ENDED = "ended"


WARNING_KINDS = frozenset({NoticeKind.RUNG, NoticeKind.ARRIVED_LATE})
"""Told twice rather than not at all."""


def unit_recipient(unit_id: int) -> str:
    """The unit's channel."""
    return f"unit:{unit_id}"


def person_recipient(person_id: int) -> str:
    """A direct message."""
    return f"person:{person_id}"


def _told(key: str, recipient: str) -> str:
    """The key of the same thing said to somebody else than usual: `...:p7`, `...:u3`, `...:operator`."""
    word, _, number = recipient.partition(":")
    return f"{key}:{word[0]}{number}" if number else f"{key}:{word}"


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
    return key if recipient.startswith("unit:") else _told(key, recipient)


def ladder_key(key: str) -> str:
    """The ladder that a rung's key belongs to: `rung:118:1`, or `follow:118:1:2` after the second promise."""
    parts = key.split(":")
    return ":".join(parts[: 4 if parts[0] == "follow" else 3])


def round_key(unit_slug: str, day: date, number: int) -> str:
    """One call of a day."""
    return f"round:{unit_slug}:{day.isoformat()}:{number}"


def card(
    comment: Comment, *, calendar: WorkingCalendar, chat: ChatRules, now: datetime, version: int | None
) -> NewNotice:
    """A comment's card, at once in working time, else with the digest at opening (unless `always`)."""
    at_once = not chat.quiet_outside_hours or calendar.is_working(now)
    return NewNotice(
        key=card_key(comment.id, comment.episode),
        kind=NoticeKind.CARD,
        recipient=unit_recipient(comment.unit_id),
        send_at=now if at_once else calendar.next_moment(now),
        gather=None if at_once else CARDS,
        unit_id=comment.unit_id,
        comment_id=comment.id,
        episode=comment.episode,
        account_id=comment.account_id,
        settings_version=version,
    )


def own_card(comment: Comment, *, now: datetime, version: int | None) -> NewNotice:
    """The card of a comment claimed from a digest: it answers a click, so it goes at once."""
    return NewNotice(
        key=own_card_key(comment.id),
        kind=NoticeKind.CARD,
        recipient=unit_recipient(comment.unit_id),
        send_at=now,
        unit_id=comment.unit_id,
        comment_id=comment.id,
        episode=comment.episode,
        account_id=comment.account_id,
        detail="own",
        settings_version=version,
    )


def arrived_late(
    comment: Comment, *, calendar: WorkingCalendar, now: datetime, version: int | None
) -> NewNotice:
    """A comment first seen past its answer time, instead of its card: told at the next working moment."""
    return NewNotice(
        key=f"late:{comment.id}:{comment.episode}",
        kind=NoticeKind.ARRIVED_LATE,
        recipient=unit_recipient(comment.unit_id),
        send_at=calendar.next_moment(now),
        gather=CARDS,
        unit_id=comment.unit_id,
        comment_id=comment.id,
        episode=comment.episode,
        account_id=comment.account_id,
        rung="late",
        settings_version=version,
    )


def rung(
    comment: Comment, *, name: str, recipient: str, send_at: datetime, version: int | None, follow_up: int = 0
) -> NewNotice:
    """One step of the ladder to one recipient."""
    return NewNotice(
        key=rung_key(comment.id, comment.episode, name, recipient, follow_up=follow_up),
        kind=NoticeKind.RUNG,
        recipient=recipient,
        send_at=send_at,
        gather=WARNINGS,
        unit_id=comment.unit_id,
        comment_id=comment.id,
        episode=comment.episode,
        account_id=comment.account_id,
        rung=name,
        detail=FOLLOW_UP if follow_up else None,
        settings_version=version,
    )


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
        key=f"missed:{unit.slug}:{missed.day.isoformat()}:{missed.number}",
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
    return replace(asked, key=_told(asked.key, recipient))


def unwatched(
    unit: Unit, *, account_id: int, day: date, recipient: str, send_at: datetime, version: int | None
) -> NewNotice:
    """Nobody looked at this account all day; a recipient's accounts leave as one message."""
    return NewNotice(
        key=_told(f"unwatched:{account_id}:{day.isoformat()}", recipient),
        kind=NoticeKind.UNWATCHED,
        recipient=recipient,
        send_at=send_at,
        gather=f"unwatched:{unit.id}:{day.isoformat()}",
        unit_id=unit.id,
        account_id=account_id,
        day=day,
        settings_version=version,
    )


def sign(
    reply: Reply, comment: Comment, *, person_id: int, send_at: datetime, version: int | None
) -> NewNotice:
    """A published reply lacks its sign-off: its editor hears, privately."""
    return NewNotice(
        key=f"sign:{reply.id}",
        kind=NoticeKind.SIGN,
        recipient=person_recipient(person_id),
        send_at=send_at,
        unit_id=comment.unit_id,
        comment_id=comment.id,
        episode=comment.episode,
        account_id=comment.account_id,
        person_id=person_id,
        reply_id=reply.id,
        settings_version=version,
    )


def sign_unsure(
    reply: Reply, comment: Comment, *, person_id: int, send_at: datetime, version: int | None
) -> NewNotice:
    """Is this reply signed? Asked once, privately."""
    asked = sign(reply, comment, person_id=person_id, send_at=send_at, version=version)
    return replace(asked, key=f"sign_unsure:{reply.id}", kind=NoticeKind.SIGN_UNSURE)


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
    return NewNotice(
        key=f"moved:{away_id}:{comment.id}",
        kind=NoticeKind.MOVED,
        recipient=unit_recipient(comment.unit_id),
        send_at=calendar.next_moment(now),
        gather=f"moved:{away_id}",
        unit_id=comment.unit_id,
        comment_id=comment.id,
        episode=comment.episode,
        account_id=comment.account_id,
        person_id=person_id,
        settings_version=version,
    )


def urgent(comment: Comment, *, recipient: str, send_at: datetime, version: int | None) -> NewNotice:
    """Somebody marked the comment as urgent: told in person, each by itself."""
    return NewNotice(
        key=_told(f"urgent:{comment.id}:{comment.episode}", recipient),
        kind=NoticeKind.URGENT,
        recipient=recipient,
        send_at=send_at,
        unit_id=comment.unit_id,
        comment_id=comment.id,
        episode=comment.episode,
        account_id=comment.account_id,
        settings_version=version,
    )


def welcome_key(person_id: int, turn: int) -> str:
    """A greeting with a comment to practise on; a person may ask for another."""
    return f"welcome:{person_id}:{turn}"


def welcome(*, person_id: int, turn: int, unit_id: int, send_at: datetime, version: int | None) -> NewNotice:
    """Three lines to a new editor, and a comment to practise on."""
    return NewNotice(
        key=welcome_key(person_id, turn),
        kind=NoticeKind.WELCOME,
        recipient=person_recipient(person_id),
        send_at=send_at,
        unit_id=unit_id,
        person_id=person_id,
        settings_version=version,
    )


def draft_to_read(
    comment: Comment, *, draft_id: int, writer_id: int, reader_id: int, send_at: datetime, version: int | None
) -> NewNotice:
    """A colleague asks for a second pair of eyes; the draft itself is never in the message."""
    return NewNotice(
        key=f"draft:{draft_id}:read",
        kind=NoticeKind.DRAFT_TO_READ,
        recipient=person_recipient(reader_id),
        send_at=send_at,
        unit_id=comment.unit_id,
        comment_id=comment.id,
        episode=comment.episode,
        account_id=comment.account_id,
        person_id=writer_id,
        settings_version=version,
    )


def draft_read(
    comment: Comment, *, draft_id: int, writer_id: int, reader_id: int, send_at: datetime, version: int | None
) -> NewNotice:
    """The second reader is done: whoever wrote the draft hears."""
    asked = draft_to_read(
        comment,
        draft_id=draft_id,
        writer_id=reader_id,
        reader_id=writer_id,
        send_at=send_at,
        version=version,
    )
    return replace(asked, key=f"draft:{draft_id}:done", kind=NoticeKind.DRAFT_READ)


def registrar(
    comment: Comment, *, reminder: int, recipient: str, send_at: datetime, version: int | None
) -> NewNotice:
    """The comment waits for its diary number: each reminder once."""
    return NewNotice(
        key=_told(f"registrar:{comment.id}:{reminder}", recipient),
        kind=NoticeKind.REGISTRAR,
        recipient=recipient,
        send_at=send_at,
        unit_id=comment.unit_id,
        comment_id=comment.id,
        episode=comment.episode,
        account_id=comment.account_id,
        settings_version=version,
    )


def not_attached(comment: Comment, *, attachment: int, code: str, recipient: str, now: datetime) -> NewNotice:
    """A file of the comment could not be fetched: told at once, it answers what somebody did."""
    return NewNotice(
        key=f"not_attached:{attachment}",
        kind=NoticeKind.NOT_ATTACHED,
        recipient=recipient,
        send_at=now,
        unit_id=comment.unit_id,
        comment_id=comment.id,
        episode=comment.episode,
        account_id=comment.account_id,
        detail=code,
    )


def duty_gap(unit: Unit, *, day: date, recipient: str, send_at: datetime, version: int | None) -> NewNotice:
    """Nobody is on duty that day; a recipient's days leave as one message a unit."""
    return NewNotice(
        key=_told(f"gap:{unit.slug}:{day.isoformat()}", recipient),
        kind=NoticeKind.DUTY_GAP,
        recipient=recipient,
        send_at=send_at,
        gather=f"gap:{unit.id}",
        unit_id=unit.id,
        day=day,
        settings_version=version,
    )


def crisis(
    about: Crisis,
    *,
    news: CrisisNews,
    recipient: str,
    send_at: datetime,
    version: int | None,
    expires_at: datetime | None = None,
) -> NewNotice:
    """News of a crisis, once a recipient for each change of it."""
    key = f"crisis:{about.id}:{news.value}:{about.revision}"
    return NewNotice(
        key=key if recipient.startswith("unit:") else _told(key, recipient),
        kind=NoticeKind.CRISIS,
        recipient=recipient,
        send_at=send_at,
        expires_at=expires_at,
        unit_id=about.unit_id,
        detail=f"{news.value} {about.id}",
        settings_version=version,
    )


def week(
    *, iso_week: str, person_id: int, person_slug: str, send_at: datetime, version: int | None
) -> NewNotice:
    """Veckan i korthet, one message a supervisor for all their units."""
    return NewNotice(
        key=f"week:{iso_week}:{person_slug}",
        kind=NoticeKind.WEEK,
        recipient=person_recipient(person_id),
        send_at=send_at,
        person_id=person_id,
        week=iso_week,
        settings_version=version,
    )


def operator(code: str, *, about: str, day: date, now: datetime, unit_id: int | None = None) -> NewNotice:
    """Something that the person who runs the bot can mend: a code, what it is about; once a day."""
    return NewNotice(
        key=f"operator:{code}:{about}:{day.isoformat()}"[:200],
        kind=NoticeKind.OPERATOR,
        recipient=OPERATOR,
        send_at=now,
        unit_id=unit_id,
        day=day,
        detail=f"{code} {about}",
    )


def told_instead(notice: Notice, recipient: str, now: datetime) -> NewNotice:
    """The same thing for the next in line; whoever has it already under this key is not told again."""
    return NewNotice(
        key=_told(notice.key.removesuffix(_told("", notice.recipient)), recipient),
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
