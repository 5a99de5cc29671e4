"""The rows of `cases/signatures.csv`, and the same judgements on many more replies."""

import csv
import io
from pathlib import Path

import pytest

from handlers.signature import judge
from scheduler.settings import SignatureRule, SignatureRules

CASES = Path(__file__).parents[1] / "cases" / "signatures.csv"
ROWS = list(csv.DictReader(io.StringIO(CASES.read_text(encoding="utf-8"), newline="")))


@pytest.mark.parametrize(
    "row", ROWS, ids=lambda row: f"{row['first_name']}: {row['note'] or row['reply']}"[:60]
)
def test_every_row_of_the_cases(row: dict[str, str]) -> None:
    rules = SignatureRules(rule=SignatureRule(row["rule"]), organisation=row["organisation"])
    assert judge(row["reply"], first_name=row["first_name"], rules=rules).result == row["expected"]
