"""Where the rungs stand: in working time before the last working moment, over nights and short days."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from scheduler.escalation import rung_times
from scheduler.settings import CalendarRules, LadderRules
from scheduler.working_calendar import WorkingCalendar

HERE = ZoneInfo("Europe/Stockholm")


@pytest.mark.parametrize(
    ("due", "rungs"),
    [
        # Monday at noon: the morning is four hours long.
        ("2026-11-30 12:00", ["30 08:00", "30 10:00", "30 11:00", "30 12:00"]),
        # Tuesday at nine: one working hour that day, the others on Monday afternoon.
        ("2026-12-01 09:00", ["30 13:30", "30 15:30", "01 08:00", "01 09:00"]),
        # Wednesday evening: what warns is timed from close, overdue is told at the next opening.
        ("2026-12-02 20:00", ["02 12:30", "02 14:30", "02 15:30", "03 08:00"]),
        # A Saturday, by a policy that knows no helger: Friday's close, and Monday.
        ("2026-11-28 10:00", ["27 12:30", "27 14:30", "27 15:30", "30 08:00"]),
        # The day after trettondagen, a morning after a short Tuesday.
        ("2027-01-07 10:00", ["05 10:00", "07 08:00", "07 09:00", "07 10:00"]),
    ],
)
def test_each_rung_stands_so_many_working_hours_before_somebody_last_is_at_work(
    due: str, rungs: list[str]
) -> None:
    at = datetime.fromisoformat(due).replace(tzinfo=HERE)
    found = rung_times(at, WorkingCalendar(CalendarRules()), LadderRules())
    assert [f"{rung.at.astimezone(HERE):%d %H:%M}" for rung in found] == rungs
