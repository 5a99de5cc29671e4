"""What goes wrong on Slack's side or on the way, and all that left the bot for Slack."""

from typing import Any

from tests.contract.office import CHANNEL
from tests.contract.slack_seen import SlackSeen

CALLS = {"new": "chat.postMessage", "change": "chat.update"}


class SlackTroubled(SlackSeen):
    """The part of `Room` that nobody wishes for, in Slack."""

    def breaks(self, call: str, how: str) -> None:
        self.workspace.fail_next(CALLS[call], how)

    def broke(self) -> bool:
        return not self.workspace.state.faults.planned

    def takes_offence(self) -> None:
        self.workspace.fail_next("chat.postMessage", "error", error="invalid_blocks")

    def throws_out(self) -> None:
        self.workspace.remove_bot(CHANNEL)

    def again(self) -> None:
        assert self.workspace.redeliver()

    def restarts(self) -> None:
        self.office.stop()
        self.office.start()

    def sent(self) -> list[Any]:
        return [call.args for call in self.workspace.calls()]

    def standing(self) -> list[Any]:
        held = self.workspace.state.conversations.values()
        return self.workspace.on_loop(lambda: [post.slack() for each in held for post in each.lasting()])
