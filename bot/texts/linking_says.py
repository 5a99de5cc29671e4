"""The short answers about being the same person in two chats."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.texts.language import mark
from handlers.outcome import Said

LINKING_SAID: Mapping[Said, tuple[str, ...]] = MappingProxyType(
    {
        Said.LINK_CODE: (
            mark(
                "Write this to me in {suggestion} within 15 minutes, in a chat of our own: link {text}\n"
                "Then I know that you are you there too. Whoever says the code is you: keep it to yourself."
            ),
            mark("Write “link” to me once more, and you get a code."),
        ),
        Said.LINKED: (
            mark(
                "Hello {person}! Now I know you here too. Everything is as it was; you can use either chat."
            ),
            mark("Now I know you here too. Everything is as it was; you can use either chat."),
        ),
        Said.LINKED_ALREADY: (
            mark("I know you in {text} already. Write “{suggestion}” first if you are somebody else there."),
            mark("I know you there already."),
        ),
        Said.LINK_CODE_WRONG: (
            mark(
                "I don’t know that code: it works once, and for 15 minutes. Write “{text}” in the chat where "
                "I know you, and you get a new one."
            ),
            mark("I don’t know that code. Write “link” where I know you for a new one."),
        ),
        Said.UNLINKED: (mark("Done: I know you in one chat only now."),),
        Said.NOT_LINKED: (mark("I know you in one chat only, so there is nothing to take away."),),
        Said.ONE_CHAT: (mark("I am in this chat only, so there is nothing to link."),),
        Said.NOT_KNOWN_HERE: (
            mark(
                "I don’t know you here yet. If I know you in the other chat, write “link” to me there: you "
                "get a code to write here. Otherwise ask a supervisor to add you."
            ),
        ),
    }
)
