"""The auditor works out again who should have heard that something is urgent (M30)."""

from sqlalchemy import delete, update

from db.models import notices
from db.words import NoticeKind, NoticeState
from handlers.desk import Action
from handlers.forms import submit
from handlers.outcome import FormKind
from scheduler.alarms import sound
from tests.stories.desk import Desk, at
from tests.stories.office import Office

FIRE = {"why": "Branden i Kulturhuset", "every": "60", "hours": "long", "ends_at": "2026-11-25 16:30"}


def marked(desk: Desk, office: Office, when: str = "2026-11-23 22:00") -> int:
    (number,) = desk.receive("2026-11-23 14:00")
    desk.run("2026-11-23 14:00", "2026-11-23 16:30", step_minutes=15)
    office.act(desk.newsroom.anna, Action.URGENT, number, when)
    return number


def told_of_nothing(desk: Desk) -> None:
    """Somebody takes the notices out of the outbox by hand."""
    with desk.store.write() as tx:
        tx.execute(delete(notices).where(notices.c.kind == NoticeKind.URGENT))


def test_a_mark_whose_notices_were_taken_away_is_found_and_told_to_the_operator(
    desk: Desk, office: Office
) -> None:
    """M30: what cannot wait is not lost without anybody knowing."""
    number = marked(desk, office)
    told_of_nothing(desk)
    assert desk.gaps("2026-11-24 08:14") == []
    assert desk.gaps("2026-11-24 08:16") == [("urgent_not_told", number)]
    sound(desk.store, desk.book, at("2026-11-24 08:16"))
    desk.run("2026-11-24 08:17", "2026-11-24 08:17")
    told = [keys for _, who, keys in desk.told(NoticeKind.OPERATOR) if who == "operator"]
    assert [f"operator:audit_gap:urgent_not_told {number}:urgent:2026-11-24"] in told


def test_handled_before_anybody_was_at_work_nobody_need_be_told(desk: Desk, office: Office) -> None:
    number = marked(desk, office)
    told_of_nothing(desk)
    office.act(desk.newsroom.anna, Action.HIDE, number, "2026-11-23 22:05", ground="threat")
    assert desk.gaps("2026-11-24 08:20") == []


def test_that_only_who_is_on_call_heard_is_found(desk: Desk, office: Office) -> None:
    """U21: who is on call hears at once, and the others in the morning all the same."""
    office.says(desk.newsroom.cecilia, "beredskap @U-BO 23/11 29/11", "2026-11-23 10:00")
    number = marked(desk, office)
    with desk.store.write() as tx:
        tx.execute(delete(notices).where(notices.c.kind == NoticeKind.URGENT, notices.c.detail.is_(None)))
    desk.run("2026-11-23 22:00", "2026-11-23 22:00")
    assert desk.gaps("2026-11-24 08:20") == [("urgent_not_told", number)]


def test_a_mark_that_the_chat_refused_for_everybody_is_found_as_refused(desk: Desk, office: Office) -> None:
    number = marked(desk, office)
    with desk.store.write() as tx:
        tx.execute(update(notices).where(notices.c.kind == NoticeKind.URGENT).values(state=NoticeState.DEAD))
    assert desk.gaps("2026-11-24 08:20") == [("refused", number)]


def test_who_marks_it_and_would_be_alone_to_hear_is_no_gap(desk: Desk, office: Office) -> None:
    desk.away(desk.newsroom.bo, "2026-11-23", "2026-11-24")
    (number,) = desk.receive("2026-11-23 14:00")
    desk.run("2026-11-23 14:00", "2026-11-23 14:30", step_minutes=15)
    office.act(desk.newsroom.cecilia, Action.URGENT, number, "2026-11-23 14:30")
    assert office.all_notices("urgent:") == []
    assert desk.gaps("2026-11-23 15:00") == []


def in_a_crisis_with_long_hours(desk: Desk) -> None:
    with desk.store.write() as tx:
        fields = {**FIRE, "accounts": str(desk.newsroom.facebook.id)}
        submit(
            tx, desk.book, person=desk.newsroom.cecilia, kind=FormKind.CRISIS,
            number=desk.newsroom.unit.id, fields=fields, now=at("2026-11-23 13:50"),
        )  # fmt: skip


def test_told_in_the_evening_of_a_crisis_that_may_call_people_is_not_outside_hours(
    desk: Desk, office: Office
) -> None:
    """M18: whoever started it chose that people may be called."""
    in_a_crisis_with_long_hours(desk)
    marked(desk, office, "2026-11-23 20:00")
    desk.run("2026-11-23 16:45", "2026-11-23 20:30", step_minutes=15)
    assert [when for when, _, _ in desk.told(NoticeKind.URGENT)] == ["Mon 20:00", "Mon 20:00"]
    office.says(desk.newsroom.cecilia, "kris slut", "2026-11-23 20:45")
    assert desk.gaps("2026-11-23 21:00") == []


def test_a_warning_that_could_not_leave_by_day_waits_for_work_and_holds_up_nothing_in_the_evening(
    desk: Desk, office: Office
) -> None:
    """M18: in a crisis with long hours too; such a warning was put off to the very same instant, for ever."""
    in_a_crisis_with_long_hours(desk)
    (number,) = desk.receive("2026-11-23 14:00")
    desk.run("2026-11-23 14:00", "2026-11-23 14:15", step_minutes=15)
    for moment in ("14:30", "15:30", "16:15"):
        desk.tick(at(f"2026-11-23 {moment}"))  # and nothing delivers until the evening
    desk.run("2026-11-23 20:00", "2026-11-23 20:15")
    (warning, *_) = desk.notices(f"rung:{number}")
    assert (warning.sent_at, warning.send_at) == (None, at("2026-11-24 08:00"))
    card = office.comes("2026-11-23 20:16")
    desk.run("2026-11-23 20:16", "2026-11-23 20:20")
    assert desk.notices(f"card:{card}")[0].sent_at is not None
