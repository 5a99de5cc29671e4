"""Mastodon, and servers that speak as it does: mentions, what is written beneath our posts, our own words.

Shapes: docs.joinmastodon.org/methods/notifications, /methods/statuses, /methods/accounts, /entities/Status,
/api/rate-limits. A reply that leaves our name out notifies nobody: threads beneath our posts are read too.
Messages that only those mentioned can see (`direct`) are letters, not comments: left alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, ClassVar
from urllib.parse import urlencode, urlsplit

from handlers.sources.base import (
    Act,
    Answer,
    Ask,
    Attached,
    Change,
    Deed,
    FetchFailed,
    Health,
    Known,
    Page,
    Place,
    Question,
    RateLimited,
    Source,
    ToPublish,
    Unparsed,
    What,
    judged,
)
from handlers.sources.fields import at, instant, text_of
from handlers.sources.plain import is_alike, plain_text
from handlers.sources.threads import Beneath, due, looks, noted
from handlers.sources.walking import Walked, walk

NOTIFICATIONS, STATUSES = 80, 40
"""The most that is given at once."""
AT_ONCE = 20
"""So many statuses may be asked for by id in one question (since 4.3)."""
THREADS_AT_ONCE = 10
SPARED = 30
"""Of the 300 requests in five minutes so many are left for people who use the same account."""
SCOPES = ("read:accounts", "read:notifications", "read:statuses")
WRITES = ("write:statuses",)
"""What is needed besides where replies go out from chat."""


class Mastodon(Source):
    """An account's mentions and threads."""

    kind: ClassVar[str] = "mastodon"
    every: ClassVar[timedelta] = timedelta(minutes=2)
    recheck_every: ClassVar[timedelta | None] = timedelta(minutes=15)
    keys: ClassVar[frozenset[str]] = frozenset({"token"})
    acts: ClassVar[frozenset[Deed]] = frozenset({Deed.PUBLISH})

    def poll(self, ask: Ask, place: Place, cursor: Mapping[str, Any] | None, now: datetime) -> Page:
        """A page of mentions and one of our own statuses; when both are read, threads beneath our posts."""
        api = _Api(ask, place, now)
        state = dict(cursor or {})
        me = text_of(state, "me") or api.me()
        since = place.account.watch_from
        wanted = {"types[]": "mention", "limit": str(NOTIFICATIONS)}
        mentions = _walked(api, "notifications", wanted, state.get("mentions"), since)
        wanted = {"exclude_reblogs": "true", "limit": str(STATUSES)}
        own = _walked(api, f"accounts/{me}/statuses", wanted, state.get("own"), since)
        found = [_change(at(one, "status"), me, now) for one in mentions.records]
        found += [_change(one, me, now) for one in own.records]
        state |= {"me": me, "mentions": mentions.state, "own": own.state}
        more = mentions.more or own.more
        if not more and looks(state, now):
            threads, state["threads"] = _threads(api, me, state.get("threads"), since)
            found += threads
            state["looked_at"] = now.isoformat()
        return Page(
            changes=tuple(one for one in found if isinstance(one, Change)),
            unparsed=tuple(one for one in found if isinstance(one, Unparsed)),
            cursor=state,
            more=more,
        )

    def recheck(self, ask: Ask, place: Place, known: Sequence[Known], now: datetime) -> Sequence[Change]:
        """Twenty at a time; one more question for each that is not among them."""
        api = _Api(ask, place, now)
        me = api.me()
        seen = {str(one.get("id")): one for one in _several(api, [one.id for one in known])}
        found: list[Change] = []
        for one in known:
            record = seen.get(one.id)
            if record is None:
                answer = api.answer(f"statuses/{one.id}")
                if answer.status in {404, 410}:
                    if not one.gone:
                        found.append(Change(act=Act.REMOVED, id=one.id, at=now, out=one.out))
                    continue
                record = api.good(answer).record()
            change = _change(record, me, now)
            if isinstance(change, Change) and (one.gone or change.text != one.text):
                found.append(change)
        return found

    def health(self, ask: Ask, place: Place, now: datetime) -> Health:
        """Our name there, and which scopes the token lacks (servers since 4.3 tell)."""
        api = _Api(ask, place, now)
        name = text_of(api.get("accounts/verify_credentials").record(), "acct") or ""
        granted = at(api.get("apps/verify_credentials").record(), "scopes")
        if not isinstance(granted, list):
            return Health(name=name)
        wanted = (*SCOPES, *WRITES) if place.account.acts else SCOPES
        had = {str(one) for one in granted}
        lacking = [scope for scope in wanted if not {scope, scope.partition(":")[0]} & had]
        return Health(name=name, lacking=tuple(lacking))

    def publish(self, ask: Ask, place: Place, reply: ToPublish, now: datetime) -> Change:
        """Named first is who asked, or nobody would be notified; seen by as many as the question is.

        Needs the scope `write:statuses`. `Idempotency-Key` holds an hour: the same reply is one status.
        """
        api = _Api(ask, place, now)
        me = api.me()
        asked = api.get(f"statuses/{reply.to.id}").record()
        written = {
            "status": _addressed(asked, reply.text),
            "in_reply_to_id": reply.to.id,
            "visibility": text_of(asked, "visibility") or "public",
        }
        change = _change(api.write("statuses", written, key=reply.key).record(), me, now)
        if not isinstance(change, Change):
            raise FetchFailed("no_id")
        return change

    def published(self, ask: Ask, place: Place, reply: ToPublish, now: datetime) -> Change | None:
        """Among what stands beneath the question."""
        api = _Api(ask, place, now)
        me = api.me()
        asked = api.get(f"statuses/{reply.to.id}").record()
        beneath = at(api.get(f"statuses/{reply.to.id}/context").record(), "descendants")
        for one in beneath if isinstance(beneath, list) else []:
            change = _change(one, me, now)
            if isinstance(change, Change) and change.out and change.parent == reply.to.id:
                words = _bare(change.text or "", asked)
                if is_alike(words, reply.text):
                    return change
        return None


