"""A unit's pages and a new editor's greeting, made of whatever text a test wants to put into them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from db.changes import Change
from db.set_rules import SetRule, SpecialDay
from db.words import ChangeAction, PracticeState, Role
from handlers.content import Content, WelcomeContent
from handlers.managing.form import Field, FieldKind, Option, UnitForm, UnitFormKind
from handlers.managing.rows import AccountRow, ChangeRow, PersonRow, RuleRow, UnitPage
from scheduler.layers import From, Preset
from scheduler.rule_words import SHAPES, Rule, written
from scheduler.settings import UnitRules

ZONE = ZoneInfo("Europe/Stockholm")
THEN = datetime(2026, 11, 12, 9, 5, tzinfo=UTC)


def page(text: str, name: str, many: int, *, account: int = 0) -> UnitPage:
    """A page with that text everywhere."""
    return UnitPage(
        page=name,
        unit_id=3,
        unit=text,
        zone=ZONE,
        total=many,
        several_units=True,
        may_end=True,
        account_id=account,
        account=text if account else "",
        people=tuple(person(text, number) for number in range(many)),
        accounts=tuple(an_account(text, number) for number in range(many)),
        rules=rules(text),
        setters={7: text},
        preset=Preset(slug="blank", name=text, version=text, source=text, checked=date(2026, 11, 21)),
        days=tuple(day(text, number) for number in range(min(many, 30))),
        changes=tuple(
            change(text, action, number) for number in range(many // 13) for action in ChangeAction
        ),
    )


def person(text: str, number: int) -> PersonRow:
    """Somebody with that name."""
    return PersonRow(
        id=number,
        first_name=text,
        full_name=text,
        alias=text if number % 2 else None,
        roles=tuple(Role),
        duty_weekdays=(0, 2) if number % 3 else (),
        herself=number == 1,
    )


def an_account(text: str, number: int) -> AccountRow:
    """An account with that name."""
    return AccountRow(
        id=number,
        name=text,
        platform=text,
        url=text,
        deputy=text if number % 2 else None,
        editors=(text,) * (number % 5),
        paused=number % 7 == 0,
        source=None,
    )


def rules(text: str) -> tuple[RuleRow, ...]:
    """Every rule, from each layer in turn; its words are somebody's."""
    row = SetRule(place="unit:3", rule="answer.hours", value="48", set_by=7, set_at=THEN)
    layers = list(From)
    return tuple(
        RuleRow(
            rule=rule,
            value=text if rule is Rule.ORGANISATION else written(UnitRules(), rule),
            comes_from=layers[place % len(layers)],
            row=row,
            own=place % 2 == 0,
        )
        for place, rule in enumerate(Rule)
    )


def day(text: str, number: int) -> SpecialDay:
    """A day of that name."""
    return SpecialDay(
        id=number,
        unit_id=3,
        first_day=date(2026, 12, 24),
        last_day=date(2026, 12, 24 + number % 7),
        hours="" if number % 2 else "10:00-14:00",
        name=text,
        set_by=None,
        set_at=THEN,
    )


WHAT = {
    ChangeAction.PERSON_CHANGED: ("duty_weekdays", "0,1", "2"),
    ChangeAction.RULE_SET: ("answer.hours", "24", "48"),
    ChangeAction.RULE_FOLLOWED: ("chat.blank_when_handled", "no", "yes"),
    ChangeAction.DAY_ADDED: ("2026-12-24/2026-12-27", None, "closed"),
    ChangeAction.DAY_REMOVED: ("2026-12-24/2026-12-24", None, "10:00-14:00"),
}


def change(text: str, action: ChangeAction, number: int) -> ChangeRow:
    """A change by somebody of that name."""
    what, before, after = WHAT.get(action, ("name", text, text))
    made = Change(
        id=number,
        at=THEN,
        by_id=None,
        by_name=text,
        action=action,
        what=what,
        before=before,
        after=after,
        why=text,
    )
    return ChangeRow(change=made, unit=text, person=text, account=text)


def messages(text: str, many: int) -> Iterator[Content]:
    """Everything of this kind that can be a message."""
    for place, state in enumerate(PracticeState):
        yield WelcomeContent(
            first_name=text,
            unit=text,
            account=text,
            sign_off=f"/{text}",
            supervisors=(text,) * (many % 4),
            turn=1,
            state=state,
            asked=place == 1,
        )
    yield page(text, "rules", many)
    yield page(text, "log", many)
    yield page(text, "log", 0)


def forms(text: str) -> Iterator[UnitForm]:
    """Every form, with a field of each kind and more to choose from than Slack shows."""
    many = tuple(Option(value=str(number), label=text) for number in range(150))
    roles = tuple(Option(value=role.value) for role in Role)
    for kind in UnitFormKind:
        yield UnitForm(
            kind=kind,
            unit_id=3,
            unit=text,
            about="7",
            subject=text,
            fields=(
                Field(name="name", known=text),
                Field(name="unit", kind=FieldKind.CHOICE, options=many, known="3"),
                Field(name="role", kind=FieldKind.CHOICE, options=roles, known="editor"),
                Field(name="editors", kind=FieldKind.SEVERAL, options=many, known="1,2", optional=True),
                Field(name="user", kind=FieldKind.USER, known="U0DORA"),
                Field(name="first_day", kind=FieldKind.DAY, known="2026-11-30"),
                Field(
                    name="value",
                    kind=FieldKind.CHOICE,
                    options=tuple(Option(value=each) for each in SHAPES[Rule.POLICY].choices),
                    known="paused",
                    words=Rule.POLICY.value,
                ),
            ),
        )
