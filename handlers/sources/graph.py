"""Meta's Graph API, as Facebook and Instagram share it: the handshake, signatures, batches, errors, tokens.

Shapes: developers.facebook.com/docs/graph-api/webhooks/getting-started (handshake, X-Hub-Signature-256),
/docs/graph-api/batch-requests, /docs/graph-api/guides/error-handling, /docs/graph-api/overview/rate-limiting,
/docs/graph-api/securing-requests (appsecret_proof), /docs/graph-api/reference/debug_token, and for writing
/docs/pages/publishing.
"""

import hmac
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, urlencode

from handlers.sources.base import (
    Accepted,
    Answer,
    Answered,
    Ask,
    AuthFailed,
    Delivery,
    FetchFailed,
    NotDone,
    Place,
    Question,
    RateLimited,
    Refused,
    Unparsed,
    Verdict,
)
from handlers.sources.fields import at, instant, text_of

FACEBOOK, INSTAGRAM = "https://graph.facebook.com", "https://graph.instagram.com"
VERSION = "v25.0"
CURSOR_LASTS = timedelta(minutes=45)
MOST_AT_ONCE = 50
"""Questions in a batch."""
LONGEST_CHALLENGE = 200
TOKEN = frozenset({102, 190})
"""The token has ended, or was taken back."""
LACKING = frozenset({3, 10, *range(200, 300)})
"""A permission was never given, or was taken back."""
TOO_MUCH = frozenset({4, 17, 32, 341, 368, 613, *range(80_000, 80_015)})
PASSING = frozenset({1, 2})
"""Meta's own fault, which passes: nobody knows what was done."""
SAME_AGAIN = 506
"""The same words once more: they may be there already."""
GONE, NO_SUCH = 100, 33
"""Code and subcode of an id that there is not; also of one that the token may not see."""
ALIAS_GONE = 803


def verified(delivery: Delivery, keys: Mapping[str, str]) -> Verdict:
    """Meta's handshake, or a delivery signed with the app's secret over the raw bytes."""
    if delivery.method == "GET":
        return _shaken(delivery.query, keys)
    secret = keys.get("app_secret")
    scheme, _, stated = delivery.headers.get("x-hub-signature-256", "").partition("=")
    if not secret or scheme != "sha256":
        return Refused()
    expected = hmac.digest(secret.encode(), delivery.body, "sha256").hex()
    return Accepted() if hmac.compare_digest(expected.encode(), stated.encode()) else Refused()


def _shaken(query: Mapping[str, str], keys: Mapping[str, str]) -> Verdict:
    token, stated = keys.get("verify_token"), query.get("hub.verify_token", "")
    challenge = query.get("hub.challenge", "")
    known = bool(token) and hmac.compare_digest((token or "").encode(), stated.encode())
    if query.get("hub.mode") != "subscribe" or not known or not 0 < len(challenge) <= LONGEST_CHALLENGE:
        return Refused(status=403)
    return Answered(body=challenge.encode())


def entries(body: bytes, kind: str, account_id: str) -> Iterator[Mapping[str, Any] | Unparsed]:
    """What a delivery says of this account. Raises ValueError for what is no delivery about `kind`."""
    payload = _payload(body)
    if isinstance(payload, list) and len(payload) == 1:
        payload = payload[0]  # Meta's own examples show it both ways
    if at(payload, "object") != kind:
        raise ValueError("another_object")
    found = at(payload, "entry")
    if not isinstance(found, list):
        raise ValueError("no_entries")  # noqa: TRY004 - what was sent is no delivery
    for entry in found:
        if not isinstance(entry, Mapping):
            yield Unparsed(code="not_an_object", raw=entry)
        elif text_of(entry, "id") is None:
            yield Unparsed(code="no_account", raw=entry)
        elif text_of(entry, "id") == account_id:
            yield entry


@lru_cache(maxsize=1)
def _payload(body: bytes) -> Any:
    """Read once for all accounts that a batch may tell of, one after the other; nobody changes it."""
    try:
        return json.loads(body)
    except RecursionError as error:
        raise ValueError("too_deep") from error


def sent_at(entry: Mapping[str, Any], now: datetime) -> datetime:
    """When Meta sent it: what happened, happened no later. Seconds; some products say milliseconds."""
    stated = entry.get("time")
    if isinstance(stated, int | float) and not isinstance(stated, bool) and stated > 100_000_000_000:
        stated /= 1000
    found = instant(stated)
    return now if found is None else min(found, now)