class _Api:
    """Questions to one server; `left`: how many more it would answer now."""

    def __init__(self, ask: Ask, place: Place, now: datetime) -> None:
        there = urlsplit(place.address())
        self._base = f"{there.scheme}://{there.netloc}/api/v1/"
        self._ask, self._now = ask, now
        self._headers = {"Authorization": f"Bearer {place.key('token')}"}
        self.left: int | None = None

    def me(self) -> str:
        """Our own id. Raises FetchFailed("no_account_id")."""
        number = text_of(self.get("accounts/verify_credentials").record(), "id")
        if number is None:
            raise FetchFailed("no_account_id")
        return number

    def get(self, path: str, query: Iterable[tuple[str, str]] = ()) -> Answer:
        """A good answer."""
        return self.good(self.answer(path, query))

    def answer(self, path: str, query: Iterable[tuple[str, str]] = ()) -> Answer:
        """Whatever it answers."""
        said = urlencode([*query])
        url = f"{self._base}{path}?{said}" if said else f"{self._base}{path}"
        answer = self._ask(Question(url=url, headers=self._headers))
        left = answer.headers.get("x-ratelimit-remaining", "")
        self.left = int(left) if left.isdecimal() else self.left
        return answer

    def write(self, path: str, form: Mapping[str, str], *, key: str) -> Answer:
        """Something new; sent twice with one key it is there once."""
        headers = {**self._headers, "Idempotency-Key": key}
        question = Question(url=f"{self._base}{path}", method="POST", headers=headers, form=form)
        return self.good(self._ask(question))

    def good(self, answer: Answer) -> Answer:
        """The answer if it is good; 429 waits until X-RateLimit-Reset, which is a time, not seconds."""
        reset = instant(answer.headers.get("x-ratelimit-reset"))
        if answer.status == 429 and answer.retry_after is None and reset is not None:
            raise RateLimited("http_429", retry_after=max(timedelta(0), reset - self._now))
        return judged(answer)

    @property
    def now(self) -> datetime:
        """When it is asked."""
        return self._now

    @property
    def is_spent(self) -> bool:
        """Whether what can wait must wait."""
        return self.left is not None and self.left < SPARED


def _walked(api: _Api, path: str, query: Mapping[str, str], state: Any, since: datetime) -> Walked:
    """`query` names the most that is given at once as `limit`."""

    def give(where: Mapping[str, str]) -> Sequence[Mapping[str, Any]]:
        return api.get(path, [*query.items(), *where.items()]).records()

    before = state if isinstance(state, Mapping) else {}
    return walk(give, before, since=since, now=api.now, full=int(query["limit"]))


