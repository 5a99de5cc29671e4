"""WordPress blogs, through the REST API of every WordPress since 4.7; an application password if wanted.

Shapes: developer.wordpress.org/rest-api/reference/comments and /posts. Asked as `?rest_route=`, which works
without pretty links too. `after` is strictly greater and without Z means the site's local time. No record
says when it was edited: the text is compared. What is held or trashed answers 401 to whoever may not see it.
"""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import escape
from typing import Any, ClassVar

from handlers.sources.base import (
    Act,
    Answer,
    Ask,
    Change,
    Deed,
    FetchFailed,
    GoneBy,
    Health,
    Known,
    Page,
    Place,
    Question,
    Source,
    ToPublish,
    Unparsed,
    What,
    judged,
)
from handlers.sources.fields import at, ids, instant, text_of
from handlers.sources.plain import is_alike, plain_text

COMMENTS, POSTS = "/wp/v2/comments", "/wp/v2/posts"
OVERLAP = timedelta(days=3)
"""A comment that was held for approval comes with the time at which it was written."""
SWEEP, SWEEP_EVERY = timedelta(days=30), timedelta(days=1)
"""Once a day so far back: some are held longer."""
POSTS_EVERY = timedelta(hours=1)
PAGE = 100
"""The most that WordPress gives at once."""
HELD, TRASHED = frozenset({"hold", "unapproved"}), frozenset({"trash", "spam"})


class WordPress(Source):
    """A blog's comments and posts."""

    kind: ClassVar[str] = "wordpress"
    every: ClassVar[timedelta] = timedelta(minutes=5)
    recheck_every: ClassVar[timedelta | None] = timedelta(minutes=15)
    settings: ClassVar[frozenset[str]] = frozenset({"authors"})
    keys: ClassVar[frozenset[str]] = frozenset({"user", "password"})
    acts: ClassVar[frozenset[Deed]] = frozenset(Deed)

    def poll(self, ask: Ask, place: Place, cursor: Mapping[str, Any] | None, now: datetime) -> Page:
        """A page of comments, oldest first, and now and then the posts."""
        state = dict(cursor or {})
        newest = instant(state.get("newest")) or place.account.watch_from
        page = int(state.get("page") or 1)
        if page == 1:
            swept = instant(state.get("swept"))
            due = swept is None or now - swept >= SWEEP_EVERY
            since = min(newest - OVERLAP, now - SWEEP) if due and cursor else newest - OVERLAP
            state |= {"after": _zulu(since), "swept": now.isoformat() if due else swept.isoformat()}  # type: ignore[union-attr]  # due where it is none
        answer = _list(ask, place, COMMENTS, after=state["after"], page=page, orderby="date_gmt")
        changes, unparsed = [], []
        for record in answer.json() if isinstance(answer.json(), list) else answer.records():
            change = _comment(record, place, now)
            if isinstance(change, Change):
                changes.append(change)
            else:
                unparsed.append(change)
        reached = max([newest, *(change.at for change in changes)])
        more = page < _pages(answer)
        state |= {"newest": reached.isoformat(), "page": page + 1 if more else 1}
        if not more and _due(state.get("posts_at"), now):
            changes += _posts(ask, place, instant(state.get("posts_at")))
            state["posts_at"] = now.isoformat()
        return Page(changes=tuple(changes), cursor=state, more=more, unparsed=tuple(unparsed))

    def recheck(self, ask: Ask, place: Place, known: Sequence[Known], now: datetime) -> Sequence[Change]:
        """One question for all that can be seen; one more for each that is not among them."""
        wanted = {one.id: one for one in known if one.id.isdecimal()}
        if not wanted:
            return ()
        answer = _list(ask, place, COMMENTS, include=",".join(sorted(wanted)), page=1)
        seen: dict[str, Mapping[str, Any]] = {str(record.get("id")): record for record in answer.records()}
        found: list[Change] = []
        for number, one in wanted.items():
            if number not in seen:
                found += _missing(ask, place, one, now)
                continue
            change = _comment(seen[number], place, now)
            if isinstance(change, Change) and (one.gone or change.text != one.text):
                found.append(change)
        return found

    def health(self, ask: Ask, place: Place, now: datetime) -> Health:
        """The blog's own name; with a password, that it is taken."""
        del now
        about = judged(ask(_question(place, "/"))).record()
        if place.keys.get("password"):
            judged(ask(_question(place, "/wp/v2/users/me")))
        return Health(name=text_of(about, "name") or "")

    def publish(self, ask: Ask, place: Place, reply: ToPublish, now: datetime) -> Change:
        """As the user whose application password it is, beneath the comment.

        WordPress itself refuses the same words twice from one writer beneath one comment (409).
        """
        post = (reply.to.thread or "").removeprefix("post:")
        written = {"post": post, "parent": reply.to.id, "content": escape(reply.text, quote=False)}
        answer = judged(ask(_write(place, COMMENTS, written)))
        change = _comment(answer.record(), place, now)
        if not isinstance(change, Change):
            raise FetchFailed(change.code)
        if text_of(answer.record(), "status") in HELD | TRASHED:
            raise FetchFailed("held")  # it is there, and waits for somebody to let it through
        return replace(change, out=True)

    def published(self, ask: Ask, place: Place, reply: ToPublish, now: datetime) -> Change | None:
        """Among what stands beneath the comment."""
        after = _zulu(reply.asked_at - timedelta(minutes=10))
        answer = _list(ask, place, COMMENTS, parent=reply.to.id, after=after, page=1)
        for record in answer.records():
            change = _comment(record, place, now)
            if isinstance(change, Change) and change.out and is_alike(change.text or "", reply.text):
                return change
        return None

    def hide(self, ask: Ask, place: Place, known: Known, now: datetime) -> None:
        """Held for moderation, as the blog calls it."""
        del now
        judged(ask(_write(place, f"{COMMENTS}/{known.id}", {"status": "hold"})))

    def remove(self, ask: Ask, place: Place, known: Known, now: datetime) -> None:
        """Into the trash, from where whoever runs the blog can take it back."""
        del now
        answer = ask(_write(place, f"{COMMENTS}/{known.id}", {}, method="DELETE"))
        if answer.status not in {404, 410}:  # 410: it lies in the trash already
            judged(answer)


