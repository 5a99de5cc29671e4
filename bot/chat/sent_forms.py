"""A form that was sent in, or in which something was chosen that another field follows from."""

from collections.abc import Mapping

from bot.chat.reception import Act, Reception
from handlers import forms
from handlers.outcome import FieldError, FormKind, Outcome


def submitted(reception: Reception, *, kind: FormKind, number: int | None, fields: Mapping[str, str]) -> Act:
    """Take the form in."""
    return lambda tx, person, now: forms.submit(
        tx, reception.book, person=person, kind=kind, number=number, fields=fields, now=now
    )


def changed(
    reception: Reception, *, kind: FormKind, number: int | None, fields: Mapping[str, str], field: str
) -> Act:
    """The form again, with what follows from a change of `field`."""
    return lambda tx, person, now: forms.change(
        tx, reception.book, person=person, kind=kind, number=number, fields=fields, changed=field, now=now
    )


def faults(outcome: Outcome) -> tuple[FieldError, ...]:
    """What is wrong with a form that was sent in; a refusal about no field stands at the first ("")."""
    if outcome.refused and outcome.say and not outcome.field_errors:
        return (FieldError(field="", say=outcome.say),)
    return tuple(outcome.field_errors)
