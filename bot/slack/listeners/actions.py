"""Buttons and menus, in messages and on the App Home."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import structlog
from slack_bolt import Ack, App

from bot.slack.answers import Answers, Place, as_modal
from bot.slack.blocks import home as home_blocks
from bot.slack.blocks.pieces import NOTHING, PREFIX
from bot.slack.listeners.changes import change_form, in_open_form
from bot.slack.listeners.duty import DUTY
from bot.slack.listeners.home import show_home
from bot.slack.reception import CHAT, Act, Reception
from handlers import commands, crisis, desk, forms, people, rounds
from handlers.desk import Action
from handlers.numbers import of_element
from handlers.outcome import FormKind, Outcome

log = structlog.get_logger()

ACTIONS: Mapping[str, Action] = {
    "claim": Action.CLAIM,
    "release": Action.RELEASE,
    "acknowledge": Action.ACKNOWLEDGE,
    "answer": Action.ANSWER,
    "no_reply": Action.NO_REPLY,
    "reopen": Action.REOPEN,
    "guess_wrong": Action.GUESS_WRONG,
    "other_reply": Action.OTHER_REPLY,
    "show": Action.SHOW,
    "why": Action.WHY,
}
FORMS: Mapping[str, FormKind] = {
    "hide": FormKind.HIDE,
    "remove": FormKind.REMOVE,
    "refer": FormKind.REFER,
    "urgent": FormKind.URGENT,
    "individual": FormKind.INDIVIDUAL,
    "reply": FormKind.REPLY,
    "read": FormKind.READ,
    "ready_reply": FormKind.READY_REPLY,
    "new_comment": FormKind.NEW_COMMENT,
    "hand_out": FormKind.HAND_OUT,
    "settings": FormKind.SETTINGS,
    "away": FormKind.AWAY,
    "swap": FormKind.SWAP,
    "crisis": FormKind.CRISIS,
    "crisis_change": FormKind.CRISIS_CHANGE,
}
TOGETHER: Mapping[str, Action] = {
    "close_no_reply": Action.NO_REPLY,
    "ticked_answered": Action.ANSWER,
    "ticked_no_reply": Action.NO_REPLY,
}


def listen(app: App, reception: Reception, answers: Answers) -> None:
    """Hear every element whose action id is ours."""

    def pressed(body: Mapping[str, Any], action: Mapping[str, Any], ack: Ack) -> None:
        if in_open_form(body):
            change_form(reception, answers, body, action, ack)
            return
        act = asked(reception, action, body)
        if act is None:
            ack()
            return
        user = str(body["user"]["id"])
        trigger = str(body.get("trigger_id") or "")
        taken = reception.take(f"{trigger}.{action.get('action_ts', '')}", user, act)
        ack()
        if taken is None:
            return
        channel = (body.get("channel") or {}).get("id")
        if channel is None and (body.get("view") or {}).get("type") == "home":
            _answer_at_home(reception, answers, taken.outcome, user, trigger)
            return
        message = body.get("message") or {}
        place = Place(user=user, channel=channel, thread=message.get("thread_ts"), trigger=trigger)
        answers.give(taken.outcome, taken.texts, place)

    app.action(re.compile(rf"^{re.escape(PREFIX)}"))(pressed)


def _answer_at_home(
    reception: Reception, answers: Answers, outcome: Outcome, user: str, trigger: str
) -> None:
    window = outcome.form is not None or (
        outcome.content is not None and as_modal(outcome.content, reception.texts(None)) is not None
    )
    if window:
        taken = Outcome(form=outcome.form, content=outcome.content)
        answers.give(taken, reception.texts(None), Place(user=user, trigger=trigger))
        return
    show_home(reception, answers, user, say=outcome.say)


def asked(reception: Reception, action: Mapping[str, Any], body: Mapping[str, Any]) -> Act | None:
    """What the pressed element asks for; none for what asks nothing of us (a link, a tick)."""
    name = str(action["action_id"]).removeprefix(PREFIX).partition("#")[0]
    value = str(action.get("value") or (action.get("selected_option") or {}).get("value") or "")
    if name in {"more", "form"}:  # a menu's choice, a button for a form: "hide:118"
        name, _, value = value.partition(":")
    try:
        return _asked(reception, name, value, body)
    except ValueError:
        log.warning("slack_action_not_understood", action="slack_action_not_understood", action_id=name)
        return None


def _asked(reception: Reception, name: str, value: str, body: Mapping[str, Any]) -> Act | None:
    book = reception.book
    if name in ACTIONS:
        number = of_element(value)
        return lambda tx, person, now: desk.act(
            tx, book, person=person, action=ACTIONS[name], number=number, now=now
        )
    if name in FORMS:
        about = None if value in {"", NOTHING} else of_element(value)
        return lambda tx, person, now: forms.open_form(
            tx, book, person=person, kind=FORMS[name], number=about, now=now
        )
    if name in TOGETHER:
        numbers = _numbers(name, value, body)
        return lambda tx, person, now: desk.close_together(
            tx, book, person=person, numbers=numbers, action=TOGETHER[name], now=now
        )
    return _others(reception, name, value)


def _others(reception: Reception, name: str, value: str) -> Act | None:
    return OTHERS[name](reception, value) if name in OTHERS else None


def _look(reception: Reception, value: str) -> Act:
    _, number, which = value.split(":")
    account = None if which == "all" else of_element(which)
    round_id = of_element(number)
    return lambda tx, person, now: rounds.confirm(
        tx, reception.book, person=person, round_id=round_id, account_id=account, now=now
    )


def _signed(reception: Reception, number: int, *, mended: bool) -> Act:
    return lambda tx, person, now: desk.signed(
        tx, reception.book, person=person, number=number, mended=mended, now=now
    )


def _back(reception: Reception, _value: str) -> Act:
    return lambda tx, person, now: people.mark_back(tx, reception.book, person=person, now=now)


def _crisis_end(reception: Reception, value: str) -> Act:
    number = of_element(value)
    return lambda tx, person, now: crisis.end_now(
        tx, reception.book, person=person, crisis_id=number, now=now
    )


def _week(reception: Reception, value: str) -> Act:
    return lambda tx, person, now: commands.run(
        tx, reception.book, person=person, command="veckan", text=value, chat=CHAT, channel=None, now=now
    )


OTHERS: Mapping[str, Callable[[Reception, str], Act]] = {
    "round": _look,
    "sign_mended": lambda reception, value: _signed(reception, of_element(value), mended=True),
    "sign_kept": lambda reception, value: _signed(reception, of_element(value), mended=False),
    "back": _back,
    "week": _week,
    **DUTY,
    "crisis_end": _crisis_end,
}


def _numbers(name: str, value: str, body: Mapping[str, Any]) -> tuple[int, ...]:
    if name == "close_no_reply":
        return tuple(of_element(number) for number in value.split(",") if number)
    return home_blocks.ticked(((body.get("view") or {}).get("state") or {}).get("values") or {}, value)
