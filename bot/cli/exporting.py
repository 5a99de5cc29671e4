"""`svarsvakt export`: comments with everything that happened to them, for a request to see public records."""

import csv
import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Annotated, Any
from zoneinfo import ZoneInfo

import typer

from bot.cli.asked import account_ids, days, names
from bot.cli.failure import EXIT_USAGE, Failure
from bot.cli.rows import record_row
from bot.cli.session import configuration, opened, words
from db import records
from db.records import Wanted

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def export(
    out: Annotated[Path, typer.Option(help="The file to write: .jsonl (exact) or .csv (for a spreadsheet).")],
    account: Annotated[str | None, typer.Option(help="Only this account's (its slug).")] = None,
    from_: Annotated[
        str | None, typer.Option("--from", help="Written on this day or later: 2026-11-27.")
    ] = None,
    to: Annotated[str | None, typer.Option(help="Written on this day or earlier.")] = None,
    author: Annotated[
        str | None, typer.Option(help="Only what this author wrote, as the platform shows the name.")
    ] = None,
) -> None:
    """Write comments, their events and replies to a file that only you can read."""
    config = configuration()
    say = words(config)
    if out.suffix.lower() not in {".jsonl", ".csv"}:
        raise Failure(say.records.unknown_format(str(out)), exit_code=EXIT_USAGE)
    zone = ZoneInfo(config.zone)
    first, last = days(from_, to, zone, say)
    with opened(config) as store, store.read() as tx:
        known = names(tx)
        wanted = Wanted(account_ids=account_ids(known, account, say), first=first, last=last, author=author)
        rows = (record_row(record, known, zone) for record in records.with_events(tx, wanted))
        write = write_csv if out.suffix.lower() == ".csv" else write_json_lines
        try:
            count = _written(out, rows, write)
        except OSError as error:
            raise Failure(say.records.cannot_write(str(out), error.strerror or str(error))) from None
    print(say.records.exported(count, str(out)))


def write_json_lines(file: IO[str], rows: Iterator[dict[str, Any]]) -> int:
    """One comment a line, its events and replies inside it."""
    count = 0
    for row in rows:
        file.write(json.dumps(row, ensure_ascii=False) + "\n")
        count += 1
    return count


def write_csv(file: IO[str], rows: Iterator[dict[str, Any]]) -> int:
    """One comment a row; its events and replies as JSON in a cell each.

    A cell that a spreadsheet would run as a formula gets an apostrophe in front: the public's text comes from
    anybody. The JSON lines have every text exactly as it was.
    """
    file.write("\ufeff")  # so that a spreadsheet reads å, ä and ö
    writer: csv.DictWriter[str] | None = None
    count = 0
    for row in rows:
        cells = {name: _cell(value) for name, value in row.items()}
        if writer is None:
            writer = csv.DictWriter(file, list(cells))
            writer.writeheader()
        writer.writerow(cells)
        count += 1
    return count


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _written(out: Path, rows: Iterator[dict[str, Any]], write: Any) -> int:
    """Write beside the file and move it there whole; a full disk leaves what was there before."""
    descriptor, beside = tempfile.mkstemp(
        dir=out.parent, prefix=f".{out.name}."
    )  # readable by its owner only
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            count: int = write(file, rows)
        Path(beside).replace(out)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
    return count
