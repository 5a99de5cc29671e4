"""The pages and forms by which a unit is run: headings, rows, fields, and the log's sentences."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.texts.dates import Dates
from bot.texts.language import Language, mark
from bot.texts.words import Words
from db.words import ChangeAction, Role
from handlers.managing.form import UnitForm, UnitFormKind
from handlers.managing.pages import ChangeRow, PersonRow, UnitPage

PAGES: Mapping[str, str] = MappingProxyType({"people": mark("People"), "log": mark("What was changed")})

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
    }
)

CHANGES: Mapping[ChangeAction, str] = MappingProxyType(
    {
        ChangeAction.PERSON_ADDED: mark("{person} came into the unit as {after}"),
        ChangeAction.PERSON_CHANGED: mark("{person}, {what}: {after} (was {before})"),
        ChangeAction.ROLE_CHANGED: mark("{person} is {after} (was {before})"),
        ChangeAction.PERSON_MOVED: mark("{person} moved to {after}"),
        ChangeAction.PERSON_ENDED: mark("{person} left the unit"),
    }
)
NOTHING = mark("nothing")


class ManagingTexts:
    """Whatever a supervisor reads where she runs her unit."""

    def __init__(self, language: Language, dates: Dates, words: Words) -> None:
        self._l, self._dates, self._words = language, dates, words

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

    # Forms

    def title(self, kind: UnitFormKind) -> str:
        """A form's title."""
        return self._l.text(TITLES[kind][0])

    def form_intro(self, form: UnitForm) -> str:
        """The sentence above a form's fields."""
        return self._l.text(TITLES[form.kind][1], unit=form.unit, subject=form.subject)

    def field(self, name: str) -> str:
        """A field's label."""
        return self._l.text(FIELDS[name][0])

    def hint(self, name: str) -> str:
        """A field's hint, or nothing."""
        return self._l.text(FIELDS[name][1]) if FIELDS[name][1] else ""

    def option(self, field: str, value: str) -> str:
        """What a choice is called in a field."""
        if field in {"role", "roles"}:
            return self._words.role(Role(value))
        return self._dates.weekday(int(value))

    # The log

    def nothing_changed(self) -> str:
        """An empty log."""
        return self._l.text("Nothing has been changed from here yet.")

    def change(self, row: ChangeRow, page: UnitPage) -> str:
        """`tor 12 nov 10.05, Cecilia Lindgren: Dora kom till enheten som redaktör`."""
        change = row.change
        said = self._l.text(
            CHANGES[change.action],
            person=row.person or "",
            account=row.account or "",
            what=self._what(change.what),
            before=self._value(change.what, change.before),
            after=self._value(change.what, change.after),
        )
        line = f"{self._dates.at_short(change.at, page.zone)}, {change.by_name}: {said}."
        return f"{line} {change.why}" if change.why else line

    def _what(self, what: str | None) -> str:
        return self.field(what).lower() if what is not None and what in FIELDS else what or ""

    def _value(self, what: str | None, value: str | None) -> str:
        if not value:
            return self._l.text(NOTHING)
        if what == "duty_weekdays":
            return self._dates.weekdays([int(day) for day in value.split(",")])
        roles = [role for role in Role if role.value in value.split(",")]
        return self._l.all_of([self._words.role(role) for role in roles]) if roles else value
