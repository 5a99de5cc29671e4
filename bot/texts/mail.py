"""The e-mail that goes out when chat is dead: what waits and how it is mended, nothing that anybody wrote."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.texts.dates import Dates
from bot.texts.language import Language
from bot.texts.operator import OperatorTexts
from handlers.content import OperatorContent


class MailTexts:
    """Subject and body, to a supervisor and to the operator."""

    def __init__(self, language: Language, dates: Dates, operator: OperatorTexts) -> None:
        self._l, self._dates, self._operator = language, dates, operator

    def subject(self) -> str:
        """The subject; it names nothing."""
        return self._l.text("Svarsvakt does not reach the chat")

    def to_supervisor(self, waiting: Sequence[tuple[str, int]], since: datetime, zone: ZoneInfo) -> str:
        """What a supervisor can do meanwhile: look at the accounts. `waiting`: unit and how many "
        "reminders."""
        return self._body(
            self._since(since, zone),
            *self._waiting(waiting),
            self._l.text(
                "Please look at the accounts’ comments yourselves until the chat is back. What Svarsvakt "
                "has to say "
                "is kept and comes there then."
            ),
        )

    def to_operator(
        self, waiting: Sequence[tuple[str, int]], since: datetime, zone: ZoneInfo, *, code: str | None
    ) -> str:
        """What the operator can mend; `code` is the chat's own word where it gave one."""
        problem = OperatorContent(code=code) if code else OperatorContent(code="chat_unreachable")
        return self._body(
            self._since(since, zone),
            f"{self._operator.what(problem)} {self._operator.mend(problem)}",
            *self._waiting(waiting),
            self._l.text("The units’ supervisors have been told by e-mail. “svarsvakt doctor” says more."),
        )

    def _since(self, since: datetime, zone: ZoneInfo) -> str:
        return self._l.text("Svarsvakt has not reached the chat since {at}.", at=self._dates.at(since, zone))

    def _waiting(self, waiting: Sequence[tuple[str, int]]) -> list[str]:
        return [
            self._l.plural(
                "{unit}: {count} reminder waits to be delivered.",
                "{unit}: {count} reminders wait to be delivered.",
                count,
                unit=unit,
            )
            for unit, count in waiting
        ]

    def _body(self, *paragraphs: str) -> str:
        return "\n\n".join([*paragraphs, "Svarsvakt"]) + "\n"
