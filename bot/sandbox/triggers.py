"""What an interaction lends the app for a while: trigger ids (3 s, once) and response URLs (30 min, 5 uses).

Their age is the machine's, not the simulated clock's: a demo that jumps to Monday must not expire a click.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.refusal import Refused

TRIGGER_SECONDS = 3.0
RESPONSE_SECONDS = 30 * 60.0
RESPONSE_USES = 5


@dataclass
class Trigger:
    """Lets the app open one modal for the person who did something."""

    id: str
    user: str
    made: float
    view_id: str | None  # the modal it came from, for views.push
    used: bool = False


@dataclass
class ResponseUrl:
    """Lets the app answer where the person did something, even where it is not a member."""

    key: str
    user: str
    channel: str
    made: float
    message_ts: str | None  # the message that was clicked, for replace_original
    ephemeral: bool  # that message is an ephemeral one
    thread_ts: str | None = None
    uses: int = 0


class Lent:
    """All trigger ids and response URLs that were ever lent."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._triggers: dict[str, Trigger] = {}
        self._responses: dict[str, ResponseUrl] = {}

    def trigger(self, user: str, view_id: str | None = None) -> str:
        """A trigger id for what this person just did."""
        number = len(self._triggers) + 1
        key = f"{number}.1795000000.{number:032x}"
        self._triggers[key] = Trigger(id=key, user=user, made=self._monotonic(), view_id=view_id)
        return key

    def exchange(self, key: str) -> Trigger:
        """Use a trigger id up; refused if unknown, too old or used."""
        trigger = self._triggers.get(key)
        if trigger is None:
            raise Refused("invalid_trigger_id")
        if trigger.used:
            raise Refused("exchanged_trigger_id")
        if self._monotonic() - trigger.made > TRIGGER_SECONDS:
            raise Refused("expired_trigger_id")
        trigger.used = True
        return trigger

    def response(
        self,
        *,
        user: str,
        channel: str,
        message_ts: str | None = None,
        ephemeral: bool = False,
        thread_ts: str | None = None,
    ) -> str:
        """A new response URL's path."""
        number = len(self._responses) + 1
        key = f"{number}/{number:024x}"
        self._responses[key] = ResponseUrl(
            key=key,
            user=user,
            channel=channel,
            made=self._monotonic(),
            message_ts=message_ts,
            ephemeral=ephemeral,
            thread_ts=thread_ts,
        )
        return key

    def respond(self, key: str) -> ResponseUrl:
        """Use a response URL once; refused as Slack does when it is unknown, too old or worn out."""
        url = self._responses.get(key)
        if url is None:
            raise Refused("invalid_url")
        if url.uses >= RESPONSE_USES or self._monotonic() - url.made > RESPONSE_SECONDS:
            raise Refused("used_url" if url.uses >= RESPONSE_USES else "expired_url")
        url.uses += 1
        return url
