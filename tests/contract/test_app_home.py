"""The App Home: what waits, several closed together, settings, weeks."""

import pytest

from bot.sandbox.validate import view_problems
from db.words import CommentState
from tests.contract.office import ANNA, BO, CECILIA, OUTSIDER, Office, everything_of


def elements(view: dict[str, object], action_id: str) -> list[dict[str, object]]:
    """The view's elements with this action id."""
    found: list[dict[str, object]] = []

    def read(value: object) -> None:
        if isinstance(value, list):
            for each in value:
                read(each)
        elif isinstance(value, dict):
            if value.get("action_id") == action_id:
                found.append(value)
            for held in value.values():
                read(held)

    read(view["blocks"])
    return found


def ticks(view: dict[str, object], *numbers: int) -> dict[str, dict[str, list[str]]]:
    """These comments ticked."""
    block = next(b for b in view["blocks"] if str(b.get("block_id")).startswith("ticks."))  # type: ignore[attr-defined]
    return {block["block_id"]: {"svarsvakt.ticks": [str(number) for number in numbers]}}


def test_several_are_ticked_and_closed_together(office: Office) -> None:
    one, two, three = office.hand_in("Vad fint!", "När öppnar ni?", "Tack!")
    view = office.home(ANNA, "Vad fint!")
    office.workspace.click(ANNA, view, "svarsvakt.ticked_no_reply", values=ticks(view, one, three))
    office.workspace.wait_until(lambda: office.comment(three).state is CommentState.NO_REPLY_NEEDED)
    assert office.comment(one).state is CommentState.NO_REPLY_NEEDED
    assert office.comment(two).state is CommentState.NEW
    office.workspace.wait_until(lambda: "Vad fint!" not in everything_of(office.workspace.home(ANNA) or {}))
    assert "2 kommentarer behöver inget svar" in everything_of(office.workspace.home(ANNA) or {})


def test_nothing_ticked_closes_nothing_and_says_so(office: Office) -> None:
    (number,) = office.hand_in("När öppnar ni?")
    view = office.home(ANNA, "När öppnar ni?")
    seen = office.workspace.click(ANNA, view, "svarsvakt.ticked_answered")
    assert seen.acknowledged
    assert office.comment(number).state is CommentState.NEW


def test_my_claims_stand_apart_and_can_be_released_there(office: Office) -> None:
    number, card = office.shown()
    office.workspace.click(ANNA, card, "svarsvakt.claim", str(number))
    view = office.home(ANNA, "Det du har tagit")
    office.workspace.click(ANNA, view, "svarsvakt.more", f"release:{number}")
    office.workspace.wait_until(lambda: office.comment(number).state is CommentState.NEW)


def test_first_name_and_duty_days_are_set_by_the_person_herself(office: Office) -> None:
    view = office.home(ANNA, "Hej Anna!")
    office.workspace.click(ANNA, view, "svarsvakt.settings")
    values = {"first_name": "Annika", "alias": "Nick", "duty_weekdays": ["0", "1"]}
    office.workspace.submit(ANNA, office.modal(ANNA), values)
    office.workspace.wait_until(lambda: "Hej Annika!" in everything_of(office.workspace.home(ANNA) or {}))
    assert "/Nick" in everything_of(office.workspace.home(ANNA) or {})


def test_a_name_can_not_be_empty(office: Office) -> None:
    view = office.home(ANNA, "Hej Anna!")
    office.workspace.click(ANNA, view, "svarsvakt.settings")
    seen = office.workspace.submit(ANNA, office.modal(ANNA), {"first_name": "   "})
    assert list(seen.errors) == ["first_name"]


def test_somebody_marks_herself_away_and_back(office: Office) -> None:
    number, card = office.shown()
    office.workspace.click(BO, card, "svarsvakt.claim", str(number))
    view = office.home(BO, "Det du har tagit")
    office.workspace.click(BO, view, "svarsvakt.away")
    office.workspace.submit(BO, office.modal(BO), {"first_day": "2026-11-27", "last_day": "2026-12-04"})
    office.workspace.wait_until(lambda: office.comment(number).state is CommentState.NEW)
    view = office.home(BO, "Jag är tillbaka")
    office.workspace.click(BO, view, "svarsvakt.back")
    office.workspace.wait_until(
        lambda: not elements(office.workspace.home(BO) or {"blocks": []}, "svarsvakt.back")
    )


def test_away_backwards_is_said_beside_the_date(office: Office) -> None:
    office.workspace.click(BO, office.home(BO, "Hej Bo!"), "svarsvakt.away")
    seen = office.workspace.submit(
        BO, office.modal(BO), {"first_day": "2026-12-04", "last_day": "2026-11-27"}
    )
    assert set(seen.errors) <= {"first_day", "last_day"}
    assert seen.errors


def test_a_supervisor_sees_the_week_and_opens_an_earlier_one(office: Office) -> None:
    office.hand_in("När öppnar ni?")
    view = office.home(CECILIA, "veckan hittills")
    assert view_problems({"type": "home", "blocks": view["blocks"]}) == ()
    chosen = elements(view, "svarsvakt.week")[0]
    week = chosen["options"][0]["value"]  # type: ignore[index]
    office.workspace.click(CECILIA, view, "svarsvakt.week", week)
    assert "Kultur" in everything_of(office.modal(CECILIA))


def test_an_editor_has_no_choice_of_weeks(office: Office) -> None:
    assert elements(office.home(ANNA, "Hej Anna!"), "svarsvakt.week") == []


def test_a_stranger_sees_whom_to_ask(office: Office) -> None:
    assert "communication" not in everything_of(office.home(OUTSIDER, "inte med"))


@pytest.mark.parametrize("user", [ANNA, CECILIA])
def test_a_home_with_very_much_waiting_is_still_taken(office: Office, user: str) -> None:
    office.hand_in(*[f"Fråga nummer {number}: " + "åäö & <b> " * 40 for number in range(150)])
    view = office.home(user, "Fråga nummer 0")
    assert view_problems({"type": "home", "blocks": view["blocks"]}) == ()
    assert "till" in everything_of(view)


def test_what_no_database_can_hold_is_stored_as_a_sign_in_its_place(office: Office) -> None:
    """Found: over Socket Mode a NUL came through, which PostgreSQL refuses."""
    office.home(ANNA, "Hej Anna!")
    office.slash(ANNA, "inställningar", channel=ANNA)
    seen = office.workspace.submit(ANNA, office.modal(ANNA), {"first_name": "An\0na"})
    assert seen.acknowledged
    office.home(ANNA, "Hej An\ufffdna!")
