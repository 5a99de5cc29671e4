"""What chat says of records: a diary number that is missing, a file that could not be fetched."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.texts.card import CardTexts
from bot.texts.dates import Dates
from bot.texts.language import Language, mark
from handlers.content import NotAttachedContent, RegistrarContent

WHY: Mapping[str, str] = MappingProxyType(
    {
        "too_large": mark("it is larger than {most} MB"),
        "not_there": mark("it is not in Slack any more"),
        "not_allowed": mark("Slack does not let me read it; the app may lack the permission “files:read”"),
        "other": mark("Slack did not answer, though I tried for hours"),
    }
)


class RecordsInChatTexts:
    """Private messages about records."""

    def __init__(self, spoken: Language, dates: Dates, card: CardTexts) -> None:
        self._spoken, self._dates, self._card = spoken, dates, card

    def registrar(self, content: RegistrarContent) -> str:
        """`Kommentar 118 på Kulturskolans Facebook saknar sitt diarienummer.`"""
        return self._spoken.text(
            "Comment {number} on {account} was to go to the registrar, noted {at}, and has no diary number "
            "yet.",
            number=content.line.number,
            account=self._card.account(content.line),
            at=self._dates.at(content.asked_at, content.zone),
        )

    def registrar_how(self, number: int) -> str:
        """What to write."""
        return self._spoken.text(
            "When you have it, write “registrar {number}” and the diary number. Not needed after all? Write "
            "“registrar {number} no”.",
            number=number,
        )

    def not_attached(self, content: NotAttachedContent) -> str:
        """`Filen till kommentar 118 gick inte att hämta: den är större än 20 MB.`"""
        why = self._spoken.text(WHY.get(content.code, WHY["other"]), most=content.most_mb)
        return self._spoken.text(
            "The file for comment {number} could not be fetched: {why}. Put it there again with “attach "
            "{number}”, or ask whoever runs Svarsvakt.",
            number=content.line.number,
            why=why,
        )
