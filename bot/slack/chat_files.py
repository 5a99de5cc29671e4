"""Gets a file that somebody put into Slack: its bytes, up to a limit, from Slack and from nowhere else.

Source: https://docs.slack.dev/reference/objects/file-object (`url_private`, the bot's token, `files:read`).
"""

from urllib.parse import urlsplit

import httpx
from slack_sdk import WebClient

from bot.slack.calls import bypasses_proxy
from bot.slack.errors import judged
from scheduler.port import SendError, Unclear

TIMEOUT_SECONDS = 20
SLACK_HOSTS = (".slack.com", ".slack-gov.com", ".slack-files.com", ".slack-edge.com")
"""The token goes to these, and to where the Web API itself is."""
NOT_THERE = frozenset({"file_not_found", "file_deleted", "not_visible"})
NOT_ALLOWED = frozenset({"missing_scope", "not_authed", "access_denied", "not_allowed_token_type"})


class NotFetched(Exception):  # noqa: N818 - says what did not happen
    """The file did not come. `passes`: another time it may."""

    def __init__(self, code: str, *, passes: bool) -> None:
        super().__init__(code)
        self.code = code
        self.passes = passes


def fetch(client: WebClient, file_id: str, *, most: int) -> bytes:
    """The file's bytes, at most so many. Raises NotFetched."""
    address = _address(client, file_id, most)
    api = urlsplit(client.base_url).hostname or ""
    where = urlsplit(address)
    host = where.hostname or ""
    if host != api and not (where.scheme == "https" and f".{host}".endswith(SLACK_HOSTS)):
        raise NotFetched("not_there", passes=False)
    headers = {"Authorization": f"Bearer {client.token}"}
    with_proxy = not bypasses_proxy(address)
    try:
        with (
            httpx.Client(timeout=TIMEOUT_SECONDS, trust_env=with_proxy, follow_redirects=False) as web,
            web.stream("GET", address, headers=headers) as answer,
        ):
            return _read(answer, most)
    except httpx.HTTPError:
        raise NotFetched("other", passes=True) from None


def _address(client: WebClient, file_id: str, most: int) -> str:
    try:
        with judged():
            file = client.files_info(file=file_id)["file"]
    except SendError as refusal:
        if refusal.code in NOT_THERE:
            raise NotFetched("not_there", passes=False) from None
        if refusal.code in NOT_ALLOWED:
            raise NotFetched("not_allowed", passes=False) from None
        raise NotFetched("other", passes=True) from None
    except Unclear:
        raise NotFetched("other", passes=True) from None
    if int(file.get("size") or 0) > most:
        raise NotFetched("too_large", passes=False)
    address = file.get("url_private_download") or file.get("url_private")
    if not address:
        raise NotFetched("not_there", passes=False)
    return str(address)


def _read(answer: httpx.Response, most: int) -> bytes:
    """What it says of its size is not believed: it is counted as it comes."""
    if answer.status_code in {401, 403, 302}:  # to somebody without the permission Slack shows its own page
        raise NotFetched("not_allowed", passes=False)
    if answer.status_code in {404, 410}:
        raise NotFetched("not_there", passes=False)
    if answer.status_code != 200:
        raise NotFetched("other", passes=True)
    came = bytearray()
    for part in answer.iter_bytes(1 << 16):
        came += part
        if len(came) > most:
            raise NotFetched("too_large", passes=False)
    return bytes(came)
