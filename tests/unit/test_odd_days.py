"""Days of years that nobody speaks of, where buttons and forms name days."""

import pytest

from bot.chat.duty import DUTY
from db.store import Store
from handlers.managing.rule_forms import _day
from tests.access.roles import reception


@pytest.mark.parametrize("button", ["duty_week", "duty_take", "duty_ask"])
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_button_about_such_a_day_is_none_of_ours(sqlite_store: Store, button: str, day: str) -> None:
    with pytest.raises(ValueError, match="no day of ours"):
        DUTY[button](reception(sqlite_store), f"1:{day}")


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "igår", ""])
def test_a_unit_is_closed_on_no_such_day(day: str) -> None:
    assert _day(day) is None
