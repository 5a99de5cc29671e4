"""What comes once a day or once a week: gaps in duty, and Veckan i korthet. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from db.outbox import NewNotice
from db.people import Team
from db.rows import Account, Person, Unit
from scheduler import duty_notices, unit_notices
from scheduler.at_work import supervisors_hearing
from scheduler.duty import on_duty
from scheduler.settings import AnswerRules
from scheduler.working_calendar import WorkingCalendar

GAP_DAYS = 5
"""Working days ahead that gaps in duty are looked for."""


def iso_week(day: date) -> str:
    """The ISO week of a day: 2026-W47."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def days_ahead(today: date, calendar: WorkingCalendar) -> list[date]:
    """Today, if it is a working day, and the five working days after it."""
    days = [today] if calendar.is_working_day(today) else []
    day = today
    for _ in range(GAP_DAYS):
        day = calendar.next_working_day(day)
        days.append(day)
    return days


def duty_gaps(
    unit: Unit,
    *,
    accounts: Sequence[Account],
    team: Team,
    calendar: WorkingCalendar,
    version: int | None,
    now: datetime,
) -> tuple[NewNotice, ...]:
    """The coming days on which some account has no editor on duty, for the unit's supervisors (U21).

    A unit without editors has a gap every day: that is told once a week, by the week's last day.
    """
    if not accounts:
        return ()
    today = calendar.local_day(now)
    send_at = calendar.next_moment(now)
    days = [day for day in days_ahead(today, calendar) if any(_nobody(one, team, day) for one in accounts)]
    if not any(team.editors_of(account.id) for account in accounts):
        days = [today + timedelta(days=6 - today.weekday())]  # so it is every day: said once a week
    return tuple(
        duty_notices.duty_gap(unit, day=day, recipient=recipient, send_at=send_at, version=version)
        for day in days
        for recipient in supervisors_hearing(team, calendar.local_day(send_at))
    )


def _nobody(account: Account, team: Team, day: date) -> bool:
    line = on_duty(
        account=account,
        editors=team.editors_of(account.id),
        deputy=team.deputies.get(account.id),
        supervisors=team.supervisors,
        away=team.away,
        day=day,
        changes=team.changes,
    )
    return line.step != "editors"


def week_told_at(today: date, *, calendar: WorkingCalendar, answer: AnswerRules) -> datetime | None:
    """When last week is told of: this week's first working day, opening + 4 h. None: no such day."""
    monday = today - timedelta(days=today.weekday())
    for day in (monday + timedelta(days=n) for n in range(7)):
        if calendar.is_working_day(day):
            return calendar.morning_limit(day, answer.after_opening)
    return None


def weeks_to_tell(
    told: str | None,
    *,
    calendar: WorkingCalendar,
    answer: AnswerRules,
    now: datetime,
    at_most: int = 4,
) -> tuple[list[str], datetime] | None:
    """The ISO weeks that should be summed up now, oldest first, and when; None: nothing to tell yet.

    `told` is the last week summed up. A week without a working day is told of together with the next.
    """
    today = calendar.local_day(now)
    at = week_told_at(today, calendar=calendar, answer=answer)
    if at is None or now < at:
        return None
    weeks = [iso_week(today - timedelta(weeks=back)) for back in range(1, at_most + 1)]
    if told is None:
        return [weeks[0]], at
    new = [week for week in weeks if week > told]
    return (new[::-1], at) if new else None


def week_notices(
    weeks: Iterable[str],
    supervisors: Iterable[Person],
    *,
    at: datetime,
    calendar: WorkingCalendar,
    version: int | None,
    now: datetime,
) -> tuple[NewNotice, ...]:
    """One message a supervisor and week, for all their units; late ones wait for somebody to be at work."""
    send_at = max(at, calendar.next_moment(now))
    return tuple(
        unit_notices.week(
            iso_week=week, person_id=person.id, person_slug=person.slug, send_at=send_at, version=version
        )
        for week in weeks
        for person in supervisors
    )
