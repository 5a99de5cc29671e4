"""The rules survive being stored as JSON, whatever they are."""

import json
from datetime import date, time, timedelta
from types import MappingProxyType

from hypothesis import given
from hypothesis import strategies as st

from scheduler.rulebook import RuleBook
from scheduler.settings import (
    AnswerPolicy,
    AnswerRules,
    CalendarRules,
    CardText,
    ChatRules,
    Hours,
    LadderRules,
    RoundRules,
    Season,
    ShortDay,
    SignatureRule,
    SignatureRules,
    UnitRules,
)
from scheduler.settings_json import book_from_json, book_to_json, rules_from_json, rules_to_json

clocks = st.times().map(lambda at: at.replace(second=0, microsecond=0))
spans = st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=31))
days = st.dates(date(1990, 1, 1), date(2050, 12, 31))
weeks = st.tuples(*[st.lists(st.tuples(clocks, clocks), max_size=2).map(tuple)] * 7)


@st.composite
def hours(draw: st.DrawFn) -> Hours:
    return tuple(draw(st.lists(st.tuples(clocks, clocks), max_size=3)))


rules = st.builds(
    UnitRules,
    calendar=st.builds(
        CalendarRules,
        zone=st.sampled_from(["Europe/Stockholm", "Europe/Helsinki"]),
        week=weeks,
        holidays_off=st.booleans(),
        short_days=st.dictionaries(st.sampled_from(ShortDay), clocks).map(MappingProxyType),
        bridge_days_closed=st.booleans(),
        closures=st.frozensets(days, max_size=5),
        open_days=st.dictionaries(days, hours(), max_size=3).map(MappingProxyType),
        seasons=st.lists(
            st.builds(
                Season,
                first=st.tuples(st.integers(1, 12), st.integers(1, 28)),
                last=st.tuples(st.integers(1, 12), st.integers(1, 28)),
                week=st.none() | weeks,
                close=st.none() | clocks,
            ),
            max_size=2,
        ).map(tuple),
    ),
    answer=st.builds(
        AnswerRules,
        policy=st.sampled_from(AnswerPolicy),
        hours=spans,
        after_opening=spans,
        working_hours=spans,
    ),
    ladder=st.builds(
        LadderRules,
        before=st.tuples(spans, spans, spans),
        not_sooner_than=spans,
        follow_up_days=st.integers(1, 9),
    ),
    rounds=st.builds(RoundRules, times=st.lists(clocks, max_size=5).map(tuple), after_opening=spans),
    signature=st.builds(
        SignatureRules, rule=st.sampled_from(SignatureRule), organisation=st.text(max_size=9)
    ),
    chat=st.builds(ChatRules, card_text=st.sampled_from(CardText), quiet_outside_hours=st.booleans()),
)


@given(rules)
def test_rules_come_back_as_they_were(given_rules: UnitRules) -> None:
    stored = json.loads(json.dumps(rules_to_json(given_rules)))
    assert rules_from_json(stored) == given_rules


@given(rules, rules)
def test_a_book_comes_back_with_every_units_rules(organisation: UnitRules, museum: UnitRules) -> None:
    book = RuleBook(organisation=organisation, units={"museerna": museum})
    again = book_from_json(json.loads(json.dumps(book_to_json(book))), version=7)
    assert again.version == 7
    assert again.rules("museerna") == museum
    assert again.rules("another") == organisation


def test_the_order_in_which_closures_were_written_makes_no_new_version() -> None:
    one = CalendarRules(closures=frozenset([date(2026, 12, 23), date(2026, 7, 13)]))
    other = CalendarRules(closures=frozenset([date(2026, 7, 13), date(2026, 12, 23)]))
    assert rules_to_json(UnitRules(calendar=one)) == rules_to_json(UnitRules(calendar=other))
    assert rules_to_json(UnitRules(calendar=one))["calendar"]["closures"] == ["2026-07-13", "2026-12-23"]


def test_a_setting_that_did_not_exist_then_has_its_default() -> None:
    stored = rules_to_json(UnitRules())
    del stored["rounds"]["blind_after"]
    del stored["chat"]
    assert rules_from_json(stored) == UnitRules()


def test_times_are_stored_in_words_that_a_person_can_read() -> None:
    stored = rules_to_json(UnitRules(rounds=RoundRules(times=(time(8, 30),))))
    assert stored["rounds"]["times"] == ["08:30:00"]
    assert stored["answer"]["hours"] == "P1D"
