"""One life of the bot: what the process that is going to die is told."""

import json
from dataclasses import asdict, dataclass

STEPS = (
    "claimed",
    "checked",
    "sent",
    "recorded",
    "refused",
    "unclear",
    "doubted",
    "looked",
    "updating",
    "updated",
)
"""The named steps of `scheduler/deliver.py`."""


@dataclass(frozen=True, kw_only=True)
class Life:
    """Which bot is born, and at which passing of which step it dies by its own hand, if it does."""

    replica: int
    config: str
    clock: str
    database: str
    port: int
    lease: float  # seconds of the clock
    send_timeout: int  # seconds of the machine
    step: str | None = None
    passing: int = 1
    freezes: bool = False  # stopped at the step instead, until somebody lets it go on

    def line(self) -> str:
        """As it is sent to the nursery."""
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, line: str) -> "Life":
        """What `line` wrote."""
        return cls(**json.loads(line))
