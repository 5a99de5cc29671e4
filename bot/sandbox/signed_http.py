"""Deliveries by HTTP, signed as Slack signs them, in the bodies Slack sends."""

import hashlib
import hmac
import json
import time
from urllib.parse import urlencode

import httpx

from bot.sandbox.identities import Json
from bot.sandbox.socket_mode import Answer


def signature(secret: str, timestamp: str, body: str) -> str:
    """`X-Slack-Signature` of a body at a time (the machine's, in seconds: receivers check its age)."""
    digest = hmac.new(secret.encode(), f"v0:{timestamp}:{body}".encode(), hashlib.sha256).hexdigest()
    return f"v0={digest}"


def encoded(kind: str, payload: Json) -> tuple[str, str]:
    """The body and its content type: JSON for events, a form for commands, a form field for interactions."""
    if kind == "events_api":
        return json.dumps(payload), "application/json"
    fields = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
    return urlencode(fields), "application/x-www-form-urlencoded"


class SignedHttp:
    """Posts deliveries to the app's request URL."""

    def __init__(self, secret: str) -> None:
        self._secret = secret
        self._client: httpx.AsyncClient | None = None

    async def send(
        self, url: str, kind: str, payload: Json, *, seconds: float, attempt: int, reason: str
    ) -> Answer:
        """Post one delivery and wait for 200; any other answer is a failed delivery."""
        body, content_type = encoded(kind, payload)
        timestamp = str(int(time.time()))
        headers = {
            "Content-Type": content_type,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature(self._secret, timestamp, body),
        }
        if attempt:
            headers |= {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": reason}
        if self._client is None:
            # No connection is kept: the app may be killed and started again between two deliveries.
            self._client = httpx.AsyncClient(
                trust_env=False, limits=httpx.Limits(max_keepalive_connections=0)
            )
        try:
            response = await self._client.post(url, content=body, headers=headers, timeout=seconds)
        except httpx.TimeoutException:
            return Answer(failure="timeout")
        except httpx.TransportError:
            return Answer(failure="no_app")
        if response.status_code != 200:
            return Answer(failure="dispatch_failed")
        return Answer(body=_body(response))

    async def close(self) -> None:
        """Let go of the client."""
        if self._client is not None:
            await self._client.aclose()


def _body(response: httpx.Response) -> Json | str | None:
    if not response.text.strip():
        return None
    if "json" in response.headers.get("content-type", ""):
        found = response.json()
        return found if isinstance(found, dict) else None
    return response.text
