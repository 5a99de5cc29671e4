"""Who may send comments in over HTTP: a source with its own secret, as a token or as a signature.

`?preset=` says whose field names it uses, `?account=` whose comments they are that name no account.
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from handlers.intake_presets import PRESETS, Reading

NO_QUERY: Mapping[str, str] = MappingProxyType({})
Accept = Callable[[str, Any], Mapping[str, Any]]
"""Takes a source's parsed payload in, and says what became of it."""


class IntakeDoor:
    """Judges one request before anything in it is read: 404 unknown source, 401 wrong or missing secret.

    Then 400 for a preset that is none, and for what is no JSON.

    `may_work` false: the machine's clock is known to be wrong. 503, so that the source hands it in again.
    """

    def __init__(
        self, tokens: Mapping[str, str], accept: Accept, *, may_work: Callable[[], bool] = lambda: True
    ) -> None:
        self._tokens = {source: token for source, token in tokens.items() if token}
        self._accept = accept
        self._may_work = may_work

    def __call__(
        self, source: str, body: bytes, headers: Mapping[str, str], query: Mapping[str, str] = NO_QUERY
    ) -> tuple[int, Mapping[str, Any]]:
        """The status and what goes back."""
        token = self._tokens.get(source.lower())
        if token is None:
            return 404, {"error": "unknown_source"}
        if not allowed(token, body, headers):
            return 401, {"error": "unauthorized"}
        if not self._may_work():
            return 503, {"error": "clock"}
        reading = Reading(preset=query.get("preset") or None, account=query.get("account") or None)
        if reading.preset is not None and reading.preset not in PRESETS:
            return 400, {"error": "unknown_preset"}
        try:
            payload = json.loads(body.decode("utf-8"))
        except (ValueError, RecursionError):
            return 400, {"error": "invalid_json"}
        rows = [reading.row(row) for row in payload] if isinstance(payload, list) else reading.row(payload)
        return 200, self._accept(source.lower(), rows)


def allowed(token: str, body: bytes, headers: Mapping[str, str]) -> bool:
    """The token itself, or the body signed with it; compared in constant time."""
    kind, _, given = headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer":
        return hmac.compare_digest(given.strip().encode(), token.encode())
    signature = headers.get("x-hub-signature-256", "")
    expected = "sha256=" + hmac.new(token.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(signature.encode(), expected.encode())
