"""The forms about other hours for a part of each year: summer, Christmas."""

from collections.abc import Callable, Mapping

from db.rows import Unit
from handlers.access import refuse
from handlers.managing import rules
from handlers.managing.actor import Actor
from handlers.managing.form import Field, UnitForm, UnitFormKind
from handlers.managing.week import read_days, week_fields
from handlers.outcome import Outcome, Said, Say
from handlers.sent import faulty
from scheduler.opening_hours import closing_at
from scheduler.rule_values import read_week
from scheduler.rule_words import Rule
from scheduler.season_words import (
    read_day_of_year,
    read_seasons,
    span,
    write_day_of_year,
    write_seasons,
)
from scheduler.settings import Season


def _known(actor: Actor, unit: Unit, rule: Rule) -> str:
    return next(row.value for row in rules.rows(actor, unit) if row.rule is rule)


def _seasons(actor: Actor, unit: Unit) -> dict[str, Season]:
    """The unit's seasons by the days that they run."""
    return {span(each): each for each in read_seasons(_known(actor, unit, Rule.SEASONS))}


def season_form(actor: Actor, unit: Unit, about: str) -> UnitForm | Outcome:
    """A new season, or (`about`: its days) another one as it stands."""
    season = _seasons(actor, unit).get(about) if about else None
    if about and season is None:
        return refuse(Said.TRY_AGAIN)
    week = read_week(_known(actor, unit, Rule.HOURS))
    if season is not None:
        week = season.week or week
        if season.close is not None:
            week = tuple(closing_at(hours, season.close) for hours in week)
    first, last = ("", "") if season is None else map(write_day_of_year, (season.first, season.last))
    return UnitForm(
        kind=UnitFormKind.SEASON,
        unit_id=unit.id,
        unit=unit.name,
        about=about,
        fields=(
            Field(name="season_first", known=_as_people_write(first)),
            Field(name="season_last", known=_as_people_write(last)),
            *week_fields(week),
            Field(name="why", optional=True),
        ),
    )


def _as_people_write(at: str) -> str:
    """`15/5` for 05-15."""
    return f"{int(at[3:])}/{int(at[:2])}" if at else ""


def _take_season(actor: Actor, unit: Unit, about: str, fields: Mapping[str, str]) -> Outcome:
    there = _seasons(actor, unit)
    if about and about not in there:
        return refuse(Said.TRY_AGAIN)
    days = []
    for name in ("season_first", "season_last"):
        try:
            days.append(read_day_of_year(fields.get(name, "")))
        except ValueError:
            return faulty((name, Say(said=Said.DAY_OF_YEAR_UNCLEAR, text=fields.get(name, "")[:40])))
    week = read_days(fields)
    if isinstance(week, Outcome):
        return week
    new = Season(first=days[0], last=days[1], week=week)
    others = {days: season for days, season in there.items() if days != about}
    if span(new) in others:
        return faulty(("season_first", Say(said=Said.SEASON_THERE_ALREADY)))
    return _put(actor, unit, (*others.values(), new), why=fields.get("why", ""))


def _season_end(actor: Actor, unit: Unit, about: str) -> UnitForm | Outcome:
    season = _seasons(actor, unit).get(about)
    if season is None:
        return refuse(Said.TRY_AGAIN)
    return UnitForm(
        kind=UnitFormKind.SEASON_END,
        unit_id=unit.id,
        unit=unit.name,
        about=about,
        subject="–".join(
            _as_people_write(each) for each in map(write_day_of_year, (season.first, season.last))
        ),
        fields=(Field(name="why", optional=True),),
    )


def _take_season_end(actor: Actor, unit: Unit, about: str, fields: Mapping[str, str]) -> Outcome:
    there = _seasons(actor, unit)
    if about not in there:
        return refuse(Said.TRY_AGAIN)
    left = [season for days, season in there.items() if days != about]
    return _put(actor, unit, tuple(left), why=fields.get("why", ""))


def _put(actor: Actor, unit: Unit, seasons: tuple[Season, ...], *, why: str) -> Outcome:
    ordered = tuple(sorted(seasons, key=lambda each: (each.first, each.last)))
    outcome = rules.put(actor, Rule.SEASONS, write_seasons(ordered), unit=unit, why=why)
    if outcome.refused and outcome.say is not None and outcome.say.said is not Said.NOT_ALLOWED:
        return faulty(("season_first", outcome.say))
    return outcome


OPEN: Mapping[UnitFormKind, Callable[[Actor, Unit, str], UnitForm | Outcome]] = {
    UnitFormKind.SEASON: season_form,
    UnitFormKind.SEASON_END: _season_end,
}
TAKE: Mapping[UnitFormKind, Callable[[Actor, Unit, str, Mapping[str, str]], Outcome]] = {
    UnitFormKind.SEASON: _take_season,
    UnitFormKind.SEASON_END: _take_season_end,
}
