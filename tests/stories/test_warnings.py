"""How a comment that waits is warned of: the highest rung, at work, once, to whom it concerns."""

from db.words import NoticeKind
from tests.stories.desk import Desk, at

RUNG = NoticeKind.RUNG


def test_a_comment_that_nobody_answers_climbs_the_ladder_once(desk: Desk) -> None:
    (number,) = desk.receive("2026-11-24 14:00")
    desk.run("2026-11-24 14:00", "2026-11-25 16:30")
    assert desk.told(RUNG) == [
        ("Wed 10:00", "kultur", [f"rung:{number}:1:1"]),
        ("Wed 12:00", "kultur", [f"rung:{number}:1:2"]),
        ("Wed 13:00", "cecilia", [f"rung:{number}:1:3:cecilia"]),
        ("Wed 14:00", "kultur", [f"rung:{number}:1:overdue"]),
        ("Wed 14:00", "cecilia", [f"rung:{number}:1:overdue:cecilia"]),
    ]
    assert desk.gaps("2026-11-25 16:30") == []


def test_warnings_go_in_the_thread_of_the_message_that_shows_the_comment(desk: Desk) -> None:
    (number,) = desk.receive("2026-11-24 14:00")
    desk.run("2026-11-24 14:00", "2026-11-24 14:05")
    (card,) = desk.chat.of(NoticeKind.CARD)
    desk.run("2026-11-25 10:00", "2026-11-25 10:05")
    (warning,) = desk.chat.of(RUNG)
    assert card.keys == [f"card:{number}:1"]
    assert warning.outgoing.thread == card.ref


def test_an_answer_silences_every_later_warning(desk: Desk) -> None:
    (number,) = desk.receive("2026-11-24 14:00")
    desk.run("2026-11-24 14:00", "2026-11-25 10:30", step_minutes=15)
    desk.answer(number, "2026-11-25 11:00")
    desk.run("2026-11-25 11:00", "2026-11-26 09:00", step_minutes=15)
    assert [keys for _, _, keys in desk.told(RUNG)] == [[f"rung:{number}:1:1"]]
    assert desk.gaps("2026-11-26 09:00") == []


def test_a_warning_that_waits_when_the_answer_comes_is_never_sent(desk: Desk) -> None:
    (number,) = desk.receive("2026-11-24 14:00")
    desk.run("2026-11-24 14:00", "2026-11-24 14:15")
    desk.tick(at("2026-11-25 09:50"))  # the rung of 10:00 is planned within the gathering time
    assert desk.states("rung") == {f"rung:{number}:1:1": "pending"}
    desk.answer(number, "2026-11-25 09:55")
    desk.run("2026-11-25 10:00", "2026-11-25 10:30")
    assert desk.states("rung") == {f"rung:{number}:1:1": "cancelled answered"}
    assert desk.told(RUNG) == []


def test_the_recheck_alone_stops_a_warning_whose_row_nobody_cancelled(desk: Desk) -> None:
    (number,) = desk.receive("2026-11-24 14:00")
    desk.run("2026-11-24 14:00", "2026-11-24 14:15")
    desk.tick(at("2026-11-25 10:00"))
    desk.answer(number, "2026-11-25 10:00", cancels=False)
    desk.run("2026-11-25 10:00", "2026-11-25 10:30")
    assert desk.states("rung") == {f"rung:{number}:1:1": "cancelled answered"}


def test_of_rungs_that_could_not_leave_only_the_highest_is_told(desk: Desk) -> None:
    (number,) = desk.receive("2026-11-24 14:00")
    desk.run("2026-11-24 14:00", "2026-11-24 14:15")
    for moment in ("2026-11-25 10:00", "2026-11-25 12:00", "2026-11-25 13:00"):  # the chat is down
        desk.tick(at(moment))
    desk.run("2026-11-25 13:05", "2026-11-25 13:10")
    assert desk.told(RUNG) == [("Wed 13:05", "cecilia", [f"rung:{number}:1:3:cecilia"])]
    states = desk.states("rung")
    assert (states[f"rung:{number}:1:1"], states[f"rung:{number}:1:2"]) == ("cancelled superseded",) * 2


