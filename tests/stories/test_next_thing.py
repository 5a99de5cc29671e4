""" "To the next thing": the simulated clock leaps to where something happens, and something does."""

from datetime import timedelta

from scheduler.horizon import next_thing
from scheduler.watchdog import OwnPulse, pulse
from tests.stories.desk import STOCKHOLM, Desk, at


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
