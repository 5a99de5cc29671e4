"""YouTube channels, through the Data API: every question costs of a daily quota that all channels share.

Shapes: developers.google.com/youtube/v3/docs/commentThreads, /comments, /playlistItems, /channels, /errors;
/youtube/v3/determine_quota_cost. Replies are one level deep. A thread shows a few of its replies; the rest is
asked for when their number is another. What is gone is only seen by asking for it.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from handlers.sources.base import (
    Act,
    Answer,
    Ask,
    AuthFailed,
    Change,
    FetchFailed,
    Health,
    Known,
    Page,
    Place,
    Question,
    RateLimited,
    Source,
    Unparsed,
    judged,
)
from handlers.sources.fields import at, instant, text_of
from handlers.sources.youtube_records import from_comment, from_thread, from_upload

API = "https://www.googleapis.com/youtube/v3"
PACIFIC = ZoneInfo("America/Los_Angeles")
"""Where the quota's day begins: /youtube/v3/getting-started#quota."""
OVERLAP = timedelta(days=1)
SWEEP_EVERY, SWEEP_PAGES = timedelta(hours=12), 4
"""Now and then so many pages of threads: an older one may have new replies."""
UPLOADS_EVERY = timedelta(hours=6)
EXTRA = 40
"""Units a day for more than the first question of each poll: 96 polls, 24 looks again and these are 160, and
sixty channels 9,600 of 10,000."""
PAGE_LASTS = timedelta(hours=1)
AT_ONCE = 100
ID = re.compile(r"(Ug|z1)[\w.-]+\Z")
OUT = frozenset({"quotaExceeded", "dailyLimitExceeded"})
SLOWER = frozenset({"rateLimitExceeded", "userRateLimitExceeded"})
REFUSED = frozenset({"keyInvalid", "keyExpired", "accessNotConfigured", "ipRefererBlocked", "forbidden"})
KNOWN = frozenset({"channelNotFound", "commentsDisabled", "invalidPageToken", "processingFailure"})


class YouTube(Source):
    """A channel's comments, on all its videos."""

    kind: ClassVar[str] = "youtube"
    every: ClassVar[timedelta] = timedelta(minutes=15)
    recheck_every: ClassVar[timedelta | None] = timedelta(hours=1)
    recheck_pause: ClassVar[timedelta] = timedelta(hours=1)
    recheck_at_once: ClassVar[int] = 50
    recheck_cost: ClassVar[int] = 1
    daily_quota: ClassVar[int | None] = 10_000
    settings: ClassVar[frozenset[str]] = frozenset({"channel", "extra"})
    keys: ClassVar[frozenset[str]] = frozenset({"key"})

    def poll(self, ask: Ask, place: Place, cursor: Mapping[str, Any] | None, now: datetime) -> Page:
        """One question, one unit: threads, a thread's further replies, or what was uploaded."""
        state = dict(cursor or {})
        channel = place.setting("channel")
        first = _begin(state, place, now)
        found: list[Change | Unparsed] = []
        if first or state["page"]:
            answer = _asked(
                ask,
                place,
                "commentThreads",
                part="snippet,replies",
                allThreadsRelatedToChannelId=channel,
                order="time",
                textFormat="plainText",
                maxResults=str(AT_ONCE),
                **({"pageToken": state["page"]} if state["page"] else {}),
            )
            found = _threads(answer, state, channel, now)
        elif state["queue"]:
            (thread, video, on), *rest = state["queue"]
            answer = _asked(
                ask,
                place,
                "comments",
                part="snippet",
                parentId=thread,
                textFormat="plainText",
                maxResults=str(AT_ONCE),
                **({"pageToken": on} if on else {}),
            )
            for item in _items(answer):
                found += from_comment(item, channel, now, video=video, under=thread)
            token = text_of(answer, "nextPageToken")
            state["queue"] = ([[thread, video, token]] if token else []) + rest
        else:
            answer = _asked(
                ask,
                place,
                "playlistItems",
                part="snippet,contentDetails",
                playlistId="UU" + channel.removeprefix("UC"),
                maxResults="50",
            )
            found = [one for item in _items(answer) for one in from_upload(item, now)]
            state["uploads_at"] = now.isoformat()
        state["spent"] += 0 if first else 1
        wanted = state["page"] or state["queue"] or _due(state.get("uploads_at"), now, UPLOADS_EVERY)
        more = bool(wanted) and state["spent"] < int(place.settings.get("extra") or EXTRA)
        state |= {"going": more, "asked_at": now.isoformat()}
        if not more and not state["page"]:  # read to the border; else the next poll reads as far back
            state["newest"] = state["reached"]
        return Page(
            changes=tuple(one for one in found if isinstance(one, Change)),
            cursor=state,
            more=more,
            unparsed=tuple(one for one in found if isinstance(one, Unparsed)),
            quota=1,
        )

    def recheck(self, ask: Ask, place: Place, known: Sequence[Known], now: datetime) -> Sequence[Change]:
        """One question for up to fifty; what is not among the answers is gone, or held for review."""
        wanted = {one.id: one for one in known if ID.match(one.id)}  # not what somebody typed in by hand
        channel = place.setting("channel")
        shown: dict[str, Any] = {
            text_of(item, "id") or "": item for item in _there(ask, place, sorted(wanted))
        }
        found: list[Change] = []
        for number, one in wanted.items():
            if number not in shown:
                if not one.gone:
                    found.append(Change(act=Act.REMOVED, id=number, at=now, seen_at=now, out=one.out))
                continue
            said = from_comment(shown[number], channel, now, video=None, under=one.parent)
            changes = [change for change in said if isinstance(change, Change)]
            if one.gone or any(change.text != one.text for change in changes):
                found += changes
        return found

    def health(self, ask: Ask, place: Place, now: datetime) -> Health:
        """The channel's own name."""
        del now
        items = _items(_asked(ask, place, "channels", part="snippet", id=place.setting("channel")))
        if not items:
            raise FetchFailed("channelNotFound")
        return Health(name=text_of(at(items[0], "snippet"), "title") or "")


