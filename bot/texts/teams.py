"""Short answers that only Teams needs: where an answer stands, and why nothing came of a press."""

from bot.texts.language import Language


class TeamsTexts:
    """What is said beside a card in Teams."""

    def __init__(self, language: Language) -> None:
        self._l = language

    def in_your_chat(self) -> str:
        """What was asked for in a channel stands in her own chat with the bot."""
        return self._l.text("I have answered you in your own chat with me.")

    def below(self) -> str:
        """What was asked for in her own chat stands under everything else there."""
        return self._l.text("Here it comes, at the bottom of this chat.")

    def not_reached(self) -> str:
        """She cannot be written to: how that is mended."""
        return self._l.text(
            "I cannot write to you in a chat of your own. Choose Apps in Teams, look for Svarsvakt, choose "
            "Add, and ask again."
        )

    def no_such_button(self) -> str:
        """A button that is none of ours, or of a card too old to know."""
        return self._l.text(
            "That button is no longer in use. Write “list” to me, and I will show what waits."
        )

    def done_already(self) -> str:
        """The same press came twice."""
        return self._l.text("That is done already.")

    def not_finished(self) -> str:
        """What she asked for went wrong on our side."""
        return self._l.text(
            "I could not finish that. Write “list” to see how things stand, then try again. If it happens "
            "again, tell whoever runs Svarsvakt."
        )

    def file_offered(self) -> str:
        """Beside the question whether she wants the file."""
        return self._l.text(
            "The records that you asked for. If you accept, the file is made and put into your own OneDrive."
        )

    def file_declined(self) -> str:
        """She did not want it."""
        return self._l.text("All right, nothing was handed out.")
