"""A button for a form, or for what is hers to read alone, opens a window that only she who pressed it sees.

So it is in what the bot sends on its own: in a channel nothing of hers is shown, and she need not go to
another chat for it. Teams asks for what stands in the window (`task/fetch`, heard by `bot/teams/dialogs.py`),
which takes `Action.Submit` only. A client without windows sends the same as a message: then it opens in her
own chat.
Source: https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/task-modules-bots
"""

from typing import Any

from bot.chat.asking import FORMS

OPEN_WINDOWS = frozenset({*FORMS, "show", "why"})
FETCHES = {"type": "task/fetch"}
IN_A_WINDOW = "msteams"
"""In a button's data: what tells Teams to ask for a window."""


def with_windows(card: dict[str, Any]) -> dict[str, Any]:
    """The card, with a window for whatever is one person's to fill in or to read."""
    made: dict[str, Any] = _in(card, opening=True)
    return made


def inside_a_window(card: dict[str, Any]) -> dict[str, Any]:
    """The card as a window takes it: every button sends in."""
    made: dict[str, Any] = _in(card, opening=False)
    return made


def _in(value: Any, *, opening: bool) -> Any:
    if isinstance(value, list):
        return [_in(each, opening=opening) for each in value]
    if not isinstance(value, dict):
        return value
    if value.get("type") == "Action.Execute" and (not opening or value["data"].get("act") in OPEN_WINDOWS):
        kept = {name: held for name, held in value.items() if name not in {"verb", "fallback"}}
        data = {**value["data"], IN_A_WINDOW: FETCHES} if opening else value["data"]
        return {**kept, "type": "Action.Submit", "data": data}
    return {name: held if name == "data" else _in(held, opening=opening) for name, held in value.items()}
