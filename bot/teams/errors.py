"""What a failed call to Teams means for the outbox: refused, wait, or nobody can tell.

A send is no idempotent call and takes no key of ours, so only what surely was not done may be done again
without a thought. Microsoft asks bots to retry 412, 429, 502 and 504 alike; of these a gateway's 502 and 504
say nothing of whether the message was taken, so they are `Unclear`, as every 5xx and every cut line.
Sources: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit (what to retry),
.../bots/how-to/conversations/send-proactive-messages (403 of a bot that is blocked or not installed).
"""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from math import isfinite
from typing import Any

import httpx

from scheduler.port import SendError, Unclear

NEVER = frozenset(
    {
        "teams_blocked",
        "teams_not_there",
        "teams_disabled",
        "teams_forbidden",
        "teams_no_conversation",
        "teams_not_trusted",
        "message_not_found",
    }
)
"""Refusals that will be the same tomorrow: somebody else must be told instead."""
DEAD_TOKEN = frozenset({"teams_unauthorized", "teams_not_installed"})
"""All of Teams is out of reach until somebody mends the bot's secret, or installs it."""
SHAPE = frozenset({"teams_too_large", "teams_bad_request"})
"""Teams took offence at how the message looks: what it says can still be said plainly."""

RETRY_UNTOLD = timedelta(seconds=30)
AFTER_TOO_MANY = timedelta(seconds=10)
"""A 429 need not say when to come back."""
LONGEST_WAIT = timedelta(hours=1)
"""Whatever a 429 says: no limit of Teams' looks further back, and a wrong number must not silence us."""

_FORBIDDEN = (
    ("MessageWritesBlocked", "teams_blocked"),
    ("BotDisabledByAdmin", "teams_disabled"),
    ("BotNotInConversationRoster", "teams_not_there"),
    ("ForbiddenOperationException", "teams_not_there"),
)
"""Words in the answer to a 403, which comes in more than one shape, and what we call them."""
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_.]{1,60}")


@contextmanager
def judged() -> Iterator[None]:
    """Turn whatever a call to Teams raises into `SendError` or `Unclear`."""
    try:
        yield
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol) as error:
        # No connection was ever made (refused, unknown host, a certificate that is not theirs): not sent.
        raise SendError("unreachable", retry_after=RETRY_UNTOLD) from error
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, RecursionError) as error:
        raise Unclear(type(error).__name__) from error


def refuse(answer: httpx.Response, *, update: bool = False) -> None:
    """Raise what an answer that is no success means; nothing for a success."""
    if not answer.is_success:
        raise of_response(answer.status_code, answer.headers, body_of(answer), update=update)


def of_response(
    status: int, headers: Mapping[str, str], body: str, *, update: bool = False
) -> SendError | Unclear:
    """What an answer of the service means; `update`: it was about a message that is there already."""
    if status == 408 or status >= 500:
        return Unclear(f"status_{status}")
    if status == 429:
        return SendError("ratelimited", retry_after=retry_after(headers))
    if status == 401:
        return SendError("teams_unauthorized", retry_after=RETRY_UNTOLD)
    if status == 403:
        code = next((ours for theirs, ours in _FORBIDDEN if theirs in body), "teams_forbidden")
        return SendError(code, permanent=True)
    if status == 404:
        gone = update and "ConversationNotFound" not in body
        return SendError("message_not_found" if gone else "teams_no_conversation", permanent=True)
    if status == 413 or "MessageSizeTooBig" in body or "RequestEntityTooLarge" in body:
        return SendError("teams_too_large")
    if status == 400:
        return SendError("teams_bad_request")
    return SendError(f"status_{status}")  # 409, 412: a conflict, nothing was done; and what we do not know


def retry_after(headers: Mapping[str, str]) -> timedelta:
    """How long to stay away, as the answer says: a second at least, an hour at most."""
    try:
        said = float(headers.get("retry-after") or "")
    except ValueError:
        return AFTER_TOO_MANY
    if not isfinite(said):
        return AFTER_TOO_MANY
    return timedelta(seconds=min(max(said, 1.0), LONGEST_WAIT.total_seconds()))


def body_of(answer: httpx.Response) -> str:
    """The beginning of an answer's text, in which its code stands somewhere; the codes are ASCII."""
    return answer.content[:2_000].decode("utf-8", "replace")  # whatever encoding it says it has


def their_code(answer: httpx.Response) -> str:
    """The service's own word for what is wrong, for the log; empty if it has none that can be logged."""
    try:
        said: Any = json.loads(body_of(answer))
        code = said["error"]["code"] if "error" in said else said["errorCode"]
    except (ValueError, TypeError, KeyError):
        return ""
    return str(code) if _CODE.fullmatch(str(code)) or str(code).isdecimal() else ""
