"""Who is on duty on each day of a span, account by account: for the week's view and the gaps ahead. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from db.people import Team
from db.rows import Account, Person
from scheduler.duty import on_duty
from scheduler.named_days import NamedDay, named_day
from scheduler.working_calendar import WorkingCalendar


@dataclass(frozen=True, kw_only=True, slots=True)
class Uncovered:
    """An account that no editor is on duty for; its deputy, if she is at work."""

    account: Account
    deputy: Person | None


@dataclass(frozen=True, kw_only=True, slots=True)
class DutyDay:
    """One local day of a unit."""

    named: NamedDay
    people: tuple[Person, ...]  # the unit's editors on duty
    uncovered: tuple[Uncovered, ...]

    @property
    def day(self) -> date:
        """The local day."""
        return self.named.day

    @property
    def gap(self) -> bool:
        """A working day on which some account has no editor."""
        return not self.named.off and bool(self.uncovered)

    @property
    def nobody(self) -> bool:
        """A working day on which no editor at all is on duty."""
        return not self.named.off and not self.people


def duty_days(
    days: Iterable[date], *, accounts: Sequence[Account], team: Team, calendar: WorkingCalendar
) -> tuple[DutyDay, ...]:
    """Who is on duty on each of these days (U21)."""
    return tuple(_day(named_day(day, calendar), accounts, team) for day in days)


def _day(named: NamedDay, accounts: Sequence[Account], team: Team) -> DutyDay:
    if named.off:
        return DutyDay(named=named, people=(), uncovered=())
    lines = [
        (
            account,
            on_duty(
                account=account,
                editors=team.editors_of(account.id),
                deputy=team.deputies.get(account.id),
                supervisors=team.supervisors,
                away=team.away,
                day=named.day,
                changes=team.changes,
            ),
        )
        for account in accounts
    ]
    present = {one.id: one for _, line in lines if line.step == "editors" for one in line.people}
    ours = on_duty(
        account=None,
        editors=team.editors,
        deputy=None,
        supervisors=team.supervisors,
        away=team.away,
        day=named.day,
        changes=team.changes,
    )
    if ours.step == "editors":
        present |= {one.id: one for one in ours.people}
    return DutyDay(
        named=named,
        people=tuple(sorted(present.values(), key=lambda one: (one.first_name, one.id))),
        uncovered=tuple(
            Uncovered(account=account, deputy=line.people[0] if line.step == "deputy" else None)
            for account, line in lines
            if line.step != "editors"
        ),
    )


def week_days(monday: date) -> tuple[date, ...]:
    """The seven days of a week."""
    return tuple(monday + timedelta(days=number) for number in range(7))
