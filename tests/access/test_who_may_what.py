"""The page `docs/who-may-what.md` against the real handlers, and what no change of it may let through."""

import pytest

from db.words import Role
from tests.access.roles import ROLES
from tests.access.table import FILE, Tried, cells, written

STRANGERS = ("unknown to the bot", "operator")
OUTSIDE = ("in no unit", "editor of another unit", "supervisor of another unit")
FOR_ALL = {"`hjälp`"}
SUPERVISORS_ALONE = {
    "`släpp` (what Anna has)",
    "`release` (what Anna has)",
    "`sign_mended` (Anna's reply)",
    "`sign_kept` (Anna's reply)",
    "`person`",
    "`person` (leaves)",
    "`regler` (sets one)",
    "`ändringar`",
    "`stängt`",
    "`swap_withdraw` (Anna's question)",
    "`beredskap` (name somebody)",
    "`duty_ask`",
    "`utlämna`",
    "`hand_out`",
}


@pytest.fixture(scope="module")
def tried() -> Tried:
    return Tried()


@pytest.fixture(scope="module")
def table(tried: Tried) -> dict[str, dict[str, str]]:
    return {f"{trial.kind}: {trial.name}": dict(row) for trial, row in cells(tried)}


def test_the_page_says_what_the_handlers_do(tried: Tried) -> None:
    assert FILE.read_text(encoding="utf-8") == written(tried), "`make access` writes it anew"


def test_somebody_unknown_may_nothing_and_the_operator_is_somebody_unknown_in_chat(
    table: dict[str, dict[str, str]],
) -> None:
    assert {row[role] for row in table.values() for role in STRANGERS} == {"no"}


def test_nobody_outside_a_unit_does_or_sees_anything_of_it(table: dict[str, dict[str, str]]) -> None:
    seen = {name for name, row in table.items() if "yes" in {row[role] for role in OUTSIDE}}
    assert {name.partition(": ")[2] for name in seen} == FOR_ALL


def test_what_only_a_supervisor_may_only_the_units_own_may(table: dict[str, dict[str, str]]) -> None:
    found = {
        name.partition(": ")[2]
        for name, row in table.items()
        if row["supervisor"] == "yes" and "yes" not in {row[role] for role in ROLES if role != "supervisor"}
    }
    running = {name.partition(": ")[2] for name in table if name.startswith("how a unit is run: ")}
    assert found >= SUPERVISORS_ALONE | running
    # An editor sees her own accounts' week.
    assert found - SUPERVISORS_ALONE - running == {"`veckan`", "`week`"}


def test_a_supervisor_may_all_that_an_editor_may(table: dict[str, dict[str, str]]) -> None:
    assert {Role.EDITOR, Role.SUPERVISOR} == set(Role)  # another role would need a column
    less = {name for name, row in table.items() if row["editor"] == "yes" and row["supervisor"] == "no"}
    assert less == set()
