"""The day's calls to look at the accounts: called once, done, missed, never on a day off."""

from db import rounds
from db.rows import Confirmation
from db.words import NoticeKind, RoundState
from tests.stories.desk import Desk, at

ROUNDS = (NoticeKind.ROUND, NoticeKind.ROUND_MISSED, NoticeKind.UNWATCHED)


def look(desk: Desk, day: str, number: int, when: str, *accounts: int) -> None:
    """Somebody confirms accounts in a round (all of them if none are named)."""
    with desk.store.write() as tx:
        (one,) = [
            row
            for row in rounds.of_days(tx, [desk.newsroom.unit.id], [at(day).date()])
            if row.number == number
        ]
        every = [desk.newsroom.facebook.id, desk.newsroom.instagram.id, desk.newsroom.blog.id]
        rounds.confirm(
            tx,
            [
                Confirmation(
                    round_id=one.id,
                    account_id=account,
                    person_id=desk.newsroom.anna.id,
                    at=at(when),
                    how="button",
                )
                for account in accounts or every
            ],
        )
        if not accounts:
            rounds.change(tx, [one.id], to=RoundState.DONE, of=RoundState.CALLED)


def states(desk: Desk, day: str) -> list[str]:
    with desk.store.read() as tx:
        return [row.state.value for row in rounds.of_days(tx, [desk.newsroom.unit.id], [at(day).date()])]


def test_a_working_day_has_three_calls_and_looking_answers_them(desk: Desk) -> None:
    """M17: three times a working day, and each look is kept."""
    desk.run("2026-11-24 07:45", "2026-11-24 08:45", step_minutes=15)
    look(desk, "2026-11-24", 1, "2026-11-24 08:50")
    desk.run("2026-11-24 09:00", "2026-11-24 12:45", step_minutes=15)
    look(desk, "2026-11-24", 2, "2026-11-24 12:50")
    desk.run("2026-11-24 13:00", "2026-11-24 15:00", step_minutes=15)
    look(desk, "2026-11-24", 3, "2026-11-24 15:10")
    desk.run("2026-11-24 15:15", "2026-11-24 18:00", step_minutes=15)
    assert desk.told(*ROUNDS) == [
        ("Tue 08:30", "kultur", ["round:kultur:2026-11-24:1"]),
        ("Tue 12:30", "kultur", ["round:kultur:2026-11-24:2"]),
        ("Tue 15:00", "kultur", ["round:kultur:2026-11-24:3"]),
    ]
    assert states(desk, "2026-11-24") == ["done", "done", "done"]
    assert desk.gaps("2026-11-24 18:00") == []


def test_a_missed_round_asks_one_other_editor_and_at_close_the_supervisor_hears_of_the_accounts(
    desk: Desk,
) -> None:
    """M17: watched continuously; a look that failed to come is asked for."""
    desk.run("2026-11-24 07:45", "2026-11-24 17:00", step_minutes=15)
    assert desk.told(*ROUNDS) == [
        ("Tue 08:30", "kultur", ["round:kultur:2026-11-24:1"]),
        ("Tue 12:30", "bo", ["missed:kultur:2026-11-24:1"]),
        ("Tue 12:30", "kultur", ["round:kultur:2026-11-24:2"]),
        ("Tue 15:00", "anna", ["missed:kultur:2026-11-24:2"]),
        ("Tue 15:00", "kultur", ["round:kultur:2026-11-24:3"]),
        (
            "Tue 16:30",
            "cecilia",
            [
                f"unwatched:{account.id}:2026-11-24:cecilia"
                for account in sorted(
                    (desk.newsroom.blog, desk.newsroom.facebook, desk.newsroom.instagram),
                    key=lambda one: one.name,
                )
            ],
        ),
    ]
    assert states(desk, "2026-11-24") == ["missed", "missed", "missed"]


