"""A second pair of eyes before an answer counts as ready (U14)."""

from dataclasses import replace

import pytest

from bot.texts import texts
from db import places
from db.words import CommentState, DraftState, EventAction, NoticeKind, NoticeState
from handlers import desk as desk_handlers
from handlers.content import CardContent, DraftContent
from handlers.desk import Action
from handlers.outcome import Form, FormKind, Outcome, Said
from handlers.turn import turn
from scheduler import rule_words
from scheduler.rule_words import Rule
from scheduler.rulebook import RuleBook
from scheduler.settings import ReplyRules, SecondReader
from tests.stories.desk import Desk
from tests.stories.office import Office, at, said

DRAFT = "Hej! Vi öppnar klockan tio. /Anna"


def asks(office: Office, number: int, when: str = "2026-11-23 10:00", **fields: str) -> Outcome:
    """Anna asks for a second reader."""
    given = {"text": DRAFT, "then": "read", **fields}
    return office.sends(office.newsroom.anna, FormKind.REPLY, given, number=number, when=when)


def reads(office: Office, number: int, **fields: str) -> Outcome:
    """Bo reads it."""
    opened = office.opens(office.newsroom.bo, FormKind.READ, number).form
    assert isinstance(opened, Form)
    given = {"text": opened.text, "kept.draft": opened.kept["draft"], **fields}
    return office.sends(office.newsroom.bo, FormKind.READ, given, number=number)


@pytest.fixture
def strict(office: Office) -> Office:
    """The unit asks for a second reader."""
    rules = office.book.organisation
    asked = replace(rules, replies=ReplyRules(second_reader=SecondReader.REQUIRED))
    office.book = RuleBook(organisation=asked)
    return office


def test_a_colleague_at_work_is_asked_and_the_message_has_none_of_the_drafts_words(office: Office) -> None:
    """U14, U18."""
    number = office.comes()
    outcome = asks(office, number)
    assert outcome.say is not None
    assert (outcome.say.said, outcome.say.person, outcome.say.at) == (Said.DRAFT_SENT, "Bo", None)
    (row,) = office.all_notices("draft:")
    assert (row.recipient, row.send_at) == (f"person:{office.newsroom.bo.id}", at("2026-11-23 10:00"))
    shown = office.shows(row)
    assert isinstance(shown, DraftContent)
    assert (shown.person and shown.person.first_name, shown.state) == ("Anna", DraftState.WAITING)
    assert "klockan tio" not in repr(shown)


def test_the_answer_time_runs_on_while_a_draft_waits_and_the_card_says_that_it_does(office: Office) -> None:
    number = office.comes()
    before = office.comment(number)
    asks(office, number)
    after = office.comment(number)
    assert (after.due_at, after.met_at, after.state) == (before.due_at, None, CommentState.NEW)
    card = office.shows(next(row for row in office.notices(number) if row.kind is NoticeKind.CARD))
    assert isinstance(card, CardContent)
    assert card.line.draft is DraftState.WAITING


def test_she_may_choose_whom_to_ask_among_those_at_work(office: Office) -> None:
    number = office.comes()
    opened = office.opens(office.newsroom.anna, FormKind.REPLY, number).form
    assert isinstance(opened, Form)
    assert opened.writing is not None
    assert [one.label for one in opened.writing.readers] == ["Bo", "Cecilia"]
    outcome = asks(office, number, reader=str(office.newsroom.cecilia.id))
    assert outcome.say is not None
    assert outcome.say.person == "Cecilia"


def test_in_the_evening_it_is_read_in_the_morning(office: Office) -> None:
    number = office.comes()
    outcome = asks(office, number, "2026-11-23 19:00")
    assert outcome.say is not None
    assert outcome.say.at == at("2026-11-24 08:00")


def test_nobody_at_work_is_said_at_once(desk: Desk, office: Office) -> None:
    (number,) = desk.receive("2026-11-23 09:00")
    for one in (office.newsroom.bo, office.newsroom.cecilia):
        desk.away(one, "2026-11-23", "2026-11-23")
    assert said(asks(office, number)) is Said.NO_READER
    assert office.comment(number).draft is None


