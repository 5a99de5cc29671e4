"""Around an answer: an individual case, a draft and what was found in it, a second reader, tips."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from bot.texts.language import Language, mark
from db.words import DraftState, ToRegistrar
from handlers.draft_check import Finding, FindingKind
from handlers.outcome import Writing
from handlers.tips import Tip
from handlers.writing import Then

REGISTRAR: Mapping[ToRegistrar, str] = MappingProxyType(
    {
        ToRegistrar.YES: mark("Yes"),
        ToRegistrar.NO: mark("No, that is not needed"),
        ToRegistrar.LATER: mark("I don’t know yet"),
    }
)

THEN: Mapping[Then, str] = MappingProxyType(
    {
        Then.CHECK: mark("Look the draft through"),
        Then.PUBLISH: mark("Put it out on the platform now"),
        Then.READ: mark("A colleague reads it first"),
        Then.ANSWERED: mark("It is out: answered"),
        Then.ACKNOWLEDGED: mark("It is out: told them that we’ll get back"),
    }
)

VERDICTS: Mapping[DraftState, str] = MappingProxyType(
    {
        DraftState.APPROVED: mark("Yes, it can be put out as it stands here"),
        DraftState.RETURNED: mark("I would change something"),
    }
)

FINDINGS: Mapping[FindingKind, str] = MappingProxyType(
    {
        FindingKind.PERSONNUMMER: mark(
            "{found} looks like a personal identity number. It must never stand in public: take it out."
        ),
        FindingKind.PHONE: mark(
            "{found} looks like a telephone number. A switchboard is fine, somebody’s own number is not."
        ),
        FindingKind.EMAIL: mark(
            "{found} is an e-mail address. One that belongs to a function is fine, somebody’s own is not."
        ),
        FindingKind.COLLEAGUE: mark(
            "{found} is a colleague’s name. Write the function, unless you know that the colleague agrees."
        ),
        FindingKind.NO_SIGNATURE: mark("Your name is missing at the end."),
    }
)

TIPS: Mapping[Tip, str] = MappingProxyType(
    {
        Tip.COURTESY: mark(
            "answer as kindly as you would at the counter, also when the question is not kind."
        ),
        Tip.LASTS: mark("what you write stays for a long time, and may be read out of its place."),
        Tip.RESPECT: mark(
            "write nothing about a person that you would not say to everybody: no personal data, nothing "
            "secret."
        ),
        Tip.COLLEAGUES: mark("leave colleagues’ names out unless they have said yes."),
        Tip.STANDS_FOR: mark(
            "write what you and the organisation stand for. When in doubt, let a colleague read it first."
        ),
        Tip.IMAGES: mark(
            "before you add a picture: may we use it, is whoever took it named, and have those in it said "
            "yes?"
        ),
    }
)


class AnswerTexts:
    """What stands in the forms around an answer, beside their fields' labels."""

    def __init__(self, language: Language) -> None:
        self._l = language

    def confirmation(self, sign_off: str) -> str:
        """What is answered to somebody's own case where the unit keeps no reply of its own for it."""
        return self._l.text(
            "Hello, and thank you for writing. This is about your own case, and we can’t answer that here, "
            "where everybody can read it. Please contact us directly, by phone or through the website, and "
            "we will help you. {sign_off}",
            sign_off=sign_off,
        )

    def then(self, then: Then) -> str:
        """What can become of a draft."""
        return self._l.text(THEN[then])

    def verdict(self, state: DraftState) -> str:
        """What a second reader can say."""
        return self._l.text(VERDICTS[state])

    def for_individual(self) -> str:
        """Beside the box to tick."""
        return self._l.text("This is what we answer to individual cases")

    def remove(self) -> str:
        """Beside the box to tick."""
        return self._l.text("Take it away from the ready replies")

    def found(self, count: int) -> str:
        """How many ready replies there are for a search."""
        if count == 0:
            return self._l.text("No ready reply holds those words.")
        return self._l.plural("{count} ready reply", "{count} ready replies", count)

    def checked(self, findings: Sequence[Finding]) -> tuple[str, ...]:
        """What was found in a draft, a sentence each; that nothing was."""
        if not findings:
            return (self._l.text("I have looked it through and found nothing to remark on."),)
        return (
            self._l.text("Have another look. If it is as it should be, press the button again."),
            *("• " + self._l.text(FINDINGS[one.kind], found=one.found) for one in findings),
        )

    def tip(self, tip: str) -> str:
        """A tip from the guidelines."""
        return self._l.text("A tip: {tip}", tip=self._l.text(TIPS[Tip(tip)]))

    def own_case(self) -> str:
        """Above a reply to somebody's own case."""
        return self._l.text(
            "This is an individual case: answer nothing about the matter itself here, only where help is to "
            "be had."
        )

    def draft_stands(self, writing: Writing) -> str:
        """What has become of the draft so far."""
        facts = {"person": writing.by or self._l.text("A colleague")}
        match writing.draft:
            case DraftState.RETURNED if writing.by is None:
                return self._l.text("Nobody was at work to read this draft. You can send it again.")
            case DraftState.WAITING:
                return self._l.text("{person} is asked to read this draft.", **facts)
            case DraftState.APPROVED:
                return self._l.text("{person} has read this draft: it is ready to be put out.", **facts)
            case _:
                return self._l.text("{person} has read this draft and would change something.", **facts)

    def draft_from(self, writing: Writing) -> str:
        """Above the reader's own form: whose draft it is."""
        return self._l.text("The draft is by {person}.", person=writing.by or self._l.text("a colleague"))

    def out(self) -> str:
        """Beside the box to tick."""
        return self._l.text("I have put the reply out")

    def registrar(self, answer: ToRegistrar) -> str:
        """An answer to whether the registrar should have it."""
        return self._l.text(REGISTRAR[answer])
