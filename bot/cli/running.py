"""`svarsvakt run`: the bot; with `--at` or `--speed` a rehearsal: simulated clock, scratch database."""

import os
import signal
import tempfile
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from bot import logs
from bot.app import MissingExtra, MissingSecret, Tempo, build, run_until
from bot.cli.failure import EXIT_USAGE, Failure
from bot.cli.session import configuration, refused, words
from bot.config import Config
from bot.opening import NoStore
from bot.sandbox.clock import CLOCK_FILE, SharedClock, clock_from_environment
from bot.texts import Texts
from scheduler.clock import Clock, system_clock
from scheduler.local_time import read_time
from scheduler.port import SendError, Unclear

QUICK = Tempo(
    tick=timedelta(milliseconds=100), deliver=timedelta(milliseconds=50), down_after=timedelta(hours=12)
)
"""On a simulated clock an hour may pass in a second."""


def run(
    at: Annotated[
        str | None,
        typer.Option(metavar="TIME", help="A rehearsal: begin at this time, on a scratch database."),
    ] = None,
    speed: Annotated[float | None, typer.Option(min=0.0, help="A rehearsal: so many times as fast.")] = None,
) -> None:
    """Run the bot from config.toml and the environment, until it is told to stop."""
    config = configuration()
    say = words(config)
    logs.set_up()
    if at is None and speed is None:
        clock = clock_from_environment()
        _run(config, clock, say, Tempo() if clock is system_clock else QUICK)
        return
    with tempfile.TemporaryDirectory(prefix="svarsvakt-rehearsal-") as folder:
        begins = _begins(at, config, say)
        simulated = SharedClock.start(Path(folder) / "clock.json", begins, speed or 1.0)
        scratch = replace(config, database_url=f"sqlite:///{folder}/rehearsal.db")
        told = say.dates.at(begins, ZoneInfo(config.zone))
        typer.echo(say.running.rehearsal(told, f"{speed or 1.0:g}"), err=True)
        _run(scratch, simulated, say, QUICK)


def _begins(at: str | None, config: Config, say: Texts) -> datetime:
    if at is None:
        return datetime.now(UTC)
    try:
        return read_time(at, ZoneInfo(config.zone))
    except ValueError:
        raise Failure(say.running.bad_time(at), exit_code=EXIT_USAGE) from None


def _run(config: Config, clock: Clock, say: Texts, tempo: Tempo) -> None:
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    try:
        run_until(build(config, clock=clock, tempo=tempo), stopping)
    except MissingSecret as missing:
        raise Failure(*map(say.running.missing_secret, missing.names), exit_code=EXIT_USAGE) from None
    except MissingExtra as missing:
        raise Failure(say.running.missing_extra(missing.extra), exit_code=EXIT_USAGE) from None
    except NoStore as no:
        raise refused(no, say) from None
    except SendError as error:
        raise Failure(say.running.slack_refuses(error.code)) from None
    except Unclear:
        raise Failure(say.running.slack_silent()) from None
    except OSError as error:
        if os.environ.get(CLOCK_FILE) and isinstance(error, FileNotFoundError):
            raise
        raise Failure(say.running.port_taken(config.http.host, config.http.port)) from None
