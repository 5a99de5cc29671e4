"""How often something may be asked of a service, all processes together: kept beside the pace."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, select, update

from db.models import pacing
from db.store import insert_new


def take(
    tx: Connection,
    what: str,
    *,
    every: timedelta,
    at_once: int,
    now: datetime,
    besides: timedelta = timedelta(0),
) -> timedelta | None:
    """Take one turn of `what`: one `every` so long, and up to `at_once` after a pause. None: taken.

    Otherwise nothing is taken, and this is how long to wait. Any span of time `s` holds at most
    `at_once + s / every` turns. `besides`: so many turns' time others have just used who wait for none; they
    leave fewer at once, but one each `every` however many they are.
    """
    room = every * (at_once - 1)
    insert_new(tx, pacing, [{"recipient": what, "next_send_at": now}])
    asked = select(pacing.c.next_send_at).where(pacing.c.recipient == what).with_for_update()
    since = max(tx.execute(asked).scalar_one(), now)
    wait: timedelta = since - now + min(besides, room) - room
    if wait > timedelta(0):
        return wait
    tx.execute(update(pacing).where(pacing.c.recipient == what).values(next_send_at=since + every))
    return None
