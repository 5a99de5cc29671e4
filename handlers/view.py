"""What a message shows, read from the store when it is sent or brought up to date: never older than that."""

from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from db import accounts, comments, drafts, events, people, registrations, replies
from db import rounds as rounds_table
from db.attachments import most_mb
from db.rows import Comment, Notice, Unit
from db.source_words import Deed, DeedState
from db.words import DraftState, EventAction, NoticeKind
from handlers import installed, summary
from handlers.access import standing
from handlers.content import (
    CardContent,
    Content,
    DeedContent,
    DigestContent,
    DraftContent,
    DutyGapContent,
    MovedContent,
    NotAttachedContent,
    OperatorContent,
    RegistrarContent,
    RoundContent,
    RoundMissedContent,
    SignContent,
    UnwatchedContent,
    UrgentContent,
    WarningContent,
    WeekContent,
    WelcomeContent,
)
from handlers.leaving import LEFT
from handlers.managing import practice
from handlers.replying import aliases
from handlers.showing import crisis, duty
from handlers.showing.duty_week import on_call_ended, swap
from handlers.showing.lines import card, line, lines, ref, register
from handlers.showing.rounds import looked_since, rounds
from handlers.signature import corrected
from handlers.source_content import source_content
from handlers.weeks import monday, sunday
from scheduler.named_days import named_day
from scheduler.notices import FOLLOW_UP
from scheduler.plan import rung_number
from scheduler.reply_notices import DraftNews
from scheduler.rulebook import RuleBook
from scheduler.unit_notices import ASKED

LATE = "late"


def content_of(
    tx: Connection,
    book: RuleBook,
    *,
    kind: NoticeKind,
    notices: Sequence[Notice],
    recipient: str,
    now: datetime,
) -> Content:
    """What the message that these rows of the outbox are shows this recipient, as things stand now."""
    make: dict[NoticeKind, Callable[[], Content]] = {
        NoticeKind.CARD: lambda: _cards(tx, book, notices, now),
        NoticeKind.ARRIVED_LATE: lambda: _cards(tx, book, notices, now),
        NoticeKind.RUNG: lambda: _warning(tx, book, notices, recipient, now),
        NoticeKind.ROUND: lambda: _round(tx, book, notices[0], now),
        NoticeKind.ROUND_MISSED: lambda: _missed(tx, book, notices[0], now),
        NoticeKind.UNWATCHED: lambda: _unwatched(tx, notices),
        NoticeKind.SIGN: lambda: _sign(tx, book, notices[0], now),
        NoticeKind.SIGN_UNSURE: lambda: _sign(tx, book, notices[0], now),
        NoticeKind.MOVED: lambda: _moved(tx, book, notices, now),
        NoticeKind.DUTY_GAP: lambda: _duty_gap(tx, book, notices),
        NoticeKind.ON_CALL_ENDED: lambda: on_call_ended(tx, notices[0]),
        NoticeKind.SWAP: lambda: swap(tx, book, notices[0]),
        NoticeKind.SWAPPED: lambda: swap(tx, book, notices[0]),
        NoticeKind.WEEK: lambda: _week(tx, book, notices[0], now),
        NoticeKind.URGENT: lambda: _urgent(tx, book, notices[0], now),
        NoticeKind.WELCOME: lambda: _welcome(tx, book, notices[0]),
        NoticeKind.INSTALLED: lambda: installed.content(tx, notices[0]),
        NoticeKind.CRISIS: lambda: crisis.news(tx, book, notices, now),
        NoticeKind.DRAFT_TO_READ: lambda: _draft(tx, book, notices[0], now),
        NoticeKind.DRAFT_READ: lambda: _draft(tx, book, notices[0], now),
        NoticeKind.REGISTRAR: lambda: _registrar(tx, book, notices[0], now),
        NoticeKind.NOT_ATTACHED: lambda: NotAttachedContent(
            line=lines(tx, book, _comments(tx, notices), now)[0],
            code=notices[0].detail or "",
            most_mb=most_mb(tx),
        ),
        NoticeKind.DEED: lambda: _deed(tx, book, notices[0], now),
        NoticeKind.SOURCE: lambda: source_content(tx, book, notices[0]),
        NoticeKind.OPERATOR: lambda: _operator(tx, notices[0]),
    }
    return make[kind]()


def _comments(tx: Connection, notices: Sequence[Notice]) -> list[Comment]:
    """The comments of these rows, most urgent first."""
    found = comments.several(tx, {row.comment_id for row in notices if row.comment_id is not None})
    return sorted(found.values(), key=lambda comment: (not comment.urgent, comment.due_at, comment.id))


