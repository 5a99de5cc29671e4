"""Skriv svar: a ready reply filled in, the draft looked through, and then: out, or read by a colleague.

Nothing is decided here: what is found in a draft is shown once, and sent again unchanged it goes (U15-U19).
"""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import Connection

from db import drafts, people, ready_replies
from db.rows import ReadyReply
from db.source_words import Deed
from db.words import CommentState, DraftState
from handlers import acting, closing, ready, second_reader
from handlers import tips as tips_desk
from handlers.access import refuse
from handlers.case import Case
from handlers.claiming import closed_already
from handlers.draft_check import Finding, check
from handlers.outcome import Choice, Form, FormKind, Outcome, Said, Say, Writing
from handlers.reach import reach
from handlers.replying import aliases
from handlers.sent import Sent, faulty
from handlers.signature import sign_off
from scheduler.settings import SecondReader

LONGEST_REPLY = 3_000
MOST_READY = 100


class Then(StrEnum):
    """What is to be done with the text; the form's last question."""

    CHECK = "check"
    """Only look it through."""
    PUBLISH = "publish"
    """It is put out on the platform from here, where that is switched on."""
    READ = "read"
    """A colleague reads it first."""
    ANSWERED = "answered"
    """It is out: the comment is answered."""
    ACKNOWLEDGED = "acknowledged"
    """It is out, and says that an answer will come."""


def public_words(case: Case) -> str:
    """What the public wrote, for whoever writes the answer; nothing of what is flagged (U18)."""
    return "" if case.comment.flagged else case.comment.says.strip()


def form(tx: Connection, case: Case, *, words: str = "") -> Outcome:
    """A draft that was read is there to go on with; `words` search the ready replies."""
    if not case.comment.is_open:
        return closed_already(tx, case)
    tip = tips_desk.next_tip(tx, case.person.id, case.now) if case.rules.replies.tips else None
    draft = drafts.last_of(tx, case.comment.id, case.comment.episode)
    text, kept = draft.text if draft else "", {}
    if not text and Deed.PUBLISH in acting.possible_here(tx, case.comment):
        text = f"\n\n{signs(case)}"
        kept = {"filled": digest(text)}
    shown, writing = _shown(tx, case, text=text, kept=kept, words=words)
    return Outcome(form=replace(shown, writing=replace(writing, tip=tip.value if tip else None)))


def changed(sent: Sent, field: str) -> Outcome:
    """Something was done in the open form: a search, a ready reply chosen, no more tips."""
    case = reach(sent.tx, sent.book, person=sent.person, number=sent.number, now=sent.now, lock=False)
    if isinstance(case, Outcome):
        return case
    if field == "no_more_tips":
        tips_desk.no_more(sent.tx, case.person.id, case.now)
    text, kept = sent.get("text"), _kept(sent)
    if field == "ready":
        chosen = _chosen(sent, case)
        if chosen is not None:
            text = _joined(text, ready.for_case(sent.tx, case, chosen.text), kept.get("filled", ""))
            kept |= {"filled": digest(text), "text": _next(kept, "text")}
    if field == "search":
        kept |= {"ready": _next(kept, "ready")}
    shown, _ = _shown(sent.tx, case, text=text, kept=kept, words=sent.get("search"))
    return Outcome(form=shown)


def submitted(sent: Sent) -> Outcome:
    """Looked through first; what was found and is sent again unchanged goes."""
    case = reach(sent.tx, sent.book, person=sent.person, number=sent.number, now=sent.now)
    if isinstance(case, Outcome):
        return case
    text = sent.get("text")
    if not text or text == signs(case):
        return faulty(("text", Say(said=Said.REPLY_MISSING)))
    if len(text) > LONGEST_REPLY:
        return faulty(("text", Say(said=Said.TEXT_TOO_LONG, count=LONGEST_REPLY)))
    if not case.comment.is_open:
        return closed_already(sent.tx, case)
    said = sent.get("then")
    then = Then(said) if said in set(Then) else Then.CHECK
    found = findings(sent.tx, case, text)
    kept = _kept(sent)
    if then is Then.CHECK or (found and kept.get("checked") != digest(text)):
        kept["checked"] = digest(text)
        shown, writing = _shown(sent.tx, case, text=text, kept=kept, words=sent.get("search"))
        return Outcome(form=replace(shown, writing=replace(writing, findings=found, checked=True)))
    return _then(sent, case, then, text)


