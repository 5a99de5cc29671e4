"""An invented public: comments at all hours, most of them in daytime, now and then very many at once."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from handlers.receive import Incoming

A_DAY = 0.5
"""Comments on an account on an ordinary day."""
FLOOD_CHANCE = 0.004
"""How often a day brings a flood to an account."""
ASKING = (
    "Hej! Har ni öppet på lördag?",
    "Hur anmäler man sig?",
    "Varför är det så mörkt på cykelvägen?",
    "Vilken fin utställning, när slutar den?",
    "Kan man boka om en tid?",
)
PLEASED = ("❤️", "👏👏", "@vän titta här", "😍")
HOURS = (1, 1, 1, 1, 1, 1, 2, 4, 6, 8, 8, 8, 9, 8, 8, 8, 8, 7, 7, 8, 9, 8, 5, 2)
"""How many write in each hour of the day, relatively."""


def comments(
    accounts: Sequence[str], *, first: date, days: int, zone: ZoneInfo, random: Random
) -> Iterator[tuple[datetime, Incoming]]:
    """Every comment of the time, with when a source hands it over (minutes after it was written)."""
    written = [
        (datetime.combine(first + timedelta(days=day), at, tzinfo=zone), account)
        for day in range(days)
        for account in accounts
        for at in _times(random)
    ]
    for number, (at, account) in enumerate(sorted(written), start=1):
        text = random.choice(PLEASED if random.random() < 0.15 else ASKING)
        seen = at + timedelta(seconds=random.randint(30, 600))
        yield (
            seen,
            Incoming(
                account=account,
                text=text,
                written_at=at,
                external_id=f"simulated-{number}",
                source="simulation",
            ),
        )


def _times(random: Random) -> list[time]:
    flood = random.random() < FLOOD_CHANCE
    hours = random.choices(range(24), weights=HOURS, k=30 if flood else _poisson(A_DAY, random))
    if flood:
        hours = [hours[0]] * len(hours)
    return [time(hour, random.randrange(20 if flood else 60), random.randrange(60)) for hour in hours]


def _poisson(mean: float, random: Random) -> int:
    count, left = 0, random.expovariate(1)
    while left < mean:
        count += 1
        left += random.expovariate(1)
    return count
