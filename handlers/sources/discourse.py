"""Forums that run Discourse: webhooks, and the API by which a poll alone is enough.

Shapes: docs.discourse.org (Posts: listPosts, Topics: getTopic) and meta.discourse.org/t/configure-webhooks.
A post's id here is its topic and its number there ("12/3"), since replies name what they answer by number.
"""

import hmac
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, ClassVar

from handlers.sources.base import (
    Accepted,
    Act,
    Answered,
    Ask,
    Change,
    Deed,
    Delivery,
    FetchFailed,
    GoneBy,
    Health,
    Known,
    Page,
    Parsed,
    Place,
    Question,
    Refused,
    Source,
    ToPublish,
    Unparsed,
    Verdict,
    judged,
)
from handlers.sources.discourse_posts import change_of, is_ours, is_wanted
from handlers.sources.fields import at, instant, listed, text_of
from handlers.sources.plain import is_alike

WINDOW = 50
"""So many numbers of posts one answer goes through; those of private categories are left out of it."""
OVERLAP = 100
PAGES_AT_ONCE = 10


class Discourse(Source):
    """A forum, or those of its categories that are ours."""

    kind: ClassVar[str] = "discourse"
    every: ClassVar[timedelta] = timedelta(minutes=5)
    recheck_every: ClassVar[timedelta | None] = timedelta(minutes=30)
    recheck_at_once: ClassVar[int] = 20
    settings: ClassVar[frozenset[str]] = frozenset({"authors", "categories"})
    keys: ClassVar[frozenset[str]] = frozenset({"webhook_secret", "api_key", "api_user"})
    webhooks: ClassVar[bool] = True
    acts: ClassVar[frozenset[Deed]] = frozenset({Deed.PUBLISH, Deed.REMOVE})

    def verify(self, delivery: Delivery, keys: Mapping[str, str]) -> Verdict:
        """Signed over the raw bytes with the webhook's secret; a ping is answered."""
        secret, given = (
            keys.get("webhook_secret", ""),
            delivery.headers.get("x-discourse-event-signature", ""),
        )
        right = f"sha256={hmac.new(secret.encode(), delivery.body, sha256).hexdigest()}"
        if not secret or not hmac.compare_digest(given.encode(), right.encode()):
            return Refused()
        event = delivery.headers.get("x-discourse-event", "")[:200]
        return Answered(body=b"pong") if event == "ping" else Accepted(about=event)

    def parse(self, body: bytes, about: str, place: Place, now: datetime) -> Parsed:
        """One post, and what happened to it; other events say nothing of comments."""
        try:
            told = json.loads(body)
        except RecursionError as error:
            raise ValueError("not JSON that can be read") from error
        if not isinstance(told, Mapping):
            return Parsed(unparsed=(Unparsed(code="not_an_object", raw=told),))
        post = told.get("post")
        if post is None or not is_wanted(post, place):
            return Parsed()
        said = change_of(post, place, now, event=about)
        if isinstance(said, Unparsed):
            return Parsed(unparsed=(said,))
        return Parsed(changes=(said,))

    def poll(self, ask: Ask, place: Place, cursor: Mapping[str, Any] | None, now: datetime) -> Page:
        """Backwards from the newest post to what was read before, a hundred numbers of overlap included."""
        state = dict(cursor or {})
        until = _number(state.get("newest"))
        top, before = _number(state.get("top")), _number(state.get("before"))
        changes: list[Change] = []
        unparsed: list[Unparsed] = []
        for _ in range(PAGES_AT_ONCE):
            posts = _latest(ask, place, before)
            numbers = [number for number in (_number(at(post, "id")) for post in posts) if number]
            top = max(top or 0, *numbers) if numbers else top
            for said in _wanted(posts, place, now):
                if isinstance(said, Unparsed):
                    unparsed.append(said)
                else:
                    changes.append(said)
            before = (before or max(numbers, default=0)) - WINDOW + 1
            if before <= 0 or _is_far_enough(posts, before, until, place):
                kept = max(top or 0, until or 0)
                return Page(
                    changes=tuple(changes), cursor={"newest": kept} if kept else {}, unparsed=tuple(unparsed)
                )
        on = {"top": top, "before": before} | ({"newest": until} if until else {})
        return Page(changes=tuple(changes), cursor=on, more=True, unparsed=tuple(unparsed))

    def recheck(self, ask: Ask, place: Place, known: Sequence[Known], now: datetime) -> Sequence[Change]:
        """A topic's posts around each of these, some twenty at a time."""
        topics: dict[str, dict[int, Known]] = {}
        for one in known:
            topic, _, number = one.id.partition("/")
            if topic.isdecimal() and number.isdecimal():
                topics.setdefault(topic, {})[int(number)] = one
        found: list[Change] = []
        for topic, mine in topics.items():
            found += _rechecked(ask, place, topic, mine, now)
        return found

    def health(self, ask: Ask, place: Place, now: datetime) -> Health:
        """The forum's name, and that the key is taken."""
        del now
        about = judged(ask(_question(place, "/site/basic-info.json"))).record()
        if place.keys.get("api_key"):
            judged(ask(_question(place, "/session/current.json")))
        return Health(name=text_of(about, "title") or "")

    def publish(self, ask: Ask, place: Place, reply: ToPublish, now: datetime) -> Change:
        """As the user of the key, in answer to that post. Forums refuse what is too short (422)."""
        topic, _, number = reply.to.id.partition("/")
        data = {"raw": reply.text, "topic_id": int(topic), "reply_to_post_number": int(number)}
        answer = judged(ask(_writes(place, "/posts.json", "POST", data)))
        if text_of(answer.record(), "action") == "enqueued":
            raise FetchFailed("held")
        change = change_of(answer.record(), place, now, event="post_created")
        if not isinstance(change, Change):
            raise FetchFailed(change.code)
        return replace(change, out=True)

    def published(self, ask: Ask, place: Place, reply: ToPublish, now: datetime) -> Change | None:
        """Among the direct answers to that post."""
        number = _post_id(ask, place, reply.to.id)
        if number is None:
            return None
        for post in judged(ask(_question(place, f"/posts/{number}/replies.json"))).records():
            change = change_of(post, place, now)
            if (
                isinstance(change, Change)
                and is_ours(post, place)
                and is_alike(change.text or "", reply.text)
            ):
                return change
        return None

    def remove(self, ask: Ask, place: Place, known: Known, now: datetime) -> None:
        """Deleted as its staff deletes, which the staff can take back."""
        del now
        number = _post_id(ask, place, known.id)
        if number is None:
            return
        answer = ask(_writes(place, f"/posts/{number}.json", "DELETE", {}))
        if answer.status not in {404, 410}:
            judged(answer)


