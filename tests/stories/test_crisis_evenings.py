"""A crisis that begins in the evening, and may call people then: what waited for the morning comes (M18)."""

from db.words import NoticeKind, NoticeState
from handlers.desk import Action
from handlers.forms import submit
from handlers.outcome import FormKind
from tests.stories.desk import Desk, at
from tests.stories.office import Office

FIRE = {"why": "Branden i Kulturhuset", "every": "60", "hours": "long", "ends_at": "2026-11-25 16:30"}


def sends(desk: Desk, kind: FormKind, number: int, when: str, **changes: str) -> None:
    fields = {**FIRE, "accounts": str(desk.newsroom.facebook.id), **changes}
    cecilia = desk.newsroom.cecilia
    with desk.store.write() as tx:
        submit(tx, desk.book, person=cecilia, kind=kind, number=number, fields=fields, now=at(when))


def starts(desk: Desk, when: str, **changes: str) -> None:
    sends(desk, FormKind.CRISIS, desk.newsroom.unit.id, when, **changes)


def cards(desk: Desk) -> list[tuple[str, list[str]]]:
    return [(when, keys) for when, _, keys in desk.told(NoticeKind.CARD)]


def test_what_waited_for_the_morning_on_its_accounts_comes_as_one_digest(desk: Desk, office: Office) -> None:
    """M18: whoever starts it at eight wants to see what came since half past four; other accounts wait."""
    first, second = office.comes("2026-11-23 17:00"), office.comes("2026-11-23 18:00")
    elsewhere = office.comes("2026-11-23 18:30", account=desk.newsroom.instagram)
    desk.run("2026-11-23 17:00", "2026-11-23 19:30", step_minutes=30)
    assert cards(desk) == []
    starts(desk, "2026-11-23 20:00")
    desk.run("2026-11-23 20:00", "2026-11-23 20:15")
    assert cards(desk) == [("Mon 20:00", [f"card:{first}:1", f"card:{second}:1"])]
    (waits,) = office.notices(elsewhere)
    assert (waits.state, waits.send_at) == (NoticeState.PENDING, at("2026-11-24 08:00"))
    assert [about for _, about in desk.gaps("2026-11-23 20:30") if about in {first, second}] == []


def test_in_working_hours_only_nothing_comes_earlier(desk: Desk, office: Office) -> None:
    number = office.comes("2026-11-23 17:00")
    starts(desk, "2026-11-23 20:00", hours="working")
    assert office.notices(number)[0].send_at == at("2026-11-24 08:00")


def test_given_longer_hours_in_the_evening_it_brings_them_forward_too(desk: Desk, office: Office) -> None:
    number = office.comes("2026-11-23 17:00")
    starts(desk, "2026-11-23 19:00", hours="working")
    sends(desk, FormKind.CRISIS_CHANGE, 1, "2026-11-23 20:00")
    assert office.notices(number)[0].send_at == at("2026-11-23 20:00")


def test_begun_at_night_it_calls_when_its_hours_begin(desk: Desk, office: Office) -> None:
    """From seven to ten in the evening: half past ten is too late, seven in the morning is not."""
    number = office.comes("2026-11-23 17:00")
    starts(desk, "2026-11-23 22:30")
    desk.run("2026-11-23 22:30", "2026-11-23 22:45")
    assert cards(desk) == []
    desk.run("2026-11-24 06:45", "2026-11-24 07:00")
    assert cards(desk) == [("Tue 07:00", [f"card:{number}:1"])]


def test_ended_before_its_hours_begin_they_wait_for_work_after_all(desk: Desk, office: Office) -> None:
    number = office.comes("2026-11-23 17:00")
    starts(desk, "2026-11-23 22:30")
    office.says(desk.newsroom.cecilia, "kris slut", "2026-11-23 22:40")
    desk.run("2026-11-24 07:00", "2026-11-24 08:00")
    assert cards(desk) == [("Tue 08:00", [f"card:{number}:1"])]


def test_what_is_urgent_and_waited_comes_then_too(desk: Desk, office: Office) -> None:
    """M30: a threat marked before somebody started the crisis is not the one thing that waits."""
    number = office.comes("2026-11-23 17:00")
    office.act(desk.newsroom.anna, Action.URGENT, number, "2026-11-23 19:00")
    starts(desk, "2026-11-23 20:00")
    desk.run("2026-11-23 20:00", "2026-11-23 20:00")
    assert [(when, whom) for when, whom, _ in desk.told(NoticeKind.URGENT)] == [
        ("Mon 20:00", "bo"),
        ("Mon 20:00", "cecilia"),
    ]
