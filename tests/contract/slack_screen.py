"""What stands on a screen of Slack's: what can be pressed, ticked, chosen; and whether Slack takes it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from bot.sandbox.identities import Json
from bot.sandbox.inputs import elements, options_of
from bot.sandbox.validate import message_problems, view_problems
from tests.everything import everything_of

OURS, MORE = "svarsvakt.", "more"


@dataclass(frozen=True)
class Home:
    """Somebody's App Home, which changes under her eyes."""

    user: str


def offers(blocks: list[Json], act: str, row: str) -> list[str]:
    """What can be pressed to ask for this, about what; of the rows that begin so."""
    return [
        about
        for block, element in elements(blocks)
        if str((block.get("text") or {}).get("text", "")).startswith(row)
        for name, about, _ in _asks(element)
        if act in ("", name)
    ]


def to_press(blocks: list[Json], act: str, about: str) -> tuple[str, str | None]:
    """The action id and the value of what asks for this."""
    for _, element in elements(blocks):
        for name, said, value in _asks(element):
            if name == act and about in ("", said):
                return str(element["action_id"]), value
    raise AssertionError(f"nothing asks for {act} {about}")


def ticked(blocks: list[Json], numbers: Iterable[int]) -> Json:
    """These comments' boxes, ticked."""
    box = next(block for block in blocks if str(block.get("block_id")).startswith("ticks."))
    return {box["block_id"]: {"svarsvakt.ticks": [str(number) for number in numbers]}}


def choice(blocks: list[Json], field: str, words: str) -> str:
    """The value of what begins so in a field."""
    return next(
        str(option["value"])
        for block, element in elements(blocks)
        if block.get("block_id") == field
        for option in options_of(element)
        if option["text"]["text"].startswith(words)
    )


def form_says(modal: Json) -> str:
    """All that a form says, its title first."""
    return f"{modal['title']['text']}\n{everything_of(modal)}"


def taken(message: Json) -> None:
    """Slack takes it as it is."""
    assert message_problems(message["text"], message["blocks"]) == ()


def home_taken(view: Json) -> None:
    """The same of an App Home."""
    assert view_problems({"type": "home", "blocks": view["blocks"]}) == ()


def _asks(element: Json) -> Iterator[tuple[str, str, Any]]:
    """What each of its choices asks for, about what, and the value that says so."""
    name = str(element.get("action_id", "")).removeprefix(OURS).partition("#")[0]
    if element["type"] == "button":
        yield name, str(element.get("value", "")), element.get("value")
    for option in options_of(element):
        value = str(option.get("value", ""))
        if name == MORE:
            act, _, about = value.partition(":")
            yield act, about, value
        else:
            yield name, value, value
