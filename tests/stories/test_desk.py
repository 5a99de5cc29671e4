"""What editors do with comments: taken, let go, promised, closed, opened again; one winner of two."""

from threading import Barrier, Thread

import pytest
from sqlalchemy import insert, select, update

from bot.texts import texts
from db.models import comments, units
from db.store import Store
from db.words import CommentState, EventAction, Ground, NoticeKind, NoticeState, SignatureResult
from handlers import desk as the_desk
from handlers.content import CommentDetail, WhyContent
from handlers.desk import Action
from handlers.outcome import Outcome, Said
from scheduler.rulebook import RuleBook
from tests.newsroom import Newsroom
from tests.stories.office import Office, at, said

PENDING = NoticeState.PENDING
CANCELLED = NoticeState.CANCELLED


def test_a_comment_is_taken_and_its_taker_is_told_how_to_sign(office: Office) -> None:
    number = office.comes()
    outcome = office.act(office.newsroom.anna, Action.CLAIM, number)
    assert outcome.say is not None
    assert (outcome.say.said, outcome.say.sign_off, outcome.changed) == (Said.CLAIMED, "/Anna", True)
    comment = office.comment(number)
    assert (comment.state, comment.claimed_by, comment.version) == (
        CommentState.CLAIMED,
        office.newsroom.anna.id,
        2,
    )
    last = office.events(number)[-1]
    assert (last.action, last.person_id, last.from_state, last.to_state) == (
        EventAction.CLAIMED,
        office.newsroom.anna.id,
        CommentState.NEW,
        CommentState.CLAIMED,
    )


def test_a_comment_that_a_colleague_has_is_not_taken_twice(office: Office) -> None:
    number = office.comes()
    office.act(office.newsroom.anna, Action.CLAIM, number)
    outcome = office.act(office.newsroom.bo, Action.CLAIM, number)
    assert outcome.say is not None
    assert (outcome.say.said, outcome.say.person, outcome.changed) == (Said.CLAIMED_BY_OTHER, "Anna", False)
    assert said(office.act(office.newsroom.anna, Action.CLAIM, number)) is Said.ALREADY_YOURS
    assert len(office.events(number)) == 2


