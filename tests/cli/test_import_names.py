"""Columns that mean nothing are told of, and a misspelt one is recognised."""

from pathlib import Path

from tests.cli.conftest import Command

HELD = "kulturskolan-facebook,Hej,2026-11-20T10:00:00+01:00"


def written(folder: Path, name: str, text: str) -> str:
    (folder / name).write_text(text, encoding="utf-8")
    return str(folder / name)


def test_a_misspelt_required_column_is_named(svarsvakt: Command, tmp_path: Path) -> None:
    done = svarsvakt("import", written(tmp_path, "k.csv", f"account,text,writen_at\n{HELD}\n"))
    assert done.code == 2
    assert "Är det ”writen_at” som ska heta written_at?" in done.err


def test_a_misspelt_required_field_of_a_line_is_named(svarsvakt: Command, tmp_path: Path) -> None:
    line = '{"acount": "kulturskolan-facebook", "text": "Hej", "written_at": "2026-11-20T10:00:00+01:00"}\n'
    done = svarsvakt("import", written(tmp_path, "k.jsonl", line))
    assert done.code == 1
    assert "Rad 1: Fältet account saknas. Är det ”acount” som ska heta account?" in done.err


def test_unknown_columns_are_told_of_and_the_comment_goes_in(svarsvakt: Command, tmp_path: Path) -> None:
    text = f"account,text,written_at,parrent_id,likes\n{HELD},fb-1,3\n"
    done = svarsvakt("import", written(tmp_path, "k.csv", text))
    assert done.code == 0
    assert "Obs: de här kolumnerna är okända och lästes inte: parrent_id (parent_id?), likes." in done.err


def test_known_columns_are_not_remarked_on(svarsvakt: Command, tmp_path: Path) -> None:
    done = svarsvakt(
        "import", written(tmp_path, "k.csv", f"account,text,written_at,parent_id\n{HELD},fb-1\n")
    )
    assert (done.code, done.err) == (0, "")
