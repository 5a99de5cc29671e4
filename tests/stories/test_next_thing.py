""" "To the next thing": the simulated clock leaps to where something happens, and something does."""

from datetime import timedelta

from handlers.forms import submit
from handlers.outcome import FormKind
from scheduler.horizon import next_thing
from scheduler.watchdog import OwnPulse, pulse
from tests.stories.desk import STOCKHOLM, Desk, at
from tests.stories.office import Office


def ahead(desk: Desk, when: str) -> str | None:
    with desk.store.read() as tx:
        found = next_thing(tx, desk.book, at(when))
    return None if found is None else found.astimezone(STOCKHOLM).strftime("%a %H:%M")


def test_the_leaps_of_a_quiet_friday_and_a_comment_that_evening(desk: Desk) -> None:
    now = "2026-11-27 14:50"
    desk.run(now, now)
    leaps = []
    for _ in range(9):
        found = next_thing_after(desk, now)
        leaps.append(at(found).strftime("%a %H:%M"))
        now = found
        desk.run(now, now)
        if leaps[-1] == "Fri 16:30":
            desk.receive("2026-11-27 18:00")
    assert leaps == [
        "Fri 15:00",  # the day's last round
        "Fri 16:30",  # close: it is judged
        "Mon 08:00",  # the comment's card
        "Mon 08:30",  # a round; it stands for rung 1
        "Mon 09:00",
        "Mon 10:00",  # rung 2
        "Mon 11:00",  # rung 3
        "Mon 12:00",  # overdue, and the week
        "Mon 12:30",
    ]


def next_thing_after(desk: Desk, when: str) -> str:
    with desk.store.read() as tx:
        found = next_thing(tx, desk.book, at(when))
    assert found is not None
    return found.astimezone(STOCKHOLM).strftime("%Y-%m-%d %H:%M")


def test_what_waits_already_is_now(desk: Desk) -> None:
    desk.receive("2026-11-24 10:00")
    assert ahead(desk, "2026-11-24 10:01") == "Tue 10:01"


def leaps(desk: Desk, when: str, count: int) -> list[str]:
    """Where so many leaps lead, with a tick and what is to be said at each."""
    found = []
    for _ in range(count):
        when = next_thing_after(desk, when)
        desk.run(when, when)
        found.append(at(when).strftime("%a %H:%M"))
    return found


def test_a_crisis_in_the_evening_is_foreseen_with_tomorrows_first_look_and_its_end(desk: Desk) -> None:
    """M18: its extra looks on a Friday evening and on the Saturday, and its end in between two of them."""
    desk.run("2026-11-27 16:45", "2026-11-27 16:45")
    fields = {
        "why": "Branden", "every": "180", "hours": "long", "ends_at": "2026-11-28 09:30",
        "accounts": str(desk.newsroom.facebook.id),
    }  # fmt: skip
    with desk.store.write() as tx:
        submit(
            tx, desk.book, person=desk.newsroom.cecilia, kind=FormKind.CRISIS,
            number=desk.newsroom.unit.id, fields=fields, now=at("2026-11-27 17:00"),
        )  # fmt: skip
    desk.run("2026-11-27 17:00", "2026-11-27 17:00")
    assert leaps(desk, "2026-11-27 17:00", 5) == [
        "Fri 19:30",  # the next look
        "Fri 22:00",  # nobody looked: it is judged
        "Sat 07:00",
        "Sat 09:30",  # it ends
        "Mon 08:30",
    ]


def test_in_a_crisis_the_earlier_warnings_are_foreseen(desk: Desk) -> None:
    """M18: eight working hours before Tuesday 15:30 are past, so half an hour after the card; else 11:30."""
    desk.run("2026-11-23 15:00", "2026-11-23 15:00")
    fields = {
        "why": "Branden", "every": "180", "hours": "working", "ends_at": "2026-11-25 12:00",
        "accounts": str(desk.newsroom.facebook.id),
    }  # fmt: skip
    with desk.store.write() as tx:
        submit(
            tx, desk.book, person=desk.newsroom.cecilia, kind=FormKind.CRISIS,
            number=desk.newsroom.unit.id, fields=fields, now=at("2026-11-23 15:01"),
        )  # fmt: skip
    desk.receive("2026-11-23 15:30")
    desk.run("2026-11-23 15:30", "2026-11-23 15:35")
    assert ahead(desk, "2026-11-23 15:36") == "Mon 16:00"


def test_a_reminder_of_a_diary_number_is_foreseen(desk: Desk, office: Office) -> None:
    """U10: two working days after it was asked for."""
    number = office.comes("2026-11-23 10:00")
    desk.run("2026-11-23 10:00", "2026-11-23 10:00")
    office.says(desk.newsroom.anna, f"registrator {number}", "2026-11-23 10:20")
    office.says(desk.newsroom.anna, f"besvarad {number} Hej! /Anna", "2026-11-23 10:30")
    desk.run("2026-11-25 08:30", "2026-11-25 08:30")
    assert ahead(desk, "2026-11-25 08:31") == "Wed 10:20"


def test_the_pulse_is_well_while_the_clock_ticks_and_ill_when_it_stops(desk: Desk) -> None:
    with desk.store.read() as tx:
        assert pulse(tx, at("2026-11-24 10:00")).healthy is False
    desk.tick(at("2026-11-24 10:00"))
    with desk.store.read() as tx:
        assert pulse(tx, at("2026-11-24 10:01")).healthy is True
        assert pulse(tx, at("2026-11-24 10:03")).healthy is False


def test_a_machine_whose_own_ticks_stop_is_ill_whatever_the_others_do(desk: Desk) -> None:
    seconds = [0.0]
    own = OwnPulse(timedelta(minutes=2), seconds=lambda: seconds[0])
    for now, healthy in ((120.0, True), (121.0, False)):
        seconds[0] = now
        desk.tick(at("2026-11-24 10:00"))  # another machine's
        assert own.healthy is healthy
    own.beat()
    assert own.healthy
