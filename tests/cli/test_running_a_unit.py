"""Everything a supervisor does in App Home can also be scripted, by the same code and with the same log."""

from pathlib import Path

import pytest

from tests.cli.conftest import Command


@pytest.fixture(autouse=True)
def folder(config_path: Path) -> None:
    (config_path.parent / "var").mkdir()


def people_of(svarsvakt: Command, unit: str) -> dict[str, list[str]]:
    return {row["person"]: row["roles"] for row in svarsvakt("person", "list", "--unit", unit, "--json").rows}


def test_people_are_added_changed_moved_and_ended(svarsvakt: Command) -> None:
    """U21: nobody has to open a file to add a colleague."""
    added = svarsvakt("person", "add", "U0DORA", "--unit", "kulturskolan", "--first-name", "Dora")
    assert (added.code, added.out) == (
        0,
        "Dora är med i Kulturskolan nu, som redaktör, och ändrar själv förnamn och tjänstedagar under Hem.\n",
    )
    assert people_of(svarsvakt, "kulturskolan")["dora-u0dora"] == ["editor"]
    given = ("--unit", "kulturskolan", "--role", "supervisor", "--duty", "1,2", "--by", "Iris")
    assert svarsvakt("person", "change", "U0DORA", *given).code == 0
    assert people_of(svarsvakt, "kulturskolan")["dora-u0dora"] == ["supervisor"]
    moved = svarsvakt("person", "move", "anna", "--unit", "kulturskolan", "--to", "museerna")
    assert "Anna arbetar i Exempelstads museer från nu" in moved.out
    assert svarsvakt("person", "end", "bo", "--unit", "kulturskolan", "--why", "Ny tjänst").code == 0
    assert set(people_of(svarsvakt, "kulturskolan")) == {"cecilia", "dora-u0dora"}
    log = svarsvakt("changes", "--json").rows
    assert [(row["action"], row["person"]) for row in log] == [
        ("person_ended", "Bo"),
        ("person_moved", "Anna"),
        ("person_changed", "Dora"),
        ("role_changed", "Dora"),
        ("person_added", "Dora"),
    ]
    assert (log[0]["why"], log[2]["by"]) == ("Ny tjänst", "Iris")


def test_the_last_supervisor_stays_whoever_asks(svarsvakt: Command) -> None:
    refused = svarsvakt("person", "end", "fatima", "--unit", "gatukontoret")
    assert refused.code == 1
    assert "den enda som är kommunikationsansvarig i Gatukontoret" in refused.err
    assert people_of(svarsvakt, "gatukontoret")["fatima"] == ["supervisor"]
    assert svarsvakt("changes", "--json").rows == []


def test_accounts_are_added_changed_moved_and_ended(svarsvakt: Command) -> None:
    given = ("--unit", "kulturskolan", "--name", "Kulturskolans TikTok", "--platform", "tiktok")
    assert svarsvakt("account", "add", *given, "--deputy", "bo").code == 0
    slug = "kulturskolans-tiktok"
    assert svarsvakt("account", "change", slug, "--editors", "anna", "--paused", "--deputy", "").code == 0
    (row,) = [each for each in svarsvakt("account", "list", "--json").rows if each["account"] == slug]
    assert (row["deputy"], row["paused"], row["unit"]) == (None, True, "kulturskolan")
    assert svarsvakt("account", "move", slug, "--to", "museerna").code == 0
    ended = svarsvakt("account", "end", slug)
    assert "bevakas inte längre" in ended.out
    assert slug not in [each["account"] for each in svarsvakt("account", "list", "--json").rows]


def test_rules_are_set_for_everybody_a_unit_and_an_account_and_let_go(svarsvakt: Command) -> None:
    """M32-M35: city, unit, account; each value shows its source."""

    def answer_hours(*where: str) -> tuple[str, str]:
        rows = svarsvakt("rules", "list", "--json", *where).rows
        return next((row["value"], row["from"]) for row in rows if row["rule"] == "answer.hours")

    account = ("--account", "kulturskolan-facebook")
    assert answer_hours("--unit", "kulturskolan") == ("24", "organisation_file")
    assert "för alla" in svarsvakt("rules", "set", "answer.hours", "36").out
    assert answer_hours("--unit", "kulturskolan") == ("36", "organisation_set")
    svarsvakt("rules", "set", "answer.hours", "48", "--unit", "kulturskolan")
    svarsvakt("rules", "set", "answer.hours", "12", *account)
    assert answer_hours("--unit", "kulturskolan") == ("48", "unit_set")
    assert answer_hours("--unit", "kulturskolan", *account) == ("12", "account_set")
    assert answer_hours("--unit", "museerna") == ("36", "organisation_set")
    svarsvakt("rules", "follow", "answer.hours", "--unit", "kulturskolan")
    assert answer_hours("--unit", "kulturskolan") == ("36", "organisation_set")


