"""`svarsvakt import`: comments from a CSV or JSON-lines file; bad rows are named by line, the rest go in."""

import csv
import io
import json
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from bot.cli.failure import EXIT_REFUSED, EXIT_USAGE, Failure
from bot.cli.session import configuration, opened, words
from bot.prepare import prepared
from handlers.intake import IntakeResult, take
from handlers.intake_row import Fault, RowFault
from scheduler.clock import system_clock

AT_ONCE = 500
"""Rows stored in one transaction."""
Numbered = tuple[int, object]
"""A row with the line it begins on; a row that cannot be read is its fault."""


def import_(
    file: Annotated[
        Path, typer.Argument(help="Comments as .csv or .jsonl; docs/running.md names the columns.")
    ],
    source: Annotated[str, typer.Option(help="What the comments are said to come from.")] = "import",
) -> None:
    """Put comments from a file into the store; what is there already stays as it is."""
    config = configuration()
    say = words(config).intake
    if not file.is_file():
        raise Failure(say.no_file(str(file)), exit_code=EXIT_USAGE)
    raw = file.read_bytes()
    if file.suffix.lower() == ".csv":
        rows = _csv_rows(raw)
        if rows is None:
            raise Failure(say.no_header(), exit_code=EXIT_USAGE)
    elif file.suffix.lower() in {".jsonl", ".ndjson"}:
        rows = _json_rows(raw)
    else:
        raise Failure(say.not_a_format(str(file)), exit_code=EXIT_USAGE)
    accepted = duplicates = refused = 0
    with opened(config) as store:
        book = prepared(store, config, system_clock(), keep_channels=True)
        for batch in _shown(_batches(rows), raw.count(b"\n")):
            now = system_clock()
            good = [(line, row) for line, row in batch if not isinstance(row, RowFault)]
            with store.write() as tx:
                result = take(
                    tx, book, source, [row for _, row in good], now, naive_zone=ZoneInfo(config.zone)
                )
            for line, fault in sorted(_faults(batch, good, result), key=lambda found: found[0]):
                refused += 1
                print(say.line(line, say.fault(fault)), file=sys.stderr)
            accepted += result.accepted
            duplicates += result.duplicates
    print(say.imported(accepted, duplicates, refused))
    if refused:
        raise typer.Exit(EXIT_REFUSED)


def _faults(
    batch: Iterable[Numbered], good: list[Numbered], result: IntakeResult
) -> Iterator[tuple[int, RowFault]]:
    for line, row in batch:
        if isinstance(row, RowFault):
            yield line, row
    for fault in result.faults:
        yield good[fault.index][0], fault


def _batches(rows: Iterator[Numbered]) -> Iterator[list[Numbered]]:
    while batch := list(islice(rows, AT_ONCE)):
        yield batch


def _shown(batches: Iterator[list[Numbered]], lines: int) -> Iterator[list[Numbered]]:
    """The batches, with a progress bar while somebody watches."""
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), disable=not sys.stderr.isatty(), transient=True) as progress:
        bar = progress.add_task("", total=max(lines, 1))
        for batch in batches:
            yield batch
            progress.advance(bar, len(batch))


def decoded(raw: bytes) -> str:
    """UTF-8, with or without its mark; else what an older Windows program writes."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _csv_rows(raw: bytes) -> Iterator[Numbered] | None:
    """The rows of a CSV file with commas, semicolons or tabs; none without the needed columns."""
    text = decoded(raw)
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    header = [name.strip().lower() for name in next(reader, [])]
    if not {"account", "written_at"} <= set(header):
        return None
    return _read_csv(reader, header)


def _read_csv(reader: Any, header: list[str]) -> Iterator[Numbered]:
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, RowFault(field="", fault=Fault.UNREADABLE, value=str(error))
            continue
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(header):
            yield line, RowFault(field="", fault=Fault.TOO_MANY_CELLS, limit=len(header))
            continue
        yield line, {name: cell for name, cell in zip(header, cells, strict=False) if cell != ""}


def _json_rows(raw: bytes) -> Iterator[Numbered]:
    for line, text in enumerate(decoded(raw).split("\n"), start=1):
        if not text.strip():
            continue
        try:
            yield line, json.loads(text)
        except (ValueError, RecursionError) as error:
            yield line, RowFault(field="", fault=Fault.UNREADABLE, value=str(error))
