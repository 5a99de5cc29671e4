"""How the stories ask for a supervisor's pages and forms."""

from db import people
from handlers.managing import forms, pages
from handlers.managing.form import UnitFormKind
from handlers.managing.forms import Wanted
from handlers.managing.rows import UnitPage
from handlers.outcome import Outcome
from tests.stories.office import MONDAY, Office, at


def opens(
    office: Office, kind: UnitFormKind, about: object = "", *, by: str = "cecilia", unit: int | None = None
) -> Outcome:
    """Somebody asks for a form."""
    with office.store.write() as tx:
        return forms.open_form(
            tx,
            office.book,
            Wanted(kind=kind, unit_id=unit or office.newsroom.unit.id, about=str(about)),
            person=people.by_slug(tx, by),
            now=at(MONDAY),
        )


def sends(
    office: Office,
    kind: UnitFormKind,
    about: object = "",
    /,
    *,
    by: str = "cecilia",
    when: str = MONDAY,
    **fields: str,
) -> Outcome:
    """Somebody sends a form in."""
    with office.store.write() as tx:
        return forms.submit(
            tx,
            office.book,
            Wanted(kind=kind, unit_id=office.newsroom.unit.id, about=str(about)),
            person=people.by_slug(tx, by),
            fields=fields,
            now=at(when),
        )


def page(office: Office, name: str, *, by: str = "cecilia", start: int = 0) -> UnitPage | Outcome:
    """Somebody opens a page."""
    with office.store.read() as tx:
        return pages.page(
            tx,
            office.book,
            person=people.by_slug(tx, by),
            name=name,
            unit_id=office.newsroom.unit.id,
            start=start,
            now=at(MONDAY),
        )


def shown(office: Office, name: str, *, start: int = 0) -> UnitPage:
    """A page as Cecilia sees it."""
    found = page(office, name, start=start)
    assert isinstance(found, UnitPage)
    return found
