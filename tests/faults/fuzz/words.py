"""The odd words and values that fuzzed requests are made of."""

from random import Random
from typing import Any

from hypothesis import strategies as st

CANARY = "kanarie7f3a"
"""Stands in what the public and the editors write: it must never be seen in a log."""
LURE = "lockbete.example"
"""A host that only texts name: never an address of a link."""
MENTIONS = (
    "<!channel>",
    "<!here|titta>",
    "<@U-OFFER>",
    "<@U-OFFER|x>",
    "<!subteam^S-RED|@red>",
    "<#C-ARKIV>",
)

HOSTILE = (
    *MENTIONS,
    f"<https://{LURE}|klicka>",
    f"[{LURE}](https://{LURE})",
    "&lt;!channel&gt;",
    "&amp;lt;!channel>",
    "*fet* _kursiv_ `kod` ~borta~ ```",
    "\u202egnäv\u202c \u200b\u2060\ufeff",
    "a\0b",
    "\ud800",
    "👩‍👩‍👧‍👦 🇸🇪",
    "<" * 300,
    "å" * 3_001,
    "x" * 10_001,
    "\n" * 400,
    "'; DROP TABLE comments; --",
    "%s%n{0}{{",
    "../../etc/passwd",
    "../..\\",
)
HEADS = ("", "Hej! ", "> ", "*", "1 ", "/Anna ")

plain_words = st.text(max_size=12)
odd_words = st.one_of(st.sampled_from(HOSTILE), plain_words)
written = st.builds(lambda head, odd: f"{head}{CANARY} {odd}", st.sampled_from(HEADS), odd_words)
"""What somebody might write: with the canary in it."""

ODD: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    1.5,
    10**30,
    float("nan"),
    float("inf"),
    "",
    "0",
    "-1",
    "1",
    "9" * 40,
    "٣",
    [],
    {},
    [[]],
    {"a": {"b": [None]}},
    ["<!channel>"],
    {"id": None},
    {"text": {"text": "<!here>"}},
)


def odd_word(dice: Random) -> str:
    """A hostile word, or a few letters of any script."""
    if dice.random() < 0.6:
        return dice.choice(HOSTILE)
    return "".join(chr(dice.randrange(0x11_0000)) for _ in range(dice.randrange(12)))


def odd_value(dice: Random) -> Any:
    """Anything that JSON can hold, where something else should be."""
    return dice.choice(ODD) if dice.random() < 0.6 else odd_word(dice)
