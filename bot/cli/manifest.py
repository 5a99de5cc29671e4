"""`svarsvakt manifest`: what to paste where Slack asks for an app manifest, what to upload to Teams."""

import json
from importlib.metadata import version
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit
from uuid import UUID

import typer

from bot.cli.failure import Failure
from bot.cli.session import configuration, words
from bot.slack.manifest import manifest
from bot.teams import manifest as teams_app
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
    _known(language)
    if request_url is not None and not request_url.startswith("https://"):
        raise typer.BadParameter(
            "Slack only calls addresses that start with https://", param_hint="--request-url"
        )
    print(json.dumps(manifest(texts(language), request_url=request_url), ensure_ascii=False, indent=2))


@app.command()
def teams(
    *,
    website: Annotated[
        str, typer.Option(help="Your page about it, or your front page: people find it from the app.")
    ],
    app_id: Annotated[
        UUID | None, typer.Option(help="The bot's id in Entra; without it, teams.app_id of config.toml.")
    ] = None,
    privacy: Annotated[
        str | None, typer.Option(help="Your page about personal data; without it, the website.")
    ] = None,
    terms: Annotated[
        str | None, typer.Option(help="Your page about terms of use; without it, the website.")
    ] = None,
    language: Annotated[str, typer.Option(help="sv or en: the app's first language; it has both.")] = "sv",
    out: Annotated[Path, typer.Option(help="Where the app package is written.", dir_okay=False)] = Path(
        "svarsvakt-teams.zip"
    ),
) -> None:
    """Write the Teams app package: manifest, icons, both languages."""
    _known(language)
    pages = {"--website": website, "--privacy": privacy or website, "--terms": terms or website}
    for option, page in pages.items():
        if not page.startswith("https://"):
            raise typer.BadParameter("Teams only takes addresses that start with https://", param_hint=option)
    config = configuration()
    say = words(config)
    if app_id is None and config.teams is not None and config.teams.app_id is not None:
        app_id = UUID(config.teams.app_id)
    if app_id is None:
        raise typer.BadParameter("there is none in config.toml either ([teams])", param_hint="--app-id")
    host = urlsplit(config.http.address or "").hostname
    publisher = teams_app.Publisher(
        name=config.organisation, website=website, privacy=pages["--privacy"], terms=pages["--terms"]
    )
    speaking = [texts(language), *(texts(other) for other in LANGUAGES if other != language)]
    content = teams_app.manifest(
        app_id, publisher, speaking, version=version("svarsvakt"), domains=[host] if host else []
    )
    try:
        out.write_bytes(teams_app.package(content, speaking[1:]))
    except OSError as error:
        raise Failure(say.records.cannot_write(str(out), say.records.why_not(error))) from None
    typer.echo(str(out))


def _known(language: str) -> None:
    if language not in LANGUAGES:
        raise typer.BadParameter(f"{language}: choose one of {', '.join(LANGUAGES)}", param_hint="--language")
