"""The promise, judged from comments, events, calendar and what the chat heard; the outbox is never read.

Every answer time is counted here a second time, by hand. What must have been said by when is compared with
what was said: `said.py` what was said twice, at a wrong hour or too fast; `comments.py` and `ladder.py` what
a comment asks for; `rounds.py` and `weeks.py` what a day and a week ask for; `reached.py` whether a person
was there to hear it.
"""

from bot.simulation.judge.comments import comments
from bot.simulation.judge.heard import Heard
from bot.simulation.judge.rounds import rounds
from bot.simulation.judge.said import doubles, hours, pace
from bot.simulation.judge.weeks import weeks
from bot.simulation.judge.world import Violation, World

__all__ = ["Violation", "World", "judge"]


def judge(world: World) -> list[Violation]:
    """Everything that was wrong, in order of time; nothing is what is wanted."""
    heard = Heard(world)
    found = [
        *doubles(heard),
        *hours(world, heard),
        *pace(world),
        *comments(world, heard),
        *rounds(world, heard),
        *weeks(world, heard),
    ]
    return sorted(found, key=lambda each: (each.at, each.kind, each.what))