def test_a_claim_cancels_nothing_and_sends_the_third_rung_to_the_thread(desk: Desk) -> None:
    (number,) = desk.receive("2026-11-24 14:00")
    desk.run("2026-11-24 14:00", "2026-11-24 14:15")
    desk.claim(number, "2026-11-25 08:10", desk.newsroom.anna)
    desk.run("2026-11-25 08:15", "2026-11-25 14:30", step_minutes=15)
    assert desk.told(RUNG) == [
        ("Wed 10:00", "kultur", [f"rung:{number}:1:1"]),
        ("Wed 12:00", "kultur", [f"rung:{number}:1:2"]),
        ("Wed 13:00", "kultur", [f"rung:{number}:1:3"]),
        ("Wed 14:00", "kultur", [f"rung:{number}:1:overdue"]),
        ("Wed 14:00", "cecilia", [f"rung:{number}:1:overdue:cecilia"]),
    ]


def test_a_claim_between_plan_and_sending_redirects_the_warning(desk: Desk) -> None:
    (number,) = desk.receive("2026-11-24 14:00")
    desk.run("2026-11-24 14:00", "2026-11-25 12:30", step_minutes=15)
    desk.tick(at("2026-11-25 12:50"))
    desk.claim(number, "2026-11-25 12:55", desk.newsroom.anna)
    desk.run("2026-11-25 13:00", "2026-11-25 13:15")
    assert desk.told(RUNG)[-1] == ("Wed 13:00", "kultur", [f"rung:{number}:1:3"])
    cecilia = f"rung:{number}:1:3:p{desk.newsroom.cecilia.id}"
    assert desk.states("rung")[cecilia] == "cancelled redirected"


def test_a_claim_let_go_before_the_redirected_warning_left_tells_the_supervisor_after_all(desk: Desk) -> None:
    (number,) = desk.receive("2026-11-24 14:00")
    desk.run("2026-11-24 14:00", "2026-11-25 12:30", step_minutes=15)
    desk.tick(at("2026-11-25 13:00"))
    desk.claim(number, "2026-11-25 13:00", desk.newsroom.anna)
    assert desk.worker().deliver_one(at("2026-11-25 13:00"))  # redirects
    desk.release(number, "2026-11-25 13:00")
    desk.run("2026-11-25 13:00", "2026-11-25 13:15")
    assert desk.told(RUNG)[-1] == ("Wed 13:00", "cecilia", [f"rung:{number}:1:3:cecilia"])


def test_the_first_rung_is_silent_when_the_comment_stood_in_a_round_of_that_hour(desk: Desk) -> None:
    (number,) = desk.receive("2026-11-24 12:45")  # rung 1 at 08:45, a quarter after the round of 08:30
    desk.run("2026-11-24 12:45", "2026-11-25 11:00", step_minutes=15)
    assert desk.states("rung") == {
        f"rung:{number}:1:1": "cancelled in_round",
        f"rung:{number}:1:2": "sent",
    }
    assert desk.told(RUNG) == [("Wed 10:45", "kultur", [f"rung:{number}:1:2"])]
    assert desk.gaps("2026-11-25 11:00") == []


def test_the_first_rung_is_told_to_the_next_in_line_though_the_round_of_that_hour_showed_it_to_nobody(
    desk: Desk,
) -> None:
    (number,) = desk.receive("2026-11-24 12:45")
    for person in (desk.newsroom.anna, desk.newsroom.bo):
        desk.away(person, "2026-11-25", "2026-11-25")
    desk.run("2026-11-24 12:45", "2026-11-25 09:30", step_minutes=15)
    assert desk.told(RUNG) == [
        ("Wed 08:45", "kultur", [f"rung:{number}:1:1"]),
        ("Wed 08:45", "cecilia", [f"rung:{number}:1:1:cecilia"]),
    ]


def test_warnings_within_a_quarter_leave_as_one_message(desk: Desk) -> None:
    (first,) = desk.receive("2026-11-24 14:00")
    (second,) = desk.receive("2026-11-24 14:10", account=desk.newsroom.instagram)
    desk.run("2026-11-24 14:10", "2026-11-25 10:30")
    assert desk.told(RUNG) == [("Wed 10:00", "kultur", [f"rung:{first}:1:1", f"rung:{second}:1:1"])]