def test_approved_its_writer_hears_and_goes_on_with_it(office: Office) -> None:
    """U14: who read it and when is kept."""
    number = office.comes()
    asks(office, number)
    better = "Hej! Vi öppnar klockan tio på lördag. /Anna"
    outcome = reads(office, number, verdict="approved", text=better)
    assert outcome.say is not None
    assert (outcome.say.said, outcome.say.person) == (Said.DRAFT_APPROVED, "Anna")
    told = office.all_notices("draft:")[-1]
    assert (told.kind, told.recipient) == (NoticeKind.DRAFT_READ, f"person:{office.newsroom.anna.id}")
    opened = office.opens(office.newsroom.anna, FormKind.REPLY, number).form
    assert isinstance(opened, Form)
    assert opened.text == better
    event = office.events(number)[-1]
    assert (event.action, event.person_id) == (EventAction.DRAFT_APPROVED, office.newsroom.bo.id)


def test_sent_back_its_writer_sees_the_readers_words_in_the_form_alone(office: Office) -> None:
    number = office.comes()
    asks(office, number)
    reads(office, number, verdict="returned", note="Skriv vilken dag")
    told = office.shows(office.all_notices("draft:")[-1])
    assert isinstance(told, DraftContent)
    assert (told.state, "vilken dag" in repr(told)) == (DraftState.RETURNED, False)
    opened = office.opens(office.newsroom.anna, FormKind.REPLY, number).form
    assert isinstance(opened, Form)
    assert opened.writing is not None
    assert (opened.writing.note, opened.writing.by) == ("Skriv vilken dag", "Bo")


def test_nobody_reads_her_own_draft_or_one_that_has_been_read(office: Office) -> None:
    number = office.comes()
    assert said(office.says(office.newsroom.bo, f"läs {number}")) is Said.NO_DRAFT
    asks(office, number)
    assert said(office.says(office.newsroom.anna, f"läs {number}")) is Said.OWN_DRAFT
    reads(office, number, verdict="approved")
    assert said(office.says(office.newsroom.bo, f"läs {number}")) is Said.DRAFT_READ_ALREADY


def test_a_draft_that_was_exchanged_meanwhile_is_not_approved_unseen(office: Office) -> None:
    number = office.comes()
    asks(office, number)
    opened = office.opens(office.newsroom.bo, FormKind.READ, number).form
    assert isinstance(opened, Form)
    asks(office, number, text="Hej! Något helt annat. /Anna")
    fields = {"text": opened.text, "kept.draft": opened.kept["draft"], "verdict": "approved"}
    outcome = office.sends(office.newsroom.bo, FormKind.READ, fields, number=number)
    assert said(outcome) is Said.DRAFT_CHANGED
    assert office.comment(number).draft is DraftState.WAITING


def test_where_it_is_asked_for_an_unread_answer_does_not_count(strict: Office) -> None:
    """U14: only what a colleague has read counts; what she read, not another text."""
    number, anna = strict.comes(), strict.newsroom.anna
    assert said(strict.act(anna, Action.ANSWER, number)) is Said.READER_FIRST
    assert strict.comment(number).state is CommentState.NEW
    asks(strict, number)
    assert said(strict.act(anna, Action.ANSWER, number, text=DRAFT)) is Said.READER_FIRST
    reads(strict, number, verdict="approved")
    assert said(strict.act(anna, Action.ANSWER, number, text="Nej. /Anna")) is Said.READER_FIRST
    assert said(strict.act(anna, Action.ANSWER, number, text=DRAFT)) is Said.ANSWERED_SIGNED


def test_a_supervisor_asks_for_a_second_reader_from_chat(office: Office) -> None:
    """U14: the unit's own rule, without the configuration."""
    rules = office.book.organisation
    assert rule_words.written(rules, Rule.SECOND_READER) == "offered"
    changed = rule_words.changed(rules, Rule.SECOND_READER, "required")
    assert changed.replies.second_reader is SecondReader.REQUIRED
    office.book = RuleBook(organisation=rule_words.changed(changed, Rule.TIPS, "nej"))
    number = office.comes()
    assert said(office.act(office.newsroom.anna, Action.ANSWER, number)) is Said.READER_FIRST
    opened = office.opens(office.newsroom.anna, FormKind.REPLY, number).form
    assert isinstance(opened, Form)
    assert opened.writing is not None
    assert opened.writing.tip is None


