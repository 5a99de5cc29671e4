"""How a comment that nobody answers is warned of."""

from db.words import NoticeKind
from tests.stories.desk import Desk, at


def test_a_comment_that_nobody_answers_climbs_the_ladder_once(desk: Desk) -> None:
    (number,) = desk.receive("2026-11-24 14:00")
    desk.run("2026-11-24 14:00", "2026-11-25 16:30")
    warned = [
        (post.at.astimezone(at("2026-11-24 14:00").tzinfo).strftime("%a %H:%M"), post.recipient, post.keys)
        for post in desk.chat.of(NoticeKind.RUNG)
    ]
    unit, cecilia = f"unit:{desk.newsroom.unit.id}", f"person:{desk.newsroom.cecilia.id}"
    p = f"p{desk.newsroom.cecilia.id}"
    assert warned == [
        ("Wed 10:00", unit, [f"rung:{number}:1:1"]),
        ("Wed 12:00", unit, [f"rung:{number}:1:2"]),
        ("Wed 13:00", cecilia, [f"rung:{number}:1:3:{p}"]),
        ("Wed 14:00", unit, [f"rung:{number}:1:overdue"]),
        ("Wed 14:00", cecilia, [f"rung:{number}:1:overdue:{p}"]),
    ]
