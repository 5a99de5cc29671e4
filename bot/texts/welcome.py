"""What a new editor reads first: three lines, and a comment to practise on."""

from bot.texts.language import Language
from bot.texts.words import Words
from db.words import PracticeState
from handlers.content import WelcomeContent


class WelcomeTexts:
    """The greeting and its practice."""

    def __init__(self, language: Language, words: Words) -> None:
        self._l, self._words = language, words

    def heading(self, content: WelcomeContent) -> str:
        """`Välkommen till Svarsvakt, Dora! Du är med i Kulturskolan nu.`, unless she is not new."""
        if content.asked:
            return self._l.text(
                "Here is one to practise on, {name}. This is how it goes in {unit}:",
                name=content.first_name,
                unit=content.unit,
            )
        if content.turn > 1:
            return self._l.text(
                "Welcome back to Svarsvakt, {name}! You are in {unit} now.",
                name=content.first_name,
                unit=content.unit,
            )
        return self._l.text(
            "Welcome to Svarsvakt, {name}! You are in {unit} now.", name=content.first_name, unit=content.unit
        )

    def lines(self, content: WelcomeContent) -> tuple[str, str, str]:
        """Exactly three: what comes, what to do, whom to ask."""
        whom = self._words.all_of(content.supervisors) if content.supervisors else None
        return (
            self._l.text("1. In the unit’s channel I show what the public writes, and when to answer by."),
            self._l.text(
                "2. Press “I’ll take it”, answer on the platform, end with {sign_off}, and press “Answered”.",
                sign_off=content.sign_off,
            ),
            self._l.text("3. Ask me with “help”, or ask {people}. Nothing here can go wrong.", people=whom)
            if whom
            else self._l.text("3. Ask me with “help”, or ask a colleague. Nothing here can go wrong."),
        )

    def practice(self, content: WelcomeContent) -> str:
        """A made-up comment, plainly named as one."""
        return self._l.text(
            "Practice, nobody wrote this. On {account}: "
            "“Hi! Is there anything for a four-year-old on Saturday?”",
            account=content.account,
        )

    def state(self, content: WelcomeContent) -> str:
        """What to do now."""
        return {
            PracticeState.GIVEN: self._l.text("Try it: press “I’ll take it”."),
            PracticeState.CLAIMED: self._l.text(
                "You have it. Press “Answered” and write what you would answer, with {sign_off} last.",
                sign_off=content.sign_off,
            ),
            PracticeState.DONE: self._l.text("Practised. Nothing of it is kept or counted."),
        }[content.state]
