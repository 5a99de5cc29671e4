"""The forms about a unit's accounts."""

from collections.abc import Callable, Mapping

from db import accounts as register
from db import managed_accounts as managed
from db import people
from db.rows import Account, Unit
from handlers.access import refuse
from handlers.managing import accounts
from handlers.managing.accounts import PLATFORMS, Details
from handlers.managing.actor import Actor
from handlers.managing.form import Field, FieldKind, Option, UnitForm, UnitFormKind
from handlers.outcome import Outcome, Said, Say
from handlers.sent import faulty

YES_NO = (Option(value="yes"), Option(value="no"))


def account_of(actor: Actor, unit: Unit, about: str) -> Account | Outcome:
    """The unit's account with this id."""
    found = register.account(actor.tx, int(about)) if about.isdecimal() and len(about) < 10 else None
    if found is None or found.unit_id != unit.id or not found.active:
        return refuse(Said.ACCOUNT_UNKNOWN, text=about[:40])
    return found


def _fields(actor: Actor, unit: Unit, known: Account | None) -> tuple[Field, ...]:
    team = people.unit_team(actor.tx, unit.id)
    everybody = {one.id: one for one in (*team.editors, *team.supervisors)}
    deputy = known.deputy_id if known else None
    if deputy is not None:
        everybody |= people.named(actor.tx, [deputy])
    choices = tuple(
        Option(value=str(one.id), label=one.full_name or one.first_name)
        for one in sorted(everybody.values(), key=lambda one: (one.first_name, one.id))
    )
    mine = {str(one.id) for one in team.editors}
    own = managed.editors(actor.tx, known.id) if known else frozenset()
    platform = known.platform if known else ""
    platforms = PLATFORMS if platform in {"", *PLATFORMS} else (platform, *PLATFORMS)
    fields = [
        Field(name="name", known=known.name if known else ""),
        Field(
            name="platform",
            kind=FieldKind.CHOICE,
            known=platform,
            options=tuple(Option(value=each) for each in platforms),
        ),
        Field(name="url", known=(known.url or "") if known else "", optional=True),
        Field(name="comments_url", known=(known.comments_url or "") if known else "", optional=True),
    ]
    if accounts.may_have_feed(known):
        fields.append(Field(name="feed", known=(known.source_url or "") if known else "", optional=True))
    if choices:
        known_deputy = str(deputy) if deputy is not None else ""
        fields.append(
            Field(name="deputy", kind=FieldKind.CHOICE, known=known_deputy, options=choices, optional=True)
        )
        editors = tuple(each for each in choices if each.value in mine)
        if editors:
            fields.append(
                Field(
                    name="editors",
                    kind=FieldKind.SEVERAL,
                    known=",".join(str(one) for one in sorted(own)),
                    options=editors,
                    optional=True,
                )
            )
    if known is not None:
        paused = "yes" if known.paused else "no"
        fields.append(Field(name="paused", kind=FieldKind.CHOICE, known=paused, options=YES_NO))
    return tuple(fields)


def _details(fields: Mapping[str, str]) -> Details | Outcome:
    ids = [each for each in fields.get("editors", "").split(",") if each]
    deputy = fields.get("deputy", "")
    if not all(each.isdecimal() and len(each) < 10 for each in (*ids, *filter(None, [deputy]))):
        return faulty(("deputy", Say(said=Said.PERSON_UNKNOWN, text=deputy[:40])))
    return Details(
        name=" ".join(fields.get("name", "").split()),
        platform=fields.get("platform", "").lower(),
        url=fields.get("url") or None,
        comments_url=fields.get("comments_url") or None,
        feed=fields.get("feed") or None,
        deputy_id=int(deputy) if deputy else None,
        editors=frozenset(int(each) for each in ids),
        paused=fields.get("paused") == "yes",
    )


