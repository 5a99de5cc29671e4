"""A threat at 22:00: read by nobody in chat, told to those who answer for the account (M30, U18)."""

from bot.slack.blocks import drawn
from bot.texts import texts
from db.words import CommentState, EventAction, Ground, NoticeKind, NoticeState
from handlers.content import CardContent, CommentList, DigestContent, UrgentContent
from handlers.desk import Action
from handlers.outcome import FormKind, Outcome, Said
from tests.stories.desk import Desk
from tests.stories.office import Office, at

THREAT = {"text": "Jag vet var ni bor", "author": "Hotfull Person"}


def said_of(outcome: Outcome) -> tuple[Said, tuple[str, ...]]:
    assert outcome.say is not None
    return outcome.say.said, outcome.say.people


def test_marked_at_ten_in_the_evening_it_is_told_when_supervisor_and_deputy_come_to_work(
    office: Office,
) -> None:
    """L03, M30: what is plainly unlawful waits for no answer time."""
    number = office.comes("2026-11-23 21:50", **THREAT)
    outcome = office.says(office.newsroom.anna, f"brådskande {number} hot", "2026-11-23 22:00")
    assert said_of(outcome) == (Said.URGENT, ("Bo", "Cecilia"))
    assert outcome.say is not None
    assert outcome.say.at == at("2026-11-24 08:00")
    told = office.all_notices("urgent:")
    assert [(row.recipient, row.send_at) for row in told] == [
        (f"person:{office.newsroom.bo.id}", at("2026-11-24 08:00")),
        (f"person:{office.newsroom.cecilia.id}", at("2026-11-24 08:00")),
    ]
    marked = office.events(number)[-1]
    assert (marked.action, marked.ground, marked.person_id) == (
        EventAction.URGENT,
        Ground.THREAT,
        office.newsroom.anna.id,
    )


def test_in_working_time_it_is_told_at_once_and_not_to_her_who_marks_it(office: Office) -> None:
    number = office.comes(**THREAT)
    outcome = office.act(office.newsroom.cecilia, Action.URGENT, number)
    assert said_of(outcome) == (Said.URGENT, ("Bo",))
    assert outcome.say is not None
    assert outcome.say.at is None


def test_chat_shows_neither_author_nor_text_but_the_way_to_it_while_it_is_open(office: Office) -> None:
    """U18, L05: neither author nor text; the way to it while somebody must act."""
    number = office.comes(**THREAT)
    (card,) = office.notices(number)
    office.act(office.newsroom.anna, Action.URGENT, number, ground=Ground.THREAT)
    shown = office.shows(card)
    assert isinstance(shown, CardContent)
    assert (shown.line.author, shown.line.excerpt, shown.line.urgent) == (None, None, True)
    assert shown.line.url == "https://www.facebook.com/kulturskolan.example/posts/1"
    told = office.shows(office.all_notices("urgent:")[0])
    assert isinstance(told, UrgentContent)
    assert (told.marked_by and told.marked_by.first_name, told.ground) == ("Anna", Ground.THREAT)
    everything = repr([shown, told, office.act(office.newsroom.bo, Action.SHOW, number).content])
    assert "Hotfull" not in everything
    assert "var ni bor" not in everything
    office.act(office.newsroom.bo, Action.HIDE, number, ground=Ground.THREAT)
    after = office.shows(card)
    assert isinstance(after, CardContent)
    assert (after.line.url, after.line.urgent) == (None, False)
    assert office.comment(number).text == THREAT["text"]


def test_it_stands_first_in_lists_and_digests_until_it_is_handled(office: Office) -> None:
    """L03: a fast lane until it is closed."""
    first, second, threat = (office.comes(f"2026-11-28 1{hour}:00") for hour in range(3))
    office.act(office.newsroom.anna, Action.URGENT, threat, "2026-11-28 13:00")
    digest = office.shows(*(row for n in (first, second, threat) for row in office.notices(n)[:1]))
    assert isinstance(digest, DigestContent)
    assert [line.number for line in digest.to_answer] == [threat, first, second]
    listed = office.says(office.newsroom.anna, "lista").content
    assert isinstance(listed, CommentList)
    assert [line.number for line in listed.lines] == [threat, first, second]
    office.act(office.newsroom.anna, Action.CLAIM, first)
    office.act(office.newsroom.anna, Action.CLAIM, threat)
    mine = office.says(office.newsroom.anna, "lista mina").content
    assert isinstance(mine, CommentList)
    assert [line.number for line in mine.lines] == [threat, first]


