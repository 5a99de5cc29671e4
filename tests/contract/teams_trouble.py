"""What goes wrong on Teams' side or on the way, and all that left the bot for Teams."""

from typing import Any

from bot.sandbox.faults import Fault
from tests.contract.teams_seen import TeamsSeen
from tests.contract.teams_tenant import USERS

CALLS = {"new": "send", "change": "update"}


class TeamsTroubled(TeamsSeen):
    """The part of `Room` that nobody wishes for, in Teams."""

    def breaks(self, call: str, how: str) -> None:
        self.service.fail_next(CALLS[call], Fault(how))

    def broke(self) -> bool:
        return not self.service.service.faults.planned

    def takes_offence(self) -> None:
        self.service.service.refuse_cards = True

    def throws_out(self) -> None:
        self.service.installs(self.office.channel, by=USERS["cecilia"], action="remove")

    def again(self) -> None:
        assert self.service.again().status_code == 200

    def restarts(self) -> None:
        self.office.stop()
        self.office.start()

    def sent(self) -> list[Any]:
        return list(self.service.world.said)

    def standing(self) -> list[Any]:
        return [one.now for one in self.service.posted() if not one.deleted]
