"""An open form once more as it stands, for a chat that shows it anew with what is wrong in it."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection

from bot.chat.reception import Act, Reception
from db.rows import Person
from handlers import forms
from handlers.access import refuse
from handlers.handing_out import searched
from handlers.outcome import FormKind, Outcome, Said
from handlers.sent import Sent

CHANGING = frozenset({FormKind.REPLY, FormKind.READY_REPLY})
"""Forms that look otherwise after what was done in them."""
KEPT = "kept."


def again(reception: Reception, *, kind: FormKind, number: int | None, fields: Mapping[str, str]) -> Act:
    """The form as it was when it was sent in; what was written in it is for the chat to put there again."""

    def act(tx: Connection, person: Person | None, now: datetime) -> Outcome:
        if kind in CHANGING:
            return forms.change(
                tx,
                reception.book,
                person=person,
                kind=kind,
                number=number,
                fields=fields,
                changed="",
                now=now,
            )
        if kind is FormKind.HAND_OUT_REVIEW:
            return _review(tx, reception, person, fields, now)
        return forms.open_form(tx, reception.book, person=person, kind=kind, number=number, now=now)

    return act


def _review(
    tx: Connection, reception: Reception, person: Person | None, fields: Mapping[str, str], now: datetime
) -> Outcome:
    """What was asked for stands in what the form keeps."""
    if person is None:
        return refuse(Said.NOT_KNOWN)
    asked = {name.removeprefix(KEPT): value for name, value in fields.items() if name.startswith(KEPT)}
    sent = Sent(tx=tx, book=reception.book, person=person, number=None, fields=asked, now=now)
    return searched(sent)
