"""Watch rounds: the call to look, its accounts, the wish for a good weekend, and what nobody looked at."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.texts.dates import Dates
from bot.texts.language import Language
from bot.texts.words import Words
from db.words import RoundState
from handlers.content import RoundAccount, RoundContent, RoundMissedContent, UnwatchedContent


class RoundTexts:
    """What a round says; never who did not look."""

    def __init__(self, language: Language, dates: Dates, words: Words) -> None:
        self._l, self._dates, self._words = language, dates, words

    def heading(self, content: RoundContent) -> str:
        """`Dags för en koll`."""
        if content.before_days_off:
            return (
                self._l.text("Time for the last look before the days off")
                if not content.weekend
                else (self._l.text("Time for the last look before the weekend"))
            )
        return self._l.text("Time for a look")

    def summary(self, content: RoundContent) -> str:
        """The message's top-level text."""
        match content.state:
            case RoundState.DONE:
                return self._l.text(
                    "{unit}: the round at {clock} is done",
                    unit=content.unit,
                    clock=self._dates.clock(content.at, content.zone),
                )
            case _:
                return self._l.text("{heading}, {unit}", heading=self.heading(content), unit=content.unit)

    def which(self, content: RoundContent) -> str:
        """`Runda 2 av 3, kl. 12.30`."""
        if content.extra:
            return self._l.text("Extra look, {clock}", clock=self._dates.clock(content.at, content.zone))
        return self._l.text(
            "Round {number} of {planned}, {clock}",
            number=content.number,
            planned=content.planned,
            clock=self._dates.clock(content.at, content.zone),
        )

    def intro(self, content: RoundContent) -> str:
        """What to do, or how it went."""
        match content.state:
            case RoundState.DONE:
                return self._l.text("Done: somebody has looked at every account. Thank you!")
            case RoundState.MISSED:
                left = self._l.all_of([self.account(a) for a in content.accounts if a.confirmed_at is None])
                if left:
                    return self._l.text("The round is over. Nobody had time for {accounts}.", accounts=left)
                return self._l.text("The round is over.")
            case _:
                return self._l.text("Have a look at the comments, and press “I have looked” when you have.")

    def account(self, account: RoundAccount) -> str:
        """`Kulturskolans Facebook`."""
        return self._words.account(account.name, account.platform)

    def account_state(self, account: RoundAccount, zone: ZoneInfo) -> str:
        """Beside the account: how many wait, that the bot cannot see, or who looked."""
        if account.confirmed_at is not None:
            return self._looked(account, account.confirmed_at, zone)
        if account.waiting is None:
            return self.unseen()
        if account.waiting == 0:
            return self._l.text("nothing waits")
        return self._l.plural("{count} waits", "{count} wait", account.waiting)

    def unseen(self) -> str:
        """An account that the bot cannot see into."""
        return self._l.text("Svarsvakt does not see this account, look for yourself")

    def _looked(self, account: RoundAccount, at: datetime, zone: ZoneInfo) -> str:
        clock = self._dates.clock(at, zone)
        if account.confirmed_how == "handled":
            return self._l.text("a comment there was handled at {clock}, that counts as a look", clock=clock)
        if account.confirmed_by:
            return self._l.text(
                "{person} looked at {clock}", person=account.confirmed_by.first_name, clock=clock
            )
        return self._l.text("looked at {clock}", clock=clock)

    # The last round before days off

    def nothing_waits(self, content: RoundContent) -> str:
        """`Inget väntar, trevlig helg!`"""
        if content.weekend:
            return self._l.text("Nothing waits, have a nice weekend!")
        if content.opens_again:
            day = self._dates.day(content.opens_again.astimezone(content.zone).date())
            return self._l.text("Nothing waits. Have some nice days off, see you again {day}!", day=day)
        return self._l.text("Nothing waits. Have some nice days off!")

    def waiting_heading(self, content: RoundContent) -> str:
        """Above what waits before the days off."""
        return self._l.text("Waits before the days off ({count})", count=len(content.waiting))

    def next_morning(self, content: RoundContent) -> str:
        """Above what answering now saves on the next morning."""
        count = len(content.next_morning)
        if content.opens_again is None:
            return self._l.plural(
                "Answer it today, and the next morning is calmer ({count})",
                "Answer them today, and the next morning is calmer ({count})",
                count,
            )
        day = self._dates.day(content.opens_again.astimezone(content.zone).date())
        return self._l.plural(
            "Answer it today, and it does not wait for you on the morning of {day} ({count})",
            "Answer them today, and they do not wait for you on the morning of {day} ({count})",
            count,
            day=day,
        )

    # Missed rounds and unwatched accounts

    def missed(self, content: RoundMissedContent) -> str:
        """Asks another editor; about the accounts, not about who did not look. Looked at since: thanks."""
        left = [account for account in content.accounts if account.confirmed_at is None]
        if not left:
            return self._l.text(
                "Somebody has looked since the round at {clock}. Thank you!",
                clock=self._dates.clock(content.at, content.zone),
            )
        accounts = self._l.all_of([self.account(account) for account in left])
        return self._l.text(
            "Nobody has had time for the round at {clock} yet. Can you have a look at {accounts}?",
            clock=self._dates.clock(content.at, content.zone),
            accounts=accounts,
        )

    def unwatched(self, content: UnwatchedContent) -> str:
        """To the supervisor: accounts that nobody said they looked at all day."""
        return self._l.text(
            "{unit}: nobody said that they looked at {accounts} {day}. It need not mean that nobody did. "
            "Is there "
            "something that would make it easier?",
            unit=content.unit,
            accounts=self._l.all_of(content.accounts),
            day=self._dates.day(content.day),
        )
