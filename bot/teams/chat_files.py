"""Files sent to the bot in somebody's own chat: a card takes none, so that they come beside their number.

Teams says where such a file can be fetched for some minutes only. It is fetched at once, and what was not is
told of: then she sends it again. A picture put into the message itself lies with Teams' own service.
Source: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4 (receive files).
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx

from bot.chat.reception import Act, Reception, Taken
from bot.teams.connector import LOOPBACK, trusted
from bot.teams.shapes import Attachment
from db import attachments
from db.store import Store
from handlers import attaching
from handlers.attaching import MOST_FILES, Brought
from handlers.outcome import Outcome, Said, Say
from scheduler.port import SendError

FILE = "application/vnd.microsoft.teams.file.download.info"
TIMEOUT_SECONDS = 20
STORES = (".sharepoint.com", ".sharepoint.us", ".sharepoint-df.com", ".svc.ms")
"""Where Microsoft 365 keeps people's files; nothing else is fetched from."""
_NUMBER = re.compile(r"(?<![\w-])#?(\d{1,9})(?![\w-])")


class NotFetched(Exception):  # noqa: N818 - says what did not happen
    """The file did not come."""


@dataclass(frozen=True, kw_only=True)
class TeamsFile:
    """A file as Teams tells of it; `ours`: it lies with Teams' own service, which wants the bot's token."""

    name: str
    address: str
    media_type: str = ""
    ours: bool = False


def files_in(told: Sequence[Attachment] | None) -> tuple[TeamsFile, ...]:
    """The files that came with a message; cards and the message's own HTML are none."""
    found = []
    for one in told or ():
        kind = one.kind or ""
        where = (one.content or {}).get("downloadUrl") if isinstance(one.content, dict) else None
        if kind == FILE and isinstance(where, str):
            found.append(TeamsFile(name=one.name or "fil", address=where))
        elif kind.startswith("image/") and one.url:
            name = one.name or f"bild.{kind.removeprefix('image/').strip('*') or 'png'}"
            found.append(TeamsFile(name=name, address=one.url, media_type=kind, ours=True))
    return tuple(found[:MOST_FILES])


def number_in(text: str) -> int | None:
    """The comment's number: the first in the words beside the files."""
    found = _NUMBER.search(text)
    return int(found[1]) if found else None


class ChatFiles:
    """Takes what people send."""

    def __init__(self, reception: Reception, token: Callable[[], str] | None) -> None:
        """`token` none: nobody is asked who she is, and only this machine is fetched from."""
        self._reception = reception
        self._token = token

    def __call__(self, delivery: str, user: str, text: str, files: Sequence[TeamsFile]) -> Taken | None:
        """What came of it; none: it was here before."""
        number = number_in(text)
        if number is None:
            missing = Say(said=Said.NUMBER_MISSING, text="bilaga 118")
            return self._reception.look(user, _says(missing))
        looked = self._reception.look(user, attaching.may(self._reception.book, number))
        if looked.outcome.refused:
            return looked
        most = _most(self._reception.store)
        brought, large = [], None
        try:
            for one in files:
                data = self._fetched(one, most << 20)
                if data is None:
                    large = one
                else:
                    brought.append(Brought(name=one.name, media_type=one.media_type, data=data))
        except NotFetched:
            return self._reception.look(user, _says(Say(said=Said.FILES_NOT_FETCHED, number=number)))
        if large is not None:
            return self._reception.look(
                user, _says(Say(said=Said.FILE_TOO_LARGE, text=large.name[:60], count=most))
            )
        act = attaching.brought(self._reception.book, number, brought)
        return self._reception.take(delivery, user, act)

    def _fetched(self, one: TeamsFile, most: int) -> bytes | None:
        """Its bytes; none: there are more than that. Raises NotFetched."""
        if not may_fetch(one, local=self._token is None):
            raise NotFetched
        try:
            headers = {"Authorization": f"Bearer {self._token()}"} if one.ours and self._token else {}
        except SendError:  # the login does not answer
            raise NotFetched from None
        direct = {f"all://{'[::1]' if ':' in host else host}": None for host in LOOPBACK}
        try:
            with (
                httpx.Client(timeout=TIMEOUT_SECONDS, mounts=direct, follow_redirects=False) as web,
                web.stream("GET", one.address, headers=headers) as answer,
            ):
                return _read(answer, most)
        except (httpx.HTTPError, httpx.InvalidURL, ValueError):
            raise NotFetched from None


def may_fetch(one: TeamsFile, *, local: bool) -> bool:
    """Whether it lies where Microsoft keeps files; `local`: on this machine, and nowhere else."""
    if one.ours or local:
        return trusted(one.address, local=local)
    try:
        parts = urlsplit(one.address)
        host = parts.hostname or ""
    except ValueError:
        return False
    return parts.scheme == "https" and f".{host}".endswith(STORES)


def _read(answer: httpx.Response, most: int) -> bytes | None:
    """What it says of its size is not believed: it is counted as it comes."""
    if answer.status_code != 200:
        raise NotFetched
    came = bytearray()
    for part in answer.iter_bytes(1 << 16):
        came += part
        if len(came) > most:
            return None
    return bytes(came)


def _most(store: Store) -> int:
    with store.read() as tx:
        return attachments.most_mb(tx)


def _says(say: Say) -> Act:
    return lambda _tx, _person, _now: Outcome(say=say, refused=True)
