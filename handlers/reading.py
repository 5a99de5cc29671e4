"""The second reader's form: the draft, to approve, change or send back."""

from sqlalchemy import Connection

from db import drafts, people
from db.words import DraftState
from handlers import second_reader
from handlers.access import refuse
from handlers.case import Case
from handlers.claiming import closed_already
from handlers.outcome import Form, FormKind, Outcome, Said, Say, Writing
from handlers.reach import reach
from handlers.sent import Sent, faulty
from handlers.writing import public_words


def form(tx: Connection, case: Case) -> Outcome:
    """The draft that waits, with what the public wrote."""
    comment = case.comment
    if not comment.is_open:
        return closed_already(tx, case)
    draft = drafts.last_of(tx, comment.id, comment.episode)
    if draft is None:
        return refuse(Said.NO_DRAFT, number=comment.id)
    if draft.state is not DraftState.WAITING:
        return refuse(Said.DRAFT_READ_ALREADY, number=comment.id)
    if draft.writer_id == case.person.id:
        return refuse(Said.OWN_DRAFT, number=comment.id)
    writer = people.get(tx, draft.writer_id)
    return Outcome(
        form=Form(
            kind=FormKind.READ,
            number=comment.id,
            text=draft.text,
            zone=case.zone,
            writing=Writing(
                quote=public_words(case), draft=draft.state, by=writer.first_name if writer else None
            ),
            kept={"draft": str(draft.id)},
        )
    )


def submitted(sent: Sent) -> Outcome:
    """Approved, changed and approved, or sent back with a few words."""
    case = reach(sent.tx, sent.book, person=sent.person, number=sent.number, now=sent.now)
    if isinstance(case, Outcome):
        return case
    opened = form(sent.tx, case)
    if opened.form is None:
        return opened
    if opened.form.kept["draft"] != sent.get("kept.draft"):
        return refuse(Said.DRAFT_CHANGED, number=case.comment.id)
    verdict = sent.get("verdict")
    if verdict not in {DraftState.APPROVED, DraftState.RETURNED}:
        return faulty(("verdict", Say(said=Said.VERDICT_MISSING)))
    if not sent.get("text"):
        return faulty(("text", Say(said=Said.REPLY_MISSING)))
    draft = drafts.last_of(sent.tx, case.comment.id, case.comment.episode)
    if draft is None:
        return refuse(Said.NO_DRAFT, number=case.comment.id)
    return second_reader.read(
        sent.tx,
        case,
        draft,
        DraftState(verdict),
        text=sent.get("text"),
        note=sent.get("note") or None,
    )
