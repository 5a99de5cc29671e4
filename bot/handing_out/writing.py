"""Rows into files: JSON lines exactly, CSV for a spreadsheet; the file is there whole or not at all."""

import csv
import json
import os
import tempfile
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_json_lines(file: IO[str], rows: Iterable[dict[str, Any]]) -> None:
    """One comment a line, everything that belongs to it inside it."""
    for row in rows:
        file.write(json.dumps(row, ensure_ascii=False) + "\n")


def write_csv(file: IO[str], rows: Iterable[dict[str, Any]]) -> None:
    """One comment a row; its events, replies and files as JSON in a cell each.

    A cell that a spreadsheet would run as a formula gets an apostrophe in front: the public's text comes from
    anybody. The JSON lines have every text exactly as it was.
    """
    file.write("\ufeff")  # so that a spreadsheet reads å, ä and ö
    writer: csv.DictWriter[str] | None = None
    for row in rows:
        cells = {name: _cell(value) for name, value in row.items()}
        if writer is None:
            writer = csv.DictWriter(file, list(cells))
            writer.writeheader()
        writer.writerow(cells)


def _cell(value: Any) -> Any:
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def whole(out: Path, write: Callable[[IO[bytes]], None]) -> str:
    """Write beside the file and move it there whole; the SHA-256 of what was written.

    A full disk leaves what was there before and nothing half. Raises OSError. Readable by its owner only.
    """
    descriptor, beside = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
    try:
        with os.fdopen(descriptor, "w+b") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
            file.seek(0)
            digest = sha256()
            while part := file.read(1 << 20):
                digest.update(part)
        Path(beside).replace(out)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
    return digest.hexdigest()
