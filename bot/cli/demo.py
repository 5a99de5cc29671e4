"""`svarsvakt demo`: the bot in a local workspace, with sample comments, on a simulated clock."""

import signal
import threading
import webbrowser
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from bot.cli.failure import EXIT_USAGE, Failure
from bot.cli.session import configuration, words
from bot.sandbox.demo import BotDidNotStart, Demo
from scheduler.local_time import read_time

PORT = 8034


def demo(
    at: Annotated[
        str | None, typer.Option(metavar="TIME", help="Open at this time; Friday 27 November 2026, 14:50.")
    ] = None,
    speed: Annotated[float, typer.Option(min=0.0, help="So many times as fast as real time.")] = 1.0,
    port: Annotated[
        int, typer.Option(min=0, max=65_535, help="The page's port; 0: any that is free.")
    ] = PORT,
    no_open: Annotated[bool, typer.Option("--no-open", help="Do not open a browser.")] = False,
) -> None:
    """The bot, a local workspace and a made-up newsroom: open the page, no account anywhere needed."""
    config = configuration()
    say = words(config)
    try:
        opens = read_time(at, ZoneInfo(config.zone)) if at is not None else None
    except ValueError:
        raise Failure(say.running.bad_time(at or ""), exit_code=EXIT_USAGE) from None
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    typer.echo(say.running.demo_starts(), err=True)
    try:
        with Demo(config.path, at=opens, speed=speed, port=port) as running:
            typer.echo(running.url)
            typer.echo(say.running.demo_runs(), err=True)
            if not no_open:
                webbrowser.open(running.url)
            stopping.wait()
    except BotDidNotStart as fault:
        raise Failure(say.running.demo_bot_ended(fault.log)) from None
    except OSError:
        raise Failure(say.running.demo_port_taken(port)) from None
