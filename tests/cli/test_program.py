"""The program itself: its list of commands, quick help, errors without tracebacks."""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from bot.cli.program import ENTRIES, loaded
from db.store import Store
from db.upgrade import upgrade
from tests.cli.conftest import Command
from tests.postgres import Postgres


def test_help_lists_every_command(svarsvakt: Command) -> None:
    said = svarsvakt("--help")
    assert said.code == 0
    for entry in ENTRIES:
        assert f" {entry.name} " in said.out
        assert entry.does in said.out


def test_help_imports_no_command(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom bot.cli import main\nsys.argv = ['svarsvakt', '--help']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'sqlalchemy', 'pydantic', 'slack_bolt', 'matplotlib', 'holidays', 'babel'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_every_command_can_be_loaded_and_says_what_it_does(entry: object, svarsvakt: Command) -> None:
    from bot.cli.program import Entry

    assert isinstance(entry, Entry)
    assert find_spec(entry.target.partition(":")[0]) is not None
    assert loaded(entry).get_short_help_str()
    said = svarsvakt(entry.name, "--help")
    assert (said.code, said.err) == (0, "")


def test_a_mistyped_command_gets_the_nearest_one(svarsvakt: Command) -> None:
    said = svarsvakt("deadlin")
    assert said.code == 2
    assert "'deadline'" in said.err


def test_a_port_that_is_none_is_wrong_usage(svarsvakt: Command) -> None:
    assert svarsvakt("demo", "--port", "99999").code == 2


def test_an_unknown_option_is_wrong_usage(svarsvakt: Command) -> None:
    assert svarsvakt("comments", "--colour").code == 2


def test_a_wrong_configuration_stops_every_command_with_its_faults(
    svarsvakt: Command, config_path: Path
) -> None:
    config_path.write_text('organisation = "X"\n[answer]\nhours = 0\npolcy = "x"\n')
    for command in (("comments",), ("config", "check"), ("db", "upgrade"), ("summary", "--json")):
        said = svarsvakt(*command)
        assert (said.code, said.out) == (2, "")
        assert said.err.splitlines() == [
            f"{config_path}: 2 fel",
            "  rad 3, answer.hours: där står 0; för lite: mer än, eller minst, 0.",
            "  rad 4, answer.polcy: det finns ingen sådan nyckel. Menade du policy?",
        ]


def test_the_option_for_the_file_comes_before_the_environment(svarsvakt: Command, tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text('organisation = "Other"\nlanguage = "en"\n')
    before = os.environ["SVARSVAKT_CONFIG"]
    said = svarsvakt("--config", str(other), "config", "check")
    os.environ["SVARSVAKT_CONFIG"] = before
    assert said.code == 0
    assert said.out.splitlines()[0] == f"{other}: nothing is wrong."


def test_config_check_counts_and_notes(svarsvakt: Command, config_path: Path) -> None:
    assert svarsvakt("config", "check").out.splitlines() == [
        f"{config_path}: inget fel hittades.",
        "3 enheter, 8 konton och 8 personer",
    ]
    text = config_path.read_text(encoding="utf-8").replace('deputy = "bo"\n', "", 1)
    config_path.write_text(text, encoding="utf-8")
    assert svarsvakt("config", "check").out.splitlines()[2:] == [
        "Tillåtet, men kanske inte meningen:",
        "  accounts.kulturskolan-facebook.deputy: kontot har ingen ersättare.",
    ]


def test_config_check_asks_for_the_id_of_the_chat_that_is_used(svarsvakt: Command, config_path: Path) -> None:
    config_path.write_text(
        """
organisation = "Exempelstad"
[teams]
app_id = "6f1c2f53-3c57-4a6e-9a27-5f60b1a6b9d1"
tenant = "11111111-1111-4111-8111-111111111111"
match_email = true
[people.anna]
first_name = "Anna"
email = "anna@exempelstad.example"
[people.bo]
first_name = "Bo"
""",
        encoding="utf-8",
    )
    said = svarsvakt("config", "check").out
    assert "people.anna" not in said  # her address says who she is
    assert "  people.bo.teams: utan det kan personen varken nås eller göra något." in said.splitlines()


def test_db_upgrade_makes_the_database_and_then_has_nothing_to_do(
    svarsvakt: Command, config_path: Path
) -> None:
    first, second = svarsvakt("db", "upgrade"), svarsvakt("db", "upgrade")
    assert first.code == second.code == 0
    assert first.out == second.out
    assert first.out.startswith("Databasen är uppdaterad (revision ")
    assert (config_path.parent / "var" / "svarsvakt.db").exists()


@pytest.mark.postgres
def test_the_same_commands_work_on_postgresql(
    svarsvakt: Command, monkeypatch: pytest.MonkeyPatch, postgres: Postgres
) -> None:
    monkeypatch.setenv("DATABASE_URL", postgres.new_database())
    assert svarsvakt("db", "upgrade").code == 0
    assert svarsvakt("comments").out == "Det finns inga kommentarer.\n"
    assert len(svarsvakt("summary", "--json").rows) == 3
    assert svarsvakt("notices", "--json").code == 0


@pytest.mark.parametrize(
    ("url", "said"),
    [
        (
            "postgresql://svar:hemligt@127.0.0.1:1/none",
            "Databasen postgresql://svar:***@127.0.0.1:1/none kan inte",
        ),
        ("sqlite:////proc/svarsvakt/x.db", "Databasen sqlite:////proc/svarsvakt/x.db kan inte öppnas: "),
        ("sqlite:////", "Databasen sqlite:////"),
    ],
)
def test_a_database_that_cannot_be_opened_is_said_without_its_password(
    svarsvakt: Command, monkeypatch: pytest.MonkeyPatch, url: str, said: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    found = svarsvakt("comments")
    assert found.code == 1
    assert found.err.startswith(said)
    assert "hemligt" not in found.err
    assert "Traceback" not in found.err


def test_a_file_that_is_no_database_is_said(svarsvakt: Command, config_path: Path) -> None:
    folder = config_path.parent / "var"
    folder.mkdir()
    (folder / "svarsvakt.db").write_text("not a database at all, " * 100)
    said = svarsvakt("comments")
    assert said.code == 1
    assert "kan inte öppnas: file is not a database" in said.err


def test_a_newer_database_is_left_alone(svarsvakt: Command, config_path: Path) -> None:
    folder = config_path.parent / "var"
    folder.mkdir()
    store = Store.open(f"sqlite:///{folder}/svarsvakt.db")
    upgrade(store)
    with store.write() as tx:
        tx.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    store.close()
    said = svarsvakt("comments")
    assert said.code == 1
    assert "är gjord av en nyare Svarsvakt (revision 9999)" in said.err


def test_the_installed_program_runs(config_path: Path) -> None:
    run = subprocess.run(
        [Path(sys.executable).parent / "svarsvakt", "config", "check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")


def test_whoever_has_read_enough_is_no_error(config_path: Path) -> None:
    program = Path(sys.executable).parent / "svarsvakt"
    run = subprocess.run(
        f"{program} deadline 2026-11-27T15:02 --json | head -c 1",
        shell=True,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stderr == ""
