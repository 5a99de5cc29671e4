"""What somebody does in the Playground: writes, presses, fills in a form. Several people, no browser.

The Playground's page has one user; what others write is sent as it would be, through the Playground, and
what they press goes the same way as on the page.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import count
from typing import Any

from bot.teams.manifest import ADD_COMMENT
from tests.teams.playground.office import BOT, BOT_NAME, CHANNEL, OWN_CHAT, TEAM, TENANT, Member
from tests.teams.playground.playground import Playground
from tests.teams.playground.screen import Shown

MENTION = f"<at>{BOT_NAME}</at>"
_numbers = count(1)


class Person:
    """One member of the organisation in front of her own Teams."""

    def __init__(self, playground: Playground, member: Member, *, own_chat: str = "") -> None:
        self.playground, self.member = playground, member
        self.own_chat = own_chat or playground.personal_chat(member.id)

    @classmethod
    def at_the_page(cls, playground: Playground, member: Member) -> "Person":
        """Whom the Playground's page takes for its user."""
        return cls(playground, member, own_chat=OWN_CHAT)

    def adds_the_bot(self) -> None:
        """To her own apps."""
        self.playground.send(
            self._activity("conversationUpdate", self.own_chat)
            | {"membersAdded": [{"id": self.member.id}, {"id": BOT}]}
        )

    def writes(self, text: str) -> None:
        """In her own chat with the bot."""
        self.playground.send(self._activity("message", self.own_chat) | {"text": text, "textFormat": "plain"})

    def writes_in_channel(self, text: str, *, thread: str | None = None) -> None:
        """After a mention of the bot, as a message of its own or in a thread."""
        said = {"from": {"id": self.member.id}, "text": f"{BOT_NAME} {text}", "textFormat": "plain"}
        if thread is None:  # on the page it is there now; the bot is told below, by whom it is
            posted = self.playground.post(f"/_conversation/v1/conversations/{CHANNEL}/messages", said)
            thread = str(posted["postConversationId"])
        mention = {"type": "mention", "text": MENTION, "mentioned": {"id": BOT, "name": BOT_NAME}}
        self.playground.send(
            self._activity("message", thread)
            | {"text": f"{MENTION} {text}", "textFormat": "xml", "entities": [mention]}
        )

    def presses(
        self, shown: Shown, title: str, filled: Mapping[str, str] | None = None, *, as_submit: bool = False
    ) -> str:
        """A button by what stands on it, with what she filled in; what she is told at once, if anything.

        `as_submit`: as on a client that knows no Action.Execute. What would open a window comes as a message
        too: the Playground has none.
        """
        shown = self.playground.screen.now(shown)
        button = _button(shown, title)
        data = {**_inputs(shown.card), **(button.get("data") or {}), **(filled or {})}
        about = {
            "from": {"id": self.member.id},
            "conversation": {"id": shown.conversation},
            "replyToId": shown.id,
        }
        if as_submit or button["type"] == "Action.Submit":
            self.playground.post("/_conversation/v1/submit", about | {"value": data})
            return ""
        action = {"type": "Action.Execute", "verb": button.get("verb"), "data": data}
        value = {"action": action, "trigger": "manual"}
        answer = self.playground.post(
            "/_conversation/v1/invoke", about | {"name": "adaptiveCard/action", "value": value}
        )
        came = answer.get("value")
        if isinstance(came, dict):
            self.playground.screen.put(shown, came)
            return ""
        return str(came or "")

    def adds_message(self, words: str, *, filled: Mapping[str, str]) -> str:
        """Choose "Lägg till i Svarsvakt" on a message in the channel; what its window says at the end."""
        payload = {
            "id": "1",
            "createdDateTime": "2026-11-27T08:00:00.000Z",
            "body": {"contentType": "html", "content": f"<div>{words}</div>"},
        }
        about = {"commandId": ADD_COMMENT, "commandContext": "message", "messagePayload": payload}
        window = self._asks("composeExtension/fetchTask", about)["card"]["content"]
        save = next(part for part in _parts(window) if part.get("type") == "Action.Submit")
        data = {**_inputs(window), **save["data"], **filled}
        said = self._asks("composeExtension/submitAction", {**about, "data": data})
        return str(said)

    def _asks(self, name: str, value: Mapping[str, Any]) -> Any:
        who = {"from": {"id": self.member.id}, "conversation": {"id": CHANNEL}}
        answer = self.playground.post("/_conversation/v1/invoke", who | {"name": name, "value": value})
        return answer["task"]["value"]

    def _activity(self, kind: str, conversation: str) -> dict[str, Any]:
        personal = conversation == self.own_chat
        where: dict[str, Any] = {"id": conversation, "tenantId": TENANT}
        data: dict[str, Any] = {"tenant": {"id": TENANT}}
        if personal:
            where["conversationType"] = "personal"
        else:
            where |= {"conversationType": "channel", "isGroup": True}
            data |= {"team": {"id": TEAM}, "channel": {"id": CHANNEL, "name": "Kulturskolan"}}
        return {
            "type": kind,
            "id": f"{self.member.slug}-{next(_numbers)}",
            "channelId": "msteams",
            "serviceUrl": self.playground.service_url,
            "timestamp": datetime.now(UTC).isoformat(),
            "from": {
                "id": self.member.id,
                "name": self.member.name,
                "aadObjectId": self.member.object_id,
            },
            "recipient": {"id": BOT, "name": BOT_NAME},
            "conversation": where,
            "channelData": data,
        }


def _button(shown: Shown, title: str) -> dict[str, Any]:
    there = [part for part in _parts(shown.card) if str(part.get("type", "")).startswith("Action.")]
    named = [part for part in there if part.get("title") == title and part["type"] != "Action.ShowCard"]
    assert named, f"no button {title!r}, only {[part.get('title') for part in there]}"
    return named[0]


def _inputs(card: Any) -> dict[str, str]:
    """What the fields hold before anybody fills them in; a client sends all of them."""
    return {
        part["id"]: str(part.get("value", ""))
        for part in _parts(card)
        if str(part.get("type", "")).startswith("Input.") and part.get("id")
    }


def _parts(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, list):
        for each in part:
            yield from _parts(each)
    elif isinstance(part, dict):
        yield part
        for name, value in part.items():
            if name not in {"data", "fallback"}:
                yield from _parts(value)