def test_of_two_who_take_it_at_once_one_wins_and_the_other_is_told_kindly(
    office: Office, store: Store, book: RuleBook, newsroom: Newsroom
) -> None:
    for _ in range(5):
        number = office.comes()
        together = Barrier(2)
        outcomes: list[Outcome] = []

        def take(person: object, number: int = number, together: Barrier = together) -> None:
            together.wait()
            with store.write() as tx:
                outcome = the_desk.act(
                    tx,
                    book,
                    person=person,  # type: ignore[arg-type]
                    action=Action.CLAIM,
                    number=number,
                    now=at("2026-11-23 10:01"),
                )
            outcomes.append(outcome)  # noqa: B023 - the threads end within the round

        threads = [Thread(target=take, args=(person,)) for person in (newsroom.anna, newsroom.bo)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(said(outcome) or "" for outcome in outcomes) == ["claimed", "claimed_by_other"]
        assert [event.action for event in office.events(number)] == [
            EventAction.RECEIVED,
            EventAction.CLAIMED,
        ]


def test_what_was_read_before_somebody_else_changed_it_is_not_written(office: Office, store: Store) -> None:
    from db import comments

    number = office.comes()
    before = office.comment(number)
    office.act(office.newsroom.anna, Action.CLAIM, number)
    with store.write() as tx:
        assert not comments.change(tx, before, {"claimed_by": office.newsroom.bo.id})
    assert office.comment(number).claimed_by == office.newsroom.anna.id


def test_only_who_has_it_or_a_supervisor_lets_it_go(office: Office) -> None:
    number = office.comes()
    office.act(office.newsroom.anna, Action.CLAIM, number)
    assert said(office.act(office.newsroom.bo, Action.RELEASE, number)) is Said.NOT_YOURS
    assert said(office.act(office.newsroom.cecilia, Action.RELEASE, number)) is Said.RELEASED
    comment = office.comment(number)
    assert (comment.state, comment.claimed_by) == (CommentState.NEW, None)
    assert said(office.act(office.newsroom.anna, Action.RELEASE, number)) is Said.NOT_YOURS


def test_a_holding_reply_meets_the_answer_time_and_starts_a_follow_up(office: Office) -> None:
    number = office.comes("2026-11-27 10:00")
    office.is_to_be_warned(number, "2026-11-30 10:30")
    outcome = office.act(office.newsroom.bo, Action.ACKNOWLEDGE, number, "2026-11-30 10:05")
    comment = office.comment(number)
    assert said(outcome) is Said.ACKNOWLEDGED
    assert (comment.state, comment.claimed_by, comment.rung) == (
        CommentState.ACKNOWLEDGED,
        office.newsroom.bo.id,
        0,
    )
    assert comment.met_at == at("2026-11-30 10:05")
    assert comment.met_working_minutes == 390 + 125
    assert comment.follow_up_at == at("2026-12-02 10:05")
    assert comment.attend_at == at("2026-11-30 10:05")
    assert [(row.kind, row.reason) for row in office.notices(number, CANCELLED)] == [
        (NoticeKind.RUNG, "acknowledged")
    ]


def test_a_promise_made_again_runs_from_then_but_the_time_to_meet_stays(office: Office) -> None:
    number = office.comes()
    office.act(office.newsroom.bo, Action.ACKNOWLEDGE, number, "2026-11-23 11:00")
    office.act(office.newsroom.bo, Action.ACKNOWLEDGE, number, "2026-11-24 11:00")
    comment = office.comment(number)
    assert comment.met_at == at("2026-11-23 11:00")
    assert comment.follow_up_at == at("2026-11-26 11:00")


@pytest.mark.parametrize(
    ("action", "facts", "state", "answer"),
    [
        (Action.ANSWER, {}, CommentState.ANSWERED, Said.ANSWERED),
        (Action.NO_REPLY, {}, CommentState.NO_REPLY_NEEDED, Said.NO_REPLY_NEEDED),
        (Action.REFER, {"whom": " Kontaktcenter "}, CommentState.REFERRED, Said.REFERRED),
        (Action.HIDE, {"ground": Ground.SPAM}, CommentState.HIDDEN, Said.HIDDEN),
        (Action.REMOVE, {"ground": Ground.OTHER, "reason": "dubblett"}, CommentState.REMOVED, Said.REMOVED),
    ],
)
def test_each_closing_state_ends_the_watch(
    office: Office, action: Action, facts: dict[str, object], state: CommentState, answer: Said
) -> None:
    """U08: what disturbs is answered, referred, hidden or removed, and who did it is kept."""
    number = office.comes()
    outcome = office.act(office.newsroom.anna, action, number, "2026-11-23 12:00", **facts)
    comment = office.comment(number)
    assert said(outcome) is answer
    assert (comment.state, comment.closed_by, comment.attend_at) == (state, office.newsroom.anna.id, None)
    assert comment.closed_at == comment.met_at == at("2026-11-23 12:00")
    assert comment.met_working_minutes == 120
    assert office.notices(number, PENDING) == []
    assert office.notices(number, CANCELLED)[0].reason == state.value
    assert comment.text == "Hej! När öppnar ni på lördag?"
    last = office.events(number)[-1]
    assert (last.action, last.to_state) == (EventAction.CLOSED, state)
    assert (last.ground, last.reason) == (
        facts.get("ground"),
        str(facts.get("whom") or facts.get("reason") or "").strip() or None,
    )


@pytest.mark.parametrize(
    ("action", "facts", "answer"),
    [
        (Action.HIDE, {}, Said.GROUND_MISSING),
        (Action.REMOVE, {}, Said.GROUND_MISSING),
        (Action.HIDE, {"ground": Ground.OTHER}, Said.REASON_MISSING),
        (Action.REMOVE, {"ground": Ground.OTHER, "reason": "  "}, Said.REASON_MISSING),
        (Action.REFER, {}, Said.WHOM_MISSING),
        (Action.REFER, {"whom": " "}, Said.WHOM_MISSING),
    ],
)
def test_what_a_closing_state_needs_is_asked_for_and_nothing_changes(
    office: Office, action: Action, facts: dict[str, object], answer: Said
) -> None:
    number = office.comes()
    outcome = office.act(office.newsroom.anna, action, number, **facts)
    assert (said(outcome), outcome.refused, outcome.changed) == (answer, True, False)
    assert office.comment(number).state is CommentState.NEW


def test_what_is_done_is_not_done_again(office: Office) -> None:
    number = office.comes()
    office.act(office.newsroom.anna, Action.ANSWER, number)
    outcome = office.act(office.newsroom.bo, Action.NO_REPLY, number)
    assert outcome.say is not None
    assert (outcome.say.said, outcome.say.state, outcome.say.person) == (
        Said.ALREADY_CLOSED,
        CommentState.ANSWERED,
        "Anna",
    )
    assert said(office.act(office.newsroom.bo, Action.CLAIM, number)) is Said.ALREADY_CLOSED
    assert said(office.act(office.newsroom.bo, Action.ACKNOWLEDGE, number)) is Said.ALREADY_CLOSED
    assert said(office.act(office.newsroom.bo, Action.RELEASE, number)) is Said.ALREADY_CLOSED


def test_an_answered_comment_can_be_hidden_later_and_keeps_when_it_was_met(office: Office) -> None:
    number = office.comes()
    office.act(office.newsroom.anna, Action.ANSWER, number, "2026-11-23 11:00")
    office.act(office.newsroom.bo, Action.HIDE, number, "2026-11-24 11:00", ground=Ground.THREAT)
    comment = office.comment(number)
    assert (comment.state, comment.flagged, comment.ground) == (CommentState.HIDDEN, True, Ground.THREAT)
    assert comment.met_at == at("2026-11-23 11:00")


@pytest.mark.parametrize(("ground", "flagged"), [(Ground.HATE, True), (Ground.SPAM, False)])
def test_some_grounds_flag_the_comment(office: Office, ground: Ground, flagged: bool) -> None:
    number = office.comes()
    office.act(office.newsroom.anna, Action.REMOVE, number, ground=ground)
    assert office.comment(number).flagged is flagged


def test_opened_again_it_is_a_new_episode_counted_from_now(office: Office) -> None:
    number = office.comes()
    office.act(office.newsroom.anna, Action.CLAIM, number)
    office.act(office.newsroom.anna, Action.ANSWER, number, "2026-11-23 11:00")
    outcome = office.act(office.newsroom.bo, Action.REOPEN, number, "2026-11-24 14:00")
    comment = office.comment(number)
    assert outcome.say is not None
    assert (outcome.say.said, outcome.say.at) == (Said.REOPENED, at("2026-11-25 14:00"))
    assert (comment.state, comment.episode, comment.claimed_by, comment.met_at, comment.closed_at) == (
        CommentState.NEW,
        2,
        None,
        None,
        None,
    )
    assert comment.due_at == at("2026-11-25 14:00")
    assert comment.episode_at == comment.attend_at == at("2026-11-24 14:00")
    assert [row.key for row in office.notices(number, PENDING)] == [f"card:{number}:2"]
    assert said(office.act(office.newsroom.bo, Action.REOPEN, number)) is Said.NOT_CLOSED


def test_several_are_closed_together(office: Office, store: Store, book: RuleBook) -> None:
    numbers = [office.comes() for _ in range(3)]
    office.act(office.newsroom.bo, Action.ANSWER, numbers[0])
    with store.write() as tx:
        outcome = the_desk.close_together(
            tx,
            book,
            person=office.newsroom.anna,
            numbers=numbers,
            action=Action.NO_REPLY,
            now=at("2026-11-23 11:00"),
        )
    assert outcome.say is not None
    assert (outcome.say.said, outcome.say.count) == (Said.NO_REPLY_NEEDED, 2)
    assert [office.comment(number).state for number in numbers] == [
        CommentState.ANSWERED,
        CommentState.NO_REPLY_NEEDED,
        CommentState.NO_REPLY_NEEDED,
    ]
    assert office.comment(numbers[1]).met_working_minutes == 60
    assert office.notices(numbers[2], PENDING) == []


def _comes_to_another_unit(office: Office) -> int:
    number = office.comes()
    with office.store.write() as tx:
        tx.execute(insert(units).values(slug="park", name="Parkerna", chat_fields=[]))
        other = select(units.c.id).where(units.c.slug == "park").scalar_subquery()
        tx.execute(update(comments).where(comments.c.id == number).values(unit_id=other))
    return number


def test_of_several_the_unknown_and_somebody_elses_are_named_and_stop_none_of_the_others(
    office: Office, store: Store, book: RuleBook
) -> None:
    mine = [office.comes() for _ in range(2)]
    others = _comes_to_another_unit(office)
    with store.write() as tx:
        outcome = the_desk.close_together(
            tx, book, person=office.newsroom.anna, numbers=[mine[0], 999, others, mine[1]],
            action=Action.NO_REPLY, now=at("2026-11-23 11:00"),
        )  # fmt: skip
    assert outcome.say is not None
    assert (said(outcome), outcome.say.count) == (Said.NO_REPLY_NEEDED, 2)
    assert outcome.say.text == f"999, {others}"
    assert "999" in texts("sv").say(outcome.say)
    assert {office.comment(number).state for number in mine} == {CommentState.NO_REPLY_NEEDED}
    assert office.comment(others).state is CommentState.NEW


def test_several_of_which_none_is_known_or_hers_are_refused(
    office: Office, store: Store, book: RuleBook
) -> None:
    others = _comes_to_another_unit(office)
    for numbers, answer in (
        ([998, 999], Said.NO_SUCH_COMMENT), ([others], Said.OTHER_UNITS_COMMENT), ([], Said.NOTHING_TICKED),
    ):  # fmt: skip
        with store.write() as tx:
            outcome = the_desk.close_together(
                tx, book, person=office.newsroom.anna, numbers=numbers, action=Action.ANSWER,
                now=at("2026-11-23 11:00"),
            )  # fmt: skip
        assert said(outcome) is answer
    assert office.comment(others).state is CommentState.NEW


def test_nobody_whom_the_bot_does_not_know_may_do_anything(office: Office) -> None:
    number = office.comes()
    for action in Action:
        assert said(office.act(None, action, number)) is Said.NOT_KNOWN
    assert office.comment(number).version == 1


def test_a_number_that_does_not_exist_is_said_to_be_so(office: Office) -> None:
    for action in Action:
        assert said(office.act(office.newsroom.anna, action, 4711)) is Said.NO_SUCH_COMMENT


def test_an_answer_with_its_text_is_judged_and_a_missing_name_is_asked_for_privately(office: Office) -> None:
    number = office.comes()
    outcome = office.act(office.newsroom.anna, Action.ANSWER, number, text="Vi öppnar kl. 10.")
    assert outcome.say is not None
    assert (outcome.say.said, outcome.say.text) == (Said.ANSWERED_UNSIGNED, None)
    (reminder,) = office.notices(number, PENDING)
    assert (reminder.kind, reminder.recipient) == (NoticeKind.SIGN, f"person:{office.newsroom.anna.id}")


@pytest.mark.parametrize(
    ("text", "answer", "kinds"),
    [
        ("Vi öppnar kl. 10. /Anna", Said.ANSWERED_SIGNED, []),
        ("Ha en fin dag, Anna!", Said.ANSWERED, [NoticeKind.SIGN_UNSURE]),
        ("", Said.ANSWERED, []),
        ("   ", Said.ANSWERED, []),
    ],
)
def test_an_answer_is_judged_only_by_what_it_says(
    office: Office, text: str, answer: Said, kinds: list[NoticeKind]
) -> None:
    number = office.comes()
    assert said(office.act(office.newsroom.anna, Action.ANSWER, number, text=text)) is answer
    assert [row.kind for row in office.notices(number, PENDING)] == kinds


def test_the_text_may_come_after_the_click_and_mend_what_was_unsigned(office: Office, store: Store) -> None:
    from db import replies

    number = office.comes()
    anna = office.newsroom.anna
    office.act(anna, Action.ANSWER, number, "2026-11-23 11:00")
    assert said(office.act(anna, Action.ANSWER, number, "2026-11-23 11:01", text="Kl. 10.")) is (
        Said.ANSWERED_UNSIGNED
    )
    later = office.act(anna, Action.ANSWER, number, "2026-11-23 11:05", text="Kl. 10. /Anna")
    assert said(later) is Said.ANSWERED_SIGNED
    assert office.notices(number, PENDING) == []
    with store.read() as tx:
        kept = replies.named(tx, [1, 2])
    first, second = kept[1], kept[2]
    assert (first.signature, first.mended_at) == (SignatureResult.UNSIGNED, at("2026-11-23 11:05"))
    assert (second.signature, second.mended_at) == (SignatureResult.SIGNED, None)


@pytest.mark.parametrize(("mended", "answer"), [(True, Said.SIGN_MENDED), (False, Said.SIGN_KEPT)])
def test_a_reminder_about_a_signature_is_answered_with_one_click(
    office: Office, store: Store, book: RuleBook, mended: bool, answer: Said
) -> None:
    from db import replies

    number = office.comes()
    office.act(office.newsroom.anna, Action.ANSWER, number, text="Kl. 10.")
    with store.write() as tx:
        outcome = the_desk.signed(
            tx, book, person=office.newsroom.anna, number=number, mended=mended, now=at("2026-11-23 10:30")
        )
        reply = replies.last_of(tx, number)
    assert said(outcome) is answer
    assert reply is not None
    assert reply.mended_at == (at("2026-11-23 10:30") if mended else None)
    assert office.notices(number, PENDING) == []


def test_everything_of_a_comment_is_shown_to_one_person(office: Office) -> None:
    number = office.comes(text="x" * 900)
    office.act(office.newsroom.anna, Action.CLAIM, number)
    shown = office.act(office.newsroom.bo, Action.SHOW, number).content
    assert isinstance(shown, CommentDetail)
    assert shown.text == "x" * 900
    assert [(event.action, event.person and event.person.first_name) for event in shown.events] == [
        ("received", None),
        ("claimed", "Anna"),
    ]


def test_why_a_comment_is_due_then_is_explained(office: Office) -> None:
    number = office.comes("2026-11-27 15:02")
    why = office.act(office.newsroom.anna, Action.WHY, number).content
    assert isinstance(why, WhyContent)
    assert why.explanation.due == at("2026-11-30 12:00") == office.comment(number).due_at
