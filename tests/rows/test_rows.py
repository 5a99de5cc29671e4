"""The page `docs/rows.md` against the tests' docstrings, and no row of the newsroom's day without a test."""

import re
from pathlib import Path

from tests.rows.cited import cited, named
from tests.rows.page import FILE, rows, status

HEADING = re.compile(r"^\*\*([MULB]\d{2})\*\*")
LISTED = re.compile(r"^- (.+) \(`tests/(.+)`\): passed$")
TWO = 'def test_one() -> None:\n    """U10: so."""\ndef test_two() -> None:\n    """U10: so."""\n'


def test_a_docstring_cites_its_rows_and_anything_else_that_looks_like_one_does_not(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(
        '"""U10: a file does not cite, its tests do."""\n'
        'def test_one() -> None:\n    """U10, M17: of week 2026-W47, MU101."""\n'
        'def test_two() -> None:\n    """U10: once more."""\n'
        'def helper() -> None:\n    """U21: no test."""\n',
        encoding="utf-8",
    )
    found = {row: [test.sentence for test in tests] for row, tests in cited(tmp_path).items()}
    assert found == {"U10": ["one", "two"], "M17": ["one"]}


def test_rows_from_one_to_another_are_all_of_them() -> None:
    assert named("U14-U17, U19: so, on 2026-11-23 and M29-31") == [
        "U14", "U15", "U16", "U17", "U19", "M29", "M30", "M31",
    ]  # fmt: skip


def test_a_row_whose_test_did_not_pass_is_not_called_good(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(TWO, encoding="utf-8")
    one, two = cited(tmp_path)["U10"]
    assert status((one, two), {one: "passed", two: "passed"}) == "2 passed"
    assert status((one, two), {one: "passed", two: "skipped"}) == "1 passed, 1 skipped"
    assert status((one, two), {one: "passed"}) == "1 passed, 1 failed"  # it never came to it
    assert status((), {}) == "no test"


def test_what_the_page_names_cites_its_row_and_passed_when_the_page_was_written() -> None:
    there = {(row, test.sentence, test.file) for row, tests in cited().items() for test in tests}
    found, row = set(), ""
    for line in FILE.read_text(encoding="utf-8").partition("## The tests")[2].splitlines():
        if heading := HEADING.match(line):
            row = heading.group(1)
        elif line.startswith("- ") and line != "- none":
            listed = LISTED.match(line)
            assert listed, f"{row}: {line}"
            found.add((row, *listed.groups()))
    assert found <= there, "`make rows` writes it anew"
    assert {row for row, _, _ in found} == {row.id for row in rows()} & set(cited())


def test_no_row_is_without_a_test() -> None:
    there = cited()
    assert [row.id for row in rows() if row.id not in there] == []
    assert "| no test |" not in FILE.read_text(encoding="utf-8"), "`make rows` writes it anew"


def test_the_page_says_of_each_row_what_is_said_of_it() -> None:
    page = FILE.read_text(encoding="utf-8")
    for row in rows():
        assert f"| {row.id} | {row.asks} | {row.does} | {row.person} |" in page, "`make rows` writes it anew"
