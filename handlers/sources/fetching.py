"""Gets addresses over HTTP: only from the host that was configured, bounded in size and time."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from time import monotonic
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx

from handlers.sources.asking import Answer, FetchFailed, Question
from handlers.sources.hosts import Resolve, addresses, is_public, proxy_for, reachable

MOST_BYTES = 5 * 1024 * 1024
MOST_REDIRECTS = 3
TIMEOUT = httpx.Timeout(20.0)
LONGEST_SECONDS = 60.0
"""How long a whole answer may take: a site that drips it would hold the others up."""
USER_AGENT = "Svarsvakt (reads comments on the organisation's own accounts)"


class HttpFetch:
    """Fetches from public addresses alone; a redirect is followed only within the configured host."""

    def __init__(
        self,
        client: httpx.Client | None = None,
        *,
        private: Collection[str] = (),
        seconds: Callable[[], float] = monotonic,
        resolve: Resolve = addresses,
        proxy: Callable[[str, str], str | None] = proxy_for,
        most: int = MOST_BYTES,
    ) -> None:
        """`private`: hosts that may be on our own network; `proxy`: which one leads to a host.

        `most`: bytes of an answer; a larger one is `too_large`.
        """
        self._most = most
        self._clients: dict[str | None, httpx.Client] = {None: client} if client else {}
        self._private = frozenset(host.lower() for host in private)
        self._seconds = seconds
        self._resolve = resolve
        self._proxy = proxy

    def __call__(self, question: Question) -> Answer:
        """The platform's answer, whatever its status. Raises FetchFailed with a word for what went wrong."""
        url, until = question.url, self._seconds() + LONGEST_SECONDS
        if question.params:
            url = str(httpx.URL(url).copy_merge_params(dict(question.params)))
        for _ in range(MOST_REDIRECTS + 1):
            try:
                with self._answer(httpx.URL(url), question) as answer:
                    if answer.has_redirect_location and question.method == "GET":
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
        for client in self._clients.values():
            client.close()

    @contextmanager
    def _answer(self, url: httpx.URL, question: Question) -> Iterator[httpx.Response]:
        """The answer of the host, from an address that was judged; the next one if it cannot be reached."""
        host = url.raw_host.decode("ascii")
        headers = {"User-Agent": USER_AGENT, **question.headers}
        with_body: dict[str, Any] = {"data": question.form, "json": question.data}
        proxy = self._proxy(url.scheme, host)
        client = self._client(proxy)
        if proxy is not None:
            if _is_literal(host) and host not in self._private and not is_public(host):
                raise FetchFailed("private_address")
            tries = [client.build_request(question.method, url, headers=headers, **with_body)]
        else:
            port = url.port or {"http": 80}.get(url.scheme, 443)
            named = {**headers, "Host": url.netloc.decode("ascii")}
            tries = [
                client.build_request(
                    question.method,
                    url.copy_with(host=address),
                    headers=named,
                    extensions={"sni_hostname": host},
                    **with_body,
                )
                for address in reachable(host, port, private=self._private, resolve=self._resolve)
            ]
        answer = _first(client, tries)
        try:
            yield answer
        finally:
            answer.close()

    def _client(self, proxy: str | None) -> httpx.Client:
        if proxy not in self._clients:
            # Without the environment's proxies, which are chosen here, but with its certificates.
            self._clients[proxy] = httpx.Client(
                timeout=TIMEOUT, trust_env=False, proxy=proxy, verify=httpx.create_ssl_context()
            )
        return self._clients[proxy]

    def _read(self, answer: httpx.Response, until: float) -> Answer:
        body = bytearray()
        for part in answer.iter_bytes():
            body += part
            if len(body) > self._most:
                raise FetchFailed("too_large")
            if self._seconds() > until:
                raise FetchFailed("timeout")
        return Answer(
            status=answer.status_code,
            body=bytes(body),
            headers={name.lower(): value for name, value in answer.headers.items()},
            retry_after=_retry_after(answer.headers.get("retry-after")),
        )


def _first(client: httpx.Client, tries: list[httpx.Request]) -> httpx.Response:
    """What the first of them that can be connected to answers."""
    for request in tries[:-1]:
        try:
            return client.send(request, stream=True, follow_redirects=False)
        except (httpx.ConnectError, httpx.ConnectTimeout):
            continue
    return client.send(tries[-1], stream=True, follow_redirects=False)


def _is_literal(host: str) -> bool:
    """A host that is an address, not a name."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


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