def test_units_are_added_changed_and_ended(svarsvakt: Command) -> None:
    """M34: nobody has to open a file for a unit, and a script can do what a supervisor does."""

    def units() -> dict[str, dict[str, object]]:
        return {row["unit"]: row for row in svarsvakt("unit", "list", "--json").rows}

    given = ("--name", "Simhallarna", "--channel", "C0SIM", "--hours", "09:00-15:00", "--by", "Iris")
    added = svarsvakt(
        "unit", "add", *given, "--supervisor", "cecilia", "--supervisor", "U0EVA", "--first-name", "Eva",
        "--editors", "anna,bo",
    )  # fmt: skip
    assert (added.code, added.err) == (0, "")
    assert "med Cecilia och Eva som kommunikationsansvarig" in added.out
    row = units()["simhallarna"]
    assert (row["channel"], row["supervisors"]) == ("C0SIM", ["cecilia", "eva-u0eva"])
    assert (row["editors"], row["accounts"], row["waiting"]) == (["anna", "bo"], 0, 0)
    changed = svarsvakt("unit", "change", "simhallarna", "--name", "Baden", "--channel", "C0BAD")
    assert "arbetar i den nya kanalen" in changed.out
    assert svarsvakt("unit", "change", "simhallarna", "--language", "en").code == 0
    row = units()["simhallarna"]
    assert (row["name"], row["channel"], row["language"]) == ("Baden", "C0BAD", "en")
    assert "Baden" in svarsvakt("unit", "list").out
    assert svarsvakt("unit", "end", "simhallarna", "--why", "Slås ihop").code == 0
    assert "simhallarna" not in units()
    log = svarsvakt("changes", "--json").rows
    assert [(one["action"], one["why"]) for one in log if one["action"].startswith("unit")] == [
        ("unit_ended", "Slås ihop"),
        ("unit_changed", None),
        ("unit_changed", None),
        ("unit_changed", None),
        ("unit_added", None),
    ]


def test_a_unit_in_teams_is_told_what_to_do_in_teams(svarsvakt: Command) -> None:
    """A channel's id says which chat it is in: nobody invites a bot by a word of Slack's there."""
    there = ("--channel", "19:baden@thread.tacv2")
    added = svarsvakt("unit", "add", "--name", "Baden", *there, "--supervisor", "cecilia")
    moved = svarsvakt("unit", "change", "museerna", *there[:1], "19:museer@thread.tacv2")
    assert (added.code, moved.code) == (0, 0)
    for said in (added.out, moved.out):
        assert "kanalens team" in said
        assert "/invite" not in said


def test_days_are_closed_and_opened_again(svarsvakt: Command) -> None:
    closed = svarsvakt("closure", "add", "2027-03-12", "--unit", "museerna", "--name", "Planeringsdag")
    assert "har stängt 12 mars" in closed.out
    (row,) = svarsvakt("closure", "list", "--unit", "museerna", "--json").rows
    assert (row["from"], row["hours"], row["name"]) == ("2027-03-12", "closed", "Planeringsdag")
    assert svarsvakt("closure", "end", str(row["id"]), "--unit", "museerna").code == 0
    assert svarsvakt("closure", "list", "--unit", "museerna", "--json").rows == []


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("person", "end", "anan", "--unit", "kulturskolan"), 2, "anna"),
        (("person", "add", "U0X", "--unit", "kulturskola", "--first-name", "X"), 2, "kulturskolan"),
        (("person", "change", "anna", "--unit", "kulturskolan", "--duty", "8"), 2, "Monday is 1"),
        (
            ("person", "change", "david", "--unit", "kulturskolan", "--alias", "D"),
            1,
            "David",
        ),
        (("rules", "set", "answer.speed", "1"), 2, "answer.speed"),
        (("rules", "set", "answer.hours", "snart"), 1, "Skriv ett antal timmar"),
        (("rules", "set", "rounds.times", "9", "--account", "museibloggen"), 1, "hela enheten"),
        (("closure", "add", "12 mars", "--unit", "museerna"), 2, "12 mars"),
        (("closure", "add", "2027-03-12", "2027-03-01", "--unit", "museerna"), 1, "sista dagen"),
        (("closure", "end", "99", "--unit", "museerna"), 1, "ingen särskild dag"),
        (("account", "end", "kulturskolan-facebok"), 2, "kulturskolan-facebook"),
        (("unit", "add", "--name", "Baden", "--channel", "C0BAD"), 1, "--supervisor"),
        (("unit", "add", "--name", "Kulturskolan", "--channel", "C0BAD"), 1, "finns redan"),
        (("unit", "change", "museerna", "--channel", "#museer"), 1, "C0123456789"),
        (("unit", "change", "museerna", "--language", "fi"), 1, "organisation"),
        (("unit", "end", "museer"), 2, "museerna"),
        (
            ("account", "add", "--unit", "museerna", "--name", "X", "--platform", "web", "--url", "x"),
            1,
            "länk",
        ),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_stored(
    svarsvakt: Command, arguments: tuple[str, ...], code: int, said: str
) -> None:
    refused = svarsvakt(*arguments)
    assert refused.code == code
    assert said.casefold() in " ".join(refused.err.split()).casefold()
    assert svarsvakt("changes", "--json").rows == []


def test_lists_are_tables_for_people_and_the_log_is_sentences(svarsvakt: Command) -> None:
    svarsvakt(
        "rules", "set", "answer.hours", "48", "--unit", "museerna", "--why", "Få i tjänst", "--by", "Iris"
    )
    assert "Cecilia Lindgren" in svarsvakt("person", "list").out
    assert "Museibloggen" in svarsvakt("account", "list", "--unit", "museerna").out
    assert "enhetens eget, satt" in svarsvakt("rules", "list", "--unit", "museerna").out
    assert "Iris: Svara inom: 48 timmar (var 24 timmar). Få i tjänst" in svarsvakt("changes").out
