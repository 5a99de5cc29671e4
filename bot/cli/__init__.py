"""The command line: `svarsvakt`. Each command's module is loaded only when it runs, so help is quick."""

from bot.cli.program import main

__all__ = ["main"]
