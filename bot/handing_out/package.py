"""Everything of a request in one zip: a page to read, JSON lines, a spreadsheet, the files, what it is."""

import io
import json
from collections.abc import Callable, Iterator, Mapping
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from bot.handing_out.page import page
from bot.handing_out.writing import write_csv, write_json_lines
from bot.texts import Texts

Rows = Callable[[], Iterator[dict[str, Any]]]
"""Reads the records through once more; each time the same."""


def write_package(
    file: IO[bytes],
    rows: Rows,
    texts: Texts,
    *,
    heading: str,
    about: list[str],
    manifest: Callable[[], Mapping[str, Any]],
    content: Callable[[str], bytes | None],
) -> None:
    """Write the zip. `content` gives a file's bytes by its SHA-256; `manifest` is asked last."""
    attached: dict[str, str] = {}
    with ZipFile(file, "w", ZIP_DEFLATED) as package:
        with _text(package, "kommentarer.jsonl") as out:
            write_json_lines(out, _noting(rows(), attached))
        with _text(package, "kommentarer.csv") as out:
            write_csv(out, rows())
        with _text(package, "index.html") as out:
            for piece in page(rows(), texts, heading=heading, about=about):
                out.write(piece)
        for name, digest in attached.items():
            data = content(digest)
            if data is not None:
                package.writestr(name, data, compress_type=ZIP_STORED)
        with _text(package, "om.json") as out:
            out.write(json.dumps(manifest(), ensure_ascii=False, indent=1) + "\n")


def _noting(rows: Iterator[dict[str, Any]], attached: dict[str, str]) -> Iterator[dict[str, Any]]:
    """The rows as they are; which files belong to them is noted on the way."""
    for row in rows:
        for file in row["attachments"]:
            if file["file"] and file["sha256"]:
                attached[file["file"]] = file["sha256"]
        yield row


def _text(package: ZipFile, name: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(package.open(name, "w", force_zip64=True), encoding="utf-8", newline="")