def graph(ask: Ask, place: Place, path: str, *, host: str = FACEBOOK, **params: str) -> Mapping[str, Any]:
    """What the Graph API says of a node or an edge. Raises as `judged_graph` does."""
    return judged_graph(ask(_question(place, path, host, params)))


def batched(ask: Ask, place: Place, paths: Sequence[str], *, token: str | None = None) -> list[Answer]:
    """Up to fifty questions in one request, each answered by itself; graph.facebook.com only.

    A question may hold a secret: it travels in the form, not in an address that is logged.
    """
    own = token is None
    asked = [{"method": "GET", "relative_url": path} for path in paths]
    form = {
        "access_token": token or place.key("token"),
        "include_headers": "false",
        "batch": json.dumps(asked),
        **(_proof(place) if own else {}),
    }
    answer = ask(Question(url=_base(place, FACEBOOK), method="POST", form=form))
    if not 200 <= answer.status < 300:
        judged_graph(answer)
    found = answer.json()
    if not isinstance(found, list) or len(found) != len(paths):
        judged_graph(answer)
        raise FetchFailed("not_a_batch")
    return [_one(part) for part in found]


def several(ask: Ask, place: Place, paths: Sequence[str], *, host: str) -> list[Answer]:
    """The same wherever the account logs in: graph.instagram.com knows no batches and is asked one by one."""
    if host == FACEBOOK:
        return batched(ask, place, paths)
    return [ask(_question(place, path, host, {})) for path in paths]


def _one(part: Any) -> Answer:
    """A part of a batch; none: the whole took too long, and this one was not done."""
    status, body = at(part, "code"), text_of(part, "body")
    if not isinstance(status, int) or body is None:
        raise FetchFailed("batch_not_done")
    return Answer(status=status, body=body.encode())


def path_of(path: str, **params: str) -> str:
    """A question of a batch."""
    return f"{path}?{urlencode(params)}"


def is_gone(answer: Answer) -> bool:
    """Whether there is no such id any more; or the token may not see it, so see first that it sees others."""
    if answer.status < 400:
        return False
    error = at(_said(answer), "error")
    code = at(error, "code")
    return bool(code == ALIAS_GONE or (code == GONE and at(error, "error_subcode") == NO_SUCH))


def judged_graph(answer: Answer) -> Mapping[str, Any]:
    """The answer's object. Raises AuthFailed, RateLimited, NotDone, FetchFailed by Meta's code: `graph_190`.

    NotDone only where Meta has understood and says no; `graph_gone` where there is no such id.
    """
    said = _said(answer)
    error = at(said, "error")
    if error is None and 200 <= answer.status < 300:
        return answer.record()
    code = at(error, "code")
    if not isinstance(code, int) or isinstance(code, bool):
        if answer.status in {401, 403}:
            raise AuthFailed(f"http_{answer.status}")
        if answer.status == 429:
            raise RateLimited("http_429", retry_after=answer.retry_after)
        raise FetchFailed(f"http_{answer.status}", retry_after=answer.retry_after)
    word = f"graph_{code}"
    if code in TOKEN or code in LACKING:
        raise AuthFailed(word)
    if code in TOO_MUCH:
        raise RateLimited(word, retry_after=_regained(answer) or answer.retry_after)
    if is_gone(answer):
        raise NotDone("graph_gone")
    if code in PASSING or code == SAME_AGAIN or at(error, "is_transient") is True or answer.status >= 500:
        raise FetchFailed(word, retry_after=answer.retry_after)
    raise NotDone(word)


def write(
    ask: Ask, place: Place, path: str, *, host: str = FACEBOOK, method: str = "POST", **form: str
) -> Mapping[str, Any]:
    """Change something; what was written travels in the form. Raises as `judged_graph` does."""
    return _done(ask(_writing(place, path, host, method, form)))


def delete(ask: Ask, place: Place, path: str, *, host: str = FACEBOOK, canary: str) -> None:
    """Remove it; gone already is well, if the token sees what there surely is (`canary`). Raises the same."""
    answer = ask(_writing(place, path, host, "DELETE", {}))
    if is_gone(answer):
        graph(ask, place, canary, host=host)
        return
    _done(answer)


