"""When somebody who said "vi återkommer" is reminded: two working days later, in working time."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from scheduler.follow_up import follow_up_at
from scheduler.settings import CalendarRules, LadderRules
from scheduler.working_calendar import WorkingCalendar

HERE = ZoneInfo("Europe/Stockholm")


@pytest.mark.parametrize(
    ("held", "reminded"),
    [
        ("2026-11-24 11:00", "2026-11-26 11:00"),  # a Tuesday
        ("2026-11-27 15:00", "2026-12-01 15:00"),  # a Friday: the weekend does not count
        ("2026-11-27 21:00", "2026-12-01 16:30"),  # a Friday evening: Tuesday, while somebody is at work
        ("2026-12-22 10:00", "2026-12-28 10:00"),  # Christmas: 23 December, then Monday 28
        ("2026-04-01 11:00", "2026-04-07 11:00"),  # skärtorsdag, then Tuesday after Easter
    ],
)
def test_a_promise_is_followed_up_two_working_days_later(held: str, reminded: str) -> None:
    at = datetime.fromisoformat(held).replace(tzinfo=HERE)
    due = follow_up_at(at, ladder=LadderRules(), calendar=WorkingCalendar(CalendarRules()))
    assert due.astimezone(HERE).strftime("%Y-%m-%d %H:%M") == reminded
