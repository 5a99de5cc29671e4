"""The pages and forms by which a unit is run: headings, rows, fields, and the log's sentences."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from zoneinfo import ZoneInfo

from bot.texts.dates import Dates
from bot.texts.language import Language, mark
from bot.texts.rules import RuleTexts
from bot.texts.words import Words
from db.set_rules import SpecialDay
from db.words import ChangeAction, Role
from handlers.managing.form import Ending, Field, Leaving, UnitForm, UnitFormKind
from handlers.managing.rows import AccountRow, ChangeRow, PersonRow, RuleRow, UnitPage
from scheduler.layers import Preset
from scheduler.rule_words import Rule
from scheduler.settings import Season

PAGES: Mapping[str, str] = MappingProxyType(
    {
        "people": mark("People"),
        "accounts": mark("Accounts"),
        "times": mark("Hours and days"),
        "rules": mark("Rules"),
        "log": mark("What was changed"),
    }
)

TITLES: Mapping[UnitFormKind, tuple[str, str]] = MappingProxyType(
    {
        UnitFormKind.PERSON_ADD: (
            mark("Add a person"),
            mark("The person is in {unit} at once, and gets a short welcome with a comment to practise on."),
        ),
        UnitFormKind.PERSON_CHANGE: (mark("Change"), mark("{subject} in {unit}.")),
        UnitFormKind.PERSON_MOVE: (
            mark("Move to another unit"),
            mark("What {subject} has taken in {unit} goes back to those on duty."),
        ),
        UnitFormKind.PERSON_END: (
            mark("Leaves the unit"),
            mark(
                "{subject} is no longer in {unit}. What {subject} has taken here goes back to those on duty; "
                "what is done stays, with the name."
            ),
        ),
        UnitFormKind.ACCOUNT_ADD: (
            mark("Add an account"),
            mark("{unit} watches it from now on. What was written there before is history."),
        ),
        UnitFormKind.ACCOUNT_CHANGE: (mark("Change"), mark("{subject} in {unit}.")),
        UnitFormKind.ACCOUNT_MOVE: (
            mark("Move to another unit"),
            mark("{subject}: open comments stay with {unit}, which has begun on them."),
        ),
        UnitFormKind.ACCOUNT_END: (
            mark("No longer watched"),
            mark(
                "{subject} stands in no more rounds. What was written there stays, and can still be answered."
            ),
        ),
        UnitFormKind.HOURS: (
            mark("Hours"),
            mark("When somebody is at work in {unit}. Write 08:00-16:30, 8-12, 13-16 or “closed”."),
        ),
        UnitFormKind.DAY_ADD: (
            mark("Closed, or open"),
            mark("Days on which {unit} is closed, or open at other hours than usual."),
        ),
        UnitFormKind.DAY_END: (
            mark("As usual after all"),
            mark("{subject} is a day as others for {unit} again."),
        ),
        UnitFormKind.SEASON: (
            mark("Part of the year"),
            mark("Other hours in {unit}, each year: in summer, say. Write 08:00-16:00 or “closed”."),
        ),
        UnitFormKind.SEASON_END: (
            mark("As the rest of the year"),
            mark("{subject} has the same hours as the rest of the year for {unit} again."),
        ),
        UnitFormKind.UNIT_ADD: (
            mark("A new unit"),
            mark(
                "You run it too, so that somebody does. Its rules are the whole organisation’s to begin with."
            ),
        ),
        UnitFormKind.UNIT_CHANGE: (mark("Name and channel"), mark("{unit}. What you change holds at once.")),
        UnitFormKind.UNIT_END: (
            mark("End the unit"),
            mark("{unit} is then no longer in Svarsvakt. What was written and done there stays."),
        ),
        UnitFormKind.RULE: (
            mark("Change a rule"),
            mark("For {subject}. It holds at once, also for what waits."),
        ),
        UnitFormKind.PRACTICE: (
            mark("Practise an answer"),
            mark("What would you answer? It is not kept. I look whether your name is there."),
        ),
        UnitFormKind.RULE_FOLLOW: (
            mark("Follow what is above"),
            mark("{subject} has no value of its own any more, and goes by what holds above it."),
        ),
    }
)
"""Each form's title, at most 24 characters, and the sentence above its fields."""

FIELDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "user": (mark("Who"), mark("Choose the colleague here in chat.")),
        "first_name": (mark("First name"), mark("What replies are signed with.")),
        "full_name": (mark("Full name"), ""),
        "alias": (mark("Other name"), mark("An agreed other name to sign with. Not required.")),
        "role": (mark("As"), mark("An editor answers comments; a supervisor also runs the unit here.")),
        "roles": (mark("As"), mark("An editor answers comments; a supervisor also runs the unit here.")),
        "duty_weekdays": (mark("On duty"), mark("The weekdays on which this person answers comments.")),
        "unit": (mark("To"), ""),
        "name": (mark("Name"), mark("As you call it among yourselves: Kulturskolan’s Facebook.")),
        "platform": (mark("Platform"), ""),
        "url": (mark("Address"), mark("Where the account is. https://…")),
        "comments_url": (
            mark("Address of its comments"),
            mark("If the platform shows them on a page of their own. Not required."),
        ),
        "feed": (
            mark("Feed of its comments"),
            mark("An RSS or Atom address that anybody may read; Svarsvakt then sees them by itself."),
        ),
        "deputy": (mark("Deputy"), mark("Steps in when no editor is on duty.")),
        "editors": (mark("Editors"), mark("Who answers here. Nobody chosen: all the unit’s editors.")),
        "paused": (mark("Resting"), mark("A resting account is looked at by you alone.")),
        "monday": (mark("Monday"), ""),
        "tuesday": (mark("Tuesday"), ""),
        "wednesday": (mark("Wednesday"), ""),
        "thursday": (mark("Thursday"), ""),
        "friday": (mark("Friday"), ""),
        "saturday": (mark("Saturday"), ""),
        "sunday": (mark("Sunday"), ""),
        "first_day": (mark("First day"), ""),
        "last_day": (mark("Last day"), mark("Empty: that one day.")),
        "open_hours": (mark("Open"), mark("Empty: closed. Otherwise hours, like 10:00-14:00.")),
        "day_name": (mark("What day it is"), mark("Planning day, say. Shown to your colleagues.")),
        "season_first": (mark("From"), mark("A day of the year: 15/5 or 15 May.")),
        "season_last": (mark("Until"), mark("The last day: 15/9 or 15 September.")),
        "unit_name": (mark("Name"), mark("As you call it among yourselves.")),
        "channel": (mark("Channel"), mark("Where its editors see comments and rounds.")),
        "unit_channel": (
            mark("Another channel"),
            mark(
                "Empty: the same as now. Invite Svarsvakt there first. What stands in the old one stays "
                "there."
            ),
        ),
        "language": (mark("Language"), mark("In which Svarsvakt writes in the unit’s channel.")),
        "unit_hours": (mark("Hours"), mark("Monday to Friday, 08:00-16:30. Empty: as the others.")),
        "unit_supervisor": (mark("Supervisor"), mark("Somebody besides you. More can be added afterwards.")),
        "unit_first_name": (
            mark("The supervisor’s first name"),
            mark("Needed for somebody who is not in Svarsvakt yet."),
        ),
        "unit_editors": (
            mark("Editors"),
            mark("Of those who are in Svarsvakt. Others are added afterwards."),
        ),
        "reply": (mark("Your reply"), ""),
        "why": (
            mark("Why"),
            mark("For the log. Not required, and never about anybody’s health."),
        ),
    }
)

LABELS: Mapping[str, str] = MappingProxyType(
    {
        "manage": mark("Run {unit}"),
        "back": mark("Back to the start"),
        "change": mark("Change …"),
        "move": mark("Move to another unit …"),
        "end": mark("Leaves the unit …"),
        "person_add": mark("Add a person …"),
        "more": mark("Show more"),
        "account_add": mark("Add an account …"),
        "account_end": mark("No longer watched …"),
        "rules_of": mark("Its own rules"),
        "day_add": mark("Closed or open on certain days …"),
        "day_end": mark("As usual after all …"),
        "follow": mark("Follow what is above …"),
        "season_add": mark("Other hours part of the year …"),
        "season_end": mark("As the rest of the year …"),
        "unit_add": mark("A new unit …"),
        "unit_change": mark("Name, channel and language …"),
        "unit_end": mark("End the unit …"),
    }
)

