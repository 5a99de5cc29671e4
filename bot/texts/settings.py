"""What is wrong with a configuration, and what was expected: a sentence for each kind of fault and note."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.config.faults import ConfigError, Fault, FaultKind, Note, NoteKind
from bot.texts.language import Language, mark, mark_plural

FAULTS: Mapping[FaultKind, str] = MappingProxyType(
    {
        FaultKind.NO_FILE: mark("there is no such file. Copy config.toml from the project, or say --config."),
        FaultKind.UNREADABLE: mark("the file cannot be read ({why})."),
        FaultKind.SYNTAX: mark("it cannot be read as TOML: {why}."),
        FaultKind.UNKNOWN_KEY: mark("there is no such key."),
        FaultKind.MISSING: mark("this must be said."),
        FaultKind.NOT_TEXT: mark("a text in quotes was expected."),
        FaultKind.EMPTY_TEXT: mark("the text is empty."),
        FaultKind.TOO_LONG: mark("at most {most} characters."),
        FaultKind.NOT_WHOLE_NUMBER: mark("a whole number was expected."),
        FaultKind.NOT_NUMBER: mark("a number was expected."),
        FaultKind.TOO_SMALL: mark("too small: more than, or at least, {least}."),
        FaultKind.TOO_LARGE: mark("too much: at most {most}."),
        FaultKind.NOT_BOOLEAN: mark("true or false was expected."),
        FaultKind.NOT_LIST: mark('a list in brackets was expected: ["…", "…"].'),
        FaultKind.NOT_TABLE: mark("a table was expected: [{key}] on a line of its own, its keys below."),
        FaultKind.TOO_FEW: mark("too few: at least {least}."),
        FaultKind.NOT_ONE_OF: mark("one of these was expected: {choices}."),
        FaultKind.CANNOT_ACT: mark(
            "answering from chat works where the source is one of {choices}. Take the line away."
        ),
        FaultKind.NOT_TIME: mark('a time was expected: "08:30".'),
        FaultKind.NOT_HOURS: mark(
            'hours were expected: "08:00-16:30", several as ["08:00-12:00", "13:00-16:30"], or "closed".'
        ),
        FaultKind.HOURS_BACKWARDS: mark("the hours close before they open."),
        FaultKind.HOURS_OVERLAP: mark("the day’s hours overlap, or stand in the wrong order."),
        FaultKind.NOT_DATE: mark(
            'a day was expected: 2026-12-24, or a span of days: "2026-07-13..2026-07-24".'
        ),
        FaultKind.NOT_DAY_OF_YEAR: mark('a day of the year was expected, month first: "05-15".'),
        FaultKind.NOT_INSTANT: mark("a day, or a day and time, was expected: 2026-11-01T08:00:00."),
        FaultKind.NOT_ZONE: mark('a time zone was expected: "Europe/Stockholm".'),
        FaultKind.NOT_SLUG: mark("a short name was expected: a-z, 0-9 and hyphens, without å, ä and ö."),
        FaultKind.NOT_LINK: mark('a link was expected: "https://…".'),
        FaultKind.NOT_EMAIL: mark("an e-mail address was expected."),
        FaultKind.NOT_CHANNEL: mark(
            'a channel was expected: its id ("C0123456789", in Teams "19:…@thread.tacv2") '
            'or name ("#kultur").'
        ),
        FaultKind.NOT_USER: mark(
            'a person’s Slack id was expected: "U0123456789" (the profile, the three dots, Copy member ID).'
        ),
        FaultKind.NOT_GUID: mark(
            'an id of Microsoft’s was expected: "0f8fad5b-d9cb-469f-a165-70867728950e" (see docs/teams.md).'
        ),
        FaultKind.OPEN_TO_ALL: mark(
            "anybody could give orders: only where http.host is 127.0.0.1 may nobody be asked who she is. "
            "Take the line away, and say app_id and tenant."
        ),
        FaultKind.NO_TEAMS: mark("this is a channel in Teams, and there is no [teams]; see docs/teams.md."),
        FaultKind.NOT_DATABASE: mark(
            'a database’s address was expected: "sqlite:///var/svarsvakt.db" or "postgresql://…".'
        ),
        FaultKind.NOT_FALLING: mark("each step must be smaller than the one before: [4, 2, 1]."),
        FaultKind.NOT_RISING: mark("the times must come in order, none of them twice."),
        FaultKind.TWICE: mark("{other} has the same."),
        FaultKind.NO_SUCH: mark("there is no [{table}.{value}]."),
        FaultKind.SEASON_EMPTY: mark("a season needs hours or close."),
        FaultKind.ORGANISATION_MISSING: mark(
            "the rule asks for the organisation’s name in the sign-off: say which."
        ),
        FaultKind.SECRET: mark(
            "a secret does not belong in this file. Take it away, change it where it was issued, and put the "
            "new one into the environment as {variable} (or into a file named by {variable}_FILE)."
        ),
        FaultKind.SECRET_FILE: mark("the file cannot be read ({why})."),
        FaultKind.BOTH_SECRETS: mark("the environment has both this and {file}: keep one of them."),
        FaultKind.OTHER: mark("{why}"),
    }
)

NOTES: Mapping[NoteKind, str] = MappingProxyType(
    {
        NoteKind.NO_SUPERVISOR: mark("nobody supervises the unit: the last warnings go to the operator."),
        NoteKind.NO_EDITORS: mark("the unit has no editors: every warning goes to its supervisors."),
        NoteKind.NO_CHANNEL: mark("the unit has no channel: what it should see goes to the operator."),
        NoteKind.NO_OPERATOR: mark("nobody hears when something must be mended: say operator.channel."),
        NoteKind.NO_DEPUTY: mark("the account has no deputy."),
        NoteKind.NOT_IN_CHAT: mark("without it the person can neither be reached nor act."),
        NoteKind.NO_ACCOUNTS: mark("the unit has no accounts: there is nothing to watch."),
        NoteKind.NO_DUTY: mark("no editor is on duty on {weekday}, when the unit is open."),
    }
)

WEEKDAYS: Mapping[str, str] = MappingProxyType(
    {
        "monday": mark("Mondays"),
        "tuesday": mark("Tuesdays"),
        "wednesday": mark("Wednesdays"),
        "thursday": mark("Thursdays"),
        "friday": mark("Fridays"),
        "saturday": mark("Saturdays"),
        "sunday": mark("Sundays"),
    }
)

COUNT = mark_plural("{path}: {count} fault", "{path}: {count} faults")


class SettingsTexts:
    """Sentences about the configuration."""

    def __init__(self, spoken: Language) -> None:
        self._spoken = spoken

    def faults(self, error: ConfigError) -> tuple[str, ...]:
        """Every fault on a line of its own, with a heading."""
        heading = self._spoken.plural(*COUNT, len(error.faults), path=error.path)
        return (heading, *(f"  {self.fault(fault)}" for fault in error.faults))

    def fault(self, fault: Fault) -> str:
        """Where, what was found, and what was expected."""
        facts = {name: self._shown(fact) for name, fact in fault.facts.items()}
        sentence = self._spoken.text(
            FAULTS[fault.kind], **{"key": fault.key, "value": fault.value or "", **facts}
        )
        found = (
            self._spoken.text("found {value}; ", value=fault.value)
            if (fault.value or "").strip() and "{value}" not in FAULTS[fault.kind]
            else ""
        )
        where = [self._spoken.text("line {number}", number=fault.line)] if fault.line else []
        where += [fault.key] if fault.key else []
        return f"{', '.join(where)}: {found}{sentence}{self._suggestion(fault)}".removeprefix(": ")

    def note(self, note: Note) -> str:
        """What may not be meant."""
        weekday = str(note.facts.get("weekday", ""))
        shown = self._spoken.text(WEEKDAYS[weekday]) if weekday else ""
        return f"{note.key}: {self._spoken.text(NOTES[note.kind], weekday=shown)}"

    def good(self, path: str) -> str:
        """Nothing is wrong."""
        return self._spoken.text("{path}: nothing is wrong.", path=path)

    def counts(self, *, units: int, accounts: int, people: int) -> str:
        """How much there is in it."""
        return self._spoken.all_of(
            [
                self._spoken.plural("{count} unit", "{count} units", units),
                self._spoken.plural("{count} account", "{count} accounts", accounts),
                self._spoken.plural("{count} person", "{count} people", people),
            ]
        )

    def look_again(self) -> str:
        """The heading over notes."""
        return self._spoken.text("Allowed, but perhaps not meant:")

    def _suggestion(self, fault: Fault) -> str:
        suggestion = fault.facts.get("suggestion")
        return self._spoken.text(" Did you mean {suggestion}?", suggestion=suggestion) if suggestion else ""

    def _shown(self, fact: object) -> str:
        if isinstance(fact, list):
            return self._spoken.any_of([str(each) for each in fact])
        return f"{fact:g}" if isinstance(fact, float) else str(fact)
