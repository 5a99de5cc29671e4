"""When many come at once, or at night, or while nothing ran: one message a recipient, nothing left out."""

from db.words import NoticeKind
from tests.bench.counted import statements
from tests.stories.desk import Desk, at

CARD, RUNG = NoticeKind.CARD, NoticeKind.RUNG


def test_sixty_comments_on_a_friday_evening_are_one_digest_on_monday(desk: Desk) -> None:
    numbers = [
        number for minute in range(0, 60, 2) for number in desk.receive(f"2026-11-27 19:{minute:02}", count=2)
    ]
    desk.run("2026-11-27 19:00", "2026-11-29 23:45", step_minutes=15)
    assert desk.told() == []
    desk.run("2026-11-30 00:00", "2026-11-30 12:45", step_minutes=15)
    (digest,) = desk.chat.of(CARD)
    assert digest.at == at("2026-11-30 08:00")
    assert sorted(digest.keys) == sorted(f"card:{number}:1" for number in numbers)
    warned = [(when, who, len(keys), keys[0].split(":")[3]) for when, who, keys in desk.told(RUNG)]
    assert warned == [
        ("Mon 10:00", "kultur", 60, "2"),
        ("Mon 11:00", "cecilia", 60, "3"),
        ("Mon 12:00", "kultur", 60, "overdue"),
        ("Mon 12:00", "cecilia", 60, "overdue"),
    ]
    assert desk.gaps("2026-11-30 12:45") == []


def test_what_is_answered_before_opening_is_never_shown(desk: Desk) -> None:
    (first, second) = desk.receive("2026-11-27 19:00", count=2)
    desk.run("2026-11-27 19:00", "2026-11-27 20:00", step_minutes=15)
    desk.answer(first, "2026-11-28 11:00")
    desk.run("2026-11-30 07:45", "2026-11-30 08:00", step_minutes=15)
    assert [keys for _, _, keys in desk.told(CARD)] == [[f"card:{second}:1"]]


def test_a_few_comments_at_work_are_a_card_each(desk: Desk) -> None:
    desk.receive("2026-11-24 10:00", count=3)
    desk.run("2026-11-24 10:00", "2026-11-24 10:01", step_minutes=1)
    assert [len(post.keys) for post in desk.chat.of(CARD)] == [1, 1, 1]


def test_more_than_five_on_an_account_in_ten_minutes_are_one_message(desk: Desk) -> None:
    for minute in range(12):
        desk.receive(f"2026-11-24 10:{minute:02}")
        desk.run(f"2026-11-24 10:{minute:02}", f"2026-11-24 10:{minute:02}")
    desk.run("2026-11-24 10:12", "2026-11-24 10:40", step_minutes=1)
    assert [len(post.keys) for post in desk.chat.of(CARD)] == [1, 1, 1, 1, 1, 7]
    assert desk.gaps("2026-11-24 10:40") == []


def test_a_flood_on_one_account_does_not_hold_up_anothers_card(desk: Desk) -> None:
    desk.receive("2026-11-24 10:00", count=8)
    (other,) = desk.receive("2026-11-24 10:00", account=desk.newsroom.blog)
    desk.run("2026-11-24 10:00", "2026-11-24 10:01", step_minutes=1)
    assert [post.keys for post in desk.chat.of(CARD)] == [[f"card:{other}:1"]]


def test_after_downtime_a_recipient_gets_one_digest_and_every_escalation(desk: Desk) -> None:
    """Nothing runs from Tuesday noon to Wednesday noon; comments go on coming in."""
    (early,) = desk.receive("2026-11-24 09:00")
    desk.run("2026-11-24 09:00", "2026-11-24 12:00", step_minutes=15)
    waiting = [number for hour in (13, 14, 15) for number in desk.receive(f"2026-11-24 {hour}:00")]
    desk.run("2026-11-25 12:00", "2026-11-25 12:05")
    after = [(when, who, sorted(keys)) for when, who, keys in desk.told(CARD, RUNG) if when.startswith("Wed")]
    assert after == [
        ("Wed 12:00", "kultur", [f"card:{number}:1" for number in waiting]),
        ("Wed 12:00", "cecilia", [f"rung:{early}:1:overdue:cecilia", f"rung:{waiting[0]}:1:3:cecilia"]),
        ("Wed 12:00", "kultur", [f"rung:{early}:1:overdue"]),
    ]
    assert [keys for _, _, keys in desk.told(NoticeKind.ROUND)] == [["round:kultur:2026-11-25:1"]]
    desk.run("2026-11-25 12:15", "2026-11-25 15:30", step_minutes=15)
    overdue = {key for key in desk.chat.said() if "overdue" in key and "kultur" not in key}
    assert {f"rung:{number}:1:overdue" for number in (early, *waiting)} <= overdue


def test_a_warning_held_up_past_close_waits_for_somebody_to_be_at_work(desk: Desk) -> None:
    (number,) = desk.receive("2026-11-24 16:20")  # rung 2 at 14:20, rung 3 at 15:20 on Wednesday
    desk.run("2026-11-24 16:20", "2026-11-25 15:15", step_minutes=15)
    desk.tick(at("2026-11-25 15:20"))  # planned, and then nothing runs until the evening
    desk.run("2026-11-25 18:00", "2026-11-25 18:15", step_minutes=15)
    assert [keys for _, _, keys in desk.told(RUNG)] == [[f"rung:{number}:1:1"], [f"rung:{number}:1:2"]]
    desk.run("2026-11-26 07:45", "2026-11-26 08:00", step_minutes=15)
    assert sorted(told for told in desk.told(RUNG) if told[0].startswith("Thu")) == [
        ("Thu 08:00", "cecilia", [f"rung:{number}:1:overdue:cecilia"]),
        ("Thu 08:00", "kultur", [f"rung:{number}:1:overdue"]),
    ]


def test_sixty_cards_of_a_flood_are_put_off_in_no_more_statements_than_six(desk: Desk) -> None:
    worker = desk.worker()
    made = []
    for account, count in ((desk.newsroom.facebook, 6), (desk.newsroom.instagram, 60)):
        desk.receive("2026-11-24 10:00", account=account, count=count)
        with statements(desk.store) as asked:
            assert worker.deliver_one(at("2026-11-24 10:01"))
        made.append(len(asked))
    assert desk.chat.posts == []
    assert made[1] <= made[0]
