"""Why an answer is due when it is, as a colleague would say it."""

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from bot.texts.dates import Dates
from bot.texts.language import Language, mark
from scheduler.answer_time import Explanation, Reason
from scheduler.settings import ShortDay
from scheduler.working_calendar import DayOff, OffReason

HOLIDAYS: Mapping[str, str] = MappingProxyType(
    {
        "Nyårsdagen": mark("New Year’s Day"),
        "Trettondedag jul": mark("Epiphany"),
        "Långfredagen": mark("Good Friday"),
        "Påskdagen": mark("Easter Sunday"),
        "Annandag påsk": mark("Easter Monday"),
        "Första maj": mark("May Day"),
        "Kristi himmelsfärdsdag": mark("Ascension Day"),
        "Pingstdagen": mark("Whit Sunday"),
        "Sveriges nationaldag": mark("the National Day"),
        "Midsommarafton": mark("Midsummer Eve"),
        "Midsommardagen": mark("Midsummer Day"),
        "Alla helgons dag": mark("All Saints’ Day"),
        "Julafton": mark("Christmas Eve"),
        "Juldagen": mark("Christmas Day"),
        "Annandag jul": mark("Boxing Day"),
        "Nyårsafton": mark("New Year’s Eve"),
    }
)
"""The holidays by the calendar's Swedish names; one that is not here is called what the calendar calls it."""

SHORT_DAYS: Mapping[ShortDay, str] = MappingProxyType(
    {
        ShortDay.TRETTONDAGSAFTON: mark("Twelfth Night"),
        ShortDay.SKARTORSDAG: mark("Maundy Thursday"),
        ShortDay.VALBORG: mark("Walpurgis Night"),
        ShortDay.BEFORE_ASCENSION: mark("the day before Ascension Day"),
        ShortDay.BEFORE_NATIONAL_DAY: mark("the day before the National Day"),
        ShortDay.BEFORE_ALL_SAINTS: mark("the Friday before All Saints’ Day"),
    }
)

WHOLE_DAYS: Mapping[int, str] = MappingProxyType(
    {24: mark("24 hours"), 48: mark("48 hours"), 72: mark("72 hours")}
)

SMALL_NUMBERS: Mapping[int, str] = MappingProxyType(
    {
        2: mark("two hours"),
        3: mark("three hours"),
        4: mark("four hours"),
        5: mark("five hours"),
        6: mark("six hours"),
        8: mark("eight hours"),
    }
)


