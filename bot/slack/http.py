"""HTTP mode: Slack's signed requests, judged, read and handed to Bolt just as Socket Mode hands them.

Bolt's own reading is not used: it answers 500 to headers that it cannot judge and to broken JSON (before it
has looked at the signature), and loses a slash command whose text has the word "payload" in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from slack_bolt import App, BoltRequest
from slack_sdk.signature import SignatureVerifier

from bot.chat.storable import json_in
from bot.slack.shapes import checked
from handlers.intake_row import storable

MOST_BYTES = 1024 * 1024
"""Slack's own payloads are far smaller."""
_MOST_DIGITS = 12


@dataclass(frozen=True, kw_only=True)
class HttpAnswer:
    """What goes back."""

    status: int
    body: str = ""
    content_type: str = "text/plain; charset=utf-8"


class SignedRequests:
    """Takes what Slack signed with this app's secret, nothing else."""

    def __init__(self, app: App, signing_secret: str) -> None:
        if not signing_secret:
            raise ValueError("an empty signing secret would let anybody in")
        self._app = app
        self._verifier = SignatureVerifier(signing_secret)

    def __call__(self, body: bytes, headers: Mapping[str, str]) -> HttpAnswer:
        """The answer to one request: 401 for what Slack did not sign (or signed five minutes ago)."""
        try:
            if not self._signed(body, headers):
                return HttpAnswer(status=401)
            payload = read(body, headers.get("content-type", ""))
            heard = checked(payload)
        except (ValueError, RecursionError):
            return HttpAnswer(status=400)
        if payload.get("type") == "url_verification":
            return HttpAnswer(status=200, body=str(payload.get("challenge", "")))
        if payload.get("ssl_check"):
            return HttpAnswer(status=200)
        if not heard:
            return HttpAnswer(status=404)
        answer = self._app.dispatch(BoltRequest(mode="socket_mode", body=payload))
        kind = answer.first_headers().get("content-type", HttpAnswer.content_type)
        return HttpAnswer(status=answer.status, body=answer.body or "", content_type=kind)

    def _signed(self, body: bytes, headers: Mapping[str, str]) -> bool:
        """Slack signed it. Raises ValueError for a body that is not UTF-8, which Slack never sends."""
        timestamp = headers.get("x-slack-request-timestamp", "")
        signature = headers.get("x-slack-signature", "")
        return _judgeable(timestamp, signature) and self._verifier.is_valid(body, timestamp, signature)


def _judgeable(timestamp: str, signature: str) -> bool:
    """`int()` would also take "1_0" and digits of other scripts, and `hmac` refuses what is not ASCII."""
    digits = timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= _MOST_DIGITS
    return digits and signature.isascii()


def read(body: bytes, content_type: str) -> dict[str, Any]:
    """The payload: events are JSON, commands a form, everything else JSON in a form's field."""
    text = body.decode("utf-8")
    if content_type.partition(";")[0].strip().lower() == "application/json":
        payload = json_in(text)
    else:
        form = {name: storable(value) for name, value in parse_qsl(text, keep_blank_values=True)}
        payload = json_in(form["payload"]) if "payload" in form and "command" not in form else form
    if not isinstance(payload, dict):
        raise ValueError("not a payload")  # noqa: TRY004 - bad input, not a bad call
    return payload