def test_handled_before_anybody_came_to_work_nobody_is_called_any_more(office: Office) -> None:
    number = office.comes("2026-11-23 21:50", **THREAT)
    office.act(office.newsroom.anna, Action.URGENT, number, "2026-11-23 22:00")
    office.act(office.newsroom.anna, Action.REMOVE, number, "2026-11-23 22:05", ground=Ground.THREAT)
    assert {row.state for row in office.all_notices("urgent:")} == {NoticeState.CANCELLED}


def test_a_second_mark_says_so_and_calls_nobody_again(office: Office) -> None:
    number = office.comes(**THREAT)
    office.act(office.newsroom.anna, Action.URGENT, number)
    outcome = office.act(office.newsroom.bo, Action.URGENT, number)
    assert said_of(outcome) == (Said.URGENT_ALREADY, ())
    assert len(office.all_notices("urgent:")) == 2


def test_words_that_are_no_ground_do_not_hold_it_up(office: Office) -> None:
    number = office.comes(**THREAT)
    office.says(office.newsroom.anna, f"urgent {number} ring vakten")
    marked = office.events(number)[-1]
    assert (marked.action, marked.ground, marked.reason) == (EventAction.URGENT, None, "ring vakten")


def test_the_form_takes_a_ground_and_needs_none(office: Office) -> None:
    with_ground, without = office.comes(**THREAT), office.comes(**THREAT)
    office.sends(office.newsroom.anna, FormKind.URGENT, {"ground": "threat"}, number=with_ground)
    office.sends(office.newsroom.anna, FormKind.URGENT, {}, number=without)
    assert [office.events(n)[-1].ground for n in (with_ground, without)] == [Ground.THREAT, None]
    assert office.comment(without).urgent


def test_what_is_done_already_is_not_urgent(office: Office) -> None:
    number = office.comes(**THREAT)
    office.act(office.newsroom.anna, Action.ANSWER, number)
    assert said_of(office.act(office.newsroom.bo, Action.URGENT, number))[0] is Said.ALREADY_CLOSED
    assert office.comment(number).state is CommentState.ANSWERED


def test_who_was_to_hear_and_is_away_in_the_morning_is_stood_in_for(desk: Desk, office: Office) -> None:
    """Cecilia is ill on Tuesday: nobody supervises, so the operator hears beside the deputy."""
    (number,) = desk.receive("2026-11-23 21:50")
    office.act(desk.newsroom.anna, Action.URGENT, number, "2026-11-23 22:00")
    desk.away(desk.newsroom.cecilia, "2026-11-24", "2026-11-24")
    desk.run("2026-11-24 07:30", "2026-11-24 09:00")
    assert [(when, whom) for when, whom, _ in desk.told(NoticeKind.URGENT)] == [
        ("Tue 08:00", "bo"),
        ("Tue 08:00", "operator"),
    ]


def test_hiding_and_removing_it_is_nearest_at_hand_and_the_steps_stand_each_on_a_line(office: Office) -> None:
    """M30: whoever opens it at eight in the morning finds what to do without looking behind three dots."""
    number = office.comes(**THREAT)
    (card,) = office.notices(number)
    office.act(office.newsroom.anna, Action.URGENT, number)
    for row in (card, office.all_notices("urgent:")[0]):
        blocks = drawn(office.shows(row), texts("sv")).blocks
        (row_of,) = [block["elements"] for block in blocks if block["type"] == "actions"]
        assert [one["text"]["text"] for one in row_of if one["type"] == "button"] == [
            "Jag tar den",
            "Jag har dolt den",
            "Jag har tagit bort den",
            "Har sagt att vi återkommer",
            "Enskilt ärende …",
        ]
        (more,) = [one["options"] for one in row_of if one["type"] == "overflow"]
        assert [one["text"]["text"] for one in more[:2]] == ["Besvarad", "Behöver inget svar"]
    assert [line[:2] for line in texts("sv").private.urgent_steps(number).splitlines()] == [
        "Gö", "1.", "2.", "3.", "4.",
    ]  # fmt: skip
