"""The pieces that every card is made of, each harmless and within Teams' limits whatever it is given.

Source of what Teams shows: https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/
(cards-reference, design-effective-cards, cards-format): Adaptive Cards 1.5, six buttons in a row.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.cutting import cut
from bot.links import safe_url
from bot.teams.cards.fitting import fitted
from bot.teams.markup import MOST_MENTIONS, Mention, called, inert, unmarked
from bot.texts import Texts
from handlers.content import PersonRef

Element = dict[str, Any]
Style = Literal["default", "emphasis", "good", "attention", "warning", "accent"]

VERB = "svarsvakt"
NOTHING = "-"
"""The value of a button that is about no comment."""
TOP_TEXT = 1_000
TEXT = 3_000
LINE = 300
"""A line of a list, and a name that the public chose."""
BUTTON = 60
ACTIONS_IN_ROW = 6
ALTERNATIVE = 1_000


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """What Teams gets. `text` is plain and inert: the activity's `summary` (what a notification says), and
    all there is where a card cannot be shown. `mentions` stand in the card already, with their entities.
    """

    text: str
    card: dict[str, Any]
    mentions: tuple[Mention, ...] = field(default_factory=tuple)


# Text


def run(
    text: str,
    *,
    bold: bool = False,
    subtle: bool = False,
    small: bool = False,
    colour: str | None = None,
    url: str | None = None,
) -> dict[str, Any]:
    """Words in which nothing means anything; `url` makes a link of them if it is one to follow."""
    made: dict[str, Any] = {"type": "TextRun", "text": cut(inert(text), TEXT) or "…"}
    if bold:
        made["weight"] = "Bolder"
    if subtle:
        made["isSubtle"] = True
    if small:
        made["size"] = "Small"
    if colour:
        made["color"] = colour
    address = safe_url(url)
    if address is not None:
        made["selectAction"] = {"type": "Action.OpenUrl", "url": address}
    return made


def said(text: str, *, bold: bool = False) -> Element:
    """A paragraph of plain text, ours or anybody's."""
    return runs(run(text, bold=bold))


def small(text: str) -> Element:
    """Small print."""
    return runs(run(text, subtle=True, small=True), close=True)


def runs(*parts: dict[str, Any], close: bool = False) -> Element:
    """A paragraph of several `run`s; `close` to what stands above it."""
    made: Element = {"type": "RichTextBlock", "inlines": list(parts)}
    return {**made, "spacing": "Small"} if close else made


def heading(text: str) -> Element:
    """A heading, also to a screen reader."""
    return {
        "type": "TextBlock",
        "text": cut(unmarked(text), LINE) or "…",
        "style": "heading",
        "size": "Medium",
        "weight": "Bolder",
        "wrap": True,
    }


def subheading(text: str) -> Element:
    """What a part of a card is about."""
    return {**heading(text), "size": "Default", "separator": True}


def calling(people: Iterable[PersonRef], text: str, *, bold: bool = False) -> Element:
    """A sentence with those it calls before it; `card` is told of the same people."""
    names, _ = called(people)
    sentence = f"{names} {cut(unmarked(text), TEXT)}".strip()
    made: Element = {"type": "TextBlock", "text": sentence or "…", "wrap": True}
    return {**made, "weight": "Bolder"} if bold else made


def quote(text: str) -> Element:
    """What the public wrote, set apart from our words."""
    return box([said(text)], style="emphasis")


# Boxes


def box(items: Sequence[Element], *, style: Style | None = None) -> Element:
    """What belongs together."""
    made: Element = {"type": "Container", "items": list(items)}
    return {**made, "style": style} if style else made


def beside(items: Sequence[Element], action: dict[str, Any] | None) -> Element:
    """A line with its one button at its right; without one, the line alone."""
    if action is None:
        return box(items)
    return {
        "type": "ColumnSet",
        "columns": [
            {
                "type": "Column",
                "width": "stretch",
                "verticalContentAlignment": "Center",
                "items": list(items),
            },
            {
                "type": "Column",
                "width": "auto",
                "verticalContentAlignment": "Center",
                "items": [{"type": "ActionSet", "actions": [action]}],
            },
        ],
    }


def picture(address: str, alternative: str) -> Element:
    """A picture and what it says in words."""
    return {
        "type": "Image",
        "url": address,
        "altText": cut(inert(alternative), ALTERNATIVE) or "–",
        "size": "Stretch",
    }


# Buttons


def button(
    label: str, name: str, value: str, *, main: bool = False, spoken: str | None = None
) -> dict[str, Any]:
    """A button that asks the bot for `name` about `value`; `spoken` is its name heard out of its place."""
    data = {"act": name, "value": value}
    title = cut(inert(label), BUTTON) or "…"
    made: dict[str, Any] = {
        "type": "Action.Execute",
        "title": title,
        "verb": VERB,
        "data": data,
        "fallback": {"type": "Action.Submit", "title": title, "data": data},
    }
    if main:
        made["style"] = "positive"
    if spoken:
        made["tooltip"] = cut(inert(spoken), LINE)
    return made


def opens(label: str, url: str | None) -> dict[str, Any] | None:
    """A button that opens an address; none if it is not one to follow."""
    address = safe_url(url)
    if address is None:
        return None
    return {"type": "Action.OpenUrl", "title": cut(inert(label), BUTTON) or "…", "url": address}


def more(label: str, actions: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The rest, behind a button of its own."""
    return {
        "type": "Action.ShowCard",
        "title": cut(inert(label), BUTTON) or "…",
        "card": {"type": "AdaptiveCard", "body": rows(actions)},
    }


def rows(actions: Sequence[dict[str, Any]]) -> list[Element]:
    """Buttons, six in a row at most; Teams itself breaks a row that is too wide."""
    return [
        {"type": "ActionSet", "actions": list(actions[start : start + ACTIONS_IN_ROW])}
        for start in range(0, len(actions), ACTIONS_IN_ROW)
    ]


# The whole


def card(text: str, body: Sequence[Element], texts: Texts, *, people: Sequence[PersonRef] = ()) -> Drawn:
    """A card of these elements, fitted. `text`: what it says in a line; `people`: whom `calling` calls."""
    names = " ".join(dict.fromkeys(person.first_name for person in people[:MOST_MENTIONS]))
    top = cut(inert(" ".join(f"{names} {text}".split())), TOP_TEXT) or "…"
    _, mentions = called(people)
    teams: dict[str, Any] = {"width": "Full"}
    if mentions:
        teams["entities"] = [mention.entity() for mention in mentions]
    whole = {
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": "1.5",
        "lang": texts.code,
        "fallbackText": top,
        "msteams": teams,
        "body": [],
    }
    return Drawn(text=top, card=fitted(whole, body), mentions=mentions)