def _unit(tx: Connection, notice: Notice) -> Unit:
    unit = accounts.unit(tx, notice.unit_id or 0)
    if unit is None:
        raise LookupError(f"notice {notice.id} names no unit")
    return unit


def _zone(book: RuleBook, unit: Unit) -> ZoneInfo:
    return ZoneInfo(book.rules(unit.slug).calendar.zone)


def _cards(
    tx: Connection, book: RuleBook, notices: Sequence[Notice], now: datetime
) -> CardContent | DigestContent | WarningContent:
    """One comment is a card; several are a digest; those that all arrived late are told of as a warning."""
    if all(row.kind is NoticeKind.ARRIVED_LATE for row in notices):
        return _warning(tx, book, notices, notices[0].recipient, now)
    found = _comments(tx, notices)
    if len(found) == 1:
        return card(found[0], register(tx, found), book, now)
    unit = _unit(tx, notices[0])
    around = register(tx, found)
    shown = {comment.id: line(comment, around, book, now) for comment in found}
    is_open = [comment for comment in found if comment.is_open]
    return DigestContent(
        zone=_zone(book, unit),
        unit=unit.name,
        to_answer=tuple(shown[one.id] for one in is_open if not one.likely_no_reply),
        likely_no_reply=tuple(shown[one.id] for one in is_open if one.likely_no_reply),
        handled=tuple(shown[one.id] for one in found if not one.is_open),
    )


def _warning(
    tx: Connection, book: RuleBook, notices: Sequence[Notice], recipient: str, now: datetime
) -> WarningContent:
    unit = _unit(tx, notices[0])
    found = _comments(tx, notices)
    around = register(tx, found)
    rung = max((row.rung or LATE for row in notices), key=_height)
    private = not recipient.startswith("unit:")
    called, nobody = duty.called(
        found,
        "1" if rung == LATE else rung,
        accounts=around.accounts,
        people=around.people,
        team=people.unit_team(tx, unit.id),
        day=book.calendar(unit.slug).local_day(now),
    )
    return WarningContent(
        zone=_zone(book, unit),
        unit=unit.name,
        rung=rung,
        lines=tuple(line(comment, around, book, now) for comment in found),
        mentions=() if private else tuple(ref(person) for person in called),
        private=private,
        follow_up=all(row.detail == FOLLOW_UP for row in notices),
        claimed=all(comment.claimed_by is not None for comment in found),
        nobody_on_duty=nobody,
        doubtful=any(row.doubtful for row in notices),
    )


def _height(rung: str) -> int:
    return 0 if rung == LATE else rung_number(rung)


def _round(tx: Connection, book: RuleBook, notice: Notice, now: datetime) -> RoundContent:
    called = rounds_table.named(tx, [notice.round_id or 0])[notice.round_id or 0]
    return rounds(tx, book, [called], now)[0]


def _missed(tx: Connection, book: RuleBook, notice: Notice, now: datetime) -> RoundMissedContent:
    content = _round(tx, book, notice, now)
    asked = people.named(tx, [notice.person_id] if notice.person_id is not None else [])
    return RoundMissedContent(
        zone=content.zone,
        unit=content.unit,
        round_id=content.round_id,
        at=content.at,
        accounts=looked_since(
            tx, [account for account in content.accounts if account.confirmed_at is None], notice
        ),
        asked=tuple(ref(person) for person in asked.values()),
    )


def _unwatched(tx: Connection, notices: Sequence[Notice]) -> UnwatchedContent:
    found = accounts.named(tx, {row.account_id for row in notices if row.account_id is not None})
    day = notices[0].day
    if day is None:
        raise LookupError(f"notice {notices[0].id} names no day")
    names = tuple(sorted(account.name for account in found.values()))
    return UnwatchedContent(unit=_unit(tx, notices[0]).name, day=day, accounts=names)


def _sign(tx: Connection, book: RuleBook, notice: Notice, now: datetime) -> SignContent:
    reply = replies.named(tx, [notice.reply_id or 0])[notice.reply_id or 0]
    person = people.named(tx, [notice.person_id or 0])[notice.person_id or 0]
    unit, comment = _unit(tx, notice), _comments(tx, [notice])[0]
    return SignContent(
        line=lines(tx, book, [comment], now)[0],
        first_name=person.first_name,
        corrected=corrected(
            "" if comment.flagged else reply.text,  # what answers a flagged comment may name its author
            first_name=person.first_name,
            aliases=aliases(person),
            rules=book.rules(unit.slug, notice.account_id).signature,
        ),
        unsure=notice.kind is NoticeKind.SIGN_UNSURE,
    )


