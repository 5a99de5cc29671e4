"""The fields of the forms by which a unit is run, the same in every chat."""

from collections.abc import Mapping

from bot.chat.forms.parts import Ask, How, Part, Told
from bot.texts import Label, Texts
from handlers.managing.form import Field, FieldKind, UnitForm, UnitFormKind
from handlers.outcome import Choice

SAYS_WHAT = frozenset(
    {
        UnitFormKind.PERSON_MOVE,
        UnitFormKind.PERSON_END,
        UnitFormKind.ACCOUNT_MOVE,
        UnitFormKind.ACCOUNT_END,
        UnitFormKind.UNIT_END,
    }
)
"""Forms whose button says what it does, not "Save"."""
_HOW: Mapping[FieldKind, How] = {
    FieldKind.TEXT: How.LINE,
    FieldKind.LINES: How.TEXT,
    FieldKind.CHOICE: How.ONE,
    FieldKind.SEVERAL: How.SEVERAL,
    FieldKind.USER: How.USER,
    FieldKind.DAY: How.DAY,
    FieldKind.CHANNEL: How.CHANNEL,
}
assert set(_HOW) == set(FieldKind)


def parts(form: UnitForm, texts: Texts) -> list[Part]:
    """What it means to send it in, where that should be known first, and its fields."""
    told = [Told(text=f"• {each}") for each in ahead(form, texts)]
    return [*told, *(asked(field, texts) for field in form.fields)]


def asked(field: Field, texts: Texts) -> Ask:
    """A field with its label, its hint and its choices in words."""
    how = _HOW[field.kind]
    return Ask(
        name=field.name,
        label=texts.managing.field(field.name, field.words),
        how=how,
        hint=texts.managing.hint(field.name, field.words),
        known=texts.managing.known(field) if how is How.LINE else field.known,
        options=tuple(
            Choice(value=each.value, label=each.label or texts.managing.option(field.name, each.value))
            for each in field.options
        ),
        optional=field.optional,
    )


def ahead(form: UnitForm, texts: Texts) -> tuple[str, ...]:
    """What it means to send it in, a sentence each."""
    if form.ending is not None:
        return texts.managing.ending(form.ending)
    return () if form.leaving is None else texts.managing.leaving(form.leaving, form.subject)


def send_in(kind: UnitFormKind, texts: Texts) -> str:
    """What the button that sends it in says."""
    if kind in SAYS_WHAT:
        return texts.managing.title(kind)
    practised = kind is UnitFormKind.PRACTICE  # nothing of it is saved
    return texts.labels(Label.ANSWERED if practised else Label.SAVE)
