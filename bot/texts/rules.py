"""The rules' names, how a value of each is written, and where a value comes from."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from zoneinfo import ZoneInfo

from bot.texts.dates import Dates
from bot.texts.language import Language, mark
from db.set_rules import SetRule
from scheduler.layers import From, Preset
from scheduler.rule_values import read_week, write_day_hours
from scheduler.rule_words import Rule
from scheduler.season_words import read_seasons
from scheduler.settings import Hours, Season

WORDS = mark(
    "Write them with commas between: the head should get*, room ##. * is any letters, # a digit, “no” none."
)
NAMES: Mapping[Rule, tuple[str, str]] = MappingProxyType(
    {
        Rule.HOURS: (mark("Hours"), mark("Write 08:00-16:30, 8-12, 13-16 or “closed” for a day.")),
        Rule.SHORT_DAYS: (
            mark("Short days close at"),
            mark("Write a time, 12:00, or “no” if those days are as others."),
        ),
        Rule.BRIDGE_DAYS: (mark("Closed on bridge days"), mark("Yes or no.")),
        Rule.SEASONS: (
            mark("Other hours part of the year"),
            mark("Write 15 May-15 September 08:00-16:00, several with | between them, or “no”."),
        ),
        Rule.POLICY: (
            mark("How the answer time is counted"),
            mark("guideline (24 hours, after days off the morning after), paused or office_hours."),
        ),
        Rule.ANSWER_HOURS: (mark("Answer within"), mark("Write a number of hours: 24.")),
        Rule.AFTER_OPENING: (
            mark("After days off, at the latest after opening"),
            mark("Write a number of hours: 4."),
        ),
        Rule.WORKING_HOURS: (mark("Working hours to answer in"), mark("Write a number of hours: 8.")),
        Rule.LADDER: (
            mark("Warnings, working hours before"),
            mark("Write three numbers of hours, each less than the one before: 4, 2, 1."),
        ),
        Rule.FOLLOW_UP: (
            mark("Remind of a promised answer after"),
            mark("Write a number of working days, 1 to 30: 2."),
        ),
        Rule.ROUNDS: (mark("Rounds"), mark("Write the times in order: 08:30, 12:30, 15:00.")),
        Rule.SIGNATURE: (
            mark("Replies are signed with"),
            mark("first_name, or first_name_and_organisation."),
        ),
        Rule.ORGANISATION: (mark("Name in the sign-off"), mark("Write the name, Malmö Museer for instance.")),
        Rule.CARD_TEXT: (mark("Cards show"), mark("excerpt (at most 200 characters) or none.")),
        Rule.BLANK: (mark("Text goes from chat when handled"), mark("Yes or no.")),
        Rule.CARDS: (mark("Cards come"), mark("working_time or always.")),
        Rule.SECOND_READER: (
            mark("A colleague reads an answer first"),
            mark("never, offered or required: then an answer that nobody else has read does not count."),
        ),
        Rule.TIPS: (mark("Tips from the guidelines while writing"), mark("Yes or no.")),
        Rule.GUESSES: (
            mark("Svarsvakt guesses at"),
            mark("threat, hate, spam, personal_number, phone; “no” for nothing. You judge, never Svarsvakt."),
        ),
        Rule.THREAT_WORDS: (mark("Own words that may be a threat"), WORDS),
        Rule.HATE_WORDS: (mark("Own words that may be hate"), WORDS),
        Rule.SPAM_WORDS: (mark("Own words that may be spam"), WORDS),
        Rule.NEVER_WORDS: (mark("Words that mean nothing of the kind here"), WORDS),
    }
)
"""Each rule's name, and how a value is written."""

CHOICES: Mapping[str, str] = MappingProxyType(
    {
        "yes": mark("yes"),
        "no": mark("no"),
        "closed": mark("closed"),
        "guideline": mark("24 hours; after days off, the morning after"),
        "paused": mark("only working days count"),
        "office_hours": mark("only working hours count"),
        "first_name": mark("the first name"),
        "first_name_and_organisation": mark("the first name and the organisation"),
        "excerpt": mark("the beginning of the text"),
        "none": mark("nothing of the text"),
        "working_time": mark("in working time"),
        "always": mark("at any hour"),
        "never": mark("never"),
        "offered": mark("when whoever writes wants it"),
        "required": mark("always, else it does not count"),
        "threat": mark("threat"),
        "hate": mark("hate"),
        "spam": mark("spam or advertising"),
        "personal_number": mark("personal identity numbers"),
        "phone": mark("phone numbers"),
    }
)

