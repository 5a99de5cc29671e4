"""Two units, somebody of every role, and comments in every state that something can be done with."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection, select

from bot.chat.reception import Reception
from bot.texts import texts
from db import drafts, people, ready_replies, set_rules
from db.models import rounds
from db.register import Register, RegisteredAccount, RegisteredPerson, RegisteredUnit, sync
from db.rows import Person
from db.store import Store
from handlers.calendar_link import note_address
from handlers.desk import Action, act
from handlers.linking import note_chats
from handlers.receive import Incoming, receive
from handlers.turn import turn
from scheduler.rulebook import RuleBook
from scheduler.settings import UnitRules

NOW = datetime(2026, 11, 27, 8, 0, tzinfo=UTC)
"""Friday 27 November 2026, 09:00 in Stockholm: the morning's round runs."""
MARK = "Kultur"
"""Stands in the name of the unit and of its account, and so in all that is shown of them."""
ROLES: Mapping[str, str | None] = {
    "unknown to the bot": "U-NOBODY",
    "operator": "U-OPERATOR",
    "in no unit": "U-GUN",
    "editor": "U-BO",
    "editor of another unit": "U-FIA",
    "account's deputy": "U-DAVID",
    "supervisor": "U-CECILIA",
    "supervisor of another unit": "U-ERIK",
}
"""Each role and who has it. The operator runs the bot on its machine; chat does not know her."""
OPEN, TAKEN, ANSWERED, ELSEWHERE = 1, 2, 3, 4
"""Comments by their numbers: nobody's, Anna's, answered by Anna without her name, and another unit's."""

_NAMES = {"anna": "Anna", "bo": "Bo", "cecilia": "Cecilia", "david": "David", "erik": "Erik", "fia": "Fia"}
_DAYS = {"ines": (4,)}
"""In both units there is somebody with Fridays only, who can be asked to take another day."""
_REGISTER = Register(
    people=tuple(
        RegisteredPerson(
            slug=slug,
            first_name=name,
            chat_id=f"U-{slug.upper()}",
            duty_weekdays=tuple(_DAYS.get(slug, range(7))),
        )
        for slug, name in {**_NAMES, "gun": "Gun", "hans": "Hans", "ines": "Ines"}.items()
    ),
    units=(
        RegisteredUnit(
            slug="kultur",
            name=f"{MARK} och fritid",
            channel="C-KULTUR",
            editors=("anna", "bo", "hans", "ines"),
            supervisors=("cecilia",),
        ),
        RegisteredUnit(
            slug="skola",
            name="Skola",
            channel="C-SKOLA",
            editors=("david", "fia", "ines"),
            supervisors=("erik",),
        ),
    ),
    accounts=(
        RegisteredAccount(
            slug="kulturskolan", unit="kultur", name=f"{MARK}skolan", platform="facebook", deputy="david"
        ),
        RegisteredAccount(slug="skolbloggen", unit="skola", name="Skolbloggen", platform="blog"),
    ),
)


def person(tx: Connection, chat_id: str) -> Person | None:
    """Whom the bot takes this to be."""
    return people.by_chat(tx, "slack", chat_id)


def reception(store: Store) -> Reception:
    """What the listeners ask; its clock stands still."""
    book = RuleBook(organisation=UnitRules())
    return Reception(
        chat="slack",
        store=store,
        book=book,
        clock=lambda: NOW,
        texts=lambda _: texts("sv"),
        wake=lambda: None,
    )


def furnish(store: Store, book: RuleBook) -> int:
    """Everybody and everything in place; the number of the round that runs."""
    with store.write() as tx:
        sync(tx, _REGISTER, datetime(2026, 11, 2, 7, 0, tzinfo=UTC))
        note_address(tx, "https://svarsvakt.example", NOW)
        note_chats(tx, ("slack", "teams"), NOW)
    turn(store, book, NOW - timedelta(hours=1))  # the day's rounds are fixed at its first tick
    turn(store, book, NOW)
    with store.write() as tx:
        for number in (OPEN, TAKEN, ANSWERED, ELSEWHERE):
            account = "skolbloggen" if number == ELSEWHERE else "kulturskolan"
            said = Incoming(account=account, text=f"Hej {account}", written_at=NOW, external_id=str(number))
            receive(tx, book, [said], NOW)
        anna, hans = person(tx, "U-ANNA"), person(tx, "U-HANS")
        act(tx, book, person=anna, action=Action.CLAIM, number=TAKEN, now=NOW)
        act(tx, book, person=anna, action=Action.ANSWER, number=ANSWERED, now=NOW, text="Vi öppnar nio.")
        assert hans is not None
        set_rules.add_day(
            tx,
            unit_id=1,
            first_day=date(2026, 12, 2),
            last_day=date(2026, 12, 2),
            hours="",
            name=None,
            set_by=None,
            now=NOW,
        )
        assert anna is not None
        ready_replies.add(tx, unit_id=1, title=MARK, text=MARK, individual=False, by=anna.id, now=NOW)
        drafts.add(
            tx, comment_id=OPEN, episode=1, text="Hej! /Anna", writer_id=anna.id, reader_id=None, now=NOW
        )
        people.mark_away(tx, hans.id, first_day=date(2026, 11, 26), last_day=None, marked_by=hans.id, now=NOW)
    with store.read() as tx:
        found = tx.execute(select(rounds.c.id).where(rounds.c.at <= NOW, rounds.c.unit_id == 1))
        return int(found.scalar_one())
