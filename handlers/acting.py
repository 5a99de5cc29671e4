"""What can be done on the platform from chat, and asking for it: noted first, done afterwards, then told."""

from sqlalchemy import Connection

from db import accounts, comments, deeds, events
from db.events import NewEvent
from db.rows import Account, Comment
from db.source_words import Deed, DeedState
from db.words import EventAction
from handlers.access import refuse
from handlers.case import Case
from handlers.outcome import Outcome, Said, Say
from handlers.sources.registry import UnknownSource, source

NOTHING: frozenset[Deed] = frozenset()


def possible(account: Account, comment: Comment) -> frozenset[Deed]:
    """What can be done there with this comment: where it is switched on, and the source knows how.

    Somebody's own case is never answered from here: its answer says nothing and has a form of its own.
    """
    if not account.acts or not account.active or account.source is None or not comment.external_id:
        return NOTHING
    if comment.history or comment.gone is not None or comment.source != account.source:
        return NOTHING  # what was handed in by hand has no id there
    try:
        acts = source(account.source).acts
    except UnknownSource:
        return NOTHING
    return acts - {Deed.PUBLISH} if comment.individual else acts


def possible_here(tx: Connection, comment: Comment) -> frozenset[Deed]:
    """The same, for one whose account is not at hand."""
    return possible(accounts.named(tx, {comment.account_id})[comment.account_id], comment)


def publish(tx: Connection, case: Case, text: str) -> Outcome:
    """The reply is to go out; of two the first counts. Until it is out the comment stays open."""
    comment = case.comment
    if Deed.PUBLISH not in possible_here(tx, comment):
        return refuse(Said.PUBLISH_NOT_HERE, number=comment.id)
    if _noted(tx, case, comment, Deed.PUBLISH, text):
        return Outcome(say=Say(said=Said.PUBLISH_ASKED, number=comment.id), changed=True)
    before = deeds.last(tx, comment.id, comment.episode, Deed.PUBLISH)
    unsure = before is not None and before.state is DeedState.UNSURE
    return refuse(Said.PUBLISH_UNSURE if unsure else Said.PUBLISH_ALREADY, number=comment.id)


def withhold(tx: Connection, case: Case, deed: Deed) -> bool:
    """The comment, noted as hidden or removed already, is to be so on the platform too."""
    comment = comments.several(tx, [case.comment.id], lock=True)[case.comment.id]
    return deed in possible_here(tx, comment) and _noted(tx, case, comment, deed, "")


def _noted(tx: Connection, case: Case, comment: Comment, deed: Deed, text: str) -> bool:
    is_new = deeds.ask(
        tx,
        comment_id=comment.id,
        episode=comment.episode,
        deed=deed,
        text=text,
        person_id=case.person.id,
        now=case.now,
    )
    if is_new:
        event = NewEvent(
            comment_id=comment.id,
            episode=comment.episode,
            at=case.now,
            person_id=case.person.id,
            action=EventAction.TO_PLATFORM,
            from_state=comment.state,
            to_state=comment.state,
            facts={"deed": deed.value},
        )
        events.add(tx, [event])
    return is_new
