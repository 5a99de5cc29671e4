"""A records request that was judged in chat: its file lands in her own OneDrive, when she has said yes.

Teams takes a file from a bot only so: it asks her first, and then says where to put the file. What she asked
for travels with that question and is judged anew with her yes; until then nothing is made or kept.
Source: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4 (send files).
"""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx
import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.chat import sent_forms
from bot.chat.reception import Reception, Taken
from bot.handing_out.asked import about, make, note
from bot.teams.answers import Answers, Place, line
from bot.teams.chat_files import TeamsFile, may_fetch
from bot.teams.connector import LOOPBACK
from bot.texts import Texts
from handlers.handout_content import HandoutAsked
from handlers.outcome import FormKind

log = structlog.get_logger()

ANSWERED = "fileConsent/invoke"
INFO = "application/vnd.microsoft.teams.card.file.info"
KINDS = frozenset({FormKind.HAND_OUT, FormKind.HAND_OUT_REVIEW})
A_PART = 32 * 320 * 1024
"""Bytes at a time: OneDrive takes multiples of 320 KiB, at most 60 MiB."""
TIMEOUT_SECONDS = 60


class HandingOut:
    """Hears whether she wants the file, and puts it where Teams says."""

    def __init__(self, reception: Reception, answers: Answers) -> None:
        self._reception = reception
        self._answers = answers

    def __call__(self, value: Mapping[str, Any], delivery: str, place: Place) -> None:
        """Her yes or no. Raises ValueError for what is none of ours."""
        if value.get("action") != "accept":
            texts = self._answers.texts(place)
            self._answers.put(line(texts.teams.file_declined(), texts), place)
            return
        context, upload = value.get("context"), value.get("uploadInfo")
        if not isinstance(context, Mapping) or not isinstance(upload, Mapping):
            raise ValueError("no consent of ours")  # noqa: TRY004 - bad input, not a bad call
        kind, fields = FormKind(str(context.get("form"))), context.get("fields")
        if kind not in KINDS or not isinstance(fields, Mapping):
            raise ValueError("no request of ours")
        given = {str(name): str(held) for name, held in fields.items()}
        act = sent_forms.submitted(self._reception, kind=kind, number=None, fields=given)
        taken = self._reception.take(delivery, place.user, act)
        if taken is not None:
            self._answers.aside("handout", lambda: self._given(taken, upload, place), place)

    def _given(self, taken: Taken, upload: Mapping[str, Any], place: Place) -> None:
        asked, texts = taken.outcome.handout, taken.texts
        if asked is None:  # she may not any more, or there is nothing any more
            faults = sent_forms.faults(taken.outcome)
            said = texts.form.error(faults[0]) if faults else texts.handout.failed("other")
            self._answers.put(line(said, texts), place)
            return
        said, came = self._handed_out(asked, texts, str(upload.get("uploadUrl") or ""))
        self._answers.put(line(said, texts), place)
        if came:
            kept = {name: upload[name] for name in ("uniqueId", "fileType") if name in upload}
            shown = {"contentType": INFO, "contentUrl": upload.get("contentUrl"), "name": upload.get("name")}
            self._answers.post({"type": "message", "attachments": [{**shown, "content": kept}]}, place)

    def _handed_out(self, asked: HandoutAsked, texts: Texts, where: str) -> tuple[str, bool]:
        """What to tell her, and whether the file is there. That it was made is noted before it leaves."""
        store, code = self._reception.store, "other"
        if not may_fetch(TeamsFile(name="", address=where), local=self._answers.token is None):
            return texts.handout.failed(code), False
        try:
            with tempfile.TemporaryDirectory(prefix="svarsvakt-") as folder:
                made = make(store, asked, texts, Path(folder))
                number = note(store, asked, made)
                if not _put(made.path, where):
                    return texts.handout.not_there(number), False
                return about(number, asked, made, texts), True
        except OSError:
            code = "full"
        except SQLAlchemyError:
            code = "store"
        log.warning("not_handed_out", action="not_handed_out", code=code)
        return texts.handout.failed(code), False


def _put(path: Path, where: str) -> bool:
    """The file's bytes, part by part; False: nobody can tell whether they are there."""
    direct = {f"all://{'[::1]' if ':' in host else host}": None for host in LOOPBACK}
    whole, sent = path.stat().st_size, 0
    try:
        with (
            path.open("rb") as file,
            httpx.Client(timeout=TIMEOUT_SECONDS, mounts=direct, follow_redirects=False) as web,
        ):
            while part := file.read(A_PART):
                span = f"bytes {sent}-{sent + len(part) - 1}/{whole}"
                web.put(where, content=part, headers={"Content-Range": span}).raise_for_status()
                sent += len(part)
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as why:
        log.warning("handout_unclear", action="handout_unclear", why=type(why).__name__)
        return False
    return True
