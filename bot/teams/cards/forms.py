"""Forms as cards: what is known is filled in, each fault stands above its field, and what was filled in.

A form is one person's: it is shown in her 1:1 chat with the bot or in a dialog, never as a message in a
channel. What was filled in comes back as the data of the button: the form's own (which, about what, what it
keeps) and a value for each input, `f_` before its field's name.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.chat import forms as chat_forms
from bot.chat.forms import units
from bot.chat.forms.parts import Ask, How, Part, Told, Tone, joined
from bot.chat.managing import Page, read_page
from bot.teams.cards import fields
from bot.teams.cards.fields import ANEW, FIELD
from bot.teams.cards.fitting import MOST_JSON, size
from bot.teams.cards.forms_fitting import MOST_TO_JUDGE, smaller
from bot.teams.cards.picking import unasked
from bot.teams.cards.pieces import Drawn, Element, button, card, heading, small
from bot.texts import Label, Texts
from handlers.forms import ABOUT_COMMENT
from handlers.managing.form import UnitForm, UnitFormKind
from handlers.managing.forms import Wanted
from handlers.numbers import of_element
from handlers.outcome import Choice, FieldError, Form, FormKind

SEND, CHANGE, CLOSE = "form", "form_change", "form_close"
"""What a form's buttons ask for: take it in, change it as its `value` says, put it away."""
HOME = "home"
"""Where a form stands that was opened in her own view; else a page, as `people:3:0`."""
LONGEST_VALUE = 20_000
AROUND = 1_000
"""What a card takes besides its body."""


@dataclass(frozen=True, kw_only=True)
class SentForm:
    """A form that came back: exactly one of `kind` and `unit` says which."""

    act: str
    kind: FormKind | None = None
    unit: Wanted | None = None
    number: int | None = None
    at: str = ""
    """The view or page that it was opened in, and that it leads back to."""
    changed: str = ""
    """The field in which something was done, of a form that is to change."""
    fields: Mapping[str, str]
    """By name, as the handlers take them."""
    typed: Mapping[str, str]
    """By the input's id, to be put there again."""

    @property
    def page(self) -> Page | None:
        """The unit's page that it leads back to. Raises ValueError for what is none."""
        return None if self.at in {"", HOME} else read_page(self.at)


@dataclass(frozen=True, kw_only=True)
class InChat:
    """Whom and what there is to choose from in this chat: Teams has no menu of its own for them in a card."""

    people: Sequence[Choice] = ()
    channels: Sequence[Choice] = ()


NOBODY = InChat()


def form(
    shown: Form,
    texts: Texts,
    *,
    typed: Mapping[str, str] | None = None,
    faults: Sequence[FieldError] = (),
    at: str = "",
) -> Drawn:
    """The form; `typed`: what was filled in before, in inputs that are still the same."""
    known = _fewer(shown)
    kept = dict(shown.kept) or None
    own = {"form": shown.kind.value, "number": shown.number, "kept": kept, "at": at or None}
    parts = [_in_words(part, shown, texts) for part in chat_forms.parts(known, texts)]
    title, intro = chat_forms.title(shown, texts), chat_forms.intro(shown, texts)
    if shown.number is not None and shown.kind in ABOUT_COMMENT:  # the card may stand in another chat
        intro = f"{texts.form.about(shown.number)} {intro}"
    send_in = chat_forms.send_in(shown, texts)
    words = (title, intro, send_in)
    return _card(words, parts, own, texts, typed=typed or {}, faults=faults)


def unit_form(
    shown: UnitForm,
    texts: Texts,
    *,
    there: InChat = NOBODY,
    typed: Mapping[str, str] | None = None,
    faults: Sequence[FieldError] = (),
    page: Page | None = None,
    at: str = "",
) -> Drawn:
    """A form about a unit; `there` is whom and what it can choose from."""
    own = {
        "unit_form": shown.kind.value,
        "unit": shown.unit_id,
        "about": shown.about,
        "at": at or (str(page) if page else None),
    }
    parts = [_chosen_from(part, there, texts) for part in units.parts(shown, texts)]
    title, intro = texts.managing.title(shown.kind), texts.managing.form_intro(shown)
    send_in = units.send_in(shown.kind, texts)
    words = (title, intro, send_in)
    return _card(words, parts, own, texts, typed=typed or {}, faults=faults)


def is_form(data: Mapping[str, Any]) -> bool:
    """It comes from a form's own buttons, not from one that only opens a form."""
    return data.get("act") in {SEND, CHANGE, CLOSE} and ("form" in data or "unit_form" in data)


