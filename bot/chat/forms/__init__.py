"""Each form as its parts: what is asked and said in it, the same in every chat."""

from collections.abc import Callable, Mapping
from zoneinfo import ZoneInfo

from bot.chat.forms import answers, crisis, handouts, records
from bot.chat.forms.parts import TIME_OF, Ask, How, Part, ask, or_the_only
from bot.texts import Label, Texts
from db.words import Ground
from handlers.outcome import Choice, Form, FormKind

SUBMITS: Mapping[FormKind, Label] = {
    FormKind.REPLY: Label.CONTINUE,
    FormKind.HAND_OUT: Label.CONTINUE,
    FormKind.HAND_OUT_REVIEW: Label.HAND_OUT_NOW,
}
"""What the button that sends a form in says, where it is not "Save"."""


def parts(form: Form, texts: Texts) -> list[Part]:
    """What stands in the form, in its order."""
    return _PARTS[form.kind](form, texts)


def send_in(form: Form, texts: Texts) -> str:
    """What the button that sends it in says."""
    if form.crisis is not None:
        return texts.crisis.send_in(form.crisis)
    return texts.labels(SUBMITS.get(form.kind, Label.SAVE))


def title(form: Form, texts: Texts) -> str:
    """What the form is called."""
    return texts.form.title(form.kind, publishes=_publishes(form))


def intro(form: Form, texts: Texts) -> str:
    """A sentence above its fields."""
    return texts.form.intro(form.kind, publishes=_publishes(form))


def _publishes(form: Form) -> bool:
    """Whether what is written can go out from here."""
    return form.writing is not None and form.writing.publishes and form.writing.may_answer


def _new_comment(form: Form, texts: Texts) -> list[Part]:
    at = form.at.astimezone(ZoneInfo(form.zone)) if form.at else None
    account = or_the_only(form.known.get("account", ""), form.choices)
    return [
        ask(texts, "account", How.ONE, options=form.choices, known=account),
        ask(texts, "text", How.TEXT, known=form.text),
        ask(texts, "url", known=form.url, optional=True),
        ask(texts, "written_at", How.DAY, known=at.date().isoformat() if at else ""),
        ask(
            texts,
            "written_at" + TIME_OF,
            How.CLOCK,
            named="written_time",
            known=f"{at:%H:%M}" if at else "",
        ),
    ]


def _urgent(form: Form, texts: Texts) -> list[Part]:
    grounds = [Choice(value=ground.value, label=texts.words.ground(ground)) for ground in Ground]
    return [
        ask(texts, "ground", How.ONE, options=grounds, optional=True),
        ask(texts, "reason", How.TEXT, known=form.text, optional=True),
    ]


def _refer(form: Form, texts: Texts) -> list[Part]:
    return [ask(texts, "whom", known=form.text)]


def _answer(form: Form, texts: Texts) -> list[Part]:
    return [ask(texts, "text", How.TEXT, named="reply", known=form.text, optional=True)]


def _away(form: Form, texts: Texts) -> list[Part]:
    me = str(form.settings.person.id) if form.settings else ""
    whom = or_the_only(me, form.choices)
    who: list[Part] = [ask(texts, "person", How.ONE, options=form.choices, known=whom)]
    return [
        *(who if form.choices else []),
        ask(texts, "first_day", How.DAY, known=_day(form)),
        ask(texts, "last_day", How.DAY, optional=True),
    ]


def _swap(form: Form, texts: Texts) -> list[Part]:
    """Which day, of whom, for which in return. A lone colleague is not chosen: the channel may be meant."""
    whom: list[Part] = [ask(texts, "person", How.ONE, named="colleague", options=form.choices, optional=True)]
    return [
        ask(texts, "day", How.DAY, known=_day(form)),
        *(whom if form.choices else []),
        ask(texts, "back_day", How.DAY, optional=True),
    ]


def _settings(form: Form, texts: Texts) -> list[Part]:
    mine = form.settings
    days = [Choice(value=str(day), label=texts.dates.weekday(day)) for day in range(7)]
    chosen = ",".join(str(day) for day in (mine.duty_weekdays if mine else ()))
    return [
        ask(texts, "first_name", known=mine.person.first_name if mine else "", most=80),
        ask(texts, "alias", known=(mine.alias or "") if mine else "", most=80, optional=True),
        ask(texts, "duty_weekdays", How.SEVERAL, options=days, known=chosen, optional=True),
    ]


def _day(form: Form) -> str:
    return form.at.astimezone(ZoneInfo(form.zone)).date().isoformat() if form.at else ""


_PARTS: Mapping[FormKind, Callable[[Form, Texts], list[Part]]] = {
    FormKind.NEW_COMMENT: _new_comment,
    FormKind.URGENT: _urgent,
    FormKind.REFER: _refer,
    FormKind.ANSWER: _answer,
    FormKind.AWAY: _away,
    FormKind.SWAP: _swap,
    FormKind.SETTINGS: _settings,
    FormKind.CRISIS: crisis.parts,
    FormKind.CRISIS_CHANGE: crisis.parts,
    **answers.PARTS,
    **records.PARTS,
    **handouts.PARTS,
}
assert set(_PARTS) == set(FormKind)

__all__ = ["Ask", "Part", "parts", "send_in"]
