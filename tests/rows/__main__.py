"""`make rows`: runs the tests that cite a row, and writes docs/rows.md."""

import sys

import pytest

from tests.rows.cited import TESTS, Citing, cited
from tests.rows.page import FILE, Outcome, rows, status, written


class Noted:
    """What came of each test; of one with several cases the worst."""

    def __init__(self) -> None:
        self.came: dict[Citing, Outcome] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A test that never reached its call failed or was skipped in its setup."""
        if report.when != "call" and report.outcome == "passed":
            return
        file, _, name = report.nodeid.partition("::")
        test = Citing(file=file.removeprefix("tests/"), name=name.partition("[")[0])
        before = self.came.get(test, "passed")
        self.came[test] = before if report.outcome == "passed" else report.outcome


def main() -> int:
    """0 when every row has a test and all of them passed."""
    there = cited()
    wanted = {row.id for row in rows()}
    asked = sorted({test for row, tests in there.items() if row in wanted for test in tests})
    noted = Noted()
    pytest.main([*(f"{TESTS.name}/{test.file}::{test.name}" for test in asked)], plugins=[noted])
    FILE.write_text(written(there, noted.came), encoding="utf-8")
    print(FILE.name)
    open_ = {row.id: status(there.get(row.id, ()), noted.came) for row in rows()}
    wrong = {row: said for row, said in open_.items() if not said.endswith(" passed")}
    for row, said in wrong.items():
        print(f"{row}: {said}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
