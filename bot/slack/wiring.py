"""Slack's parts, joined for `bot/app.py`; made only where the configuration has the bot in Slack."""

from collections.abc import Callable
from concurrent.futures import Executor
from datetime import datetime

from slack_bolt import App

from bot.chart import draw
from bot.chat.reception import Reception
from bot.config import Config
from bot.slack import chat_files
from bot.slack.answers import Answers
from bot.slack.calls import ANSWER_TIMEOUT_SECONDS, SLACK_API, web_client
from bot.slack.channels import with_channel_ids
from bot.slack.hearing import hearing_app
from bot.slack.http import SignedRequests
from bot.slack.right_clock import time_at_slack
from bot.slack.sender import SlackChat
from bot.slack.socket import LineWatch, SocketMode
from bot.texts import Texts
from db.store import Store
from scheduler.rulebook import RuleBook


class SlackSide:
    """The chat that the outbox sends to, and what hears Slack: over a socket, or signed requests."""

    def __init__(self, config: Config) -> None:
        """Nothing is asked of Slack yet, but the ids of channels that are only named."""
        self._mode = config.slack_mode
        self._several = config.teams is not None
        self._secrets = config.secrets
        self._url = config.slack_api_url or SLACK_API
        self._token = config.secrets.slack_bot_token or ""
        self._answers = web_client(self._token, api_url=self._url, timeout=ANSWER_TIMEOUT_SECONDS)
        self._files = web_client(self._token, api_url=self._url, timeout=ANSWER_TIMEOUT_SECONDS)
        self.bolt: App | None = None
        self.socket: SocketMode | None = None
        self.line: LineWatch | None = None

    def with_channel_ids(self, config: Config) -> Config:
        """The configuration with ids for its channels' names. Raises SendError or Unclear."""
        return with_channel_ids(config, web_client(self._token, api_url=self._url))

    def chat(
        self,
        *,
        store: Store,
        book: RuleBook,
        texts: Callable[[str | None], Texts],
        operator_channel: str | None,
        send_timeout: int,
        own_time: bool,
    ) -> SlackChat:
        """What sends."""
        return SlackChat(
            client=web_client(self._token, api_url=self._url, timeout=send_timeout),
            store=store,
            book=book,
            texts=texts,
            operator_channel=operator_channel,
            draw=draw,
            own_time=own_time,
            several=self._several,
        )

    def time(self) -> datetime | None:
        """What time it is at Slack; none: it does not answer, or does not say."""
        return time_at_slack(web_client(self._token, api_url=self._url, timeout=5))

    def hear(self, reception: Reception, pool: Executor) -> SignedRequests | None:
        """What hears; in HTTP mode what takes Slack's requests. Raises SendError, Unclear."""
        self.bolt = hearing_app(self._answers, reception, Answers(self._answers, pool))
        signed = None
        if self._mode == "socket":
            self.socket = SocketMode(self.bolt, self._secrets.slack_app_token or "", self._answers)
        else:
            signed = SignedRequests(self.bolt, self._secrets.slack_signing_secret or "")
        self.line = LineWatch(self._answers, self.socket)
        return signed

    def file(self, file_id: str, most: int) -> bytes:
        """What somebody attached. Raises NotFetched."""
        return chat_files.fetch(self._files, file_id, most=most)

    def connect(self) -> None:
        """Begin to hear over the socket."""
        if self.socket is not None:
            self.socket.connect()

    def watch(self) -> None:
        """Look from now on whether Slack can be reached."""
        if self.line is not None:
            self.line.start()

    def unwatch(self) -> None:
        """Look no more."""
        if self.line is not None:
            self.line.stop()

    def close(self) -> None:
        """Hear no more."""
        if self.socket is not None:
            self.socket.close()
