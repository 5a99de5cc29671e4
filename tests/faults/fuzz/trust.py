"""Whom a request comes from, judged apart from the bot's own judges: only these may change anything."""

import hashlib
import hmac
import json
import time
from urllib.parse import parse_qsl, unquote

from tests.faults.doors.house import OTHER_TOKEN, SIGNING, TOKEN
from tests.faults.fuzz.mutations import Request

SECRETS = {"webb": TOKEN, "forum": OTHER_TOKEN}
MOST_AGE = 301


def _mac(secret: str, said: bytes) -> bytes:
    return hmac.new(secret.encode(), said, hashlib.sha256).hexdigest().encode()


def trusted(request: Request) -> bool:
    """Somebody who holds the door's secret made this very body."""
    address = unquote(request.path.partition("?")[0]).lower()
    if address == "/slack/events":
        return _by_slack(request)
    source = address.removeprefix("/intake/")
    return address.startswith("/intake/") and source in SECRETS and _by_source(request, SECRETS[source])


def _all(request: Request, name: str) -> list[bytes]:
    return [value for header, value in request.headers if header.lower() == name]


def _by_source(request: Request, secret: str) -> bool:
    wanted = {
        b"bearer " + secret.encode(),
        b"Bearer " + secret.encode(),
        b"sha256=" + _mac(secret, request.body),
    }
    return bool(wanted & {*_all(request, "authorization"), *_all(request, "x-hub-signature-256")})


def _by_slack(request: Request) -> bool:
    for stamp in _all(request, "x-slack-request-timestamp"):
        fresh = stamp.isdigit() and abs(time.time() - int(stamp)) < MOST_AGE
        right = b"v0=" + _mac(SIGNING, b"v0:" + stamp + b":" + request.body)
        if fresh and right in _all(request, "x-slack-signature"):
            return True
    return False


def person(request: Request) -> str | None:
    """Whom a request from Slack says that it comes from; none: it does not say, or says it oddly."""
    try:
        text = request.body.decode()
        form = dict(parse_qsl(text, keep_blank_values=True))
        payload = form if "command" in form else json.loads(form.get("payload", text))
        found = payload.get("user_id") or (payload.get("user") or payload["event"]["user"])
        return str(found["id"] if isinstance(found, dict) else found)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
