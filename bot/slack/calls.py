"""How the bot calls Slack: clients that never retry by themselves, never wait long, and know their proxy."""

import ipaddress
from urllib.parse import urlsplit
from urllib.request import proxy_bypass

from slack_sdk import WebClient

SLACK_API = "https://slack.com/api/"
SEND_TIMEOUT_SECONDS = 15
"""Of an outbox send. The outbox's lease must be longer than this plus what reading history takes."""
ANSWER_TIMEOUT_SECONDS = 5
"""Of a direct answer: somebody waits, and its trigger lives three seconds."""


def web_client(token: str, *, api_url: str = SLACK_API, timeout: int = SEND_TIMEOUT_SECONDS) -> WebClient:
    """A client for the Web API at `api_url`.

    slack_sdk's own retries are off: its default resends `chat.postMessage` after a dropped connection. It
    reads the proxy from the environment but not NO_PROXY, so that is done here.
    """
    client = WebClient(token=token, base_url=_with_slash(api_url), timeout=timeout, retry_handlers=[])
    if client.proxy and bypasses_proxy(api_url):
        client.proxy = None
    return client


def bypasses_proxy(url: str) -> bool:
    """Whether an address is reached without the proxy: on this machine, or named in NO_PROXY."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or bool(proxy_bypass(host))


def _with_slash(url: str) -> str:
    return url if url.endswith("/") else url + "/"
