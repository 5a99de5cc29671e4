"""One turn of the clockwork, the same in the running bot, in a rehearsal and in a simulated year."""

from datetime import datetime, timedelta

from db.store import Store
from handlers import registrar
from handlers.passing_on import pass_on
from handlers.people import begin_absences
from scheduler.rulebook import RuleBook
from scheduler.tick import DOWN_AFTER, tick


def turn(store: Store, book: RuleBook, now: datetime, *, down_after: timedelta = DOWN_AFTER) -> None:
    """Begin the absences that were told of before, then plan what is due: a warning finds who is on duty."""
    begin_absences(store, book, now)
    pass_on(store, book, now)
    tick(store, book, now, down_after=down_after)
    registrar.remind(store, book, now)
