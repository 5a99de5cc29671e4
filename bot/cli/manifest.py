"""`svarsvakt manifest slack`: what to paste where Slack asks for an app manifest."""

import json
from typing import Annotated

import typer

from bot.slack.manifest import manifest
from bot.texts import LANGUAGES, texts

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, no_args_is_help=True)


@app.callback()
def program() -> None:
    """What a chat must know of the bot."""


@app.command()
def slack(
    request_url: Annotated[
        str | None,
        typer.Option(help="HTTP mode: the address that ends in /slack/events; without it, Socket Mode."),
    ] = None,
    language: Annotated[
        str, typer.Option(help="sv or en: the language of descriptions and the shortcut.")
    ] = "sv",
) -> None:
    """Print the Slack app's manifest, as JSON."""
    if language not in LANGUAGES:
        raise typer.BadParameter(f"{language}: choose one of {', '.join(LANGUAGES)}", param_hint="--language")
    if request_url is not None and not request_url.startswith("https://"):
        raise typer.BadParameter(
            "Slack only calls addresses that start with https://", param_hint="--request-url"
        )
    print(json.dumps(manifest(texts(language), request_url=request_url), ensure_ascii=False, indent=2))
