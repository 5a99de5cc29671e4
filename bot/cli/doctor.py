"""`svarsvakt doctor`: everything that the bot stands on, and how to mend what is wrong."""

from typing import Annotated

import typer

from bot.cli.failure import EXIT_REFUSED
from bot.cli.output import print_json
from bot.cli.session import configuration, words
from bot.doctor.round import examine
from bot.slack.calls import SLACK_API, web_client
from scheduler.clock import system_clock


def doctor(
    post: Annotated[
        bool, typer.Option(help="Post test messages in Slack, read them back, take them away.")
    ] = True,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a finding.")] = False,
) -> None:
    """Check everything; exit status 1 while something is wrong."""
    config = configuration()
    say = words(config)
    client = web_client(config.secrets.slack_bot_token or "", api_url=config.slack_api_url or SLACK_API)
    notes = tuple(say.settings.note(note) for note in config.notes)
    wrong = 0
    for found in examine(
        config, client, clock=system_clock, post=post, text=say.doctor.test_message(), notes=notes
    ):
        wrong += found.well is False
        if as_json:
            print_json(
                {
                    "finding": found.finding.value,
                    "well": found.well,
                    "about": found.about,
                    "detail": found.detail,
                    "mend": say.doctor.mend(found) if found.well is False else None,
                }
            )
            continue
        print(say.doctor.line(found))
        if found.well is False:
            print(f"     {say.doctor.mend(found)}")
    if not as_json:
        print(say.doctor.verdict(wrong))
    if wrong:
        raise typer.Exit(EXIT_REFUSED)
