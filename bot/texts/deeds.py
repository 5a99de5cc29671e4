"""What chat says of what was to be done on a platform: done, refused, or not known."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.texts.card import CardTexts
from bot.texts.language import Language, mark
from db.source_words import Deed, DeedState
from handlers.content import DeedContent
from handlers.sources import graph

SAID: Mapping[tuple[Deed, DeedState], str] = MappingProxyType(
    {
        (Deed.PUBLISH, DeedState.DONE): mark("Your reply to comment {number} on {account} is out."),
        (Deed.PUBLISH, DeedState.FAILED): mark(
            "Your reply to comment {number} on {account} did not go out: {why}. The comment waits as "
            "before. Write “reply {number}” to try again, or answer on the platform."
        ),
        (Deed.PUBLISH, DeedState.UNSURE): mark(
            "I can’t tell whether your reply to comment {number} on {account} went out: {why}. I won’t "
            "send it again. Look on the platform; when it is out, note the comment as answered."
        ),
        (Deed.HIDE, DeedState.DONE): mark("Comment {number} on {account} is hidden on the platform too."),
        (Deed.HIDE, DeedState.FAILED): mark(
            "Comment {number} on {account} is noted as hidden, but I could not hide it on the platform: "
            "{why}. Hide it there."
        ),
        (Deed.REMOVE, DeedState.DONE): mark("Comment {number} on {account} is removed on the platform too."),
        (Deed.REMOVE, DeedState.FAILED): mark(
            "Comment {number} on {account} is noted as removed, but I could not remove it on the platform: "
            "{why}. Remove it there."
        ),
    }
)

WHY: Mapping[str, str] = MappingProxyType(
    {
        "http_401": mark("the platform does not take the account’s credentials"),
        "http_403": mark("the platform does not allow it with the account’s credentials"),
        "http_404": mark("the comment is not there any more"),
        "http_410": mark("the comment is not there any more"),
        "http_400": mark("the platform does not take the text"),
        "http_422": mark("the platform does not take the text; it may be too long"),
        "http_429": mark("the platform takes no more from the account just now"),
        "closed": mark("the comment was closed meanwhile"),
        "reopened": mark("the comment was opened again meanwhile"),
        "switched_off": mark("it is not switched on for the account any more"),
        "held": mark("it lies there and waits for somebody to let it through"),
        "not_set": mark("a credential that it needs is not set"),
        "other": mark("the platform gave no clear answer"),
    }
)
SAME: Mapping[str, str] = MappingProxyType(
    {
        **{f"graph_{number}": "http_401" for number in graph.TOKEN},
        **{f"graph_{number}": "http_403" for number in graph.LACKING},
        **{f"graph_{number}": "http_429" for number in graph.TOO_MUCH},
        "graph_100": "http_400",
        "graph_gone": "http_404",
    }
)
"""Meta's own codes that say what others say by status."""


class DeedTexts:
    """Private messages about what was asked to be done on a platform."""

    def __init__(self, spoken: Language, card: CardTexts) -> None:
        self._spoken, self._card = spoken, card

    def said(self, content: DeedContent) -> str:
        """`Ditt svar på kommentar 118 på Museibloggen är ute.`"""
        code = content.code.partition(":")[0]
        return self._spoken.text(
            SAID[content.deed, content.state],
            number=content.line.number,
            account=self._card.account(content.line),
            why=self._spoken.text(WHY.get(SAME.get(code, code), WHY["other"])),
        )