def _add(actor: Actor, unit: Unit, _about: str) -> UnitForm:
    fields = _fields(actor, unit, None)
    return UnitForm(kind=UnitFormKind.ACCOUNT_ADD, unit_id=unit.id, unit=unit.name, fields=fields)


def _take_add(actor: Actor, unit: Unit, _about: str, fields: Mapping[str, str]) -> Outcome:
    said = _details(fields)
    if isinstance(said, Outcome):
        return said
    wrong = accounts.faults(actor, unit, said)
    return faulty(wrong) if wrong else accounts.add(actor, unit, said)


def _about_account(kind: UnitFormKind, unit: Unit, account: Account, *fields: Field) -> UnitForm:
    return UnitForm(
        kind=kind,
        unit_id=unit.id,
        unit=unit.name,
        about=str(account.id),
        subject=account.name,
        fields=fields,
    )


def _change(actor: Actor, unit: Unit, about: str) -> UnitForm | Outcome:
    found = account_of(actor, unit, about)
    if isinstance(found, Outcome):
        return found
    return _about_account(UnitFormKind.ACCOUNT_CHANGE, unit, found, *_fields(actor, unit, found))


def _take_change(actor: Actor, unit: Unit, about: str, fields: Mapping[str, str]) -> Outcome:
    found, said = account_of(actor, unit, about), _details(fields)
    if isinstance(found, Outcome):
        return found
    if isinstance(said, Outcome):
        return said
    wrong = accounts.faults(actor, unit, said)
    return faulty(wrong) if wrong else accounts.change(actor, unit, found, said)


def _move(actor: Actor, unit: Unit, about: str) -> UnitForm | Outcome:
    found = account_of(actor, unit, about)
    if isinstance(found, Outcome):
        return found
    others = [one for one in actor.units() if one.id != unit.id]
    if not others:
        return refuse(Said.NO_OTHER_UNIT)
    options = tuple(Option(value=str(one.id), label=one.name) for one in others)
    field = Field(name="unit", kind=FieldKind.CHOICE, options=options)
    return _about_account(UnitFormKind.ACCOUNT_MOVE, unit, found, field)


def _take_move(actor: Actor, unit: Unit, about: str, fields: Mapping[str, str]) -> Outcome:
    found = account_of(actor, unit, about)
    if isinstance(found, Outcome):
        return found
    wanted = fields.get("unit", "")
    to = actor.unit(int(wanted)) if wanted.isdecimal() and len(wanted) < 10 else None
    if to is None:
        return faulty(("unit", Say(said=Said.NOT_ALLOWED)))
    return accounts.move(actor, unit, found, to)


def _end(actor: Actor, unit: Unit, about: str) -> UnitForm | Outcome:
    found = account_of(actor, unit, about)
    if isinstance(found, Outcome):
        return found
    return _about_account(UnitFormKind.ACCOUNT_END, unit, found, Field(name="why", optional=True))


def _take_end(actor: Actor, unit: Unit, about: str, fields: Mapping[str, str]) -> Outcome:
    found = account_of(actor, unit, about)
    if isinstance(found, Outcome):
        return found
    return accounts.end(actor, unit, found, why=fields.get("why", ""))


OPEN: Mapping[UnitFormKind, Callable[[Actor, Unit, str], UnitForm | Outcome]] = {
    UnitFormKind.ACCOUNT_ADD: _add,
    UnitFormKind.ACCOUNT_CHANGE: _change,
    UnitFormKind.ACCOUNT_MOVE: _move,
    UnitFormKind.ACCOUNT_END: _end,
}
TAKE: Mapping[UnitFormKind, Callable[[Actor, Unit, str, Mapping[str, str]], Outcome]] = {
    UnitFormKind.ACCOUNT_ADD: _take_add,
    UnitFormKind.ACCOUNT_CHANGE: _take_change,
    UnitFormKind.ACCOUNT_MOVE: _take_move,
    UnitFormKind.ACCOUNT_END: _take_end,
}
