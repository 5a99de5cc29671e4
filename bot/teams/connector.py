"""The Bot Connector's REST calls that the bot makes. Never retries by itself, never waits long.

Each call has a connection of its own: one that was kept open and closed by the other side meanwhile would
leave it in doubt whether a message was taken.
Source: https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference
"""

import ssl
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Protocol
from urllib.parse import quote, urlsplit

import httpx

from bot.teams.errors import RETRY_UNTOLD, judged, refuse
from db.conversations import Conversation
from scheduler.port import SendError, Unclear

SEND_TIMEOUT_SECONDS = 15
"""Of writing and of reading, each. The outbox's lease must be longer than three calls and a token."""
CONNECT_SECONDS = 5.0
MICROSOFT = (".teams.microsoft.com", ".teams.microsoft.us", ".botframework.com", ".botframework.azure.us")
TRAFFIC = "smba.trafficmanager.net"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
NO_ID = "?"
"""The reference of a message that was taken without saying its id: it cannot be updated."""
LONGEST_ID = 200
"""As the store keeps it."""
_UNTOUCHED = ":@;=~"


class Token(Protocol):
    """Where the bot's token comes from."""

    def __call__(self) -> str:
        """The token. Raises SendError."""
        ...

    def forget(self) -> None:
        """It was not taken."""
        ...