def _then(sent: Sent, case: Case, then: Then, text: str) -> Outcome:
    tx = sent.tx
    if then is Then.PUBLISH:
        if second_reader.lacks_reader(tx, case, text):
            return refuse(Said.READER_FIRST, number=case.comment.id)
        return acting.publish(tx, case, text)
    if then is Then.READ:
        if case.rules.replies.second_reader is SecondReader.NEVER:
            return refuse(Said.NO_READER, number=case.comment.id)
        asked = sent.get("reader")
        return second_reader.ask(tx, case, text, reader_id=int(asked) if asked.isdecimal() else None)
    if then is Then.ACKNOWLEDGED:
        return closing.acknowledge(tx, case, text=text)
    return closing.close(tx, case, closing.Facts(state=CommentState.ANSWERED, text=text))


def signs(case: Case) -> str:
    """How she ends a reply in this unit."""
    person = case.person
    return sign_off(person.first_name, alias=person.alias, rules=case.rules.signature)


def findings(tx: Connection, case: Case, text: str) -> tuple[Finding, ...]:
    """What to look at in this text; what the unit's ready replies hold is public already."""
    team = people.unit_team(tx, case.comment.unit_id)
    return check(
        text,
        first_name=case.person.first_name,
        aliases=aliases(case.person),
        rules=case.rules.signature,
        colleagues=second_reader.colleagues(team, case),
        known=[reply.text for reply in ready.of_case(tx, case)],
    )


def _shown(
    tx: Connection, case: Case, *, text: str, kept: Mapping[str, str], words: str
) -> tuple[Form, Writing]:
    draft = drafts.last_of(tx, case.comment.id, case.comment.episode)
    waits = draft is not None and draft.state is DraftState.WAITING
    who = people.get(tx, (draft.reader_id if waits else draft.read_by) or 0) if draft else None
    there = ready.of_case(tx, case)
    found = ready.matching(there, words) if words else there
    asks = case.rules.replies.second_reader
    colleagues = second_reader.readers(tx, case) if asks is not SecondReader.NEVER else ()
    writing = Writing(
        quote=public_words(case),
        ready=tuple(Choice(value=str(one.id), label=one.title) for one in found[:MOST_READY]),
        keeps_ready=bool(there),
        found=len(found),
        readers=tuple(Choice(value=str(one.id), label=one.first_name) for one in colleagues),
        second_reader=asks,
        draft=draft.state if draft else None,
        by=who.first_name if who else None,
        note=draft.note if draft else None,
        own_case=case.comment.individual,
        promised=case.comment.state is CommentState.ACKNOWLEDGED,
        may_answer=not second_reader.lacks_reader(tx, case),
        publishes=Deed.PUBLISH in acting.possible_here(tx, case.comment),
    )
    form = Form(
        kind=FormKind.REPLY,
        number=case.comment.id,
        text=text,
        zone=case.zone,
        kept=dict(kept),
        known={"search": words},
        writing=writing,
    )
    return form, writing


def _chosen(sent: Sent, case: Case) -> ReadyReply | None:
    said = sent.get("ready")
    chosen = ready_replies.get(sent.tx, int(said)) if said.isdecimal() and len(said) < 10 else None
    return chosen if chosen and chosen.unit_id == case.comment.unit_id and chosen.active else None


def _joined(text: str, reply: str, filled: str) -> str:
    """The ready reply in place of one that was put there before; what she wrote herself stays, after it."""
    if not text or digest(text) == filled:
        return reply
    return f"{reply}\n\n{text}"


def _kept(sent: Sent) -> dict[str, str]:
    return {
        name: sent.get(f"kept.{name}")
        for name in ("checked", "filled", "text", "ready")
        if sent.get(f"kept.{name}")
    }


def _next(kept: Mapping[str, str], field: str) -> str:
    """Another number for a field that is filled in anew: the chat keeps what was typed in the old one."""
    number = kept.get(field, "")
    return str(int(number) % 1000 + 1) if number.isdecimal() else "1"


def digest(text: str) -> str:
    """What tells a text from another, without its words."""
    return sha256(" ".join(text.split()).encode()).hexdigest()[:16]
