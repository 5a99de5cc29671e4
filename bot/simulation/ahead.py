"""What comes next in a simulated time, so that the clock may leap to it.

The running bot looks every few seconds and nearly always finds nothing. Here the clock stands still until a
look would find something: a comment to look at, a round that begins or ends, a day that begins, an opening,
the week's summary. What the store holds is read past SQLAlchemy: it is asked at each of many thousand steps.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from db.store import Store
from scheduler import plan_week
from scheduler.rulebook import RuleBook

A_MINUTE = timedelta(minutes=1)
"""After midnight the day's rounds are fixed."""
NEAREST = """
SELECT
  (SELECT min(attend_at) FROM comments WHERE attend_at IS NOT NULL),
  (SELECT min(at) FROM rounds WHERE state IN ('planned','called') AND at > :now),
  (SELECT min(ends_at) FROM rounds WHERE state IN ('planned','called') AND ends_at > :now),
  (SELECT min(lease_until) FROM notices WHERE state IN ('sending','unknown')),
  (SELECT min(max(send_at, coalesce(next_send_at, send_at)))
     FROM notices LEFT JOIN pacing USING (recipient) WHERE state = 'pending')
"""


@dataclass(frozen=True, slots=True)
class Ahead:
    """When the clock next has something to plan; when something can be sent or a doubt be settled."""

    look: datetime
    delivery: datetime | None


class Future:
    """Asked anew at each step; `now` never goes back."""

    def __init__(self, store: Store, book: RuleBook, slugs: Iterable[str], first: date) -> None:
        self._engine, self._book = store.engine, book
        self._slugs = sorted(set(slugs))
        self._day = first
        self._looks = self._looks_of(first)

    def ahead(self, now: datetime) -> Ahead:
        """The next look and the next delivery."""
        connection = self._engine.raw_connection()
        try:
            found = connection.cursor().execute(NEAREST, {"now": now.isoformat(" ", "microseconds")[:26]})
            *looks, lease, send = (_instant(at) for at in found.fetchone())
        finally:
            connection.close()
        return Ahead(
            look=min(at for at in (self._of_days(now), *looks) if at is not None),
            delivery=min((at for at in (lease, send) if at is not None), default=None),
        )

    def _of_days(self, now: datetime) -> datetime:
        """The next look that a day asks for by itself."""
        while self._looks[-1] <= now:
            self._day += timedelta(days=1)
            self._looks = self._looks_of(self._day)
        return next(at for at in self._looks if at > now)

    def _looks_of(self, day: date) -> list[datetime]:
        """The day begins, each unit opens, and on one day of the week the last one is summed up."""
        calendar = self._book.organisation_calendar
        week = plan_week.week_told_at(day, calendar=calendar, answer=self._book.organisation.answer)
        openings = (self._book.calendar(slug).intervals(day) for slug in self._slugs)
        looks = {calendar.midnight(day) + A_MINUTE, *(spans[0][0] for spans in openings if spans)}
        return sorted({*looks, week} if week is not None and calendar.local_day(week) == day else looks)


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text).replace(tzinfo=UTC)
