"""What the bot guesses of a comment, said as a guess; the judging is a person's."""

from collections.abc import Sequence

from bot.texts.language import Language, mark
from handlers.guesses import Guess
from scheduler.settings import GuessKind

MAY_BE = {
    GuessKind.THREAT: mark("a threat"),
    GuessKind.HATE: mark("hate"),
    GuessKind.SPAM: mark("spam or advertising"),
    GuessKind.PERSONAL_NUMBER: mark("somebody’s personal identity number"),
    GuessKind.PHONE: mark("somebody’s phone number"),
}
NUMBERS = {
    GuessKind.PERSONAL_NUMBER: mark(
        "It holds a number whose date and check digit are those of a personal number."
    ),
    GuessKind.PHONE: mark("It holds a number that is written like a phone number."),
    GuessKind.SPAM: mark("It holds many links."),
}


class GuessTexts:
    """Suggestions, never decisions."""

    def __init__(self, language: Language) -> None:
        self._l = language

    def hint(self, kinds: Sequence[GuessKind]) -> str:
        """On a card: what it may be, and that a person judges."""
        named = self._l.any_of([self._l.text(MAY_BE[kind]) for kind in kinds])
        if GuessKind.THREAT in kinds or GuessKind.HATE in kinds:
            return self._l.text(
                "Svarsvakt guesses: this may be {what}. You judge. If it is, press “Urgent”.", what=named
            )
        return self._l.text("Svarsvakt guesses: this may be {what}. You judge.", what=named)

    def short(self, kinds: Sequence[GuessKind]) -> str:
        """In a list."""
        return self._l.text(
            "may be {what}", what=self._l.any_of([self._l.text(MAY_BE[kind]) for kind in kinds])
        )

    def why(self, guess: Guess) -> str:
        """Privately, beside the whole text."""
        if guess.word is not None:
            return self._l.text(
                "Why {what}? It says “{word}”, which is in the list for that.",
                what=self._l.text(MAY_BE[guess.kind]),
                word=guess.word,
            )
        return self._l.text(NUMBERS[guess.kind])
