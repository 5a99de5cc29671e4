"""A reply is written: from the unit's own ready replies, looked through before everybody can read it."""

import pytest

from db import ready_replies
from db.rows import ReadyReply
from db.words import CommentState, SignatureResult
from handlers.desk import Action
from handlers.draft_check import FindingKind
from handlers.outcome import Form, FormKind, Outcome, Said, Writing
from handlers.tips import Tip
from tests.stories.office import Office, said

OPENING = {"title": "Öppettider", "text": "Hej {namn}! {konto} svarar: vi öppnar kl. 10. {signatur}"}
GOOD = "Hej! Vi öppnar klockan tio. /Anna"


def form_of(outcome: Outcome) -> tuple[Form, Writing]:
    assert isinstance(outcome.form, Form)
    assert outcome.form.writing is not None
    return outcome.form, outcome.form.writing


def keep(office: Office, **fields: str) -> int:
    """Anna keeps a ready reply; its number."""
    outcome = office.sends(office.newsroom.anna, FormKind.READY_REPLY, fields)
    assert said(outcome) is Said.READY_KEPT, outcome
    return next(one.id for one in kept(office) if one.title == fields["title"])


def kept(office: Office) -> tuple[ReadyReply, ...]:
    with office.store.read() as tx:
        return ready_replies.of_units(tx, [office.newsroom.unit.id])


def test_a_ready_reply_is_filled_in_for_this_comment_and_signed(office: Office) -> None:
    """M14: it ends with the editor's own name, whoever kept it."""
    chosen = {"ready": str(keep(office, **OPENING))}
    number = office.comes()
    outcome = office.changes(office.newsroom.bo, FormKind.REPLY, chosen, "ready", number=number)
    form, _ = form_of(outcome)
    assert form.text == "Hej Kim Svensson! Kulturskolans Facebook svarar: vi öppnar kl. 10. /Bo"


def test_nobody_is_named_in_a_reply_to_what_is_flagged(office: Office) -> None:
    """U18."""
    chosen = {"ready": str(keep(office, **OPENING))}
    number = office.comes()
    office.act(office.newsroom.bo, Action.URGENT, number)
    outcome = office.changes(office.newsroom.bo, FormKind.REPLY, chosen, "ready", number=number)
    form, writing = form_of(outcome)
    assert form.text == "Hej! Kulturskolans Facebook svarar: vi öppnar kl. 10. /Bo"
    assert writing.quote == ""


def test_they_are_found_by_any_words_of_title_or_text_titles_first(office: Office) -> None:
    keep(office, title="Biljetter", text="Biljetter köps i kassan vid öppning. {signatur}")
    keep(office, **OPENING)
    number = office.comes()
    found = office.says(office.newsroom.anna, f"svar {number} öpp")
    assert [choice.label for choice in form_of(found)[1].ready] == ["Öppettider", "Biljetter"]
    fields = {"search": "kassan biljetter"}
    found = office.changes(office.newsroom.anna, FormKind.REPLY, fields, "search", number=number)
    assert [choice.label for choice in form_of(found)[1].ready] == ["Biljetter"]
    fields = {"search": "simhall"}
    found = office.changes(office.newsroom.anna, FormKind.REPLY, fields, "search", number=number)
    assert (form_of(found)[1].ready, form_of(found)[1].keeps_ready) == ((), True)


def test_what_she_wrote_herself_is_not_lost_when_a_ready_reply_is_chosen(office: Office) -> None:
    first = keep(office, title="Ett", text="Ett. {signatur}")
    second = keep(office, title="Två", text="Två. {signatur}")
    number, anna = office.comes(), office.newsroom.anna
    fields = {"ready": str(first), "text": "Mina ord."}
    form, _ = form_of(office.changes(anna, FormKind.REPLY, fields, "ready", number=number))
    assert form.text == "Ett. /Anna\n\nMina ord."
    clean, _ = form_of(office.changes(anna, FormKind.REPLY, {"ready": str(first)}, "ready", number=number))
    again = {"ready": str(second), "text": clean.text, **{f"kept.{k}": v for k, v in clean.kept.items()}}
    form, _ = form_of(office.changes(anna, FormKind.REPLY, again, "ready", number=number))
    assert form.text == "Två. /Anna"
    assert form.kept["text"] != clean.kept["text"]


def test_a_draft_is_looked_through_and_nothing_is_stored(office: Office) -> None:
    """U15-U19: found things are shown beside the draft, to her alone."""
    number = office.comes()
    fields = {"text": "Ring Bo på 070-123 45 67, ditt nummer är 811228-9874.", "then": "check"}
    outcome = office.sends(office.newsroom.anna, FormKind.REPLY, fields, number=number)
    _, writing = form_of(outcome)
    assert [found.kind for found in writing.findings] == [
        FindingKind.PERSONNUMMER,
        FindingKind.PHONE,
        FindingKind.COLLEAGUE,
        FindingKind.NO_SIGNATURE,
    ]
    assert (office.comment(number).state, outcome.changed) == (CommentState.NEW, False)


def test_what_was_found_stops_it_once_and_sent_again_unchanged_it_goes(office: Office) -> None:
    number, anna = office.comes(), office.newsroom.anna
    fields = {"text": "Ring 070-123 45 67. /Anna", "then": "answered"}
    form, writing = form_of(office.sends(anna, FormKind.REPLY, fields, number=number))
    assert (len(writing.findings), office.comment(number).state) == (1, CommentState.NEW)
    checked = {f"kept.{name}": value for name, value in form.kept.items()}
    changed = fields | checked | {"text": "Ring 070-765 43 21. /Anna"}
    assert office.sends(anna, FormKind.REPLY, changed, number=number).form is not None
    assert said(office.sends(anna, FormKind.REPLY, fields | checked, number=number)) is Said.ANSWERED_SIGNED
    assert office.comment(number).state is CommentState.ANSWERED


