"""Warnings: one calm sentence per rung and reader, the facts first, a question last."""

from bot.texts.card import CardTexts
from bot.texts.dates import Dates
from bot.texts.language import Language
from handlers.content import CommentLine, WarningContent


class WarningTexts:
    """What a rung says. Mentions go before the sentence; `overdue` in the channel mentions nobody."""

    def __init__(self, language: Language, dates: Dates, card: CardTexts) -> None:
        self._l, self._dates, self._card = language, dates, card

    def summary(self, warning: WarningContent) -> str:
        """The message's top-level text."""
        return self.sentence(warning)

    def sentence(self, warning: WarningContent) -> str:
        """What it is about and what is asked; with several comments their lines follow."""
        if len(warning.lines) != 1:
            return self._several(warning)
        line = warning.lines[0]
        if warning.follow_up:
            return self._follow_up(warning, line)
        match warning.rung:
            case "1":
                return self._first(warning, line)
            case "2":
                return self._second(warning, line)
            case "3":
                return self._third(warning, line)
            case "overdue":
                return self._overdue(warning, line)
            case _:
                return self._on_arrival(warning, line)

    def notes(self, warning: WarningContent) -> tuple[str, ...]:
        """What the reader may wonder about: why me, have I seen this already."""
        notes = []
        if warning.nobody_on_duty:
            notes.append(
                self._l.text("Nobody is on duty for it right now, so it comes to you.")
                if warning.private
                else self._l.text("Nobody is on duty for it right now, so it comes to all of you.")
            )
        if warning.doubtful:
            notes.append(self.doubt)
        return tuple(notes)

    @property
    def doubt(self) -> str:
        """Told again because nobody could tell whether it arrived."""
        return self._l.text("You may have had this already: I could not see whether it arrived.")

    def line(self, warning: WarningContent, line: CommentLine) -> str:
        """One of several comments."""
        return self._card.line(line, warning.zone)

    def _facts(self, warning: WarningContent, line: CommentLine) -> dict[str, str]:
        # What counts is the last moment at work: a time at night would be read as "tomorrow morning will do".
        return {
            "account": self._card.account(line),
            "number": str(line.number),
            "at": self._dates.at(min(line.due_at, line.last_working_moment), warning.zone),
            "due": self._dates.at(line.due_at, warning.zone),
            "person": line.claimed_by.first_name if line.claimed_by else "",
        }

    def _first(self, warning: WarningContent, line: CommentLine) -> str:
        facts = self._facts(warning, line)
        if line.claimed_by:
            return self._l.text(
                "Comment {number} on {account}, which you took, still waits. Answer by {at}.", **facts
            )
        return self._l.text("A comment on {account} still waits. Who can take it? Answer by {at}.", **facts)

    def _second(self, warning: WarningContent, line: CommentLine) -> str:
        facts = self._facts(warning, line)
        if line.claimed_by:
            return self._l.text(
                "Time is getting short for comment {number} on {account}. {person} has it. Answer by {at}.",
                **facts,
            )
        return self._l.text(
            "Time is getting short for a comment on {account}. Who can take it? Answer by {at}.", **facts
        )

    def _third(self, warning: WarningContent, line: CommentLine) -> str:
        facts = self._facts(warning, line)
        if line.claimed_by and warning.private:
            return self._l.text(
                "Comment {number} on {account} is to be answered by {at}. {person} has it and may need help.",
                **facts,
            )
        if line.claimed_by:
            return self._l.text(
                "Soon time: comment {number} on {account} is to be answered by {at}. {person} has it. Do "
                "you need a "
                "hand? Then a few words that an answer will come are enough for now.",
                **facts,
            )
        if warning.private:
            return self._l.text(
                "Nobody has taken a comment on {account} yet, and it is to be answered by {at}. Can you "
                "see to it "
                "that somebody does?",
                **facts,
            )
        return self._l.text(
            "Nobody has taken a comment on {account} yet, and it is to be answered by {at}. Who can?", **facts
        )

    def _overdue(self, warning: WarningContent, line: CommentLine) -> str:
        facts = self._facts(warning, line)
        if warning.private:
            return self._l.text(
                "A comment on {account} was to be answered by {due} and still waits. Can you see to it "
                "that it gets "
                "an answer?",
                **facts,
            )
        return self._l.text(
            "A comment on {account} was to be answered by {due} and still waits. Whoever can, please take "
            "it.",
            **facts,
        )

    def _on_arrival(self, warning: WarningContent, line: CommentLine) -> str:
        facts = self._facts(warning, line)
        if line.late or line.late_seen:
            return self._l.text(
                "A comment on {account} has only now come to my knowledge, and its answer time has passed "
                "({due}). "
                "Who can take it?",
                **facts,
            )
        return self._l.text(
            "A comment on {account} has little time left already: answer by {due}. Who can take it?", **facts
        )

    def _follow_up(self, warning: WarningContent, line: CommentLine) -> str:
        facts = self._facts(warning, line)
        if line.individual and line.handed_to:
            return self._l.text(
                "Comment {number} on {account} is an individual case, handed over to {whom}. Has the person "
                "been helped? Then note it as referred or answered.",
                whom=line.handed_to,
                **facts,
            )
        if warning.rung == "overdue":
            return self._l.text(
                "We promised to get back about comment {number} on {account}, and the answer is still to "
                "come. "
                "Who can see to it?",
                **facts,
            )
        if warning.private or not line.claimed_by:
            return self._l.text(
                "We have promised to get back about comment {number} on {account}. Now it is time for the "
                "answer.",
                **facts,
            )
        return self._l.text(
            "We have promised to get back about comment {number} on {account}. Now it is time for the "
            "answer; "
            "{person} has it.",
            **facts,
        )

    def _several(self, warning: WarningContent) -> str:
        count = len(warning.lines)
        if warning.follow_up:
            return self._l.plural(
                "We have promised to get back about {count} comment. Now it is time for the answer.",
                "We have promised to get back about {count} comments. Now it is time for the answers.",
                count,
            )
        if warning.rung == "overdue":
            return self._l.plural(
                "{count} comment for {unit} has passed its answer time and still waits.",
                "{count} comments for {unit} have passed their answer time and still wait.",
                count,
                unit=warning.unit,
            )
        if warning.rung == "1":
            return self._l.plural(
                "{count} comment for {unit} still waits. Who can take it?",
                "{count} comments for {unit} still wait. Who can take one?",
                count,
                unit=warning.unit,
            )
        return self._l.plural(
            "Time is getting short for {count} comment for {unit}. Who can take it?",
            "Time is getting short for {count} comments for {unit}. Who can take one?",
            count,
            unit=warning.unit,
        )
