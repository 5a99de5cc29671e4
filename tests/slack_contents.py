"""One of every kind of content, made of whatever text a test wants to put into it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.texts.deeds import SAID
from db.words import CommentState, DraftState, Ground, RoundState
from handlers.content import (
    CardContent,
    CommentDetail,
    CommentLine,
    CommentList,
    Content,
    DeedContent,
    DigestContent,
    DraftContent,
    DutyGapContent,
    EventLine,
    HelpContent,
    HomeContent,
    HomeUnit,
    InstalledContent,
    MovedContent,
    MySettings,
    NotAttachedContent,
    OperatorContent,
    PersonRef,
    RegistrarContent,
    RoundAccount,
    RoundContent,
    RoundMissedContent,
    SignContent,
    StatusContent,
    UnwatchedContent,
    UrgentContent,
    WarningContent,
    WeekContent,
)
from handlers.help_topics import HelpTopic
from handlers.source_content import SourceContent
from handlers.summary import UnitWeek
from scheduler.reply_notices import DraftNews
from scheduler.source_notices import SourceNews
from tests import crisis_contents, duty_contents, managing_contents

ZONE = ZoneInfo("Europe/Stockholm")
FRIDAY = datetime(2026, 11, 27, 14, 2, tzinfo=UTC)
MONDAY = datetime(2026, 11, 30, 11, 0, tzinfo=UTC)
CLOSE = datetime(2026, 11, 30, 11, 0, tzinfo=UTC)


def person(text: str = "Anna") -> PersonRef:
    """Somebody with that name."""
    return PersonRef(id=7, first_name=text, chat_id="U0ANNA")


def line(text: str, number: int = 118, state: CommentState = CommentState.NEW) -> CommentLine:
    """A comment with that text everywhere."""
    return CommentLine(
        number=number,
        account=text,
        platform=text,
        author=text,
        excerpt=text,
        url=text,
        state=state,
        written_at=FRIDAY,
        due_at=MONDAY,
        last_working_moment=CLOSE,
        claimed_by=person(text) if state is CommentState.CLAIMED else None,
        closed_by=person(text) if state is CommentState.HIDDEN else None,
        link="https://exempel.slack.com/archives/C1/p1",
    )


def card(text: str, state: CommentState = CommentState.NEW) -> CardContent:
    """A card with that text everywhere."""
    return CardContent(
        zone=ZONE,
        line=line(text, state=state),
        unit=text,
        sign_off=f"/{text}",
        organisation=text,
        referred_to=text,
        ground=Ground.SPAM,
        handled_at=MONDAY,
        follow_up_at=MONDAY,
    )


def round_content(text: str, accounts: int = 3, state: RoundState = RoundState.CALLED) -> RoundContent:
    """A round of so many accounts."""
    return RoundContent(
        zone=ZONE,
        unit=text,
        round_id=4,
        number=3,
        planned=3,
        at=FRIDAY,
        state=state,
        accounts=tuple(
            RoundAccount(id=number, name=text, platform=text, url=text, waiting=number or None)
            for number in range(accounts)
        ),
        mentions=(person(text),),
        before_days_off=True,
        waiting=(line(text),) * 12,
        next_morning=(line(text),) * 12,
        opens_again=MONDAY,
        weekend=True,
    )


def week(text: str, units: int = 2) -> WeekContent:
    """A week of so many units."""
    numbers = UnitWeek(
        unit=text,
        slug="kultur",
        week="2026-W48",
        received=12,
        in_time=9,
        late=2,
        waiting=1,
        answered=8,
        no_reply_needed=2,
        unsigned=1,
        median_working_minutes=118,
        p90_working_minutes=300,
        rounds_done=13,
        rounds_planned=15,
    )
    return WeekContent(
        week="2026-W48", first_day=date(2026, 11, 23), last_day=date(2026, 11, 29), units=(numbers,) * units
    )


def settings(text: str) -> MySettings:
    """What somebody has said of herself."""
    return MySettings(
        person=person(text), alias=text, duty_weekdays=(0, 1, 4), away_from=date(2026, 12, 23), away_to=None
    )


def home(text: str, waiting: int = 25, units: int = 2) -> HomeContent:
    """An App Home of so many units with so much waiting."""
    unit = HomeUnit(
        unit_id=3,
        unit=text,
        zone=ZONE,
        waiting=tuple(line(text, number) for number in range(1, waiting + 1)),
        waiting_total=waiting + 7,
        rounds=(round_content(text), round_content(text, state=RoundState.DONE)),
        week=week(text).units[0],
        duty=duty_contents.week(text),
    )
    return HomeContent(
        zone=ZONE,
        now=MONDAY,
        settings=settings(text),
        mine=(line(text, state=CommentState.CLAIMED),) * 20,
        units=tuple(unit for _ in range(units)),
        supervises=True,
        weeks=("2026-W47", "2026-W46"),
    )


def _installed(text: str) -> Iterator[InstalledContent]:
    """A greeting for each kind of place."""
    yield InstalledContent(personal=True)
    yield InstalledContent(personal=True, first_name=text, runs=(text,) * 3)
    yield InstalledContent(personal=False, place=text)
    yield InstalledContent(personal=False, place=text, operator=True)
    yield InstalledContent(personal=False, units=(text,) * 2)


def messages(text: str, many: int = 60) -> Iterator[Content]:
    """Every kind of content that is shown as a message, with `many` of whatever it has several of."""
    lines = tuple(line(text, number) for number in range(1, many + 1))
    for state in CommentState:
        yield card(text, state)
    yield from _installed(text)
    yield DigestContent(zone=ZONE, unit=text, to_answer=lines, likely_no_reply=lines, handled=lines, more=40)
    for rung in ("1", "2", "3", "overdue", "late"):
        for shown in (lines[:1], lines):
            yield WarningContent(
                zone=ZONE, unit=text, rung=rung, lines=shown, mentions=(person(text),) * many, private=False,
                nobody_on_duty=True, doubtful=True,
            )  # fmt: skip
    yield WarningContent(
        zone=ZONE,
        unit=text,
        rung="1",
        lines=lines[:1],
        mentions=(person(text),),
        private=True,
        follow_up=True,
    )
    for state in RoundState:
        yield round_content(text, many, state)
    yield RoundMissedContent(
        zone=ZONE, unit=text, round_id=4, at=FRIDAY, accounts=round_content(text, many).accounts,
        asked=(person(text),),
    )  # fmt: skip
    yield UnwatchedContent(unit=text, day=date(2026, 11, 27), accounts=(text,) * many)
    yield SignContent(line=line(text), first_name=text, corrected=text)
    yield SignContent(line=line(text), first_name=text, corrected=text, unsure=True)
    yield MovedContent(zone=ZONE, unit=text, away=person(text), lines=lines, mentions=(person(text),))
    yield UrgentContent(zone=ZONE, unit=text, line=line(text), marked_by=person(text), ground=Ground.OTHER)
    for draft in DraftState:
        yield DraftContent(zone=ZONE, line=line(text), person=person(text), state=draft)
        yield DraftContent(zone=ZONE, line=line(text), person=None, state=draft)
    for news in DraftNews:
        yield DraftContent(
            zone=ZONE, line=line(text), person=person(text), state=DraftState.RETURNED, news=news
        )
    yield RegistrarContent(zone=ZONE, line=line(text), asked_at=FRIDAY, asked_by=person(text))
    yield NotAttachedContent(line=line(text), code="too_large")
    for deed, came in SAID:
        for code in ("", "http_401", f"not_set:{text}", text):
            yield DeedContent(line=line(text), deed=deed, state=came, code=code)
    yield DutyGapContent(unit=text, days=duty_contents.NAMED)
    yield SourceContent(zone=ZONE, account=text, platform=text, news=SourceNews.PAUSED, code=text)
    yield SourceContent(
        zone=ZONE, account=text, platform=text, news=SourceNews.PAUSED, code=f"not_set:{text}"
    )
    yield SourceContent(zone=ZONE, account=text, platform=text, news=SourceNews.TOKEN_ENDS, ends_at=CLOSE)
    yield DutyGapContent(unit=text, days=duty_contents.NAMED, editors=False)
    yield from duty_contents.messages(text, many)
    yield from crisis_contents.messages(text)
    yield from managing_contents.messages(text, many)
    yield week(text, many)
    yield OperatorContent(code="not_in_channel", unit=text, detail=text)
    yield OperatorContent(code=text, unit=text, detail=text)
    event = EventLine(
        at=FRIDAY, action="closed", to_state=CommentState.HIDDEN, person=person(text), reason=text
    )
    yield CommentDetail(card=card(text), text=text * 20, author=text, events=(event,) * many)
    for which in ("open", "mine", "late", "all"):
        yield CommentList(zone=ZONE, which=which, lines=lines, total=many + 5)
    yield CommentList(zone=ZONE, which="open", lines=(), total=0)
    yield StatusContent(
        zone=ZONE, unit=text, waiting=3, late=1, mine=1, on_duty=(person(text),), next_round=MONDAY,
        unseen=(text,) * many, open_now=True,
    )  # fmt: skip
    yield HelpContent(first_name=text)
    for topic in HelpTopic:
        yield HelpContent(first_name=text, topic=topic)
