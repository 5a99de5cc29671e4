"""CSV as spreadsheets and people write it."""

from collections.abc import Mapping

import pytest

from bot.cli.csv_rows import csv_rows
from handlers.intake_row import Fault, RowFault

HEADER = "account;text;written_at\n"
GOOD = "konto;Hej på er;2026-11-20T10:00\n"
ROW = {"account": "konto", "text": "Hej på er", "written_at": "2026-11-20T10:00"}


def read(raw: bytes) -> list[tuple[int, object]]:
    """Each row with its line; a fault as its kind."""
    rows = csv_rows(raw)
    assert rows is not None
    return [(line, row.fault if isinstance(row, RowFault) else row) for line, row in rows]


WRITTEN: Mapping[str, bytes] = {
    "as Swedish Excel writes it": ("\ufeff" + HEADER + GOOD).replace("\n", "\r\n").encode(),
    "as an old Excel writes it": (HEADER + GOOD).encode("cp1252"),
    "as Unicode text": (HEADER + GOOD).replace(";", "\t").encode("utf-16"),
    "with commas": (HEADER + GOOD).replace(";", ",").encode(),
    "from an old Mac": (HEADER + GOOD).replace("\n", "\r").encode(),
    "without its last line end": (HEADER + GOOD).rstrip().encode(),
    "with its header in capitals and quotation marks": (
        HEADER.upper().replace("ACCOUNT", '" Account "') + GOOD
    ).encode(),
}


@pytest.mark.parametrize("kind", WRITTEN)
def test_a_file_is_read_however_it_was_written(kind: str) -> None:
    assert read(WRITTEN[kind]) == [(2, ROW)]


def test_excels_line_about_its_separator_is_no_row() -> None:
    assert read(f"sep=;\n{HEADER}{GOOD}".encode()) == [(3, ROW)]


def test_a_text_of_several_lines_is_one_row_and_the_next_keeps_its_line() -> None:
    many = 'konto;"Hej\n\nmed ""citat"" och ; i";2026-11-20T10:00\n'
    assert read(f"{HEADER}{many}\n{GOOD}".encode()) == [
        (2, ROW | {"text": 'Hej\n\nmed "citat" och ; i'}),
        (6, ROW),
    ]


def test_a_quotation_mark_never_closed_costs_its_own_line_only() -> None:
    bad = 'konto;"Hej;2026-11-20T10:00\n'
    assert read(f"{HEADER}{GOOD}{bad}{GOOD}{GOOD}".encode()) == [
        (2, ROW),
        (3, Fault.UNREADABLE),
        (4, ROW),
        (5, ROW),
    ]


def test_two_of_them_never_make_one_comment_of_two() -> None:
    bad = 'konto;"Hej;2026-11-20T10:00\n'
    assert read(f"{HEADER}{bad}{bad}{GOOD}".encode()) == [
        (2, Fault.UNREADABLE),
        (3, Fault.UNREADABLE),
        (4, ROW),
    ]


def test_a_quotation_mark_inside_a_cell_is_itself() -> None:
    assert read(f'{HEADER}konto;Hej "på" er;2026-11-20T10:00\n'.encode()) == [
        (2, ROW | {"text": 'Hej "på" er'})
    ]


def test_a_row_with_too_many_cells_is_named_and_empty_rows_are_passed_over() -> None:
    assert read(f"{HEADER}\n;;\n{GOOD.rstrip()};x\n{GOOD}".encode()) == [
        (4, Fault.TOO_MANY_CELLS),
        (5, ROW),
    ]


@pytest.mark.parametrize(
    "raw", [b"", b"\n", b"text;author\n", b"\xff\xfe", b"sep=;\n", b'"account;written_at']
)
def test_without_the_needed_columns_there_are_no_rows(raw: bytes) -> None:
    assert csv_rows(raw) is None