def _latest(ask: Ask, place: Place, before: int | None) -> Sequence[Any]:
    params = {"before": str(before)} if before else {}
    return listed(judged(ask(_question(place, "/posts.json", params))).record(), "latest_posts")


def _wanted(posts: Sequence[Any], place: Place, now: datetime) -> Iterator[Change | Unparsed]:
    began = place.account.watch_from
    for post in posts:
        written_at = instant(at(post, "created_at"))
        if is_wanted(post, place) and (written_at is None or written_at >= began):
            yield change_of(post, place, now)


def _is_far_enough(posts: Sequence[Any], before: int, until: int | None, place: Place) -> bool:
    """What was read before is reached, or the day from which the account is watched."""
    if until is not None:
        return before <= until - OVERLAP
    times = [moment for moment in (instant(at(post, "created_at")) for post in posts) if moment is not None]
    return bool(times) and min(times) < place.account.watch_from


def _rechecked(
    ask: Ask, place: Place, topic: str, mine: Mapping[int, Known], now: datetime
) -> Iterator[Change]:
    left = sorted(mine)
    while left:
        answer = ask(_question(place, f"/t/-/{topic}/{left[0]}.json"))
        if answer.status == 403:
            return  # of a category that was closed to us: nobody removed anything
        if answer.status in {404, 410}:
            yield from (_gone(mine[number], now) for number in left if not mine[number].gone)
            return
        found = judged(answer).record()
        posts, title = listed(found, "post_stream", "posts"), {"topic_title": text_of(found, "title")}
        shown = {
            number: {**post, **title}
            for post in posts
            if isinstance(post, Mapping) and (number := _number(at(post, "post_number"))) is not None
        }
        reach = max(shown, default=left[0])
        for number in [number for number in left if number <= max(reach, left[0])]:
            left.remove(number)
            yield from _judged(mine[number], shown.get(number), place, now)


def _judged(one: Known, post: Any, place: Place, now: datetime) -> Iterator[Change]:
    if post is None:
        if not one.gone:
            yield _gone(one, now)
        return
    said = change_of(post, place, now)
    if not isinstance(said, Change):
        return
    is_gone = said.act in {Act.REMOVED, Act.HIDDEN}
    if is_gone != one.gone or (not is_gone and said.text != one.text):
        yield said


def _gone(one: Known, now: datetime) -> Change:
    """Forums do not say to everybody who removed it."""
    by: GoneBy | None = None
    return Change(act=Act.REMOVED, id=one.id, at=now, seen_at=now, by=by, out=one.out)


def _question(place: Place, path: str, params: Mapping[str, str] | None = None) -> Question:
    headers = {"Accept": "application/json"}
    if place.keys.get("api_key"):
        headers |= {"Api-Key": place.key("api_key"), "Api-Username": place.key("api_user")}
    return Question(url=f"{place.address()}{path}", params=params or {}, headers=headers)


def _writes(place: Place, path: str, method: str, data: Mapping[str, Any]) -> Question:
    """Raises NotSet without a key."""
    place.key("api_key")
    return replace(_question(place, path), method=method, data=data or None)


def _post_id(ask: Ask, place: Place, key: str) -> int | None:
    """The forum's own number of a post; none: it is gone."""
    topic, _, number = key.partition("/")
    answer = ask(_question(place, f"/t/-/{topic}/{number}.json"))
    if answer.status in {404, 410}:
        return None
    posts = listed(judged(answer).record(), "post_stream", "posts")
    return next((_number(at(post, "id")) for post in posts if text_of(post, "post_number") == number), None)


def _number(stated: Any) -> int | None:
    return stated if isinstance(stated, int) and not isinstance(stated, bool) and stated > 0 else None