def test_a_good_draft_that_is_out_is_answered_at_once_with_its_text(office: Office) -> None:
    number = office.comes()
    fields = {"text": GOOD, "then": "answered"}
    outcome = office.sends(office.newsroom.anna, FormKind.REPLY, fields, number=number)
    assert said(outcome) is Said.ANSWERED_SIGNED
    (reply,) = office.replies(number)
    assert (reply.text, reply.signature) == (GOOD, SignatureResult.SIGNED)


def test_or_it_says_that_an_answer_will_come(office: Office) -> None:
    number = office.comes()
    fields = {"text": "Vi återkommer! /Anna", "then": "acknowledged"}
    assert (
        said(office.sends(office.newsroom.anna, FormKind.REPLY, fields, number=number)) is Said.ACKNOWLEDGED
    )
    assert office.comment(number).state is CommentState.ACKNOWLEDGED


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"text": "  "}, Said.REPLY_MISSING),
        ({"text": "x" * 3_001}, Said.TEXT_TOO_LONG),
    ],
)
def test_a_faulty_draft_leaves_the_form_open(office: Office, fields: dict[str, str], fault: Said) -> None:
    outcome = office.sends(office.newsroom.anna, FormKind.REPLY, fields, number=office.comes())
    assert [(one.field, one.say.said) for one in outcome.field_errors] == [("text", fault)]


@pytest.mark.parametrize(
    ("change", "field", "fault"),
    [
        ({"title": ""}, "title", Said.TITLE_MISSING),
        ({"title": "x" * 76}, "title", Said.TEXT_TOO_LONG),
        ({"text": ""}, "text", Said.REPLY_MISSING),
        ({"text": "Hej {nman}!"}, "text", Said.PLACEHOLDER_UNKNOWN),
        ({"title": "Öppettider"}, "title", Said.READY_TITLE_TAKEN),
    ],
)
def test_a_faulty_ready_reply_is_told_beside_its_field(
    office: Office, change: dict[str, str], field: str, fault: Said
) -> None:
    keep(office, **OPENING)
    new = {"title": "Nytt", "text": "Hej!"} | change
    outcome = office.sends(office.newsroom.anna, FormKind.READY_REPLY, new)
    assert [(one.field, one.say.said) for one in outcome.field_errors] == [(field, fault)]
    assert len(kept(office)) == 1


def test_a_ready_reply_is_changed_taken_away_and_comes_back(office: Office) -> None:
    ready, anna = keep(office, **OPENING), office.newsroom.anna
    chosen, _ = form_of(office.changes(anna, FormKind.READY_REPLY, {"ready": str(ready)}, "ready"))
    assert (chosen.known["title"], chosen.text) == (OPENING["title"], OPENING["text"])
    editing = {"kept.id": chosen.kept["id"]}
    office.sends(anna, FormKind.READY_REPLY, editing | {"title": "Tider", "text": "Kl. 10."})
    assert [(one.id, one.title, one.text) for one in kept(office)] == [(ready, "Tider", "Kl. 10.")]
    assert said(office.sends(anna, FormKind.READY_REPLY, editing | {"remove": "remove"})) is Said.READY_GONE
    assert kept(office) == ()
    keep(office, title="Tider", text="Kl. 11.")
    assert [(one.id, one.text) for one in kept(office)] == [(ready, "Kl. 11.")]


def test_a_unit_has_one_reply_for_individual_cases_and_it_is_given_signed(office: Office) -> None:
    keep(office, title="Äldre", text="Äldre. {signatur}", individual="individual")
    keep(office, title="Enskilt", text="Hej {namn}! Ring 040-34 10 00. {signatur}", individual="individual")
    assert [one.title for one in kept(office) if one.individual] == ["Enskilt"]
    number = office.comes()
    outcome = office.says(office.newsroom.bo, f"enskilt {number}")
    assert outcome.say is not None
    assert outcome.say.text == "Hej! Ring 040-34 10 00. /Bo"
    opened = office.opens(office.newsroom.bo, FormKind.INDIVIDUAL, number).form
    assert isinstance(opened, Form)
    assert opened.text == "Hej! Ring 040-34 10 00. /Bo"


def test_tips_come_one_at_a_time_each_once_and_stop_when_asked(office: Office) -> None:
    """U14-U17, U19, U20: a tip from the guidelines where it helps, never twice."""
    number, anna = office.comes(), office.newsroom.anna
    shown = [form_of(office.opens(anna, FormKind.REPLY, number))[1].tip for _ in range(len(Tip) + 1)]
    assert shown == [*(tip.value for tip in Tip), None]
    bo = office.newsroom.bo
    assert form_of(office.opens(bo, FormKind.REPLY, number))[1].tip == Tip.COURTESY
    stopped = office.changes(bo, FormKind.REPLY, {"text": "Mina ord."}, "no_more_tips", number=number)
    assert (form_of(stopped)[0].text, form_of(stopped)[1].tip) == ("Mina ord.", None)
    assert form_of(office.opens(bo, FormKind.REPLY, number))[1].tip is None
