"""What is stored, listed and handed out: comments, notices, exports."""

import csv
import json
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.config import Config
from db import people
from db.register import sync
from db.store import Store
from db.words import Ground
from handlers.desk import Action, act
from handlers.receive import Incoming, receive
from tests.cli.conftest import Command
from tests.stores import migrated

FRIDAY = datetime(2026, 11, 27, 13, 50, tzinfo=UTC)
ADDED = datetime(2026, 11, 2, 7, 0, tzinfo=UTC)


def incoming(number: int, **changed: object) -> Incoming:
    values: dict[str, object] = {
        "account": "kulturskolan-facebook",
        "text": f"Hur anmäler jag mig? ({number})",
        "written_at": FRIDAY + timedelta(minutes=number),
        "external_id": f"fb-{number}",
        "author": "Åsa Öhman",
        **changed,
    }
    return Incoming(**values)  # type: ignore[arg-type]


@pytest.fixture
def desk(config: Config) -> None:
    """Four comments: one answered by Anna, one removed, one written long ago, one that could harm a sheet."""
    path = migrated(config.path.parent / "var" / "svarsvakt.db")
    store = Store.open(f"sqlite:///{path}")
    book = config.rulebook()
    with store.write() as tx:
        sync(tx, config.register, ADDED)
        receive(
            tx,
            book,
            [
                incoming(1),
                incoming(2, account="gatukontoret-facebook", author="Bo", text="Potthål på Storgatan!"),
                incoming(3, written_at=datetime(2026, 11, 5, 9, 0, tzinfo=UTC), author="åsa öhman "),
                incoming(4, text='=HYPERLINK("https://evil.example")', author="@evil"),
            ],
            FRIDAY + timedelta(minutes=5),
        )
        anna = people.by_slug(tx, "anna")
        later = FRIDAY + timedelta(minutes=30)
        act(tx, book, person=anna, action=Action.CLAIM, number=1, now=later)
        act(tx, book, person=anna, action=Action.ANSWER, number=1, now=later, text="Här: ... /Anna")
        hanna = people.by_slug(tx, "hanna")
        act(
            tx,
            book,
            person=hanna,
            action=Action.REMOVE,
            number=2,
            now=later,
            ground=Ground.SPAM,
            reason="Reklam",
        )
    store.close()


def test_comments_are_listed_for_a_machine(svarsvakt: Command, desk: None) -> None:
    said = svarsvakt("comments", "--json")
    assert said.code == 0
    assert [(row["number"], row["state"]) for row in said.rows] == [
        (1, "answered"),
        (2, "removed"),
        (3, "new"),
        (4, "new"),
    ]
    first = said.rows[0]
    assert first["account"] == "kulturskolan-facebook"
    assert first["unit"] == "kulturskolan"
    assert first["written_at"] == "2026-11-27T14:51:00+01:00"
    assert first["closed_by"] == "Anna Berg"


def test_only_what_waits_is_listed_on_request(svarsvakt: Command, desk: None) -> None:
    assert [row["number"] for row in svarsvakt("comments", "--open", "--json").rows] == [3, 4]
    assert [row["number"] for row in svarsvakt("comments", "--json", "--limit", "1").rows] == [1]
    of_unit = svarsvakt("comments", "--json", "--unit", "gatukontoret")
    assert [row["number"] for row in of_unit.rows] == [2]


def test_comments_are_listed_for_a_person(svarsvakt: Command, desk: None) -> None:
    lines = svarsvakt("comments").out.splitlines()
    assert lines[0].split() == ["Nr", "Konto", "Läge", "Svara", "senast", "Har", "den", "Text"]
    assert "Kulturskolans Facebook" in lines[1]
    assert "besvarad" in lines[1]
    assert len(lines) == 5


def test_a_listed_comment_cannot_steer_the_terminal(
    svarsvakt: Command, config: Config, config_path: Path
) -> None:
    svarsvakt("db", "upgrade")
    store = Store.open(config.database_url)
    with store.write() as tx:
        receive(tx, config.rulebook(), [incoming(1, text="\x1b[2J[red]röd[/red]")], FRIDAY)
    store.close()
    out = svarsvakt("comments").out
    assert "\x1b" not in out
    assert "[red]röd[/red]" in out


def test_an_empty_store_says_so(svarsvakt: Command) -> None:
    assert svarsvakt("comments").out == "Det finns inga kommentarer.\n"
    assert svarsvakt("notices").out == "Inget har sagts, och inget väntar på att sägas.\n"
    assert svarsvakt("comments", "--json").out == ""


def test_notices_show_what_was_and_what_will_be_said(svarsvakt: Command, desk: None) -> None:
    rows = svarsvakt("notices", "--json").rows
    by_key = {row["key"]: row for row in rows}
    assert by_key["card:1:1"]["recipient"] == "unit:kulturskolan"
    assert by_key["card:1:1"]["kind"] == "card"
    planned = [row for row in rows if row["state"] == "planned"]
    assert {row["comment"] for row in planned} == {3, 4}
    assert all(row["rung"] in {"1", "2", "3", "overdue"} for row in planned)
    assert [row["send_at"] for row in planned] == sorted(row["send_at"] for row in planned)


def test_notices_are_listed_for_a_person(svarsvakt: Command, desk: None) -> None:
    out = svarsvakt("notices").out
    assert "kommentar 4" in out
    assert "planerad" in out
    assert "Kulturskolan" in out


