"""`svarsvakt config check`: every fault at once, and what may not be meant."""

import typer

from bot.cli.session import configuration, words

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, no_args_is_help=True)


@app.callback()
def program() -> None:
    """Check the configuration."""


@app.command()
def check() -> None:
    """Read the configuration and the environment; name every fault, its line and what was expected."""
    config = configuration()
    say = words(config).settings
    register = config.register
    print(say.good(str(config.path)))
    print(say.counts(units=len(register.units), accounts=len(register.accounts), people=len(register.people)))
    if config.notes:
        print(say.look_again())
        for note in config.notes:
            print(f"  {say.note(note)}")
