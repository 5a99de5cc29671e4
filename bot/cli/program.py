"""The program's commands, by a table: a command's module is imported when it runs, not before."""

import os
import sys
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from bot.cli.failure import EXIT_REFUSED, Failure, told


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One command: where it is (`module:function`, `module:app` if it has subcommands), what it does."""

    name: str
    target: str
    does: str


ENTRIES = (
    Entry(name="run", target="bot.cli.running:run", does="Run the bot."),
    Entry(
        name="demo", target="bot.cli.demo:demo", does="The bot in a local workspace, with sample comments."
    ),
    Entry(
        name="deadline", target="bot.cli.times:deadline", does="When a comment is to be answered, and why."
    ),
    Entry(name="calendar", target="bot.cli.times:calendar", does="A year's days off, short days and rounds."),
    Entry(name="import", target="bot.cli.importing:import_", does="Put comments from a file into the store."),
    Entry(name="attach", target="bot.cli.attaching:attach", does="Keep a file with a comment."),
    Entry(name="comments", target="bot.cli.records:comments", does="What comments are stored."),
    Entry(name="notices", target="bot.cli.records:notices", does="What was said and what will be."),
    Entry(
        name="export", target="bot.cli.exporting:export", does="Comments with their events, for a request."
    ),
    Entry(
        name="verify", target="bot.cli.verifying:verify", does="Is every record as it was when it was sealed?"
    ),
    Entry(name="gallra", target="bot.cli.purging:app", does="Retention decisions, and what they cover."),
    Entry(name="summary", target="bot.cli.summing:summary", does="The weekly summary."),
    Entry(name="duty", target="bot.cli.duty:duty", does="Who is on duty, and where somebody is missing."),
    Entry(name="swap", target="bot.cli.duty_acts:swap", does="Days on duty that change hands: ask, answer."),
    Entry(name="on-call", target="bot.cli.duty_acts:on_call", does="Who is called on outside hours."),
    Entry(name="crisis", target="bot.cli.crises:crisis", does="A crisis watch: start, extend, end it."),
    Entry(name="signature", target="bot.cli.signing:signature", does="Does a reply carry its signature?"),
    Entry(
        name="simulate",
        target="bot.cli.simulating:simulate_command",
        does="A made-up year of this configuration.",
    ),
    Entry(name="unit", target="bot.cli.units:unit", does="Units: add, change, end."),
    Entry(name="person", target="bot.cli.managing:person", does="A unit's people: add, change, move, end."),
    Entry(name="account", target="bot.cli.managing:account", does="A unit's accounts: add, change, end."),
    Entry(name="rules", target="bot.cli.ruling:ruling", does="Rules, and where each value comes from."),
    Entry(name="closure", target="bot.cli.ruling:closure", does="Days that are unlike others."),
    Entry(name="changes", target="bot.cli.ruling:changes", does="Who changed what of how units are run."),
    Entry(name="config", target="bot.cli.configuring:app", does="Check the configuration."),
    Entry(name="db", target="bot.cli.database:app", does="Bring the database up to date."),
    Entry(name="manifest", target="bot.cli.manifest:app", does="What a chat must know of the bot."),
    Entry(name="sources", target="bot.cli.sources:sources", does="How each account is seen into."),
    Entry(name="doctor", target="bot.cli.doctor:doctor", does="Check everything, and how to mend it."),
)


class Commands(TyperGroup):
    """The table's commands: listed from the table, loaded to run."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        for entry in ENTRIES:
            self.add_command(TyperCommand(entry.name, help=entry.does))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command by its word, then load it."""
        name, listed, rest = super().resolve_command(ctx, args)
        entry = next((entry for entry in ENTRIES if entry.name == name), None)
        return name, loaded(entry) if entry else listed, rest


def loaded(entry: Entry) -> Any:
    """The command itself."""
    module, _, attribute = entry.target.partition(":")
    found = getattr(import_module(module), attribute)
    if isinstance(found, typer.Typer):
        return typer.main.get_command(found)
    alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    alone.command(entry.name)(found)
    return typer.main.get_command(alone)


app = typer.Typer(cls=Commands, add_completion=False, pretty_exceptions_enable=False, no_args_is_help=True)


@app.callback()
def program(
    config: str = typer.Option(
        None, "--config", envvar="SVARSVAKT_CONFIG", help="The configuration file; config.toml if not said."
    ),
) -> None:
    """Svarsvakt: helps a municipality answer the public's comments in time."""
    if config:
        os.environ["SVARSVAKT_CONFIG"] = config


def main() -> None:
    """Run the command line; whatever goes wrong is said in a sentence, never as a traceback."""
    try:
        app(prog_name="svarsvakt")
    except Failure as failure:
        for line in failure.lines:
            print(line, file=sys.stderr)
        sys.exit(failure.exit_code)
    except BrokenPipeError:  # whoever read our output has had enough: `svarsvakt comments | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        if os.environ.get("SVARSVAKT_DEBUG"):
            raise
        print(told(error), file=sys.stderr)
        sys.exit(EXIT_REFUSED)
