"""A unit's ready replies, kept by its own people: a new one, another wording, one out of use."""

from sqlalchemy import Connection

from db import accounts, ready_replies
from db.rows import Person, ReadyReply
from handlers.access import refuse, standing
from handlers.outcome import Choice, Form, FormKind, Outcome, Said, Say, Writing
from handlers.placeholders import SPELLINGS, unknown
from handlers.ready import matching
from handlers.sent import Sent, faulty

LONGEST_TITLE = 75
"""So long an option in a chat's menu may be."""
LONGEST_TEXT = 3_000
MOST_LISTED = 100


def form(tx: Connection, person: Person, *, words: str = "", chosen: ReadyReply | None = None) -> Outcome:
    """What her units keep, to choose from, and a new one to write."""
    units = accounts.units_named(tx, standing(tx, person).units)
    if not units:
        return refuse(Said.NO_UNIT)
    there = ready_replies.of_units(tx, sorted(units))
    found = matching(there, words) if words else there
    several = len(units) > 1

    def label(reply: ReadyReply) -> str:
        return f"{units[reply.unit_id].name}: {reply.title}" if several else reply.title

    return Outcome(
        form=Form(
            kind=FormKind.READY_REPLY,
            text=chosen.text if chosen else "",
            choices=tuple(Choice(value=unit.slug, label=unit.name) for unit in units.values()),
            known={
                "search": words,
                "title": chosen.title if chosen else "",
                "individual": "individual" if chosen and chosen.individual else "",
                "unit": units[chosen.unit_id].slug if chosen else "",
            },
            kept={"id": str(chosen.id), "text": str(chosen.id)} if chosen else {},
            writing=Writing(
                ready=tuple(Choice(value=str(one.id), label=label(one)) for one in found[:MOST_LISTED]),
                keeps_ready=bool(there),
                found=len(found),
            ),
        )
    )


def changed(sent: Sent, field: str) -> Outcome:
    """One is chosen to change, or words are searched for."""
    chosen = _of_hers(sent, sent.get("ready")) if field == "ready" else _of_hers(sent, sent.get("kept.id"))
    return form(sent.tx, sent.person, words=sent.get("search"), chosen=chosen)


def submitted(sent: Sent) -> Outcome:
    """Keep it, with each fault beside its field."""
    chosen = _of_hers(sent, sent.get("kept.id"))
    if chosen is None and sent.get("kept.id"):
        return refuse(Said.READY_NOT_THERE)
    where = standing(sent.tx, sent.person)
    units = {unit.slug: unit for unit in accounts.units_named(sent.tx, where.units).values()}
    if not units:
        return refuse(Said.NO_UNIT)
    if chosen is not None and "remove" in sent.get("remove").split(","):
        _keep(sent, chosen, chosen.unit_id, title=chosen.title, text=chosen.text, active=False)
        return Outcome(say=Say(said=Said.READY_GONE, text=chosen.title), changed=True)
    unit = units.get(sent.get("unit")) or (next(iter(units.values())) if len(units) == 1 else None)
    unit_id = chosen.unit_id if chosen else unit.id if unit else None
    title, text = " ".join(sent.get("title").split()), sent.get("text")
    faults = [("unit", Say(said=Said.WHICH_UNIT))] if unit_id is None else []
    faults += _faults(title, text)
    if unit_id is not None and title:
        same = ready_replies.titled(sent.tx, unit_id, title)
        if same is not None and same.active and (chosen is None or same.id != chosen.id):
            faults.append(("title", Say(said=Said.READY_TITLE_TAKEN, text=title[:40])))
        elif same is not None and chosen is None:
            chosen = same  # out of use until now: it comes back with its new words
        elif same is not None and chosen is not None and same.id != chosen.id:
            _keep(sent, same, unit_id, title=f"{title[:60]} ({same.id})", text=same.text, active=False)
    if faults or unit_id is None:
        return faulty(*faults)
    individual = "individual" in sent.get("individual").split(",")
    _keep(sent, chosen, unit_id, title=title, text=text, individual=individual)
    return Outcome(say=Say(said=Said.READY_KEPT, text=title), changed=True)


def _faults(title: str, text: str) -> list[tuple[str, Say]]:
    faults = []
    if not title:
        faults.append(("title", Say(said=Said.TITLE_MISSING)))
    elif len(title) > LONGEST_TITLE:
        faults.append(("title", Say(said=Said.TEXT_TOO_LONG, count=LONGEST_TITLE)))
    strange = unknown(text)
    if not text:
        faults.append(("text", Say(said=Said.REPLY_MISSING)))
    elif len(text) > LONGEST_TEXT:
        faults.append(("text", Say(said=Said.TEXT_TOO_LONG, count=LONGEST_TEXT)))
    elif strange:
        known = tuple("{" + words[0] + "}" for words in SPELLINGS.values())
        faults.append(("text", Say(said=Said.PLACEHOLDER_UNKNOWN, text=strange[0][:40], people=known)))
    return faults


def _keep(
    sent: Sent,
    old: ReadyReply | None,
    unit_id: int,
    *,
    title: str,
    text: str,
    individual: bool = False,
    active: bool = True,
) -> None:
    """Store it. A unit has one reply for individual cases: the latest that was said to be."""
    tx, by, now = sent.tx, sent.person.id, sent.now
    if individual:
        for other in ready_replies.of_units(tx, [unit_id]):
            if other.individual and (old is None or other.id != old.id):
                _keep(sent, other, unit_id, title=other.title, text=other.text)
    if old is None:
        ready_replies.add(tx, unit_id=unit_id, title=title, text=text, individual=individual, by=by, now=now)
        return
    ready_replies.change(
        tx, old.id, title=title, text=text, individual=individual, active=active, by=by, now=now
    )


def _of_hers(sent: Sent, said: str) -> ReadyReply | None:
    chosen = ready_replies.get(sent.tx, int(said)) if said.isdecimal() and len(said) < 10 else None
    mine = standing(sent.tx, sent.person).units
    return chosen if chosen is not None and chosen.active and chosen.unit_id in mine else None