CHANGES: Mapping[ChangeAction, str] = MappingProxyType(
    {
        ChangeAction.UNIT_ADDED: mark("the unit came into being"),
        ChangeAction.UNIT_CHANGED: mark("{what}: {after} (was {before})"),
        ChangeAction.UNIT_ENDED: mark("the unit ended"),
        ChangeAction.PERSON_ADDED: mark("{person} came into the unit as {after}"),
        ChangeAction.PERSON_CHANGED: mark("{person}, {what}: {after} (was {before})"),
        ChangeAction.ROLE_CHANGED: mark("{person} is {after} (was {before})"),
        ChangeAction.PERSON_MOVED: mark("{person} moved to {after}"),
        ChangeAction.PERSON_ENDED: mark("{person} left the unit"),
        ChangeAction.ACCOUNT_ADDED: mark("{account} is watched"),
        ChangeAction.ACCOUNT_CHANGED: mark("{account}, {what}: {after} (was {before})"),
        ChangeAction.ACCOUNT_MOVED: mark("{account} moved from {before} to {after}"),
        ChangeAction.ACCOUNT_ENDED: mark("{account} is no longer watched"),
        ChangeAction.RULE_SET: mark("{account}{what}: {after} (was {before})"),
        ChangeAction.RULE_FOLLOWED: mark("{account}{what}: follows what is above, {after} (was {before})"),
        ChangeAction.DAY_ADDED: mark("{what}: {after}"),
        ChangeAction.DAY_REMOVED: mark("{what}: as usual after all (was {after})"),
    }
)
NOTHING = mark("nothing")
LANGUAGE_NAMES: Mapping[str, str] = MappingProxyType(
    {"sv": mark("Swedish"), "en": mark("English"), "organisation": mark("as the whole organisation")}
)
COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "unit": mark("unit"),
        "person": mark("who"),
        "account": mark("account"),
        "name": mark("name"),
        "channel": mark("channel"),
        "accounts": mark("accounts"),
        "people": mark("people"),
        "waiting": mark("waiting"),
        "slack": "Slack",
        "roles": mark("as"),
        "platform": mark("platform"),
        "deputy": mark("deputy"),
        "rule": mark("rule"),
        "value": mark("value"),
        "source": mark("source"),
        "number": mark("number"),
        "day": mark("day"),
        "asks": mark("asks"),
        "asked": mark("is asked"),
        "in_return": mark("in return"),
        "from": mark("from"),
        "to": mark("to"),
        "until": mark("until"),
        "why": mark("why"),
    }
)


