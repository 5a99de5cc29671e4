"""What is said of how accounts are seen into."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.texts.dates import Dates
from bot.texts.language import Language, mark
from bot.texts.words import Words
from handlers.source_content import SourceContent
from handlers.sources.overview import Health
from scheduler.source_notices import SourceNews

HEALTH: Mapping[Health, str] = MappingProxyType(
    {
        Health.WELL: mark("well"),
        Health.NOT_YET: mark("not asked yet"),
        Health.PAUSED: mark("paused: {code}"),
        Health.FAILING: mark("fails: {code}"),
        Health.BLIND: mark("nothing sees into it"),
        Health.SWITCHED_OFF: mark("switched off"),
        Health.UNKNOWN: mark("its kind of source is not installed"),
    }
)


class SourceTexts:
    """Messages about sources, and the table of `svarsvakt sources`."""

    def __init__(self, language: Language, dates: Dates, words: Words) -> None:
        self._l, self._dates, self._words = language, dates, words

    def said(self, content: SourceContent) -> str:
        """What has happened."""
        account = self._words.account(content.account, content.platform)
        if content.news is SourceNews.TOKEN_ENDS and content.ends_at is not None:
            return self._l.text(
                "The credentials with which Svarsvakt sees into {account} end {at}.",
                account=account,
                at=self._dates.at(content.ends_at, content.zone),
            )
        return self._l.text(
            "Svarsvakt does not see into {account} any more: the platform does not take its credentials.",
            account=account,
        )

    def mend(self, content: SourceContent) -> str:
        """What to do."""
        if content.news is SourceNews.TOKEN_ENDS:
            return self._l.text(
                "Renew them on the platform and put the new ones into the environment of whoever runs "
                "Svarsvakt, before then. Otherwise you will have to look at the account yourselves."
            )
        if content.code is not None and content.code.startswith("not_set:"):
            return self._l.text(
                "“{name}” is missing. Whoever runs Svarsvakt adds it (docs/sources.md) and starts it again. "
                "Until then, look at the account yourselves.",
                name=content.code.removeprefix("not_set:"),
            )
        return self._l.text(
            "Whoever administers the account lets Svarsvakt in again on the platform; whoever runs Svarsvakt "
            "puts the new credentials into the environment and starts it again ({code}). Until then, look "
            "at the account yourselves.",
            code=content.code or "–",
        )

    # `svarsvakt sources`

    def headings(self) -> tuple[str, ...]:
        """Of the table."""
        return (
            self._l.text("Account"),
            self._l.text("Way in"),
            self._l.text("Latest comment"),
            self._l.text("Behind"),
            self._l.text("Quota"),
            self._l.text("Credentials end"),
            self._l.text("State"),
        )

    def health(self, health: Health, code: str | None) -> str:
        """How it fares, in a few words."""
        return self._l.text(HEALTH[health], code=code or "–")

    def resumed(self, account: str) -> str:
        """An account is asked again."""
        return self._l.text("{account} is asked again, within a minute.", account=account)

    def not_paused(self, account: str) -> str:
        """There was nothing to resume."""
        return self._l.text("{account} is not paused.", account=account)

    def no_such(self, account: str) -> str:
        """No account by this name."""
        return self._l.text("There is no account {account}.", account=account)
