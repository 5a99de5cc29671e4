"""A records request that a supervisor has judged: the file made, noted, and uploaded to her alone.

What is uploaded is shared with nobody until it is noted; then it is shared in her own conversation with the
bot, whose id Slack gives for her and only for her. A file never goes to a channel.
"""

import tempfile
from pathlib import Path

import httpx
import structlog
from slack_sdk import WebClient
from sqlalchemy.exc import SQLAlchemyError

from bot.handing_out.asked import about, make, note
from bot.slack.calls import bypasses_proxy
from bot.slack.chat_files import NOT_ALLOWED
from bot.slack.errors import judged
from bot.texts import Texts
from db.store import Store
from handlers.handout_content import HandoutAsked
from scheduler.port import SendError, Unclear

log = structlog.get_logger()

UPLOAD_TIMEOUT_SECONDS = 60
"""Between two parts of the file; a large one takes many."""


class NotHandedOut(Exception):  # noqa: N818 - says what did not happen
    """Nothing left; `code` is one of the texts'."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def hand_out(client: WebClient, store: Store, asked: HandoutAsked, texts: Texts, user: str) -> str | None:
    """Make it, note it and give it to this person alone; what to tell her if it did not come."""
    try:
        with tempfile.TemporaryDirectory(prefix="svarsvakt-") as folder:
            made = make(store, asked, texts, Path(folder))
            channel = _conversation(client, user)
            file_id = _uploaded(client, made.path)
            number = note(store, asked, made)
            said = about(number, asked, made, texts)
            return None if _shared(client, file_id, channel, said) else texts.handout.not_there(number)
    except NotHandedOut as why:
        code = why.code
    except OSError:
        code = "full"
    except SQLAlchemyError:
        code = "store"
    log.warning("not_handed_out", action="not_handed_out", code=code)
    return texts.handout.failed(code)


def _shared(client: WebClient, file_id: str, channel: str, said: str) -> bool:
    """Let her see it; False: nobody can tell whether she does."""
    try:
        with judged():
            client.files_completeUploadExternal(
                files=[{"id": file_id}], channel_id=channel, initial_comment=said
            )
    except (SendError, Unclear) as why:
        log.warning("handout_unclear", action="handout_unclear", why=str(why)[:80])
        return False
    return True


def _conversation(client: WebClient, user: str) -> str:
    try:
        with judged():
            channel = str(client.conversations_open(users=user)["channel"]["id"])
    except (SendError, Unclear):
        raise NotHandedOut("other") from None
    if not channel.startswith("D"):
        raise NotHandedOut("other")
    return channel


def _uploaded(client: WebClient, path: Path) -> str:
    """The bytes at Slack, shared with nobody yet; the file's id."""
    try:
        with judged():
            place = client.files_getUploadURLExternal(filename=path.name, length=path.stat().st_size)
        address = str(place["upload_url"])
        with path.open("rb") as file:
            httpx.post(
                address,
                content=iter(lambda: file.read(1 << 20), b""),
                headers={"Content-Length": str(path.stat().st_size)},
                timeout=UPLOAD_TIMEOUT_SECONDS,
                trust_env=not bypasses_proxy(address),
            ).raise_for_status()
    except SendError as refusal:
        raise NotHandedOut("not_allowed" if refusal.code in NOT_ALLOWED else "other") from None
    except (Unclear, httpx.HTTPError):
        raise NotHandedOut("other") from None
    return str(place["file_id"])
