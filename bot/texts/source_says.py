"""The short answers about what was seen on a platform."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.texts.language import mark
from bot.texts.managing_says import Message
from handlers.outcome import Said

SOURCE_SAID: Mapping[Said, tuple[Message, ...]] = MappingProxyType(
    {
        Said.ANOTHER_REPLY: (
            mark(
                "Thank you. Comment {number} waits again: answer by {at}. The reply counts for comment "
                "{count} now."
            ),
            mark("Thank you. Comment {number} waits again: answer by {at}."),
            mark("Thank you. The reply does not count for comment {number} any more."),
            mark("Thank you. The reply does not count for it any more."),
        ),
        Said.NO_UNCERTAIN_REPLY: (
            mark("Nothing uncertain answers comment {number} any more. Somebody may have been first."),
            mark("Nothing uncertain answers it any more. Somebody may have been first."),
        ),
    }
)
