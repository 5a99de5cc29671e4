"""A records request that a supervisor has judged: the file made, noted, and uploaded to her alone.

What is uploaded is shared with nobody until it is noted; then it is shared in her own conversation with the
bot, whose id Slack gives for her and only for her. A file never goes to a channel.
"""

import tempfile
from dataclasses import dataclass
from pathlib import Path

import httpx
import structlog
from slack_sdk import WebClient
from sqlalchemy.exc import SQLAlchemyError

from bot.cli.asked import names
from bot.handing_out.making import Handout
from bot.handing_out.own_data import own_data
from bot.handing_out.review import Review
from bot.slack.calls import bypasses_proxy
from bot.slack.chat_files import NOT_ALLOWED
from bot.slack.errors import judged
from bot.texts import Texts
from db import handouts
from db.store import Store
from handlers.handout_content import HandoutAsked, Judgement
from scheduler.port import SendError, Unclear

log = structlog.get_logger()

UPLOAD_TIMEOUT_SECONDS = 60
"""Between two parts of the file; a large one takes many."""


class NotHandedOut(Exception):  # noqa: N818 - says what did not happen
    """Nothing left; `code` is one of the texts'."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, kw_only=True)
class Made:
    """The file, and what there is to say of it."""

    path: Path
    sha256: str
    review: Review
    rows: int


def hand_out(client: WebClient, store: Store, asked: HandoutAsked, texts: Texts, user: str) -> str | None:
    """Make it, note it and give it to this person alone; what to tell her if it did not come."""
    try:
        with tempfile.TemporaryDirectory(prefix="svarsvakt-") as folder:
            made = _made(store, asked, texts, Path(folder))
            channel = _conversation(client, user)
            file_id = _uploaded(client, made.path)
            number = _noted(store, asked, made)
            about = _about(number, asked, made, texts)
            return None if _shared(client, file_id, channel, about) else texts.handout.not_there(number)
    except NotHandedOut as why:
        code = why.code
    except OSError:
        code = "full"
    except SQLAlchemyError:
        code = "store"
    log.warning("not_handed_out", action="not_handed_out", code=code)
    return texts.handout.failed(code)


def _made(store: Store, asked: HandoutAsked, texts: Texts, folder: Path) -> Made:
    review = Review(
        reviewed_by=asked.reviewed_by,
        withhold=asked.withhold,
        leave_out=asked.leave_out,
        all_left_out=asked.all_alike is Judgement.LEFT_OUT,
        judged=asked.judged,
    )
    name = texts.handout.file_name(asked.at.astimezone(asked.zone))
    path, rows = folder / f"{name}.zip", 0
    with store.read() as tx:
        if asked.about is not None:
            path = folder / f"{name}.jsonl"
            rows, digest = own_data(tx, asked.about, path, asked.zone)
        else:
            made = Handout(
                tx=tx,
                wanted=asked.wanted,
                review=review,
                known=names(tx),
                zone=asked.zone,
                say=texts,
                now=asked.at,
            )
            digest = made.to_file(path)
    return Made(path=path, sha256=digest, review=review, rows=rows)


def _shared(client: WebClient, file_id: str, channel: str, about: str) -> bool:
    """Let her see it; False: nobody can tell whether she does."""
    try:
        with judged():
            client.files_completeUploadExternal(
                files=[{"id": file_id}], channel_id=channel, initial_comment=about
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


def _noted(store: Store, asked: HandoutAsked, made: Made) -> int:
    review = made.review
    noted = {**asked.asked, "left_out": list(review.left_out)} if review.left_out else asked.asked
    with store.write() as tx:
        return handouts.add(
            tx,
            by=asked.by.id,
            by_name=asked.by.full_name or asked.by.first_name,
            asked=noted,
            comments=review.count,
            withheld=[*review.withheld, *review.left_out],
            reviewed_by=asked.reviewed_by,
            sha256=made.sha256,
            now=asked.at,
        )


def _about(number: int, asked: HandoutAsked, made: Made, texts: Texts) -> str:
    if asked.about is not None:
        return texts.handout.own_data(number, made.rows)
    review = made.review
    said = texts.handout.done(number, review.count, review.withheld, review.left_out)
    if review.unjudged and asked.all_alike is None:
        return f"{said} {texts.handout.since(review.unjudged)}"
    return said
