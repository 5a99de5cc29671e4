"""Comments and notices as the command line gives them to machines: words of the design, ISO 8601 times."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any
from zoneinfo import ZoneInfo

from bot.cli.asked import Names
from db.attachments import Attachment
from db.records import Record
from db.rows import Comment, Event, Notice, Reply
from handlers.outlook import Coming


def told(value: Any, zone: ZoneInfo) -> Any:
    """A stored value as JSON has it."""
    if isinstance(value, datetime):
        return value.astimezone(zone).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def comment_row(comment: Comment, known: Names, zone: ZoneInfo) -> dict[str, Any]:
    """One comment. The columns of intake and import keep their names, so that it can be read in again."""
    account = known.accounts[comment.account_id]
    row = {
        "number": comment.id,
        "account": account.slug,
        "account_name": account.name,
        "unit": known.units[comment.unit_id].slug,
        "platform": account.platform,
        "external_id": comment.external_id,
        "thread_id": comment.thread_id,
        "parent_id": comment.parent_id,
        "source": comment.source,
        "author": comment.author,
        "text": comment.text,
        "edited_text": comment.edited_text,
        "edited_at": comment.edited_at,
        "gone": comment.gone,
        "gone_at": comment.visibility_at if comment.gone else None,
        "gone_by": comment.gone_by,
        "url": comment.url,
        "written_at": comment.written_at,
        "first_seen_at": comment.first_seen_at,
        "state": comment.state,
        "episode": comment.episode,
        "due_at": comment.due_at,
        "last_working_moment": comment.last_working_moment,
        "claimed_by": known.person(comment.claimed_by),
        "met_at": comment.met_at,
        "closed_at": comment.closed_at,
        "closed_by": known.person(comment.closed_by),
        "ground": comment.ground,
        "referred_to": comment.referred_to,
        "follow_up_at": comment.follow_up_at,
        "history": comment.history,
        "late_seen": comment.late_seen,
        "likely_no_reply": comment.likely_no_reply,
        "flagged": comment.flagged,
    }
    return {name: told(value, zone) for name, value in row.items()}


def withheld(row: Mapping[str, Any]) -> dict[str, Any]:
    """A comment's row to show without review: of a flagged one neither author nor text (U18)."""
    return {**row, "author": None, "text": None, "edited_text": None} if row["flagged"] else dict(row)


def event_row(event: Event, known: Names, zone: ZoneInfo) -> dict[str, Any]:
    """One thing that happened: who, when, from, to, why."""
    row = {
        "at": event.at,
        "action": event.action,
        "from_state": event.from_state,
        "to_state": event.to_state,
        "person": known.person(event.person_id),
        "ground": event.ground,
        "reason": event.reason,
        "facts": event.facts,
        "episode": event.episode,
    }
    return {name: told(value, zone) for name, value in row.items()}


def reply_row(reply: Reply, known: Names, zone: ZoneInfo) -> dict[str, Any]:
    """One published reply."""
    row = {
        "at": reply.at,
        "person": known.person(reply.person_id),
        "text": reply.text,
        "signature": reply.signature,
        "mended_at": reply.mended_at,
        "episode": reply.episode,
    }
    return {name: told(value, zone) for name, value in row.items()}


def record_row(record: Record, known: Names, zone: ZoneInfo) -> dict[str, Any]:
    """One comment with everything that belongs to it."""
    registered = record.registration
    return {
        **comment_row(record.comment, known, zone),
        "events": [event_row(event, known, zone) for event in record.events],
        "replies": [reply_row(reply, known, zone) for reply in record.replies],
        "attachments": [attachment_row(file, known, zone) for file in record.attachments],
        "diary_number": registered.diary_number if registered else None,
        "to_registrar_at": told(registered.asked_at, zone) if registered else None,
        "withheld": False,
    }


def attachment_row(file: Attachment, known: Names, zone: ZoneInfo) -> dict[str, Any]:
    """One file that is kept with a comment; `file` is where it lies in a package."""
    safe = "".join(c if c.isalnum() or c in "._-" else "_" for c in file.name).lstrip(".")[-80:] or "fil"
    row = {
        "at": file.at,
        "person": known.person(file.person_id),
        "name": file.name,
        "media_type": file.media_type,
        "size": file.size,
        "sha256": file.sha256,
        "state": file.state,
        "file": f"bilagor/{file.comment_id}-{file.id}-{safe}" if file.sha256 else None,
        "withheld": False,
    }
    return {name: told(value, zone) for name, value in row.items()}


def notice_row(notice: Notice, known: Names, zone: ZoneInfo) -> dict[str, Any]:
    """One row of the outbox."""
    row = {
        "key": notice.key,
        "kind": notice.kind,
        "state": notice.state,
        "recipient": recipient(notice.recipient, known),
        "unit": known.units[notice.unit_id].slug if notice.unit_id is not None else None,
        "comment": notice.comment_id,
        "rung": notice.rung,
        "send_at": notice.send_at,
        "expires_at": notice.expires_at,
        "sent_at": notice.sent_at,
        "attempt": notice.attempt,
        "reason": notice.reason,
        "doubtful": notice.doubtful,
        "batch": notice.batch,
    }
    return {name: told(value, zone) for name, value in row.items()}


def coming_row(coming: Coming, known: Names, zone: ZoneInfo) -> dict[str, Any]:
    """A warning that comes if nothing happens: the same names, state `planned`."""
    row = {
        "key": coming.key,
        "kind": "rung",
        "state": "planned",
        "recipient": recipient(coming.recipient, known),
        "unit": known.units[coming.comment.unit_id].slug,
        "comment": coming.comment.id,
        "rung": coming.rung,
        "send_at": coming.send_at,
        "expires_at": None,
        "sent_at": None,
        "attempt": 0,
        "reason": None,
        "doubtful": False,
        "batch": None,
    }
    return {name: told(value, zone) for name, value in row.items()}


def recipient(stored: str, known: Names) -> str:
    """`unit:kultur`, `person:anna` or `operator`: slugs instead of the store's numbers."""
    kind, _, number = stored.partition(":")
    if kind == "unit":
        return f"unit:{known.units[int(number)].slug}"
    return f"person:{known.people[int(number)].slug}" if kind == "person" else stored
