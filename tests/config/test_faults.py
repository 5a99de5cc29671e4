"""A wrong configuration: every fault at once, each with its line and key, and what was expected."""

import re
from pathlib import Path

import pytest

from bot.config import ConfigError, FaultKind, NoteKind, load
from bot.texts import texts
from bot.texts.settings import FAULTS, NOTES

START = 'organisation = "Exempelstads kommun"\n'


def faults(tmp_path: Path, text: str, env: dict[str, str] | None = None) -> list[str]:
    """The sentences, in Swedish, without their heading."""
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load(path, env or {})
    return [line.strip() for line in texts(caught.value.language).settings.faults(caught.value)[1:]]


UNIT = '[units.kultur]\nname = "Kultur"\n'

BAD = [
    # text after the first line, and what is said about it
    (
        '[calender]\nhours = "08:00-16:30"',
        "rad 2, calender: det finns ingen sådan nyckel. Menade du calendar?",
    ),
    ('[answer]\npolcy = "guideline"', "rad 3, answer.polcy: det finns ingen sådan nyckel. Menade du policy?"),
    ("[xyzzy]", "rad 2, xyzzy: det finns ingen sådan nyckel."),
    (
        '[answer]\npolicy = "guidline"',
        "rad 3, answer.policy: där står guidline; här väntades något av guideline, paused eller office_hours."
        " Menade du guideline?",
    ),
    ('[answer]\nhours = "24"', "rad 3, answer.hours: där står 24; här väntades ett tal."),
    ("[answer]\nhours = 0", "rad 3, answer.hours: där står 0; för lite: mer än, eller minst, 0."),
    ("[answer]\nhours = -1", "rad 3, answer.hours: där står -1; för lite: mer än, eller minst, 0."),
    ("[answer]\nhours = 10000", "rad 3, answer.hours: där står 10000; för mycket: högst 744."),
    ("[answer]\nhours = nan", "rad 3, answer.hours: där står nan; "),
    ("answer = 24", "rad 2, answer: där står 24; här väntades en tabell: [answer] på en egen rad"),
    ('[calendar]\nhours = "8-17"', "rad 3, calendar.hours: där står 8-17; här väntades öppettider: "),
    (
        '[calendar]\nhours = "16:30-08:00"',
        "rad 3, calendar.hours: där står 16:30-08:00; stängningen kommer före öppningen.",
    ),
    (
        '[calendar]\nhours = "08:00-24:30"',
        "rad 3, calendar.hours: där står 08:00-24:30; här väntades öppettider",
    ),
    ('[calendar]\nhours = ["08:00-12:00", "11:00-16:00"]', "rad 3, calendar.hours: "),
    ("[calendar]\nhours = 8", "rad 3, calendar.hours: där står 8; här väntades öppettider: "),
    ('[calendar.hours]\nmåndag = "08:00-16:00"', "rad 3: det går inte att läsa som TOML: "),
    (
        '[calendar]\nhours = { mondag = "08:00-16:00" }',
        "rad 3, calendar.hours: där står mondag; här väntades något av monday, tuesday, wednesday, thursday, "
        "friday, saturday eller sunday. Menade du monday?",
    ),
    (
        '[calendar]\nholidays_off = "yes"',
        "rad 3, calendar.holidays_off: där står yes; här väntades true eller",
    ),
    (
        "[calendar]\nshort_days_close = true",
        "rad 3, calendar.short_days_close: där står True; här väntades ett",
    ),
    (
        '[calendar]\nclosures = "2026-12-23"',
        "rad 3, calendar.closures: där står 2026-12-23; här väntades en lista",
    ),
    (
        '[calendar]\nclosures = ["23/12"]',
        "rad 3, calendar.closures[1]: där står 23/12; här väntades en dag: ",
    ),
    (
        '[calendar]\nclosures = ["2026-07-24..2026-07-13"]',
        "rad 3, calendar.closures[1]: där står 2026-07-24..2026-07-13; här väntades en dag: ",
    ),
    (
        '[calendar.open_days]\n"6 december" = "10:00-16:00"',
        "rad 3, calendar.open_days.6 december: där står 6 december; här väntades en dag: ",
    ),
    (
        '[[calendar.seasons]]\nfirst = "15 maj"\nlast = "09-15"\nclose = "16:00"',
        "rad 3, calendar.seasons[1].first: där står 15 maj; här väntades en dag på året, månaden först: ",
    ),
    (
        '[[calendar.seasons]]\nfirst = "02-30"\nlast = "09-15"\nclose = "16:00"',
        "rad 3, calendar.seasons[1].first: där står 02-30; här väntades en dag på året",
    ),
    (
        '[[calendar.seasons]]\nfirst = "05-15"\nlast = "09-15"',
        "rad 2, calendar.seasons[1]: en säsong behöver hours eller close.",
    ),
    (
        '[[calendar.seasons]]\nfirst = "05-15"\nclose = "16:00"',
        "rad 2, calendar.seasons[1].last: det här måste",
    ),
    ("[ladder]\nbefore_hours = [4, 2]", "rad 3, ladder.before_hours: där står [4, 2]; för få: minst 3."),
    ("[ladder]\nbefore_hours = [4, 2, 1, 0.5]", "rad 3, ladder.before_hours: "),
    (
        "[ladder]\nbefore_hours = [1, 2, 4]",
        "rad 3, ladder.before_hours: där står [1.0, 2.0, 4.0]; varje steg måste vara mindre än det förra",
    ),
    (
        "[ladder]\nfollow_up_days = 1.5",
        "rad 3, ladder.follow_up_days: där står 1.5; här väntades ett heltal.",
    ),
    (
        '[rounds]\ntimes = ["8.30", "25:00"]',
        "rad 3, rounds.times[2]: där står 25:00; här väntades ett klockslag",
    ),
    (
        '[rounds]\ntimes = ["12:30", "08:30"]',
        "rad 3, rounds.times: där står ['12:30', '08:30']; tiderna måste komma i ordning",
    ),
    (
        '[signature]\nrule = "first_name_and_organisation"',
        "rad 2, signature.organisation: regeln vill ha organisationens namn i underskriften: ange vilket.",
    ),
    ('zone = "Sverige/Malmö"', "rad 2, zone: där står Sverige/Malmö; här väntades en tidszon: "),
    ('language = "fi"', "rad 2, language: där står fi; här väntades något av sv eller en."),
    ('database = "mysql://localhost/x"', "rad 2, database: här väntades en databasadress: "),
    ("[http]\nport = 99999", "rad 3, http.port: där står 99999; för mycket: högst 65535."),
    (
        '[operator]\nemail = ["drift"]',
        "rad 3, operator.email[1]: där står drift; här väntades en e-postadress.",
    ),
    ('[operator]\nchannel = "drift"', "rad 3, operator.channel: där står drift; här väntades en kanal: "),
    ('[smtp]\nsender = "a@example.org"', "rad 2, smtp.host: det här måste anges."),
    ('[people.anna]\nslack = "U1"', "rad 2, people.anna.first_name: det här måste anges."),
    ('[people.anna]\nfirst_name = " "', "rad 3, people.anna.first_name: texten är tom."),
    ('[people.Åsa]\nfirst_name = "Åsa"', "rad 2: det går inte att läsa som TOML: "),
    (
        '[people."Åsa B"]\nfirst_name = "Åsa"',
        "rad 2, people.Åsa B: där står Åsa B; här väntades ett kortnamn: a-z, 0-9 och bindestreck",
    ),
    ('[people.anna]\nfirst_name = "' + "A" * 81 + '"', "rad 3, people.anna.first_name: där står AAAA"),
    (
        '[people.anna]\nfirst_name = "Anna"\nslack = "@anna"',
        "rad 4, people.anna.slack: där står @anna; här väntades en persons id i Slack: ",
    ),
    (
        '[people.anna]\nfirst_name = "Anna"\nduty_weekdays = ["måndag"]',
        "rad 4, people.anna.duty_weekdays[1]: där står måndag; här väntades något av monday, ",
    ),
    (
        '[people.anna]\nfirst_name = "Anna"\nslack = "U1"\n[people.bo]\nfirst_name = "Bo"\nslack = "U1"',
        "rad 7, people.bo.slack: där står U1; people.anna.slack har samma.",
    ),
    (
        UNIT + 'channel = "#a"\n[units.museet]\nname = "M"\nchannel = "#a"',
        "rad 7, units.museet.channel: där står #a; units.kultur.channel har samma.",
    ),
    (
        '[people.cecilia]\nfirst_name = "C"\n' + UNIT + 'supervisors = ["cecila"]',
        "rad 6, units.kultur.supervisors: det finns ingen [people.cecila]. Menade du cecilia?",
    ),
    (UNIT + 'editors = "anna"', "rad 4, units.kultur.editors: där står anna; här väntades en lista"),
    (UNIT + "[units.kultur.answer]\nhours = 0", "rad 5, units.kultur.answer.hours: där står 0; för lite"),
    (
        UNIT + 'supervisor = "c"',
        "rad 4, units.kultur.supervisor: det finns ingen sådan nyckel. Menade du supervisors?",
    ),
    (
        '[accounts.bloggen]\nunit = "kultr"\nname = "B"\nplatform = "blog"\n' + UNIT,
        "rad 3, accounts.bloggen.unit: det finns ingen [units.kultr]. Menade du kultur?",
    ),
    (
        UNIT
        + '[accounts.bloggen]\nunit = "kultur"\nname = "B"\nplatform = "blog"\nfeed = "blogg.example.org"',
        "rad 8, accounts.bloggen.feed: där står blogg.example.org; här väntades en länk: ",
    ),
    (
        UNIT
        + '[accounts.bilder]\nunit = "kultur"\nname = "B"\nplatform = "flickr"\nsource = "flickr"\n'
        + "publish = true",
        "rad 9, accounts.bilder.publish: att svara från chatten går där källan (source) är någon av bluesky, "
        "discourse, facebook, instagram, mastodon eller wordpress. Ta bort raden.",
    ),
    (
        UNIT
        + '[accounts.bloggen]\nunit = "kultur"\nname = "B"\nplatform = "blog"\nurl = "javascript:alert(1)"',
        "rad 8, accounts.bloggen.url: där står javascript:alert(1); här väntades en länk: ",
    ),
    (
        UNIT + '[accounts.bloggen]\nunit = "kultur"\nname = "B"\nplatform = "blog"\nwatch_from = "i höstas"',
        "rad 8, accounts.bloggen.watch_from: där står i höstas; här väntades en dag, eller dag och klockslag",
    ),
    ('[teams]\ntenant = "7c9e6679-7425-40de-944b-e07fc1f90ae7"', "rad 2, teams.app_id: det här måste anges."),
    (
        '[teams]\napp_id = "svarsvakt"',
        "rad 3, teams.app_id: där står svarsvakt; här väntades ett id",
    ),
    (
        '[teams]\nunauthenticated = true\n[http]\nhost = "0.0.0.0"',
        "rad 3, teams.unauthenticated: vem som helst skulle kunna ge order",
    ),
    (
        UNIT + 'channel = "19:kultur@thread.tacv2"',
        "rad 4, units.kultur.channel: där står 19:kultur@thread.tacv2; det här är en kanal i Teams, och",
    ),
]