def test_nothing_is_called_overdue_before_it_is(desk: Desk) -> None:
    (first,) = desk.receive("2026-11-24 14:00")
    (second,) = desk.receive("2026-11-24 14:10", account=desk.newsroom.instagram)
    desk.run("2026-11-24 14:10", "2026-11-25 15:00")
    overdue = [told for told in desk.told(RUNG) if "overdue" in told[2][0]]
    assert overdue == [
        ("Wed 14:00", "kultur", [f"rung:{first}:1:overdue"]),
        ("Wed 14:00", "cecilia", [f"rung:{first}:1:overdue:cecilia"]),
        ("Wed 14:10", "kultur", [f"rung:{second}:1:overdue"]),
        ("Wed 14:10", "cecilia", [f"rung:{second}:1:overdue:cecilia"]),
    ]


def test_a_comment_from_friday_evening_is_warned_of_on_monday_in_working_time(desk: Desk) -> None:
    (number,) = desk.receive("2026-11-27 18:00")  # due Monday 12:00
    desk.run("2026-11-27 18:00", "2026-11-30 12:30", step_minutes=15)
    assert desk.told(NoticeKind.CARD, RUNG) == [
        ("Mon 08:00", "kultur", [f"card:{number}:1"]),
        ("Mon 10:00", "kultur", [f"rung:{number}:1:2"]),
        ("Mon 11:00", "cecilia", [f"rung:{number}:1:3:cecilia"]),
        ("Mon 12:00", "kultur", [f"rung:{number}:1:overdue"]),
        ("Mon 12:00", "cecilia", [f"rung:{number}:1:overdue:cecilia"]),
    ]
    assert desk.gaps("2026-11-30 12:30") == []


def test_the_day_before_christmas_eve_is_the_last_that_anybody_is_told(desk: Desk) -> None:
    """Wednesday 23 December 2026, due Monday 28 at 12:00."""
    desk.receive("2026-12-23 15:00")
    desk.run("2026-12-23 15:00", "2026-12-27 23:45", step_minutes=15)
    assert desk.told(RUNG) == []
    assert [told for told in desk.told() if told[0][:3] != "Wed"] == []
    desk.run("2026-12-28 00:00", "2026-12-28 12:15", step_minutes=15)
    assert [(told[0], told[2][0].rsplit(":", 1)[-1]) for told in desk.told(RUNG) if told[1] == "kultur"] == [
        ("Mon 08:00", "1"),
        ("Mon 10:00", "2"),
        ("Mon 12:00", "overdue"),
    ]
    assert desk.gaps("2026-12-28 12:15") == []


def test_a_promise_to_come_back_climbs_its_own_ladder(desk: Desk) -> None:
    (number,) = desk.receive("2026-11-23 09:00")
    desk.run("2026-11-23 09:00", "2026-11-23 10:00", step_minutes=15)
    desk.promise(number, "2026-11-23 10:00")  # two working days: Wednesday 10:00
    desk.run("2026-11-23 10:00", "2026-11-25 11:00", step_minutes=15)
    assert desk.told(RUNG) == [
        ("Tue 14:30", "kultur", [f"follow:{number}:1:1:1"]),
        ("Wed 08:00", "kultur", [f"follow:{number}:1:1:2"]),
        ("Wed 09:00", "cecilia", [f"follow:{number}:1:1:3:cecilia"]),
        ("Wed 10:00", "kultur", [f"follow:{number}:1:1:overdue"]),
        ("Wed 10:00", "cecilia", [f"follow:{number}:1:1:overdue:cecilia"]),
    ]
    assert desk.gaps("2026-11-25 11:00") == []