def _threads(
    api: _Api, me: str, read: Any, since: datetime
) -> tuple[list[Change | Unparsed | None], dict[str, list[Any]]]:
    """What stands beneath our newest posts, and which threads were read."""
    query = [("exclude_reblogs", "true"), ("exclude_replies", "true"), ("limit", str(STATUSES))]
    posts = [*_posts(api.get(f"accounts/{me}/statuses", query).records())]
    found: list[Change | Unparsed | None] = []
    done: list[Beneath] = []
    for post in due(posts, read, api.now)[:THREADS_AT_ONCE]:
        if api.is_spent:
            break
        beneath = at(api.get(f"statuses/{post.id}/context").record(), "descendants")
        for one in beneath if isinstance(beneath, list) else []:
            change = _change(one, me, api.now, thread=post.id)
            if not isinstance(change, Change) or (change.written_at or change.at) >= since:
                found.append(change)
        done.append(post)
    return found, noted(posts, read, done, api.now)


def _posts(records: Iterable[Mapping[str, Any]]) -> Iterator[Beneath]:
    for one in records:
        number, written_at = text_of(one, "id"), instant(one.get("created_at"))
        if number is not None and written_at is not None:
            yield Beneath(id=number, written_at=written_at, count=one.get("replies_count"))


def _several(api: _Api, numbers: Sequence[str]) -> Iterator[Mapping[str, Any]]:
    for start in range(0, len(numbers), AT_ONCE):
        some = numbers[start : start + AT_ONCE]
        answer = api.answer("statuses", [("id[]", one) for one in some])
        if answer.status == 404:
            return  # older than 4.3: each by itself
        yield from api.good(answer).records()


def _change(record: Any, me: str, now: datetime, *, thread: str | None = None) -> Change | Unparsed | None:
    """What a status says; none: nothing of ours to keep."""
    number, written_at = text_of(record, "id"), instant(at(record, "created_at"))
    if number is None or written_at is None:
        return Unparsed(code="no_id" if number is None else "no_time", raw=record)
    if at(record, "visibility") == "direct" or at(record, "reblog"):
        return None
    out = text_of(record, "account", "id") == me
    parent = text_of(record, "in_reply_to_id")
    is_post = out and parent is None
    if thread is None and text_of(record, "in_reply_to_account_id") == me:
        thread = parent
    if is_post:
        thread = number
    elif out and thread == parent:
        thread = None  # we go on with our own post: that answers nobody
    edited_at = instant(at(record, "edited_at"))
    return Change(
        act=Act.ADDED if edited_at is None else Act.EDITED,
        what=What.POST if is_post else What.COMMENT,
        id=number,
        at=edited_at or written_at,
        written_at=written_at,
        seen_at=now,
        out=out,
        text=_text(record),
        author=text_of(record, "account", "display_name") or text_of(record, "account", "acct"),
        thread=thread,
        parent=parent,
        url=text_of(record, "url") or text_of(record, "uri"),
        attachments=tuple(_attached(record)),
        raw=record,
    )


def _addressed(asked: Any, text: str) -> str:
    name = text_of(asked, "account", "acct")
    return f"@{name} {text}" if name and f"@{name}" not in text else text


def _bare(text: str, asked: Any) -> str:
    """Without the name that stands first: servers show it with or without where its account lives."""
    name = text_of(asked, "account", "acct") or ""
    shown = [f"@{one}" for one in (name, name.partition("@")[0]) if one]
    return next((text.removeprefix(one) for one in shown if text.startswith(one)), text)


def _text(record: Any) -> str:
    """As the public reads it: the warning first, then what stands behind it."""
    body = plain_text(text_of(record, "content") or "")
    return "\n\n".join(part for part in (text_of(record, "spoiler_text"), body) if part)


def _attached(record: Any) -> Iterator[Attached]:
    files = at(record, "media_attachments")
    for one in files if isinstance(files, list) else []:
        url = text_of(one, "url") or text_of(one, "remote_url")
        if url is not None:
            yield Attached(url=url, name=text_of(one, "description") or "", key=text_of(one, "id") or "")
