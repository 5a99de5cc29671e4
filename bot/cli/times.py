"""`svarsvakt deadline` and `svarsvakt calendar`: the rules of time, shown to a person or to a machine."""

import json
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer
from rich.table import Table

from bot.cli.failure import EXIT_REFUSED, EXIT_USAGE, Failure
from bot.cli.lines import standard_input
from bot.cli.output import console
from bot.config import ConfigError, load
from bot.texts import Texts, texts
from scheduler.answer_time import Explanation, explain
from scheduler.escalation import RungTime, rung_times
from scheduler.local_time import NonexistentTime, read_time
from scheduler.settings import AnswerPolicy, UnitRules
from scheduler.swedish_days import FIRST_YEAR, LAST_YEAR
from scheduler.watch import day_rounds
from scheduler.working_calendar import NoWorkingTime, OutsideCalendar, WorkingCalendar

DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What the commands stand on: rules, their calendar, and the language to say it in."""

    rules: UnitRules
    calendar: WorkingCalendar
    texts: Texts

    @property
    def zone(self) -> ZoneInfo:
        """The calendar's zone, in which times are shown."""
        return self.calendar.zone


class Unreadable(ValueError):  # noqa: N818 - the sentence says what is wrong
    """A time that cannot be answered for, in a sentence."""


def deadline(
    times: Annotated[list[str], typer.Argument(metavar="TIME...", help="ISO 8601; - reads standard input.")],
    policy: Annotated[AnswerPolicy | None, typer.Option(help="Instead of the unit's own.")] = None,
    unit: Annotated[str | None, typer.Option(help="A unit's slug; else the organisation's calendar.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One object a line.")] = False,
) -> None:
    """Say when a comment that came at TIME is to be answered, when its reminders come, and why."""
    ground = _ground(unit)
    if policy is not None:
        answer = replace(ground.rules.answer, policy=policy)
        ground = replace(ground, rules=replace(ground.rules, answer=answer))
    if times == ["-"]:
        refused = _answer_lines(standard_input(), ground)
    elif as_json:
        refused = _answer_lines(times, ground)
    else:
        refused = _show_answers(times, ground)
    if refused:
        raise typer.Exit(EXIT_REFUSED)


def calendar(
    year: Annotated[int, typer.Argument(min=FIRST_YEAR + 1, max=LAST_YEAR - 1)],
    unit: Annotated[str | None, typer.Option(help="A unit's slug; else the organisation's calendar.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One object.")] = False,
) -> None:
    """Show a year's days off, short days and watch rounds."""
    ground = _ground(unit)
    if as_json:
        print(json.dumps(_year(year, ground), ensure_ascii=False))
    else:
        _show_year(year, ground)


def _ground(unit: str | None) -> Ground:
    """The configuration's rules; without a configuration file the guidelines' own."""
    named = os.environ.get("SVARSVAKT_CONFIG")
    if not named and not Path("config.toml").exists():
        rules, language, units = UnitRules(), "sv", {}
    else:
        try:
            # Only the rules are asked for: a missing secret is no reason to refuse.
            config = load(named, {})
        except ConfigError as error:
            raise Failure(*texts(error.language).settings.faults(error), exit_code=EXIT_USAGE) from error
        language = config.language
        rules = config.rules
        units = {
            found.slug: config.unit_rules.get(found.slug, config.rules) for found in config.register.units
        }
    said = texts(language)
    if unit is not None:
        if unit not in units:
            nearest = get_close_matches(unit, units, n=1)
            raise Failure(
                said.times.unknown_unit(unit, nearest[0] if nearest else None), exit_code=EXIT_USAGE
            )
        rules = units[unit]
    return Ground(rules=rules, calendar=WorkingCalendar(rules.calendar), texts=said)


