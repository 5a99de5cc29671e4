"""The doctor's round: from what everything else stands on to what stands on it."""

from collections.abc import Iterator

from slack_sdk import WebClient

from bot.config import Config
from bot.doctor import machine, slack, sources, teams
from bot.doctor.findings import Finding, Found
from scheduler.clock import Clock


def examine(
    config: Config, client: WebClient, *, clock: Clock, post: bool, text: str, notes: tuple[str, ...] = ()
) -> Iterator[Found]:
    """Everything, in order. Where a chat does not take the token, what needs it is left out.

    `post`: also post (and take away) test messages that say `text`. `notes`: what may not be meant, in words.
    """
    yield Found(finding=Finding.CONFIG, well=True, detail=str(config.path))
    for note in notes:
        yield Found(finding=Finding.NOTE, well=None, detail=note)
    yield from machine.database(config)
    yield machine.port(config.http)
    if config.smtp is not None:
        yield machine.mail(config.smtp, config.secrets.smtp_password)
    yield from sources.sources(config, clock())
    if config.teams is not None:
        yield from teams.teams(config, clock)
    if not config.slack:
        return
    let_in = False
    for found in slack.tokens(config, client, clock):
        let_in |= found.finding is Finding.BOT_TOKEN and found.well is True
        yield found
    if not let_in:
        return
    yield from slack.channels(config, client)
    yield from slack.people(config, client)
    if post:
        yield from slack.posting(config, client, text)
