"""Forged values of every form and button, by every role: a friendly answer, nothing changed, no crash."""

from contextlib import suppress

import pytest
from sqlalchemy import Connection, text

from bot.texts import texts
from handlers.outcome import Outcome
from tests.access.forged import FIELDS_OF, Forgery, forgeries, learn
from tests.access.roles import NOW, ROLES, person
from tests.access.table import Tried

OUTSIDE = ("unknown to the bot", "in no unit", "supervisor of another unit")
INSIDE = ("editor", "supervisor")
HER_OWN = frozenset({"away", "settings", "swap", "back", "calendar", "new_comment", "ready_reply"})
"""What anybody may do who is known, for herself or in her own unit."""


class _Undone(Exception):  # noqa: N818 - every trial ends so
    """Nothing of a forgery stays."""


def written(tx: Connection) -> int:
    """So many rows were written on this connection."""
    return int(tx.execute(text("SELECT total_changes()")).scalar_one())


@pytest.fixture(scope="module")
def tried() -> Tried:
    tried = Tried()
    with suppress(_Undone), tried.store.write() as tx:
        cecilia = person(tx, "U-CECILIA")
        assert cecilia is not None
        learn(tried.reception, tx, cecilia, NOW)
        raise _Undone
    return tried


@pytest.fixture(scope="module")
def all_forged(tried: Tried) -> tuple[Forgery, ...]:
    return tuple(forgeries(tried.reception))


def fault(tried: Tried, forged: Forgery, role: str) -> str | None:
    """What is wrong with what she got."""
    found: list[str | None] = []
    with suppress(_Undone), tried.store.write() as tx:
        who = person(tx, ROLES[role] or "")
        before = written(tx)
        try:
            outcome = forged.act(tx, who, NOW)
        except Exception as error:
            found.append(f"crashed: {type(error).__name__} {str(error)[:200]}")
            raise _Undone from None
        found.append(_judged(forged, role, outcome, wrote=written(tx) > before))
        raise _Undone
    return found[0]


def _judged(forged: Forgery, role: str, outcome: Outcome, *, wrote: bool) -> str | None:
    say = texts("sv")
    said = [each.say for each in outcome.field_errors] + ([outcome.say] if outcome.say else [])
    if any(not say.say(each).strip() for each in said):
        return "an empty answer"
    if any(len(say.say(each)) > 4_000 for each in said):
        return "an answer without end"
    refused = outcome.refused or bool(outcome.field_errors)
    if refused and not said:
        return "refused without a word"
    if refused and (wrote or outcome.changed):
        return "refused, and yet something was written"
    if (
        role in OUTSIDE
        and (wrote or outcome.changed)
        and not forged.elsewhere
        and forged.whose not in HER_OWN
    ):
        return "it is not hers, and yet something was written"
    return None


@pytest.mark.parametrize("role", [*OUTSIDE, *INSIDE])
def test_whatever_is_sent_in_gets_a_friendly_answer_and_changes_nothing_that_is_not_hers(
    tried: Tried, all_forged: tuple[Forgery, ...], role: str
) -> None:
    found = [
        f"{forged.whose}, {forged.how}: {wrong}"
        for forged in all_forged
        if (wrong := fault(tried, forged, role)) is not None
    ]
    assert found == []


def test_every_form_says_its_fields(all_forged: tuple[Forgery, ...]) -> None:
    assert {"value", "why"} <= FIELDS_OF["rule"]
    assert {"ground", "reason"} <= FIELDS_OF["hide"]
    assert len(all_forged) > 1_500
