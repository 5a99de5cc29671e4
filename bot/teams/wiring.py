"""Teams' parts, joined for `bot/app.py`; read only where the configuration has `[teams]`."""

from collections.abc import Callable
from concurrent.futures import Executor
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import partial

import httpx

from bot.chart import draw
from bot.chat.reception import Reception
from bot.config import Config, Teams
from bot.teams.answers import Answers
from bot.teams.authentication import Judge, MicrosoftToken, anybody
from bot.teams.cards.week import WITHIN
from bot.teams.connector import Connector
from bot.teams.door import TeamsDoor
from bot.teams.errors import DEAD_TOKEN
from bot.teams.hearing import Hearing
from bot.teams.pace import Pace
from bot.teams.pressing import Pressing
from bot.teams.sender import TeamsChat
from bot.teams.tokens import LOGIN, BotToken
from bot.teams.who import Who
from bot.texts import Texts
from db.store import Store
from scheduler.rulebook import RuleBook

ANSWER_TIMEOUT_SECONDS = 5
"""Of a direct answer: somebody waits."""


class TeamsSide:
    """The chat that the outbox sends to, and the door where Teams knocks."""

    def __init__(
        self,
        config: Config,
        teams: Teams,
        *,
        store: Store,
        book: RuleBook,
        texts: Callable[[str | None], Texts],
        send_timeout: float,
        own_time: bool,
    ) -> None:
        """Raises ImportError without the extra `teams`, but where nobody is asked who she is."""
        self.dead_codes = DEAD_TOKEN
        self._by_email = teams.match_email
        self._operator_channel = config.operator.channel
        self._tenant = None if teams.unauthenticated else teams.tenant
        self._judge: Judge = anybody if teams.unauthenticated else MicrosoftToken(teams.app_id or "")
        self._token = (
            None
            if teams.unauthenticated
            else BotToken(
                client_id=teams.app_id or "",
                secret=config.secrets.teams_client_secret or "",
                tenant=teams.tenant or "",
            )
        )
        self._sending = Connector(token=self._token, timeout=send_timeout)
        pace = Pace()
        self._answering = Connector(token=self._token, timeout=ANSWER_TIMEOUT_SECONDS, wrote=pace.answered)
        self.chat = TeamsChat(
            connector=self._sending,
            store=store,
            book=book,
            texts=texts,
            operator_channel=config.operator.channel,
            pace=pace,
            draw=partial(draw, within=WITHIN),
            own_time=own_time,
        )

    def door(self, reception: Reception, pool: Executor, may_work: Callable[[], bool]) -> TeamsDoor:
        """Where Teams knocks; `reception` is that of this chat."""
        answers = Answers(self._answering, reception, pool)
        pressing = Pressing(reception, answers, operator_channel=self._operator_channel)
        who = Who(
            self._answering, reception.store, reception.clock, chat=reception.chat, by_email=self._by_email
        )
        hearing = Hearing(reception, answers, pressing, who)
        return TeamsDoor(judge=self._judge, tenant=self._tenant, hear=hearing, may_work=may_work)

    def time(self) -> datetime | None:
        """What time it is at Microsoft; none: it does not answer, does not say, or need not be asked."""
        return time_at_microsoft() if self._token is not None else None

    def close(self) -> None:
        """Let the connections go."""
        self._sending.close()
        self._answering.close()
        if self._token is not None:
            self._token.close()


def time_at_microsoft() -> datetime | None:
    """Microsoft's time, as every answer of its login has it; none: it does not answer, or does not say."""
    try:
        said = httpx.head(LOGIN, timeout=5).headers.get("date")
        return parsedate_to_datetime(said).astimezone(UTC) if said else None
    except (httpx.HTTPError, ValueError):
        return None