class ManagingTexts:
    """Whatever a supervisor reads where she runs her unit."""

    def __init__(self, language: Language, dates: Dates, words: Words) -> None:
        self._l, self._dates, self._words = language, dates, words
        self._rules = RuleTexts(language, dates)

    def heading(self, page: UnitPage) -> str:
        """`Kulturskolan: människor`."""
        return self._l.text("{unit}: {page}", unit=page.unit, page=self.page(page.page).lower())

    def page(self, name: str) -> str:
        """A page's name, on its button."""
        return self._l.text(PAGES[name])

    def label(self, name: str, **facts: object) -> str:
        """A button or a menu's choice."""
        return self._l.text(LABELS[name], **facts)

    def intro(self, page: UnitPage) -> str:
        """A sentence under the heading."""
        if page.page == "rules":
            return self._rules_intro(page)
        if page.page == "times":
            return self._l.text(
                "When somebody is at work in {unit}, and when you look. Answer times go by it.",
                unit=page.unit,
            )
        if page.page == "accounts":
            return self._l.plural(
                "{unit} watches {count} account.",
                "{unit} watches {count} accounts.",
                page.total,
                unit=page.unit,
            )
        if page.page == "log":
            return self._l.text("Who changed what of how {unit} is run, the newest first.", unit=page.unit)
        return self._l.plural(
            "{count} person works in {unit}. What you change here holds at once.",
            "{count} people work in {unit}. What you change here holds at once.",
            page.total,
            unit=page.unit,
        )

    def person(self, row: PersonRow) -> str:
        """`Anna Berg: redaktör, i tjänst måndag–fredag, skriver under med /Anna`."""
        parts = [self._l.all_of([self._words.role(role) for role in row.roles])]
        parts.append(
            self._l.text("on duty {days}", days=self._dates.weekdays(row.duty_weekdays))
            if row.duty_weekdays
            else self._l.text("never on duty")
        )
        parts.append(self._l.text("signs with {sign_off}", sign_off=f"/{row.alias or row.first_name}"))
        return f"{self.person_name(row)}: {', '.join(parts)}"

    def person_name(self, row: PersonRow) -> str:
        """Her name; with a word when it is the reader herself."""
        name = row.full_name or row.first_name
        return self._l.text("{name} (you)", name=name) if row.herself else name

    def account(self, row: AccountRow) -> str:
        """`Kulturskolans Facebook: ersättare Bo, alla redaktörer svarar`."""
        parts = [
            self._l.text("deputy {person}", person=row.deputy) if row.deputy else self._l.text("no deputy"),
            self._l.text("{people} answer", people=self._l.all_of(row.editors))
            if row.editors
            else self._l.text("all editors answer"),
        ]
        if row.paused:
            parts.append(self._l.text("resting"))
        if row.source is None:
            parts.append(self._l.text("Svarsvakt does not see into it"))
        elif row.trouble == "private_address":
            parts.append(
                self._l.text("its feed lies in your own network: whoever runs Svarsvakt must allow that")
            )
        elif row.trouble:
            parts.append(self._l.text("Svarsvakt could not read it last time ({code})", code=row.trouble))
        said = f"{self._words.account(row.name, row.platform)}: {', '.join(parts)}"
        return f"{said}\n{row.url}" if row.url else said

    def rule(self, row: RuleRow, page: UnitPage) -> str:
        """`Svara inom: 24 timmar`, and on the next line where that comes from."""
        value = self._rules.value(row.rule, row.value)
        return f"{self._rules.name(row.rule)}: {value}\n{self.source(row, page)}"

    def rule_name(self, row: RuleRow, page: UnitPage) -> str:
        """The same above its parts, each of which has a line of its own."""
        return f"{self._rules.name(row.rule)}\n{self.source(row, page)}"

    def known(self, field: Field) -> str:
        """What is filled in, as she would write it herself: `stängt`, not `closed`."""
        return self._rules.choice(field.known) if field.known in {"closed", "no"} else field.known

    def source(self, row: RuleRow, page: UnitPage) -> str:
        """Where a value comes from: `enhetens eget, satt 12 november 2026 av Cecilia`."""
        by = page.setters.get(row.row.set_by or 0) if row.row is not None else None
        return self._rules.source(row.comes_from, row.row, by=by, preset=page.preset, zone=page.zone)

    def preset(self, preset: Preset) -> str:
        """Whose rules these are."""
        return self._rules.preset(preset)

    def columns(self, *names: str) -> list[str]:
        """The headings of a table on the command line."""
        return [self._l.text(COLUMNS[name]) for name in names]

    def nothing(self) -> str:
        """A list on the command line that has nothing in it."""
        return self._l.text("There is nothing of the kind right now.")

    def days_heading(self, page: UnitPage) -> str:
        """Above the coming special days."""
        return (
            self._l.text("Coming days unlike others")
            if page.days
            else self._l.text("No coming days unlike others")
        )

    def special_day(self, day: SpecialDay) -> str:
        """`12 mars: stängt, Planeringsdag`."""
        hours = day.hours or self._rules.choice("closed")
        named = f", {day.name}" if day.name else ""
        return f"{self._dates.days(day.first_day, day.last_day)} {day.last_day.year}: {hours}{named}"

    def _rules_intro(self, page: UnitPage) -> str:
        where = (
            self._l.text(
                "What {account} has for itself; the rest is {unit}’s.", account=page.account, unit=page.unit
            )
            if page.account
            else self._l.text("What holds for {unit}, and where each value comes from.", unit=page.unit)
        )
        preset = self._rules.preset(page.preset) if page.preset else ""
        return f"{where} {preset}".strip()

    # Forms

    def title(self, kind: UnitFormKind) -> str:
        """A form's title."""
        return self._l.text(TITLES[kind][0])

    def form_intro(self, form: UnitForm) -> str:
        """The sentence above a form's fields."""
        return self._l.text(TITLES[form.kind][1], unit=form.unit, subject=form.subject)

    def leaving(self, ahead: Leaving, subject: str) -> tuple[str, ...]:
        """What it means that she leaves, a sentence each."""
        said = []
        if ahead.claims:
            said.append(
                self._l.plural(
                    "{count} comment that {person} has taken then waits for somebody else. "
                    "I ask in the channel.",
                    "{count} comments that {person} has taken then wait for somebody else. "
                    "I ask in the channel.",
                    ahead.claims,
                    person=subject,
                )
            )
        if ahead.alone_on:
            said.append(
                self._l.text("Nobody else is on duty on {days}.", days=self._dates.weekdays(ahead.alone_on))
            )
        if ahead.deputy_of:
            said.append(
                self._l.text(
                    "These accounts need a new deputy: {accounts}.", accounts=self._l.all_of(ahead.deputy_of)
                )
            )
        if ahead.swaps:
            said.append(self._swaps(ahead.swaps))
        return tuple(said) or (self._l.text("Nothing waits for {person} here right now.", person=subject),)

    def ending(self, ahead: Ending) -> tuple[str, ...]:
        """What it means that a unit ends, a sentence each."""
        said = [self._l.text("No comment waits for an answer there.")]
        if ahead.accounts:
            said.append(
                self._l.plural(
                    "{count} account is no longer watched: {accounts}. Move it to another unit first if it "
                    "should be.",
                    "{count} accounts are no longer watched: {accounts}. Move those to another unit first "
                    "that should be.",
                    len(ahead.accounts),
                    accounts=self._l.all_of(ahead.accounts),
                )
            )
        if ahead.leaving:
            said.append(
                self._l.text(
                    "No longer in Svarsvakt, since they are in no other unit: {people}.",
                    people=self._l.all_of(ahead.leaving),
                )
            )
        if ahead.staying:
            said.append(
                self._l.text("Still in another unit: {people}.", people=self._l.all_of(ahead.staying))
            )
        if ahead.without_number:
            said.append(
                self._l.plural(
                    "{count} comment still waits for its diary number.",
                    "{count} comments still wait for their diary numbers.",
                    ahead.without_number,
                )
            )
        if ahead.swaps:
            said.append(self._swaps(ahead.swaps))
        return tuple(said)

    def _swaps(self, count: int) -> str:
        return self._l.plural(
            "{count} question about a swapped day is taken back or answered with no.",
            "{count} questions about swapped days are taken back or answered with no.",
            count,
        )

    def season(self, season: Season) -> str:
        """`15 maj – 15 september: måndag–fredag 08:00-16:00`."""
        return self._rules.season(season)

    def field(self, name: str, words: str = "") -> str:
        """A field's label; of a rule's value: the rule's name."""
        if words in set(Rule):
            return self._rules.name(Rule(words))
        return self._l.text(FIELDS[words if words in FIELDS else name][0])

    def hint(self, name: str, words: str = "") -> str:
        """A field's hint, or nothing."""
        if words in set(Rule):
            return self._rules.hint(Rule(words))
        said = FIELDS[words if words in FIELDS else name][1]
        return self._l.text(said) if said else ""

    def option(self, field: str, value: str) -> str:
        """What a choice is called in a field."""
        if field in {"role", "roles"}:
            return self._words.role(Role(value))
        if field == "platform":
            return self._words.platform(value)
        if field == "language":
            return self._l.text(LANGUAGE_NAMES[value])
        if field in {"value", "paused"}:
            return self._rules.choice(value)
        return self._dates.weekday(int(value))

    # The log

    def nothing_changed(self) -> str:
        """An empty log."""
        return self._l.text("Nothing has been changed from here yet.")

    def change(self, row: ChangeRow, zone: ZoneInfo) -> str:
        """`tor 12 nov 10.05, Cecilia Lindgren: Dora kom till enheten som redaktör`."""
        change = row.change
        said = self._l.text(
            CHANGES[change.action],
            person=row.person or "",
            account=self._account(row),
            what=self._what(change.what),
            before=self._value(change.what, change.before),
            after=self._value(change.what, change.after),
        )
        line = f"{self._dates.at_short(change.at, zone)}, {change.by_name}: {said}."
        return f"{line} {change.why}" if change.why else line

    def _account(self, row: ChangeRow) -> str:
        """An account's name; before the name of a rule with a comma between."""
        of_rule = row.change.action in {ChangeAction.RULE_SET, ChangeAction.RULE_FOLLOWED}
        return f"{row.account}, " if of_rule and row.account else row.account or ""

    def _what(self, what: str | None) -> str:
        if what in set(Rule):
            return self._rules.name(Rule(what))
        if what is not None and "/" in what:
            first, _, last = what.partition("/")
            days = self._dates.days(date.fromisoformat(first), date.fromisoformat(last))
            return f"{days} {last[:4]}"
        return self.field(what).lower() if what is not None and what in FIELDS else what or ""

    def _value(self, what: str | None, value: str | None) -> str:
        if not value:
            return self._l.text(NOTHING)
        if what in set(Rule):
            return self._rules.value(Rule(what), value)
        if value == "closed" or what == "paused":
            return self._rules.choice(value)
        if what == "language":
            return self._l.text(LANGUAGE_NAMES[value])
        if what == "duty_weekdays":
            return self._dates.weekdays([int(day) for day in value.split(",")])
        roles = [role for role in Role if role.value in value.split(",")]
        return self._l.all_of([self._words.role(role) for role in roles]) if roles else value