def test_nor_among_several_closed_with_one_click(strict: Office) -> None:
    first, second = strict.comes(), strict.comes()
    with strict.store.write() as tx:
        outcome = desk_handlers.close_together(
            tx,
            strict.book,
            person=strict.newsroom.anna,
            numbers=[first, second],
            action=Action.ANSWER,
            now=at("2026-11-23 10:00"),
        )
    assert said(outcome) is Said.READER_FIRST
    assert {strict.comment(one).state for one in (first, second)} == {CommentState.NEW}


def test_a_supervisor_can_note_what_is_out_already_and_a_holding_reply_needs_no_reader(
    strict: Office,
) -> None:
    first, second = strict.comes(), strict.comes()
    assert said(strict.act(strict.newsroom.cecilia, Action.ANSWER, first)) is Said.ANSWERED
    assert said(strict.act(strict.newsroom.anna, Action.ACKNOWLEDGE, second)) is Said.ACKNOWLEDGED


def test_the_form_offers_only_what_counts(strict: Office) -> None:
    number = strict.comes()
    opened = strict.opens(strict.newsroom.anna, FormKind.REPLY, number).form
    assert isinstance(opened, Form)
    assert opened.writing is not None
    assert not opened.writing.may_answer


def test_answered_without_waiting_nobody_is_asked_to_read_any_more(office: Office) -> None:
    number = office.comes("2026-11-23 19:00")
    asks(office, number, "2026-11-23 19:05")
    office.act(office.newsroom.anna, Action.ANSWER, number, "2026-11-23 19:10")
    assert {row.state for row in office.all_notices("draft:")} == {NoticeState.CANCELLED}
    assert office.comment(number).draft is None


def test_an_exchanged_draft_is_asked_for_once(desk: Desk, office: Office) -> None:
    """Two drafts in the evening: in the morning one message, about the newer one, to whoever was asked."""
    (number,) = desk.receive("2026-11-23 10:00")
    asks(office, number, "2026-11-23 19:00")
    asks(office, number, "2026-11-23 19:05", text="Hej! Vi öppnar tio. /Anna")
    desk.run("2026-11-24 07:30", "2026-11-24 08:30")
    assert [(when, whom) for when, whom, _ in desk.told(NoticeKind.DRAFT_TO_READ)] == [("Tue 08:00", "bo")]


def test_who_was_to_read_it_is_away_so_another_is_asked_and_the_writer_hears(
    desk: Desk, office: Office
) -> None:
    """U14: no draft waits in silence for somebody who is not there; nobody says why."""
    (number,) = desk.receive("2026-11-23 09:00")
    asks(office, number)
    office.says(office.newsroom.bo, "borta idag", "2026-11-23 11:00")
    turn(office.store, office.book, at("2026-11-23 11:01"))
    turn(office.store, office.book, at("2026-11-23 11:02"))
    desk.run("2026-11-23 11:05", "2026-11-23 11:10")
    asked, told = desk.told(NoticeKind.DRAFT_TO_READ), desk.told(NoticeKind.DRAFT_READ)
    assert [(when, whom) for when, whom, _ in asked] == [("Mon 11:05", "cecilia")]
    assert [(when, whom) for when, whom, _ in told] == [("Mon 11:05", "anna")]
    row = office.all_notices("draft:2:passed_on")[0]
    content = office.shows(row)
    assert isinstance(content, DraftContent)
    assert texts("sv").private.draft(content) == (
        "Den som skulle läsa ditt utkast till kommentar 1 på Kulturskolans Facebook är inte på plats, så "
        "Cecilia är tillfrågad i stället."
    )
    last = office.events(number)[-1]
    assert (last.action, last.person_id, last.reason) == (EventAction.DRAFT_SENT, None, "passed_on")
    opened = office.opens(office.newsroom.cecilia, FormKind.READ, number).form
    assert isinstance(opened, Form)
    assert opened.text == DRAFT


