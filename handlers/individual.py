"""Enskilt ärende: somebody's own case is never handled in public, but confirmed, handed over, followed up.

Chat shows neither author nor text of it from the first click. The public confirmation ("vi hör av oss") meets
the answer time and starts the follow-up, which climbs the ladder until somebody closes the case (U10, U18).
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from db import handovers
from db.rows import Handover
from db.words import CommentState, EventAction, ToRegistrar
from handlers import closing, ready, registrar
from handlers.access import refuse
from handlers.case import Case
from handlers.claiming import changed, closed_already
from handlers.draft_check import personnummer
from handlers.outcome import Form, FormKind, Outcome, Said, Say
from handlers.reach import again, reach
from handlers.sent import Sent, faulty
from handlers.signature import sign_off

OUT = "out"
"""The ticked box: the confirmation stands on the platform."""
LONGEST_WHOM = 200
LONGEST_REPLY = 3_000


@dataclass(frozen=True, kw_only=True)
class Told:
    """What somebody says of the case; all of it may come later."""

    whom: str | None = None
    registrar: ToRegistrar | None = None
    reply: str | None = None
    out: bool = False


def form(tx: Connection, case: Case) -> Outcome:
    """What is known filled in: the ready reply signed with the editor's name, to whom it went."""
    comment = case.comment
    if not comment.is_open:
        return closed_already(tx, case)
    said = handovers.last_of(tx, comment.id, comment.episode)
    known = {
        "whom": (said.whom if said else None) or "",
        "registrar": said.registrar.value if said else "",
        OUT: OUT if comment.state is CommentState.ACKNOWLEDGED and comment.individual else "",
    }
    return Outcome(
        form=Form(
            kind=FormKind.INDIVIDUAL,
            number=comment.id,
            text=(said.reply if said else None) or ready.for_individual(tx, case),
            zone=case.zone,
            sign_off=_sign_off(case),
            known=known,
        )
    )


def submitted(sent: Sent) -> Outcome:
    """The form is sent in."""
    case = reach(sent.tx, sent.book, person=sent.person, number=sent.number, now=sent.now)
    if isinstance(case, Outcome):
        return case
    numbers = personnummer(sent.get("reply"))
    if numbers:
        return faulty(("reply", Say(said=Said.NO_PERSONNUMMER, text=numbers[0])))
    if len(sent.get("reply")) > LONGEST_REPLY:
        return faulty(("reply", Say(said=Said.TEXT_TOO_LONG, count=LONGEST_REPLY)))
    said = sent.get("registrar")
    told = Told(
        whom=sent.get("whom")[:LONGEST_WHOM] or None,
        registrar=ToRegistrar(said) if said in set(ToRegistrar) else None,
        reply=sent.get("reply") or None,
        out=OUT in sent.get(OUT).split(","),
    )
    return mark(sent.tx, case, told)


def mark(tx: Connection, case: Case, told: Told) -> Outcome:
    """It is an individual case from now on; what is told beside that is kept, and may be told again."""
    comment = case.comment
    if not comment.is_open:
        return closed_already(tx, case)
    before = handovers.last_of(tx, comment.id, comment.episode)
    if not comment.individual:
        if not changed(
            tx, case, {"individual": True, "flagged": True, **_taken(case)}, EventAction.INDIVIDUAL
        ):
            return refuse(Said.TRY_AGAIN, number=comment.id)
        case = again(tx, case)
    handed = told.whom is not None and told.whom != (before.whom if before else None)
    if handed:
        changed(tx, case, {"referred_to": told.whom}, EventAction.HANDED_OVER, reason=told.whom)
        case = again(tx, case)
    _keep(tx, case, told, before)
    return _answer(tx, case, told, handed=handed)


def _taken(case: Case) -> dict[str, Any]:
    """Whoever marks it has it, unless somebody had it before: it must not lie."""
    if case.comment.claimed_by is not None:
        return {}
    promised = case.comment.state is CommentState.ACKNOWLEDGED
    return {
        "claimed_by": case.person.id,
        "claimed_at": case.now,
        "state": CommentState.ACKNOWLEDGED if promised else CommentState.CLAIMED,
    }


def _answer(tx: Connection, case: Case, told: Told, *, handed: bool) -> Outcome:
    """With the confirmation out, or handed over after it, a follow-up is promised (anew)."""
    comment = case.comment
    promised = comment.state is CommentState.ACKNOWLEDGED
    if (told.out and not promised) or (promised and handed):
        outcome = closing.acknowledge(tx, case, text=None if promised else told.reply)
        if outcome.refused or outcome.say is None:
            return outcome
        at = outcome.say.at
        say = Say(
            said=Said.INDIVIDUAL_OUT, number=comment.id, at=at, zone=case.zone, text=comment.referred_to
        )
        return Outcome(say=say, changed=True)
    if promised:
        return Outcome(say=Say(said=Said.INDIVIDUAL_NOTED, number=comment.id), changed=True)
    reply = told.reply or ready.for_individual(tx, case)
    say = Say(said=Said.INDIVIDUAL, number=comment.id, text=reply or None)
    return Outcome(say=say, changed=True)


def _keep(tx: Connection, case: Case, told: Told, before: Handover | None) -> None:
    """What was told beside the mark; what was told before and is not now still holds."""
    if told.whom is None and told.registrar is None and told.reply is None:
        return
    if told.registrar is ToRegistrar.YES:
        registrar.ask(tx, case)
    handovers.add(
        tx,
        comment_id=case.comment.id,
        episode=case.comment.episode,
        person_id=case.person.id,
        whom=told.whom or (before.whom if before else None),
        registrar=told.registrar or (before.registrar if before else ToRegistrar.LATER),
        reply=None if told.out else told.reply,
        now=case.now,
    )


def _sign_off(case: Case) -> str:
    person = case.person
    return sign_off(person.first_name, alias=person.alias, rules=case.rules.signature)
