"""Rules as settings in layers, each value with its source, changed from chat at once (M32-M35, U01)."""

from datetime import date, timedelta
from types import MappingProxyType

import pytest

from db import marks, rounds, set_rules, settings_versions
from db.store import Store
from db.words import ChangeAction
from handlers.content import CommentDetail
from handlers.desk import Action
from handlers.guesses import Guess
from handlers.managing.form import UnitFormKind
from handlers.managing.rows import UnitPage
from handlers.outcome import Outcome, Said
from scheduler.glance import IN_FORCE
from scheduler.layers import From, Layers, Preset
from scheduler.rule_words import Rule
from scheduler.rulebook import RuleBook
from scheduler.rules_in_force import renew, stored
from scheduler.settings import UnitRules
from tests.stories.managing import opens, page, sends, shown
from tests.stories.office import MONDAY, Office, at, said


def row(office: Office, rule: Rule, *, on: str = "rules", account: int = 0) -> tuple[str, From]:
    """What the page says of a rule."""
    found = next(each for each in shown(office, on, start=account).rules if each.rule is rule)
    return found.value, found.comes_from


@pytest.fixture
def versioned(office: Office) -> Office:
    """The office goes by a stored version of the settings, as a running bot does."""
    with office.store.write() as tx:
        office.book = stored(tx, office.book, at(MONDAY))
        marks.note(tx, IN_FORCE, at(MONDAY), str(office.book.version))
    return office


def test_a_unit_gives_its_public_two_days_and_what_waits_is_counted_anew(versioned: Office) -> None:
    """M32-M35: the unit's rules add to the city's, and each value shows its source."""
    office = versioned
    number = office.comes()
    assert office.comment(number).due_at == at("2026-11-24 10:00")
    assert row(office, Rule.ANSWER_HOURS) == ("24", From.DEFAULT)
    assert said(sends(office, UnitFormKind.RULE, "answer.hours", value="48 timmar", why="Få i tjänst")) is (
        Said.RULE_SET
    )
    assert row(office, Rule.ANSWER_HOURS) == ("48", From.UNIT_SET)
    office.tick("2026-11-23 10:01")
    assert office.comment(number).due_at == at("2026-11-25 10:00")
    assert office.comment(office.comes("2026-11-23 11:00")).due_at == at("2026-11-25 11:00")


def test_an_accounts_own_answer_time_wins_over_its_units_and_only_there(versioned: Office) -> None:
    office = versioned
    facebook, instagram = office.newsroom.facebook, office.newsroom.instagram
    sends(office, UnitFormKind.RULE, "answer.hours", value="48")
    sends(office, UnitFormKind.RULE, f"{facebook.id}/answer.hours", value="12")
    office.tick("2026-11-23 10:01")
    assert office.comment(office.comes("2026-11-23 11:00")).due_at == at("2026-11-23 23:00")
    other = office.comes("2026-11-23 11:00", account=instagram)
    assert office.comment(other).due_at == at("2026-11-25 11:00")
    assert row(office, Rule.ANSWER_HOURS, account=facebook.id) == ("12", From.ACCOUNT_SET)
    assert row(office, Rule.ANSWER_HOURS, account=instagram.id) == ("48", From.UNIT_SET)
    wrong = sends(office, UnitFormKind.RULE, f"{facebook.id}/rounds.times", value="09:00")
    assert [fault.say.said for fault in wrong.field_errors] == [Said.RULE_OF_UNIT]


def test_why_is_told_by_the_rules_that_counted_it(versioned: Office) -> None:
    office = versioned
    number = office.comes()
    sends(office, UnitFormKind.RULE, "answer.hours", value="48")
    office.tick("2026-11-23 10:01")
    why = office.act(office.newsroom.anna, Action.WHY, number).content
    assert why is not None
    assert why.explanation.due == at("2026-11-25 10:00")  # type: ignore[union-attr]


def test_a_unit_that_lets_its_value_go_follows_the_city_again(versioned: Office) -> None:
    office = versioned
    sends(office, UnitFormKind.RULE, "answer.hours", value="48")
    outcome = sends(office, UnitFormKind.RULE_FOLLOW, "answer.hours")
    assert outcome.say is not None
    assert (outcome.say.said, outcome.say.suggestion) == (Said.RULE_FOLLOWED, "24")
    office.tick("2026-11-23 10:01")
    assert row(office, Rule.ANSWER_HOURS) == ("24", From.DEFAULT)
    assert office.book.rules("kultur") == UnitRules()


