"""What a person sees of something she did."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.sandbox.identities import Json


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What came of an action, once the app has acknowledged it or failed to.

    `failure`: no_app, timeout or dispatch_failed. `errors`: what a refused submit says, by block id.
    `messages`: what the app posted, changed or showed to this person meanwhile. `view`: the modal now on top.
    """

    acknowledged: bool
    failure: str | None = None
    errors: Mapping[str, str] = field(default_factory=dict)
    messages: tuple[Json, ...] = ()
    view: Json | None = None
    modals: tuple[str, ...] = ()
    message_ts: str | None = None

    @property
    def text(self) -> str:
        """All texts of the messages, for a quick look: fallback texts, a line each."""
        return "\n".join(str(message["text"]) for message in self.messages)

    def shown(self) -> Json:
        """As the page gets it."""
        return {
            "ok": True,
            "acknowledged": self.acknowledged,
            "failure": self.failure,
            "errors": dict(self.errors),
            "modals": list(self.modals),
            "message_ts": self.message_ts,
        }
