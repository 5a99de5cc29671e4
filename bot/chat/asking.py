"""What a pressed button or a chosen line of a menu asks for, by its name and value, in every chat."""

from collections.abc import Callable, Mapping, Sequence

import structlog

from bot.chat.duty import DUTY
from bot.chat.names import NOTHING
from bot.chat.reception import Act, Reception
from handlers import commands, crisis, desk, forms, people, rounds
from handlers.desk import Action
from handlers.numbers import of_element
from handlers.outcome import FormKind

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


def asked(
    reception: Reception,
    name: str,
    value: str,
    ticked: Callable[[str], Sequence[int]] = lambda _value: (),
) -> Act | None:
    """What the element asks for; none for what asks nothing of us, and for a value that cannot be ours.

    `ticked`: the numbers that stand ticked beside a button with this value, where boxes can be ticked.
    """
    name = name.partition("#")[0]
    if name in {"more", "form"}:  # a menu's choice, a button for a form: "hide:118"
        name, _, value = value.partition(":")
    try:
        return _asked(reception, name, value, ticked)
    except ValueError:
        event = f"{reception.chat}_action_not_understood"
        log.warning(event, action=event, action_id=name)
        return None


def _asked(reception: Reception, name: str, value: str, ticked: Callable[[str], Sequence[int]]) -> Act | None:
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
        numbers = _listed(value) if name == "close_no_reply" else tuple(ticked(value))
        return lambda tx, person, now: desk.close_together(
            tx, book, person=person, numbers=numbers, action=TOGETHER[name], now=now
        )
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
        tx,
        reception.book,
        person=person,
        command="veckan",
        text=value,
        chat=reception.chat,
        channel=None,
        now=now,
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


def _listed(value: str) -> tuple[int, ...]:
    return tuple(of_element(number) for number in value.split(",") if number)
