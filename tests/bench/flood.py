"""Five thousand comments on one post in ten minutes: how much the bot says, and whether it still answers."""

import asyncio
import time
from collections.abc import Iterator

from tests.bench.busy import SPEED, busy_bot, comments, hand_in, said
from tests.bench.client import one, request
from tests.bench.measured import Measured

COMMENTS = 5_000
MINUTES = 10
CARDS_WAIT = 12
"""Minutes: what comes to a flooded account waits for ten since the first, and then leaves."""
AT_ONCE = 25
MOST_MESSAGES = 20
SLACK_WAITS_MS = 3_000


def measure(many: int = COMMENTS, minutes: float = MINUTES, waits: float = CARDS_WAIT) -> Iterator[Measured]:
    """The flood on a clock that runs fast, so that the machine has less time for it; claims meanwhile."""
    seconds = minutes * 60 / SPEED
    with busy_bot() as (served, workspace):
        claims = asyncio.run(_flood(served.port, many, seconds))
        time.sleep(waits * 60 / SPEED)
        messages = said(workspace)
    yield Measured(
        group="flood",
        what=f"messages for {many:,} comments on one post in {minutes:g} minutes",
        beside="one a comment",
        ours=messages,
        theirs=many,
        unit="messages",
        asked=f"<= {MOST_MESSAGES}",
        met=messages <= MOST_MESSAGES,
    )
    yield Measured(
        group="flood",
        what=f"the slowest of {len(claims)} claims meanwhile, {SPEED} times as fast",
        beside="Slack's limit",
        ours=max(claims),
        theirs=SLACK_WAITS_MS,
        unit="ms",
        asked="<= 1x",
        met=max(claims) <= SLACK_WAITS_MS,
    )


async def _flood(port: int, many: int, seconds: float) -> list[float]:
    """Hand all in at an even pace, and claim something twice a second; how long each claim took."""
    claims: list[float] = []
    began = time.monotonic()
    rows = comments(range(1, many + 1), accounts=1)
    batches = [rows[at : at + AT_ONCE] for at in range(0, many, AT_ONCE)]

    async def public() -> None:
        for place, batch in enumerate(batches):
            await asyncio.sleep(max(0.0, began + seconds * place / len(batches) - time.monotonic()))
            await hand_in(port, batch)

    async def editor() -> None:
        while not coming.done():
            await asyncio.sleep(0.3)
            took, _ = await one(port, request(port, "ta {n}"))
            claims.append(took)

    coming = asyncio.create_task(public())
    await editor()
    await coming
    return claims
