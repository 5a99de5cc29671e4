"""A card as Teams takes it: the activity around it, and what lets a message in doubt show itself.

Every button says, with what it asks for, which message it stands in (`m`: the outbox's batch), and so does
the card when Teams asks for it anew because somebody looks at it (`refresh`). Teams then names the message's
id beside it: a send of which nobody knew what became of it is settled (`bot/teams/turned_up.py`).
"""

import json
from collections.abc import Sequence
from typing import Any

from bot.cutting import cut
from bot.teams.cards.pieces import VERB, Drawn
from bot.teams.windows import with_windows
from db.rows import Notice

CARD = "application/vnd.microsoft.card.adaptive"
MESSAGE = "m"
"""In what a button asks for: the message it stands in."""
LOOK_AGAIN = "look_again"
"""The act of a card that Teams asks for anew."""
MOST_BYTES = 25_000
"""Of an activity's JSON: Teams takes 100 KB in UTF-16, and did not always."""
MOST_TEXT = 4_000
MOST_NAMED = 7_000
_ASKING = frozenset({"Action.Execute", "Action.Submit"})


def activity(
    drawn: Drawn, *, batch: str = "", users: Sequence[str] = (), alert: bool = False
) -> dict[str, Any]:
    """A message with this card, as small as Teams wants it; where the card is too large, its words alone."""
    for card in _forms(drawn.card, batch, users):
        made = {
            "type": "message",
            "summary": drawn.text,
            "attachments": [{"contentType": CARD, "content": card}],
            "channelData": _channel_data(alert),
        }
        if size(made) <= MOST_BYTES:
            return made
    return in_words(drawn.text, alert=alert)


def in_words(text: str, *, alert: bool = False) -> dict[str, Any]:
    """The same without a card: said plainly, nothing in it means anything."""
    return {
        "type": "message",
        "text": cut(text, MOST_TEXT),
        "textFormat": "plain",
        "channelData": _channel_data(alert),
    }


def names(batch: str, notices: Sequence[Notice]) -> dict[str, str]:
    """Which rows of the outbox a message is: told to a service on this machine only, for whoever counts."""
    named: list[str] = []
    room = MOST_NAMED
    for notice in notices:
        room -= len(notice.key) + 1
        if room < 0:
            named.append(f"+{len(notices) - len(named)}")
            break
        named.append(notice.key)
    return {"key": batch, "notices": " ".join(named)}


def size(value: Any) -> int:
    """How many bytes it is as JSON."""
    return len(json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def _forms(card: dict[str, Any], batch: str, users: Sequence[str]) -> list[dict[str, Any]]:
    """The card with its message in every button, only in what is asked for anew, and as it was."""
    if not batch:
        return [card]
    asked = {"type": "Action.Execute", "verb": VERB, "data": {"act": LOOK_AGAIN, MESSAGE: batch}}
    anew = {**card, "refresh": {"action": asked, "userIds": list(users)}} if users else card
    return [marked(anew, batch), anew, card]


def marked(card: dict[str, Any], batch: str) -> dict[str, Any]:
    """The card as the bot sends it on its own: each button names its message, and forms open in windows."""
    made: dict[str, Any] = _with(with_windows(card), batch)
    return made


def _with(value: Any, batch: str) -> Any:
    if isinstance(value, list):
        return [_with(each, batch) for each in value]
    if not isinstance(value, dict):
        return value
    inner = {name: held if name == "data" else _with(held, batch) for name, held in value.items()}
    if inner.get("type") in _ASKING and isinstance(inner.get("data"), dict):
        inner["data"] = {**inner["data"], MESSAGE: batch}
    return inner


def _channel_data(alert: bool) -> dict[str, Any]:
    return {"notification": {"alert": True}} if alert else {}
