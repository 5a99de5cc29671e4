"""Uploaded files: the URL that is asked for, the bytes that come, and what makes them a file."""

import re
from dataclasses import dataclass

from bot.sandbox.identities import BOT_USER_ID, Json
from bot.sandbox.refusal import Refused
from bot.sandbox.stamps import Stamps

_TYPES = {
    "png": ("image/png", "PNG"),
    "jpg": ("image/jpeg", "JPEG"),
    "jpeg": ("image/jpeg", "JPEG"),
    "gif": ("image/gif", "GIF"),
    "svg": ("image/svg+xml", "SVG"),
    "csv": ("text/csv", "CSV"),
    "txt": ("text/plain", "Plain Text"),
    "pdf": ("application/pdf", "PDF"),
    "zip": ("application/zip", "Zip"),
}


@dataclass(kw_only=True)
class File:
    """One file, from the asked-for upload on. It is a file to others once `complete`."""

    id: str
    name: str
    length: int
    created: int
    title: str = ""
    alt_text: str = ""
    content: bytes | None = None
    complete: bool = False

    @property
    def media_type(self) -> str:
        """By its name's ending, as Slack guesses too."""
        return _TYPES.get(self.name.rpartition(".")[2].lower(), ("application/octet-stream", "Binary"))[0]

    def slack(self, base_url: str) -> Json:
        """The file object of Slack's Web API."""
        ending = self.name.rpartition(".")[2].lower()
        address = f"{base_url}/sandbox/files/{self.id}/{self.name}"
        return {
            "id": self.id,
            "created": self.created,
            "timestamp": self.created,
            "name": self.name,
            "title": self.title or self.name,
            "mimetype": self.media_type,
            "filetype": ending,
            "pretty_type": _TYPES.get(ending, ("", "Binary"))[1],
            "user": BOT_USER_ID,
            "size": self.length,
            "mode": "hosted",
            "is_external": False,
            "alt_txt": self.alt_text,
            "url_private": address,
            "url_private_download": address,
            "permalink": address,
        }


class Files:
    """Every file of the workspace."""

    def __init__(self, stamps: Stamps) -> None:
        self._stamps = stamps
        self.by_id: dict[str, File] = {}

    def expect(self, name: str, length: int, alt_text: str, created: int) -> File:
        """An upload is announced."""
        if not name or "/" in name or re.search(r"[\x00-\x1f]", name):
            raise Refused("invalid_arguments")
        if length <= 0:
            raise Refused("invalid_arguments")
        file = File(id=self._stamps.id("F"), name=name, length=length, alt_text=alt_text, created=created)
        self.by_id[file.id] = file
        return file

    def put(self, name: str, content: bytes, created: int) -> File:
        """A file that a person puts into a form, whole."""
        file = self.expect(name, len(content), "", created)
        file.content, file.complete = content, True
        return file

    def get(self, file_id: str) -> File:
        """A complete file; refused if there is none."""
        file = self.by_id.get(file_id)
        if file is None or not file.complete:
            raise Refused("file_not_found")
        return file

    def complete(self, file_id: str, title: str) -> File:
        """Make the uploaded bytes a file; refused if they never came."""
        file = self.by_id.get(file_id)
        if file is None or file.content is None:
            raise Refused("file_not_found")
        file.title = title
        file.complete = True
        return file