def test_a_second_promise_has_a_ladder_of_its_own(desk: Desk) -> None:
    (number,) = desk.receive("2026-11-23 09:00")
    desk.run("2026-11-23 09:00", "2026-11-23 10:00", step_minutes=15)
    desk.promise(number, "2026-11-23 10:00")
    desk.run("2026-11-23 10:00", "2026-11-25 08:30", step_minutes=15)
    desk.promise(number, "2026-11-25 08:40")  # Friday 08:40
    desk.run("2026-11-25 08:45", "2026-11-27 08:45", step_minutes=15)
    assert [told[2] for told in desk.told(RUNG) if told[1] == "kultur"] == [
        [f"follow:{number}:1:1:1"],
        [f"follow:{number}:1:1:2"],
        [f"follow:{number}:1:2:1"],
        [f"follow:{number}:1:2:2"],
        [f"follow:{number}:1:2:overdue"],
    ]


def test_a_reopened_comment_climbs_anew_under_its_new_episode(desk: Desk) -> None:
    (number,) = desk.receive("2026-11-23 09:00")
    desk.run("2026-11-23 09:00", "2026-11-24 08:00", step_minutes=15)
    desk.answer(number, "2026-11-24 08:00")
    desk.run("2026-11-24 08:15", "2026-11-24 13:45", step_minutes=15)
    desk.reopen(number, "2026-11-24 14:00")
    desk.run("2026-11-24 14:00", "2026-11-25 12:15", step_minutes=15)
    assert [keys for _, _, keys in desk.told(RUNG)] == [
        [f"rung:{number}:1:1"],
        [f"rung:{number}:1:2"],
        [f"rung:{number}:1:3:cecilia"],
        [f"rung:{number}:2:1"],
        [f"rung:{number}:2:2"],
    ]
    assert desk.gaps("2026-11-25 12:15") == []


def test_with_every_editor_away_the_next_in_line_hears_at_once(desk: Desk) -> None:
    """U21: somebody is always ready to answer."""
    desk.away(desk.newsroom.anna, "2026-11-23", "2026-11-27")
    desk.away(desk.newsroom.bo, "2026-11-23", "2026-11-27")
    (number,) = desk.receive("2026-11-24 14:00")
    desk.run("2026-11-24 14:00", "2026-11-25 10:15", step_minutes=15)
    assert desk.told(RUNG) == [
        ("Wed 10:00", "kultur", [f"rung:{number}:1:1"]),
        ("Wed 10:00", "cecilia", [f"rung:{number}:1:1:cecilia"]),
    ]


def test_with_everybody_away_the_operator_hears(desk: Desk) -> None:
    """U21: the line never ends at an empty chair."""
    for person in (desk.newsroom.anna, desk.newsroom.bo, desk.newsroom.cecilia):
        desk.away(person, "2026-11-23", "2026-11-27")
    (number,) = desk.receive("2026-11-24 14:00")
    desk.run("2026-11-24 14:00", "2026-11-25 13:15", step_minutes=15)
    assert [told[2] for told in desk.told(RUNG) if told[1] == "operator"] == [
        [f"rung:{number}:1:1:operator"],
        [f"rung:{number}:1:2:operator"],
        [f"rung:{number}:1:3:operator"],
    ]


def test_a_comment_first_seen_past_its_time_is_told_of_at_work_and_gets_its_hour(desk: Desk) -> None:
    (number,) = desk.receive("2026-11-24 19:00", written="2026-11-23 10:00")
    desk.run("2026-11-24 19:00", "2026-11-25 09:30", step_minutes=15)
    assert desk.told(NoticeKind.ARRIVED_LATE, RUNG) == [
        ("Wed 08:00", "kultur", [f"late:{number}:1"]),
        ("Wed 09:00", "kultur", [f"rung:{number}:1:overdue"]),
        ("Wed 09:00", "cecilia", [f"rung:{number}:1:overdue:cecilia"]),
    ]
    assert desk.gaps("2026-11-25 09:30") == []


def test_the_card_itself_is_brought_up_to_date_when_its_time_runs_out(desk: Desk) -> None:
    desk.receive("2026-11-24 14:00")
    desk.run("2026-11-24 14:00", "2026-11-25 13:45", step_minutes=15)
    (card,) = desk.chat.of(NoticeKind.CARD)
    assert card.ref.reference not in [reference for _, reference, _ in desk.chat.updates]
    desk.run("2026-11-25 14:00", "2026-11-25 14:05")
    assert card.ref.reference in [reference for _, reference, _ in desk.chat.updates]
