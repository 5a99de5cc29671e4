"""A parent's desperate question: never handled in public, but confirmed, handed over and followed up."""

from db import handovers
from db.rows import Handover
from db.words import CommentState, EventAction, NoticeKind, ToRegistrar
from handlers.content import CardContent, SignContent, WarningContent
from handlers.desk import Action
from handlers.outcome import FormKind, Outcome, Said
from tests.stories.desk import Desk
from tests.stories.office import Office, at

QUESTION = {"text": "Min son Elis i 3B blir slagen varje dag, hjälp oss", "author": "Förtvivlad Förälder"}
CONTACT = "Hej! Det här tar vi inte här, där alla kan läsa. Ring 040-10 00 00. {signatur}"


def said_of(outcome: Outcome) -> Said:
    assert outcome.say is not None
    return outcome.say.said


def handover(office: Office, number: int) -> Handover | None:
    with office.store.read() as tx:
        return handovers.last_of(tx, number, office.comment(number).episode)


def test_marked_chat_shows_neither_author_nor_text_but_the_way_to_it(office: Office) -> None:
    """U18: nothing secret in chat, from the first click and on the card that is there already."""
    number = office.comes(**QUESTION)
    (card,) = office.notices(number)
    outcome = office.says(office.newsroom.anna, f"enskilt {number}")
    assert said_of(outcome) is Said.INDIVIDUAL
    shown = office.shows(card)
    assert isinstance(shown, CardContent)
    assert (shown.line.author, shown.line.excerpt, shown.line.individual) == (None, None, True)
    assert shown.line.url == "https://www.facebook.com/kulturskolan.example/posts/1"
    everything = repr([shown, outcome, office.act(office.newsroom.bo, Action.SHOW, number).content])
    assert "Elis" not in everything
    assert "Förtvivlad" not in everything
    assert office.comment(number).text == QUESTION["text"]


def test_whoever_marks_it_has_it_and_the_answer_time_still_runs(office: Office) -> None:
    number = office.comes(**QUESTION)
    due = office.comment(number).due_at
    office.says(office.newsroom.anna, f"enskilt {number}")
    comment = office.comment(number)
    assert (comment.state, comment.claimed_by) == (CommentState.CLAIMED, office.newsroom.anna.id)
    assert (comment.due_at, comment.met_at) == (due, None)


def test_a_colleagues_claim_is_left_to_her(office: Office) -> None:
    number = office.comes(**QUESTION)
    office.act(office.newsroom.bo, Action.CLAIM, number)
    office.says(office.newsroom.anna, f"enskilt {number}")
    assert office.comment(number).claimed_by == office.newsroom.bo.id


def test_the_form_has_what_is_answered_in_public_signed_with_the_editors_name(office: Office) -> None:
    number = office.comes(**QUESTION)
    outcome = office.opens(office.newsroom.anna, FormKind.INDIVIDUAL, number)
    assert outcome.form is not None
    assert (outcome.form.text, outcome.form.sign_off) == ("", "/Anna")
    assert not office.comment(number).individual


def test_confirmed_handed_over_and_followed_up_two_working_days_later(office: Office) -> None:
    """U10: to whom it went and whether the registrar should have it are kept, with who said so and when."""
    number = office.comes(**QUESTION)
    outcome = office.sends(
        office.newsroom.anna,
        FormKind.INDIVIDUAL,
        {"reply": "Hej! Ring oss. /Anna", "out": "out", "whom": "rektor Ek", "registrar": "yes"},
        number=number,
    )
    assert said_of(outcome) is Said.INDIVIDUAL_OUT
    assert outcome.say is not None
    assert (outcome.say.at, outcome.say.text) == (at("2026-11-25 10:00"), "rektor Ek")
    comment = office.comment(number)
    assert (comment.state, comment.follow_up_at) == (CommentState.ACKNOWLEDGED, at("2026-11-25 10:00"))
    kept = handover(office, number)
    assert kept is not None
    assert (kept.whom, kept.registrar, kept.person_id) == (
        "rektor Ek",
        ToRegistrar.YES,
        office.newsroom.anna.id,
    )
    happened = [(event.action, event.reason) for event in office.events(number)]
    assert (EventAction.INDIVIDUAL, None) in happened
    assert (EventAction.HANDED_OVER, "rektor Ek") in happened