def _moved(tx: Connection, book: RuleBook, notices: Sequence[Notice], now: datetime) -> MovedContent:
    unit = _unit(tx, notices[0])
    away = people.named(tx, [notices[0].person_id or 0])[notices[0].person_id or 0]
    found = [comment for comment in _comments(tx, notices) if comment.is_open]
    team = people.unit_team(tx, unit.id)
    day = book.calendar(unit.slug).local_day(now)
    around = register(tx, found)
    called = duty.each_once(
        person
        for comment in found
        if comment.claimed_by is None
        for person in duty.line_for(around.accounts[comment.account_id], team, day).people
        if person.id != away.id
    )
    return MovedContent(
        zone=_zone(book, unit),
        unit=unit.name,
        away=ref(away),
        lines=tuple(line(comment, around, book, now) for comment in found),
        mentions=tuple(ref(person) for person in called),
        left=notices[0].detail == LEFT,
    )


def _urgent(tx: Connection, book: RuleBook, notice: Notice, now: datetime) -> UrgentContent:
    unit, comment = _unit(tx, notice), _comments(tx, [notice])[0]
    marked = [row for row in events.of_comment(tx, comment.id) if row.action is EventAction.URGENT]
    by = people.named(tx, [row.person_id for row in marked[-1:] if row.person_id is not None])
    return UrgentContent(
        zone=_zone(book, unit),
        unit=unit.name,
        line=lines(tx, book, [comment], now)[0],
        marked_by=next((ref(person) for person in by.values()), None),
        ground=next((row.ground for row in reversed(marked)), None),
    )


def _draft(tx: Connection, book: RuleBook, notice: Notice, now: datetime) -> DraftContent:
    comment = _comments(tx, [notice])[0]
    by = people.named(tx, [notice.person_id] if notice.person_id is not None else [])
    news = DraftNews(notice.detail) if notice.detail in set(DraftNews) else None
    to_read = notice.kind is NoticeKind.DRAFT_TO_READ or news is DraftNews.PASSED_ON
    draft = drafts.last_of(tx, comment.id, notice.episode or comment.episode)
    return DraftContent(
        zone=_zone(book, _unit(tx, notice)),
        line=lines(tx, book, [comment], now)[0],
        person=next((ref(person) for person in by.values()), None),
        state=DraftState.WAITING if to_read or draft is None else draft.state,
        news=news,
    )


def _registrar(tx: Connection, book: RuleBook, notice: Notice, now: datetime) -> RegistrarContent:
    comment = _comments(tx, [notice])[0]
    asked = registrations.of_comments(tx, [comment.id]).get(comment.id)
    by = people.get(tx, asked.asked_by) if asked and asked.asked_by is not None else None
    return RegistrarContent(
        zone=_zone(book, _unit(tx, notice)),
        line=lines(tx, book, [comment], now)[0],
        asked_at=asked.asked_at if asked else notice.created_at,
        asked_by=ref(by) if by else None,
    )


def _duty_gap(tx: Connection, book: RuleBook, notices: Sequence[Notice]) -> DutyGapContent:
    unit = _unit(tx, notices[0])
    days = sorted({row.day for row in notices if row.day is not None})
    return DutyGapContent(
        unit=unit.name,
        days=tuple(named_day(day, book.calendar(unit.slug)) for day in days),
        editors=bool(people.unit_team(tx, unit.id).editors),
        unit_id=unit.id,
    )


def _week(tx: Connection, book: RuleBook, notice: Notice, now: datetime) -> WeekContent:
    person = people.named(tx, [notice.person_id or 0])[notice.person_id or 0]
    iso_week = notice.week or ""
    supervised = accounts.units_named(tx, standing(tx, person).supervised)
    return WeekContent(
        week=iso_week,
        first_day=monday(iso_week),
        last_day=sunday(iso_week),
        units=tuple(summary.week(tx, book, unit, iso_week, now) for unit in supervised.values()),
    )


def _welcome(tx: Connection, book: RuleBook, notice: Notice) -> WelcomeContent:
    turn = int(notice.key.rpartition(":")[2])
    return practice.content(
        tx,
        book,
        person_id=notice.person_id or 0,
        turn=turn,
        unit_id=notice.unit_id or 0,
        asked=notice.detail == ASKED,
    )


def _operator(tx: Connection, notice: Notice) -> OperatorContent:
    code, _, about = (notice.detail or "").partition(" ")
    unit = accounts.unit(tx, notice.unit_id) if notice.unit_id is not None else None
    return OperatorContent(code=code, unit=unit.name if unit else None, detail=about or None)


def _deed(tx: Connection, book: RuleBook, notice: Notice, now: datetime) -> DeedContent:
    deed, state, *code = (notice.detail or "").split(" ", 2)
    return DeedContent(
        line=lines(tx, book, _comments(tx, [notice]), now)[0],
        deed=Deed(deed),
        state=DeedState(state),
        code="".join(code),
    )
