"""What becomes of the day's watch rounds: called, done, missed, and who hears of it. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from db.outbox import NewNotice
from db.people import Team
from db.rows import Account, Confirmation, Person, Round, Unit
from db.words import RoundState
from scheduler import round_notices
from scheduler.at_work import is_at_work, supervisors_hearing
from scheduler.recipients import person_recipient, unit_recipient
from scheduler.settings import RoundRules
from scheduler.watch import day_rounds
from scheduler.working_calendar import WorkingCalendar

Handled = tuple[int, int | None, datetime]
"""A comment was handled: on which account, by whom, when."""
AT_CLOSE = timedelta(minutes=15)
"""What is told at close waits for the next opening when the clock comes later than this."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RoundChange:
    """A round's new state, the looks that were found, and what should be said."""

    round: Round
    state: RoundState
    looks: tuple[Confirmation, ...] = ()
    notices: tuple[NewNotice, ...] = ()


def day_of_rounds(
    unit: Unit,
    day: date,
    *,
    calendar: WorkingCalendar,
    rules: RoundRules,
    version: int | None,
    missed: bool = False,
    since: datetime | None = None,
) -> list[dict[str, object]]:
    """A day's rounds, to be fixed at its first tick; none on a day off.

    `missed`: the day has passed. `since`: only those from then on, on a unit's very first day.
    """
    return [
        {
            "unit_id": unit.id,
            "day": day,
            "number": planned.number,
            "at": planned.at,
            "ends_at": planned.ends_at,
            "last_before_days_off": planned.last_before_days_off,
            "state": RoundState.MISSED if missed else RoundState.PLANNED,
            "settings_version": version,
        }
        for planned in day_rounds(day, calendar, rules)
        if since is None or planned.at >= since
    ]


def begin(
    begun: Round,
    *,
    unit: Unit,
    accounts: Collection[int],
    handled: Iterable[Handled],
    rules: RoundRules,
    now: datetime,
) -> RoundChange:
    """Call a round whose time has come. One that nobody could be called to in time is missed, and expires."""
    call = round_notices.round_call(begun, unit)
    if now >= begun.ends_at:
        return RoundChange(round=begun, state=RoundState.MISSED, notices=(call,))
    looks = _looks(begun, accounts, handled, since=begun.at - rules.handled_counts_for)
    done = {look.account_id for look in looks} >= set(accounts)
    return RoundChange(
        round=begun, state=RoundState.DONE if done else RoundState.CALLED, looks=looks, notices=(call,)
    )


def end(
    ended: Round,
    *,
    unit: Unit,
    accounts: Collection[int],
    confirmed: Iterable[int],
    handled: Iterable[Handled],
    team: Team,
    calendar: WorkingCalendar,
    rules: RoundRules,
    now: datetime,
) -> RoundChange:
    """Judge a round at the next one or at close: done, or missed, and then one other editor is asked.

    At close there is nobody left to ask, and a round that never reached the chat was missed by nobody.
    """
    seen = set(confirmed)
    looks = tuple(
        look
        for look in _looks(ended, accounts, handled, since=ended.at - rules.handled_counts_for)
        if look.account_id not in seen
    )
    if seen | {look.account_id for look in looks} >= set(accounts):
        return RoundChange(round=ended, state=RoundState.DONE, looks=looks)
    close = calendar.close(ended.day) if calendar.is_working_day(ended.day) else ended.ends_at
    if ended.message_id is None or now >= close or not calendar.is_working(now):
        return RoundChange(round=ended, state=RoundState.MISSED, looks=looks)
    asked = ask_instead(ended, team=team)
    ask = round_notices.round_missed(
        ended,
        unit,
        recipient=unit_recipient(unit.id) if asked is None else person_recipient(asked.id),
        send_at=now,
        expires_at=close,
        person_id=None if asked is None else asked.id,
    )
    return RoundChange(round=ended, state=RoundState.MISSED, looks=looks, notices=(ask,))


def ask_instead(missed: Round, *, team: Team) -> Person | None:
    """Whom to ask after a missed round: the editors at work in turn, or the next in line of a lone one.

    None: nobody is at work by the register, so the channel is asked.
    """
    editors = [person for person in team.editors if is_at_work(person, team, missed.day)]
    if len(editors) > 1:
        return editors[missed.number % len(editors)]
    others = [*team.deputies.values(), *team.supervisors]
    relief = [person for person in others if is_at_work(person, team, missed.day) and person not in editors]
    return next(iter([*relief, *editors]), None)


def unwatched(
    unit: Unit,
    day: date,
    *,
    rounds: Sequence[Round],
    accounts: Sequence[Account],
    looked_at: Collection[int],
    team: Team,
    calendar: WorkingCalendar,
    version: int | None,
    now: datetime,
) -> tuple[NewNotice, ...]:
    """The accounts that nobody looked at all day, for the supervisors: about the account, never a person.

    Told at close. A day on which no call reached the chat says nothing about anybody.
    """
    if not any(row.message_id is not None for row in rounds):
        return ()
    close = max(row.ends_at for row in rounds)
    send_at = close if now <= close + AT_CLOSE else calendar.next_moment(now)
    return tuple(
        round_notices.unwatched(
            unit, account_id=account.id, day=day, recipient=recipient, send_at=send_at, version=version
        )
        for account in accounts
        if account.id not in looked_at
        for recipient in supervisors_hearing(team, day)
    )


def days_between(last: date | None, today: date, *, at_most: int = 14) -> list[date]:
    """The days whose rounds were never fixed, because nothing ran: after `last`, before today."""
    if last is None:
        return []
    count = min((today - last).days - 1, at_most)
    return [today - timedelta(days=back) for back in range(count, 0, -1)]


def by_unit(accounts: Iterable[Account]) -> Mapping[int, list[Account]]:
    """Accounts by their unit."""
    found: dict[int, list[Account]] = {}
    for account in accounts:
        found.setdefault(account.unit_id, []).append(account)
    return found


def _looks(
    of: Round, accounts: Collection[int], handled: Iterable[Handled], *, since: datetime
) -> tuple[Confirmation, ...]:
    """The first handling of each account from `since` to the round's end."""
    first: dict[int, Confirmation] = {}
    for account_id, person_id, at in handled:
        if account_id in accounts and since <= at <= of.ends_at and account_id not in first:
            first[account_id] = Confirmation(
                round_id=of.id, account_id=account_id, person_id=person_id, at=at, how="handled"
            )
    return tuple(first.values())
