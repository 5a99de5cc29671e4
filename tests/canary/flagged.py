"""A newsroom whose comments carry a canary, flagged in each way that there is."""

from collections.abc import Callable, Mapping

from sqlalchemy import Connection, insert, update

from db.models import attachments, comments
from db.rows import Person
from db.store import Store
from db.words import AttachmentState, Ground
from handlers import commands
from handlers.desk import Action, act
from scheduler.rulebook import RuleBook
from tests.access.roles import ANSWERED, NOW, OPEN, TAKEN, person

SONG = "kanariefågel"
"""In the text of every comment, its author's name and its attachment's, and in nothing else."""
TEXT = f"Jag vet var ni bor, ni på {SONG}-skolan. Ring 0701-23 45 67"
AUTHOR = f"Kim {SONG.title()}"

Flag = Callable[[Connection, RuleBook, Person | None, int], None]


def _urgent(tx: Connection, book: RuleBook, who: Person | None, number: int) -> None:
    if number == ANSWERED:  # what is done is not urgent: it was, and is answered since
        act(tx, book, person=who, action=Action.REOPEN, number=number, now=NOW)
        act(tx, book, person=who, action=Action.URGENT, number=number, now=NOW)
        act(tx, book, person=who, action=Action.ANSWER, number=number, now=NOW, text="Vi ringer dig.")
        return
    act(tx, book, person=who, action=Action.URGENT, number=number, now=NOW, ground=Ground.THREAT)


def _individual(tx: Connection, book: RuleBook, who: Person | None, number: int) -> None:
    if number == ANSWERED:
        act(tx, book, person=who, action=Action.REOPEN, number=number, now=NOW)
    says(tx, book, who, f"enskilt {number} till rektor Ek")
    if number == ANSWERED:
        act(tx, book, person=who, action=Action.ANSWER, number=number, now=NOW, text="Vi ringer dig.")


def _gone(action: Action, ground: Ground) -> Flag:
    def flag(tx: Connection, book: RuleBook, who: Person | None, number: int) -> None:
        act(tx, book, person=who, action=action, number=number, now=NOW, ground=ground)

    return flag


def _gone_and_back(tx: Connection, book: RuleBook, who: Person | None, number: int) -> None:
    _gone(Action.HIDE, Ground.HATE)(tx, book, who, number)
    act(tx, book, person=who, action=Action.REOPEN, number=number, now=NOW)


def says(tx: Connection, book: RuleBook, who: Person | None, text: str) -> None:
    """Somebody writes a command in the unit's channel."""
    commands.run(
        tx, book, person=who, command="svarsvakt", text=text, chat="slack", channel="C-KULTUR", now=NOW
    )


FLAGS: Mapping[str, Flag] = {
    "urgent": _urgent,
    "an individual case": _individual,
    "removed as secret": _gone(Action.REMOVE, Ground.SECRECY),
    "hidden as hate, and opened again": _gone_and_back,
}


def _attached(number: int) -> dict[str, object]:
    """A screenshot named after who is to be seen in it."""
    return {
        "comment_id": number, "at": NOW, "chat_file": f"F{number}", "name": f"{SONG}.png",
        "media_type": "image/png", "size": 4, "sha256": "0" * 64, "state": AttachmentState.STORED,
    }  # fmt: skip


def sing(store: Store, book: RuleBook, flag: Flag | None) -> None:
    """Every comment of the unit carries the canary, and is flagged by somebody who works there."""
    ours = (OPEN, TAKEN, ANSWERED)
    with store.write() as tx:
        tx.execute(update(comments).where(comments.c.id.in_(ours)).values(text=TEXT, author=AUTHOR))
        tx.execute(insert(attachments), [_attached(number) for number in ours])
        if flag is None:
            return
        for number in ours:
            flag(tx, book, person(tx, "U-ANNA"), number)
