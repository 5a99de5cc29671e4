"""A records request from chat: what is asked for, what of it may be secret, and what a supervisor judges.

She asks for what her own units have; what it is, is made after the click and given to her alone. What a
flagged comment says is shown only to her who chooses to read it, in the form and nowhere else, and that she
read it is noted.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from db import accounts, attachments, comments, events, people, records
from db.events import NewEvent
from db.records import Counted, Wanted
from db.rows import Comment, Person
from db.words import EventAction, Ground
from handlers.access import Standing, refuse, standing
from handlers.days import read_day
from handlers.handout_content import HandoutAsked, HandoutForm, Judgement, ReadToJudge, ToJudge
from handlers.numbers import read_numbers
from handlers.outcome import Choice, Form, FormKind, Outcome, Said, Say
from handlers.people import calendar_of
from handlers.sent import Sent, faulty
from scheduler.local_time import reached
from scheduler.rulebook import RuleBook

MOST_JUDGED = 60
"""One by one in a form; of more, all are judged alike, or fewer asked for at a time."""
LONGEST = {"author": 150, "diary_number": 120, "reviewed_by": 200}
LATEST_YEAR = 9_000
"""Later ones are slips of the pen, and the day after the last of all cannot be counted."""
JUDGE = "judge."
READ = "read"
"""The field in which she chooses one to read."""
ALL = "all"
SEARCH = ("account", "first_day", "last_day", "author", "ground", "diary_number")


def open_form(tx: Connection, book: RuleBook, person: Person, _number: int, _now: datetime) -> Outcome:
    """The form, for whoever answers for a unit."""
    where = standing(tx, person)
    if not where.supervised:
        return refuse(Said.NOT_ALLOWED)
    zone = calendar_of(tx, book, person).rules.zone
    shown = HandoutForm(people=tuple((str(one.id), _name(one)) for one in _colleagues(tx, where)))
    return Outcome(form=Form(kind=FormKind.HAND_OUT, choices=_places(tx, where), handout=shown, zone=zone))


def searched(sent: Sent) -> Outcome:
    """What was asked for is counted, and what may be secret comes back to be judged."""
    where = standing(sent.tx, sent.person)
    if not where.supervised:
        return refuse(Said.NOT_ALLOWED)
    zone = calendar_of(sent.tx, sent.book, sent.person).rules.zone
    if sent.get("person"):
        return _own_data(sent, where, zone)
    search = {name: sent.get(name) for name in SEARCH if sent.get(name)}
    read = _read(sent.tx, where, search, zone, sent.now)
    if isinstance(read, Outcome):
        return read
    found = records.counted(sent.tx, read, most=MOST_JUDGED + 1)
    if not found.comments:
        return faulty(("account", Say(said=Said.HANDOUT_NOTHING)))
    shown = HandoutForm(
        count=found.comments,
        flagged=found.flagged,
        to_judge=_to_judge(sent.tx, found),
        reviewer=_name(sent.person),
    )
    again = Form(kind=FormKind.HAND_OUT_REVIEW, handout=shown, kept=search, zone=zone)
    return Outcome(form=again)


def changed(sent: Sent, field: str) -> Outcome:
    """She chooses one that may be secret: what it says is shown in the form, and noted as read by her."""
    search = {name: sent.get(f"kept.{name}") for name in SEARCH if sent.get(f"kept.{name}")}
    again = searched(replace(sent, fields=search))
    if again.form is None or again.form.handout is None or field not in {READ, ""}:
        return Outcome()
    chosen = sent.get(READ)
    listed = {str(one.number) for one in again.form.handout.to_judge}
    comment = comments.get(sent.tx, int(chosen)) if chosen in listed else None
    if comment is None:
        return again if not chosen else Outcome()
    if field == READ:
        _note_read(sent, comment)
    files = attachments.of_comments(sent.tx, [comment.id])
    reading = ReadToJudge(number=comment.id, author=comment.author, text=comment.text, files=len(files))
    shown = replace(again.form.handout, reading=reading)
    return Outcome(form=replace(again.form, handout=shown), changed=True)


def _note_read(sent: Sent, comment: Comment) -> None:
    read = NewEvent(
        comment_id=comment.id,
        episode=comment.episode,
        at=sent.now,
        action=EventAction.READ_FOR_REVIEW,
        person_id=sent.person.id,
        from_state=comment.state,
        to_state=comment.state,
    )
    events.add(sent.tx, [read])


def judged(sent: Sent) -> Outcome:
    """She has judged: the file is made, and given to her alone."""
    where = standing(sent.tx, sent.person)
    if not where.supervised:
        return refuse(Said.NOT_ALLOWED)
    zone = calendar_of(sent.tx, sent.book, sent.person).rules.zone
    search = {name: sent.get(f"kept.{name}") for name in SEARCH if sent.get(f"kept.{name}")}
    read = _read(sent.tx, where, search, zone, sent.now)
    if isinstance(read, Outcome):
        return refuse(Said.TRY_AGAIN)
    blanked, wrong = read_numbers(sent.get("withhold"))
    if wrong:
        return faulty(("withhold", Say(said=Said.NOT_A_NUMBER, text=wrong[:40])))
    strange = records.not_among(sent.tx, read, blanked)
    if strange:
        numbers = ", ".join(str(number) for number in strange)
        return faulty(("withhold", Say(said=Said.HANDOUT_NOT_AMONG, text=numbers[:200])))
    reviewer = sent.get("reviewed_by")
    if len(reviewer) > LONGEST["reviewed_by"]:
        return faulty(("reviewed_by", Say(said=Said.TEXT_TOO_LONG, count=LONGEST["reviewed_by"])))
    said = _judgements(sent.fields)
    asked = HandoutAsked(
        by=sent.person,
        zone=ZoneInfo(zone),
        asked=search,
        wanted=read,
        reviewed_by=(reviewer or _name(sent.person)) if said else None,
        judged=_so_judged(said, Judgement.OUT),
        withhold=frozenset(blanked) | _so_judged(said, Judgement.BLANKED),
        leave_out=_so_judged(said, Judgement.LEFT_OUT),
        all_alike=said.get(0),
        at=sent.now,
    )
    return Outcome(say=Say(said=Said.HANDOUT_COMING), handout=asked)


def _read(
    tx: Connection, where: Standing, given: Mapping[str, str], zone: str, now: datetime
) -> Wanted | Outcome:
    """What is looked for, never outside of her units; else what is wrong in which field."""
    today = now.astimezone(ZoneInfo(zone)).date()
    days: dict[str, date | None] = {}
    for name in ("first_day", "last_day"):
        days[name] = read_day(given[name], today) if name in given else None
        day = days[name]
        if name in given and (day is None or day.year > LATEST_YEAR):
            return faulty((name, Say(said=Said.DATE_UNCLEAR, text=given[name][:40])))
    first, last = days["first_day"], days["last_day"]
    if first and last and last < first:
        return faulty(("last_day", Say(said=Said.AWAY_BACKWARDS)))
    for name in ("author", "diary_number"):
        if len(given.get(name, "")) > LONGEST[name]:
            return faulty((name, Say(said=Said.TEXT_TOO_LONG, count=LONGEST[name])))
    if given.get("ground", Ground.OTHER.value) not in set(Ground):
        return faulty(("ground", Say(said=Said.UNKNOWN_GROUND, grounds=tuple(Ground))))
    place = given.get("account", "")
    if place and place not in {choice.value for choice in _places(tx, where)}:
        return faulty(("account", Say(said=Said.ACCOUNT_UNKNOWN, text=place[:40])))
    kind, _, number = place.partition("/")
    return Wanted(
        account_ids=(int(number),) if kind == "account" else None,
        unit_ids=tuple(sorted(where.supervised)),
        unit_id=int(number) if kind == "unit" else None,
        first=_midnight(first, zone),
        last=_midnight(last + timedelta(days=1) if last else None, zone),
        author=given.get("author"),
        ground=Ground(given["ground"]) if "ground" in given else None,
        diary_number=given.get("diary_number"),
    )


def _own_data(sent: Sent, where: Standing, zone: str) -> Outcome:
    """All that is kept about one of her units' people; nothing of the public's is in it."""
    known = {str(one.id): one for one in _colleagues(sent.tx, where)}
    whom = known.get(sent.get("person"))
    if whom is None:
        return faulty(("person", Say(said=Said.PERSON_UNKNOWN, text=sent.get("person")[:40])))
    asked = HandoutAsked(
        by=sent.person,
        zone=ZoneInfo(zone),
        asked={"person": whom.slug},
        wanted=Wanted(unit_ids=()),
        about=whom.id,
        at=sent.now,
    )
    return Outcome(say=Say(said=Said.HANDOUT_COMING), handout=asked)


def _judgements(fields: Mapping[str, str]) -> dict[int, Judgement]:
    """What she said of each; of all alike: number 0."""
    said: dict[int, Judgement] = {}
    for name, value in fields.items():
        number = name.removeprefix(JUDGE)
        if name.startswith(JUDGE) and (number == ALL or (number.isdecimal() and len(number) < 11)):
            known = Judgement(value) if value in set(Judgement) else Judgement.BLANKED
            said[0 if number == ALL else int(number)] = known
    return said


def _so_judged(said: Mapping[int, Judgement], as_what: Judgement) -> frozenset[int]:
    return frozenset(number for number, one in said.items() if one is as_what and number)


def _to_judge(tx: Connection, found: Counted) -> tuple[ToJudge, ...]:
    if found.flagged > MOST_JUDGED:
        return ()
    named = accounts.named(tx, {comment.account_id for comment in found.to_judge})
    return tuple(_one(comment, named[comment.account_id].name) for comment in found.to_judge)


def _one(comment: Comment, account: str) -> ToJudge:
    return ToJudge(
        number=comment.id,
        account=account,
        written_at=comment.written_at,
        state=comment.state,
        ground=comment.ground,
        urgent=comment.urgent,
        individual=comment.individual,
    )


def _places(tx: Connection, where: Standing) -> tuple[Choice, ...]:
    """Each of her units as a whole (with accounts that have ended), and each of its accounts."""
    found: list[Choice] = []
    for unit in sorted(accounts.units_named(tx, where.supervised).values(), key=lambda one: one.name):
        found.append(Choice(value=f"unit/{unit.id}", label=unit.name))
        of_unit = accounts.accounts(tx, unit.id)
        found += [Choice(value=f"account/{one.id}", label=f"{unit.name}: {one.name}") for one in of_unit]
    return tuple(found)


def _colleagues(tx: Connection, where: Standing) -> list[Person]:
    teams = people.teams(tx, sorted(where.supervised)).values()
    found = {one.id: one for team in teams for one in (*team.editors, *team.supervisors)}
    return sorted(found.values(), key=lambda one: (one.first_name, one.id))


def _name(person: Person) -> str:
    return person.full_name or person.first_name


def _midnight(day: date | None, zone: str) -> datetime | None:
    return None if day is None else reached(datetime.combine(day, time()), ZoneInfo(zone))
