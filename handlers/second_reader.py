"""A second pair of eyes before an answer counts as ready (U14): whom to ask, what came of it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from db import drafts, outbox, people
from db.people import Team
from db.rows import Draft, Person
from db.words import DraftState, EventAction, NoticeKind
from handlers.access import refuse
from handlers.case import Case
from handlers.claiming import changed
from handlers.outcome import Outcome, Said, Say
from handlers.reach import again
from scheduler import reply_notices
from scheduler.second_readers import hears_of_draft, second_readers
from scheduler.settings import SecondReader

ABOUT_DRAFTS = (NoticeKind.DRAFT_TO_READ, NoticeKind.DRAFT_READ)
VERDICTS: Mapping[DraftState, tuple[EventAction, Said]] = {
    DraftState.APPROVED: (EventAction.DRAFT_APPROVED, Said.DRAFT_APPROVED),
    DraftState.RETURNED: (EventAction.DRAFT_RETURNED, Said.DRAFT_RETURNED),
}


def readers(tx: Connection, case: Case) -> tuple[Person, ...]:
    """Who may read it and is at work when the message would leave: the account's own first, each once."""
    team = people.unit_team(tx, case.comment.unit_id)
    day = case.calendar.local_day(case.calendar.next_moment(case.now))
    return second_readers(case.comment, writer_id=case.person.id, team=team, day=day)


def colleagues(team: Team, case: Case) -> tuple[str, ...]:
    """The first names of everybody else in the unit."""
    everybody = (*team.editors, *team.supervisors, *team.deputies.values())
    own = {case.person.first_name, case.person.alias}
    return tuple({one.first_name for one in everybody if one.id != case.person.id} - own)


def ask(tx: Connection, case: Case, text: str, *, reader_id: int | None) -> Outcome:
    """Somebody at work is asked, the one that is named or the first in line; the answer time runs on."""
    comment = case.comment
    there = {one.id: one for one in readers(tx, case)}
    asked = there.get(reader_id) if reader_id is not None else next(iter(there.values()), None)
    if asked is None:
        return refuse(Said.NO_READER, number=comment.id)
    values: dict[str, Any] = {"draft": DraftState.WAITING}
    if not changed(tx, case, values, EventAction.DRAFT_SENT):
        return refuse(Said.TRY_AGAIN, number=comment.id)
    draft_id = drafts.add(
        tx,
        comment_id=comment.id,
        episode=comment.episode,
        text=text,
        writer_id=case.person.id,
        reader_id=asked.id,
        now=case.now,
    )
    outbox.cancel(tx, reason="exchanged", comment_ids=[comment.id], kinds=ABOUT_DRAFTS)
    at = case.calendar.next_moment(case.now)
    row = reply_notices.draft_to_read(
        comment,
        draft_id=draft_id,
        writer_id=case.person.id,
        reader_id=asked.id,
        send_at=at,
        version=case.book.version,
    )
    outbox.add(tx, [row], case.now)
    later = at if at > case.now else None
    say = Say(said=Said.DRAFT_SENT, number=comment.id, person=asked.first_name, at=later, zone=case.zone)
    return Outcome(say=say, changed=True)


def read(
    tx: Connection, case: Case, draft: Draft, state: DraftState, *, text: str, note: str | None
) -> Outcome:
    """What the second reader found; of two who read at once, the first counts."""
    comment = case.comment
    if not drafts.read(tx, draft, state=state, text=text, note=note, by=case.person.id, now=case.now):
        return refuse(Said.DRAFT_READ_ALREADY, number=comment.id)
    action, said = VERDICTS[state]
    if not changed(tx, case, {"draft": state}, action):
        return refuse(Said.TRY_AGAIN, number=comment.id)
    team = people.unit_team(tx, comment.unit_id)
    hears = hears_of_draft(comment, writer_id=draft.writer_id, team=team)
    if hears is not None:
        row = reply_notices.draft_read(
            comment,
            draft_id=draft.id,
            writer_id=hears,
            reader_id=case.person.id,
            send_at=case.calendar.next_moment(case.now),
            version=case.book.version,
        )
        outbox.add(tx, [row], case.now)
    writer = again(tx, case).name_of(tx, hears)
    return Outcome(say=Say(said=said, number=comment.id, person=writer), changed=True)


def lacks_reader(tx: Connection, case: Case, text: str | None = None) -> bool:
    """Whether this answer does not count yet: the unit asks for a second reader, and none found it ready.

    A supervisor's word is enough: what is out already must be possible to note.
    """
    if case.rules.replies.second_reader is not SecondReader.REQUIRED or case.supervises:
        return False
    if case.comment.draft is not DraftState.APPROVED:
        return True
    if not (text or "").strip():
        return False
    draft = drafts.last_of(tx, case.comment.id, case.comment.episode)
    return draft is None or draft.text.split() != (text or "").split()
