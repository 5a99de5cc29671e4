"""Whose request it is: Microsoft's own token, judged by Microsoft's own library.

The library is loaded when the first judge is made: whoever does not use Teams pays nothing for it. Of it only
the judging is used here. Its application would read a `.env` file into our environment, answer 500 to every
activity of a kind or shape it does not know, log what people wrote with the error, and stop the web server's
loop while it fetches Microsoft's keys.
Source: https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
"""

import asyncio
import logging
import os
import time
import warnings
from collections.abc import Callable, Mapping
from threading import Lock
from typing import TYPE_CHECKING, Any

import structlog

if TYPE_CHECKING:
    from microsoft_teams.apps.auth import TokenValidator

log = structlog.get_logger()

BEARER = "bearer "
LONGEST_TOKEN = 16_384
FETCH_APART = 10.0
"""Seconds between two fetches of Microsoft's keys: a forged token may not make us fetch them each time."""
FRESH, KEPT = 300.0, 86_400.0
"""Seconds after which they are fetched anew, and for which they are good if that does not succeed.

Microsoft asks for a new look once a day (the source above), and shows a new key before it signs with it.
"""


class NotAuthentic(Exception):  # noqa: N818 - an answer, not a fault
    """Microsoft did not send it, or not to us; `why` is a word for the log."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class KeysNotThere(Exception):  # noqa: N818 - an answer, not a fault
    """Microsoft's keys cannot be fetched now: nothing can be judged."""


Judge = Callable[[str], str | None]
"""Given a request's Authorization: the service's address as the token says it; none: nobody asks for one.

Raises NotAuthentic, KeysNotThere.
"""


def anybody(_authorization: str) -> str | None:
    """Nothing is judged: only for a service on this machine, and only when the configuration says so."""
    return None


class MicrosoftToken:
    """Takes what Microsoft's connector signed for this app, nothing else."""

    def __init__(
        self, app_id: str, *, keys_url: str | None = None, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        """`keys_url`: where the keys are, if not at Microsoft. Raises ImportError without the extra."""
        if not app_id:
            raise ValueError("without an app id any bot's token would do")
        self._validator = _validator(app_id, keys_url, monotonic)

    def __call__(self, authorization: str) -> str | None:
        """The service's address, as it was signed."""
        if not authorization.lower().startswith(BEARER):
            raise NotAuthentic("no_token")
        token = authorization[len(BEARER) :].strip()
        if len(token) > LONGEST_TOKEN or not token.isascii():
            raise NotAuthentic("no_token")
        claims = self._claims(token)
        address = claims.get("serviceurl")
        if not isinstance(address, str) or not address:
            raise NotAuthentic("no_service")
        return address

    def _claims(self, token: str) -> Mapping[str, Any]:
        from jwt import PyJWKClientConnectionError, PyJWTError  # noqa: PLC0415 - comes with the extra

        try:
            return asyncio.run(self._validator.validate_token(token))
        except PyJWKClientConnectionError:
            raise KeysNotThere from None
        except PyJWTError as error:
            raise NotAuthentic(type(error).__name__) from None
        except (ValueError, TypeError, RecursionError) as error:  # a token of odd make
            raise NotAuthentic(type(error).__name__) from None


def _validator(app_id: str, keys_url: str | None, monotonic: Callable[[], float]) -> "TokenValidator":
    there = set(os.environ)
    with warnings.catch_warnings():  # it warns of its own parts that it calls experimental; we use none
        warnings.simplefilter("ignore")
        from jwt import (  # noqa: PLC0415 - comes with the extra
            PyJWKClient,
            PyJWKClientConnectionError,
            PyJWKSet,
            PyJWTError,
        )
        from microsoft_teams.apps.auth import TokenValidator  # noqa: PLC0415 - large: only when used

    for name in set(os.environ) - there:  # the library reads a `.env` file when it is imported
        del os.environ[name]
    logging.getLogger("microsoft_teams").setLevel(logging.CRITICAL)  # it logs parts of tokens; we say why

    class KeptKeys(PyJWKClient):
        """Microsoft's keys: kept while no new ones come, and fetched seldom whatever keys are asked for."""

        def __init__(self, url: str) -> None:
            super().__init__(url, timeout=5, cache_jwk_set=False)
            self._lock = Lock()
            self._kept: PyJWKSet | None = None
            self._kept_since = self._asked_at = float("-inf")

        def get_jwk_set(self, refresh: bool = False) -> PyJWKSet:
            with self._lock:
                now = monotonic()
                wanted = refresh or now - self._kept_since >= FRESH
                if wanted and now - self._asked_at >= FETCH_APART:
                    self._asked_at = now
                    self._fetch(now)
                if self._kept is None or now - self._kept_since >= KEPT:
                    raise PyJWKClientConnectionError("no keys")
                return self._kept

        def _fetch(self, now: float) -> None:
            try:
                found = PyJWKSet.from_dict(self.fetch_data())
            except (PyJWTError, OSError, ValueError, RecursionError) as error:
                why = type(error).__name__
                log.warning("teams_keys_not_fetched", action="teams_keys_not_fetched", why=why)
                return
            self._kept, self._kept_since = found, now

    validator = TokenValidator.for_service(app_id)
    if keys_url is not None:
        validator.options.jwks_uri = keys_url
    validator._jwks_client = KeptKeys(validator.options.jwks_uri)
    return validator
