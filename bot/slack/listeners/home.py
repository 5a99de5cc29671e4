"""Shows a person's App Home as it is right now."""

from typing import Any

from bot.chat.homes import front
from bot.chat.reception import Reception
from bot.slack.answers import Answers
from bot.slack.blocks import home as home_blocks
from handlers.outcome import Say


def show_home(
    reception: Reception, answers: Answers, user: str, *, say: Say | None = None, opened: int | None = None
) -> None:
    """Publish it; `say` is what came of what was just done there, `opened` the unit that is shown in full."""

    def view() -> dict[str, Any]:
        hers = front(reception, user)
        if hers.content is None:
            return home_blocks.stranger(hers.texts)
        notice = hers.texts.say(say) if say else None
        return home_blocks.home(hers.content, hers.texts, notice=notice, opened=opened)

    answers.home(user, view)
