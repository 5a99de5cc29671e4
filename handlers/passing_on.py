"""A draft whose second reader is not there any more: another reads it, or its writer has it back (U14)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from db import accounts, comments, drafts, events, messages, outbox, people
from db.events import NewEvent
from db.people import Team
from db.rows import Comment, Draft, Person, Unit
from db.store import Store
from db.words import DraftState, EventAction
from handlers.second_reader import ABOUT_DRAFTS
from scheduler import reply_notices
from scheduler.recipients import person_recipient
from scheduler.reply_notices import DraftNews
from scheduler.rulebook import RuleBook
from scheduler.second_readers import hears_of_draft, second_readers


@dataclass(frozen=True, kw_only=True)
class Stuck:
    """A draft that waits for somebody who is not at work, and who can read it instead."""

    draft: Draft
    comment: Comment
    unit: Unit
    team: Team
    instead: Person | None


def pass_on(store: Store, book: RuleBook, now: datetime) -> int:
    """In working time, let no draft wait for somebody who has left, moved or is away; how many did.

    One statement when none waits. What is passed on is a draft anew, so that its messages are others.
    """
    with store.read() as tx:
        ids = drafts.waited_for(tx)
        stuck = _stuck(tx, book, drafts.waiting(tx, ids), now) if ids else []
    for each in stuck:
        with store.write() as tx:
            comments.several(tx, [each.comment.id], lock=True)
            for still in _stuck(tx, book, drafts.waiting(tx, [each.comment.id]), now):
                _settle(tx, book, still, now)
    return len(stuck)


def _stuck(tx: Connection, book: RuleBook, waiting: Sequence[Draft], now: datetime) -> list[Stuck]:
    if not waiting:
        return []
    found = comments.several(tx, [draft.comment_id for draft in waiting])
    units: Mapping[int, Unit] = accounts.units_named(tx, {one.unit_id for one in found.values()})
    at_work = {key: unit for key, unit in units.items() if book.calendar(unit.slug).is_working(now)}
    teams = people.teams(tx, sorted(at_work)) if at_work else {}
    stuck: list[Stuck] = []
    for draft in waiting:
        comment = found[draft.comment_id]
        unit = at_work.get(comment.unit_id)
        if unit is None or draft.reader_id is None:
            continue
        team, day = teams[unit.id], book.calendar(unit.slug).local_day(now)
        there = second_readers(comment, writer_id=draft.writer_id, team=team, day=day)
        if all(one.id != draft.reader_id for one in there):
            instead = next(iter(there), None)
            stuck.append(Stuck(draft=draft, comment=comment, unit=unit, team=team, instead=instead))
    return stuck


def _settle(tx: Connection, book: RuleBook, stuck: Stuck, now: datetime) -> None:
    """Another is asked, or the draft goes back; whoever has the comment is told either way."""
    draft, comment, instead = stuck.draft, stuck.comment, stuck.instead
    outbox.cancel(tx, reason="passed_on", comment_ids=[comment.id], kinds=ABOUT_DRAFTS)
    told: list[outbox.NewNotice] = []
    number = draft.id
    if instead is None:
        drafts.read(tx, draft, state=DraftState.RETURNED, text=draft.text, note=None, by=None, now=now)
        comments.change(tx, comment, {"draft": None})
    else:
        number = drafts.add(
            tx,
            comment_id=comment.id,
            episode=comment.episode,
            text=draft.text,
            writer_id=draft.writer_id,
            reader_id=instead.id,
            now=now,
        )
        told.append(
            reply_notices.draft_to_read(
                comment,
                draft_id=number,
                writer_id=draft.writer_id,
                reader_id=instead.id,
                send_at=now,
                version=book.version,
            )
        )
    hears = hears_of_draft(comment, writer_id=draft.writer_id, team=stuck.team)
    if hears is not None:
        told.append(
            reply_notices.draft_news(
                comment,
                DraftNews.UNREAD if instead is None else DraftNews.PASSED_ON,
                draft_id=number,
                reader_id=instead.id if instead else None,
                recipient=person_recipient(hears),
                send_at=now,
                version=book.version,
            )
        )
    outbox.add(tx, told, now)
    events.add(tx, [_event(stuck, now)])
    messages.touch_comment(tx, comment.id)


def _event(stuck: Stuck, now: datetime) -> NewEvent:
    back = stuck.instead is None
    return NewEvent(
        comment_id=stuck.comment.id,
        episode=stuck.comment.episode,
        at=now,
        action=EventAction.DRAFT_RETURNED if back else EventAction.DRAFT_SENT,
        from_state=stuck.comment.state,
        to_state=stuck.comment.state,
        reason=(DraftNews.UNREAD if back else DraftNews.PASSED_ON).value,
    )
