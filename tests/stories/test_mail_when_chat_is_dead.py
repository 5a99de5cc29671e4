"""When chat is dead, supervisor and operator hear by e-mail: once an incident, without what anybody wrote."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from bot.config import Smtp
from bot.mail import Alarm
from db import outbox
from db.models import notices
from db.outbox import NewNotice
from db.store import Store
from db.words import NoticeKind, NoticeState
from tests.mail_server import MailServer, mail_server
from tests.newsroom import Newsroom

STARTED = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
DUE = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)  # 10.00 in Stockholm


def minutes(count: int) -> datetime:
    return DUE + timedelta(minutes=count)


@pytest.fixture
def post() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


@pytest.fixture
def alarm(store: Store, newsroom: Newsroom, post: MailServer) -> Alarm:
    return alarm_of(store, post.port)


def alarm_of(store: Store, port: int) -> Alarm:
    return Alarm(
        store=store,
        smtp=Smtp(host="127.0.0.1", port=port, sender="svarsvakt@example.org", starttls=False),
        password=None,
        operators=["drift@example.org"],
        language="sv",
        zone="Europe/Stockholm",
        started_at=STARTED,
    )


def warn(store: Store, newsroom: Newsroom, key: str = "rung:1:1:2") -> None:
    with store.write() as tx:
        notice = NewNotice(
            key=key,
            kind=NoticeKind.RUNG,
            recipient=f"unit:{newsroom.unit.id}",
            send_at=DUE,
            unit_id=newsroom.unit.id,
            rung="2",
        )
        outbox.add(tx, [notice], DUE)


def settle(store: Store) -> None:
    with store.write() as tx:
        tx.execute(update(notices).values(state=NoticeState.CANCELLED, reason="test"))


def test_nothing_is_mailed_while_warnings_leave_in_time(
    alarm: Alarm, store: Store, newsroom: Newsroom, post: MailServer
) -> None:
    warn(store, newsroom)
    assert alarm.check(minutes(14)) == 0
    assert post.letters == []


def test_a_warning_undelivered_for_15_minutes_is_mailed_to_supervisor_and_operator(
    alarm: Alarm, store: Store, newsroom: Newsroom, post: MailServer
) -> None:
    warn(store, newsroom)
    assert alarm.check(minutes(15)) == 2
    by_reader = {letter["To"]: letter for letter in post.letters}
    assert set(by_reader) == {"cecilia@example.org", "drift@example.org"}
    said = by_reader["cecilia@example.org"].get_content()
    assert "Svarsvakt har inte nått chatten sedan tisdag 24 november kl. 10.00." in said
    assert "Kultur: 1 påminnelse väntar på att komma fram." in said
    assert by_reader["cecilia@example.org"]["Subject"] == "Svarsvakt når inte chatten"
    assert "svarsvakt doctor" in by_reader["drift@example.org"].get_content()


def test_an_incident_is_mailed_once_however_long_it_lasts(
    alarm: Alarm, store: Store, newsroom: Newsroom, post: MailServer
) -> None:
    warn(store, newsroom)
    alarm.check(minutes(15))
    warn(store, newsroom, "rung:2:1:2")
    assert [alarm.check(minutes(count)) for count in (16, 30, 300)] == [0, 0, 0]
    assert len(post.letters) == 2


def test_a_new_program_does_not_mail_an_old_incident_again(
    alarm: Alarm, store: Store, newsroom: Newsroom, post: MailServer
) -> None:
    warn(store, newsroom)
    alarm.check(minutes(15))
    assert alarm_of(store, post.port).check(minutes(40)) == 0


def test_a_second_incident_is_mailed_when_the_first_is_over(
    alarm: Alarm, store: Store, newsroom: Newsroom, post: MailServer
) -> None:
    warn(store, newsroom)
    alarm.check(minutes(15))
    settle(store)
    assert alarm.check(minutes(20)) == 0
    warn(store, newsroom, "rung:2:1:2")
    assert alarm.check(minutes(60)) == 2


def test_a_revoked_token_is_mailed_at_once_with_how_to_mend_it(
    alarm: Alarm, newsroom: Newsroom, post: MailServer
) -> None:
    assert alarm.check(DUE, dead_code="token_revoked") == 2
    to_operator = next(letter for letter in post.letters if letter["To"] == "drift@example.org")
    assert "Slack godtar inte längre botens token." in to_operator.get_content()
    assert alarm.check(minutes(1), dead_code="token_revoked") == 0


def test_what_waited_before_the_program_started_gets_its_quarter_of_an_hour(
    store: Store, newsroom: Newsroom, post: MailServer
) -> None:
    warn(store, newsroom)
    alarm = Alarm(
        store=store,
        smtp=Smtp(host="127.0.0.1", port=post.port, sender="svarsvakt@example.org", starttls=False),
        password=None,
        operators=["drift@example.org"],
        language="sv",
        zone="Europe/Stockholm",
        started_at=minutes(120),
    )
    assert alarm.check(minutes(121)) == 0
    assert alarm.check(minutes(135)) == 2


def test_a_reader_who_was_refused_is_tried_again_and_the_others_are_not(
    alarm: Alarm, store: Store, newsroom: Newsroom, post: MailServer
) -> None:
    warn(store, newsroom)
    post.refusing.add("drift@example.org")
    assert alarm.check(minutes(15)) == 1
    post.refusing.clear()
    assert alarm.check(minutes(16)) == 1
    assert [letter["To"] for letter in post.letters] == ["cecilia@example.org", "drift@example.org"]


def test_a_dead_mail_server_stops_nothing_and_is_tried_again(
    store: Store, newsroom: Newsroom, post: MailServer
) -> None:
    warn(store, newsroom)
    assert alarm_of(store, 1).check(minutes(15)) == 0
    assert alarm_of(store, post.port).check(minutes(16)) == 2


def test_a_waiting_card_is_no_incident(
    alarm: Alarm, store: Store, newsroom: Newsroom, post: MailServer
) -> None:
    with store.write() as tx:
        card = NewNotice(
            key="card:1:1", kind=NoticeKind.CARD, recipient=f"unit:{newsroom.unit.id}", send_at=DUE
        )
        outbox.add(tx, [card], DUE)
    assert alarm.check(minutes(60)) == 0
