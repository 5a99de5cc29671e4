"""Quiet words to one person, and what happens when a colleague is away."""

from bot.texts.card import CardTexts
from bot.texts.dates import Dates
from bot.texts.duty import DutyTexts
from bot.texts.language import Language
from bot.texts.says import URGENT_STEPS
from db.words import DraftState
from handlers.content import (
    CommentLine,
    DraftContent,
    DutyGapContent,
    MovedContent,
    SignContent,
    UrgentContent,
)
from scheduler.reply_notices import DraftNews


class PrivateTexts:
    """Sign reminders, moved comments, days without anybody on duty."""

    def __init__(self, language: Language, dates: Dates, card: CardTexts, duty: DutyTexts) -> None:
        self._l, self._dates, self._card, self._duty = language, dates, card, duty

    # A reply without its signature: privately, to its editor alone

    def sign(self, content: SignContent) -> str:
        """`Svaret saknar ditt namn. Vill du lägga till det? Så här:` The corrected reply follows."""
        if content.unsure:
            return self._l.text(
                "Hi {name}! I can’t tell whether your reply to comment {number} on {account} is signed. "
                "If not, it "
                "could read like this:",
                **self._sign_facts(content),
            )
        return self._l.text(
            "Hi {name}! Your reply to comment {number} on {account} lacks your name. Would you like to "
            "add it? "
            "Like this:",
            **self._sign_facts(content),
        )

    def sign_why(self) -> str:
        """Why a name is asked for: administrators see each other's names, the public does not."""
        return self._l.text("The public sees only the account’s name, not which of us answers.")

    def _sign_facts(self, content: SignContent) -> dict[str, object]:
        return {
            "name": content.first_name,
            "number": content.line.number,
            "account": self._card.account(content.line),
        }

    # A colleague is away

    def moved(self, content: MovedContent) -> str:
        """What she had waits for somebody; the lines follow."""
        if content.left:
            return self._l.plural(
                "{person} is no longer in {unit}, so {count} comment now waits for somebody else. Who can "
                "take it?",
                "{person} is no longer in {unit}, so {count} comments now wait for somebody else. Who can "
                "take one?",
                len(content.lines),
                person=content.away.first_name,
                unit=content.unit,
            )
        return self._l.plural(
            "{person} is away, so {count} comment now waits for somebody else. Who can take it?",
            "{person} is away, so {count} comments now wait for somebody else. Who can take one?",
            len(content.lines),
            person=content.away.first_name,
        )

    def moved_line(self, content: MovedContent, line: CommentLine) -> str:
        """One of them."""
        return self._card.line(line, content.zone)

    # A comment that cannot wait

    def urgent(self, content: UrgentContent) -> str:
        """`Anna har markerat kommentar 118 på Kulturskolans Facebook som brådskande (hot).`"""
        facts = {"number": content.line.number, "account": self._card.account(content.line)}
        ground = self._card.ground(content.ground) if content.ground else None
        if content.marked_by and ground:
            return self._l.text(
                "{person} has marked comment {number} on {account} as urgent ({ground}).",
                person=content.marked_by.first_name,
                ground=ground,
                **facts,
            )
        if content.marked_by:
            return self._l.text(
                "{person} has marked comment {number} on {account} as urgent.",
                person=content.marked_by.first_name,
                **facts,
            )
        return self._l.text("Comment {number} on {account} is urgent.", **facts)

    def urgent_steps(self, number: int) -> str:
        """What to do, in order."""
        return self._l.text(URGENT_STEPS, number=number)

    def draft(self, content: DraftContent) -> str:
        """A draft to read, or what a colleague thought of one; its words stand in a window of their own."""
        facts = {"number": content.line.number, "account": self._card.account(content.line)}
        person = content.person.first_name if content.person else None
        if content.news is DraftNews.UNREAD:
            return self._l.text(
                "Nobody who could read your draft for comment {number} on {account} is at work right now. "
                "Send it again when somebody is back. The answer time runs on meanwhile.",
                **facts,
            )
        if content.news is DraftNews.PASSED_ON:
            return self._l.text(
                "Whoever was to read your draft for comment {number} on {account} is not at work, so "
                "{person} is asked instead.",
                person=person or self._l.text("a colleague"),
                **facts,
            )
        match content.state:
            case DraftState.WAITING if person:
                return self._l.text(
                    "{person} would like you to read a draft for comment {number} on {account} before it is "
                    "put out. Can you?",
                    person=person,
                    **facts,
                )
            case DraftState.WAITING:
                return self._l.text("A draft for comment {number} on {account} waits for a reader.", **facts)
            case DraftState.APPROVED if person:
                return self._l.text(
                    "{person} has read your draft for comment {number} on {account}: it is ready to be put "
                    "out.",
                    person=person,
                    **facts,
                )
            case DraftState.APPROVED:
                return self._l.text(
                    "Your draft for comment {number} on {account} is ready to be put out.", **facts
                )
            case DraftState.RETURNED if person:
                return self._l.text(
                    "{person} has read your draft for comment {number} on {account} and would change "
                    "something.",
                    person=person,
                    **facts,
                )
            case DraftState.RETURNED:
                return self._l.text(
                    "Your draft for comment {number} on {account} came back with a suggestion.", **facts
                )

    def duty_gap(self, content: DutyGapContent) -> str:
        """`Kultur: Ingen har jour fredag 15 maj (klämdag)`: to the supervisor, five working days ahead."""
        if not content.editors:
            return self._duty.no_editors(content.unit)
        return self._l.text(
            "{unit}: {nobody} Can you find somebody? If not, what comes in then goes to deputy and "
            "supervisor.",
            unit=content.unit,
            nobody=self._duty.nobody_on([self._duty.by_name(day) for day in content.days]),
        )