@pytest.mark.parametrize(("text", "said"), BAD)
def test_each_fault_names_its_line_its_key_and_what_was_expected(
    tmp_path: Path, text: str, said: str
) -> None:
    (found,) = faults(tmp_path, START + text + "\n")
    assert found.startswith(said)


def test_a_text_longer_than_the_store_keeps_is_refused(tmp_path: Path) -> None:
    (found,) = faults(tmp_path, START + f'[people.anna]\nfirst_name = "{"A" * 81}"\n')
    assert found.endswith("högst 80 tecken.")


def test_every_fault_comes_at_once_in_the_files_order(tmp_path: Path) -> None:
    text = (
        'language = "sv"\n[answer]\nhours = "many"\npolicy = "x"\n[calendar]\nhours = "8"\n'
        '[people.anna]\n[units.kultur]\nchannels = "#a"\n'
    )
    found = faults(tmp_path, text)
    assert [re.match(r"(?:rad (\d+), )?([^:]+):", line).groups() for line in found] == [  # type: ignore[union-attr]
        (None, "organisation"),
        ("3", "answer.hours"),
        ("4", "answer.policy"),
        ("6", "calendar.hours"),
        ("7", "people.anna.first_name"),
        ("8", "units.kultur.name"),
        ("9", "units.kultur.channels"),
    ]


