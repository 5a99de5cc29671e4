"""Makes a form fit into a card without losing what somebody wrote: longer quotes and lists give way first."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.chat.forms.parts import Ask, Part, Told
from bot.cutting import cut

MOST_TO_JUDGE = 30
"""So many menus of three choices leave room for the rest of a card."""
STEPS = ((4_000, 100), (2_000, 60), (1_000, 30), (500, 20), (200, 12))
"""So long a text of others may be, and so many choices a menu may offer, until all fits."""


def smaller(parts: Sequence[Part]) -> Iterator[Sequence[Part]]:
    """The parts with ever less of quotes and menus; fields, their texts and what is chosen stay whole."""
    for text, choices in STEPS:
        yield [_cut(part, text, choices) for part in parts]


def _cut(part: Part, text: int, choices: int) -> Part:
    if isinstance(part, Told):
        return replace(part, text=cut(part.text, text))
    return _with_fewer(part, choices)


def _with_fewer(part: Ask, choices: int) -> Ask:
    known = part.known.split(",")
    kept = (one for place, one in enumerate(part.options) if place < choices or one.value in known)
    return replace(part, options=tuple(kept))
