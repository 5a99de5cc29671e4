"""Watch rounds as their messages show them: the accounts, who has looked, what waits before days off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from db import accounts, comments, crises, people
from db import rounds as rounds_table
from db.people import Team
from db.rows import Account, Comment, Confirmation, Crisis, Notice, Person, Round, Unit
from handlers.content import RoundAccount, RoundContent
from handlers.seeing import seen
from handlers.showing.crisis import line as crisis_line
from handlers.showing.duty import line_for
from handlers.showing.lines import lines, ref
from scheduler.crisis import runs
from scheduler.rulebook import RuleBook
from scheduler.working_calendar import WorkingCalendar

SATURDAY = 5
MOST_WAITING = 200


@dataclass(frozen=True, kw_only=True)
class _Around:
    """What the rounds of some units are drawn from."""

    units: Mapping[int, Unit]
    accounts: Mapping[int, Sequence[Account]]
    seen: frozenset[int]
    waiting: Mapping[int, int]
    looks: Mapping[tuple[int, int], Confirmation]
    people: Mapping[int, Person]
    planned: Mapping[tuple[int, date], int]
    teams: Mapping[int, Team]
    crises: Mapping[int, Crisis]


def rounds(
    tx: Connection, book: RuleBook, called: Sequence[Round], now: datetime
) -> tuple[RoundContent, ...]:
    """Rounds as they stand now, in a fixed number of statements but for those before days off."""
    around = _around(tx, book, called, now)
    return tuple(_content(tx, book, one, around, now) for one in called)


def _around(tx: Connection, book: RuleBook, called: Sequence[Round], now: datetime) -> _Around:
    unit_ids = sorted({one.unit_id for one in called})
    units = accounts.units_named(tx, unit_ids)
    watched = [account for account in accounts.accounts(tx) if account.unit_id in units]
    rules = {unit.id: book.rules(unit.slug).rounds for unit in units.values()}
    confirmations = rounds_table.confirmed(tx, [one.id for one in called])
    same_days = rounds_table.of_days(tx, unit_ids, {one.day for one in called})
    planned: dict[tuple[int, date], int] = {}
    for one in same_days:
        if one.crisis_id is not None:
            continue
        # By number, not by count: of a day that the bot began in the middle of, the first are not stored.
        planned[one.unit_id, one.day] = max(planned.get((one.unit_id, one.day), 0), one.number)
    return _Around(
        units=units,
        accounts={
            number: [account for account in watched if account.unit_id == number] for number in unit_ids
        },
        seen=seen(tx, watched, rules, now),
        waiting=comments.waiting_by_account(tx, unit_ids),
        looks={(look.round_id, look.account_id): look for look in confirmations},
        people=people.named(tx, {look.person_id for look in confirmations if look.person_id is not None}),
        planned=planned,
        teams=people.teams(tx, unit_ids),
        crises=_crises(tx, called, now),
    )


def _crises(tx: Connection, called: Sequence[Round], now: datetime) -> Mapping[int, Crisis]:
    """The crisis that each round was called because of, or that runs beside it, by round."""
    because = crises.named(tx, {one.crisis_id for one in called if one.crisis_id is not None})
    ids = {one.unit_id for one in called}
    running = {unit: one for unit, one in crises.running(tx, ids).items() if runs(one, now)}
    found = {one.id: because.get(one.crisis_id or 0) or running.get(one.unit_id) for one in called}
    return {number: one for number, one in found.items() if one is not None}


def _content(tx: Connection, book: RuleBook, one: Round, around: _Around, now: datetime) -> RoundContent:
    unit = around.units[one.unit_id]
    calendar = book.calendar(unit.slug)
    on_duty = line_for(None, around.teams[unit.id], one.day)
    crisis = around.crises.get(one.id)
    watched = [
        account
        for account in around.accounts[unit.id]
        if one.crisis_id is None or (crisis is not None and account.id in crisis.account_ids)
    ]
    rest = _before_days_off(tx, book, one, unit, calendar, now) if one.last_before_days_off else {}
    return RoundContent(
        zone=ZoneInfo(calendar.rules.zone),
        unit=unit.name,
        round_id=one.id,
        number=one.number,
        planned=around.planned.get((unit.id, one.day), one.number),
        at=one.at,
        state=one.state,
        accounts=tuple(_account(account, one, around) for account in watched),
        mentions=tuple(ref(person) for person in on_duty.people),
        before_days_off=one.last_before_days_off,
        crisis=crisis_line(tx, book, unit, crisis) if crisis is not None else None,
        extra=one.crisis_id is not None,
        **rest,  # type: ignore[arg-type]  # the four fields named in _before_days_off
    )


def _account(account: Account, one: Round, around: _Around) -> RoundAccount:
    look = around.looks.get((one.id, account.id))
    looker = around.people.get(look.person_id or 0) if look else None
    return RoundAccount(
        id=account.id,
        name=account.name,
        platform=account.platform,
        url=account.comments_url or account.url,
        waiting=around.waiting.get(account.id, 0) if account.id in around.seen else None,
        confirmed_by=ref(looker) if looker else None,
        confirmed_at=look.at if look else None,
        confirmed_how=look.how if look else None,
    )


def looked_since(tx: Connection, missed: Sequence[RoundAccount], notice: Notice) -> tuple[RoundAccount, ...]:
    """The accounts of a missed round, with who has looked in another round of that day after it was told."""
    if notice.unit_id is None or notice.day is None:
        return tuple(missed)
    same_day = rounds_table.of_days(tx, [notice.unit_id], [notice.day])
    found = rounds_table.confirmed(tx, [row.id for row in same_day])
    first: dict[int, Confirmation] = {}
    for look in sorted(found, key=lambda look: look.at, reverse=True):
        if look.at >= notice.send_at:
            first[look.account_id] = look
    names = people.named(tx, {look.person_id for look in first.values() if look.person_id is not None})

    def since(account: RoundAccount) -> RoundAccount:
        look = first.get(account.id)
        if look is None:
            return account
        who = names.get(look.person_id or 0)
        return replace(
            account, confirmed_by=ref(who) if who else None, confirmed_at=look.at, confirmed_how=look.how
        )

    return tuple(since(account) for account in missed)


def _before_days_off(  # noqa: PLR0917 - everything it depends on
    tx: Connection, book: RuleBook, one: Round, unit: Unit, calendar: WorkingCalendar, now: datetime
) -> dict[str, object]:
    """What waits, what answering it now would save on the next morning, and when the unit opens again."""
    waiting, _ = comments.waiting(tx, [unit.id], limit=MOST_WAITING, unmet_only=True)
    opens_day = calendar.next_working_day(one.day)
    next_morning = [comment for comment in waiting if _is_next_morning(comment, opens_day, calendar)]
    today = [comment for comment in waiting if comment not in next_morning]
    days_off = [one.day + timedelta(days=n) for n in range(1, (opens_day - one.day).days)]
    return {
        "waiting": lines(tx, book, today, now),
        "next_morning": lines(tx, book, next_morning, now),
        "opens_again": calendar.opening(opens_day),
        "weekend": [day.weekday() for day in days_off] == [SATURDAY, SATURDAY + 1],
    }


def _is_next_morning(comment: Comment, opens_day: date, calendar: WorkingCalendar) -> bool:
    """Its last working moment lies on the first working day after the days off, or on a day off before."""
    return calendar.local_day(comment.last_working_moment) >= opens_day
