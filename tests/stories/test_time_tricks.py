"""Time plays tricks: clocks jump, nights have 25 hours, a laptop sleeps. Nothing lost, doubled, no storm."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, timedelta

import pytest

from db import rounds
from db.words import NoticeKind, RoundState
from handlers import rounds as looking
from tests.stories.desk import STOCKHOLM, Desk, at
from tests.stories.test_crashes import DiesAt, Killed

CARD, ROUND, RUNG = NoticeKind.CARD, NoticeKind.ROUND, NoticeKind.RUNG
QUARTER = timedelta(minutes=15)


def by_the_clock(desk: Desk, since: str, until: str, step: timedelta = QUARTER) -> None:
    """As `desk.run`, but so many real minutes a step: also over a night when the clocks change."""
    now, end = at(since).astimezone(UTC), at(until).astimezone(UTC)
    while now <= end:
        desk.once(now)
        now += step


def told(desk: Desk, kind: NoticeKind) -> list[str]:
    """What was told, as local day and time and key."""
    return [
        f"{post.at.astimezone(STOCKHOLM):%d %b %H:%M} {key}"
        for post in desk.chat.of(kind)
        for key in post.keys
    ]


def said_twice(desk: Desk) -> list[str]:
    return [key for key, times in Counter(desk.chat.said()).items() if times > 1]


def test_a_clock_put_back_an_hour_holds_nothing_up(desk: Desk) -> None:
    """It ran an hour ahead until 14:00 by its own account; then somebody mends it."""
    (first,) = desk.receive("2026-11-24 14:00")
    desk.run("2026-11-24 14:00", "2026-11-24 14:00", step_minutes=15)
    (second,) = desk.receive("2026-11-24 13:01")
    desk.run("2026-11-24 13:01", "2026-11-24 13:02", step_minutes=1)
    assert told(desk, CARD) == [f"24 Nov 14:00 card:{first}:1", f"24 Nov 13:01 card:{second}:1"]
    desk.run("2026-11-24 13:15", "2026-11-25 14:15", step_minutes=15)
    assert said_twice(desk) == []
    assert {key.split(":")[3] for key in desk.chat.said() if key.startswith(f"rung:{first}")} == {
        "1", "2", "3", "overdue",
    }  # fmt: skip
    assert desk.gaps("2026-11-25 14:15") == []


def test_what_was_on_its_way_when_the_clock_was_put_back_is_found_again_soon(desk: Desk) -> None:
    (number,) = desk.receive("2026-11-24 14:00")
    desk.tick(at("2026-11-24 14:00"))
    with pytest.raises(Killed):
        desk.worker(checkpoint=DiesAt("sent")).deliver_one(at("2026-11-24 14:00"))
    (post,) = desk.chat.posts
    desk.chat.posts = [
        replace(post, at=at("2026-11-24 12:59"))
    ]  # the chat's own clock was right all the time
    desk.run("2026-11-24 13:00", "2026-11-24 13:06", step_minutes=1)
    assert desk.chat.said() == [f"card:{number}:1"]
    assert desk.states("card") == {f"card:{number}:1": "sent"}


def test_a_clock_that_goes_back_and_forth_says_nothing_twice(desk: Desk) -> None:
    (number,) = desk.receive("2026-11-24 09:00")
    for hour in (9, 10, 9, 11, 10, 12, 11, 13):
        desk.run(f"2026-11-24 {hour:02}:00", f"2026-11-24 {hour:02}:30", step_minutes=15)
    desk.run("2026-11-24 13:00", "2026-11-25 09:15", step_minutes=15)
    assert said_twice(desk) == []
    assert Counter(key.split(":")[0] for key in desk.chat.said() if "2026-11-25" not in key)["round"] == 2
    assert {f"rung:{number}:1:{rung}" for rung in ("1", "2", "overdue")} <= set(desk.chat.said())


@pytest.mark.parametrize(("saturday", "monday"), [("2026-10-24", "2026-10-26"), ("2028-03-25", "2028-03-27")])
def test_over_a_night_when_the_clocks_change_everything_is_said_once_and_at_work(
    desk: Desk, saturday: str, monday: str
) -> None:
    """25 hours, then 23: in both the comment of Saturday 23:30 is due four hours after Monday's opening."""
    (number,) = desk.receive(f"{saturday} 23:30")
    by_the_clock(desk, f"{saturday} 23:30", f"{monday} 12:30")
    assert desk.comment(number).due_at == at(f"{monday} 12:00")
    day = f"{at(monday):%d %b}"
    assert told(desk, CARD) == [f"{day} 08:00 card:{number}:1"]
    assert told(desk, ROUND) == [
        f"{day} 08:30 round:kultur:{monday}:1",
        f"{day} 12:30 round:kultur:{monday}:2",
    ]
    assert [line.split()[2] for line in told(desk, RUNG) if ":p" not in line][-1] == "12:00"
    assert said_twice(desk) == []
    assert desk.gaps(f"{monday} 12:30") == []


