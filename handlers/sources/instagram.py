"""Instagram's professional accounts: the `comments` webhook, and the Graph API, which suffices alone.

Shapes: developers.facebook.com/docs/graph-api/webhooks/reference/instagram (comments),
/docs/instagram-platform/webhooks/examples, and under /docs/instagram-platform/instagram-graph-api/reference:
ig-user/media, ig-media/comments, ig-comment. With Facebook Login what happened stands in `changes`, with
Instagram Login on the entry itself; neither says when it was written, nor tells of edits and removals.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, ClassVar

from handlers.sources.base import (
    Act,
    Ask,
    Change,
    Delivery,
    FetchFailed,
    Health,
    Known,
    Page,
    Parsed,
    Place,
    Unparsed,
    Verdict,
)
from handlers.sources.fields import at, instant, text_of
from handlers.sources.graph import (
    INSTAGRAM,
    MOST_AT_ONCE,
    after,
    entries,
    finish,
    goes_on,
    graph,
    is_gone,
    judged_graph,
    path_of,
    several,
    token_end,
    verified,
)
from handlers.sources.instagram_acting import ActingOnInstagram, canary, host_of, us_of
from handlers.sources.instagram_records import (
    COMMENT,
    ID,
    MEDIA,
    Us,
    from_comment,
    from_media,
    from_webhook,
)

PERMISSIONS = ("instagram_basic", "instagram_manage_comments", "pages_show_list", "pages_read_engagement")
OVERLAP = timedelta(days=3)
"""Whoever is restricted is shown when somebody approves, with the time at which it was written."""
RECENT, SWEEP, SWEEP_EVERY = timedelta(days=14), timedelta(days=400), timedelta(hours=6)
AT_ONCE = 50
"""The most that Instagram gives at once."""


class Instagram(ActingOnInstagram):
    """An account's comments, replies and posts."""

    kind: ClassVar[str] = "instagram"
    every: ClassVar[timedelta] = timedelta(minutes=15)
    recheck_every: ClassVar[timedelta | None] = timedelta(minutes=30)
    recheck_at_once: ClassVar[int] = MOST_AT_ONCE - 1
    settings: ClassVar[frozenset[str]] = frozenset(
        {"account", "username", "login", "app_id", "version", "renew_by"}
    )
    keys: ClassVar[frozenset[str]] = frozenset({"token", "app_secret", "verify_token"})
    webhooks: ClassVar[bool] = True

    def verify(self, delivery: Delivery, keys: Mapping[str, str]) -> Verdict:
        """Meta's handshake, or its signature; an app with Instagram Login has a secret of its own."""
        return verified(delivery, keys)

    def parse(self, body: bytes, about: str, place: Place, now: datetime) -> Parsed:
        """Comments, however the account logs in."""
        del about
        us = us_of(place)
        found: list[Change | Unparsed] = []
        for entry in entries(body, "instagram", us.number):
            if isinstance(entry, Unparsed):
                found.append(entry)
                continue
            told = entry.get("changes", [entry] if "field" in entry else [])
            if not isinstance(told, list):
                found.append(Unparsed(code="no_changes", raw=entry))
                continue
            for one in told:
                if not isinstance(one, Mapping):
                    found.append(Unparsed(code="not_an_object", raw=one))
                elif one.get("field") == "comments":
                    value = one.get("value")
                    values = value if isinstance(value, list) else [value]
                    found += [from_webhook(each, entry, us, now) for each in values]
        return _parsed(found)

    def poll(self, ask: Ask, place: Place, cursor: Mapping[str, Any] | None, now: datetime) -> Page:
        """One request: posts with how many comments each has, or comments of one where that is another."""
        state = dict(cursor or {})
        us, host = us_of(place), host_of(place)
        ends_at = None
        if not goes_on(state, now) and _begin(state, place, now):
            ends_at = _token_end(ask, place)
        border = instant(state["border"]) or now
        found: list[Change | Unparsed] = []
        if state["queue"] and state["listed"]:
            (path, on, link), *rest = state["queue"]
            paging = {"after": on} if on else {}
            expanded = "" if path.endswith("/replies") else f",replies.limit({AT_ONCE}){{{COMMENT}}}"
            answer = graph(
                ask, place, path, host=host, fields=COMMENT + expanded, limit=str(AT_ONCE), **paging
            )
            found, more = _comments(answer, us, link, border, now)
            following = after(answer)
            state["queue"] = ([[path, following, link]] if following else []) + more + rest
        else:
            paging = {"after": state["after"]} if state.get("after") else {}
            answer = graph(
                ask,
                place,
                f"{place.setting('account')}/media",
                host=host,
                fields=MEDIA,
                limit=str(AT_ONCE),
                **paging,
            )
            found = _posts(answer, state, border, now)
        parsed = _parsed(found)
        written = [one.at for one in parsed.changes if one.act is Act.ADDED]
        finish(state, written, now)
        return Page(
            changes=parsed.changes,
            cursor=state,
            more=bool(state["queue"] or state["after"]),
            unparsed=parsed.unparsed,
            token_ends_at=ends_at,
        )

    def recheck(self, ask: Ask, place: Place, known: Sequence[Known], now: datetime) -> Sequence[Change]:
        """What nobody finds is gone, if the token sees what there surely is."""
        known = [one for one in known if ID.match(one.id)]  # not what somebody typed in by hand
        if not known:
            return ()
        us = us_of(place)
        paths = [canary(place)]
        paths += [path_of(one.id, fields=COMMENT) for one in known]
        answers = several(ask, place, paths, host=host_of(place))
        judged_graph(answers[0])
        found: list[Change] = []
        for one, answer in zip(known, answers[1:], strict=True):
            if is_gone(answer):
                if not one.gone:
                    found.append(Change(act=Act.REMOVED, id=one.id, at=now, seen_at=now, out=one.out))
                continue
            said = from_comment(judged_graph(answer), us, one.url, now)
            shown = [change for change in said if isinstance(change, Change)]
            hidden = any(change.act is Act.HIDDEN for change in shown)
            edited = any(change.text not in {None, one.text} for change in shown)
            if hidden is not one.gone or (edited and not hidden):
                found += shown
        return found

    def health(self, ask: Ask, place: Place, now: datetime) -> Health:
        """The account's name, the token's end, and what it may."""
        del now
        about = graph(ask, place, place.setting("account"), host=host_of(place), fields="username")
        name = text_of(about, "username") or ""
        if host_of(place) == INSTAGRAM:
            end = _stated_end(place)
            return Health(name=name, token_ends_at=end, lacking=() if end else ("renew_by",))
        ends_at, lacking = token_end(ask, place, PERMISSIONS)
        return Health(name=name, token_ends_at=ends_at, lacking=lacking)