def test_a_local_closure_moves_answer_times_and_takes_the_days_rounds_away(versioned: Office) -> None:
    """M13, M17: on the unit's planning day nobody is called, and nothing is due."""
    office = versioned
    number = office.comes("2026-11-23 14:00")
    closed = sends(
        office, UnitFormKind.DAY_ADD, first_day="2026-11-24", last_day="2026-11-24", day_name="Planeringsdag"
    )
    assert said(closed) is Said.DAY_CLOSED
    office.tick("2026-11-23 14:01")
    assert office.comment(number).due_at == at("2026-11-25 12:00")
    office.tick("2026-11-24 08:00")
    with office.store.read() as tx:
        assert rounds.of_days(tx, [office.newsroom.unit.id], [date(2026, 11, 24)]) == []
    assert [(day.name, day.hours) for day in shown(office, "times").days] == [("Planeringsdag", "")]


def test_closed_for_the_rest_of_today_calls_nobody_any_more(versioned: Office) -> None:
    office = versioned
    office.tick("2026-11-22 23:00")
    office.tick("2026-11-23 07:00")
    with office.store.read() as tx:
        assert len(rounds.of_days(tx, [office.newsroom.unit.id], [date(2026, 11, 23)])) == 3
    sends(office, UnitFormKind.DAY_ADD, first_day="2026-11-23", day_name="Vattenläcka")
    office.tick("2026-11-23 12:30")
    assert office.all_notices("round:") == []


def test_a_day_that_is_as_usual_after_all_is_so_at_once(versioned: Office) -> None:
    office = versioned
    sends(office, UnitFormKind.DAY_ADD, first_day="2026-11-24")
    (day,) = shown(office, "times").days
    assert said(sends(office, UnitFormKind.DAY_END, day.id)) is Said.DAY_REMOVED
    office.tick("2026-11-23 10:01")
    assert office.book.calendar("kultur").is_working_day(date(2026, 11, 24))
    assert shown(office, "times").days == ()


def test_open_on_a_saturday_is_a_working_day_with_its_own_hours(versioned: Office) -> None:
    office = versioned
    outcome = sends(office, UnitFormKind.DAY_ADD, first_day="2026-11-28", open_hours="10-14")
    assert said(outcome) is Said.DAY_OPEN
    office.tick("2026-11-23 10:01")
    calendar = office.book.calendar("kultur")
    assert (calendar.opening(date(2026, 11, 28)), calendar.close(date(2026, 11, 28))) == (
        at("2026-11-28 10:00"),
        at("2026-11-28 14:00"),
    )


def test_the_units_hours_are_set_day_by_day(versioned: Office) -> None:
    office = versioned
    week = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday"), "08:00-12:00, 13:00-17:00")
    given = {**week, "friday": "8-15", "saturday": "stängt", "sunday": ""}
    assert said(sends(office, UnitFormKind.HOURS, **given)) is Said.RULE_SET
    office.tick("2026-11-23 10:01")
    assert office.book.calendar("kultur").close(date(2026, 11, 27)) == at("2026-11-27 15:00")
    form = opens(office, UnitFormKind.HOURS).unit_form
    assert form is not None
    assert [field.known for field in form.fields[3:6]] == [
        "08:00-12:00, 13:00-17:00",
        "08:00-15:00",
        "closed",
    ]


def faults(outcome: Outcome) -> list[tuple[str, Said]]:
    return [(fault.field, fault.say.said) for fault in outcome.field_errors]


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        ("answer.hours", "snart"),
        ("answer.hours", "0"),
        ("answer.hours", "100000"),
        ("answer.policy", "aldrig"),
        ("ladder.before_hours", "1, 2, 4"),
        ("ladder.before_hours", "4, 2"),
        ("ladder.follow_up_days", "0"),
        ("rounds.times", ""),
        ("rounds.times", "15:00, 08:30"),
        ("rounds.times", "25:00"),
        ("calendar.short_days_close", "tidigt"),
        ("chat.blank_when_handled", "kanske"),
        ("signature.organisation", " "),
        ("guesses.kinds", "hot"),
        ("guesses.threat", "*"),
        ("guesses.threat", ", ,"),
        ("guesses.never", "x" * 81),
        ("calendar.seasons", "sommaren 8-16"),
        ("calendar.seasons", "30 februari-15 mars 8-16"),
        ("calendar.seasons", "1 juni-15 augusti"),
        ("calendar.seasons", "1 juni-15 augusti 8-16 | 1/6-15/8 9-16"),
    ],
)
def test_a_value_that_cannot_be_is_said_beside_its_field(office: Office, rule: str, value: str) -> None:
    assert faults(sends(office, UnitFormKind.RULE, rule, value=value)) == [("value", Said.RULE_UNCLEAR)]
    with office.store.read() as tx:
        assert set_rules.rules(tx) == []


