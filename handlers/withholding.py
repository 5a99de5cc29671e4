"""Hidden or removed on the platform: what must be known of it two years later is asked now (M30, M31).

The text, the author as shown, the link and the times are in the store already; this adds the ground, the
reason, who decided, whether the author was told and a crime reported, and a picture of what it looked like.
"""

from dataclasses import replace
from typing import Any

from db.source_words import Deed
from db.words import Ground, ToRegistrar, WasDone
from handlers import acting, attaching, registrar
from handlers.desk import Action, act_on
from handlers.grounds import read_ground
from handlers.outcome import Outcome, Said, Say
from handlers.reach import reach
from handlers.sent import Sent, faulty

LONGEST_NAME = 200
DEEDS = {Action.HIDE: Deed.HIDE, Action.REMOVE: Deed.REMOVE}
ASKED_THERE = {Action.HIDE: Said.HIDE_ASKED, Action.REMOVE: Said.REMOVE_ASKED}
ASKED = ("author_told", "police_report")
"""Fields of yes, no or not needed; left open, nothing is claimed."""


def submitted(sent: Sent, action: Action) -> Outcome:
    """The form is sent in: the comment is closed, and everything said is kept with that event."""
    faults = _faults(sent)
    if faults is not None:
        return faults
    ground, _ = read_ground(sent.get("ground")) or (None, "")
    reason = sent.get("reason") or None
    outcome = act_on(sent, action, ground=ground, reason=reason, facts=_facts(sent))
    if outcome.refused:
        return outcome
    case = reach(sent.tx, sent.book, person=sent.person, number=sent.number, now=sent.now)
    if not isinstance(case, Outcome):
        if sent.get("registrar") == ToRegistrar.YES.value:
            registrar.ask(sent.tx, case)
        attaching.want(sent.tx, case, sent.get("picture"))
        if sent.get("there") and acting.withhold(sent.tx, case, DEEDS[action]):
            return replace(outcome, say=Say(said=ASKED_THERE[action], number=sent.number))
    return outcome


def _faults(sent: Sent) -> Outcome | None:
    said = sent.get("ground")
    read = read_ground(said)
    if not said:
        return faulty(("ground", Say(said=Said.GROUND_MISSING, grounds=tuple(Ground))))
    if read is None or read[1]:
        return faulty(("ground", Say(said=Said.UNKNOWN_GROUND, text=said[:40], grounds=tuple(Ground))))
    if read[0] is Ground.OTHER and not sent.get("reason"):
        return faulty(("reason", Say(said=Said.REASON_MISSING)))
    if len(sent.get("decided_by")) > LONGEST_NAME:
        return faulty(("decided_by", Say(said=Said.TEXT_TOO_LONG, count=LONGEST_NAME)))
    return attaching.faults(sent.tx, sent.get("picture"))


def _facts(sent: Sent) -> dict[str, Any]:
    person = sent.person
    decided_by = sent.get("decided_by") or person.full_name or person.first_name
    known = {name: sent.get(name) for name in ASKED if sent.get(name) in set(WasDone)}
    return {"decided_by": decided_by, **known}
