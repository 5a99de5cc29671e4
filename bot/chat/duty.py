"""Buttons about duty: a week to look at, a day to take, a colleague's question to answer."""

from collections.abc import Callable, Mapping
from datetime import date

from bot.chat.reception import Act, Reception
from handlers import calendar_link, duty, swapping
from handlers.days import YEARS
from handlers.numbers import of_element


def _answer(reception: Reception, value: str, *, yes: bool) -> Act:
    swap_id = of_element(value)
    return lambda tx, person, now: swapping.answer(
        tx, reception.book, person=person, swap_id=swap_id, yes=yes, now=now
    )


def _withdraw(reception: Reception, value: str) -> Act:
    swap_id = of_element(value)
    return lambda tx, person, now: swapping.withdraw(
        tx, reception.book, person=person, swap_id=swap_id, now=now
    )


def _of_unit(value: str) -> tuple[int, date]:
    unit, _, said = value.partition(":")
    day = date.fromisoformat(said)
    if day.year not in YEARS:
        raise ValueError("no day of ours")
    return of_element(unit), day


def _week(reception: Reception, value: str) -> Act:
    unit_id, monday = _of_unit(value)
    return lambda tx, person, now: duty.look(
        tx, reception.book, person=person, unit_id=unit_id, monday=monday, now=now
    )


def _take(reception: Reception, value: str) -> Act:
    unit_id, day = _of_unit(value)
    return lambda tx, person, now: duty.take(
        tx, reception.book, person=person, unit_id=unit_id, day=day, now=now
    )


def _ask(reception: Reception, value: str) -> Act:
    unit_id, day = _of_unit(value)
    return lambda tx, person, now: duty.ask_channel(
        tx, reception.book, person=person, unit_id=unit_id, day=day, now=now
    )


def _calendar(_reception: Reception, _value: str) -> Act:
    return lambda tx, person, now: calendar_link.link(tx, person=person, renew=False, now=now)


DUTY: Mapping[str, Callable[[Reception, str], Act]] = {
    "duty_week": _week,
    "duty_take": _take,
    "duty_ask": _ask,
    "swap_yes": lambda reception, value: _answer(reception, value, yes=True),
    "swap_no": lambda reception, value: _answer(reception, value, yes=False),
    "swap_withdraw": _withdraw,
    "calendar": _calendar,
}