def _begin(state: dict[str, Any], place: Place, now: datetime) -> bool:
    """How far back this reading goes; whether it goes through old posts too."""
    newest = instant(state.get("newest")) or place.account.watch_from
    swept = instant(state.get("swept"))
    far = swept is None or now - swept >= SWEEP_EVERY
    border = min(newest, swept or newest) if far else newest
    state |= {
        "newest": newest.isoformat(),
        "reached": newest.isoformat(),
        "border": (border - OVERLAP).isoformat(),
        "far": far,
        "began": now.isoformat(),
        "listed": False,
        "after": None,
        "queue": [[path, None, link] for path, _, link in state.get("queue") or []],  # from their beginning
        "counts": state.get("counts", {}),
    }
    return far


def _posts(
    answer: Mapping[str, Any], state: dict[str, Any], border: datetime, now: datetime
) -> list[Change | Unparsed]:
    """Posts; those with another number of comments than last time are to be read."""
    found: list[Change | Unparsed] = []
    counts, far = dict(state["counts"]), state["far"]
    oldest = now
    posts = answer.get("data")
    for post in posts if isinstance(posts, list) else []:
        number, count = text_of(post, "id"), at(post, "comments_count")
        said = from_media(post, now)
        if isinstance(said, Unparsed) or number is None:
            found.append(said)
            continue
        oldest = min(oldest, said.at)
        if said.at >= border:
            found.append(said)
        again = far and said.at >= now - RECENT  # one that came and one that went leave the number as it was
        if count and (counts.get(number) != count or again):
            state["queue"].append([f"{number}/comments", None, said.url])
        counts[number] = count if isinstance(count, int) else 0
    state["counts"] = counts
    state["listed"] = True
    state["after"] = after(answer) if far and oldest >= now - SWEEP else None
    return found


def _comments(
    answer: Mapping[str, Any], us: Us, link: str | None, border: datetime, now: datetime
) -> tuple[list[Change | Unparsed], list[list[str | None]]]:
    """Comments with their replies; which of them have more replies, and from where."""
    found: list[Change | Unparsed] = []
    more: list[list[str | None]] = []
    comments = answer.get("data")
    for comment in comments if isinstance(comments, list) else []:
        replies = at(comment, "replies", "data")
        for one in [comment, *(replies if isinstance(replies, list) else [])]:
            written_at = instant(at(one, "timestamp"))
            if written_at is None or written_at >= border:
                top = text_of(comment, "id") if one is not comment else None
                found += from_comment(one, us, link, now, under=top)
        if after(at(comment, "replies")):
            more.append([f"{text_of(comment, 'id')}/replies", after(at(comment, "replies")), link])
    return found, more


def _token_end(ask: Ask, place: Place) -> datetime | None:
    if host_of(place) == INSTAGRAM:
        return _stated_end(place)
    with suppress(FetchFailed):  # nobody says; whether the token is taken shows when something is asked
        return token_end(ask, place, ())[0]
    return None


def _stated_end(place: Place) -> datetime | None:
    """With Instagram Login nobody can be asked when a token ends: whoever made it wrote it down."""
    return instant(place.settings.get("renew_by"), naive_is_utc=True)


def _parsed(found: Sequence[Change | Unparsed]) -> Parsed:
    return Parsed(
        changes=tuple(one for one in found if isinstance(one, Change)),
        unparsed=tuple(one for one in found if isinstance(one, Unparsed)),
    )