def _begin(state: dict[str, Any], place: Place, now: datetime) -> bool:
    """Whether a poll begins, or one that has more to read goes on."""
    day = now.astimezone(PACIFIC).date().isoformat()
    if state.get("day") != day:
        state |= {"day": day, "spent": 0}
    asked_at = instant(state.get("asked_at"))
    if state.get("going") and asked_at is not None and now - asked_at < PAGE_LASTS:
        return False
    newest = instant(state.get("newest")) or place.account.watch_from
    far = _due(state.get("swept"), now, SWEEP_EVERY)
    state |= {
        "newest": newest.isoformat(),
        "reached": newest.isoformat(),
        "border": (newest - OVERLAP).isoformat(),
        "pages": SWEEP_PAGES if far else 1,
        "page": None,
        "queue": state.get("queue", []),
        "counts": state.get("counts", {}),
    }
    if far:
        state["swept"] = now.isoformat()
    return True


def _threads(answer: Any, state: dict[str, Any], channel: str, now: datetime) -> list[Change | Unparsed]:
    """A page of threads, newest first; those with more replies than it shows are to be read."""
    border, reached = instant(state["border"]) or now, instant(state["reached"]) or now
    found: list[Change | Unparsed] = []
    oldest = now
    counts, queue = dict(state["counts"]), [*state["queue"]]
    for item in _items(answer):
        said, thread = from_thread(item, channel, now)
        found += [one for one in said if isinstance(one, Unparsed) or (one.written_at or one.at) >= border]
        if thread is None:
            continue
        oldest = min(oldest, thread.written_at)
        reached = max(reached, thread.written_at)
        seen = counts.pop(thread.id, 0)
        if thread.replies > thread.shown and seen != thread.replies:
            queue = [*(one for one in queue if one[0] != thread.id), [thread.id, thread.video, None]]
        if thread.replies:
            counts[thread.id] = thread.replies
    state["pages"] -= 1
    token = text_of(answer, "nextPageToken")
    wanted = state["pages"] > 0 or oldest >= border
    state |= {
        "page": token if wanted else None,
        "queue": queue,
        "counts": dict([*counts.items()][-AT_ONCE * SWEEP_PAGES :]),
        "reached": min(reached, now).isoformat(),
    }
    return found


def _there(ask: Ask, place: Place, ids: Sequence[str]) -> list[Any]:
    """Those that there are. Where one unknown fails the whole question, its halves are asked for."""
    if not ids:
        return []
    try:
        return _items(
            _asked(ask, place, "comments", part="snippet", id=",".join(ids), textFormat="plainText")
        )
    except FetchFailed as failed:
        if failed.code != "http_404":
            raise
        half = len(ids) // 2
        return [*_there(ask, place, ids[:half]), *_there(ask, place, ids[half:])] if half else []


def _asked(ask: Ask, place: Place, what: str, **params: str) -> Mapping[str, Any]:
    """An answer's object. Raises AuthFailed, RateLimited, FetchFailed by YouTube's own reason."""
    base = (place.account.source_url or API).rstrip("/")
    answer = ask(Question(url=f"{base}/{what}", params=params, headers={"X-Goog-Api-Key": place.key("key")}))
    if answer.status >= 400:
        _refused(answer)
    return judged(answer).record()


def _refused(answer: Answer) -> None:
    try:
        errors = at(answer.json(), "error", "errors")
    except FetchFailed:
        return
    reason = text_of(errors[0], "reason") if isinstance(errors, list) and errors else None
    if reason in OUT:
        raise RateLimited(reason)
    if reason in SLOWER:
        raise RateLimited(reason, retry_after=answer.retry_after)
    if reason in REFUSED:
        raise AuthFailed(reason)
    if reason in KNOWN:
        raise FetchFailed(reason)


def _items(answer: Any) -> list[Any]:
    items = at(answer, "items")
    return items if isinstance(items, list) else []


def _due(last: Any, now: datetime, every: timedelta) -> bool:
    before = instant(last)
    return before is None or now - before >= every
