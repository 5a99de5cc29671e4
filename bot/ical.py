"""A person's calendar as iCalendar (RFC 5545): what Outlook, Google and Apple subscribe to."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from bot.texts import Texts
from handlers.duty_calendar import Entry, EntryKind, PersonCalendar

CONTENT_TYPE = "text/calendar; charset=utf-8"
REFRESH = "PT1H"
LONGEST_LINE = 75
"""Octets, without the line end (section 3.1)."""


def ical(content: PersonCalendar, texts: Texts) -> bytes:
    """The calendar. The same until something of it, or the day, changes: readers ask often."""
    stamp = _instant(datetime.combine(content.today, time(), tzinfo=UTC))
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Svarsvakt//Duty//SV",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(texts.calendar.name(content))}",
        f"X-WR-TIMEZONE:{content.zone.key}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",
        f"X-PUBLISHED-TTL:{REFRESH}",
    ]
    for entry in content.entries:
        lines += _event(entry, content, texts, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{piece}\r\n" for line in lines for piece in _folded(line)).encode()


def _event(entry: Entry, content: PersonCalendar, texts: Texts, stamp: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.key}-{content.person.id}@svarsvakt"
    yield f"DTSTAMP:{stamp}"
    if entry.begins is not None and entry.ends is not None:
        yield f"DTSTART:{_instant(entry.begins)}"
        yield f"DTEND:{_instant(entry.ends)}"
    else:
        yield f"DTSTART;VALUE=DATE:{_day(entry.named.day)}"
        yield f"DTEND;VALUE=DATE:{_day(entry.named.day + timedelta(days=1))}"
    yield f"SUMMARY:{_text(texts.calendar.summary(entry, content.zone))}"
    about = texts.calendar.description(entry)
    if about:
        yield f"DESCRIPTION:{_text(about)}"
    yield f"CATEGORIES:{entry.kind.value.upper()}"
    # A day on duty is no meeting: colleagues who look for a free hour must not find the whole day taken.
    yield "TRANSP:TRANSPARENT"
    if entry.kind is EntryKind.DAY_OFF:
        yield "X-MICROSOFT-CDO-BUSYSTATUS:OOF"
    else:
        yield "X-MICROSOFT-CDO-BUSYSTATUS:FREE"
    yield "END:VEVENT"


def _text(value: str) -> str:
    """Section 3.3.11: backslash, semicolon, comma and line ends are escaped; control characters go."""
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    lines = escaped.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return "".join(letter for letter in lines if letter == "\t" or (ord(letter) >= 32 and ord(letter) != 127))


def _folded(line: str) -> Iterator[str]:
    """At most 75 octets a line, never inside a letter; what follows begins with a blank."""
    piece = ""
    for letter in line:
        if len((piece + letter).encode()) > LONGEST_LINE:
            yield piece
            piece = " "
        piece += letter
    yield piece


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"


def _instant(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