def test_who_was_to_read_it_has_left_the_unit(office: Office) -> None:
    """U14: moved to another unit or gone altogether, she is not waited for."""
    number = office.comes()
    asks(office, number)
    with office.store.write() as tx:
        places.set_roles(tx, office.newsroom.bo.id, office.newsroom.unit.id, ())
        places.let_accounts_go(tx, office.newsroom.bo.id, office.newsroom.unit.id)
    turn(office.store, office.book, at("2026-11-23 10:05"))
    readers = [row.recipient for row in office.all_notices("draft:") if row.kind is NoticeKind.DRAFT_TO_READ]
    assert readers[-1] == f"person:{office.newsroom.cecilia.id}"


def test_nobody_is_left_to_read_it_so_the_writer_has_it_back_with_a_clear_line(
    desk: Desk, office: Office
) -> None:
    """U14: it does not wait; the text is there to go on with."""
    (number,) = desk.receive("2026-11-23 09:00")
    asks(office, number)
    for one in (office.newsroom.bo, office.newsroom.cecilia):
        office.says(one, "borta 23/11 23/11", "2026-11-23 11:00")
    turn(office.store, office.book, at("2026-11-23 11:01"))
    assert office.comment(number).draft is None
    desk.run("2026-11-23 11:05", "2026-11-23 11:10")
    assert [(when, whom) for when, whom, _ in desk.told(NoticeKind.DRAFT_READ)] == [("Mon 11:05", "anna")]
    content = office.shows(office.all_notices("draft:1:unread")[0])
    assert isinstance(content, DraftContent)
    assert texts("sv").private.draft(content) == (
        "Ingen som kan läsa ditt utkast till kommentar 1 på Kulturskolans Facebook är på plats just nu. "
        "Skicka det igen när någon är tillbaka. Svarstiden går som vanligt."
    )
    opened = office.opens(office.newsroom.anna, FormKind.REPLY, number).form
    assert isinstance(opened, Form)
    assert opened.writing is not None
    assert (opened.text, texts("sv").answer.draft_stands(opened.writing)) == (
        DRAFT,
        "Ingen var på plats för att läsa utkastet. Du kan skicka det igen.",
    )
    assert said(asks(office, number, "2026-11-24 08:00")) is Said.DRAFT_SENT


def test_a_draft_waits_over_the_night_and_is_passed_on_at_opening(desk: Desk, office: Office) -> None:
    """U14: Bo is away on Tuesday: another is asked on Tuesday morning, not on Monday night."""
    (number,) = desk.receive("2026-11-23 15:00")
    asks(office, number, "2026-11-23 16:00")
    office.says(office.newsroom.bo, "borta 24/11", "2026-11-23 16:10")
    for when in ("2026-11-23 16:31", "2026-11-23 23:59", "2026-11-24 07:59"):
        turn(office.store, office.book, at(when))
        assert office.all_notices("draft:1:passed_on") + office.all_notices("draft:2:") == []
    turn(office.store, office.book, at("2026-11-24 08:00"))
    assert [row.key for row in office.all_notices("draft:2:")] == ["draft:2:read", "draft:2:passed_on"]


def test_a_writer_who_has_left_is_not_told_but_who_has_the_comment_now(office: Office) -> None:
    """U14: Anna works elsewhere, Cecilia took the comment, Bo found the draft ready."""
    number = office.comes()
    asks(office, number)
    with office.store.write() as tx:
        places.set_roles(tx, office.newsroom.anna.id, office.newsroom.unit.id, ())
    office.act(office.newsroom.cecilia, Action.CLAIM, number)
    outcome = reads(office, number, verdict="approved")
    assert outcome.say is not None
    assert outcome.say.person == "Cecilia"
    assert office.all_notices("draft:1:done")[0].recipient == f"person:{office.newsroom.cecilia.id}"
