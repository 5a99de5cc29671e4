"""What a person asked for by name or by day, found or refused with the nearest that there is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from difflib import get_close_matches
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from bot.cli.failure import EXIT_USAGE, Failure
from bot.texts import Texts
from db.models import accounts as accounts_table
from db.models import people as people_table
from db.models import units as units_table
from db.rows import Account, Person, Unit, columns, made
from db.words import Ground
from handlers.grounds import read_ground
from scheduler.local_time import reached

LATEST_YEAR = 9_000
"""Later ones are slips of the pen, and the day after the last of all cannot be counted."""


@dataclass(frozen=True, kw_only=True)
class Names:
    """Everything that can be named, active or not, by number."""

    units: Mapping[int, Unit]
    accounts: Mapping[int, Account]
    people: Mapping[int, Person]

    def person(self, person_id: int | None) -> str | None:
        """A person as a record names her."""
        if person_id is None:
            return None
        person = self.people[person_id]
        return person.full_name or person.first_name


def names(tx: Connection) -> Names:
    """Load what can be named."""
    units = [made(Unit, row) for row in tx.execute(select(*columns(Unit, units_table)))]
    accounts = [made(Account, row) for row in tx.execute(select(*columns(Account, accounts_table)))]
    people = [made(Person, row) for row in tx.execute(select(*columns(Person, people_table)))]
    return Names(
        units={row.id: row for row in units},
        accounts={row.id: row for row in accounts},
        people={row.id: row for row in people},
    )


def unit_id(known: Names, slug: str | None, say: Texts) -> int | None:
    """The unit with this slug; none was asked for: None."""
    if slug is None:
        return None
    by_slug = {unit.slug: unit.id for unit in known.units.values()}
    if slug not in by_slug:
        raise Failure(say.records.unknown_unit(slug, nearest(slug, list(by_slug))), exit_code=EXIT_USAGE)
    return by_slug[slug]


def account_ids(known: Names, slug: str | None, say: Texts) -> tuple[int, ...] | None:
    """The account with this slug, as what to look for; none was asked for: None."""
    if slug is None:
        return None
    by_slug = {account.slug: account.id for account in known.accounts.values()}
    if slug not in by_slug:
        raise Failure(say.records.unknown_account(slug, nearest(slug, list(by_slug))), exit_code=EXIT_USAGE)
    return (by_slug[slug],)


def ground_of(word: str | None, say: Texts) -> Ground | None:
    """The ground that this word names; none was asked for: None."""
    if word is None:
        return None
    read = read_ground(word)
    if read is None or read[1]:
        known = [say.words.ground(ground) for ground in Ground]
        raise Failure(say.handing_out.unknown_ground(word, known), exit_code=EXIT_USAGE)
    return read[0]


def days(
    first: str | None, last: str | None, zone: ZoneInfo, say: Texts
) -> tuple[datetime | None, datetime | None]:
    """From the first day's midnight to the end of the last day, both local and both included."""
    opens = _day(first, say)
    closes = _day(last, say)
    if opens and closes and closes < opens:
        raise Failure(say.records.days_backwards(), exit_code=EXIT_USAGE)
    after = closes + timedelta(days=1) if closes else None
    return _midnight(opens, zone), _midnight(after, zone)


def _day(written: str | None, say: Texts) -> date | None:
    if written is None:
        return None
    try:
        day = date.fromisoformat(written.strip())
    except ValueError:
        raise Failure(say.records.not_a_day(written), exit_code=EXIT_USAGE) from None
    if day.year > LATEST_YEAR:
        raise Failure(say.records.not_a_day(written), exit_code=EXIT_USAGE)
    return day


def _midnight(day: date | None, zone: ZoneInfo) -> datetime | None:
    return None if day is None else reached(datetime.combine(day, time()), zone)


def nearest(word: str, choices: list[str]) -> str:
    """The most alike of the choices, or nothing."""
    return next(iter(get_close_matches(word.lower(), choices, n=1, cutoff=0.6)), "")
