"""`svarsvakt import` of lists that name their columns in their own way."""

from pathlib import Path

from tests.cli.conftest import Command

LINE = "2026-11-20;9.30;Kim;Var är bilden tagen?;v/7;https://bambuser.example/v/7\n"
ACCOUNT = "kulturskolan-facebook"


def test_an_empty_list_is_written_filled_in_and_taken_in(svarsvakt: Command, tmp_path: Path) -> None:
    path = tmp_path / "lista.csv"
    done = svarsvakt("import", str(path), "--preset", "bambuser", "--template")
    assert done.code == 0
    assert f"svarsvakt import {path} --preset bambuser --account" in done.out
    with path.open("a", encoding="utf-8") as file:
        file.write(LINE)
    done = svarsvakt("import", str(path), "--preset", "bambuser", "--account", ACCOUNT)
    assert (done.code, done.out.strip(), done.err) == (0, "1 nya, 0 fanns redan, 0 gick inte att ta in.", "")
    again = svarsvakt("import", str(path), "--preset", "bambuser", "--account", ACCOUNT)
    assert again.out.strip() == "0 nya, 1 fanns redan, 0 gick inte att ta in."
    (kept,) = svarsvakt("comments", "--json").rows
    assert (kept["text"], kept["account"]) == ("Var är bilden tagen?", ACCOUNT)


def test_a_list_is_not_written_over(svarsvakt: Command, tmp_path: Path) -> None:
    path = tmp_path / "lista.csv"
    path.write_text("min lista", encoding="utf-8")
    done = svarsvakt("import", str(path), "--template")
    assert done.code == 2
    assert "Det finns redan en fil" in done.err
    assert path.read_text(encoding="utf-8") == "min lista"


def test_columns_that_a_preset_knows_are_recognised(svarsvakt: Command, tmp_path: Path) -> None:
    path = tmp_path / "lista.csv"
    path.write_text("Datum;Tid;Namn;Text\n2026-11-20;9.30;Kim;Hej\n", encoding="utf-8")
    done = svarsvakt("import", str(path))
    assert done.code == 2
    assert "lägg till --preset svenska --account KONTO" in done.err


def test_a_preset_that_is_none_is_told_with_those_there_are(svarsvakt: Command, tmp_path: Path) -> None:
    done = svarsvakt("import", str(tmp_path / "x.csv"), "--preset", "friendster")
    assert done.code == 2
    assert "”friendster”" in done.err
    assert "svenska, myspace, bambuser, wordpress" in done.err


def test_an_account_for_all_rows_suffices_without_a_preset(svarsvakt: Command, tmp_path: Path) -> None:
    path = tmp_path / "lista.csv"
    path.write_text("text,written_at\nHej,2026-11-20T10:00\n", encoding="utf-8")
    done = svarsvakt("import", str(path), "--account", ACCOUNT)
    assert (done.code, done.err) == (0, "")
