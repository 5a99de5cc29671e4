"""Veckan i korthet: what needs a thought first, then how it went. Accounts and numbers, never editors."""

from collections.abc import Mapping

from bot.texts.dates import Dates
from bot.texts.language import Language
from bot.texts.words import Words
from db.words import Ground
from handlers.content import WeekContent
from handlers.crisis_week import WeekCrisis
from handlers.summary import AccountRounds, UnitWeek


class WeekTexts:
    """The weekly summary's sentences and the chart's words."""

    def __init__(self, language: Language, dates: Dates, words: Words) -> None:
        self._l, self._dates, self._words = language, dates, words

    def heading(self) -> str:
        """`Veckan i korthet`."""
        return self._l.text("The week in short")

    def period(self, content: WeekContent) -> str:
        """`Vecka 47, 16–22 november`."""
        return self._l.text(
            "Week {number}, {days}",
            number=int(content.week[-2:]),
            days=self._dates.days(content.first_day, content.last_day),
        )

    def summary(self, content: WeekContent) -> str:
        """The message's top-level text."""
        received = sum(unit.received for unit in content.units)
        return self._l.plural(
            "{heading}, {week}: {count} comment",
            "{heading}, {week}: {count} comments",
            received,
            heading=self.heading(),
            week=self._dates.week(content.week),
        )

    def own_accounts(self) -> str:
        """An editor's own week."""
        return self._l.text("Your own accounts.")

    def nothing(self) -> str:
        """No unit to tell of."""
        return self._l.text("There is nothing to tell of that week.")

    def exceptions(self, week: UnitWeek) -> tuple[str, ...]:
        """What needs a thought, most important first; empty: all went well."""
        before = week.previous
        lines = []
        if week.late:
            lines.append(
                self._beside(
                    self._l.plural(
                        "{count} comment was handled after its answer time or still waits past it",
                        "{count} comments were handled after their answer time or still wait past it",
                        week.late,
                    ),
                    before.late if before else None,
                )
            )
        if week.late_seen:
            lines.append(
                self._beside(
                    self._l.plural(
                        "{count} comment was seen only after its answer time had passed",
                        "{count} comments were seen only after their answer time had passed",
                        week.late_seen,
                    ),
                    before.late_seen if before else None,
                )
            )
        if week.waiting:
            lines.append(
                self._beside(
                    self._l.plural(
                        "{count} comment still waits, within its time",
                        "{count} comments still wait, within their time",
                        week.waiting,
                    ),
                    before.waiting if before else None,
                )
            )
        if week.rounds_done < week.rounds_planned:
            lines.append(self.rounds(week))
        if week.unseen:
            lines.append(
                self._l.text(
                    "Svarsvakt does not see {accounts}; what is written there is not counted here",
                    accounts=self._l.all_of(week.unseen),
                )
            )
        if week.unsigned:
            lines.append(
                self._beside(
                    self._l.plural(
                        "{count} reply lacked its first name",
                        "{count} replies lacked their first name",
                        week.unsigned,
                    ),
                    before.unsigned if before else None,
                )
            )
        return tuple(lines)

    def all_well(self, week: UnitWeek) -> str:
        """No exceptions; where nothing came there is nothing to praise."""
        if not week.received:
            return self._l.text("A quiet week.")
        return self._l.text("Everything was handled in time. Well done!")

    def numbers(self, week: UnitWeek) -> tuple[str, ...]:
        """How it went, each beside the week before."""
        extra = tuple(self._crisis(crisis) for crisis in week.crises)
        if not week.received:
            none = self._l.text("No comments came")
            return (self._beside(none, week.previous.received if week.previous else None), *extra)
        before = week.previous
        lines = [
            self._beside(
                self._l.plural("{count} comment came", "{count} comments came", week.received),
                before.received if before else None,
            ),
            self._beside(
                self._l.plural("{count} was handled in time", "{count} were handled in time", week.in_time),
                before.in_time if before else None,
            ),
        ]
        speed = self.speed(week)
        if speed:
            lines.append(speed)
        closed = self._closed(week)
        if closed:
            lines.append(closed)
        if week.rounds_planned and week.rounds_done >= week.rounds_planned:
            lines.append(self.rounds(week))
        return (*lines, *extra)

    def _crisis(self, crisis: WeekCrisis) -> str:
        """`Krisläge 23–25 november, Branden: 11 av 12 extra kollar gjorda, 40 kommentarer kom`."""
        if not crisis.planned:
            return self._l.plural(
                "Crisis watch {days}, {why}: {count} comment came",
                "Crisis watch {days}, {why}: {count} comments came",
                crisis.comments,
                days=self._dates.days(crisis.first_day, crisis.last_day),
                why=crisis.why,
            )
        return self._l.plural(
            "Crisis watch {days}, {why}: {looks} of {planned} extra looks done, {count} comment came",
            "Crisis watch {days}, {why}: {looks} of {planned} extra looks done, {count} comments came",
            crisis.comments,
            days=self._dates.days(crisis.first_day, crisis.last_day),
            why=crisis.why,
            looks=crisis.looks,
            planned=crisis.planned,
        )

    def speed(self, week: UnitWeek) -> str | None:
        """`Nio av tio inom 5 arbetstimmar, hälften inom 2 arbetstimmar`."""
        if week.p90_working_minutes is None or week.median_working_minutes is None:
            return None
        return self._l.text(
            "Nine out of ten within {most}, half of them within {half}",
            most=self._dates.working_length(int(week.p90_working_minutes)),
            half=self._dates.working_length(int(week.median_working_minutes)),
        )

    def rounds(self, week: UnitWeek) -> str:
        """Rounds done of planned."""
        text = self._l.text(
            "{done} of {planned} rounds done", done=week.rounds_done, planned=week.rounds_planned
        )
        before = week.previous
        if before is None or not before.rounds_planned:
            return text
        return self._l.text(
            "{text} (the week before: {done} of {planned})",
            text=text,
            done=before.rounds_done,
            planned=before.rounds_planned,
        )

    def _closed(self, week: UnitWeek) -> str | None:
        parts = []
        if week.no_reply_needed:
            parts.append(
                self._l.plural("{count} needed no reply", "{count} needed no reply", week.no_reply_needed)
            )
        if week.referred:
            parts.append(self._l.plural("{count} was referred", "{count} were referred", week.referred))
        if week.hidden:
            hidden = self._l.plural("{count} was hidden", "{count} were hidden", week.hidden)
            parts.append(hidden + self._grounds(week.hidden_by_ground))
        if week.removed:
            removed = self._l.plural("{count} was removed", "{count} were removed", week.removed)
            parts.append(removed + self._grounds(week.removed_by_ground))
        return self._l.all_of(parts) if parts else None

    def _grounds(self, grounds: Mapping[Ground, int]) -> str:
        counted = [f"{self._words.ground(ground)} {count}" for ground, count in grounds.items() if count]
        return f" ({', '.join(counted)})" if counted else ""

    def account_rounds(self, rounds: AccountRounds) -> str:
        """`Kulturskolan: 14 av 15 rundor`."""
        return self._l.text(
            "{account}: {done} of {planned} rounds",
            account=rounds.account,
            done=rounds.done,
            planned=rounds.planned,
        )

    def _beside(self, text: str, before: int | None) -> str:
        return (
            text
            if before is None
            else self._l.text("{text} (the week before: {before})", text=text, before=before)
        )

    # The chart

    def chart_title(self, week: UnitWeek, iso_week: str) -> str:
        """Above the picture."""
        return self._l.text("{unit}, {week}", unit=week.unit, week=self._dates.week(iso_week))

    def chart_alt(self, week: UnitWeek, iso_week: str) -> str:
        """The picture in words, for those who do not see it."""
        return self._l.text(
            "Chart for {unit}, {week}: {received} comments, {in_time} handled in time, {late} late, "
            "{waiting} waiting.",
            unit=week.unit,
            week=self._dates.week(iso_week),
            received=week.received,
            in_time=week.in_time,
            late=week.late,
            waiting=week.waiting,
        )

    def chart_series(self) -> tuple[str, str, str]:
        """The bars' names: in time, late, waiting."""
        return self._l.text("In time"), self._l.text("Late"), self._l.text("Waiting")

    def chart_weeks(self) -> tuple[str, str]:
        """This week and the week before, under the bars."""
        return self._l.text("this week"), self._l.text("the week before")