def test_other_bad_input_gets_a_friendly_answer(office: Office) -> None:
    signs = sends(office, UnitFormKind.RULE, "signature.rule", value="first_name_and_organisation")
    assert faults(signs) == [("value", Said.ORGANISATION_MISSING)]
    assert said(sends(office, UnitFormKind.RULE, "answer.speed", value="1")) is Said.RULE_UNKNOWN
    hours = sends(office, UnitFormKind.HOURS, monday="16-8")
    assert faults(hours) == [("monday", Said.RULE_UNCLEAR)]
    days = sends(office, UnitFormKind.DAY_ADD, first_day="2026-11-30", last_day="2026-11-27")
    assert faults(days) == [("last_day", Said.AWAY_BACKWARDS)]
    long = sends(office, UnitFormKind.DAY_ADD, first_day="2026-11-30", last_day="2126-11-30")
    assert faults(long) == [("last_day", Said.SPAN_TOO_LONG)]
    assert faults(sends(office, UnitFormKind.DAY_ADD, first_day="i går")) == [
        ("first_day", Said.DATE_UNCLEAR)
    ]


def test_the_log_says_what_it_was_and_what_it_is(office: Office) -> None:
    sends(office, UnitFormKind.RULE, "answer.hours", value="48", why="Få i tjänst")
    (line,) = shown(office, "log").changes
    change = line.change
    assert (change.action, change.by_name, change.what, change.before, change.after, change.why) == (
        ChangeAction.RULE_SET,
        "Cecilia Lind",
        "answer.hours",
        "24",
        "48",
        "Få i tjänst",
    )
    refused = page(office, "rules", by="bo")
    assert isinstance(refused, Outcome)
    assert said(refused) is Said.NOT_ALLOWED


def test_each_layer_shows_as_the_source(office: Office, store: Store) -> None:
    """U01: the rules have a version and a source, and the nearest layer that says something wins."""
    preset = Preset(
        slug="malmo-older", name="Malmö", version="1", source="s", rules=frozenset({"rounds.times"})
    )
    layers = Layers(
        organisation=UnitRules(),
        units=MappingProxyType({"kultur": UnitRules()}),
        said=MappingProxyType(
            {"": frozenset({"answer.hours"}), "kultur": frozenset({"ladder.follow_up_days"})}
        ),
        preset=preset,
    )
    office.book = RuleBook(organisation=UnitRules(), layers=layers)
    assert row(office, Rule.ANSWER_HOURS)[1] is From.ORGANISATION_FILE
    assert row(office, Rule.FOLLOW_UP)[1] is From.UNIT_FILE
    assert row(office, Rule.ROUNDS, on="times")[1] is From.PRESET
    assert row(office, Rule.CARDS)[1] is From.DEFAULT
    sends(office, UnitFormKind.RULE, "ladder.follow_up_days", value="3")
    assert row(office, Rule.FOLLOW_UP) == ("3", From.UNIT_SET)


def test_another_machine_goes_by_what_was_set_after_its_next_tick(versioned: Office, store: Store) -> None:
    """The machine that a supervisor's click reaches is not the only one that counts."""
    office = versioned
    other = RuleBook(organisation=UnitRules(), version=office.book.version)
    sends(office, UnitFormKind.RULE, "answer.hours", value="48")
    assert renew(store, office.book, at(MONDAY))
    assert not renew(store, office.book, at(MONDAY))
    assert other.rules("kultur").answer.hours == timedelta(hours=24)
    assert renew(store, other, at(MONDAY))
    assert other.rules("kultur").answer.hours == timedelta(hours=48)
    assert other.version == office.book.version


