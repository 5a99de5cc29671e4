"""Flickr: comments on our photos, and the photos; its activity is asked for once an hour at the most.

Shapes: flickr.com/services/api/flickr.activity.userPhotos, .photos.comments.getList, .people.getPhotos,
.test.login; requests are signed (/services/api/auth.oauth.html). Activity says on which photos somebody
wrote; their comments are then read whole, with the ids that activity lacks. Threads are flat, edits have no
time.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any, ClassVar

from handlers.sources.base import (
    Act,
    Ask,
    AuthFailed,
    Change,
    FetchFailed,
    Health,
    Known,
    Page,
    Place,
    Question,
    Source,
    Unparsed,
    What,
    judged,
)
from handlers.sources.fields import at, instant, text_of
from handlers.sources.oauth1 import Signer
from handlers.sources.plain import plain_text

REST = "https://api.flickr.com/services/rest"
AN_HOUR = timedelta(hours=1)
OVERLAP = timedelta(hours=2)
ITEMS, PHOTOS = "50", "500"
"""The most that is given at once."""
NOT_OURS = frozenset({"95", "96", "97", "98", "99", "100"})
"""Flickr's codes for credentials that are not taken."""
NOT_FOUND = "1"


class Flickr(Source):
    """An account's photos and what is written beneath them."""

    kind: ClassVar[str] = "flickr"
    every: ClassVar[timedelta] = timedelta(minutes=15)
    """How often it is looked whether the hour is over; nothing is asked before."""
    recheck_every: ClassVar[timedelta | None] = AN_HOUR
    keys: ClassVar[frozenset[str]] = frozenset({"key", "secret", "token", "token_secret"})

    def poll(self, ask: Ask, place: Place, cursor: Mapping[str, Any] | None, now: datetime) -> Page:
        """A page of activity, with the comments of each photo in it; after the last page our new photos."""
        state = dict(cursor or {})
        began_at, page = instant(state.get("began_at")), int(state.get("page") or 1)
        if page == 1 and began_at is not None and now - began_at < AN_HOUR:
            return Page(cursor=state)
        api = _Api(ask, place, now)
        me = text_of(state, "me") or api.me()
        if page == 1:
            state |= {
                "began_at": now.isoformat(),
                "timeframe": _timeframe(began_at or place.account.watch_from, now),
            }
        wanted = {"timeframe": str(state["timeframe"]), "per_page": ITEMS, "page": str(page)}
        items = at(api.get("flickr.activity.userPhotos", wanted), "items")
        found: list[Change | Unparsed] = []
        for photo in _photos(items):
            found += api.comments(photo, me)
        pages = text_of(items, "pages") or ""
        more = pages.isdecimal() and page < int(pages)
        if not more:
            found += api.photos(began_at or place.account.watch_from)
        state |= {"me": me, "page": page + 1 if more else 1}
        since = place.account.watch_from
        return Page(
            changes=tuple(one for one in found if isinstance(one, Change) and one.at >= since),
            unparsed=tuple(one for one in found if isinstance(one, Unparsed)),
            cursor=state,
            more=more,
        )

    def recheck(self, ask: Ask, place: Place, known: Sequence[Known], now: datetime) -> Sequence[Change]:
        """The comments of each photo that these stand beneath, read again."""
        api = _Api(ask, place, now)
        by_photo: dict[str, list[Known]] = {}
        for one in known:
            if one.thread is not None and one.id != one.thread:
                by_photo.setdefault(one.thread, []).append(one)
        me = api.me() if by_photo else ""
        found: list[Change] = []
        for photo, wanted in by_photo.items():
            seen = {one.id: one for one in api.comments(photo, me) if isinstance(one, Change)}
            for one in wanted:
                change = seen.get(one.id)
                if change is None and not one.gone:
                    found.append(Change(act=Act.REMOVED, id=one.id, at=now, out=one.out))
                elif change is not None and (one.gone or change.text != one.text):
                    found.append(change)
        return found

    def health(self, ask: Ask, place: Place, now: datetime) -> Health:
        """Our name there."""
        said = _Api(ask, place, now).get("flickr.test.login", {})
        return Health(name=text_of(said, "user", "username", "_content") or "")


