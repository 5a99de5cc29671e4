"""Duty: the week day by day, gaps by name, and what colleagues ask one another."""

from collections.abc import Sequence
from datetime import date

from bot.texts.dates import Dates
from bot.texts.language import Language, mark
from db.words import SwapState
from handlers.duty_content import (
    DutyDayLine,
    DutyGapsContent,
    DutyWeekContent,
    OnCallContent,
    OnCallEndedContent,
    OnCallLine,
    OpenSwap,
    SwapContent,
)
from handlers.weeks import monday, sunday
from scheduler.named_days import DayKind, NamedDay
from scheduler.settings import ShortDay

SHORT_DAYS = {
    ShortDay.TRETTONDAGSAFTON: mark("Twelfth Night, short day"),
    ShortDay.SKARTORSDAG: mark("Maundy Thursday, short day"),
    ShortDay.VALBORG: mark("Walpurgis Night, short day"),
    ShortDay.BEFORE_ASCENSION: mark("the day before Ascension Day, short day"),
    ShortDay.BEFORE_NATIONAL_DAY: mark("the day before National Day, short day"),
    ShortDay.BEFORE_ALL_SAINTS: mark("the day before All Saints’, short day"),
}
NAMES = ("Kristi", "Sveriges")
"""Holidays that begin with a name keep its capital inside a sentence."""