def test_a_name_of_nothing_is_told_beside_faults_of_other_kinds(tmp_path: Path) -> None:
    text = START + (
        'zone = "Mars"\n[people.anna]\nfirst_name = "Anna"\n' + UNIT + 'editors = ["ana"]\n'
        '[accounts.fb]\nunit = "kulturr"\nname = "Facebook"\nplatform = "facebook"\ndeputy = 3\n'
    )
    said = faults(tmp_path, text)
    assert [line.partition(":")[0] for line in said] == [
        "rad 2, zone",
        "rad 7, units.kultur.editors",
        "rad 9, accounts.fb.unit",
        "rad 12, accounts.fb.deputy",
    ]
    assert said[1].endswith("Menade du anna?")


def test_faults_are_said_in_english_when_the_file_says_so(tmp_path: Path) -> None:
    text = START + 'language = "en"\n[answer]\nhour = 24\n'
    assert faults(tmp_path, text) == ["line 4, answer.hour: there is no such key. Did you mean hours?"]


@pytest.mark.parametrize(
    ("text", "key", "variable"),
    [
        ('slack_bot_token = "abc"', "slack_bot_token", "SLACK_BOT_TOKEN"),
        ('[slack]\nbot_token = "xoxb-12345-secret"', "slack.bot_token", "SLACK_BOT_TOKEN"),
        ('[slack]\nmode = "xapp-12345-secret"', "slack.mode", "SLACK_BOT_TOKEN"),
        ('[slack]\nsigning_secret = "12345-secret"', "slack.signing_secret", "SLACK_SIGNING_SECRET"),
        (
            '[smtp]\nhost = "h"\nsender = "a@b.se"\npassword = "12345-secret"',
            "smtp.password",
            "SMTP_PASSWORD",
        ),
        ('database = "postgresql://svar:12345-secret@db/svar"', "database", "DATABASE_URL"),
        ('[intake]\ntoken = "12345-secret"', "intake.token", "SVARSVAKT_INTAKE_TOKEN_..."),
    ],
)
def test_a_secret_in_the_file_is_refused_and_never_repeated(
    tmp_path: Path, text: str, key: str, variable: str
) -> None:
    found = faults(tmp_path, START + text + "\n")
    (about,) = [line for line in found if f"{key}: en hemlighet hör inte hemma" in line]
    assert variable in about
    assert not any("12345-secret" in line for line in found)