def _comment(record: Any, place: Place, now: datetime) -> Change | Unparsed:
    number, written_at = text_of(record, "id"), instant(at(record, "date_gmt"), naive_is_utc=True)
    if number is None or written_at is None:
        return Unparsed(code="no_id" if number is None else "no_time", raw=record)
    writer, parent, post = text_of(record, "author"), text_of(record, "parent"), text_of(record, "post")
    ours = ids(place.settings.get("authors"))
    return Change(
        act=Act.ADDED,
        id=number,
        at=written_at,
        seen_at=now,
        out=writer in ours if ours else writer not in {None, "0"},
        text=plain_text(text_of(record, "content", "rendered") or ""),
        author=plain_text(text_of(record, "author_name") or "") or None,
        thread=f"post:{post}" if post else None,
        parent=parent if parent not in {None, "0"} else None,
        url=text_of(record, "link"),
        raw=record,
    )


def _missing(ask: Ask, place: Place, one: Known, now: datetime) -> list[Change]:
    """Held, trashed or deleted. Who did it, nobody says; whoever runs the blog."""
    answer = ask(_question(place, f"{COMMENTS}/{one.id}", {"context": "edit"} if _may_edit(place) else {}))
    gone = Change(act=Act.REMOVED, id=one.id, at=now, by=GoneBy.ACCOUNT, out=one.out)
    if answer.status in {404, 410}:
        return [] if one.gone else [gone]
    hidden = Change(act=Act.HIDDEN, id=one.id, at=now, by=GoneBy.ACCOUNT, out=one.out)
    if answer.status in {401, 403}:
        return [] if one.gone else [hidden]
    status = text_of(judged(answer).record(), "status")
    if status in TRASHED:
        return [] if one.gone else [gone]
    return [hidden] if status in HELD and not one.gone else []


def _posts(ask: Ask, place: Place, last: datetime | None) -> list[Change]:
    since = (last or place.account.watch_from) - timedelta(days=1)
    answer = _list(ask, place, POSTS, after=_zulu(since), page=1, orderby="date")
    found = []
    for record in answer.records():
        number, written_at = text_of(record, "id"), instant(record.get("date_gmt"), naive_is_utc=True)
        if number is None or written_at is None:
            continue
        found.append(
            Change(
                act=Act.ADDED,
                what=What.POST,
                out=True,
                id=f"post:{number}",
                at=written_at,
                text=plain_text(text_of(record, "title", "rendered") or ""),
                thread=f"post:{number}",
                url=text_of(record, "link"),
                raw={name: record.get(name) for name in ("id", "date_gmt", "link", "title")},
            )
        )
    return found


def _list(ask: Ask, place: Place, route: str, **params: str | int) -> Answer:
    asked = {name: str(value) for name, value in params.items()}
    return judged(ask(_question(place, route, {"per_page": str(PAGE), "order": "asc", **asked})))


def _question(place: Place, route: str, params: Mapping[str, str] | None = None) -> Question:
    headers = {}
    if _may_edit(place):
        pair = f"{place.key('user')}:{place.key('password')}".encode()
        headers["Authorization"] = f"Basic {b64encode(pair).decode()}"
    return Question(
        url=f"{place.address()}/", params={"rest_route": route, **(params or {})}, headers=headers
    )


def _write(place: Place, route: str, form: Mapping[str, str], method: str = "POST") -> Question:
    """Raises NotSet without an application password."""
    place.key("password")
    return replace(_question(place, route), method=method, form=form or None)


def _may_edit(place: Place) -> bool:
    return bool(place.keys.get("password"))


def _zulu(moment: datetime) -> str:
    """With Z: without it WordPress reads the site's local time."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _pages(answer: Answer) -> int:
    said = answer.headers.get("x-wp-totalpages", "1")
    return int(said) if said.isdecimal() else 1


def _due(last: Any, now: datetime) -> bool:
    before = instant(last)
    return before is None or now - before >= POSTS_EVERY