def test_it_may_be_told_in_pieces_and_nothing_that_was_told_is_lost(office: Office) -> None:
    number = office.comes(**QUESTION)
    anna = office.newsroom.anna
    office.sends(
        anna, FormKind.INDIVIDUAL, {"reply": "Hej! Vi hörs. /Anna", "registrar": "yes"}, number=number
    )
    opened = office.opens(anna, FormKind.INDIVIDUAL, number).form
    assert opened is not None
    assert (opened.text, opened.known["registrar"]) == ("Hej! Vi hörs. /Anna", "yes")
    office.sends(anna, FormKind.INDIVIDUAL, {"reply": "Hej! Vi hörs. /Anna", "out": "out"}, number=number)
    assert said_of(office.says(anna, f"enskilt {number} till rektor Ek", "2026-11-24 10:00")) is (
        Said.INDIVIDUAL_OUT
    )
    kept = handover(office, number)
    assert kept is not None
    assert (kept.whom, kept.registrar) == ("rektor Ek", ToRegistrar.YES)
    assert office.comment(number).follow_up_at == at("2026-11-26 10:00")
    opened = office.opens(anna, FormKind.INDIVIDUAL, number).form
    assert opened is not None
    assert opened.known["out"] == "out"


def test_the_follow_up_asks_whether_the_person_has_been_helped(desk: Desk, office: Office) -> None:
    (number,) = desk.receive("2026-11-23 10:00")
    office.sends(
        office.newsroom.anna,
        FormKind.INDIVIDUAL,
        {"reply": "Hej! Ring oss. /Anna", "out": "out", "whom": "rektor Ek"},
        number=number,
    )
    desk.run("2026-11-25 08:00", "2026-11-25 17:00")
    assert desk.told(NoticeKind.RUNG)
    warned = next(row for row in office.notices(number) if row.kind is NoticeKind.RUNG)
    shown = office.shows(warned, when="2026-11-25 10:00")
    assert isinstance(shown, WarningContent)
    assert (shown.follow_up, shown.lines[0].handed_to) == (True, "rektor Ek")


def test_closing_it_as_referred_knows_to_whom(office: Office) -> None:
    number = office.comes(**QUESTION)
    office.says(office.newsroom.anna, f"enskilt {number} till rektor Ek")
    opened = office.opens(office.newsroom.anna, FormKind.REFER, number).form
    assert opened is not None
    assert opened.text == "rektor Ek"


def test_a_personnummer_in_the_confirmation_is_held_up_beside_its_field(office: Office) -> None:
    """U18: everybody can read it."""
    number = office.comes(**QUESTION)
    fields = {"reply": "Hej! Gäller 811228-9874. /Anna", "out": "out"}
    outcome = office.sends(office.newsroom.anna, FormKind.INDIVIDUAL, fields, number=number)
    assert [(one.field, one.say.said) for one in outcome.field_errors] == [("reply", Said.NO_PERSONNUMMER)]
    assert not office.comment(number).individual


def test_a_reminder_of_the_signature_repeats_nothing_that_was_answered_to_it(office: Office) -> None:
    """U18: a reply may name whom it answers, and the reminder is a message in chat."""
    number = office.comes(**QUESTION)
    office.says(office.newsroom.anna, f"enskilt {number}")
    office.act(office.newsroom.anna, Action.ACKNOWLEDGE, number, text="Hej Förtvivlad Förälder! Ring oss.")
    (reminder,) = office.all_notices("sign:")
    shown = office.shows(reminder)
    assert isinstance(shown, SignContent)
    assert shown.corrected == "/Anna"


def test_what_is_done_already_is_left_as_it_is(office: Office) -> None:
    number = office.comes(**QUESTION)
    office.act(office.newsroom.anna, Action.ANSWER, number)
    assert said_of(office.says(office.newsroom.bo, f"enskilt {number}")) is Said.ALREADY_CLOSED
    assert not office.comment(number).individual
