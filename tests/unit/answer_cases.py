"""The worked cases of answer time, and the calendars that they are worked in."""

import csv
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path

from scheduler.settings import CalendarRules, Season
from scheduler.working_calendar import WorkingCalendar

CASES = Path(__file__).parent.parent / "cases" / "answer_time.csv"

OFFICE = CalendarRules(short_days={})
CALENDARS = {
    "office": OFFICE,
    "short-days-close-12": CalendarRules(),
    "bridge-days-closed": replace(
        OFFICE, closures=frozenset({date(2026, 6, 5), date(2027, 5, 7), date(2028, 1, 7)})
    ),
    "museum-7-days-10-17": replace(OFFICE, week=(((time(10), time(17)),),) * 7),
    "summer-close-16": replace(OFFICE, seasons=(Season(first=(5, 15), last=(9, 15), close=time(16)),)),
}
COMPILED = {name: WorkingCalendar(rules) for name, rules in CALENDARS.items()}


@dataclass(frozen=True, kw_only=True)
class Case:
    case: str
    calendar: str
    received: datetime
    due_guideline: datetime
    last_working_moment: datetime
    two_working_hours_before: datetime
    due_paused: datetime
    due_office_hours_8: datetime


def cases() -> list[Case]:
    with CASES.open(encoding="utf-8", newline="") as lines:
        return [
            Case(
                case=row["case"],
                calendar=row["calendar"],
                **{
                    name: datetime.fromisoformat(row[name])
                    for name in Case.__dataclass_fields__
                    if name not in {"case", "calendar"}
                },
            )
            for row in csv.DictReader(lines)
        ]
