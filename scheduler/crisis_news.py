"""Who decides on a crisis, who hears of it, and when (M18)."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import Connection

from db import messages, outbox
from db.people import Team
from db.rows import Crisis, Person
from scheduler import crisis_notices
from scheduler.at_work import is_at_work, supervisors_hearing
from scheduler.crisis import ENDING
from scheduler.crisis_notices import CrisisNews, crisis_key
from scheduler.recipients import OPERATOR, person_recipient, unit_recipient
from scheduler.rulebook import RuleBook
from scheduler.working_calendar import WorkingCalendar


def may_decide(account_ids: Iterable[int], team: Team) -> tuple[Person, ...]:
    """Who may start, change and end it: the supervisors, and who is deputy of all these accounts."""
    deputies = [team.deputies.get(account_id) for account_id in account_ids]
    first = deputies[0] if deputies else None
    stands_in = (first,) if first is not None and all(one == first for one in deputies) else ()
    return tuple({one.id: one for one in (*team.supervisors, *stands_in)}.values())


def deciders_hearing(account_ids: Iterable[int], team: Team, day: date) -> tuple[str, ...]:
    """Those of them who are at work that local day; the operator, when there is nobody."""
    present = [one for one in may_decide(account_ids, team) if is_at_work(one, team, day)]
    if present:
        return tuple(person_recipient(one.id) for one in present)
    return supervisors_hearing(team, day) or (OPERATOR,)


def refresh(tx: Connection, crisis: Crisis, team: Team) -> int:
    """What has been said of it so far shows how it stands now, without the buttons of what is past.

    `crisis` as it is after the change. How many messages.
    """
    ids = {one.id for one in may_decide(crisis.account_ids, team)}
    ids |= {one for one in (crisis.asked_by, crisis.started_by) if one is not None}
    everybody = [unit_recipient(crisis.unit_id), OPERATOR, *map(person_recipient, sorted(ids))]
    keys = [
        crisis_key(crisis.id, news, revision, recipient)
        for news in CrisisNews
        for revision in range(crisis.revision + 1)
        for recipient in everybody
    ]
    return messages.touch_told(tx, keys)


def tell(
    tx: Connection,
    book: RuleBook,
    crisis: Crisis,
    news: CrisisNews,
    recipients: Iterable[str],
    *,
    at: datetime,
    now: datetime,
    expires_at: datetime | None = None,
) -> None:
    """Say it to each of these."""
    rows = [
        crisis_notices.crisis(
            crisis, news=news, recipient=each, send_at=at, version=book.version, expires_at=expires_at
        )
        for each in dict.fromkeys(recipients)
    ]
    outbox.add(tx, rows, now)


def tell_of_its_end(
    tx: Connection, book: RuleBook, crisis: Crisis, *, team: Team, calendar: WorkingCalendar, now: datetime
) -> None:
    """Some working time before its end those who may prolong it are asked whether it is enough."""
    at = calendar.subtract(calendar.last_moment(crisis.ends_at), ENDING)
    if at > now:
        ask = [person_recipient(one.id) for one in may_decide(crisis.account_ids, team)]
        tell(tx, book, crisis, CrisisNews.ENDING, ask, at=at, now=now, expires_at=crisis.ends_at)
