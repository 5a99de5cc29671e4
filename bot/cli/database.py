"""`svarsvakt db upgrade`: bring the database's tables up to date. Starting the bot does the same."""

import typer

from bot.cli.session import configuration, opened, words
from db.upgrade import revision

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, no_args_is_help=True)


@app.callback()
def program() -> None:
    """Bring the database up to date."""


@app.command()
def upgrade() -> None:
    """Run the migrations that are missing; nothing happens when there are none."""
    config = configuration()
    with opened(config) as store, store.read() as tx:
        print(words(config).records.up_to_date(revision(tx) or ""))
