"""The bot's own token for the Bot Connector: fetched with its secret, kept until shortly before it ends.

Source: https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
"""

import re
import time
from collections.abc import Callable
from math import isfinite
from threading import Lock

import httpx

from bot.teams.errors import RETRY_UNTOLD, judged, retry_after
from scheduler.port import SendError, Unclear

LOGIN = "https://login.microsoftonline.com"
SCOPE = "https://api.botframework.com/.default"
BEFORE_IT_ENDS = 300.0
"""Seconds: a token that ends within these is not used any more."""
NOT_TAKEN = frozenset({400, 401, 403})
"""The login does not take the secret; whatever else it answers passes by itself."""
_IN_A_HEADER = re.compile(r"[\x21-\x7e]+")


class BotToken:
    """Gives the token to whoever sends; a call, at most, an hour."""

    def __init__(
        self,
        *,
        client_id: str,
        secret: str,
        tenant: str,
        login: str = LOGIN,
        timeout: float = 5.0,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._url = f"{login}/{tenant}/oauth2/v2.0/token"
        self._form = {
            "grant_type": "client_credentials",
            "client_id": client_id,
            "client_secret": secret,
            "scope": SCOPE,
        }
        self._http = httpx.Client(timeout=timeout)
        self._monotonic = monotonic
        self._lock = Lock()
        self._token = ""
        self._until = float("-inf")

    def __call__(self) -> str:
        """The token. Raises SendError: without it nothing was sent."""
        with self._lock:
            if self._monotonic() >= self._until:
                self._fetch()
            return self._token

    def forget(self) -> None:
        """It was not taken: the next call fetches another."""
        with self._lock:
            self._until = float("-inf")

    def close(self) -> None:
        """Let the connection go."""
        self._http.close()

    def _fetch(self) -> None:
        try:
            with judged():
                answer = self._http.post(self._url, data=self._form)
        except Unclear as unclear:
            raise SendError("unreachable", retry_after=RETRY_UNTOLD) from unclear
        if answer.status_code == 429:
            raise SendError("ratelimited", retry_after=retry_after(answer.headers))
        if not answer.is_success:  # the secret is wrong or has ended, or the login is not well
            code = "teams_unauthorized" if answer.status_code in NOT_TAKEN else "unreachable"
            raise SendError(code, retry_after=RETRY_UNTOLD)
        try:
            said = answer.json()
            token, lasts = said["access_token"], float(said["expires_in"])
        except (ValueError, TypeError, KeyError, RecursionError):
            token, lasts = "", 0.0
        if not isinstance(token, str) or not _IN_A_HEADER.fullmatch(token) or not isfinite(lasts):
            raise SendError("unreachable", retry_after=RETRY_UNTOLD)  # something before the login answers
        self._token = token
        self._until = self._monotonic() + lasts - BEFORE_IT_ENDS