class Connector:
    """Posts, updates and opens conversations. Raises SendError or Unclear, nothing else."""

    def __init__(
        self,
        *,
        token: Token | None,
        timeout: float = SEND_TIMEOUT_SECONDS,
        wrote: Callable[[str], None] | None = None,
    ) -> None:
        """`token` none: a local service without authentication; only one on this machine is spoken to.

        `wrote` hears of each conversation that something was put into without waiting for its turn.
        """
        self._token = token
        self._wrote = wrote or _untold
        direct = {f"all://{'[::1]' if ':' in host else host}": None for host in LOOPBACK}
        self._http = httpx.Client(
            timeout=httpx.Timeout(timeout, connect=min(timeout, CONNECT_SECONDS)),
            limits=httpx.Limits(max_keepalive_connections=0),
            mounts=direct,  # what is on this machine is never asked for through a proxy
            follow_redirects=False,
            verify=_authorities(),
        )

    @property
    def local(self) -> bool:
        """Whether it speaks to a service on this machine only, without authentication."""
        return self._token is None

    @property
    def token(self) -> Token | None:
        """The bot's token; none: it speaks to a service on this machine only."""
        return self._token

    def close(self) -> None:
        """Let the connections go."""
        self._http.close()

    def post(self, there: Conversation, conversation: str, activity: Mapping[str, Any]) -> str:
        """Put an activity into a conversation (or a thread of it); the id that Teams gave it."""
        url = self._url(there, f"v3/conversations/{_part(conversation)}/activities")
        self._wrote(conversation)
        return _id(self._asked("POST", url, activity)) or NO_ID

    def put(
        self, there: Conversation, conversation: str, activity_id: str, activity: Mapping[str, Any]
    ) -> None:
        """Put another activity in the place of one that is there. May be repeated."""
        if activity_id == NO_ID:
            raise SendError("message_not_found", permanent=True)
        url = self._url(there, f"v3/conversations/{_part(conversation)}/activities/{_part(activity_id)}")
        self._wrote(conversation)
        self._asked("PUT", url, activity, update=True)

    def open(self, there: Conversation, user: str) -> str:
        """The 1:1 conversation with a user, by 29:... or directory id; asked for twice it is the same one.

        A failure here is a refusal: nothing has been sent yet.
        """
        asked: dict[str, Any] = {
            "bot": {"id": there.bot_id},
            "members": [{"id": user}],
            "tenantId": there.tenant_id,
            "channelData": {"tenant": {"id": there.tenant_id}},
            "isGroup": False,
        }
        url = self._url(there, "v3/conversations")
        try:
            answer = self._asked("POST", url, asked)
        except Unclear as unclear:
            raise SendError(f"not_opened_{unclear}", retry_after=RETRY_UNTOLD) from unclear
        opened = _id(answer)
        if not opened:
            raise SendError("not_opened", retry_after=RETRY_UNTOLD)
        return opened

    def member(self, there: Conversation, user: str) -> Mapping[str, Any]:
        """What Teams says of somebody in a conversation: name, e-mail, whether she is a guest."""
        url = self._url(there, f"v3/conversations/{_part(there.id)}/members/{_part(user)}")
        try:
            answer = self._asked("GET", url)
            with judged():
                found = answer.json()
        except Unclear as unclear:
            raise SendError(f"not_asked_{unclear}", retry_after=RETRY_UNTOLD) from unclear
        return found if isinstance(found, dict) else {}

    def members(self, there: Conversation) -> list[Mapping[str, Any]]:
        """Who is in a conversation: of a channel, in its team. At most 500, as one page of Teams' holds."""
        return self._list(there, f"v3/conversations/{_part(there.id)}/pagedmembers?pageSize=500", "members")

    def channels(self, there: Conversation) -> list[Mapping[str, Any]]:
        """The standard channels of a channel's team; the first of all has no name of its own."""
        return self._list(there, f"v3/teams/{_part(there.team_id or '')}/conversations", "conversations")

    def _list(self, there: Conversation, path: str, name: str) -> list[Mapping[str, Any]]:
        url = self._url(there, path)
        answer = self._asked("GET", url)
        with judged():
            found = answer.json()
        listed = found.get(name) if isinstance(found, dict) else None
        return [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []

    def is_in(self, there: Conversation) -> None:
        """The bot is in a conversation; SendError or Unclear says that it is not. Nothing is said there."""
        url = self._url(there, f"v3/conversations/{_part(there.id)}/pagedmembers?pageSize=50")
        self._asked("GET", url)

    def _asked(
        self, method: str, url: str, said: Mapping[str, Any] | None = None, *, update: bool = False
    ) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self._token()}"} if self._token is not None else {}
        try:
            request = self._http.build_request(method, url, json=said, headers=headers)
        except (httpx.InvalidURL, ValueError) as odd:  # what cannot be written down was not sent
            raise SendError("teams_bad_request") from odd
        with judged():
            answer = self._http.send(request)
        if answer.status_code == 401 and self._token is not None:
            self._token.forget()
        if answer.is_redirect:
            raise SendError(f"status_{answer.status_code}")
        refuse(answer, update=update)
        return answer

    def _url(self, there: Conversation, path: str) -> str:
        if not trusted(there.service_url, local=self._token is None):
            raise SendError("teams_not_trusted", permanent=True)
        return f"{there.service_url.rstrip('/')}/{path}"


def trusted(service_url: str, *, local: bool) -> bool:
    """Whether the bot may speak there: to Microsoft only, or (`local`) to this machine only."""
    try:
        parts = urlsplit(service_url)
        host = parts.hostname or ""
    except ValueError:
        return False
    if local:
        return parts.scheme in {"http", "https"} and host in LOOPBACK
    return parts.scheme == "https" and (host == TRAFFIC or host.endswith(MICROSOFT))


@cache
def _authorities() -> ssl.SSLContext:
    """Who is trusted to say who somebody is, as the environment has it: read once, which takes a while."""
    return httpx.create_ssl_context()


def _untold(_conversation: str) -> None:
    """Nobody counts."""


def _part(name: str) -> str:
    return quote(name, safe=_UNTOUCHED)


def _id(answer: httpx.Response) -> str:
    """The id in an answer that says yes; a yes without one, or with one that is none, is still a yes."""
    try:
        found = answer.json()
    except (ValueError, RecursionError):
        return ""
    said = found.get("id") if isinstance(found, dict) else None
    return said if isinstance(said, str) and len(said) <= LONGEST_ID and said.isprintable() else ""