def test_what_came_in_by_the_old_rules_in_the_moment_of_change_is_counted_too(versioned: Office) -> None:
    office = versioned
    before = office.book.present()
    sends(office, UnitFormKind.RULE, "answer.hours", value="48")
    office.tick("2026-11-23 10:01")
    office.book, live = before, office.book
    number = office.comes("2026-11-23 10:01")
    office.book = live
    office.tick("2026-11-23 10:02")
    assert office.comment(number).due_at == at("2026-11-25 10:01")


def test_settings_that_nobody_touched_keep_their_version(office: Office, store: Store) -> None:
    with store.write() as tx:
        first = stored(tx, office.book, at(MONDAY)).version
        assert stored(tx, office.book.present(), at(MONDAY)).version == first
        assert "accounts" not in (settings_versions.load(tx, first or 0) or {})


def test_words_close_a_day_set_a_rule_and_show_the_log_in_the_units_own_channel(office: Office) -> None:
    cecilia, anna = office.newsroom.cecilia, office.newsroom.anna
    closed = office.says(cecilia, "stängt 24 december - 27 december Julstängt hos oss")
    assert closed.say is not None
    assert (closed.say.said, closed.say.last_day) == (Said.DAY_CLOSED, date(2026, 12, 27))
    assert shown(office, "times").days[0].name == "Julstängt hos oss"
    assert said(office.says(cecilia, "regler answer.hours 48")) is Said.RULE_SET
    assert said(office.says(cecilia, "regler answer.hours följ")) is Said.RULE_FOLLOWED
    assert said(office.says(cecilia, "regler snabbhet 1")) is Said.RULE_UNKNOWN
    assert said(office.says(cecilia, "stängt snart")) is Said.DATE_UNCLEAR
    log = office.says(cecilia, "ändringar").content
    assert isinstance(log, UnitPage)
    assert [line.change.action for line in log.changes] == [
        ChangeAction.RULE_FOLLOWED,
        ChangeAction.RULE_SET,
        ChangeAction.DAY_ADDED,
    ]
    read = office.says(anna, "regler").content
    assert isinstance(read, UnitPage)
    assert {line.rule for line in read.rules} == set(Rule)
    for text in ("stängt idag", "regler answer.hours 1", "ändringar"):
        assert said(office.says(anna, text)) is Said.NOT_ALLOWED


def test_a_supervisor_sets_what_is_guessed_and_by_which_words(versioned: Office) -> None:
    """M30, M31: a unit adds its own words, says which mean nothing here, or wants no guesses at all."""
    office = versioned
    number = office.comes(text="Rektorn ska fåtöljas, sa han i rum 12")
    assert row(office, Rule.THREAT_WORDS) == ("no", From.DEFAULT)
    given = 'rektorn ska få*, "hej, du", rum ##'
    assert said(sends(office, UnitFormKind.RULE, "guesses.threat", value=given)) is Said.RULE_SET
    assert row(office, Rule.THREAT_WORDS) == (given, From.UNIT_SET)
    office.tick("2026-11-23 10:01")
    assert office.book.rules("kultur").guesses.threat == ("rektorn ska få*", "hej, du", "rum ##")
    assert [guess.kind.value for guess in shown_guesses(office, number)] == ["threat"]
    sends(office, UnitFormKind.RULE, "guesses.never", value="Rektorn ska fåtöljas, rum 12")
    office.tick("2026-11-23 10:02")
    assert shown_guesses(office, number) == ()
    sends(office, UnitFormKind.RULE_FOLLOW, "guesses.never")
    form = opens(office, UnitFormKind.RULE, "guesses.kinds").unit_form
    assert form is not None
    assert form.fields[0].known == "threat,hate,spam,personal_number,phone"
    sends(office, UnitFormKind.RULE, "guesses.kinds")  # no box is ticked
    office.tick("2026-11-23 10:03")
    assert row(office, Rule.GUESSES) == ("no", From.UNIT_SET)
    assert shown_guesses(office, number) == ()


def shown_guesses(office: Office, number: int) -> tuple[Guess, ...]:
    """What "Visa hela" guesses of a comment."""
    content = office.act(office.newsroom.anna, Action.SHOW, number).content
    assert isinstance(content, CommentDetail)
    return content.guesses


