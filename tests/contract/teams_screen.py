"""What stands on a screen of Teams': a card's words, what can be pressed and chosen in it, what is wrong."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.sandbox.identities import Json
from bot.sandbox.teams.world import Posted
from bot.teams.activities import CARD
from bot.teams.cards.forms import SEND
from tests.teams.cards.adaptive import problems, things
from tests.teams.cards.filled_in import buttons, inputs
from tests.teams.cards.filled_in import press as filled_in
from tests.teams.playground.screen import pieces


@dataclass(frozen=True)
class OnScreen:
    """A message, and its card as somebody first saw it."""

    posted: Posted
    card: Json


def on_screen(posted: Posted) -> OnScreen:
    """As it stands now, which Teams takes."""
    for each in posted.now.get("attachments") or ():
        if each["contentType"] == CARD:
            assert problems(each["content"]) == ()
    return OnScreen(posted, posted.card)


def words(posted: Posted) -> str:
    """All that can be read in it, and where it leads."""
    leads_to = [str(one["url"]) for one in things(posted.card) if "url" in one]
    return "\n".join([str(posted.now.get("text") or ""), *pieces(posted.card), *leads_to])


def offers(card: Json, act: str, row: str) -> list[str]:
    """What can be pressed to ask for this, about what; of the rows that begin so. Of no card: nothing."""
    return [about for name, about, title, _, _ in _asks(card) if act in ("", name) and title.startswith(row)]


def to_send(card: Json, act: str, about: str) -> Json:
    """What is sent when that is pressed, with its row chosen."""
    for name, said, _, value, chosen in _asks(card):
        if name == act and about in ("", said):
            return filled_in(card, act, chosen, value=value)
    raise AssertionError(f"nothing asks for {act} {about}")


def choice(card: Json, field: str, begins: str) -> str:
    """The value of what begins so in a field."""
    return next(
        str(one["value"])
        for one in inputs(card)[field]["choices"]
        if one["title"].casefold().startswith(begins.casefold())
    )


def is_form(card: Json) -> bool:
    """There is something to send in."""
    return any(thing.get("data", {}).get("act") == SEND for thing in things(card))


def faults(card: Json) -> dict[str, str]:
    """What is wrong with a form, by the field that it stands above."""
    found: dict[str, str] = {}
    wrong = ""
    for element in card["body"]:
        runs = element.get("inlines", ())
        if any(isinstance(one, dict) and one.get("color") == "Attention" for one in runs):
            wrong = "".join(one["text"] for one in runs)
        elif wrong:
            found[str(element.get("id", "")).removeprefix("f_").partition("~")[0]] = wrong
            wrong = ""
    return found


def _asks(card: Json) -> Iterator[tuple[str, str, str, str, dict[str, str]]]:
    """What each press asks for, about what, in which row; the button's own value, what is chosen first."""
    for one in buttons(card.get("body")):
        data: Any = one["data"]
        act, value, pick = data.get("act", ""), str(data.get("value", "")), data.get("pick")
        if pick is None:
            yield act, value, "", value, {}
            continue
        for row in inputs(card)[pick]["choices"]:
            yield act, value + row["value"], row["title"], value, {pick: row["value"]}
