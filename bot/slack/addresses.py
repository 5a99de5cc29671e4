"""Where a recipient is in Slack, looked up when something is sent: channels and people move."""

from dataclasses import dataclass

from slack_sdk import WebClient
from sqlalchemy import Connection

from bot.slack.errors import RETRY_UNTOLD, judged
from bot.slack.names import CHAT
from db import accounts, identities, people
from scheduler.port import SendError, Unclear


@dataclass(frozen=True, kw_only=True)
class Address:
    """A channel, or a person whose direct message is still to be opened; and the language spoken there."""

    channel: str | None
    user: str | None
    language: str | None


def address(tx: Connection, recipient: str, *, operator_channel: str | None) -> Address:
    """Whom `unit:3`, `person:7` or `operator` is; a permanent SendError when there is nowhere to send."""
    kind, _, number = recipient.partition(":")
    if kind == "operator":
        if not operator_channel:
            raise SendError("no_operator_channel", permanent=True)
        return Address(channel=operator_channel, user=None, language=None)
    if kind == "unit":
        unit = accounts.unit(tx, int(number))
        if unit is None or not unit.channel:
            raise SendError("no_channel", permanent=True)
        return Address(channel=unit.channel, user=None, language=unit.language)
    person = people.get(tx, int(number))
    user = person.chat_id if person is not None else None
    if person is not None and person.chat != CHAT:
        user = identities.in_chat(tx, [person.id], CHAT).get(person.id)
    if person is None or not user:
        raise SendError("no_chat_id", permanent=True)
    return Address(channel=None, user=user, language=person.language)


class DirectMessages:
    """Opens direct messages; a person's keeps its id for good, so each is asked for once."""

    def __init__(self, client: WebClient) -> None:
        self._client = client
        self._channels: dict[str, str] = {}

    def channel(self, where: Address) -> str:
        """The address's channel id. A failure here is a refusal: nothing has been sent yet."""
        if where.channel:
            return where.channel
        user = where.user or ""
        if user not in self._channels:
            try:
                with judged():
                    opened = self._client.conversations_open(users=user)
            except Unclear as unclear:
                raise SendError(f"not_opened_{unclear}", retry_after=RETRY_UNTOLD) from unclear
            self._channels[user] = str(opened["channel"]["id"])
        return self._channels[user]
