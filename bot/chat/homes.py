"""What a person has before her: her own front page (App Home on Slack, `mitt` in Teams)."""

from dataclasses import dataclass

from bot.chat.reception import Reception
from bot.texts import Texts
from db import people
from handlers.content import HomeContent
from handlers.home import home


@dataclass(frozen=True, kw_only=True)
class Front:
    """Her front page as it is now; none for whom the bot does not know."""

    content: HomeContent | None
    texts: Texts


def front(reception: Reception, user: str) -> Front:
    """The front page of whoever has this id in the chat."""
    with reception.store.read() as tx:
        person = people.by_chat(tx, reception.chat, user)
        texts = reception.texts(person.language if person else None)
        content = home(tx, reception.book, person, reception.clock()) if person else None
    return Front(content=content, texts=texts)
