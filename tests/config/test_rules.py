"""What config.toml says becomes the rules, and what it does not say keeps its default."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.config import Config, ConfigError, load
from db.register import RegisteredAccount, RegisteredPerson
from scheduler.settings import (
    OFFICE_DAY,
    AnswerPolicy,
    CardText,
    GuessKind,
    ReplyRules,
    Season,
    SecondReader,
    ShortDay,
    SignatureRule,
    UnitRules,
)

ROOT = Path(__file__).parents[2]
START = 'organisation = "Exempelstads kommun"\n'


def read(tmp_path: Path, text: str, env: dict[str, str] | None = None) -> Config:
    path = tmp_path / "config.toml"
    path.write_text(START + text, encoding="utf-8")
    return load(path, env or {})


def rules(tmp_path: Path, text: str) -> UnitRules:
    return read(tmp_path, text).rules


def test_the_configuration_at_the_root_keeps_every_default() -> None:
    config = load(ROOT / "config.toml", {})
    assert config.rules == UnitRules()
    assert config.notes == ()
    assert config.unit_rules["kulturskolan"] == UnitRules()


def test_the_configuration_at_the_root_has_varied_units() -> None:
    config = load(ROOT / "config.toml", {})
    museum = config.unit_rules["museerna"]
    assert museum.calendar.week[0] == ()
    assert museum.calendar.week[6] == ((time(10), time(17)),)
    assert museum.calendar.short_days == {}
    assert museum.signature.rule is SignatureRule.FIRST_NAME_AND_ORGANISATION
    assert config.unit_rules["gatukontoret"].calendar.seasons[0].close == time(16)
    assert {account.platform for account in config.register.accounts} == {
        "facebook",
        "instagram",
        "youtube",
        "blog",
    }


def test_a_unit_may_ask_for_a_second_reader_and_want_no_tips(tmp_path: Path) -> None:
    """U14."""
    said = rules(tmp_path, '[replies]\nsecond_reader = "required"\ntips = false\n')
    assert said.replies == ReplyRules(second_reader=SecondReader.REQUIRED, tips=False)


def test_a_unit_adds_words_to_the_guesses_or_wants_none(tmp_path: Path) -> None:
    """M31: suggestions are the unit's to set, and off where it wants none."""
    said = rules(tmp_path, '[guesses]\nthreat = ["rum ##"]\nnever = ["Bomb i magen"]\n')
    assert (said.guesses.threat, said.guesses.never) == (("rum ##",), ("Bomb i magen",))
    assert said.guesses.kinds == tuple(GuessKind)
    assert rules(tmp_path, "[guesses]\nkinds = []\n").guesses.kinds == ()
    with pytest.raises(ConfigError):
        rules(tmp_path, '[guesses]\nkinds = ["anger"]\n')


def test_the_least_that_can_be_said_is_the_organisations_name(tmp_path: Path) -> None:
    config = read(tmp_path, "")
    assert config.rules == UnitRules()
    assert (config.http.host, config.language, config.slack_mode) == ("127.0.0.1", "sv", "socket")
    assert config.database_url == f"sqlite:///{tmp_path}/var/svarsvakt.db"


def test_one_text_of_hours_is_monday_to_friday(tmp_path: Path) -> None:
    week = rules(tmp_path, '[calendar]\nhours = "09:00-15:00"').calendar.week
    assert week == (((time(9), time(15)),),) * 5 + ((), ())


def test_hours_can_last_until_midnight(tmp_path: Path) -> None:
    week = rules(tmp_path, '[calendar]\nhours = ["08:00-12:00", "18:00-24:00"]').calendar.week
    assert week[4] == ((time(8), time(12)), (time(18), time(0)))


@pytest.mark.parametrize("hours", ["24:00-24:00", "24:00-08:00", "08:00-24:30"])
def test_midnight_is_only_a_close(tmp_path: Path, hours: str) -> None:
    with pytest.raises(ConfigError):
        rules(tmp_path, f'[calendar]\nhours = "{hours}"')