def test_an_account_that_one_round_saw_is_not_told_of_at_close(desk: Desk) -> None:
    desk.run("2026-11-24 07:45", "2026-11-24 12:45", step_minutes=15)
    look(desk, "2026-11-24", 2, "2026-11-24 12:50", desk.newsroom.facebook.id, desk.newsroom.instagram.id)
    desk.run("2026-11-24 13:00", "2026-11-24 16:30", step_minutes=15)
    assert desk.told(NoticeKind.UNWATCHED) == [
        ("Tue 16:30", "cecilia", [f"unwatched:{desk.newsroom.blog.id}:2026-11-24:cecilia"])
    ]


def test_a_comment_handled_in_the_hour_before_counts_as_a_look_at_its_account(desk: Desk) -> None:
    (number,) = desk.receive("2026-11-24 11:00")
    (early,) = desk.receive("2026-11-24 11:00", account=desk.newsroom.blog)
    desk.run("2026-11-24 08:00", "2026-11-24 11:15", step_minutes=15)
    desk.answer(early, "2026-11-24 11:29")
    desk.answer(number, "2026-11-24 11:31")
    desk.run("2026-11-24 11:30", "2026-11-24 12:30", step_minutes=15)
    with desk.store.read() as tx:
        (_, second, _) = rounds.of_days(tx, [desk.newsroom.unit.id], [at("2026-11-24").date()])
        found = [(look.account_id, look.how) for look in rounds.confirmed(tx, [second.id])]
    assert found == [(desk.newsroom.facebook.id, "handled")]


def test_no_round_is_called_on_a_day_off(desk: Desk) -> None:
    desk.run("2026-12-23 17:00", "2026-12-27 23:45", step_minutes=15)
    assert desk.told(*ROUNDS) == []


def test_a_round_that_could_not_be_delivered_in_time_expires_and_blames_nobody(desk: Desk) -> None:
    desk.run("2026-11-23 16:30", "2026-11-24 08:15", step_minutes=15)
    desk.run("2026-11-24 13:00", "2026-11-24 13:15", step_minutes=15)  # nothing ran from 08:15 to 13:00
    assert desk.told(*ROUNDS) == [("Tue 13:00", "kultur", ["round:kultur:2026-11-24:2"])]
    assert desk.states("round:kultur:2026-11-24") == {
        "round:kultur:2026-11-24:1": "expired passed",
        "round:kultur:2026-11-24:2": "sent",
    }
    assert desk.gaps("2026-11-24 13:15") == [("no_round", "round:kultur:2026-11-24:1")]


def test_days_on_which_nothing_ran_have_their_rounds_as_missed(desk: Desk) -> None:
    desk.run("2026-11-20 16:00", "2026-11-20 16:30", step_minutes=15)  # a Friday
    desk.run("2026-11-25 08:00", "2026-11-25 08:15", step_minutes=15)  # the next Wednesday
    assert states(desk, "2026-11-22") == []
    assert states(desk, "2026-11-24") == ["missed"] * 3
    assert states(desk, "2026-11-25") == ["planned"] * 3
    assert desk.told(*ROUNDS) == []


def test_a_days_rounds_stay_as_they_were_fixed_at_its_first_tick(desk: Desk) -> None:
    desk.run("2026-11-23 16:30", "2026-11-24 08:00", step_minutes=15)
    before = desk.newsroom
    desk.tick(at("2026-11-24 08:01"))
    desk.tick(at("2026-11-24 08:01"))
    with desk.store.read() as tx:
        fixed = rounds.of_days(tx, [before.unit.id], [at("2026-11-24").date()])
    assert [row.number for row in fixed] == [1, 2, 3]


def test_a_round_that_was_missed_says_so_where_it_was_called(desk: Desk) -> None:
    desk.run("2026-11-24 07:45", "2026-11-24 12:15", step_minutes=15)
    assert desk.chat.updates == []
    desk.run("2026-11-24 12:30", "2026-11-24 12:35")
    (first, _) = desk.chat.of(NoticeKind.ROUND)
    assert [reference for _, reference, _ in desk.chat.updates] == [first.ref.reference]
