"""Puts a picture into Slack so that a message can show it.

`completeUploadExternal` takes no metadata, so a picture that is shared by it could not be found again after a
crash: it is uploaded unshared, and the message that shows it is sent like every other.
"""

from dataclasses import dataclass

import httpx
import structlog
from slack_sdk import WebClient

from bot.picture import Picture
from bot.slack import limits
from bot.slack.calls import bypasses_proxy
from bot.slack.errors import judged
from scheduler.port import SendError, Unclear

log = structlog.get_logger()
UPLOAD_TIMEOUT_SECONDS = 10


@dataclass(frozen=True, kw_only=True)
class Uploaded:
    """A picture that Slack has, shared with nobody yet."""

    file_id: str
    alternative: str
    title: str


def uploaded(client: WebClient, picture: Picture) -> Uploaded | None:
    """The picture in Slack, or none: the summary goes out without it rather than not at all."""
    try:
        with judged():
            place = client.files_getUploadURLExternal(
                filename="veckan.png",
                length=len(picture.png),
                alt_txt=limits.cut(picture.alternative, 1_000),
            )
            address = str(place["upload_url"])
            httpx.post(
                address,
                content=picture.png,
                headers={"Content-Type": "image/png"},
                timeout=UPLOAD_TIMEOUT_SECONDS,
                trust_env=not bypasses_proxy(address),
            ).raise_for_status()
            client.files_completeUploadExternal(
                files=[{"id": place["file_id"], "title": limits.cut(picture.title, 200)}]
            )
    except (SendError, Unclear, httpx.HTTPError) as failure:
        log.warning(
            "week_picture_not_uploaded", action="week_picture_not_uploaded", why=type(failure).__name__
        )
        return None
    return Uploaded(file_id=str(place["file_id"]), alternative=picture.alternative, title=picture.title)
