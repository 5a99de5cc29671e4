"""What each message shows, from what is true when it is sent; and what chat must never show."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from db import people, rounds
from db.models import accounts, sources
from db.models import comments as comments_table
from db.models import messages as messages_table
from db.models import notices as notices_table
from db.store import Store
from db.words import CommentState, Ground, NoticeKind, NoticeState
from handlers.content import (
    CardContent,
    DigestContent,
    DutyGapContent,
    MovedContent,
    OperatorContent,
    RoundContent,
    RoundMissedContent,
    SignContent,
    UnwatchedContent,
    WarningContent,
    WeekContent,
)
from handlers.desk import Action
from scheduler import duty_notices, notices, round_notices, unit_notices
from scheduler.named_days import DayKind, NamedDay
from scheduler.rulebook import RuleBook
from scheduler.settings import CardText, ChatRules, SignatureRule, SignatureRules, UnitRules
from tests.stories.office import Office, at


def card_of(office: Office, number: int, when: str = "2026-11-23 11:00") -> CardContent:
    rows = [row for row in office.notices(number) if row.kind is NoticeKind.CARD]
    content = office.shows(rows[0], when=when)
    assert isinstance(content, CardContent)
    return content


def test_a_card_shows_the_comment_as_it_stands(office: Office) -> None:
    number = office.comes()
    fresh = card_of(office, number)
    assert (fresh.line.author, fresh.line.excerpt) == ("Kim Svensson", "Hej! När öppnar ni på lördag?")
    assert (fresh.unit, fresh.sign_off, fresh.line.claimed_by, fresh.text_withheld) == (
        "Kultur",
        None,
        None,
        False,
    )
    office.act(office.newsroom.anna, Action.CLAIM, number)
    taken = card_of(office, number)
    assert taken.line.claimed_by is not None
    assert (taken.line.claimed_by.first_name, taken.line.claimed_by.chat_id) == ("Anna", "U-ANNA")
    assert (taken.sign_off, taken.organisation) == ("/Anna", None)


def test_a_handled_card_is_blanked_of_the_publics_text(office: Office) -> None:
    """L05: chat is a view, the store is the record."""
    number = office.comes()
    office.act(office.newsroom.anna, Action.ANSWER, number)
    card = card_of(office, number)
    assert (card.line.excerpt, card.text_withheld, card.line.state) == (None, True, CommentState.ANSWERED)
    assert card.line.closed_by is not None
    assert card.handled_at == at("2026-11-23 10:00")


@pytest.mark.parametrize(
    ("chat", "handled", "shown"),
    [
        (ChatRules(), False, True),
        (ChatRules(), True, False),
        (ChatRules(blank_when_handled=False), True, True),
        (ChatRules(card_text=CardText.NONE), False, False),
    ],
)
def test_what_a_unit_wants_shown_is_shown(
    office: Office, chat: ChatRules, handled: bool, shown: bool
) -> None:
    office.book = RuleBook(organisation=UnitRules(chat=chat))
    number = office.comes()
    if handled:
        office.act(office.newsroom.anna, Action.ANSWER, number)
    card = card_of(office, number)
    assert (card.line.excerpt is not None, card.text_withheld) == (shown, not shown)


def test_a_flagged_comment_shows_neither_author_nor_text_anywhere(office: Office) -> None:
    """U18, L05: a threat, once flagged, is read by nobody in chat, also after it is opened again."""
    number = office.comes(text="hotfullt", author="Hotfull Person")
    office.act(office.newsroom.anna, Action.HIDE, number, ground=Ground.THREAT, reason="hot")
    office.act(office.newsroom.anna, Action.REOPEN, number)
    card = card_of(office, number)
    assert (card.line.author, card.line.excerpt, card.line.url, card.line.flagged) == (None, None, None, True)
    detail = office.act(office.newsroom.anna, Action.SHOW, number).content
    assert "otfull" not in repr(detail)
    assert office.comment(number).text == "hotfullt"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("kort", "kort"),
        ("x" * 200, "x" * 200),
        ("x" * 201, "x" * 199 + "…"),
        ("ord " * 60, ("ord " * 50).rstrip() + "…"),
        ("  tomt runt om  ", "tomt runt om"),
    ],
)
def test_at_most_two_hundred_characters_stand_on_a_card_cut_at_a_word(
    office: Office, text: str, shown: str
) -> None:
    card = card_of(office, office.comes(text=text))
    assert card.line.excerpt == shown
    assert len(card.line.excerpt or "") <= 200


def test_the_organisation_is_asked_for_where_the_rule_says_so(office: Office) -> None:
    signs = SignatureRules(rule=SignatureRule.FIRST_NAME_AND_ORGANISATION, organisation="Malmö Museer")
    office.book = RuleBook(organisation=UnitRules(signature=signs))
    number = office.comes()
    office.act(office.newsroom.anna, Action.CLAIM, number)
    card = card_of(office, number)
    assert (card.sign_off, card.organisation) == ("/Anna", "Malmö Museer")


def test_several_cards_are_a_digest_most_urgent_first(office: Office) -> None:
    late = office.comes("2026-11-28 12:00")
    early = office.comes("2026-11-27 17:00")
    emoji = office.comes("2026-11-28 13:00", text="❤️❤️")
    done = office.comes("2026-11-28 14:00")
    office.act(office.newsroom.anna, Action.ANSWER, done, "2026-11-28 15:00")
    rows = [office.notices(number)[0] for number in (late, early, emoji, done)]
    digest = office.shows(*rows, when="2026-11-30 08:00")
    assert isinstance(digest, DigestContent)
    assert [line.number for line in digest.to_answer] == [late, early]
    assert [line.number for line in digest.likely_no_reply] == [emoji]
    assert [line.number for line in digest.handled] == [done]


def test_a_digest_takes_as_many_statements_for_sixty_as_for_two(office: Office, store: Store) -> None:
    from sqlalchemy import event

    def statements(count: int) -> int:
        rows = [office.notices(office.comes("2026-11-28 12:00"))[0] for _ in range(count)]
        seen: list[str] = []

        def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
            seen.append(statement)

        event.listen(store.engine, "before_cursor_execute", note)
        office.shows(*rows, when="2026-11-30 08:00")
        event.remove(store.engine, "before_cursor_execute", note)
        return len(seen)

    assert statements(60) == statements(2)


def rung_shown(
    office: Office, number: int, name: str, *, to: str | None = None, when: str = "2026-11-24 08:00"
) -> WarningContent:
    recipient = to or f"unit:{office.newsroom.unit.id}"
    row = notices.rung(office.comment(number), name=name, recipient=recipient, send_at=at(when), version=None)
    with office.store.write() as tx:
        from db import outbox

        outbox.add(tx, [row], at(when))
        stored = outbox.by_key(tx, row.key)
    assert stored is not None
    content = office.shows(stored, when=when)
    assert isinstance(content, WarningContent)
    return content


@pytest.mark.parametrize(("rung", "called"), [("1", ["Anna", "Bo"]), ("2", ["Anna", "Bo"]), ("overdue", [])])
def test_a_warning_of_an_unclaimed_comment_calls_who_is_on_duty(
    office: Office, rung: str, called: list[str]
) -> None:
    warning = rung_shown(office, office.comes(), rung)
    assert [person.first_name for person in warning.mentions] == called
    assert (warning.claimed, warning.private, warning.rung) == (False, False, rung)


@pytest.mark.parametrize(("rung", "called"), [("1", ["Anna"]), ("2", ["Anna"]), ("3", ["Anna", "Bo"])])
def test_a_warning_of_a_claimed_comment_calls_who_has_it_and_at_last_the_deputy(
    office: Office, rung: str, called: list[str]
) -> None:
    number = office.comes()
    office.act(office.newsroom.anna, Action.CLAIM, number)
    warning = rung_shown(office, number, rung)
    assert [person.first_name for person in warning.mentions] == called
    assert warning.claimed


def test_a_private_warning_mentions_nobody(office: Office) -> None:
    warning = rung_shown(office, office.comes(), "3", to=f"person:{office.newsroom.cecilia.id}")
    assert (warning.private, warning.mentions) == (True, ())


def test_with_nobody_on_duty_the_next_in_line_is_called(office: Office, store: Store) -> None:
    number = office.comes()
    with store.write() as tx:
        for person in (office.newsroom.anna, office.newsroom.bo):
            people.mark_away(
                tx, person.id, first_day=date(2026, 11, 24), last_day=None, marked_by=None,
                now=at("2026-11-23 12:00"),
            )  # fmt: skip
    warning = rung_shown(office, number, "1")
    assert [person.first_name for person in warning.mentions] == ["Cecilia"]
    assert warning.nobody_on_duty


def test_comments_that_arrived_late_are_told_of_as_such(office: Office) -> None:
    number = office.comes("2026-11-24 09:00", written_at=at("2026-11-20 09:00"))
    content = office.shows(office.notices(number)[0], when="2026-11-24 09:00")
    assert isinstance(content, WarningContent)
    assert (content.rung, content.lines[0].late_seen, content.lines[0].late) == ("late", True, True)


def stored_rounds(office: Office, when: str) -> list[Any]:
    office.tick(f"{when[:10]} 07:00")
    office.tick(when)
    day = at(when).date()
    with office.store.read() as tx:
        return rounds.of_days(tx, [office.newsroom.unit.id], [day])


def round_shown(office: Office, index: int, when: str, kind: NoticeKind = NoticeKind.ROUND) -> Any:
    called = stored_rounds(office, when)[index]
    row = round_notices.round_call(called, office.newsroom.unit)
    if kind is NoticeKind.ROUND_MISSED:
        row = round_notices.round_missed(
            called, office.newsroom.unit, recipient=f"person:{office.newsroom.bo.id}", send_at=at(when),
            expires_at=at(when) + timedelta(hours=1), person_id=office.newsroom.bo.id,
        )  # fmt: skip
    from db import outbox

    with office.store.write() as tx:
        outbox.add(tx, [row], at(when))
        stored = outbox.by_key(tx, row.key)
    assert stored is not None
    return office.shows(stored, when=when)


def test_an_account_that_the_bot_cannot_see_into_never_shows_a_number(office: Office, store: Store) -> None:
    blog = office.newsroom.blog
    office.comes("2026-11-23 08:10", account=blog)
    office.comes("2026-11-23 08:10")

    def waiting(when: str) -> dict[str, int | None]:
        content = round_shown(office, 0, when)
        assert isinstance(content, RoundContent)
        return {account.name: account.waiting for account in content.accounts}

    unseen = {"Kulturskolans Facebook": None, "Museets Instagram": None, "Museibloggen": None}
    assert waiting("2026-11-23 08:30") == unseen
    with store.write() as tx:
        tx.execute(insert(sources).values(account_id=blog.id, last_ok_at=at("2026-11-23 08:29"), failures=0))
    assert waiting("2026-11-23 08:31") == unseen | {"Museibloggen": 1}
    assert waiting("2026-11-23 10:30") == unseen
    with store.write() as tx:
        tx.execute(update(sources).values(last_ok_at=at("2026-11-23 10:29"), lag_seconds=7201.0))
    assert waiting("2026-11-23 10:31") == unseen
    with store.write() as tx:
        tx.execute(update(sources).values(lag_seconds=7199.0))
    assert waiting("2026-11-23 10:32") == unseen | {"Museibloggen": 1}
    with store.write() as tx:
        tx.execute(update(accounts).where(accounts.c.id == blog.id).values(paused=True))
    assert waiting("2026-11-23 10:33") == unseen


def test_the_last_round_before_days_off_tells_what_waits_and_what_it_would_save(office: Office) -> None:
    today = office.comes("2026-11-26 16:00")
    monday = office.comes("2026-11-27 14:00")
    content = round_shown(office, 2, "2026-11-27 15:00")
    assert isinstance(content, RoundContent)
    assert (content.before_days_off, content.weekend) == (True, True)
    assert [line.number for line in content.waiting] == [today]
    assert [line.number for line in content.next_morning] == [monday]
    assert content.opens_again == at("2026-11-30 08:00")


def test_before_christmas_it_is_no_weekend(office: Office) -> None:
    content = round_shown(office, 2, "2026-12-23 15:00")
    assert isinstance(content, RoundContent)
    assert (content.before_days_off, content.weekend, content.waiting) == (True, False, ())
    assert content.opens_again == at("2026-12-28 08:00")


def test_a_missed_round_asks_about_what_is_left(office: Office) -> None:
    first = stored_rounds(office, "2026-11-23 08:30")[0]
    with office.store.write() as tx:
        from db.rows import Confirmation

        rounds.confirm(tx, [Confirmation(round_id=first.id, account_id=office.newsroom.blog.id,
                                         person_id=office.newsroom.anna.id, at=at("2026-11-23 09:00"),
                                         how="button")])  # fmt: skip
    content = round_shown(office, 0, "2026-11-23 12:30", NoticeKind.ROUND_MISSED)
    assert isinstance(content, RoundMissedContent)
    assert [account.name for account in content.accounts] == ["Kulturskolans Facebook", "Museets Instagram"]
    assert [person.first_name for person in content.asked] == ["Bo"]


def put(office: Office, *rows: Any, when: str = "2026-11-23 10:00") -> Any:
    from db import outbox

    with office.store.write() as tx:
        outbox.add(tx, rows, at(when))
        stored = [outbox.by_key(tx, row.key) for row in rows]
    assert all(stored)
    return office.shows(*[row for row in stored if row is not None], when=when)


def test_the_rest_of_what_is_sent(office: Office) -> None:
    unit, cecilia = office.newsroom.unit, office.newsroom.cecilia
    to = f"person:{cecilia.id}"
    day = date(2026, 11, 23)
    send_at = at("2026-11-23 10:00")
    unwatched = put(office, *[
        round_notices.unwatched(
            unit, account_id=account.id, day=day, recipient=to, send_at=send_at, version=None
        )
        for account in (office.newsroom.instagram, office.newsroom.facebook)
    ])  # fmt: skip
    assert unwatched == UnwatchedContent(
        unit="Kultur", day=day, accounts=("Kulturskolans Facebook", "Museets Instagram")
    )
    gap = put(office, *[
        duty_notices.duty_gap(unit, day=day + timedelta(days=n), recipient=to, send_at=send_at, version=None)
        for n in (1, 0)
    ])  # fmt: skip
    assert gap == DutyGapContent(
        unit="Kultur",
        days=tuple(NamedDay(day=day + timedelta(days=n), kind=DayKind.ORDINARY) for n in range(2)),
        unit_id=unit.id,
    )
    week = put(
        office,
        unit_notices.week(
            iso_week="2026-W47", person_id=cecilia.id, person_slug="cecilia", send_at=send_at, version=None
        ),
    )
    assert isinstance(week, WeekContent)
    assert [(one.unit, one.week) for one in week.units] == [("Kultur", "2026-W47")]
    operator = put(
        office, unit_notices.operator("channel_gone", about="C-KULTUR", day=day, now=send_at, unit_id=unit.id)
    )
    assert operator == OperatorContent(code="channel_gone", unit="Kultur", detail="C-KULTUR")


def test_a_reminder_to_sign_shows_the_reply_as_it_would_read(office: Office) -> None:
    number = office.comes()
    office.act(office.newsroom.anna, Action.ANSWER, number, text="Kl. 10 på lördag.")
    (row,) = office.all_notices("sign:")
    content = office.shows(row)
    assert isinstance(content, SignContent)
    assert (content.first_name, content.corrected, content.unsure) == (
        "Anna",
        "Kl. 10 på lördag. /Anna",
        False,
    )


def test_what_moved_is_shown_to_those_who_are_there(office: Office) -> None:
    number = office.comes()
    office.act(office.newsroom.anna, Action.CLAIM, number)
    office.says(office.newsroom.bo, "borta @Anna idag fredag")
    content = office.shows(*office.all_notices("moved:"))
    assert isinstance(content, MovedContent)
    assert (content.away.first_name, [line.number for line in content.lines]) == ("Anna", [number])
    assert [person.first_name for person in content.mentions] == ["Bo"]


def test_claiming_from_a_digest_posts_the_comments_own_card(office: Office, store: Store) -> None:
    alone, first, second = (office.comes("2026-11-28 12:00") for _ in range(3))
    with store.write() as tx:
        for batch, numbers in (("one", [alone]), ("digest", [first, second])):
            message_id = tx.execute(
                insert(messages_table)
                .values(batch=batch, kind=NoticeKind.CARD, recipient="unit:1", channel="C", reference=batch,
                        sent_at=at("2026-11-30 08:00"))
                .returning(messages_table.c.id)
            ).scalar_one()  # fmt: skip
            tx.execute(
                update(comments_table)
                .where(comments_table.c.id.in_(numbers))
                .values(message_id=message_id, shown_at=at("2026-11-30 08:00"))
            )
            tx.execute(
                update(notices_table)
                .where(notices_table.c.comment_id.in_(numbers))
                .values(message_id=message_id, state=NoticeState.SENT, sent_at=at("2026-11-30 08:00"))
            )
    for number in (alone, first):
        office.act(office.newsroom.anna, Action.CLAIM, number, "2026-11-30 08:05")
    assert [row.key for row in office.all_notices("card:") if row.state is NoticeState.PENDING] == [
        f"card:{first}:own"
    ]
    with store.read() as tx:
        stale = tx.execute(
            select(messages_table.c.batch).where(
                messages_table.c.wanted_version > messages_table.c.shown_version
            )
        ).scalars()
        assert sorted(stale) == ["digest", "one"]
