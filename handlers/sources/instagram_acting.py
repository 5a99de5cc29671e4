"""Answering, hiding and removing on Instagram from chat, however the account logs in.

Shapes: developers.facebook.com/docs/instagram-platform/comment-moderation, and under
/docs/instagram-platform/instagram-graph-api/reference: ig-comment, ig-comment/replies. Replies stand under
the topmost comment, whichever of the thread they answer; one to what is hidden is refused.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, ClassVar

from handlers.sources.base import (
    Act,
    Ask,
    Change,
    Deed,
    FetchFailed,
    Known,
    NotDone,
    Place,
    Source,
    ToPublish,
)
from handlers.sources.fields import listed, text_of
from handlers.sources.graph import FACEBOOK, INSTAGRAM, after, delete, graph, path_of, write
from handlers.sources.instagram_records import COMMENT, ID, Us, from_comment
from handlers.sources.plain import is_alike

AT_ONCE = "50"
CLOCKS_APART = timedelta(minutes=10)
"""At most, ours and Meta's."""


class ActingOnInstagram(Source):
    """What can be done with comments from here; the permissions that read them suffice."""

    acts: ClassVar[frozenset[Deed]] = frozenset(Deed)

    def publish(self, ask: Ask, place: Place, reply: ToPublish, now: datetime) -> Change:
        """Under the topmost comment; in answer to a reply it begins with the name of whoever wrote that."""
        asked = _asked(ask, place, reply.to)
        top, text = _top(reply.to, asked), _addressed(asked, reply)
        number = text_of(write(ask, place, f"{top}/replies", host=host_of(place), message=text), "id")
        if number is None:
            raise FetchFailed("no_id")
        with suppress(FetchFailed):  # it is out, whether we are shown it or not
            record = graph(ask, place, number, host=host_of(place), fields=COMMENT)
            for change in _own(record, top, place, reply, now):
                return change
        return Change(
            act=Act.ADDED,
            id=number,
            at=now,
            out=True,
            text=text,
            thread=top,
            parent=reply.to.id,
            url=reply.to.url,
        )

    def published(self, ask: Ask, place: Place, reply: ToPublish, now: datetime) -> Change | None:
        """Among all replies of the thread: nobody promises their order."""
        asked = _asked(ask, place, reply.to)
        top, text, since = _top(reply.to, asked), _addressed(asked, reply), reply.asked_at - CLOCKS_APART
        on: str | None = ""
        while on is not None:
            paging = {"after": on} if on else {}
            answer = graph(
                ask,
                place,
                f"{top}/replies",
                host=host_of(place),
                fields=COMMENT,
                limit=AT_ONCE,
                **paging,
            )
            on = after(answer)
            for record in listed(answer, "data"):
                for change in _own(record, top, place, reply, now):
                    is_new = change.at >= since and change.id not in reply.others
                    if is_new and is_alike(change.text or "", text):
                        return change
        return None

    def hide(self, ask: Ask, place: Place, known: Known, now: datetime) -> None:
        """From everybody but who wrote it."""
        del now
        write(ask, place, _ours(known), host=host_of(place), hide="true")

    def remove(self, ask: Ask, place: Place, known: Known, now: datetime) -> None:
        """For good: Instagram gives nothing back."""
        del now
        delete(ask, place, _ours(known), host=host_of(place), canary=canary(place))


def us_of(place: Place) -> Us:
    """The account itself."""
    url = (place.account.url or "").rstrip("/")
    name = place.settings.get("username") or url.rpartition("/")[2]
    return Us(number=place.settings.get("account", ""), name=name.lstrip("@").lower())


def host_of(place: Place) -> str:
    """Where the account logs in."""
    return INSTAGRAM if place.settings.get("login") == "instagram" else FACEBOOK


def canary(place: Place) -> str:
    """A question about posts that there surely are: does the token see any at all?"""
    return path_of(f"{place.setting('account')}/media", fields="id", limit="1")


def _asked(ask: Ask, place: Place, known: Known) -> Any:
    return graph(ask, place, _ours(known), host=host_of(place), fields=COMMENT)


def _own(record: Any, top: str, place: Place, reply: ToPublish, now: datetime) -> Iterator[Change]:
    """What the account wrote there (or nobody, as far as is said), as the answer it is meant to be."""
    for change in from_comment(record, us_of(place), reply.to.url, now, under=top):
        if isinstance(change, Change) and change.act is Act.ADDED and (change.out or change.author is None):
            yield replace(change, out=True, thread=top, parent=reply.to.id)


def _ours(known: Known) -> str:
    """Its id. Raises NotDone for what somebody typed in by hand."""
    if not ID.match(known.id):
        raise NotDone("graph_gone")
    return known.id


def _top(asked: Known, record: Any) -> str:
    """What a reply hangs under: the comment itself, or the topmost where that is a reply."""
    return text_of(record, "parent_id") or asked.parent or asked.id


def _addressed(record: Any, reply: ToPublish) -> str:
    """A reply to a reply stands under the topmost comment and tells nobody but those whom it names."""
    name = text_of(record, "from", "username") or text_of(record, "username")
    if _top(reply.to, record) == reply.to.id or not name or f"@{name}" in reply.text:
        return reply.text
    return f"@{name} {reply.text}"
