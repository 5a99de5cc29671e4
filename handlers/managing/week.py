"""Seven fields for a week's hours, and what was written in them."""

from collections.abc import Mapping, Sequence

from handlers.managing.form import Field
from handlers.outcome import Outcome, Said, Say
from handlers.sent import faulty
from scheduler.rule_values import read_day_hours, write_day_hours
from scheduler.rule_words import Rule
from scheduler.settings import Hours

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def week_fields(week: Sequence[Hours]) -> tuple[Field, ...]:
    """A field a day, with the hours that are known."""
    return tuple(
        Field(name=name, known=write_day_hours(hours), words="hours")
        for name, hours in zip(DAYS, week, strict=True)
    )


def read_days(fields: Mapping[str, str]) -> tuple[Hours, ...] | Outcome:
    """The week that was written, or the first day that cannot be understood."""
    week = []
    for name in DAYS:
        text = fields.get(name, "")
        try:
            week.append(read_day_hours(text))
        except ValueError:
            return faulty((name, Say(said=Said.RULE_UNCLEAR, text=text[:80], rule=Rule.HOURS)))
    return tuple(week)