def _answer(text: str, ground: Ground) -> tuple[Explanation, tuple[RungTime, ...]]:
    """The answer time of a comment that came then, and its rungs; raises Unreadable."""
    said, text = ground.texts.times, text.strip()
    if _is_day(text):
        raise Unreadable(said.without_clock(text))
    try:
        why = explain(read_time(text, ground.zone), ground.rules.answer, ground.calendar)
        return why, rung_times(why.due, ground.calendar, ground.rules.ladder)
    except NonexistentTime as error:
        raise Unreadable(said.nonexistent(text)) from error
    except (OutsideCalendar, OverflowError) as error:
        raise Unreadable(said.outside(text)) from error
    except NoWorkingTime as error:
        raise Unreadable(said.no_working_time(text)) from error
    except ValueError as error:
        raise Unreadable(said.unreadable(text)) from error


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _answer_lines(lines: Iterable[str], ground: Ground) -> int:
    """One JSON object a line, in order; how many were refused."""
    refused = 0
    for number, line in enumerate(lines, start=1):
        try:
            found: dict[str, Any] = _as_json(*_answer(line, ground), ground)
        except Unreadable as error:
            refused += 1
            found = {"error": str(error), "line": number}
        print(json.dumps(found, ensure_ascii=False))
    return refused


def _as_json(why: Explanation, rungs: Iterable[RungTime], ground: Ground) -> dict[str, Any]:
    def local(at: datetime) -> str:
        return at.astimezone(ground.zone).isoformat()

    return {
        "received": local(why.received),
        "due": local(why.due),
        "last_working_moment": local(why.last_working_moment),
        "rungs": [{"name": rung.name, "at": local(rung.at)} for rung in rungs],
        "why": ground.texts.why(why),
    }


def _show_answers(times: Iterable[str], ground: Ground) -> int:
    """A table and the reason in words for each; how many were refused."""
    shown, refused = console(), 0
    said, at = ground.texts.times, ground.texts.dates.at
    for text in times:
        try:
            why, rungs = _answer(text, ground)
        except Unreadable as error:
            refused += 1
            print(error, file=sys.stderr)
            continue
        table = Table(show_header=False, box=None, pad_edge=False)
        table.add_row(said.received(), at(why.received, ground.zone))
        table.add_row(said.answer_by(), at(why.due, ground.zone), style="bold")
        table.add_row(said.last_working_moment(), at(why.last_working_moment, ground.zone))
        for rung in rungs:
            table.add_row(said.rung(rung.name), at(rung.at, ground.zone))
        shown.print(table)
        shown.print(ground.texts.why(why))
        shown.print()
    return refused


def _days(year: int) -> Iterable[date]:
    first = date(year, 1, 1)
    return (first + DAY * number for number in range((date(year + 1, 1, 1) - first).days))


def _year(year: int, ground: Ground) -> dict[str, Any]:
    days_off, short_days, rounds = [], [], []
    for day in _days(year):
        off = ground.calendar.day_off(day)
        if off is not None:
            name = ground.texts.why.day_off(off)
            days_off.append({"day": day.isoformat(), "reason": off.reason.value, "name": name})
            continue
        short = ground.calendar.short_day(day)
        if short is not None:
            close = ground.calendar.close(day).astimezone(ground.zone)
            name = ground.texts.why.short_day(short)
            short_days.append({"day": day.isoformat(), "name": name, "close": f"{close:%H:%M}"})
        rounds.append({"day": day.isoformat(), "at": _round_times(day, ground)})
    return {"year": year, "days_off": days_off, "short_days": short_days, "rounds": rounds}


def _round_times(day: date, ground: Ground) -> list[str]:
    planned = day_rounds(day, ground.calendar, ground.rules.rounds)
    return [f"{one.at.astimezone(ground.zone):%H:%M}" for one in planned]


def _hours(day: date, ground: Ground) -> str:
    spans = ground.calendar.intervals(day)
    return ", ".join("–".join(f"{end.astimezone(ground.zone):%H.%M}" for end in span) for span in spans)


def _show_year(year: int, ground: Ground) -> None:
    said, shown = ground.texts.times, console()
    table = Table(said.day(), said.what(), said.hours(), said.rounds(), title=said.year_heading(year))
    ordinary: set[str] = set()
    for day in _days(year):
        off, short = ground.calendar.day_off(day), ground.calendar.short_day(day)
        rounds = ", ".join(at.replace(":", ".") for at in _round_times(day, ground))
        if off is not None and (day.weekday() < 5 or off.name):
            table.add_row(ground.texts.dates.day(day), ground.texts.why.day_off(off), said.closed(), "")
        elif short is not None:
            name = ground.texts.why.short_day(short)
            table.add_row(ground.texts.dates.day(day), name, _hours(day, ground), rounds)
        elif off is None:
            ordinary.add(rounds)
    shown.print(table)
    for times in sorted(ordinary):
        shown.print(said.ordinary(times))
