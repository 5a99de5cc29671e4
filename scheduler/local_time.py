"""Local clock times and the instants they mean, on the two odd nights of the year too."""

from bisect import bisect_right
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo


class NonexistentTime(ValueError):  # noqa: N818 - it is what it is called
    """The clock jumped over this local time (in Stockholm 02:00-03:00 one night in March)."""


def from_local(wall: datetime, zone: ZoneInfo) -> datetime:
    """The instant at which a clock in `zone` shows the naive `wall`; the first one when it shows it twice.

    Raises NonexistentTime when it never does.
    """
    first = wall.replace(tzinfo=zone, fold=0)
    instant = first.astimezone(UTC)
    # Only of a time that exists twice or never do the two readings differ.
    odd = first.utcoffset() != first.replace(fold=1).utcoffset()
    if odd and instant.astimezone(zone).replace(tzinfo=None, fold=0) != wall.replace(fold=0):
        raise NonexistentTime(f"{wall.isoformat()} does not exist in {zone.key}")
    return instant


def reached(wall: datetime, zone: ZoneInfo) -> datetime:
    """The first instant at which a clock in `zone` shows the naive `wall` or later.

    A later `wall` is never reached earlier, so compiled hours stay in order whatever the zone does.
    """
    try:
        return from_local(wall, zone)
    except NonexistentTime:
        # The jump lies between the two readings of `wall`: with the offset after it, and with the one before.
        low = wall.replace(tzinfo=zone, fold=1, microsecond=0).astimezone(UTC)
        width = int((wall.replace(tzinfo=zone, fold=0, microsecond=0).astimezone(UTC) - low).total_seconds())
        before = low.astimezone(zone).utcoffset()
        seconds = range(width + 1)
        return low + timedelta(
            seconds=bisect_right(
                seconds, 0, key=lambda n: (low + timedelta(seconds=n)).astimezone(zone).utcoffset() != before
            )
        )


def read_time(text: str, zone: ZoneInfo) -> datetime:
    """An ISO 8601 time as an instant; without an offset it is local, and the first when it comes twice.

    Raises ValueError when it is not such a time, NonexistentTime when no clock ever shows it.
    """
    if "\0" in text:  # which the parser takes for the text's end
        raise ValueError("a time has no nul character")
    stated = datetime.fromisoformat(text.strip())
    return from_local(stated, zone) if stated.tzinfo is None else stated.astimezone(UTC)
