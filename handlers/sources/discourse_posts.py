"""A Discourse forum's post as a change; the same record comes by webhook, in lists and in topics."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from handlers.sources.base import Act, Change, GoneBy, Place, Unparsed, What
from handlers.sources.fields import at, ids, instant, text_of
from handlers.sources.plain import plain_text

SAID = 1
"""`post_type` of what people write; others are whispers among the staff and notes of what was done."""


def is_wanted(post: Any, place: Place) -> bool:
    """Public, written by people, and in our categories if those are named; or ours, or it names us."""
    if not isinstance(post, Mapping):
        return True  # kept as what could not be read
    if at(post, "post_type") not in (None, SAID) or text_of(post, "topic_archetype") == "private_message":
        return False
    categories, category = ids(place.settings.get("categories")), text_of(post, "category_id")
    if not categories or category is None or category in categories:
        return True
    return is_ours(post, place) or _names_us(post, place)


def is_ours(post: Any, place: Place) -> bool:
    """By the user's name, which in Discourse is one whatever its case."""
    return (text_of(post, "username") or "").casefold() in _authors(place)


def change_of(post: Any, place: Place, now: datetime, *, event: str = "") -> Change | Unparsed:
    """What a post says; by `event` what happened to it, else by what it shows."""
    topic, number = text_of(post, "topic_id"), text_of(post, "post_number")
    if topic is None or number is None:
        return Unparsed(code="no_id", raw=post)
    written_at = instant(at(post, "created_at"))
    if written_at is None:
        return Unparsed(code="no_time", raw=post)
    changed_at = instant(at(post, "updated_at")) or written_at
    deleted_at = instant(at(post, "deleted_at"))
    ours, answers = is_ours(post, place), text_of(post, "reply_to_post_number")
    key = f"{topic}/{number}"
    by_author = at(post, "user_deleted") is True
    if deleted_at is not None or by_author or event == "post_destroyed":
        by = GoneBy.AUTHOR if by_author else None
        moment = deleted_at or max(changed_at, written_at)
        return Change(act=Act.REMOVED, id=key, at=moment, by=by, out=ours, raw=post)
    if at(post, "hidden") is True:  # by flags of other readers, or by the moderators
        return Change(act=Act.HIDDEN, id=key, at=changed_at, by=GoneBy.PLATFORM, out=ours, raw=post)
    if event == "post_recovered":
        return Change(act=Act.UNHIDDEN, id=key, at=changed_at, out=ours, raw=post)
    is_topic = number == "1"
    edited = event == "post_edited" or (_version(post) > 1 and event != "post_created")
    title = text_of(post, "topic_title") or ""
    said = plain_text(text_of(post, "cooked") or "")
    return Change(
        act=Act.EDITED if edited else Act.ADDED,
        what=What.POST if is_topic and ours else What.COMMENT,
        id=key,
        at=changed_at if edited else written_at,
        written_at=written_at,
        seen_at=None if event else now,
        out=ours,
        text=f"{title}\n{said}" if is_topic and title else said,
        author=text_of(post, "name") or text_of(post, "username"),
        thread=f"topic:{topic}",
        parent=f"{topic}/{answers}" if answers is not None else None,
        url=f"{place.address()}/t/{text_of(post, 'topic_slug') or '-'}/{topic}/{number}",
        raw=post,
    )


def _version(post: Any) -> int:
    found = at(post, "version")
    return found if isinstance(found, int) else 1


def _names_us(post: Any, place: Place) -> bool:
    cooked = (text_of(post, "cooked") or "").casefold()
    return any(f'class="mention" href="/u/{name}"' in cooked for name in _authors(place))


def _authors(place: Place) -> frozenset[str]:
    return frozenset(name.casefold().lstrip("@") for name in ids(place.settings.get("authors")))
