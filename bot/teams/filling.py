"""Forms in Teams: sent in, changed or put away; what comes of it stands in the form's place.

A form that was opened from her own view or from a unit's page leads back there, with what came of it above.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.chat import managing, sent_forms
from bot.chat.forms_again import again
from bot.chat.reception import Act, Reception, Taken
from bot.teams.cards import forms
from bot.teams.cards.forms import CHANGE, CLOSE, NOBODY, InChat, SentForm
from bot.teams.cards.pieces import Drawn, card, quote, said
from bot.texts import Texts
from handlers.managing import forms as unit_forms
from handlers.outcome import FieldError, Form, Outcome


@dataclass(frozen=True, kw_only=True)
class Filled:
    """What stands in the form's place: the same or the next form (`form`), or nothing but what to say.

    `outcome` is what came of it; `sent` says where the form was opened, and so where it leads back.
    """

    sent: SentForm
    outcome: Outcome
    texts: Texts
    form: Drawn | None = None


There = Callable[[], InChat]
"""Whom and what a form can choose from: asked only when a form wants to know."""


def nobody() -> InChat:
    """Nobody is known of: the form says how it is done in words."""
    return NOBODY


def filled(
    reception: Reception, delivery: str, user: str, data: Mapping[str, Any], there: There = nobody
) -> Filled | None:
    """What comes of a press in a form; none: it was here before. Raises ValueError: it is none of ours."""
    sent = forms.sent(data)
    if sent.act == CLOSE:
        taken = reception.look(user, lambda _tx, _person, _now: Outcome())
        return Filled(sent=sent, outcome=taken.outcome, texts=taken.texts)
    taken_in = reception.take(delivery, user, _act(reception, sent))
    if taken_in is None:
        return None
    outcome, texts = taken_in.outcome, taken_in.texts
    if sent.act == CHANGE:
        shown = _shown(outcome, texts, sent, (), there)
        return Filled(sent=sent, outcome=outcome, texts=texts, form=shown)
    faults = sent_forms.faults(outcome)
    if faults:
        return _with_faults(reception, user, sent, taken_in, faults=faults, there=there)
    after = (
        forms.form(outcome.form, texts, typed=_typed(sent, outcome.form), at=sent.at)
        if outcome.form
        else None
    )
    return Filled(sent=sent, outcome=outcome, texts=texts, form=after)


def opened(outcome: Outcome, texts: Texts, *, at: str = "", there: There = nobody) -> Drawn | None:
    """The form that was asked for; `at`: the view or page that it stands in and leads back to."""
    if outcome.form is not None:
        return forms.form(outcome.form, texts, at=at)
    if outcome.unit_form is not None:
        return forms.unit_form(outcome.unit_form, texts, there=there(), at=at)
    return None


def _act(reception: Reception, sent: SentForm) -> Act:
    if sent.unit is not None:
        return managing.submitted(reception, sent.unit, sent.fields)
    if sent.kind is None:
        raise ValueError("no form of ours")
    if sent.act == CHANGE:
        return sent_forms.changed(
            reception, kind=sent.kind, number=sent.number, fields=sent.fields, field=sent.changed
        )
    return sent_forms.submitted(reception, kind=sent.kind, number=sent.number, fields=sent.fields)


def _with_faults(
    reception: Reception,
    user: str,
    sent: SentForm,
    taken: Taken,
    *,
    faults: tuple[FieldError, ...],
    there: There,
) -> Filled:
    """The form once more; where it cannot be opened any more, why, and what she had written."""
    now = reception.look(user, _again(reception, sent))
    shown = _shown(now.outcome, taken.texts, sent, faults, there)
    if shown is None:
        shown = _lost(taken.texts, now.outcome if now.outcome.say else taken.outcome, sent)
        sent = replace(sent, at="")
    return Filled(sent=sent, outcome=replace(taken.outcome, form=None), texts=taken.texts, form=shown)


def _again(reception: Reception, sent: SentForm) -> Act:
    if sent.unit is not None:
        wanted = sent.unit
        return lambda tx, person, now: unit_forms.open_form(
            tx, reception.book, wanted, person=person, now=now
        )
    assert sent.kind is not None
    return again(reception, kind=sent.kind, number=sent.number, fields=sent.fields)


def _shown(
    outcome: Outcome, texts: Texts, sent: SentForm, faults: tuple[FieldError, ...], there: There
) -> Drawn | None:
    if outcome.form is not None:
        typed = _typed(sent, outcome.form)
        return forms.form(outcome.form, texts, typed=typed, faults=faults, at=sent.at)
    if outcome.unit_form is not None:
        return forms.unit_form(
            outcome.unit_form, texts, there=there(), typed=sent.typed, faults=faults, at=sent.at
        )
    return None


def _typed(sent: SentForm, shown: Form) -> Mapping[str, str]:
    """What was filled in, if it is the same form."""
    return sent.typed if shown.kind is sent.kind else {}


def _lost(texts: Texts, why: Outcome, sent: SentForm) -> Drawn:
    sentence = texts.say(why.say) if why.say else texts.form.put_away()
    written = max(sent.typed.values(), key=len, default="")
    kept = [said(texts.form.had_written()), quote(written)] if " " in written else []
    return card(sentence, [said(sentence), *kept], texts)