def test_a_leap_day_is_a_day_like_any_other(desk: Desk) -> None:
    """Tuesday 29 February 2028: its rounds, its warnings, and Monday's answer time that ends in it."""
    (number,) = desk.receive("2028-02-28 14:00")
    (later,) = desk.receive("2028-02-29 14:00")
    desk.run("2028-02-28 14:00", "2028-03-01 16:30", step_minutes=15)
    assert desk.comment(number).due_at == at("2028-02-29 14:00")
    assert desk.comment(later).due_at == at("2028-03-01 14:00")
    days = Counter(key.split(":")[2] for key in desk.chat.said() if key.startswith("round:"))
    assert (days["2028-02-29"], days["2028-03-01"]) == (3, 3)
    assert [line for line in told(desk, RUNG) if line.endswith("overdue")] == [
        f"29 Feb 14:00 rung:{number}:1:overdue",
        f"01 Mar 14:00 rung:{later}:1:overdue",
    ]
    assert said_twice(desk) == []
    assert desk.gaps("2028-03-01 16:30") == []


def test_after_three_days_asleep_each_hears_once_and_no_old_round_is_called(desk: Desk) -> None:
    """A laptop's lid is shut from Monday 16:00 to Thursday 13:10; comments went on being written."""
    (early,) = desk.receive("2026-11-23 14:00")
    desk.run("2026-11-23 08:00", "2026-11-23 16:00", step_minutes=15)
    before = len(desk.chat.posts)
    missed = [
        number
        for written in ("2026-11-24 10:00", "2026-11-25 10:00", "2026-11-26 12:30")
        for number in desk.receive("2026-11-26 13:10", written=written)
    ]
    desk.run("2026-11-26 13:10", "2026-11-26 13:12", step_minutes=1)
    after = desk.chat.posts[before:]
    to = Counter(post.recipient for post in after)
    unit, supervisor = f"unit:{desk.newsroom.unit.id}", f"person:{desk.newsroom.cecilia.id}"
    shown = [key for post in after if post.kind in {CARD, NoticeKind.ARRIVED_LATE} for key in post.keys]
    assert len(shown) == len(missed)
    assert [post.keys for post in after if post.kind is ROUND] == [["round:kultur:2026-11-26:2"]]
    assert {f"rung:{early}:1:overdue"} <= {key for post in after for key in post.keys}
    assert to[unit] <= 4  # the digest, what is overdue, the round that runs, what nobody looked at
    assert to[supervisor] <= 3
    assert to["operator"] == 1
    assert said_twice(desk) == []
    with desk.store.read() as tx:
        days = [date(2026, 11, 24), date(2026, 11, 25)]
        states = {row.state for row in rounds.of_days(tx, [desk.newsroom.unit.id], days)}
    assert states == {RoundState.MISSED}


def test_a_redeploy_in_the_middle_of_a_round_calls_it_once_and_keeps_who_has_looked(desk: Desk) -> None:
    desk.run("2026-11-24 08:00", "2026-11-24 08:30", step_minutes=15)
    with desk.store.write() as tx:
        looking.confirm(
            tx, desk.book, person=desk.newsroom.anna, round_id=1, account_id=desk.newsroom.blog.id,
            now=at("2026-11-24 08:40"),
        )  # fmt: skip
    desk.deliverer = None  # another process from here on
    desk.run("2026-11-24 08:45", "2026-11-24 12:15", step_minutes=15)
    assert told(desk, ROUND) == ["24 Nov 08:30 round:kultur:2026-11-24:1"]
    with desk.store.write() as tx:
        rest = looking.confirm(
            tx, desk.book, person=desk.newsroom.bo, round_id=1, account_id=None, now=at("2026-11-24 12:20")
        )
    assert rest.say is not None
    assert rest.say.count == 0
