"""Sorted, disjoint spans of time, and counting time that runs only inside them."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import datetime, timedelta


class OutOfSpan(LookupError):  # noqa: N818 - tells the caller to compile more years, never reaches a user
    """The answer lies before the first span or after the last."""


class Intervals:
    """Spans [start, end) of aware UTC time, in order, with the time that has run up to each.

    Everything is one bisection. Comparing datetimes that share the UTC object is what bisection costs.
    """

    __slots__ = ("_ends", "_run", "_starts")

    def __init__(self, spans: Sequence[tuple[datetime, datetime]]) -> None:
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]
        self._run = [timedelta(0)]  # _run[i]: time inside all spans before span i
        for start, end in spans:
            self._run.append(self._run[-1] + (end - start))

    def holds(self, at: datetime) -> bool:
        """Whether `at` lies in a span; a span's end does not."""
        index = bisect_right(self._starts, at) - 1
        return index >= 0 and at < self._ends[index]

    def next(self, at: datetime) -> datetime:
        """`at` itself when inside, else the next start."""
        index = bisect_right(self._ends, at)
        if index == len(self._ends):
            raise OutOfSpan
        return max(at, self._starts[index])

    def last(self, at: datetime) -> datetime:
        """The latest instant at or before `at` that is inside or a span's end."""
        index = bisect_right(self._starts, at) - 1
        if index < 0:
            raise OutOfSpan
        return min(at, self._ends[index])

    def run(self, at: datetime) -> timedelta:
        """How much time has run inside the spans up to `at`."""
        index = bisect_right(self._starts, at) - 1
        if index < 0:
            return timedelta(0)
        return self._run[index] + (min(at, self._ends[index]) - self._starts[index])

    def add(self, start: datetime, amount: timedelta) -> datetime:
        """The earliest instant at which `amount` has run since `start`: a span's end, not the next start."""
        if not amount:
            return start
        goal = self.run(start) + amount
        index = bisect_left(self._run, goal, lo=1) - 1
        if index == len(self._starts):
            raise OutOfSpan
        return self._starts[index] + (goal - self._run[index])

    def subtract(self, end: datetime, amount: timedelta) -> datetime:
        """The latest instant from which `amount` runs until `end`: a span's start, not the end before."""
        if not amount:
            return end
        goal = self.run(end) - amount
        index = bisect_right(self._run, goal) - 1
        if goal < timedelta(0) or index == len(self._starts):
            raise OutOfSpan
        return self._starts[index] + (goal - self._run[index])
