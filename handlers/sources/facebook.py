"""Facebook Pages: the Page's `feed` webhook, and the Graph API, which suffices alone.

Shapes: developers.facebook.com/docs/graph-api/webhooks/reference/page (feed), and under
/docs/graph-api/reference: page/feed, comment, object/comments. Replies are two levels deep: one to a reply
has the topmost comment as its parent, so that nobody says exactly what an own reply answers.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
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
from handlers.sources.facebook_acting import ActingOnFacebook, canary
from handlers.sources.facebook_records import COMMENT, ID, POST, from_comment, from_post, from_webhook
from handlers.sources.fields import at, instant, text_of
from handlers.sources.graph import (
    MOST_AT_ONCE,
    after,
    batched,
    entries,
    finish,
    goes_on,
    graph,
    is_gone,
    judged_graph,
    path_of,
    seconds,
    token_end,
    verified,
)

PERMISSIONS = (
    "pages_show_list",
    "pages_manage_metadata",
    "pages_read_engagement",
    "pages_read_user_content",
)
WRITES = ("pages_manage_engagement",)
"""What is needed besides where something is done from chat."""
OVERLAP = timedelta(days=1)
RECENT = timedelta(days=14)
"""Every poll reads the comments on posts that are no older."""
SWEEP, SWEEP_EVERY = timedelta(days=400), timedelta(hours=6)
"""Now and then so far back: `since` goes by the post, and old posts are commented on too."""
POSTS_AT_ONCE, COMMENTS_WITH_EACH, COMMENTS_AT_ONCE = 25, 25, 100
NEWEST_FIRST = "filter(stream).order(reverse_chronological)"


class Facebook(ActingOnFacebook):
    """A Page's comments, replies and posts."""

    kind: ClassVar[str] = "facebook"
    every: ClassVar[timedelta] = timedelta(minutes=15)
    recheck_every: ClassVar[timedelta | None] = timedelta(minutes=30)
    recheck_at_once: ClassVar[int] = MOST_AT_ONCE - 1
    settings: ClassVar[frozenset[str]] = frozenset({"page", "app_id", "version"})
    keys: ClassVar[frozenset[str]] = frozenset({"token", "app_secret", "verify_token"})
    webhooks: ClassVar[bool] = True

    def verify(self, delivery: Delivery, keys: Mapping[str, str]) -> Verdict:
        """Meta's handshake, or its signature."""
        return verified(delivery, keys)

    def parse(self, body: bytes, about: str, place: Place, now: datetime) -> Parsed:
        """Comments and posts of the field `feed`; reactions and the like are none."""
        del about
        page = place.settings.get("page", "")
        changes: list[Change] = []
        unparsed: list[Unparsed] = []
        for entry in entries(body, "page", page):
            if isinstance(entry, Unparsed):
                unparsed.append(entry)
                continue
            told = entry.get("changes", [])
            if not isinstance(told, list):
                unparsed.append(Unparsed(code="no_changes", raw=entry))
                continue
            for one in told:
                if not isinstance(one, Mapping):
                    unparsed.append(Unparsed(code="not_an_object", raw=one))
                elif one.get("field") == "feed":
                    found = from_webhook(one.get("value"), entry, page, now)
                    changes += [change for change in found if isinstance(change, Change)]
                    unparsed += [bad for bad in found if isinstance(bad, Unparsed)]
        return Parsed(changes=tuple(changes), unparsed=tuple(unparsed))

    def poll(self, ask: Ask, place: Place, cursor: Mapping[str, Any] | None, now: datetime) -> Page:
        """One request: a page of posts with their newest comments, or more comments on one of them."""
        state = dict(cursor or {})
        ends_at = None
        if not goes_on(state, now) and _begin(state, place, now):
            with suppress(FetchFailed):  # nobody says; whether the token is taken shows below
                ends_at, _ = token_end(ask, place, ())
        page = place.setting("page")
        read = _Read(page=page, border=instant(state["border"]) or now, now=now)
        if state.get("queue"):
            (post, on), *rest = state["queue"]
            answer = graph(
                ask,
                place,
                f"{post}/comments",
                fields=COMMENT,
                filter="stream",
                order="reverse_chronological",
                limit=str(COMMENTS_AT_ONCE),
                after=on,
            )
            on = read.comments(answer, post)
            state["queue"] = ([[post, on]] if on else []) + rest
        else:
            fields = f"{POST},comments.limit({COMMENTS_WITH_EACH}).{NEWEST_FIRST}{{{COMMENT}}}"
            paging = {"after": state["after"]} if state.get("after") else {}
            answer = graph(
                ask,
                place,
                f"{page}/feed",
                fields=fields,
                since=state["since"],
                limit=str(POSTS_AT_ONCE),
                **paging,
            )
            state["queue"], state["after"] = read.posts(answer), after(answer)
        changes = tuple(one for one in read.found if isinstance(one, Change))
        written = [one.at for one in changes if one.act is Act.ADDED]
        finish(state, written, now)
        return Page(
            changes=changes,
            cursor=state,
            more=bool(state["queue"] or state["after"]),
            unparsed=tuple(one for one in read.found if isinstance(one, Unparsed)),
            token_ends_at=ends_at,
        )

    def recheck(self, ask: Ask, place: Place, known: Sequence[Known], now: datetime) -> Sequence[Change]:
        """One request for all of them; what nobody finds is gone, if the token sees what there surely is."""
        known = [one for one in known if ID.match(one.id)]  # not what somebody typed in by hand
        if not known:
            return ()
        page = place.setting("page")
        paths = [canary(page)]
        paths += [path_of(one.id, fields=POST if _is_post(one.id, page) else COMMENT) for one in known]
        answers = batched(ask, place, paths)
        judged_graph(answers[0])
        found: list[Change] = []
        for one, answer in zip(known, answers[1:], strict=True):
            if is_gone(answer):
                if not one.gone:
                    found.append(Change(act=Act.REMOVED, id=one.id, at=now, seen_at=now, out=one.out))
                continue
            record = judged_graph(answer)
            if _is_post(one.id, page):
                said = from_post(record, page, now)
            else:
                said = from_comment(record, None, page, now)
            shown = [change for change in said if isinstance(change, Change)]
            hidden = any(change.act is Act.HIDDEN for change in shown)
            if hidden is not one.gone or any(
                change.text not in {None, one.text} for change in shown if not hidden
            ):
                found += shown
        return found

    def health(self, ask: Ask, place: Place, now: datetime) -> Health:
        """The Page's name, the token's end, and whether the webhook reaches us at all."""
        del now
        page = place.setting("page")
        name = text_of(graph(ask, place, page, fields="name"), "name")
        wanted = (*PERMISSIONS, *WRITES) if place.account.acts else PERMISSIONS
        ends_at, lacking = token_end(ask, place, wanted)
        if place.keys.get("app_secret"):
            apps = at(graph(ask, place, f"{page}/subscribed_apps"), "data")
            fields = [at(app, "subscribed_fields") or () for app in (apps if isinstance(apps, list) else [])]
            if not any("feed" in one for one in fields):
                lacking += ("subscribed_apps:feed",)
        return Health(name=name or "", token_ends_at=ends_at, lacking=lacking)