class _Api:
    def __init__(self, ask: Ask, place: Place, now: datetime) -> None:
        self._ask, self._now = ask, now
        self._url = (place.account.source_url or REST).rstrip("/")
        self._signer = Signer(
            key=place.key("key"),
            secret=place.key("secret"),
            token=place.key("token"),
            token_secret=place.key("token_secret"),
        )

    def get(self, method: str, params: Mapping[str, str]) -> Mapping[str, Any]:
        """What it answers; its own failures come as 200. Raises AuthFailed, FetchFailed("flickr_<code>")."""
        said = {**params, "method": method, "format": "json", "nojsoncallback": "1"}
        header = self._signer.header("GET", self._url, said, now=self._now, nonce=token_hex(16))
        answer = judged(self._ask(Question(url=self._url, params=said, headers={"Authorization": header})))
        record = answer.record()
        if text_of(record, "stat") != "ok":
            code = text_of(record, "code") or "unknown"
            raise AuthFailed(f"flickr_{code}") if code in NOT_OURS else FetchFailed(f"flickr_{code}")
        return record

    def me(self) -> str:
        """Our own id (NSID). Raises FetchFailed("no_account_id")."""
        number = text_of(self.get("flickr.test.login", {}), "user", "id")
        if number is None:
            raise FetchFailed("no_account_id")
        return number

    def comments(self, photo: str, me: str) -> list[Change | Unparsed]:
        """All that is written beneath a photo; nothing when the photo is gone."""
        try:
            said = self.get("flickr.photos.comments.getList", {"photo_id": photo})
        except FetchFailed as failed:
            if failed.code == f"flickr_{NOT_FOUND}":
                return []
            raise
        listed = at(said, "comments", "comment")
        return [self._comment(one, photo, me) for one in (listed if isinstance(listed, list) else [])]

    def photos(self, since: datetime) -> list[Change | Unparsed]:
        """Our photos that were uploaded since then, as posts."""
        wanted = {
            "user_id": "me",
            "min_upload_date": str(int((since - OVERLAP).timestamp())),
            "extras": "date_upload",
            "privacy_filter": "1",
            "per_page": PHOTOS,
        }
        listed = at(self.get("flickr.people.getPhotos", wanted), "photos", "photo")
        return [self._photo(one) for one in (listed if isinstance(listed, list) else [])]

    def _comment(self, record: Any, photo: str, me: str) -> Change | Unparsed:
        number, written_at = text_of(record, "id"), instant(at(record, "datecreate"))
        if number is None or written_at is None:
            return Unparsed(code="no_id" if number is None else "no_time", raw=record)
        return Change(
            act=Act.ADDED,
            id=number,
            at=written_at,
            seen_at=self._now,
            out=text_of(record, "author") == me,
            text=plain_text(text_of(record, "_content") or ""),
            author=text_of(record, "authorname"),
            thread=photo,
            url=text_of(record, "permalink"),
            raw=record,
        )

    def _photo(self, record: Any) -> Change | Unparsed:
        number, written_at = text_of(record, "id"), instant(at(record, "dateupload"))
        if number is None or written_at is None:
            return Unparsed(code="no_id" if number is None else "no_time", raw=record)
        owner = text_of(record, "owner") or ""
        return Change(
            act=Act.ADDED,
            what=What.POST,
            out=True,
            id=number,
            at=written_at,
            text=text_of(record, "title") or "",
            thread=number,
            url=f"https://www.flickr.com/photos/{owner}/{number}/",
            raw=record,
        )


def _photos(items: Any) -> Iterator[str]:
    """The photos that somebody commented on; activity tells of notes and favourites too."""
    listed = at(items, "item")
    for one in listed if isinstance(listed, list) else []:
        number, events = text_of(one, "id"), at(one, "activity", "event")
        is_comment = any(
            at(event, "type") == "comment" for event in (events if isinstance(events, list) else [])
        )
        if number is not None and text_of(one, "type") == "photo" and is_comment:
            yield number


def _timeframe(since: datetime, now: datetime) -> str:
    """As Flickr wants it: whole hours, or days when there are many."""
    hours = int((now - since + OVERLAP).total_seconds() // 3600) + 1
    return f"{hours}h" if hours <= 48 else f"{hours // 24 + 1}d"