class WhyTexts:
    """The explanation behind "Varför den tiden?"."""

    def __init__(self, language: Language, dates: Dates) -> None:
        self._l, self._dates = language, dates

    def __call__(self, why: Explanation) -> str:
        """`Svara senast måndag 30 november kl. 12.00. Kommentaren kom fredag … nästa arbetsdag: …`"""
        zone = ZoneInfo(why.zone)
        sentences = [
            self._l.text("Answer by {at}.", at=self._dates.at(why.due, zone)),
            self._reason(why, zone),
            self._clocks(why, zone),
            self._last_moment(why, zone),
        ]
        return " ".join(sentence for sentence in sentences if sentence)

    def title(self) -> str:
        """Title of the window; its heading says which comment."""
        return self._l.text("Why that time?")

    def heading(self, number: int) -> str:
        """Which comment it is about."""
        return self._l.text("Comment {number}", number=number)

    def day_off(self, off: DayOff) -> str:
        """`julafton`, `lördag`, `klämdag`, `stängt`."""
        match off.reason:
            case OffReason.HOLIDAY if off.name:
                return self._l.text(HOLIDAYS[off.name]) if off.name in HOLIDAYS else off.name
            case OffReason.HOLIDAY:
                return self._l.text("a holiday")
            case OffReason.BRIDGE:
                return self._l.text("a bridge day")
            case OffReason.CLOSURE:
                return off.name or self._l.text("closed")
            case _:
                return self._dates.weekday(off.day.weekday())

    def short_day(self, day: ShortDay) -> str:
        """`skärtorsdag`."""
        return self._l.text(SHORT_DAYS[day])

    def _reason(self, why: Explanation, zone: ZoneInfo) -> str:
        came = self._dates.at(why.received, zone)
        match why.kind:
            case Reason.DAY_OFF:
                return self._day_off(why, came, zone)
            case Reason.FIRST_DAY_MORNING:
                return self._l.text(
                    "The comment came {came}. {later} later it is still early on the first working day "
                    "after the "
                    "days off, so you have until {limit}.",
                    came=came,
                    later=_first_upper(self._hours(why.hours)),
                    limit=self._limit(why),
                )
            case Reason.FIRST_DAY_LATER:
                return self._l.text(
                    "The comment came {came} and is to be answered within {hours}, which is on the first "
                    "working day "
                    "after the days off.",
                    came=came,
                    hours=self._hours(why.hours),
                )
            case Reason.PAUSED if why.days_off:
                return self._l.text(
                    "The comment came {came} and is to be answered within {hours}, and the time stands "
                    "still on days "
                    "off ({days}).",
                    came=came,
                    hours=self._hours(why.hours),
                    days=self._names(why.days_off),
                )
            case Reason.OFFICE_HOURS:
                return self._l.text(
                    "The comment came {came} and is to be answered within {hours} of working time.",
                    came=came,
                    hours=self._few_hours(why.hours),
                )
            case _:
                return self._l.text(
                    "The comment came {came} and is to be answered within {hours}.",
                    came=came,
                    hours=self._hours(why.hours),
                )

    def _day_off(self, why: Explanation, came: str, zone: ZoneInfo) -> str:
        lands = why.elapsed.astimezone(zone).date()
        off = next((off for off in why.days_off if off.day == lands), None)
        later = _first_upper(self._hours(why.hours))
        if off is None or (off.reason is OffReason.CLOSURE and not off.name):
            return self._l.text(
                "The comment came {came}. {later} later it is closed, so the next working day counts: "
                "{limit}.",
                came=came,
                later=later,
                limit=self._limit(why),
            )
        return self._l.text(
            "The comment came {came}. {later} later it is {day}, so the next working day counts: {limit}.",
            came=came,
            later=later,
            day=self.day_off(off),
            limit=self._limit(why),
        )

    def _limit(self, why: Explanation) -> str:
        if why.after_opening is None or why.at_close:
            return self._l.text("at the latest when it closes")
        return self._l.text("at the latest {hours} after opening", hours=self._few_hours(why.after_opening))

    def _clocks(self, why: Explanation, zone: ZoneInfo) -> str:
        """Only where it shows: the time runs out at another clock time than the comment came."""
        same = why.received.astimezone(zone).time() == why.due.astimezone(zone).time()
        if same or why.kind not in (Reason.PLAIN, Reason.FIRST_DAY_LATER, Reason.PAUSED):
            return ""
        if why.clock_shift > timedelta(0):
            return self._l.text("The clocks go forward in between, so it is an hour later by the clock.")
        if why.clock_shift < timedelta(0):
            return self._l.text("The clocks go back in between, so it is an hour earlier by the clock.")
        return ""

    def _last_moment(self, why: Explanation, zone: ZoneInfo) -> str:
        if why.last_working_moment >= why.due:
            return self._early_close(why) if why.at_close else ""
        if why.last_working_moment <= why.received:
            return self._l.text("There is no working time in between, so answer as soon as you are in.")
        at = self._dates.at(why.last_working_moment, zone)
        if why.short_day:
            return self._l.text(
                "That is outside working hours, so aim for {at}: it closes early then ({day}).",
                at=at,
                day=self.short_day(why.short_day),
            )
        return self._l.text("That is outside working hours, so aim for {at}.", at=at)

    def _early_close(self, why: Explanation) -> str:
        if not why.short_day:
            return ""
        return self._l.text("It closes early that day ({day}).", day=self.short_day(why.short_day))

    def _names(self, days: tuple[DayOff, ...]) -> str:
        names = list(dict.fromkeys(self.day_off(off) for off in days))
        return self._l.all_of(names) if len(names) <= 5 else self._l.text("{count} days", count=len(days))

    def _hours(self, amount: timedelta) -> str:
        hours = amount / timedelta(hours=1)
        return self._l.text(WHOLE_DAYS[int(hours)]) if hours in WHOLE_DAYS else self._dates.length(amount)

    def _few_hours(self, amount: timedelta) -> str:
        hours = amount / timedelta(hours=1)
        return (
            self._l.text(SMALL_NUMBERS[int(hours)]) if hours in SMALL_NUMBERS else self._dates.length(amount)
        )


def _first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]
