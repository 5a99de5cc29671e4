"""What stands in a person's calendar."""

from zoneinfo import ZoneInfo

from bot.texts.dates import Dates
from bot.texts.duty import DutyTexts
from bot.texts.language import Language
from handlers.duty_calendar import Entry, EntryKind, PersonCalendar


class CalendarTexts:
    """The names of entries: nothing of any comment, and of nobody else."""

    def __init__(self, language: Language, dates: Dates, duty: DutyTexts) -> None:
        self._l, self._dates, self._duty = language, dates, duty

    def name(self, content: PersonCalendar) -> str:
        """What the calendar is called."""
        return self._l.text("Svarsvakt for {name}", name=content.person.first_name)

    def summary(self, entry: Entry, zone: ZoneInfo) -> str:
        """`Jour: Kulturskolan`, `Dags för en koll: Kulturskolan`, `Kristi himmelsfärdsdag`."""
        match entry.kind:
            case EntryKind.DUTY:
                return self._l.text("On duty: {unit}", unit=entry.unit)
            case EntryKind.ROUND:
                return self._l.text("Time for a look: {unit}", unit=entry.unit)
            case EntryKind.DAY_OFF:
                return self._first_large(self._duty.what(entry.named) or self._l.text("Day off"))
            case EntryKind.SHORT_DAY:
                what = self._first_large(self._duty.what(entry.named) or "")
                if entry.ends is None:
                    return what
                closes = self._dates.clock(entry.ends, zone)
                return self._l.text("{what}: closes {clock}", what=what, clock=closes)

    def description(self, entry: Entry) -> str | None:
        """The accounts, for what is watched."""
        if entry.kind not in {EntryKind.DUTY, EntryKind.ROUND} or not entry.accounts:
            return None
        accounts = self._l.all_of(entry.accounts)
        what = self._duty.what(entry.named)
        if what and entry.kind is EntryKind.DUTY:
            return self._l.text("{accounts}. {what}.", accounts=accounts, what=self._first_large(what))
        return accounts

    def _first_large(self, text: str) -> str:
        return text[:1].upper() + text[1:]
