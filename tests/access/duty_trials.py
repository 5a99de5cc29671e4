"""What the buttons about duty need to have happened before: a question of Anna's, a day to take."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import Connection

from bot.chat.reception import Act
from db import duty
from db.rows import Person
from handlers.outcome import Outcome
from tests.access.roles import person as somebody

DAY = date(2026, 12, 1)
MEANT = {
    "swap_yes": "asked of anybody",
    "swap_no": "asked of Bo",
    "swap_withdraw": "Anna's question",
}
VALUES: Mapping[str, str] = {
    "duty_week": "1:2026-11-23",
    "duty_take": f"1:{DAY.isoformat()}",
    **dict.fromkeys(MEANT, "1"),
    "calendar": "-",
    "duty_ask": f"1:{DAY.isoformat()}",
}


def prepared(name: str, act: Act) -> Act:
    """The day that is taken was not hers; the question that is answered has been asked."""
    if name not in {*MEANT, "duty_take"}:
        return act

    def after(tx: Connection, person: Person | None, now: datetime) -> Outcome:
        anna, bo = somebody(tx, "U-ANNA"), somebody(tx, "U-BO")
        assert anna is not None
        assert bo is not None
        to_id = bo.id if name == "swap_no" else None
        duty.ask(
            tx, unit_id=1, day=DAY, from_id=anna.id, to_id=to_id, back_day=None, asked_by=anna.id, now=now
        )
        if person is not None:
            duty.set_day(tx, unit_id=1, person_id=person.id, day=DAY, on_duty=False, by=person.id, now=now)
        return act(tx, person, now)

    return after
