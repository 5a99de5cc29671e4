"""Days of a crisis with a clock that turns and messages that leave (M18)."""

from collections.abc import Sequence

from db.words import NoticeKind
from handlers.forms import submit
from handlers.outcome import FormKind, Outcome
from tests.stories.desk import Desk, at

FIRE = {"why": "Branden i Kulturhuset", "every": "60", "hours": "working", "ends_at": "2026-11-25 16:30"}


def starts(desk: Desk, when: str, **changes: str) -> Outcome:
    fields = {**FIRE, "accounts": str(desk.newsroom.facebook.id), **changes}
    with desk.store.write() as tx:
        return submit(
            tx, desk.book, person=desk.newsroom.cecilia, kind=FormKind.CRISIS, number=desk.newsroom.unit.id,
            fields=fields, now=at(when),
        )  # fmt: skip


def warned(desk: Desk) -> Sequence[str]:
    return [when for when, _, _ in desk.told(NoticeKind.RUNG)]


def test_the_warnings_come_earlier_while_it_runs(desk: Desk) -> None:
    """M18: a comment of Monday 09:00 is due Tuesday 09:00; 4, 2 and 1 hours before become 8, 4 and 2."""
    desk.run("2026-11-23 07:00", "2026-11-23 08:55", step_minutes=5)
    starts(desk, "2026-11-23 08:56")
    desk.receive("2026-11-23 09:00")
    desk.run("2026-11-23 09:00", "2026-11-24 09:30", step_minutes=5)
    assert warned(desk) == ["Mon 09:35", "Mon 13:30", "Mon 15:30", "Tue 09:00", "Tue 09:00"]


def test_when_nobody_could_look_twice_running_the_supervisor_hears_once(desk: Desk) -> None:
    """About the accounts, never about a person; the next look asks anew anyway."""
    desk.run("2026-11-23 07:00", "2026-11-23 09:55", step_minutes=5)
    starts(desk, "2026-11-23 09:56")
    desk.run("2026-11-23 10:00", "2026-11-23 12:25", step_minutes=5)
    asked = [(when, whom) for when, whom, _ in desk.told(NoticeKind.ROUND_MISSED)]
    assert asked == [("Mon 11:40", "cecilia")]


def test_its_start_its_end_and_the_question_before_it_are_each_told_once(desk: Desk) -> None:
    desk.run("2026-11-23 07:00", "2026-11-23 09:55", step_minutes=5)
    starts(desk, "2026-11-23 09:56", ends_at="2026-11-24 12:00")
    desk.run("2026-11-23 10:00", "2026-11-24 13:00", step_minutes=5)
    told = [(when, whom, keys[0].split(":")[2]) for when, whom, keys in desk.told(NoticeKind.CRISIS)]
    assert told == [
        ("Mon 10:00", "kultur", "started"),
        ("Mon 10:00", "bo", "started"),
        ("Tue 10:00", "cecilia", "ending"),
        ("Tue 10:00", "bo", "ending"),
        ("Tue 12:00", "kultur", "ended"),
        ("Tue 12:00", "cecilia", "ended"),
    ]


def test_the_auditor_finds_nothing_amiss_in_days_of_crisis(desk: Desk) -> None:
    desk.run("2026-11-23 07:00", "2026-11-23 08:55", step_minutes=5)
    starts(desk, "2026-11-23 08:56", hours="long", every="30")
    desk.receive("2026-11-23 09:00")
    desk.receive("2026-11-23 20:30")
    desk.run("2026-11-23 09:00", "2026-11-26 09:00", step_minutes=5)
    assert desk.gaps("2026-11-26 09:00") == []


def test_a_machine_that_was_down_over_the_end_calls_nobody_to_a_crisis_that_is_over(desk: Desk) -> None:
    desk.run("2026-11-23 07:00", "2026-11-23 09:55", step_minutes=5)
    starts(desk, "2026-11-23 09:56", ends_at="2026-11-23 12:00")
    desk.run("2026-11-23 14:00", "2026-11-23 14:30", step_minutes=5)
    keys = [key for _, _, keys in desk.told(NoticeKind.ROUND) for key in keys]
    assert not [key for key in keys if key.split(":")[-1].startswith("100")]
    assert [keys[0].split(":")[2] for _, whom, keys in desk.told(NoticeKind.CRISIS) if whom == "kultur"] == [
        "ended"
    ]