class DutyTexts:
    """Who is on duty, in sentences; never why somebody is not."""

    def __init__(self, language: Language, dates: Dates) -> None:
        self._l, self._dates = language, dates

    # A day by its name

    def by_name(self, named: NamedDay) -> str:
        """`fredag 15 maj (klämdag efter Kristi himmelsfärdsdag)`; an ordinary day is only its date."""
        what = self.what(named)
        day = self._dates.day(named.day)
        return self._l.text("{day} ({what})", day=day, what=what) if what else day

    def what(self, named: NamedDay) -> str | None:
        """What makes the day unlike others; none: nothing does."""
        match named.kind:
            case DayKind.HOLIDAY if named.name:
                return self._holiday(named.name)
            case DayKind.BRIDGE if named.name:
                return self._l.text("a bridge day beside {holiday}", holiday=self._holiday(named.name))
            case DayKind.BRIDGE:
                return self._l.text("a bridge day")
            case DayKind.SHORT if named.short:
                return self._l.text(SHORT_DAYS[named.short])
            case DayKind.SUMMER:
                return self._l.text("summer holidays, week {number}", number=named.day.isocalendar().week)
            case DayKind.CLOSED:
                return self._l.text("closed")
            case _:
                return None

    def _holiday(self, name: str) -> str:
        """A holiday inside a sentence: `nyårsdagen`, but `Kristi himmelsfärdsdag`."""
        return name if name.startswith(NAMES) else name[:1].lower() + name[1:]

    # The week

    def heading(self, content: DutyWeekContent) -> str:
        """`Jour för Kulturskolan, vecka 20 (11–17 maj)`."""
        return self._l.text(
            "On duty for {unit}, {week} ({days})",
            unit=content.unit,
            week=self._dates.week(content.week),
            days=self._dates.days(monday(content.week), sunday(content.week)),
        )

    def day(self, line: DutyDayLine) -> str:
        """`måndag 11 maj: Anna och Bo`; `torsdag 14 maj (Kristi himmelsfärdsdag): arbetsfri dag`."""
        return self._l.text("{day}: {who}", day=self.by_name(line.named), who=self._who(line))

    def _who(self, line: DutyDayLine) -> str:
        if line.named.off:
            return self._l.text("day off")
        if not line.people:
            return self._nobody(line)
        people = self._l.all_of(line.people)
        if not line.uncovered:
            return people
        return self._l.text("{people}; {missing}", people=people, missing=self._missing(line))

    def _nobody(self, line: DutyDayLine) -> str:
        deputies = sorted({each.deputy for each in line.uncovered if each.deputy})
        if deputies:
            return self._l.text(
                "nobody is on duty, {deputies} steps in as deputy", deputies=self._l.all_of(deputies)
            )
        return self._l.text("nobody is on duty")

    def _missing(self, line: DutyDayLine) -> str:
        accounts = self._l.all_of([each.account for each in line.uncovered])
        deputies = sorted({each.deputy for each in line.uncovered if each.deputy})
        if deputies:
            return self._l.text(
                "nobody for {accounts}, where {deputies} steps in",
                accounts=accounts,
                deputies=self._l.all_of(deputies),
            )
        return self._l.text("nobody for {accounts}", accounts=accounts)

    def notes(self, content: DutyWeekContent) -> tuple[str, ...]:
        """What keeps the week from being what it looks like: no editors, no accounts."""
        if not content.editors:
            return (self.no_editors(content.unit),)
        if not content.watched:
            return (self._l.text("{unit} has no accounts to watch yet.", unit=content.unit),)
        return ()

    def on_call(self, line: OnCallLine) -> str:
        """`Beredskap 15–17 maj: Bo`."""
        return self._l.text(
            "On call {days}: {person}",
            days=self._dates.days(line.first_day, line.last_day),
            person=line.person,
        )

    def on_call_heading(self, content: OnCallContent) -> str:
        """Above who is on call, or that nobody is."""
        if not content.lines:
            return self._l.text(
                "{unit}: nobody is on call, so nobody is called on outside hours. What is urgent is told at "
                "the next working moment.",
                unit=content.unit,
            )
        return self._l.text("On call in {unit}, when something is urgent outside hours", unit=content.unit)

    def on_call_ended(self, content: OnCallEndedContent) -> str:
        """`Bo är inte kvar i Kultur, så ingen har beredskap 14–18 december.` and how somebody has it."""
        first, last = content.line.first_day, content.line.last_day
        if content.away:
            return self._l.text(
                "{person} is on call in {unit}, but away {days}. What is urgent outside hours then goes to "
                "the next in line: the account’s deputy, else you who are supervisors. To name somebody else "
                "for those days: write “on-call @name {first} {last}”.",
                person=content.line.person,
                unit=content.unit,
                days=self._dates.days(first, last),
                first=first.isoformat(),
                last=last.isoformat(),
            )
        return self._l.text(
            "{person} is not in {unit} any more, so nobody is on call {days}. To name somebody else: write "
            "“on-call @name {first} {last}”.",
            person=content.line.person,
            unit=content.unit,
            days=self._dates.days(first, last),
            first=first.isoformat(),
            last=last.isoformat(),
        )

    def no_editors(self, unit: str) -> str:
        """A unit in which nobody can be on duty, and what to do about it."""
        return self._l.text(
            "{unit} has no editors yet, so nobody can be on duty: everything goes to deputy and "
            "supervisor. A supervisor adds somebody with “person @name editor First name”.",
            unit=unit,
        )

    def take(self, day: date) -> str:
        """A button: `Jag tar fredag 15 maj`."""
        return self._l.text("I’ll take {day}", day=self._day(day))

    def nobody_called(self, slug: str) -> str:
        """On the command line: no such person, and where the short names stand."""
        return self._l.text("Nobody is called “{slug}”. Use the short name of the configuration.", slug=slug)

    def ask(self, day: date) -> str:
        """A button: `Fråga i kanalen om fredag 15 maj`."""
        return self._l.text("Ask in the channel about {day}", day=self._day(day))

    # Gaps

    def gaps_heading(self, content: DutyGapsContent) -> str:
        """Above the days on which somebody is missing."""
        if not content.days:
            return self._l.text(
                "{unit}: somebody is on duty every working day until {day}.",
                unit=content.unit,
                day=self._dates.day(content.until),
            )
        return self._l.plural(
            "{unit}: {count} day without anybody for some account until {day}",
            "{unit}: {count} days without anybody for some account until {day}",
            len(content.days),
            unit=content.unit,
            day=self._dates.day(content.until),
        )

    def gap_line(self, line: DutyDayLine) -> str:
        """`Ingen har jour fredag 15 maj (klämdag efter Kristi himmelsfärdsdag).`"""
        day = self.by_name(line.named)
        if line.nobody:
            return self.nobody_on([day])
        return self._l.text("{day}: {missing}", day=day, missing=self._missing(line))

    def nobody_on(self, days: Sequence[str]) -> str:
        """`Ingen har jour torsdag 14 maj.`"""
        return self._l.text("Nobody is on duty {days}.", days=self._l.all_of(days))

    def gaps_hint(self) -> str:
        """Below them: how somebody is found."""
        return self._l.text("An editor takes a day with “duty take” and the day.")

    # Questions between colleagues

    def swap(self, swap: OpenSwap) -> str:
        """A question that stands: `Anna undrar om Bo kan ta fredag 15 maj.`"""
        facts = {"person": swap.asked_by, "day": self._day(swap.day)}
        if swap.to and swap.back_day:
            return self._l.text(
                "{person} asks whether {to} can take {day}, for {back} in return.",
                to=swap.to,
                back=self._day(swap.back_day),
                **facts,
            )
        if swap.to:
            return self._l.text("{person} asks whether {to} can take {day}.", to=swap.to, **facts)
        if swap.back_day:
            return self._l.text(
                "{person} asks whether anybody can take {day}, for {back} in return.",
                back=self._day(swap.back_day),
                **facts,
            )
        return self._l.text("{person} asks whether anybody can take {day}.", **facts)

    def swap_message(self, content: SwapContent) -> str:
        """The question in its message, or what came of it; to who asked: `Bo tar fredag 15 maj.`"""
        day, by = self.by_name(content.named), content.decided_by
        if content.state is SwapState.ASKED:
            return self._asks(content, day)
        if content.state is SwapState.ACCEPTED and by:
            if content.swap.back_day and content.swap.whose:
                return self._l.text(
                    "{person} takes {day}, and {whose} takes {back} in return.",
                    person=by,
                    day=day,
                    whose=content.swap.whose,
                    back=self._day(content.swap.back_day),
                )
            return self._l.text("{person} takes {day}.", person=by, day=day)
        if content.state is SwapState.DECLINED and by:
            if content.to_asker:
                return self._l.text(
                    "{person} can’t take {day}. You can ask somebody else, or everybody in the channel.",
                    person=by,
                    day=day,
                )
            return self._l.text("{person} can’t take {day}.", person=by, day=day)
        return self._l.text(
            "{person} has taken the question about {day} back.", person=content.swap.asked_by, day=day
        )

    def _asks(self, content: SwapContent, day: str) -> str:
        asker = content.swap.asked_by
        if content.private and content.swap.back_day:
            return self._l.text(
                "{person} asks whether you can take {day}, and takes {back} from you in return.",
                person=asker,
                day=day,
                back=self._day(content.swap.back_day),
            )
        if content.private:
            return self._l.text("{person} asks whether you can take {day}.", person=asker, day=day)
        if content.swap.whose is None:
            return self._l.text(
                "Nobody is on duty {day} in {unit}. Who can take it?", day=day, unit=content.unit
            )
        return self._l.text("{person} needs somebody to take {day}. Who can?", person=asker, day=day)

    def title(self) -> str:
        """Above a window with who is on duty; at most 24 characters."""
        return self._l.text("Who is on duty")

    def _day(self, day: date) -> str:
        return self._dates.day(day)
