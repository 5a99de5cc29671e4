"""Shows a person's App Home as it is right now."""

from typing import Any

from bot.slack.answers import Answers
from bot.slack.blocks import home as home_blocks
from bot.slack.reception import CHAT, Reception
from db import people
from handlers.home import home
from handlers.outcome import Say


def show_home(
    reception: Reception, answers: Answers, user: str, *, say: Say | None = None, opened: int | None = None
) -> None:
    """Publish it; `say` is what came of what was just done there, `opened` the unit that is shown in full."""

    def view() -> dict[str, Any]:
        with reception.store.read() as tx:
            person = people.by_chat(tx, CHAT, user)
            texts = reception.texts(person.language if person else None)
            if person is None:
                return home_blocks.stranger(texts)
            content = home(tx, reception.book, person, reception.clock())
        return home_blocks.home(content, texts, notice=texts.say(say) if say else None, opened=opened)

    answers.home(user, view)
