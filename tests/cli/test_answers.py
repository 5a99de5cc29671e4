"""The commands that answer a question: is it signed, how did the week go."""

import csv
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Command

CASES = Path(__file__).parents[1] / "cases" / "signatures.csv"


def test_a_signed_reply_is_said_in_words_and_json(svarsvakt: Command) -> None:
    assert svarsvakt("signature", "--name", "Anna", "Hej! Vi har öppet. /Anna").out.startswith(
        "Undertecknat: "
    )
    (row,) = svarsvakt("signature", "--name", "Anna", "--json", "Hej! Vi har öppet.").rows
    assert row["result"] == "unsigned"


def test_an_organisation_must_be_in_the_sign_off_when_asked_for(svarsvakt: Command) -> None:
    arguments = ("signature", "--name", "Anna", "--organisation", "Malmö Museer", "--json")
    assert svarsvakt(*arguments, "Hej! /Anna").rows[0]["result"] == "unsigned"
    assert svarsvakt(*arguments, "Hej! /Anna, Malmö Museer").rows[0]["result"] == "signed"


def test_the_signature_command_needs_a_name(svarsvakt: Command) -> None:
    said = svarsvakt("signature", "Hej /Anna")
    assert (said.code, said.err) == (2, "Vems underskrift? Ange --name.\n")


def test_every_worked_case_agrees_line_by_line(svarsvakt: Command) -> None:
    cases = list(csv.DictReader(CASES.read_text(encoding="utf-8").splitlines(keepends=True)))
    lines = "".join(json.dumps(case, ensure_ascii=False) + "\n" for case in cases)
    said = svarsvakt("signature", "-", stdin=lines)
    assert said.code == 0
    assert [row["result"] for row in said.rows] == [case["expected"] for case in cases]


BAD_LINES = [
    ("nonsense", "not JSON"),
    ("", "not JSON"),
    ("[1]", "not an object"),
    ('"text"', "not an object"),
    ('{"first_name": "Anna"}', "reply: a text is required"),
    ('{"reply": "Hej"}', "first_name: a text is required"),
    ('{"first_name": 7, "reply": "Hej"}', "first_name: a text is required"),
    ('{"first_name": " ", "reply": "Hej"}', "first_name: empty"),
    ('{"first_name": "Anna", "reply": null}', "reply: a text is required"),
    (
        '{"first_name": "Anna", "reply": "Hej", "rule": "last_name"}',
        "rule: first_name or first_name_and_organisation",
    ),
    ('{"first_name": "Anna", "reply": "Hej", "rule": {}}', None),
    ('{"first_name": "Anna", "reply": "Hej", "organisation": [1]}', "organisation: not a text"),
    ("[" * 100_000, "not JSON"),
]


@pytest.mark.parametrize(("line", "error"), BAD_LINES, ids=range(len(BAD_LINES)))
def test_a_bad_line_gets_its_own_answer_and_the_rest_go_on(
    svarsvakt: Command, line: str, error: str | None
) -> None:
    good = '{"first_name": "Anna", "reply": "Hej! /Anna"}'
    said = svarsvakt("signature", "-", stdin=f"{good}\n{line}\n{good}\n")
    if error is None:
        assert said.code == 0
        return
    assert said.code == 1
    assert said.rows[0]["result"] == said.rows[2]["result"] == "signed"
    assert said.rows[1] == {"error": error, "line": 2}


def test_the_week_has_exactly_the_counts_of_the_design(svarsvakt: Command) -> None:
    said = svarsvakt("summary", "--week", "2026-W47", "--unit", "kulturskolan", "--json")
    (row,) = said.rows
    counts = [
        "received",
        "in_time",
        "late",
        "waiting",
        "late_seen",
        "answered",
        "no_reply_needed",
        "referred",
        "hidden",
        "removed",
        "median_working_minutes",
        "p90_working_minutes",
        "rounds_done",
        "rounds_planned",
        "unsigned",
    ]
    assert list(row) == ["unit", "week", *counts, "previous"]
    assert list(row["previous"]) == counts
    assert (row["unit"], row["week"]) == ("kulturskolan", "2026-W47")


def test_the_week_is_told_in_words_for_every_unit(svarsvakt: Command) -> None:
    lines = svarsvakt("summary", "--week", "2026-W47").out.splitlines()
    assert lines[:2] == ["Veckan i korthet", "Vecka 47, 16–22 november"]
    assert {"Kulturskolan", "Exempelstads museer", "Gatukontoret"} <= set(lines)


@pytest.mark.parametrize("week", ["2026-W54", "nonsense", "2026-11-27"])
def test_what_is_no_week_is_refused(svarsvakt: Command, week: str) -> None:
    said = svarsvakt("summary", "--week", week)
    assert (said.code, said.err) == (2, f"”{week}” är ingen vecka. Skriv så här: 2026-W47.\n")
