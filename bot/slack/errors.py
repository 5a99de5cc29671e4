"""What a failed call to Slack means for the outbox: refused, wait, or nobody can tell.

Only a definite refusal may be sent again without looking: everything else is `Unclear`, and `find` decides.
Sources: https://docs.slack.dev/reference/methods/chat.postMessage (errors), slack_sdk's own behaviour.
"""

import re
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from http.client import HTTPException
from urllib.error import URLError

from slack_sdk.errors import SlackApiError, SlackClientError

from scheduler.port import SendError, Unclear

NEVER = frozenset(
    {
        "cannot_dm_bot",
        "channel_not_found",
        "is_archived",
        "message_not_found",
        "not_in_channel",
        "restricted_action",
        "restricted_action_read_only_channel",
        "restricted_action_thread_only_channel",
        "user_disabled",
        "user_is_bot",
        "user_is_restricted",
        "user_not_found",
        "user_not_visible",
        "users_not_found",
        "cant_update_message",
        "edit_window_closed",
        "no_channel",
        "no_operator_channel",
        "no_chat_id",
    }
)
"""Refusals that will be the same tomorrow: somebody else must be told instead."""

PERHAPS_DONE = frozenset({"fatal_error", "internal_error", "service_unavailable"})
"""Slack says of these that the work may have been done before the error was raised."""

DEAD_TOKEN = frozenset(
    {"account_inactive", "invalid_auth", "not_authed", "token_expired", "token_revoked", "no_permission"}
)
"""The whole workspace is out of reach until somebody mends the token."""

SHAPE = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long"})
"""Slack took offence at how the message looks: what it says can still be said plainly."""

_CODE = re.compile(r"[a-z][a-z0-9_]{1,60}")

RETRY_UNTOLD = timedelta(seconds=30)


@contextmanager
def judged() -> Iterator[None]:
    """Turn whatever a call to Slack raises into `SendError` or `Unclear`."""
    try:
        yield
    except SlackApiError as error:
        raise of_response(error) from error
    except URLError as error:
        raise of_reason(error) from error
    except SlackClientError as error:
        raise Unclear(type(error).__name__) from error
    except (OSError, HTTPException, ValueError) as error:
        # A dropped connection, a cut-off or undecodable answer: it may have been taken.
        raise Unclear(type(error).__name__) from error


def of_response(error: SlackApiError) -> SendError | Unclear:
    """What an answer from Slack means."""
    status, headers, code = facts(error)
    if status == 429 or code in {"ratelimited", "rate_limited", "message_limit_exceeded"}:
        return SendError("ratelimited", retry_after=_retry_after(headers))
    if 400 <= status < 500 and not code:
        return SendError(f"status_{status}")  # not Slack's: a proxy that let nothing through
    if status >= 500 or code in PERHAPS_DONE or not code:
        return Unclear(code or f"status_{status}")
    return SendError(code, permanent=code in NEVER)


def facts(error: SlackApiError) -> tuple[int, Mapping[str, str], str]:
    """Status, headers and Slack's error code; the code is empty when the answer was not Slack's JSON."""
    response = error.response
    status = int(getattr(response, "status_code", None) or 0)
    headers = getattr(response, "headers", None) or {}
    body = getattr(response, "data", response)
    code = body.get("error") if isinstance(body, Mapping) else None
    # slack_sdk puts a sentence with the body in place of the code when the answer was not JSON.
    return status, headers, code if isinstance(code, str) and _CODE.fullmatch(code) else ""


def code_of(error: SlackApiError) -> str:
    """Slack's own word for the error."""
    return facts(error)[2]


def of_reason(error: URLError) -> SendError | Unclear:
    """A call that got no answer: certainly not sent only when no connection was ever made."""
    if isinstance(error.reason, (ConnectionRefusedError, socket.gaierror, ssl.SSLCertVerificationError)):
        return SendError("unreachable", retry_after=RETRY_UNTOLD)
    return Unclear(type(error.reason).__name__)


def _retry_after(headers: Mapping[str, str]) -> timedelta:
    value = headers.get("Retry-After") or headers.get("retry-after") or ""
    try:
        return timedelta(seconds=max(float(value), 1.0))
    except ValueError:
        return RETRY_UNTOLD