def test_summer_hours_come_back_each_year(versioned: Office) -> None:
    office = versioned
    value = "15 maj-15 september 8-16 | 20/12-6/1 closes 15:00"
    assert said(sends(office, UnitFormKind.RULE, "calendar.seasons", value=value)) is Said.RULE_SET
    office.tick("2026-11-23 10:01")
    calendar = office.book.calendar("kultur")
    closes = {
        day: calendar.close(date.fromisoformat(day))
        for day in ("2027-05-14", "2027-05-17", "2028-09-15", "2026-12-28")
    }
    assert closes == {
        "2027-05-14": at("2027-05-14 16:30"),
        "2027-05-17": at("2027-05-17 16:00"),
        "2028-09-15": at("2028-09-15 16:00"),
        "2026-12-28": at("2026-12-28 15:00"),
    }


@pytest.mark.parametrize(
    ("rule", "value"), [("calendar.hours", "stängt"), ("calendar.hours", "; ; ; ; ; ; ")]
)
def test_hours_by_which_nobody_is_ever_at_work_are_refused(office: Office, rule: str, value: str) -> None:
    """Found: every tick of every unit stood still from then on, as no answer time could be counted."""
    assert faults(sends(office, UnitFormKind.RULE, rule, value=value)) == [("value", Said.NEVER_OPEN)]
    assert faults(sends(office, UnitFormKind.HOURS)) == [("monday", Said.NEVER_OPEN)]


def test_what_a_faulty_program_once_let_in_stops_no_tick(versioned: Office) -> None:
    office = versioned
    sends(office, UnitFormKind.RULE, "answer.hours", value="48")
    with office.store.write() as tx:
        place = set_rules.of_unit(office.newsroom.unit.id)
        closed = set_rules.SetRule(
            place=place, rule="calendar.hours", value="closed", set_by=None, set_at=at(MONDAY)
        )
        set_rules.put(tx, closed)
    office.tick("2026-11-23 10:01")
    assert office.book.rules("kultur").calendar == UnitRules().calendar
    assert office.book.rules("kultur").answer.hours == timedelta(hours=48)


def test_summer_hours_are_a_form_and_each_season_is_changed_or_ended_by_itself(versioned: Office) -> None:
    office = versioned
    week = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), "8-15")
    summer = {"season_first": "15 maj", "season_last": "15/9", **week}
    assert said(sends(office, UnitFormKind.SEASON, **summer)) is Said.RULE_SET
    christmas = {**summer, "season_first": "20 december", "season_last": "6/1", "monday": "10-14"}
    assert said(sends(office, UnitFormKind.SEASON, **christmas)) is Said.RULE_SET
    office.tick("2026-11-23 10:01")
    calendar = office.book.calendar("kultur")
    assert calendar.close(date(2027, 6, 15)) == at("2027-06-15 15:00")
    assert calendar.close(date(2026, 12, 21)) == at("2026-12-21 14:00")
    form = opens(office, UnitFormKind.SEASON, "05-15..09-15").unit_form
    assert form is not None
    assert [field.known for field in form.fields[:3]] == ["15/5", "15/9", "08:00-15:00"]
    later = sends(office, UnitFormKind.SEASON, "05-15..09-15", **{**summer, "season_first": "1 juni"})
    assert said(later) is Said.RULE_SET
    assert said(sends(office, UnitFormKind.SEASON_END, "12-20..01-06")) is Said.RULE_SET
    assert row(office, Rule.SEASONS, on="times")[0].startswith("06-01..09-15 08:00-15:00;")
    assert said(sends(office, UnitFormKind.SEASON_END, "12-20..01-06")) is Said.TRY_AGAIN


def test_a_season_that_cannot_be_is_said_beside_its_field(office: Office) -> None:
    good = {"season_first": "1/6", "season_last": "15/8", "monday": "8-16"}
    sends(office, UnitFormKind.SEASON, **good)
    assert faults(sends(office, UnitFormKind.SEASON, **good)) == [("season_first", Said.SEASON_THERE_ALREADY)]
    wrong = sends(office, UnitFormKind.SEASON, **{**good, "season_last": "31 juni"})
    assert faults(wrong) == [("season_last", Said.DAY_OF_YEAR_UNCLEAR)]
    unclear = sends(office, UnitFormKind.SEASON, **{**good, "season_last": "1/8", "monday": "sent"})
    assert faults(unclear) == [("monday", Said.RULE_UNCLEAR)]