def _begin(state: dict[str, Any], place: Place, now: datetime) -> bool:
    """How far back this reading goes: by posts, and by comments; whether it goes far."""
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
        "since": seconds(now - (SWEEP if far else RECENT)),
        "after": None,
        "queue": [],
    }
    return far


@dataclass
class _Read:
    """What an answer says, so far back."""

    page: str
    border: datetime
    now: datetime
    found: list[Change | Unparsed] = field(default_factory=list)

    def posts(self, answer: Mapping[str, Any]) -> list[list[str]]:
        """A page of posts with their newest comments; the posts of which there is more, and from where."""
        queue = []
        posts = answer.get("data")
        for post in posts if isinstance(posts, list) else []:
            said = from_post(post, self.page, self.now)
            self.found += [one for one in said if isinstance(one, Unparsed) or one.at >= self.border]
            number = text_of(post, "id")
            on = self.comments(at(post, "comments"), number) if number else None
            if number and on:
                queue.append([number, on])
        return queue

    def comments(self, answer: Any, post: str) -> str | None:
        """Comments, newest first, down to the border; from where there are more this side of it."""
        comments = at(answer, "data")
        oldest = self.now
        for comment in comments if isinstance(comments, list) else []:
            written_at = instant(at(comment, "created_time")) or self.now
            oldest = min(oldest, written_at)
            if written_at >= self.border:
                self.found += from_comment(comment, post, self.page, self.now)
        return after(answer) if comments and oldest >= self.border else None


def _is_post(number: str, page: str) -> bool:
    return number.startswith(f"{page}_")