SOURCES: Mapping[From, str] = MappingProxyType(
    {
        From.ACCOUNT_SET: mark("this account’s own, set {when}"),
        From.UNIT_SET: mark("the unit’s own, set {when}"),
        From.UNIT_FILE: mark("the unit’s own, in the configuration"),
        From.ORGANISATION_SET: mark("the whole organisation’s, set {when}"),
        From.ORGANISATION_FILE: mark("the whole organisation’s, in the configuration"),
        From.PRESET: mark("{preset}"),
        From.DEFAULT: mark("Svarsvakt’s own, as nobody said otherwise"),
    }
)
OWN_WORDS = frozenset({Rule.THREAT_WORDS, Rule.HATE_WORDS, Rule.SPAM_WORDS, Rule.NEVER_WORDS})
HOURS = frozenset({Rule.ANSWER_HOURS, Rule.AFTER_OPENING, Rule.WORKING_HOURS})


class RuleTexts:
    """A rule as a person reads it."""

    def __init__(self, language: Language, dates: Dates) -> None:
        self._l, self._dates = language, dates

    def name(self, rule: Rule) -> str:
        """`Svara inom`."""
        return self._l.text(NAMES[rule][0])

    def hint(self, rule: Rule) -> str:
        """How a value is written."""
        return self._l.text(NAMES[rule][1])

    def choice(self, value: str) -> str:
        """What a value is called that is one of several."""
        return self._l.text(CHOICES[value]) if value in CHOICES else value

    def value(self, rule: Rule, value: str) -> str:
        """`24 timmar`, `måndag–fredag 08:00-16:30`, `ja`."""
        if rule is Rule.HOURS:
            return self._week(value)
        if rule in HOURS:
            number = float(value)
            return (
                self._l.plural("{count} hour", "{count} hours", int(number)) if number.is_integer() else value
            )
        if rule is Rule.FOLLOW_UP:
            return self._l.plural("{count} working day", "{count} working days", int(value))
        if rule is Rule.SEASONS:
            return "; ".join(self.season(each) for each in read_seasons(value)) or self.choice("no")
        if rule is Rule.ORGANISATION:
            return value or "–"
        if rule is Rule.GUESSES:
            kinds = [self.choice(kind) for kind in value.split(",") if kind != "no"]
            return self._l.all_of(kinds) if kinds else self._l.text("nothing")
        if rule in OWN_WORDS:
            return self._l.text("none") if value == "no" else value
        return self.choice(value)

    def season(self, season: Season) -> str:
        """`15 maj – 15 september: måndag–fredag 08:00-16:00`."""
        first, last = (date(2024, *at) for at in (season.first, season.last))
        said = [self._hours(season.week)] if season.week is not None else []
        if season.close is not None:
            said.append(self._l.text("closes at {clock}", clock=f"{season.close:%H:%M}"))
        return f"{self._dates.days(first, last)}: {', '.join(said)}"

    def source(
        self, layer: From, row: SetRule | None, *, by: str | None, preset: Preset | None, zone: ZoneInfo
    ) -> str:
        """`enhetens egen, satt 12 november av Cecilia`."""
        when = ""
        if row is not None:
            day = self._dates.day_and_year(row.set_at.astimezone(zone).date())
            when = (
                self._l.text("{day} by {person}", day=day, person=by)
                if by
                else self._l.text("{day} from the command line", day=day)
            )
        named = ", ".join(part for part in (preset.name, preset.version) if part) if preset else ""
        return self._l.text(SOURCES[layer], when=when, preset=named)

    def preset(self, preset: Preset) -> str:
        """`Reglerna: Malmö stad, äldre riktlinjer. Version: ... Källa: ... Kontrollerad 21 november 2026.`"""
        said = [self._l.text("The rules: {name}.", name=preset.name)] if preset.name else []
        if preset.version:
            said.append(self._l.text("Edition: {version}.", version=preset.version))
        if preset.source:
            said.append(self._l.text("Source: {source}.", source=preset.source))
        if preset.checked:
            said.append(self._l.text("Checked {day}.", day=self._dates.day_and_year(preset.checked)))
        return " ".join(said)

    def _week(self, value: str) -> str:
        """Days with the same hours together: `måndag–torsdag 08:00-16:30, fredag 08:00-15:00`."""
        return self._hours(read_week(value))

    def _hours(self, week: tuple[Hours, ...]) -> str:
        groups: dict[str, list[int]] = {}
        for day, hours in enumerate(week):
            if hours:
                groups.setdefault(write_day_hours(hours), []).append(day)
        parts = [f"{self._dates.weekdays(days)} {hours}" for hours, days in groups.items()]
        return "; ".join(parts) or self.choice("closed")
