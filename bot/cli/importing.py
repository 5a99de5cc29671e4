"""`svarsvakt import`: comments from a CSV or JSON-lines file; bad rows are named by line, the rest go in."""

import json
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from bot.cli.csv_rows import Numbered, csv_rows, decoded, first_names
from bot.cli.failure import EXIT_REFUSED, EXIT_USAGE, Failure
from bot.cli.session import configuration, opened, words
from bot.prepare import prepared
from bot.texts.intake import IntakeTexts
from handlers.intake import IntakeResult, take
from handlers.intake_presets import PRESETS, TEMPLATES, Reading
from handlers.intake_row import Fault, RowFault, unknown
from scheduler.clock import system_clock

AT_ONCE = 500
"""Rows stored in one transaction."""
MOST_NAMED = 20
"""Unknown columns that are named."""


def import_(
    file: Annotated[
        Path, typer.Argument(help="Comments as .csv or .jsonl; docs/running.md names the columns.")
    ],
    source: Annotated[str, typer.Option(help="What the comments are said to come from.")] = "import",
    preset: Annotated[
        str | None, typer.Option(help="Whose columns the file has: svenska, myspace, bambuser, wordpress.")
    ] = None,
    account: Annotated[
        str | None, typer.Option(help="The account of every row that names none, by its short name.")
    ] = None,
    template: Annotated[
        bool, typer.Option("--template", help="Write an empty list of the preset to the file instead.")
    ] = False,
) -> None:
    """Put comments from a file into the store; what is there already stays as it is."""
    config = configuration()
    say = words(config).intake
    if preset is not None and preset not in (TEMPLATES if template else PRESETS):
        known = TEMPLATES if template else PRESETS
        raise Failure(say.no_preset(preset, known), exit_code=EXIT_USAGE)
    if template:
        _write_template(file, preset or "svenska", say)
        return
    reading = Reading(preset=preset, account=account)
    if not file.is_file():
        raise Failure(say.no_file(str(file)), exit_code=EXIT_USAGE)
    raw = file.read_bytes()
    if file.suffix.lower() == ".csv":
        rows = csv_rows(raw, reading)
        if rows is None:
            raise Failure(*_headless(first_names(raw), reading, say), exit_code=EXIT_USAGE)
    elif file.suffix.lower() in {".jsonl", ".ndjson"}:
        rows = _json_rows(raw)
    else:
        raise Failure(say.not_a_format(str(file)), exit_code=EXIT_USAGE)
    accepted = duplicates = refused = 0
    names: dict[str, None] = {}  # in the order in which they first came
    with opened(config) as store:
        book = prepared(store, config, system_clock(), keep_channels=True)
        for batch in _shown(_batches(rows), raw.count(b"\n")):
            now = system_clock()
            good = [(line, reading.row(row)) for line, row in batch if not isinstance(row, RowFault)]
            names |= {str(name): None for _, row in good if isinstance(row, dict) for name in row}
            with store.write() as tx:
                result = take(
                    tx, book, source, [row for _, row in good], now, naive_zone=ZoneInfo(config.zone)
                )
            for line, fault in sorted(_faults(batch, good, result), key=lambda found: found[0]):
                refused += 1
                print(say.line(line, say.fault(fault)), file=sys.stderr)
            accepted += result.accepted
            duplicates += result.duplicates
    if not_read := unknown(names):
        print(say.not_read(dict(islice(not_read.items(), MOST_NAMED))), file=sys.stderr)
    print(say.imported(accepted, duplicates, refused))
    if refused:
        raise typer.Exit(EXIT_REFUSED)


def _headless(names: list[str], reading: Reading, say: IntakeTexts) -> Iterator[str]:
    """What is wrong with the first line, and which preset would do."""
    yield say.no_header()
    called = [reading.name(name) for name in names]
    lacking = reading.lacking(called)
    yield from (say.misspelt(name, field) for name, field in unknown(called).items() if field in lacking)
    if reading.preset is None:
        for preset in PRESETS:
            other = Reading(preset=preset, account="-")
            if not other.lacking([other.name(name) for name in names]):
                yield say.try_preset(preset)
                return


def _write_template(file: Path, preset: str, say: IntakeTexts) -> None:
    """With a mark that Excel reads as UTF-8, and the separator of Swedish spreadsheets."""
    if file.exists():
        raise Failure(say.there_already(str(file)), exit_code=EXIT_USAGE)
    file.write_text(";".join(TEMPLATES[preset]) + "\n", encoding="utf-8-sig")
    print(say.template_written(str(file), preset))


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


def _json_rows(raw: bytes) -> Iterator[Numbered]:
    for line, text in enumerate(decoded(raw).split("\n"), start=1):
        if not text.strip():
            continue
        try:
            yield line, json.loads(text)
        except (ValueError, RecursionError) as error:
            yield line, RowFault(field="", fault=Fault.UNREADABLE, value=str(error))
