"""The newsroom that most tests work in: one unit, its accounts, two editors and a supervisor."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, select

from db.models import accounts, people, units
from db.register import Register, RegisteredAccount, RegisteredPerson, RegisteredUnit, sync
from db.rows import Account, Person, Unit, columns, made

ADDED = datetime(2026, 11, 2, 7, 0, tzinfo=UTC)
"""When everything in the newsroom was added: Monday 2 November 2026, 08:00 in Stockholm."""

PEOPLE = """
[people.anna]
first_name = "Anna"
slack = "U-ANNA"
[people.bo]
first_name = "Bo"
slack = "U-BO"
[people.cecilia]
first_name = "Cecilia"
slack = "U-CECILIA"
"""
"""Its people, as the configuration of a whole program names them."""

REGISTER = Register(
    people=(
        RegisteredPerson(slug="anna", first_name="Anna", full_name="Anna Berg", chat_id="U-ANNA"),
        RegisteredPerson(slug="bo", first_name="Bo", full_name="Bo Ek", chat_id="U-BO"),
        RegisteredPerson(
            slug="cecilia",
            first_name="Cecilia",
            full_name="Cecilia Lind",
            chat_id="U-CECILIA",
            email="cecilia@example.org",
        ),
    ),
    units=(
        RegisteredUnit(
            slug="kultur",
            name="Kultur",
            channel="C-KULTUR",
            editors=("anna", "bo"),
            supervisors=("cecilia",),
        ),
    ),
    accounts=(
        RegisteredAccount(
            slug="kulturskolan-facebook",
            unit="kultur",
            name="Kulturskolans Facebook",
            platform="facebook",
            url="https://www.facebook.com/kulturskolan.example",
            deputy="bo",
        ),
        RegisteredAccount(
            slug="museet-instagram",
            unit="kultur",
            name="Museets Instagram",
            platform="instagram",
            url="https://www.instagram.com/museet.example",
        ),
        RegisteredAccount(
            slug="museibloggen",
            unit="kultur",
            name="Museibloggen",
            platform="blog",
            url="https://blogg.example.org",
            source="feed",
            source_url="https://blogg.example.org/kommentarer/feed",
        ),
    ),
)


@dataclass(frozen=True, kw_only=True)
class Newsroom:
    """The newsroom as stored: `newsroom.unit.id`, `newsroom.anna.id`, `newsroom.facebook.slug`."""

    unit: Unit
    anna: Person
    bo: Person
    cecilia: Person
    facebook: Account
    instagram: Account
    blog: Account


def newsroom(tx: Connection, now: datetime = ADDED) -> Newsroom:
    """Put the newsroom into the store."""
    sync(tx, REGISTER, now)
    unit = {row.slug: made(Unit, row) for row in tx.execute(select(*columns(Unit, units)))}
    person = {row.slug: made(Person, row) for row in tx.execute(select(*columns(Person, people)))}
    account = {row.slug: made(Account, row) for row in tx.execute(select(*columns(Account, accounts)))}
    return Newsroom(
        unit=unit["kultur"],
        anna=person["anna"],
        bo=person["bo"],
        cecilia=person["cecilia"],
        facebook=account["kulturskolan-facebook"],
        instagram=account["museet-instagram"],
        blog=account["museibloggen"],
    )
