"""Forms: opened with what is known, taken in once, each fault beside its field."""

import pytest

from db.words import CommentState, Ground
from handlers import forms
from handlers.desk import Action
from handlers.outcome import FormKind, Outcome, Said
from tests.stories.office import Office, at, said

GOOD = {
    "account": "museet-instagram",
    "text": "Vad kostar det?",
    "url": "https://www.instagram.com/p/1",
    "written_at": "2026-11-23 09:30",
}


def opened(office: Office, kind: FormKind, **known: object) -> Outcome:
    with office.store.write() as tx:
        return forms.open_form(
            tx,
            office.book,
            person=office.newsroom.anna,
            kind=kind,
            now=at("2026-11-23 10:00"),
            **known,  # type: ignore[arg-type]
        )


def test_a_new_comment_is_added_from_a_form(office: Office) -> None:
    outcome = office.sends(office.newsroom.anna, FormKind.NEW_COMMENT, GOOD)
    assert outcome.say is not None
    assert (outcome.say.said, outcome.say.at, outcome.changed) == (
        Said.COMMENT_ADDED,
        at("2026-11-24 09:30"),
        True,
    )
    comment = office.comment(outcome.say.number or 0)
    assert (comment.text, comment.source, comment.account_id, comment.written_at) == (
        "Vad kostar det?",
        "manual",
        office.newsroom.instagram.id,
        at("2026-11-23 09:30"),
    )
    again = office.sends(office.newsroom.bo, FormKind.NEW_COMMENT, GOOD)
    assert again.say is not None
    assert (again.say.said, again.say.number, again.changed) == (
        Said.COMMENT_THERE_ALREADY,
        comment.id,
        False,
    )


@pytest.mark.parametrize(
    ("change", "field", "answer"),
    [
        ({"account": ""}, "account", Said.ACCOUNT_UNKNOWN),
        ({"account": "okänt"}, "account", Said.ACCOUNT_UNKNOWN),
        ({"text": ""}, "text", Said.TEXT_MISSING),
        ({"text": "   "}, "text", Said.TEXT_MISSING),
        ({"text": "x" * 10_001}, "text", Said.TEXT_TOO_LONG),
        ({"url": "javascript:alert(1)"}, "url", Said.LINK_UNCLEAR),
        ({"url": "www.instagram.com"}, "url", Said.LINK_UNCLEAR),
        ({"url": "https://a b"}, "url", Said.LINK_UNCLEAR),
        ({"url": "https://" + "x" * 2000}, "url", Said.LINK_UNCLEAR),
        ({"written_at": "i våras"}, "written_at", Said.TIME_UNCLEAR),
        ({"written_at": "2026-11-23 25:00"}, "written_at", Said.TIME_UNCLEAR),
        ({"written_at": "2026-03-29 02:30"}, "written_at", Said.TIME_UNCLEAR),
        ({"written_at": "2026-11-23 10:30"}, "written_at", Said.TIME_IN_FUTURE),
    ],
)
def test_a_fault_in_a_new_comment_stands_beside_its_field(
    office: Office, change: dict[str, str], field: str, answer: Said
) -> None:
    outcome = office.sends(office.newsroom.anna, FormKind.NEW_COMMENT, GOOD | change)
    assert [(fault.field, fault.say.said) for fault in outcome.field_errors] == [(field, answer)]
    assert (outcome.refused, outcome.changed) == (True, False)


def test_every_fault_is_told_at_once(office: Office) -> None:
    outcome = office.sends(office.newsroom.anna, FormKind.NEW_COMMENT, {"url": "x", "written_at": "x"})
    assert {fault.field for fault in outcome.field_errors} == {"account", "text", "url", "written_at"}


def test_a_comment_without_its_time_is_counted_from_now(office: Office) -> None:
    outcome = office.sends(office.newsroom.anna, FormKind.NEW_COMMENT, GOOD | {"written_at": ""})
    assert outcome.say is not None
    assert office.comment(outcome.say.number or 0).written_at == at("2026-11-23 10:00")


def test_the_form_for_a_new_comment_offers_her_accounts_and_keeps_what_is_known(office: Office) -> None:
    form = opened(
        office, FormKind.NEW_COMMENT, text="Hej?", url="https://x.example", at=at("2026-11-23 09:00")
    ).form
    assert form is not None
    assert [choice.value for choice in form.choices] == [
        "kulturskolan-facebook",
        "museet-instagram",
        "museibloggen",
    ]
    assert (form.text, form.url, form.at) == ("Hej?", "https://x.example", at("2026-11-23 09:00"))


def test_hiding_through_the_form_needs_a_ground(office: Office) -> None:
    """M30, L02: the ground is stated at the time, and the text is kept."""
    number = office.comes()
    anna = office.newsroom.anna

    def faults(fields: dict[str, str]) -> list[tuple[str, Said]]:
        outcome = office.sends(anna, FormKind.HIDE, fields, number=number)
        return [(fault.field, fault.say.said) for fault in outcome.field_errors]

    assert faults({}) == [("ground", Said.GROUND_MISSING)]
    assert faults({"ground": "dum"}) == [("ground", Said.UNKNOWN_GROUND)]
    assert faults({"ground": "other"}) == [("reason", Said.REASON_MISSING)]
    outcome = office.sends(
        anna, FormKind.HIDE, {"ground": "personal_data", "reason": "adress"}, number=number
    )
    assert said(outcome) is Said.HIDDEN
    comment = office.comment(number)
    assert (comment.state, comment.ground, comment.flagged) == (
        CommentState.HIDDEN,
        Ground.PERSONAL_DATA,
        True,
    )


def test_the_other_forms_do_what_their_buttons_do(office: Office) -> None:
    first, second, third = (office.comes() for _ in range(3))
    anna = office.newsroom.anna
    assert said(office.sends(anna, FormKind.REMOVE, {"ground": "spam"}, number=first)) is Said.REMOVED
    missing = office.sends(anna, FormKind.REFER, {"whom": " "}, number=second)
    assert [fault.say.said for fault in missing.field_errors] == [Said.WHOM_MISSING]
    assert said(office.sends(anna, FormKind.REFER, {"whom": "biblioteket"}, number=second)) is Said.REFERRED
    assert said(office.sends(anna, FormKind.ANSWER, {"text": "Ja. /Anna"}, number=third)) is (
        Said.ANSWERED_SIGNED
    )


def test_a_form_about_a_comment_is_opened_only_where_it_can_be_sent(office: Office) -> None:
    number = office.comes()
    assert opened(office, FormKind.REFER, number=number).form is not None
    office.act(office.newsroom.bo, Action.ANSWER, number)
    assert said(opened(office, FormKind.REFER, number=number)) is Said.ALREADY_CLOSED
    assert opened(office, FormKind.HIDE, number=number).form is not None
    assert said(opened(office, FormKind.HIDE, number=4711)) is Said.NO_SUCH_COMMENT
    assert said(opened(office, FormKind.HIDE)) is Said.NO_SUCH_COMMENT


@pytest.mark.parametrize("kind", list(FormKind))
def test_no_form_is_for_somebody_whom_the_bot_does_not_know(office: Office, kind: FormKind) -> None:
    assert said(office.sends(None, kind, {})) is Said.NOT_KNOWN
    with office.store.write() as tx:
        outcome = forms.open_form(tx, office.book, person=None, kind=kind, now=at("2026-11-23 10:00"))
    assert said(outcome) is Said.NOT_KNOWN
