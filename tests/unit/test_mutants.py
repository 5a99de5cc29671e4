"""The planted faults still fit the source: a mutant that cannot be planted proves nothing."""

from pathlib import Path

import pytest

from tests.mutants.__main__ import planted
from tests.mutants.mutant import Mutant
from tests.mutants.planted import PLANTED

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("mutant", PLANTED, ids=lambda mutant: mutant.name)
def test_each_fault_can_be_planted_and_its_tests_are_there(mutant: Mutant) -> None:
    source = (ROOT / mutant.file).read_text(encoding="utf-8")
    assert planted(mutant, source) != source
    assert all((ROOT / test.partition("::")[0]).is_file() for test in mutant.tests)


def test_there_are_at_least_thirty_and_each_has_a_name_of_its_own() -> None:
    assert len({mutant.name for mutant in PLANTED}) == len(PLANTED) >= 30
