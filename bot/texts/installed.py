"""The first thing the bot says where it was put: who it is, and what to do next."""

from bot.texts.language import Language
from handlers.content import InstalledContent


class InstalledTexts:
    """A greeting for each kind of place."""

    def __init__(self, language: Language) -> None:
        self._l = language

    def heading(self, content: InstalledContent) -> str:
        """`Hej Anna! Jag är Svarsvakt.`"""
        name = content.first_name or self._l.all_of(content.units)
        if name:
            return self._l.text("Hi {name}! I am Svarsvakt.", name=name)
        return self._l.text("Hi! I am Svarsvakt.")

    def lines(self, content: InstalledContent) -> tuple[str, ...]:
        """What comes here, and what to do now."""
        if content.operator:
            return self._to_operator()
        if not content.personal:
            return self._to_unit() if content.units else self._to_nobody(content)
        return self._to_person(content) if content.first_name else self._to_stranger()

    def _to_operator(self) -> tuple[str, ...]:
        return (
            self._l.text("Here I tell you who run me when something needs to be mended."),
            self._l.text("How it stands now, “svarsvakt doctor” says on the command line."),
        )

    def _to_unit(self) -> tuple[str, ...]:
        return (
            self._l.text(
                "Here I show what the public writes on your accounts, call you to a look during the day, and "
                "tell you in good time before an answer is due."
            ),
            self._l.text(
                "Press “I’ll take it” on a comment that you want to answer. Write “@Svarsvakt help” if you "
                "wonder about anything: I answer you in a chat of your own."
            ),
        )

    def _to_nobody(self, content: InstalledContent) -> tuple[str, ...]:
        return (
            self._l.text(
                "No unit is in this channel, so no comments come here. If yours is in another channel of "
                "this team, all is well: I am there too."
            ),
            self._l.text(
                "Whoever runs me puts the channel into config.toml, under the unit, and starts me again: "
                'channel = "{place}"',
                place=content.place,
            ),
            self._l.text(
                "If there are units already, a supervisor of all of them can do it without that: write "
                "“home” to me in your own chat with me, and choose “A new unit …”."
            ),
        )

    def _to_person(self, content: InstalledContent) -> tuple[str, ...]:
        said = [
            self._l.text(
                "Comments I show in the unit’s channel. Here comes what is for you alone: reminders, forms, "
                "and answers to what you ask."
            ),
            self._l.text(
                "Write “home” to see what waits for you, “practice” for a comment to practise on, and “help” "
                "for everything else."
            ),
        ]
        if content.runs:
            said.append(
                self._l.text(
                    "You run {units}: under “home” you add colleagues and accounts, and change hours.",
                    units=self._l.all_of(content.runs),
                )
            )
        return tuple(said)

    def _to_stranger(self) -> tuple[str, ...]:
        return (
            self._l.text(
                "I help a unit answer the public’s comments in time. You are not in one yet: ask a "
                "supervisor to add you, it takes a minute. Then write “help” to me here."
            ),
            self._l.text(
                "Are you setting me up? Add me to the unit’s team next: there I say what is left to do."
            ),
        )
