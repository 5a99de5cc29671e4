"""Gets addresses over HTTP: only from the host that was configured, bounded in size and time."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from time import monotonic
from urllib.parse import urljoin, urlsplit

import httpx

from handlers.sources.base import Fetched, FetchFailed

MOST_BYTES = 5 * 1024 * 1024
MOST_REDIRECTS = 3
TIMEOUT = httpx.Timeout(20.0)
LONGEST_SECONDS = 60.0
"""How long a whole answer may take: a site that drips it would hold the others up."""
USER_AGENT = "Svarsvakt (comment feed reader)"


class HttpFetch:
    """Fetches with one client; a redirect is followed only within the configured host."""

    def __init__(
        self, client: httpx.Client | None = None, *, seconds: Callable[[], float] = monotonic
    ) -> None:
        self._client = client or httpx.Client(timeout=TIMEOUT, follow_redirects=False)
        self._seconds = seconds

    def __call__(self, url: str, *, etag: str | None, last_modified: str | None) -> Fetched:
        """What is at the address. Raises FetchFailed with a word for what went wrong."""
        headers = {"User-Agent": USER_AGENT, "Accept": "application/atom+xml, application/rss+xml, */*;q=0.5"}
        if etag:
            headers["If-None-Match"] = etag
        if last_modified:
            headers["If-Modified-Since"] = last_modified
        until = self._seconds() + LONGEST_SECONDS
        for _ in range(MOST_REDIRECTS + 1):
            try:
                with self._client.stream("GET", url, headers=headers) as answer:
                    if answer.has_redirect_location:
                        url = _within_host(url, answer.headers.get("location", ""))
                        continue
                    return self._read(answer, until)
            except httpx.TimeoutException as error:
                raise FetchFailed("timeout") from error
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                raise FetchFailed("unreachable") from error
        raise FetchFailed("too_many_redirects")

    def close(self) -> None:
        """Let the connections go."""
        self._client.close()

    def _read(self, answer: httpx.Response, until: float) -> Fetched:
        marks = {"etag": answer.headers.get("etag"), "last_modified": answer.headers.get("last-modified")}
        if answer.status_code == httpx.codes.NOT_MODIFIED:
            return Fetched(unchanged=True, **marks)
        if answer.status_code != httpx.codes.OK:
            raise FetchFailed(
                f"http_{answer.status_code}", retry_after=_retry_after(answer.headers.get("retry-after"))
            )
        body = bytearray()
        for part in answer.iter_bytes():
            body += part
            if len(body) > MOST_BYTES:
                raise FetchFailed("too_large")
            if self._seconds() > until:
                raise FetchFailed("timeout")
        return Fetched(body=bytes(body), **marks)


def _within_host(url: str, location: str) -> str:
    """Where a redirect leads. Raises FetchFailed for another host, and from https to http."""
    try:
        target = urljoin(url, location)
        here, there = urlsplit(url), urlsplit(target)
    except ValueError as error:
        raise FetchFailed("redirected_elsewhere") from error
    if there.netloc != here.netloc or there.scheme not in {here.scheme, "https"}:
        raise FetchFailed("redirected_elsewhere")
    return target


def _retry_after(stated: str | None) -> timedelta | None:
    """Seconds, or a date: HTTP allows both."""
    if not stated:
        return None
    if stated.strip().isascii() and stated.strip().isdecimal():
        return timedelta(seconds=min(int(stated), 86_400))
    try:
        at = parsedate_to_datetime(stated)
    except ValueError:
        return None
    return max(timedelta(0), at.astimezone(UTC) - datetime.now(UTC))
