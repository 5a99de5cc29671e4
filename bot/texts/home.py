"""The App Home: what waits, what is mine, today's rounds, my settings, a supervisor's units."""

from bot.texts.dates import Dates
from bot.texts.language import Language
from handlers.content import HomeContent, HomeUnit, MySettings, StatusContent


class HomeTexts:
    """Headings and sentences of a person's own page, and `status`."""

    def __init__(self, language: Language, dates: Dates) -> None:
        self._l, self._dates = language, dates

    def greeting(self, content: HomeContent) -> str:
        """`Hej Anna!`"""
        return self._l.text("Hi {name}!", name=content.settings.person.first_name)

    def overview(self, content: HomeContent) -> str:
        """One sentence on how it stands."""
        waiting = sum(unit.waiting_total for unit in content.units)
        if not content.units:
            return self._l.text("You are in no unit yet. Ask a supervisor to add you.")
        if waiting == 0:
            return self._l.text("Nothing waits. Well done!")
        return self._l.plural("{count} comment waits.", "{count} comments wait.", waiting)

    def stranger(self) -> str:
        """The page of somebody who is not in Svarsvakt."""
        return self._l.text(
            "Hi! Svarsvakt helps a unit answer the public’s comments in time. You are not in it yet: ask a "
            "supervisor to add you, it takes a minute."
        )

    def mine_heading(self) -> str:
        """Above my claims."""
        return self._l.text("What you have taken")

    def mine_empty(self) -> str:
        """No claims."""
        return self._l.text("You have taken nothing right now.")

    def waiting_heading(self, unit: HomeUnit) -> str:
        """Above what waits in a unit."""
        return self._l.text("Waits for {unit} ({count})", unit=unit.unit, count=unit.waiting_total)

    def waiting_empty(self, unit: HomeUnit) -> str:
        """Nothing waits in a unit."""
        return self._l.text("Nothing waits for {unit}.", unit=unit.unit)

    def choose_hint(self) -> str:
        """Beside the tick boxes."""
        return self._l.text("Tick several to close them together.")

    def choose_one(self) -> str:
        """Above a list of which one is chosen."""
        return self._l.text("Choose one, then press a button.")

    def nothing_picked(self) -> str:
        """A button about a chosen line was pressed, and none is chosen."""
        return self._l.text("First choose one in the list, then press the button.")

    def more(self, count: int) -> str:
        """Lines that did not fit."""
        return self._l.plural("… and {count} more", "… and {count} more", count)

    def rounds_heading(self) -> str:
        """Above today's rounds."""
        return self._l.text("Today’s rounds")

    def rounds_empty(self) -> str:
        """No rounds today."""
        return self._l.text("No rounds today.")

    def rest(self, unit: HomeUnit) -> str:
        """A button: everything of one of several units."""
        return self._l.text("More of {unit}", unit=unit.unit)

    def less(self, unit: HomeUnit) -> str:
        """A button: only what waits of it again."""
        return self._l.text("Less of {unit}", unit=unit.unit)

    def week_heading(self, unit: HomeUnit) -> str:
        """Above the week so far."""
        return self._l.text("{unit}, the week so far", unit=unit.unit)

    def settings_heading(self) -> str:
        """Above my settings."""
        return self._l.text("Your settings")

    def settings(self, settings: MySettings) -> str:
        """What the person has said of herself, in sentences."""
        sentences = [
            self._l.text(
                "You sign with {sign_off}.", sign_off=f"/{settings.alias or settings.person.first_name}"
            )
        ]
        if settings.duty_weekdays:
            sentences.append(
                self._l.text("You are on duty {days}.", days=self._dates.weekdays(settings.duty_weekdays))
            )
        else:
            sentences.append(self._l.text("You are not on duty any weekday."))
        if settings.away_from:
            sentences.append(
                self._l.text(
                    "You are away {days}.", days=self._dates.days(settings.away_from, settings.away_to)
                )
            )
        return " ".join(sentences)

    # status

    def status(self, content: StatusContent) -> tuple[str, ...]:
        """How the unit stands, a sentence a line."""
        lines = [self._status_waiting(content)]
        if content.mine:
            lines.append(
                self._l.plural("You have {count} of them.", "You have {count} of them.", content.mine)
            )
        if content.on_duty:
            lines.append(
                self._l.text(
                    "On duty: {people}.",
                    people=self._l.all_of([person.first_name for person in content.on_duty]),
                )
            )
        else:
            lines.append(
                self._l.text("Nobody is on duty today.")
                if content.open_now
                else self._l.text("The office is closed right now.")
            )
        if content.next_round:
            lines.append(
                self._l.text("Next round: {at}.", at=self._dates.at(content.next_round, content.zone))
            )
        if content.unseen:
            lines.append(
                self._l.text(
                    "Svarsvakt does not see {accounts}, look for yourselves.",
                    accounts=self._l.all_of(content.unseen),
                )
            )
        return tuple(lines)

    def _status_waiting(self, content: StatusContent) -> str:
        if content.waiting == 0:
            return self._l.text("{unit}: nothing waits.", unit=content.unit)
        waits = self._l.plural(
            "{unit}: {count} comment waits",
            "{unit}: {count} comments wait",
            content.waiting,
            unit=content.unit,
        )
        if content.late == 0:
            return self._l.text("{waits}, all within their time.", waits=waits)
        return self._l.plural(
            "{waits}, {count} of them past its answer time.",
            "{waits}, {count} of them past their answer time.",
            content.late,
            waits=waits,
        )
