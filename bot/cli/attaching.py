"""`svarsvakt attach`: a file kept with a comment, by whoever sits at the machine."""

import mimetypes
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.acting import myself
from bot.cli.failure import EXIT_USAGE, Failure
from bot.cli.session import configuration, opened, words
from bot.texts import Texts
from db import comments, events
from db.words import EventAction
from handlers import attaching
from scheduler.clock import system_clock


def attach(
    number: Annotated[int, typer.Argument(help="The comment's number.", min=1)],
    file: Annotated[Path, typer.Argument(help="The file: a screenshot, a letter.")],
) -> None:
    """Keep a file with a comment: it goes with it when it is handed out or purged; who did it is noted."""
    config = configuration()
    say = words(config)
    data = _read(file, config.attachment_mb, say)
    with opened(config) as store, store.write() as tx:
        if comments.get(tx, number) is None:
            raise Failure(say.records.no_comment(number))
        if any(one.action is EventAction.PURGED for one in events.of_comment(tx, number)):
            raise Failure(say.records.comment_purged(number))
        kept = attaching.put(
            tx,
            number,
            name=file.name,
            media_type=mimetypes.guess_type(file.name)[0] or "",
            data=data,
            by=myself(),
            now=system_clock(),
        )
    print(say.records.attached(number) if kept else say.records.attached_already(number))


def _read(file: Path, most: int, say: Texts) -> bytes:
    """The file's bytes; one that is too large is not read."""
    try:
        if file.stat().st_size > most << 20:
            raise Failure(say.records.file_too_large(str(file), most))
        data = file.read_bytes()
    except OSError as error:
        raise Failure(
            say.records.cannot_read(str(file), say.records.why_not(error)), exit_code=EXIT_USAGE
        ) from None
    if not data:
        raise Failure(say.records.file_empty(str(file)), exit_code=EXIT_USAGE)
    return data
