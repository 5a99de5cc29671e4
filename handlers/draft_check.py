"""What to look at once more in a draft before everybody can read it. Pure; reminds, never decides (U15-U19).

It finds what is written in a usual way and nothing more: no finding is no promise.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from db.words import SignatureResult
from handlers.signature import judge
from scheduler.settings import SignatureRules


class FindingKind(StrEnum):
    """What can be found; `bot/texts` says what to do about each."""

    PERSONNUMMER = "personnummer"
    """A personal identity or coordination number."""
    PHONE = "phone"
    """A telephone number that the unit's ready replies do not hold."""
    EMAIL = "email"
    """An e-mail address that the unit's ready replies do not hold."""
    COLLEAGUE = "colleague"
    """A colleague is named."""
    NO_SIGNATURE = "no_signature"
    """The sign-off lacks the editor's name (M14)."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing to look at, and where it says so; nothing for what is missing."""

    kind: FindingKind
    found: str = ""


LONGEST_READ = 10_000
_PERSONNUMMER = re.compile(r"(?<![\d.,])(?:(?:18|19|20)\d{2}|\d{2})(\d{2})(\d{2})\s?([-+–]?)\s?\d{4}(?![\d])")
_PHONE = re.compile(r"(?<![\w.,/-])(?:\+\d{1,3}|00\d{2}|0)(?:[\s()–-]{0,2}\d){6,12}(?!\w)")
_CLOCKS = re.compile(r"[0-2]\d[0-5]\d\s?[-–]\s?[0-2]\d[0-5]\d")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63})+")


def check(
    text: str,
    *,
    first_name: str,
    aliases: Iterable[str] = (),
    rules: SignatureRules | None = None,
    colleagues: Collection[str] = (),
    known: Sequence[str] = (),
) -> tuple[Finding, ...]:
    """What to look at, in the order in which it matters.

    `known`: texts whose numbers and addresses are public.
    `colleagues`: the first names of those who do not sign this reply.
    """
    read = text[:LONGEST_READ]
    numbers = personnummer(read)
    rest = read
    for number in numbers:
        rest = rest.replace(number, " ")
    public = {_digits(found) for each in known for found in _phones(each)}
    addresses = {found.casefold() for each in known for found in _EMAIL.findall(each)}
    found = [Finding(kind=FindingKind.PERSONNUMMER, found=number) for number in numbers]
    found += [
        Finding(kind=FindingKind.PHONE, found=number)
        for number in _phones(rest)
        if _digits(number) not in public
    ]
    found += [
        Finding(kind=FindingKind.EMAIL, found=address)
        for address in dict.fromkeys(_EMAIL.findall(read))
        if address.casefold() not in addresses
    ]
    found += [Finding(kind=FindingKind.COLLEAGUE, found=name) for name in _named(read, colleagues)]
    judged = judge(text, first_name=first_name, aliases=aliases, rules=rules)
    if judged.result is SignatureResult.UNSIGNED:
        found.append(Finding(kind=FindingKind.NO_SIGNATURE))
    return tuple(found)


def personnummer(text: str) -> tuple[str, ...]:
    """Every personal identity or coordination number, as it is written.

    Ten or twelve digits whose date exists; without a hyphen the check digit must be right too, since much
    else has ten digits.
    """
    numbers = []
    for found in _PERSONNUMMER.finditer(text):
        if not _is_day(int(found[1]), int(found[2])):
            continue
        if found[3] or _checks(_digits(found[0])[-10:]):
            numbers.append(found[0])
    return tuple(dict.fromkeys(numbers))


def _is_day(month: int, day: int) -> bool:
    """A day of some year; a coordination number's day is 60 more."""
    try:
        date(2000, month, day - 60 if day > 60 else day)  # 2000 is a leap year
    except ValueError:
        return False
    return True


def _checks(ten: str) -> bool:
    """The last digit fits the nine before it (the Luhn rule)."""
    doubled = [int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(ten)]
    return sum(each // 10 + each % 10 for each in doubled) % 10 == 0


def _phones(text: str) -> tuple[str, ...]:
    numbers = (found[0].strip() for found in _PHONE.finditer(text))
    return tuple(dict.fromkeys(number for number in numbers if not _CLOCKS.fullmatch(number)))


def _named(text: str, colleagues: Collection[str]) -> tuple[str, ...]:
    """Names as they are written, with a capital: "Bo" is somebody, "bo kvar" is not."""
    return tuple(
        name
        for name in sorted(set(colleagues))
        if name and re.search(rf"(?<!\w){re.escape(name)}s?(?!\w)", text)
    )


def _digits(text: str) -> str:
    """A number's digits, a Swedish country code as a nought."""
    digits = re.sub(r"\D", "", text)
    if text.lstrip().startswith(("+46", "0046")):
        return "0" + digits.removeprefix("00").removeprefix("46").removeprefix("0")
    return digits
