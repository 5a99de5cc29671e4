"""One made-up comment, and how the public's words are handed to the bot."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Stockholm")
MONDAY = datetime(2026, 11, 23)  # noqa: DTZ001 - local; `at` gives it its zone
DAYS = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6, "next_mon": 7, "next_tue": 8}


def at(when: str) -> datetime:
    """`fri 14:50` as an instant, in UTC."""
    day, _, clock = when.partition(" ")
    hours, _, minutes = clock.partition(":")
    local = MONDAY + timedelta(days=DAYS[day], hours=int(hours), minutes=int(minutes))
    return local.replace(tzinfo=ZONE).astimezone(UTC)


@dataclass(frozen=True, kw_only=True)
class Sample:
    """What somebody wrote, where and when, and when a source hands it in; `name` is its external id."""

    name: str
    account: str
    author: str
    text: str
    written_at: datetime
    seen_at: datetime
    thread: str | None = None

    def handed_in(self) -> dict[str, str | None]:
        """As the intake's JSON."""
        return {
            "account": self.account,
            "author": self.author,
            "text": self.text,
            "written_at": self.written_at.isoformat(),
            "external_id": self.name,
            "url": f"https://exempelstad.example/{self.account}/{self.name}",
            "thread_id": self.thread,
        }


def sample(name: str, account: str, author: str, when: str, text: str) -> Sample:
    """A comment written `wed 14:30`, handed in a minute later."""
    written_at = at(when)
    seen_at = written_at + timedelta(minutes=1)
    return Sample(
        name=name, account=account, author=author, text=text, written_at=written_at, seen_at=seen_at
    )
