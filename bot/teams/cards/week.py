"""Veckan i korthet: a picture, then for each unit what needs a thought first, then how it went.

The picture goes along inside the card, as a data URI: an address that Teams could fetch it from would have to
be open to the whole internet. Where it would not fit, the sentences alone are sent, which say the same.
"""

from base64 import b64encode

from bot.picture import Picture
from bot.teams.cards.fitting import MOST_JSON, item, left_out, size
from bot.teams.cards.pieces import (
    Drawn,
    Element,
    box,
    card,
    heading,
    picture,
    run,
    runs,
    said,
    small,
    subheading,
)
from bot.texts import Texts
from handlers.content import WeekContent
from handlers.summary import UnitWeek

WITHIN = 10_000
"""Bytes of a picture that leaves room for the sentences; whoever draws it is told."""
_AROUND = 2_000
"""What the card itself and the picture's words take, in bytes."""


def week(content: WeekContent, texts: Texts, *, chart: Picture | None = None) -> Drawn:
    """The summary, for all the reader's units."""
    body = [heading(texts.week.heading()), small(texts.week.period(content))]
    if content.own_accounts_only:
        body.append(small(texts.week.own_accounts()))
    told = [item(box([subheading(unit.unit), *unit_body(unit, texts)])) for unit in content.units]
    if not told:
        body.append(said(texts.week.nothing()))
    shown = _picture(chart, room=MOST_JSON - size(told) - _AROUND)
    return card(texts.week.summary(content), [*body, *shown, *told, left_out(texts.home.more)], texts)


def unit_body(unit: UnitWeek, texts: Texts) -> list[Element]:
    """One unit's week: exceptions first, a sentence a line."""
    exceptions = texts.week.exceptions(unit)
    first = _lines(exceptions or (texts.week.all_well(unit),))
    return [box(first, style="warning" if exceptions else "good"), *_lines(texts.week.numbers(unit))]


def _lines(sentences: tuple[str, ...]) -> list[Element]:
    return [runs(run(f"• {sentence}"), close=True) for sentence in sentences]


def _picture(chart: Picture | None, *, room: int) -> list[Element]:
    """The picture, if it takes no sentence's place."""
    if chart is None:
        return []
    inside = f"data:image/png;base64,{b64encode(chart.png).decode('ascii')}"
    return [picture(inside, chart.alternative)] if len(inside) <= room else []