def sent(data: Mapping[str, Any]) -> SentForm:
    """What came back with a form's button. Raises ValueError for a form that is none of ours."""
    typed = {
        name: str(value)[:LONGEST_VALUE]
        for name, value in data.items()
        if name.startswith(FIELD) and isinstance(value, (str, int))
    }
    written = joined({name.removeprefix(FIELD).partition(ANEW)[0]: value for name, value in typed.items()})
    act, changed, at = (str(data.get(name) or "") for name in ("act", "value", "at"))
    if "unit_form" in data:
        unit, about = data.get("unit"), data.get("about")
        if not isinstance(unit, int):
            raise ValueError("no unit of ours")
        wanted = Wanted(kind=UnitFormKind(str(data["unit_form"])), unit_id=unit, about=str(about or ""))
        return SentForm(act=act, unit=wanted, at=at, changed=changed, fields=written, typed=typed)
    number, kept = data.get("number"), data.get("kept") or {}
    if not isinstance(number, int | None) or not isinstance(kept, dict):
        raise ValueError("not our own data")  # noqa: TRY004 - bad input, not a bad call
    return SentForm(
        act=act,
        kind=FormKind(str(data.get("form"))),
        number=None if number is None else of_element(str(number)),
        at=at,
        changed=changed,
        fields=written | {f"kept.{name}": str(value) for name, value in kept.items()},
        typed=typed,
    )


def _card(
    words: tuple[str, str, str],
    parts: Sequence[Part],
    own: Mapping[str, Any],
    texts: Texts,
    *,
    typed: Mapping[str, str],
    faults: Sequence[FieldError],
) -> Drawn:
    """`words`: its title, the sentence under it, and what sends it in."""
    title, intro, send_in = words
    data = {name: value for name, value in own.items() if value is not None}

    def presses(label: str, field: str) -> dict[str, Any]:
        return _of_form(button(label, CHANGE, field), data)

    asked = [_as_typed(part, typed) if isinstance(part, Ask) else part for part in parts]
    wrong = _placed(faults, asked, texts)
    checks = not any(isinstance(part, Ask) and part.at_once for part in asked)

    def fields_of(shown: Sequence[Part]) -> list[Element]:
        drawn: list[Element] = []
        for part in shown:
            if isinstance(part, Told):
                drawn += fields.told(part, texts, presses)
            else:
                fault = " ".join(wrong.get(part.name, [])) or None
                drawn += fields.asked(part, texts, presses, checks=checks, fault=fault)
        return drawn

    head = [heading(title), small(intro), *(fields.wrong(said) for said in wrong.get("", []))]
    close = unasked(_of_form(button(texts.labels(Label.CANCEL), CLOSE, ""), data))
    row = [_of_form(button(send_in, SEND, "", main=True), data), close]
    foot: Element = {"type": "ActionSet", "actions": row}
    for shown in smaller(asked):
        body = [*head, *fields_of(shown), foot]
        if size(body) <= MOST_JSON - AROUND:
            break
    return card(title, body, texts)


def _of_form(action: dict[str, Any], data: Mapping[str, Any]) -> dict[str, Any]:
    """A button of this form."""
    whole = {**action["data"], **data}
    return {**action, "data": whole, "fallback": {**action["fallback"], "data": whole}}


def _placed(faults: Iterable[FieldError], parts: Sequence[Part], texts: Texts) -> dict[str, list[str]]:
    """Each fault by the field it is about; "": above them all."""
    names = {part.name for part in parts if isinstance(part, Ask)}
    placed: dict[str, list[str]] = {}
    for fault in faults:
        placed.setdefault(fault.field if fault.field in names else "", []).append(texts.form.error(fault))
    return placed


def _as_typed(ask: Ask, typed: Mapping[str, str]) -> Ask:
    name = fields.input_id(ask)
    return replace(ask, known=typed[name]) if name in typed else ask


def _in_words(part: Part, shown: Form, texts: Texts) -> Part:
    """A card takes no files: how they are sent instead."""
    if not isinstance(part, Ask) or part.how is not How.FILES:
        return part
    return Told(text=texts.form.files_in_chat(shown.number or 0), tone=Tone.SMALL)


def _chosen_from(part: Part, there: InChat, texts: Texts) -> Part:
    """Somebody or a channel, out of those that the bot knows; without any: how it is done in words."""
    if not isinstance(part, Ask) or part.how not in {How.USER, How.CHANNEL}:
        return part
    known = there.people if part.how is How.USER else there.channels
    if known:
        return replace(part, options=tuple(known))
    if part.how is How.USER:
        return Told(text=texts.form.nobody_to_choose())
    return Told(text=texts.form.no_channel_to_choose())


def _fewer(shown: Form) -> Form:
    """So many to judge one by one as a card takes; more are judged alike, or asked for a part at a time."""
    asked = shown.handout
    if asked is None or len(asked.to_judge) <= MOST_TO_JUDGE:
        return shown
    return replace(shown, handout=replace(asked, to_judge=()))