def test_nothing_opens_after_midnight_the_same_day(tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        rules(tmp_path, '[calendar]\nhours = ["08:00-24:00", "23:00-23:30"]')


def test_hours_can_have_several_intervals(tmp_path: Path) -> None:
    week = rules(tmp_path, '[calendar]\nhours = ["08:00-12:00", "13:00-16.30"]').calendar.week
    assert week[0] == ((time(8), time(12)), (time(13), time(16, 30)))


def test_a_table_of_hours_changes_only_its_days(tmp_path: Path) -> None:
    week = rules(
        tmp_path, '[calendar.hours]\nmonday = "closed"\nsaturday = ["10:00-12:00"]\ntuesday = []'
    ).calendar.week
    assert week == ((), (), OFFICE_DAY, OFFICE_DAY, OFFICE_DAY, ((time(10), time(12)),), ())


def test_short_days_close_at_one_time_or_each_at_its_own(tmp_path: Path) -> None:
    text = '[calendar]\nshort_days_close = "13:00"\n[calendar.short_days]\nskartorsdag = "14:00"\n'
    short = rules(tmp_path, text + "valborgsmassoafton = false").calendar.short_days
    assert short[ShortDay.SKARTORSDAG] == time(14)
    assert ShortDay.VALBORG not in short
    assert short[ShortDay.BEFORE_NATIONAL_DAY] == time(13)


def test_short_days_can_be_ordinary_days(tmp_path: Path) -> None:
    assert rules(tmp_path, "[calendar]\nshort_days_close = false").calendar.short_days == {}


def test_closures_are_days_and_spans_of_days(tmp_path: Path) -> None:
    closures = rules(
        tmp_path, '[calendar]\nclosures = [2026-12-23, "2026-12-28", "2027-07-12..2027-07-14"]'
    ).calendar.closures
    assert closures == {
        date(2026, 12, 23),
        date(2026, 12, 28),
        date(2027, 7, 12),
        date(2027, 7, 13),
        date(2027, 7, 14),
    }


def test_open_days_have_their_own_hours(tmp_path: Path) -> None:
    text = '[calendar.open_days]\n2026-12-06 = "10:00-16:00"\n"2026-12-12..2026-12-13" = "11:00-15:00"'
    assert rules(tmp_path, text).calendar.open_days == {
        date(2026, 12, 6): ((time(10), time(16)),),
        date(2026, 12, 12): ((time(11), time(15)),),
        date(2026, 12, 13): ((time(11), time(15)),),
    }


def test_seasons_change_hours_or_only_the_close(tmp_path: Path) -> None:
    text = (
        '[[calendar.seasons]]\nfirst = "05-15"\nlast = "09-15"\nclose = "16:00"\n'
        '[[calendar.seasons]]\nfirst = "12-20"\nlast = "01-06"\nhours = "10:00-14:00"\n'
    )
    summer, christmas = rules(tmp_path, text).calendar.seasons
    assert summer == Season(first=(5, 15), last=(9, 15), close=time(16))
    assert christmas.first == (12, 20)
    assert christmas.week is not None
    assert christmas.week[0] == ((time(10), time(14)),)


def test_holidays_and_bridge_days_are_choices(tmp_path: Path) -> None:
    calendar = rules(tmp_path, "[calendar]\nholidays_off = false\nbridge_days_closed = true").calendar
    assert (calendar.holidays_off, calendar.bridge_days_closed) == (False, True)


def test_answer_times_and_ladders_are_in_hours(tmp_path: Path) -> None:
    text = (
        '[answer]\npolicy = "office_hours"\nhours = 48\nafter_opening_hours = 2.5\nworking_hours = 12\n'
        "[ladder]\nbefore_hours = [6, 3, 0.5]\nnot_sooner_than_hours = 2\nfollow_up_days = 3\n"
    )
    found = rules(tmp_path, text)
    assert found.answer.policy is AnswerPolicy.OFFICE_HOURS
    assert found.answer.hours == timedelta(hours=48)
    assert found.answer.after_opening == timedelta(hours=2, minutes=30)
    assert found.answer.working_hours == timedelta(hours=12)
    assert found.ladder.before == (timedelta(hours=6), timedelta(hours=3), timedelta(minutes=30))
    assert found.ladder.not_sooner_than == timedelta(hours=2)
    assert found.ladder.follow_up_days == 3


def test_rounds_are_clock_times_and_minutes(tmp_path: Path) -> None:
    text = (
        '[rounds]\ntimes = ["09:00", "15:30"]\nafter_opening_minutes = 20\nbefore_close_minutes = 15\n'
        "handled_counts_minutes = 90\nblind_after_minutes = 60"
    )
    found = rules(tmp_path, text).rounds
    assert found.times == (time(9), time(15, 30))
    assert (found.after_opening, found.before_close) == (timedelta(minutes=20), timedelta(minutes=15))
    assert (found.handled_counts_for, found.blind_after) == (timedelta(minutes=90), timedelta(hours=1))


def test_chat_rules(tmp_path: Path) -> None:
    text = (
        '[chat]\ncards = "always"\ncard_text = "none"\nblank_when_handled = false\n'
        "flood_comments = 9\nflood_minutes = 20\ngather_minutes = 5"
    )
    found = rules(tmp_path, text).chat
    assert not found.quiet_outside_hours
    assert found.card_text is CardText.NONE
    assert not found.blank_when_handled
    assert (found.flood_comments, found.flood_within) == (9, timedelta(minutes=20))
    assert found.gather_within == timedelta(minutes=5)


def test_a_unit_changes_what_it_says_and_inherits_the_rest(tmp_path: Path) -> None:
    """M34: a unit's rules add to the city's."""
    text = (
        '[answer]\nhours = 48\nafter_opening_hours = 3\n[signature]\norganisation = "Exempelstad"\n'
        '[units.museet]\nname = "Museet"\n[units.museet.answer]\nhours = 24\n'
        '[units.museet.signature]\nrule = "first_name_and_organisation"\n'
        '[units.gatan]\nname = "Gatan"\n'
    )
    config = read(tmp_path, text)
    assert config.unit_rules["museet"].answer.hours == timedelta(hours=24)
    assert config.unit_rules["museet"].answer.after_opening == timedelta(hours=3)
    assert config.unit_rules["museet"].signature.organisation == "Exempelstad"
    assert config.unit_rules["gatan"] == config.rules
    assert config.rulebook(7).version == 7
    assert config.rulebook().rules("gatan").answer.hours == timedelta(hours=48)


def test_a_unit_can_take_an_organisations_season_away(tmp_path: Path) -> None:
    text = (
        '[[calendar.seasons]]\nfirst = "05-15"\nlast = "09-15"\nclose = "16:00"\n'
        '[units.museet]\nname = "Museet"\n[units.museet.calendar]\nseasons = []\nclosures = []\n'
    )
    config = read(tmp_path, text)
    assert len(config.rules.calendar.seasons) == 1
    assert config.unit_rules["museet"].calendar.seasons == ()


def test_people_units_and_accounts_become_the_register(tmp_path: Path) -> None:
    text = (
        '[people.anna]\nfirst_name = "Anna"\nslack = "U0ANNA"\nalias = "Annie"\n'
        'duty_weekdays = ["friday", "monday", "monday"]\nlanguage = "en"\n'
        '[people.bo]\nfirst_name = "Bo"\nemail = "bo@example.org"\n'
        '[units.kultur]\nname = "Kultur"\nchannel = "#kultur"\neditors = ["anna"]\nsupervisors = ["bo"]\n'
        '[accounts.bloggen]\nunit = "kultur"\nname = "Bloggen"\nplatform = "blog"\ndeputy = "bo"\n'
        'editors = ["anna"]\nwatch_from = 2026-11-01\nfeed = "https://blogg.example.org/feed"\n'
        "[feeds]\nevery_minutes = 10\n"
    )
    config = read(tmp_path, text)
    assert config.register.people[0] == RegisteredPerson(
        slug="anna",
        first_name="Anna",
        chat_id="U0ANNA",
        alias="Annie",
        language="en",
        duty_weekdays=(0, 4),
    )
    assert config.register.units[0].channel == "#kultur"
    assert config.register.accounts == (
        RegisteredAccount(
            slug="bloggen",
            unit="kultur",
            name="Bloggen",
            platform="blog",
            deputy="bo",
            editors=("anna",),
            watch_from=datetime(2026, 10, 31, 23, 0, tzinfo=UTC),
            source="feed",
            source_url="https://blogg.example.org/feed",
        ),
    )
    assert config.feeds[0].url == "https://blogg.example.org/feed"
    assert config.feeds[0].every == timedelta(minutes=10)


def test_what_may_not_be_meant_is_noted(tmp_path: Path) -> None:
    text = (
        '[people.anna]\nfirst_name = "Anna"\nduty_weekdays = ["monday"]\n'
        '[units.kultur]\nname = "Kultur"\neditors = ["anna"]\n[units.tom]\nname = "Tom"\n'
        '[accounts.bloggen]\nunit = "kultur"\nname = "Bloggen"\nplatform = "blog"\n'
    )
    notes = {(note.kind.value, note.key) for note in read(tmp_path, text).notes}
    assert {
        ("no_operator", "operator.channel"),
        ("no_channel", "units.kultur.channel"),
        ("no_supervisor", "units.kultur.supervisors"),
        ("no_channel", "units.tom.channel"),
        ("no_supervisor", "units.tom.supervisors"),
        ("no_editors", "units.tom.editors"),
        ("no_accounts", "units.tom"),
        ("no_duty", "units.kultur"),
        ("no_deputy", "accounts.bloggen.deputy"),
        ("not_in_chat", "people.anna.slack"),
    } == notes


def test_secrets_come_from_the_environment_and_are_not_shown(tmp_path: Path) -> None:
    secret = tmp_path / "token"
    secret.write_text("xapp-from-file\n")
    env = {
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_APP_TOKEN_FILE": str(secret),
        "SLACK_SIGNING_SECRET": "signs",
        "SVARSVAKT_INTAKE_TOKEN_WEBB": "letmein",
        "SVARSVAKT_INTAKE_TOKEN_E_TJANST_FILE": str(secret),
        "DATABASE_URL": "postgresql://svarsvakt:hemligt@db/svarsvakt",
        "SLACK_API_URL": "http://127.0.0.1:1/api/",
    }
    config = read(tmp_path, "", env)
    assert config.secrets.slack_bot_token == "xoxb-1"
    assert config.secrets.slack_app_token == "xapp-from-file"
    assert config.secrets.intake_tokens == {"webb": "letmein", "e-tjanst": "xapp-from-file"}
    assert config.database_url == env["DATABASE_URL"]
    assert config.slack_api_url == "http://127.0.0.1:1/api/"
    for secret_text in ("xoxb-1", "xapp-from-file", "letmein", "hemligt", "signs"):
        assert secret_text not in repr(config)


def test_the_file_can_be_named_by_the_environment(tmp_path: Path) -> None:
    path = tmp_path / "other.toml"
    path.write_text('organisation = "Annan kommun"\n')
    assert load(None, {"SVARSVAKT_CONFIG": str(path)}).organisation == "Annan kommun"


def test_a_file_saved_by_windows_notepad_is_read(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xef\xbb\xbf" + START.replace("\n", "\r\n").encode())
    assert load(path, {}).organisation == "Exempelstads kommun"


@pytest.mark.parametrize(
    ("written", "instant"),
    [
        ("2026-11-01T08:00:00", datetime(2026, 11, 1, 7, 0, tzinfo=UTC)),
        ("2026-11-01T08:00:00+02:00", datetime(2026, 11, 1, 6, 0, tzinfo=UTC)),
        ('"2026-07-01"', datetime(2026, 6, 30, 22, 0, tzinfo=UTC)),
    ],
)
def test_watch_from_is_local_unless_it_says_otherwise(tmp_path: Path, written: str, instant: Any) -> None:
    text = (
        '[units.kultur]\nname = "Kultur"\n[accounts.bloggen]\nunit = "kultur"\nname = "Bloggen"\n'
        f'platform = "blog"\nwatch_from = {written}\n'
    )
    assert read(tmp_path, text).register.accounts[0].watch_from == instant
