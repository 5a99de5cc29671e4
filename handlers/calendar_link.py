"""The word `kalender`: a secret address for one's own calendar, renewed or taken away at will."""

import secrets
from datetime import datetime

from sqlalchemy import Connection

from db import calendar_links, marks
from db.rows import Person
from handlers.access import refuse
from handlers.asked import Asked
from handlers.command_words import plain
from handlers.outcome import Outcome, Said, Say

ADDRESS = "http_address"
"""The mark that says where people's calendars reach the bot; without one there is no such place."""
NEW = frozenset({"ny", "nytt", "new", "renew", "fornya", "ny lank", "ny adress"})
OFF = frozenset({"av", "bort", "ta bort", "stang av", "off", "remove", "avsluta"})


def note_address(tx: Connection, address: str | None, now: datetime) -> None:
    """Where people's calendars reach the bot from now on; none: nowhere."""
    marks.note(tx, ADDRESS, now, address)


def calendar(asked: Asked) -> Outcome:
    """`kalender` makes an address, `kalender ny` another, `kalender av` takes it away."""
    wanted = plain(asked.rest)
    if wanted in OFF:
        return remove(asked.tx, person=asked.person)
    if wanted and wanted not in NEW:
        return refuse(Said.UNKNOWN_COMMAND, text=asked.rest[:40], suggestion="kalender ny")
    return link(asked.tx, person=asked.person, renew=bool(wanted), now=asked.now)


def link(tx: Connection, *, person: Person | None, renew: bool, now: datetime) -> Outcome:
    """Her address, shown this once: only its digest is kept. The one she had before leads nowhere then."""
    if person is None:
        return refuse(Said.NOT_KNOWN)
    address = marks.read(tx, [ADDRESS]).get(ADDRESS)
    if address is None or not address.value:
        return refuse(Said.CALENDAR_NO_ADDRESS)
    before = calendar_links.made_at(tx, person.id)
    if before is not None and not renew:
        return refuse(Said.CALENDAR_THERE, text="kalender ny")
    secret = secrets.token_hex(24)  # no letter that any chat's markup reads
    calendar_links.renew(tx, person.id, secret, now)
    said = Said.CALENDAR_RENEWED if before is not None else Said.CALENDAR_MADE
    return Outcome(say=Say(said=said, text=f"{address.value}/calendar/{secret}.ics"), changed=True)


def remove(tx: Connection, *, person: Person | None) -> Outcome:
    """Her address leads nowhere any more."""
    if person is None:
        return refuse(Said.NOT_KNOWN)
    if not calendar_links.remove(tx, person.id):
        return refuse(Said.CALENDAR_NONE)
    return Outcome(say=Say(said=Said.CALENDAR_REMOVED), changed=True)
