"""Veckan i korthet: a picture, then for each unit what needs a thought first, then how it went.

The picture goes along inside the card, as a data URI: an address that Teams could fetch it from would have to
be open to the whole internet. Where it would not fit, the sentences alone are sent, which say the same.
"""

from base64 import b64encode

from bot.picture import Picture
from bot.teams.cards.fitting import item, left_out
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

MOST_PICTURE = 14_000
"""Bytes of base64; what is left of a card's room is for the sentences."""


def week(content: WeekContent, texts: Texts, *, chart: Picture | None = None) -> Drawn:
    """The summary, for all the reader's units."""
    body = [heading(texts.week.heading()), small(texts.week.period(content))]
    if content.own_accounts_only:
        body.append(small(texts.week.own_accounts()))
    body += _picture(chart)
    if not content.units:
        body.append(said(texts.week.nothing()))
    for unit in content.units:
        body.append(item(box([subheading(unit.unit), *unit_body(unit, texts)])))
    body.append(left_out(texts.home.more))
    return card(texts.week.summary(content), body, texts)


def unit_body(unit: UnitWeek, texts: Texts) -> list[Element]:
    """One unit's week: exceptions first, a sentence a line."""
    exceptions = texts.week.exceptions(unit)
    first = _lines(exceptions or (texts.week.all_well(unit),))
    return [box(first, style="warning" if exceptions else "good"), *_lines(texts.week.numbers(unit))]


def _lines(sentences: tuple[str, ...]) -> list[Element]:
    return [runs(run(f"• {sentence}"), close=True) for sentence in sentences]


def _picture(chart: Picture | None) -> list[Element]:
    if chart is None:
        return []
    inside = b64encode(chart.png).decode("ascii")
    if len(inside) > MOST_PICTURE:
        return []
    return [picture(f"data:image/png;base64,{inside}", chart.alternative)]
