"""Till registrator: asked for, and reminded of until the diary number is there (U10)."""

from db import people, registrations
from db.words import EventAction, NoticeState
from handlers.content import RegistrarContent
from handlers.outcome import FormKind, Outcome, Said
from handlers.turn import turn
from tests.stories.office import Office, at


def said(outcome: Outcome) -> Said:
    assert outcome.say is not None
    return outcome.say.said


def turned(office: Office, *whens: str) -> list[tuple[str, str]]:
    """The reminders after these turns: key and recipient."""
    for when in whens:
        turn(office.store, office.book, at(when))
    return [(row.key, row.recipient) for row in office.all_notices("registrar:")]


def test_who_asked_is_reminded_after_two_working_days_and_then_weekly_until_the_number_is_there(
    office: Office,
) -> None:
    """U10: till registrator, a diary number, a reminder until it is given."""
    number, anna = office.comes(), office.newsroom.anna
    outcome = office.says(anna, f"registrator {number}")
    assert said(outcome) is Said.TO_REGISTRAR
    assert outcome.say is not None
    assert outcome.say.at == at("2026-11-25 10:00")
    hers = f"person:{anna.id}"
    assert turned(office, "2026-11-25 09:00") == []
    assert turned(office, "2026-11-25 10:00", "2026-11-25 10:01") == [
        (f"registrar:{number}:1:p{anna.id}", hers)
    ]
    again = turned(office, "2026-12-02 10:00")
    assert again[1:] == [(f"registrar:{number}:2:p{anna.id}", hers)]
    assert said(office.says(anna, f"registrator {number} KS 2026/118", "2026-12-02 11:00")) is Said.REGISTERED
    assert len(turned(office, "2026-12-09 10:00", "2026-12-16 10:00")) == 2
    assert {row.state for row in office.all_notices("registrar:")} == {NoticeState.CANCELLED}
    last = office.events(number)[-1]
    assert (last.action, last.reason, last.person_id) == (EventAction.REGISTERED, "KS 2026/118", anna.id)


def test_the_reminder_says_what_is_missing_and_nothing_of_a_flagged_text(office: Office) -> None:
    number = office.comes(text="Jag vet var ni bor", author="Hotfull Person")
    office.sends(
        office.newsroom.anna, FormKind.REMOVE, {"ground": "threat", "registrar": "yes"}, number=number
    )
    turned(office, "2026-11-25 10:00")
    shown = office.shows(office.all_notices("registrar:")[0])
    assert isinstance(shown, RegistrarContent)
    assert (shown.line.number, shown.asked_by and shown.asked_by.first_name) == (number, "Anna")
    assert "var ni bor" not in repr(shown)
    assert "Hotfull" not in repr(shown)


def test_who_asked_and_is_away_is_stood_in_for_by_the_supervisor(office: Office) -> None:
    number, anna = office.comes(), office.newsroom.anna
    office.says(anna, f"registrator {number}")
    with office.store.write() as tx:
        people.mark_away(
            tx,
            anna.id,
            first_day=at("2026-11-25 08:00").date(),
            last_day=None,
            marked_by=None,
            now=at("2026-11-24 08:00"),
        )
    (told,) = turned(office, "2026-11-25 10:00")
    assert told[1] == f"person:{office.newsroom.cecilia.id}"


def test_not_needed_after_all_ends_it(office: Office) -> None:
    number, anna = office.comes(), office.newsroom.anna
    office.says(anna, f"registrator {number}")
    assert said(office.says(anna, f"registrator {number} nej")) is Said.NOT_REGISTERED
    assert turned(office, "2026-11-25 10:00") == []
    assert said(office.says(anna, f"registrator {number} behövs inte")) is Said.NOT_TO_REGISTRAR
    assert office.events(number)[-1].action is EventAction.NOT_REGISTERED


def test_asked_twice_it_is_noted_once_and_with_a_number_it_says_which(office: Office) -> None:
    number, anna = office.comes(), office.newsroom.anna
    office.says(anna, f"registrator {number}")
    assert said(office.says(anna, f"registrator {number}")) is Said.TO_REGISTRAR_ALREADY
    office.says(anna, f"registrator {number} KS 1")
    outcome = office.says(anna, f"registrator {number}")
    assert outcome.say is not None
    assert (outcome.say.said, outcome.say.text) == (Said.TO_REGISTRAR_ALREADY, "KS 1")


def test_a_number_at_once_needs_no_reminder(office: Office) -> None:
    number = office.comes()
    office.says(office.newsroom.anna, f"diarieför {number} KS 2026/7")
    with office.store.read() as tx:
        known = registrations.of_comments(tx, [number])[number]
    assert (known.diary_number, known.remind_at) == ("KS 2026/7", None)


def test_an_individual_case_for_the_registrar_is_reminded_of_too(office: Office) -> None:
    """U10: what somebody said about it in the form of the individual case holds."""
    number = office.comes()
    office.sends(office.newsroom.anna, FormKind.INDIVIDUAL, {"registrar": "yes"}, number=number)
    assert len(turned(office, "2026-11-25 10:00")) == 1
