"""Slack's part: tokens, permissions, clock, channels, people, and messages posted and read back."""

from collections.abc import Callable, Iterator
from datetime import datetime
from uuid import uuid4

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from bot.config import Config
from bot.doctor.findings import Finding, Found
from bot.slack import history
from bot.slack.channels import with_channel_ids
from bot.slack.errors import judged
from bot.slack.manifest import SCOPES
from bot.slack.right_clock import time_of
from scheduler.clock import Clock
from scheduler.port import CannotTell, SendError, Unclear

CLOCK_MAY_DIFFER = 5.0
"""Seconds. Answer times are to the minute, and requests five minutes old are taken for replays."""


def tokens(config: Config, client: WebClient, clock: Clock) -> Iterator[Found]:
    """The bot's token, what it may, and whether the clocks agree; then the mode's own secret."""
    if not config.secrets.slack_bot_token:
        yield Found(finding=Finding.BOT_TOKEN, well=False, detail="not_set")
        return
    try:
        with judged():
            answer = client.auth_test()
    except (SendError, Unclear) as error:
        yield Found(finding=Finding.BOT_TOKEN, well=False, detail=_word(error))
        return
    yield Found(finding=Finding.BOT_TOKEN, well=True, detail=str(answer.get("team") or ""))
    yield _scopes(answer)
    yield _clock(answer, clock())
    if config.slack_mode == "http":
        yield Found(finding=Finding.SIGNING_SECRET, well=bool(config.secrets.slack_signing_secret))
    else:
        yield _app_token(config, client)


def channels(config: Config, client: WebClient) -> Iterator[Found]:
    """The bot is in each unit's channel, and in the operator's."""
    try:
        with judged():
            known = _member_ids(client)
        named = with_channel_ids(config, client)
    except (SendError, Unclear) as error:
        yield Found(finding=Finding.CHANNEL, well=None, detail=_word(error))
        return
    for unit in named.register.units:
        if unit.channel is not None:
            yield Found(
                finding=Finding.CHANNEL, well=unit.channel in known, about=unit.name, detail=unit.channel
            )
    if named.operator.channel is not None:
        channel = named.operator.channel
        yield Found(finding=Finding.OPERATOR_CHANNEL, well=channel in known, detail=channel)


def people(config: Config, client: WebClient) -> Iterator[Found]:
    """A direct message can be opened with everybody; nothing is said there."""
    for person in config.register.people:
        if person.chat_id is None:
            continue
        try:
            with judged():
                client.conversations_open(users=person.chat_id)
        except (SendError, Unclear) as error:
            yield Found(finding=Finding.PERSON, well=False, about=person.slug, detail=_word(error))
        else:
            yield Found(finding=Finding.PERSON, well=True, about=person.slug)


def posting(config: Config, client: WebClient, text: str) -> Iterator[Found]:
    """Post, read back by metadata and take away: in a channel, in a thread, in a direct message.

    The channel is the operator's, else the first unit's; the direct message is the first supervisor's, else
    the first person's.
    """
    named = with_channel_ids(config, client)
    channel = named.operator.channel or next(
        (unit.channel for unit in named.register.units if unit.channel), None
    )
    if channel is None:
        yield Found(finding=Finding.IN_CHANNEL, well=None)
        yield Found(finding=Finding.IN_THREAD, well=None)
    else:
        yield from _in_channel(client, channel, text)
    user = _reader(config)
    if user is None:
        yield Found(finding=Finding.IN_DIRECT_MESSAGE, well=None)
        return

    def directly() -> None:
        opened = client.conversations_open(users=user)
        direct = str(opened["channel"]["id"])
        _post_read_remove(client, direct, text)

    yield _tried(Finding.IN_DIRECT_MESSAGE, directly)


class _NotFoundError(Exception):
    """What was posted could not be read back."""


def _in_channel(client: WebClient, channel: str, text: str) -> Iterator[Found]:
    def in_channel() -> None:
        _post_read_remove(client, channel, text)

    def in_thread() -> None:
        parent = str(client.chat_postMessage(channel=channel, text=text)["ts"])
        try:
            _post_read_remove(client, channel, text, thread=parent)
        finally:
            client.chat_delete(channel=channel, ts=parent)

    yield _tried(Finding.IN_CHANNEL, in_channel)
    yield _tried(Finding.IN_THREAD, in_thread)


def _post_read_remove(client: WebClient, channel: str, text: str, thread: str | None = None) -> None:
    key = f"doctor:{uuid4()}"
    posted = client.chat_postMessage(
        channel=channel, text=text, thread_ts=thread, metadata=history.metadata(key)
    )
    reference = str(posted["ts"])
    try:
        found = history.find(client, channel=channel, thread=thread, batch=key, since=None)
        if found is None or isinstance(found, CannotTell):
            raise _NotFoundError
    finally:
        client.chat_delete(channel=channel, ts=reference)


def _tried(finding: Finding, attempt: Callable[[], None]) -> Found:
    try:
        with judged():
            attempt()
    except (SendError, Unclear) as error:
        return Found(finding=finding, well=False, detail=_word(error))
    except _NotFoundError:
        return Found(finding=finding, well=False, detail="not_read_back")
    return Found(finding=finding, well=True)


def _scopes(answer: SlackResponse) -> Found:
    """Slack says in a header what the token may; another server may not."""
    said = {name.lower(): value for name, value in answer.headers.items()}.get("x-oauth-scopes")
    if said is None:
        return Found(finding=Finding.SCOPES, well=None)
    lacking = SCOPES.keys() - {scope.strip() for scope in str(said).split(",")}
    return Found(finding=Finding.SCOPES, well=not lacking, detail=", ".join(sorted(lacking)))


def _clock(answer: SlackResponse, now: datetime) -> Found:
    said = time_of(answer)
    if said is None:
        return Found(finding=Finding.CLOCK, well=None)
    apart = abs((said - now).total_seconds())
    return Found(finding=Finding.CLOCK, well=apart <= CLOCK_MAY_DIFFER, detail=str(round(apart)))


def _app_token(config: Config, client: WebClient) -> Found:
    token = config.secrets.slack_app_token
    if not token:
        return Found(finding=Finding.APP_TOKEN, well=False, detail="not_set")
    try:
        with judged():
            client.apps_connections_open(app_token=token)
    except (SendError, Unclear) as error:
        return Found(finding=Finding.APP_TOKEN, well=False, detail=_word(error))
    return Found(finding=Finding.APP_TOKEN, well=True)


def _member_ids(client: WebClient) -> set[str]:
    ids: set[str] = set()
    cursor = ""
    while True:
        answer = client.users_conversations(
            types="public_channel,private_channel", exclude_archived=True, limit=200, cursor=cursor
        )
        ids |= {str(channel["id"]) for channel in answer["channels"]}
        cursor = str((answer.get("response_metadata") or {}).get("next_cursor") or "")
        if not cursor:
            return ids


def _reader(config: Config) -> str | None:
    ids = {person.slug: person.chat_id for person in config.register.people if person.chat_id}
    supervisors = [slug for unit in config.register.units for slug in unit.supervisors if slug in ids]
    return ids[supervisors[0]] if supervisors else next(iter(ids.values()), None)


def _word(error: SendError | Unclear) -> str:
    return error.code if isinstance(error, SendError) else str(error)