def test_a_broken_file_names_the_line_where_it_breaks(tmp_path: Path) -> None:
    (found,) = faults(tmp_path, 'organisation = "Exempelstad\n')
    assert found.startswith("rad 1: det går inte att läsa som TOML: ")


def test_a_key_given_twice_is_named(tmp_path: Path) -> None:
    (found,) = faults(tmp_path, START + "[answer]\nhours = 24\n[answer]\nhours = 48\n")
    assert found.startswith("rad 4: ")


def test_a_missing_file_is_said_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path / "nowhere.toml", {})
    (_, said) = texts("sv").settings.faults(caught.value)
    assert "filen finns inte" in said


def test_a_folder_or_a_picture_is_no_configuration(tmp_path: Path) -> None:
    picture = tmp_path / "picture.toml"
    picture.write_bytes(b"\x89PNG\xff\xfe")
    for path in (tmp_path, picture):
        with pytest.raises(ConfigError) as caught:
            load(path, {})
        assert [fault.kind for fault in caught.value.faults] == [FaultKind.UNREADABLE]


def test_secrets_that_cannot_be_read_are_faults_too(tmp_path: Path) -> None:
    env = {
        "SLACK_BOT_TOKEN_FILE": "/nowhere/token",
        "SLACK_APP_TOKEN": "a",
        "SLACK_APP_TOKEN_FILE": "/nowhere/app",
    }
    found = faults(tmp_path, START + "[answer]\nhours = 0\n", env)
    assert found[0].startswith("rad 3, answer.hours")
    assert "SLACK_BOT_TOKEN_FILE: där står /nowhere/token; filen kan inte läsas" in found[1]
    assert any("SLACK_APP_TOKEN: miljön har både" in line for line in found)


def test_a_wrong_database_in_the_environment_is_refused_without_being_repeated(tmp_path: Path) -> None:
    found = faults(tmp_path, START, {"DATABASE_URL": "oracle://svar:hemligt@db"})
    assert found[0].startswith("DATABASE_URL: här väntades en databasadress: ")
    assert "hemligt" not in found[0]


def test_there_is_a_sentence_for_every_fault_and_note() -> None:
    assert set(FAULTS) == set(FaultKind)
    assert set(NOTES) == set(NoteKind)
