"""Swaps, on-call and crises from the command line: the chat's own handlers, by somebody who is named."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.config import Config
from tests.cli.conftest import Command

THERE = ("--unit", "kulturskolan")


@pytest.fixture(autouse=True)
def folder(config_path: Path) -> None:
    (config_path.parent / "var").mkdir()


@pytest.fixture
def workday(config: Config) -> str:
    """A working day in three weeks: the command line's clock is the machine's."""
    calendar = config.rulebook().calendar("kulturskolan")
    return calendar.next_working_day(datetime.now(UTC).date() + timedelta(days=21)).isoformat()


def test_a_day_is_asked_about_taken_back_refused_and_taken(svarsvakt: Command, workday: str) -> None:
    """U21: each in her own name."""
    for who, days in (("anna", "1,2,3,4,5,6,7"), ("bo", "7")):
        assert svarsvakt("person", "change", who, *THERE, "--duty", days).code == 0
    asks = ("swap", "ask", workday, *THERE, "--of", "bo", "--by", "anna")
    asked = svarsvakt(*asks)
    assert asked.code == 0, asked.err
    (row,) = svarsvakt("swap", "list", "--json").rows
    assert (row["number"], row["asked_by"], row["of"], row["day"]) == (1, "anna", "bo", workday)
    assert svarsvakt("swap", "yes", "1", "--by", "anna").code == 1
    assert svarsvakt("swap", "withdraw", "1", "--by", "anna").code == 0
    assert svarsvakt(*asks).code == 0
    assert svarsvakt("swap", "no", "2", "--by", "bo").code == 0
    assert svarsvakt(*asks).code == 0
    taken = svarsvakt("swap", "yes", "3", "--by", "bo")
    assert (taken.code, "du har jour" in taken.out.lower()) == (0, True)
    assert svarsvakt("swap", "list", "--json").rows == []
    week = svarsvakt("duty", "--week", workday, *THERE, "--json").rows
    assert next(day["on_duty"] for day in week if day["day"] == workday) == ["Bo"]


def test_what_the_chat_refuses_is_refused_with_the_same_words(svarsvakt: Command, workday: str) -> None:
    for who in ("anna", "bo"):
        assert svarsvakt("person", "change", who, *THERE, "--duty", "1,2,3,4,5,6,7").code == 0
    refused = svarsvakt("swap", "ask", workday, *THERE, "--of", "bo", "--by", "anna")
    assert refused.code == 1
    assert "Bo har redan jour" in refused.err
    assert svarsvakt("swap", "ask", "igårish", *THERE, "--by", "anna").code == 2
    assert svarsvakt("swap", "yes", "99", "--by", "bo").code == 1
    assert svarsvakt("swap", "ask", workday, *THERE, "--by", "nobody").code == 2


def test_an_empty_list_says_so_and_a_full_one_is_a_table(svarsvakt: Command) -> None:
    first = f"{datetime.now(UTC).date() + timedelta(days=21)}"
    for words in (("swap", "list"), ("on-call", "list"), ("crisis", "show"), ("closure", "list", *THERE)):
        assert "inget sådant" in svarsvakt(*words).out
    assert svarsvakt("on-call", "set", "Bo Ekström", first, *THERE, "--by", "Cecilia").code == 0
    heads, row = svarsvakt("on-call", "list").out.splitlines()
    assert (heads.split(), row.split()) == (
        ["enhet", "vem", "från", "till"],
        ["kulturskolan", "bo", first, first],
    )


def test_a_supervisor_says_who_is_on_call_and_ends_it(svarsvakt: Command) -> None:
    """U21: nobody, until a supervisor says who."""
    first, last = (f"{datetime.now(UTC).date() + timedelta(days=days)}" for days in (21, 25))
    assert svarsvakt("on-call", "set", "bo", first, last, *THERE, "--by", "anna").code == 1
    assert svarsvakt("on-call", "list", "--json").rows == []
    named = svarsvakt("on-call", "set", "bo", first, last, *THERE, "--by", "cecilia")
    assert named.code == 0, named.err
    assert svarsvakt("on-call", "list", "--json").rows == [
        {"unit": "kulturskolan", "person": "bo", "first_day": first, "last_day": last}
    ]
    assert svarsvakt("on-call", "unset", first, *THERE, "--by", "anna").code == 1
    assert svarsvakt("on-call", "unset", first, *THERE, "--by", "cecilia").code == 0
    assert svarsvakt("on-call", "list", "--json").rows == []


def test_a_crisis_is_started_extended_and_ended(svarsvakt: Command) -> None:
    """M18: by who may; who may not asks for it."""
    until, later = (f"{datetime.now(UTC).date() + timedelta(days=days)}T16:00" for days in (3, 5))
    start = ("crisis", "start", *THERE, "--why", "Branden", "--until", until)
    asked = svarsvakt(*start, "--by", "anna", "--account", "kulturskolan-instagram")
    assert asked.code == 0, asked.err
    assert svarsvakt("crisis", "show", "--json").rows == []
    started = svarsvakt(*start, "--by", "cecilia", "--account", "kulturskolan-facebook", "--every", "30")
    assert started.code == 0, started.err
    (row,) = svarsvakt("crisis", "show", "--json").rows
    assert (row["why"], row["accounts"], row["every_minutes"]) == ("Branden", ["kulturskolan-facebook"], 30)
    assert svarsvakt("crisis", "extend", *THERE, "--until", later, "--by", "anna").code == 1
    assert svarsvakt("crisis", "extend", *THERE, "--until", later, "--by", "cecilia").code == 0
    (longer,) = svarsvakt("crisis", "show", "--json").rows
    assert longer["ends_at"] > row["ends_at"]
    assert svarsvakt("crisis", "end", *THERE, "--by", "cecilia").code == 0
    assert svarsvakt("crisis", "show", "--json").rows == []
    assert svarsvakt("crisis", "end", *THERE, "--by", "cecilia").code == 1
