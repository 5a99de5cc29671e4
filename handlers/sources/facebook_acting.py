"""Answering, hiding and removing on a Facebook Page from chat.

Shapes: developers.facebook.com/docs/pages/publishing, and under /docs/graph-api/reference: object/comments,
comment. A reply is known again by its words: threads are two levels deep and nobody says what it answers.
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
from handlers.sources.facebook_records import COMMENT, ID, from_comment
from handlers.sources.fields import listed, text_of
from handlers.sources.graph import after, delete, graph, path_of, write
from handlers.sources.plain import is_alike

AT_ONCE = "100"
CLOCKS_APART = timedelta(minutes=10)
"""At most, ours and Meta's."""


class ActingOnFacebook(Source):
    """What can be done on a Page from here; needs the permission `pages_manage_engagement`."""

    acts: ClassVar[frozenset[Deed]] = frozenset(Deed)

    def publish(self, ask: Ask, place: Place, reply: ToPublish, now: datetime) -> Change:
        """Under the topmost comment of the thread; a visitor's post is commented on."""
        top = _top(reply.to)
        number = text_of(write(ask, place, f"{top}/comments", message=reply.text), "id")
        if number is None:
            raise FetchFailed("no_id")
        with suppress(FetchFailed):  # it is out, whether we are shown it or not
            record = graph(ask, place, number, fields=COMMENT)
            for change in _own(record, top, place, reply, now):
                return change
        return Change(
            act=Act.ADDED,
            id=number,
            at=now,
            out=True,
            text=reply.text,
            thread=top,
            parent=reply.to.id,
            url=f"https://www.facebook.com/{number}",
        )

    def published(self, ask: Ask, place: Place, reply: ToPublish, now: datetime) -> Change | None:
        """Among what stands in the thread since it was asked for, newest first."""
        top, since = _top(reply.to), reply.asked_at - CLOCKS_APART
        on: str | None = ""
        while on is not None:
            answer = graph(
                ask,
                place,
                f"{top}/comments",
                fields=COMMENT,
                filter="stream",
                order="reverse_chronological",
                limit=AT_ONCE,
                **({"after": on} if on else {}),
            )
            on = after(answer)
            for record in listed(answer, "data"):
                for change in _own(record, top, place, reply, now):
                    if change.at < since:
                        return None
                    if change.id not in reply.others and is_alike(change.text or "", reply.text):
                        return change
        return None

    def hide(self, ask: Ask, place: Place, known: Known, now: datetime) -> None:
        """From everybody but who wrote it and who knows them, as Facebook does."""
        del now
        write(ask, place, _ours(known), is_hidden="true")

    def remove(self, ask: Ask, place: Place, known: Known, now: datetime) -> None:
        """For good: Facebook gives nothing back."""
        del now
        delete(ask, place, _ours(known), canary=canary(place.setting("page")))


def canary(page: str) -> str:
    """A question about posts and comments that there surely are: does the token see any at all?"""
    return path_of(f"{page}/feed", fields="id,comments.limit(1){id}", limit="1")


def _own(record: Any, top: str, place: Place, reply: ToPublish, now: datetime) -> Iterator[Change]:
    """What the Page wrote there (or nobody, as far as is said), as the answer it is meant to be."""
    for change in from_comment(record, top, place.setting("page"), now):
        if isinstance(change, Change) and change.act is Act.ADDED and (change.out or change.author is None):
            yield replace(change, out=True, thread=top, parent=reply.to.id)


def _ours(known: Known) -> str:
    """Its id. Raises NotDone for what somebody typed in by hand."""
    if not ID.match(known.id):
        raise NotDone("graph_gone")
    return known.id


def _top(asked: Known) -> str:
    """What a reply hangs under: the comment itself, or the topmost where that is a reply."""
    return asked.parent if asked.parent and ID.match(asked.parent) else _ours(asked)
