"""From what the file says to the rules: the defaults, changed by the organisation, changed by the unit."""

from dataclasses import replace
from datetime import time, timedelta
from types import MappingProxyType
from typing import Any

from bot.config.rule_shapes import (
    AnswerShape,
    CalendarShape,
    Cards,
    ChatShape,
    GuessesShape,
    LadderShape,
    RoundsShape,
    RulesShape,
    SeasonShape,
    SignatureShape,
)
from bot.config.values import Week
from scheduler.settings import CalendarRules, Hours, Season, ShortDay, UnitRules


def changed_rules(base: UnitRules, said: RulesShape) -> UnitRules:
    """`base` with everything that was said changed; what was not said stays as it is in `base`."""
    return UnitRules(
        calendar=_calendar(base.calendar, said.calendar) if said.calendar else base.calendar,
        answer=replace(base.answer, **(_answer(said.answer) if said.answer else {})),
        ladder=replace(base.ladder, **(_ladder(said.ladder) if said.ladder else {})),
        rounds=replace(base.rounds, **(_rounds(said.rounds) if said.rounds else {})),
        signature=replace(base.signature, **(_signature(said.signature) if said.signature else {})),
        chat=replace(base.chat, **(_chat(said.chat) if said.chat else {})),
        guesses=replace(base.guesses, **(_guesses(said.guesses) if said.guesses else {})),
        replies=replace(base.replies, **(said.replies.given() if said.replies else {})),
    )


def _calendar(base: CalendarRules, said: CalendarShape) -> CalendarRules:
    given = said.given()
    values: dict[str, Any] = {
        name: given[name] for name in ("holidays_off", "bridge_days_closed") if name in given
    }
    if said.hours is not None:
        values["week"] = _week(base.week, said.hours)
    values["short_days"] = MappingProxyType(_short_days(base, said))
    if "closures" in given:
        values["closures"] = frozenset(day for span in said.closures for day in span)
    if "open_days" in given:
        values["open_days"] = MappingProxyType(
            {day: hours for span, hours in said.open_days.items() for day in span}
        )
    if "seasons" in given:
        week = values.get("week", base.week)
        values["seasons"] = tuple(_season(week, season) for season in said.seasons)
    return replace(base, **values)


def _week(base: tuple[Hours, ...], said: Week) -> tuple[Hours, ...]:
    days = dict(said.days)
    return tuple(days.get(day, hours) for day, hours in enumerate(base))


def _short_days(base: CalendarRules, said: CalendarShape) -> dict[ShortDay, time]:
    """One close for all of them, then each its own; none: an ordinary day."""
    days: dict[ShortDay, time | None] = dict(base.short_days)
    if "short_days_close" in said.given():
        days = dict.fromkeys(ShortDay, said.short_days_close)
    if said.short_days is not None:
        days |= {ShortDay(name): close for name, close in said.short_days.given().items()}
    return {day: close for day, close in days.items() if close is not None}


def _season(base: tuple[Hours, ...], said: SeasonShape) -> Season:
    return Season(
        first=said.first,
        last=said.last,
        week=None if said.hours is None else _week(base, said.hours),
        close=said.close,
    )


def _answer(said: AnswerShape) -> dict[str, Any]:
    names = {
        "policy": "policy",
        "hours": "hours",
        "after_opening_hours": "after_opening",
        "working_hours": "working_hours",
    }
    return {
        names[name]: value if name == "policy" else timedelta(hours=value)
        for name, value in said.given().items()
    }


def _ladder(said: LadderShape) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, value in said.given().items():
        if name == "before_hours":
            values["before"] = tuple(timedelta(hours=hours) for hours in value)
        elif name == "not_sooner_than_hours":
            values["not_sooner_than"] = timedelta(hours=value)
        else:
            values[name] = value
    return values


def _rounds(said: RoundsShape) -> dict[str, Any]:
    names = {
        "after_opening_minutes": "after_opening",
        "before_close_minutes": "before_close",
        "handled_counts_minutes": "handled_counts_for",
        "blind_after_minutes": "blind_after",
    }
    return {
        names.get(name, name): tuple(value) if name == "times" else timedelta(minutes=value)
        for name, value in said.given().items()
    }


def _signature(said: SignatureShape) -> dict[str, Any]:
    return {name: value or "" for name, value in said.given().items()}


def _chat(said: ChatShape) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, value in said.given().items():
        if name == "cards":
            values["quiet_outside_hours"] = value is Cards.WORKING_TIME
        elif name in {"flood_minutes", "gather_minutes"}:
            values[name.replace("minutes", "within")] = timedelta(minutes=value)
        else:
            values[name] = value
    return values


def _guesses(said: GuessesShape) -> dict[str, Any]:
    return {name: tuple(value) for name, value in said.given().items()}
