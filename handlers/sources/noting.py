"""Edits, removals and being shown again, noted on what is stored; the text that came in never changes."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from db import comments, events, messages, published
from db.events import NewEvent
from db.rows import Comment, Published
from db.words import EventAction
from handlers.sources.around import Around
from handlers.sources.base import Act, Change
from handlers.sources.merging import Thing, merged


def note_changes(
    tx: Connection, around: Around, said: Mapping[str, tuple[Comment, Sequence[Change]]]
) -> set[str]:
    """Note what became of these comments; the platform's ids of those that changed."""
    changed: set[str] = set()
    purged = events.with_action(tx, [one.id for one, _ in said.values() if not one.text], EventAction.PURGED)
    for key, (comment, changes) in said.items():
        if comment.id in purged:
            continue  # what is gone by a retention decision does not come back
        before = Thing(
            text=comment.says,
            text_at=comment.edited_at or comment.written_at,
            gone=comment.gone,
            visibility_at=comment.visibility_at,
            gone_by=comment.gone_by,
        )
        after = merged(before, changes)
        first_text_at = _edited_first(comment, changes)
        values: dict[str, Any] = {}
        if after.text != before.text:
            values |= {"edited_text": after.text, "edited_at": after.text_at}
        elif first_text_at is not None:
            values |= {"edited_at": first_text_at}
        if (after.gone, after.visibility_at) != (before.gone, before.visibility_at):
            values |= {
                "gone": after.gone,
                "visibility_at": after.visibility_at,
                "gone_by": after.gone_by,
            }
        if not values:
            continue
        comments.change(tx, comment, values)
        changed.add(key)
        events.add(tx, [_event(around, comment, action, facts) for action, facts in _told(before, after)])
        messages.touch_comment(tx, comment.id)
    return changed


def note_own_changes(tx: Connection, said: Mapping[str, tuple[Published, Sequence[Change]]]) -> set[str]:
    """The same for what the account itself wrote."""
    changed: set[str] = set()
    for key, (own, changes) in said.items():
        before = Thing(text=own.text, text_at=own.text_at, gone=own.gone, visibility_at=own.visibility_at)
        after = merged(before, changes)
        if (after.text, after.text_at, after.gone, after.visibility_at) == (
            before.text,
            before.text_at,
            before.gone,
            before.visibility_at,
        ):
            continue
        published.change(
            tx,
            own.id,
            text=after.text,
            text_at=after.text_at,
            gone=after.gone,
            visibility_at=after.visibility_at,
        )
        changed.add(key)
    return changed


def _edited_first(comment: Comment, changes: Sequence[Change]) -> Any:
    """A comment that was first heard of as edited: since when its text is what it is."""
    if comment.edited_at is not None:
        return None
    return max(
        (
            change.at
            for change in changes
            if change.act is Act.EDITED
            and change.text is not None
            and change.text == comment.text
            and comment.first_seen_at >= change.at > comment.written_at
            and not any(one.act is Act.ADDED for one in changes)
        ),
        default=None,
    )


def _told(before: Thing, after: Thing) -> list[tuple[EventAction, dict[str, Any]]]:
    told: list[tuple[EventAction, dict[str, Any]]] = []
    if after.text != before.text:
        told.append((EventAction.EDITED, {"edited_at": after.text_at.isoformat()}))
    if after.gone is not before.gone:
        facts: dict[str, Any] = {"how": after.gone.value} if after.gone else {}
        if after.visibility_at is not None:
            facts["seen_at"] = after.visibility_at.isoformat()
        if after.gone_by is not None:
            facts["by"] = after.gone_by.value
        told.append((EventAction.SEEN_GONE if after.gone else EventAction.SEEN_AGAIN, facts))
    return told


def _event(around: Around, comment: Comment, action: EventAction, facts: dict[str, Any]) -> NewEvent:
    return NewEvent(
        comment_id=comment.id,
        episode=comment.episode,
        at=around.now,
        action=action,
        from_state=comment.state,
        to_state=comment.state,
        facts=facts or None,
    )