def _done(answer: Answer) -> Mapping[str, Any]:
    said = judged_graph(answer)
    if said.get("success") is False:
        raise NotDone("graph_no")
    return said


def _writing(place: Place, path: str, host: str, method: str, form: Mapping[str, str]) -> Question:
    return Question(
        url=f"{_base(place, host)}/{path}",
        method=method,
        params={} if form else _proof(place),
        headers={"Authorization": f"Bearer {place.key('token')}"},
        form={**form, **_proof(place)} if form else None,
    )


def token_end(ask: Ask, place: Place, permissions: Sequence[str]) -> tuple[datetime | None, tuple[str, ...]]:
    """When the token ends (none: never, or nobody says), and which of these permissions it lacks.

    Only an app may ask this about its tokens: without `app_id` and `app_secret` nobody says. Data access ends
    by itself 90 days after somebody last agreed: then nothing is seen, with a valid token.
    """
    app, secret = place.settings.get("app_id"), place.keys.get("app_secret")
    if not app or not secret:
        return None, ()
    path = path_of("debug_token", input_token=place.key("token"))
    data = at(judged_graph(batched(ask, place, [path], token=f"{app}|{secret}")[0]), "data")
    if at(data, "is_valid") is False:
        raise AuthFailed("graph_190")
    ends = [instant(at(data, name)) for name in ("expires_at", "data_access_expires_at")]
    known = [end for end in ends if end is not None and end.timestamp() > 0]
    scopes = at(data, "scopes")
    lacking = [one for one in permissions if one not in scopes] if isinstance(scopes, list) else []
    return min(known, default=None), tuple(lacking)


def _question(place: Place, path: str, host: str, params: Mapping[str, str]) -> Question:
    path, _, query = path.partition("?")
    return Question(
        url=f"{_base(place, host)}/{path}",
        params={**dict(parse_qsl(query)), **params, **_proof(place)},
        headers={"Authorization": f"Bearer {place.key('token')}"},
    )


def _base(place: Place, host: str) -> str:
    return f"{(place.account.source_url or host).rstrip('/')}/{place.settings.get('version') or VERSION}"


def _proof(place: Place) -> dict[str, str]:
    """An app may demand it; it is no secret without the token."""
    secret = place.keys.get("app_secret")
    if not secret:
        return {}
    return {
        "appsecret_proof": hmac.digest(secret.encode(), place.key("token").encode(), "sha256").hex(),
    }


def _said(answer: Answer) -> Any:
    try:
        return answer.json()
    except FetchFailed:
        return None


def _regained(answer: Answer) -> timedelta | None:
    """When Meta says that it may be asked again: minutes, the longest of all that it counts."""
    try:
        usage = json.loads(answer.headers.get("x-business-use-case-usage", "{}"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(usage, Mapping):
        return None
    counted = [one for rows in usage.values() if isinstance(rows, list) for one in rows]
    minutes = [at(one, "estimated_time_to_regain_access") for one in counted]
    longest = max((one for one in minutes if isinstance(one, int)), default=0)
    return timedelta(minutes=min(longest, 24 * 60)) if longest > 0 else None


def after(answer: Any) -> str | None:
    """Where the next page begins; the address `next` itself holds the token and is not followed."""
    return text_of(answer, "paging", "cursors", "after") if at(answer, "paging", "next") else None


def goes_on(state: Mapping[str, Any], now: datetime) -> bool:
    """Whether a reading has more to read; one that was left for long begins anew: its cursors have ended."""
    asked_at = instant(state.get("asked_at"))
    left = asked_at is None or now - asked_at > CURSOR_LASTS
    return bool(state.get("after") or state.get("queue")) and not left


def finish(state: dict[str, Any], written: Sequence[datetime], now: datetime) -> None:
    """Note how far a page came. Only a reading that came to its end moves where the next one begins."""
    reached = max([instant(state["reached"]) or now, *written])
    state |= {"reached": min(reached, now).isoformat(), "asked_at": now.isoformat()}
    if not state["after"] and not state["queue"]:
        state["newest"] = state["reached"]
        if state["far"]:
            state["swept"] = state["began"]


def seconds(moment: datetime) -> str:
    """Seconds since 1970, as `since` wants it."""
    return str(int(moment.astimezone(UTC).timestamp()))
