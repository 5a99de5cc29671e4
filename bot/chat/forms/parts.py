"""What a form is made of, before any chat has drawn it: what is asked, and said in between."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.texts import Label, Texts
from handlers.outcome import Choice

LONGEST = 3_000
"""So many characters a text may have, where nothing less is said."""
TIME_OF = "_time"
"""After a day's name: the time of that day, asked for in a field of its own."""


class How(StrEnum):
    """How a field is filled in."""

    LINE = "line"
    """A line of text."""
    TEXT = "text"
    """Several lines of text."""
    ONE = "one"
    """One of several, behind a menu."""
    RADIO = "radio"
    """One of several, all in sight."""
    SEVERAL = "several"
    """Any of several, in sight where they are few."""
    MANY = "many"
    """Any of many, behind a menu."""
    DAY = "day"
    """A day, as YYYY-MM-DD."""
    CLOCK = "clock"
    """A time of day, as HH:MM."""
    FILES = "files"
    """Files, where the chat can take them in a form."""
    USER = "user"
    """Somebody in the chat, by the chat's own id."""
    CHANNEL = "channel"
    """A channel, by the chat's own id."""


@dataclass(frozen=True, kw_only=True)
class Ask:
    """One field. `known` is what is filled in; of several: their values, separated by commas."""

    name: str
    label: str
    how: How = How.LINE
    hint: str = ""
    known: str = ""
    options: tuple[Choice, ...] = ()
    optional: bool = False
    most: int = LONGEST
    anew: str = ""
    """Filled in anew, so many times: a chat that keeps what was typed must see another field."""
    at_once: bool = False
    """What is done in it may change the form: the bot wants to hear of it before it is sent in."""


class Tone(StrEnum):
    """How something is said between the fields."""

    PLAIN = "plain"
    BOLD = "bold"
    SMALL = "small"
    QUOTE = "quote"
    """Somebody else's words, in which nothing means anything."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """A sentence between the fields; `press`: a button beside it, the action that it asks for."""

    text: str
    tone: Tone = Tone.PLAIN
    press: tuple[Label, str] | None = None


Part = Ask | Told


def ask(
    texts: Texts,
    name: str,
    how: How = How.LINE,
    *,
    named: str | None = None,
    hint: bool = True,
    known: str = "",
    options: Sequence[Choice] = (),
    optional: bool = False,
    most: int = LONGEST,
    anew: str = "",
    at_once: bool = False,
) -> Ask:
    """A field with the label and hint of its name, or of `named`."""
    return Ask(
        name=name,
        label=texts.form.field(named or name),
        how=how,
        hint=texts.form.hint(named or name) if hint else "",
        known=known,
        options=tuple(options),
        optional=optional,
        most=most,
        anew=anew,
        at_once=at_once,
    )


def or_the_only(known: str, choices: Sequence[Choice]) -> str:
    """What is chosen; the only choice there is where nothing is."""
    if any(one.value == known for one in choices):
        return known
    return choices[0].value if len(choices) == 1 else ""


def joined(found: dict[str, str]) -> dict[str, str]:
    """A day and its time of day as one value: `2026-11-27 15:02`."""
    for name in [name for name in found if name.endswith(TIME_OF)]:
        clock = found.pop(name)
        day = found.get(name.removesuffix(TIME_OF), "")
        if day and clock:
            found[name.removesuffix(TIME_OF)] = f"{day} {clock}"
    return found