@pytest.mark.parametrize("command", ["comments", "notices", "summary"])
def test_an_unknown_unit_gets_the_nearest_one(svarsvakt: Command, desk: None, command: str) -> None:
    said = svarsvakt(command, "--unit", "kulturskola")
    assert said.code == 2
    assert said.err == "Det finns ingen enhet ”kulturskola”. Menade du kulturskolan?\n"


def test_a_record_is_exported_with_everything_that_happened_to_it(
    svarsvakt: Command, desk: None, tmp_path: Path
) -> None:
    """L01: a comment and the bot's own log of it, handed out together."""
    out = tmp_path / "records.jsonl"
    said = svarsvakt("export", "--out", str(out))
    assert (said.code, said.out) == (
        0,
        f"4 kommentarer skrivna till {out}.\nAntecknat som utlämnande 1.\n",
    )
    first, second, *_ = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [event["action"] for event in first["events"]][:3] == ["received", "claimed", "closed"]
    assert first["events"][1]["person"] == "Anna Berg"
    assert first["replies"][0]["text"] == "Här: ... /Anna"
    assert first["replies"][0]["signature"] == "signed"
    removed = second["events"][-1]
    assert (removed["to_state"], removed["ground"], removed["reason"]) == ("removed", "spam", "Reklam")
    assert second["text"] == "Potthål på Storgatan!"  # the text is kept


def test_an_exported_file_is_for_its_owner_only(svarsvakt: Command, desk: None, tmp_path: Path) -> None:
    out = tmp_path / "records.csv"
    svarsvakt("export", "--out", str(out))
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert list(tmp_path.glob(".records*")) == []


def test_a_spreadsheet_gets_one_comment_a_row_and_no_formulas(
    svarsvakt: Command, desk: None, tmp_path: Path
) -> None:
    out = tmp_path / "records.csv"
    svarsvakt("export", "--out", str(out))
    text = out.read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")  # so that å, ä and ö are read right
    rows = list(csv.DictReader(text.decode("utf-8-sig").splitlines()))
    assert [row["number"] for row in rows] == ["1", "2", "3", "4"]
    assert rows[3]["text"].startswith("'=HYPERLINK")
    assert rows[3]["author"] == "'@evil"
    assert json.loads(rows[0]["events"])[0]["action"] == "received"


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        (["--account", "gatukontoret-facebook"], [2]),
        (["--author", "ÅSA ÖHMAN"], [1, 3]),
        (["--author", "Åsa"], []),
        (["--from", "2026-11-27"], [1, 2, 4]),
        (["--to", "2026-11-26"], [3]),
        (["--from", "2026-11-05", "--to", "2026-11-05"], [3]),
        (["--from", "2026-11-28"], []),
        (["--account", "kulturskolan-facebook", "--from", "2026-11-27", "--author", "@evil"], [4]),
    ],
)
def test_an_export_can_be_narrowed(
    svarsvakt: Command, desk: None, tmp_path: Path, filters: list[str], numbers: list[int]
) -> None:
    out = tmp_path / "records.jsonl"
    assert svarsvakt("export", "--out", str(out), *filters).code == 0
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [row["number"] for row in rows] == numbers


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--out", "x.xlsx"], 2, "x.xlsx: låt filnamnet sluta med .zip (allt, med en sida att läsa)"),
        (["--out", "x.csv", "--from", "i går"], 2, "”i går” är ingen dag. Skriv så här: 2026-11-27."),
        (["--out", "x.csv", "--from", "2026-02-30"], 2, "”2026-02-30” är ingen dag."),
        (
            ["--out", "x.csv", "--from", "2026-11-27", "--to", "2026-11-26"],
            2,
            "Den sista dagen kommer före den första.",
        ),
        (
            ["--out", "x.csv", "--account", "kulturskolan-facebok"],
            2,
            "Det finns inget konto ”kulturskolan-facebok”. Menade du kulturskolan-facebook?",
        ),
        (["--out", "/nowhere/x.csv"], 1, "/nowhere/x.csv kan inte skrivas: filen eller mappen finns inte."),
        ([], 2, ""),
    ],
)
def test_an_export_that_cannot_be_made_says_why(
    svarsvakt: Command, desk: None, arguments: list[str], code: int, said: str
) -> None:
    found = svarsvakt("export", *arguments)
    assert found.code == code
    assert found.err.startswith(said)
    assert not Path("x.csv").exists()


def test_a_failed_export_leaves_the_earlier_file(
    svarsvakt: Command, desk: None, tmp_path: Path, config_path: Path
) -> None:
    """B06, L01: a full disk leaves what was there before."""
    out = tmp_path / "records.jsonl"
    out.write_text("earlier")
    out.chmod(0o644)
    assert svarsvakt("export", "--out", str(out), "--account", "nowhere").code == 2
    assert out.read_text() == "earlier"


def test_of_a_flagged_comment_neither_author_nor_text_is_listed(
    svarsvakt: Command, desk: None, config: Config
) -> None:
    """U18, L05: a list on a screen is no export, and nobody has looked it through."""
    store = Store.open(f"sqlite:///{config.path.parent / 'var' / 'svarsvakt.db'}")
    with store.write() as tx:
        anna = people.by_slug(tx, "anna")
        act(tx, config.rulebook(), person=anna, action=Action.URGENT, number=4, now=FRIDAY)
    store.close()
    listed = next(row for row in svarsvakt("comments", "--json").rows if row["number"] == 4)
    assert (listed["author"], listed["text"], listed["flagged"]) == (None, None, True)
    shown = svarsvakt("comments").out
    assert "evil.example" not in shown
    assert "granskad" in " ".join(shown.split())
    assert "evil" not in svarsvakt("notices", "--json").out
