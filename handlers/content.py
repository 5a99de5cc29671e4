"""What there is to show, ready to be drawn: typed, complete, no sentences and no chat's shapes.

Built from the store by `handlers/view.py` at the moment of showing; drawn by `bot/slack` (and `bot/teams`)
with the words of `bot/texts`. Times are UTC; `zone` says in which they are shown.
"""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from db.source_words import Deed, DeedState, Gone, GoneBy
from db.words import CommentState, DraftState, Ground, PracticeState, RoundState
from handlers.crisis_content import CrisisContent, CrisisLine
from handlers.duty_content import (
    DutyGapsContent,
    DutyWeekContent,
    OnCallContent,
    OnCallEndedContent,
    SwapContent,
)
from handlers.guesses import Guess
from handlers.help_topics import HelpTopic
from handlers.managing.rows import UnitPage
from handlers.source_content import SourceContent
from handlers.summary import UnitWeek
from scheduler.answer_time import Explanation
from scheduler.named_days import NamedDay
from scheduler.reply_notices import DraftNews
from scheduler.settings import GuessKind


@dataclass(frozen=True, kw_only=True)
class PersonRef:
    """Somebody to name or to mention."""

    id: int
    first_name: str
    chat_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class CommentLine:
    """One comment as a line of a list. `excerpt` and `author` are none where chat may not show them."""

    number: int
    account: str
    platform: str
    author: str | None
    excerpt: str | None
    url: str | None
    state: CommentState
    written_at: datetime
    due_at: datetime
    last_working_moment: datetime
    claimed_by: PersonRef | None = None
    closed_by: PersonRef | None = None
    late: bool = False  # past its answer time and still open
    late_seen: bool = False
    likely_no_reply: bool = False
    flagged: bool = False
    urgent: bool = False  # and still to be handled
    individual: bool = False  # an individual case, still to be followed up
    handed_to: str | None = None  # whom it went to
    guesses: tuple[GuessKind, ...] = ()  # what it may be; a person judges
    draft: DraftState | None = None  # a draft that a colleague reads or has read
    link: str | None = None  # where chat shows it
    edited_at: datetime | None = None  # the public changed its text then
    gone: Gone | None = None  # the public cannot see it any more
    gone_by: GoneBy | None = None
    seen: bool = False  # it was done on the platform, and seen there
    uncertain: bool = False  # its answer may be about another comment
    answers_here: bool = False  # an answer can be put out on the platform from chat


@dataclass(frozen=True, kw_only=True)
class CardContent:
    """A comment's card."""

    zone: ZoneInfo
    line: CommentLine
    unit: str
    sign_off: str | None  # how its claimer signs: "/Anna"; none: nobody has it
    organisation: str | None  # added to the sign-off where the unit's rule asks for it
    referred_to: str | None = None
    ground: Ground | None = None
    handled_at: datetime | None = None
    follow_up_at: datetime | None = None
    text_withheld: bool = False  # flagged, blanked after handling, or `card_text = none`


@dataclass(frozen=True, kw_only=True)
class DigestContent:
    """Several comments in one message: after quiet hours, in a flood, after downtime."""

    zone: ZoneInfo
    unit: str
    to_answer: tuple[CommentLine, ...]  # most urgent first
    likely_no_reply: tuple[CommentLine, ...]  # "Troligen inget svar"
    handled: tuple[CommentLine, ...] = ()
    more: int = 0  # lines that did not fit


@dataclass(frozen=True, kw_only=True)
class WarningContent:
    """A rung, or several gathered ones."""

    zone: ZoneInfo
    unit: str
    rung: str  # the highest: 1, 2, 3, overdue, late
    lines: tuple[CommentLine, ...]
    mentions: tuple[PersonRef, ...]  # nobody for overdue in the channel
    private: bool  # to one person, not to the channel
    follow_up: bool = False
    claimed: bool = False
    nobody_on_duty: bool = False
    doubtful: bool = False  # may have been told before


@dataclass(frozen=True, kw_only=True)
class UrgentContent:
    """Somebody marked a comment as urgent: to one person who answers for it."""

    zone: ZoneInfo
    unit: str
    line: CommentLine
    marked_by: PersonRef | None
    ground: Ground | None


@dataclass(frozen=True, kw_only=True)
class WelcomeContent:
    """Three lines to a new editor, and a comment to practise on: nobody wrote it."""

    first_name: str
    unit: str
    account: str
    sign_off: str
    supervisors: tuple[str, ...]
    turn: int
    state: PracticeState
    asked: bool = False  # she has been here for a while, and wanted to practise


@dataclass(frozen=True, kw_only=True)
class InstalledContent:
    """The bot was put somewhere: who it is there, and what to do next."""

    personal: bool
    first_name: str | None = None  # of somebody's own chat; none: she is in no unit
    runs: tuple[str, ...] = ()  # units that she answers for
    units: tuple[str, ...] = ()  # whose channel it is
    place: str | None = None  # the chat's id of a channel that is no unit's yet
    operator: bool = False  # the channel of who runs the bot
    language: str | None = None


@dataclass(frozen=True, kw_only=True)
class DraftContent:
    """A draft waits for its second reader, or has been read; none of its words."""

    zone: ZoneInfo
    line: CommentLine
    person: PersonRef | None  # who asks; who has read, or reads it instead
    state: DraftState
    news: DraftNews | None = None  # whom the writer asked is not there


@dataclass(frozen=True, kw_only=True)
class RoundAccount:
    """One account in a round. `waiting` none: the bot does not see into it, look yourself."""

    id: int
    name: str
    platform: str
    url: str | None
    waiting: int | None
    confirmed_by: PersonRef | None = None
    confirmed_at: datetime | None = None
    confirmed_how: str | None = None  # button or handled


@dataclass(frozen=True, kw_only=True)
class RoundContent:
    """A watch round's message."""

    zone: ZoneInfo
    unit: str
    round_id: int
    number: int
    planned: int  # how many rounds the day has
    at: datetime
    state: RoundState
    accounts: tuple[RoundAccount, ...]
    mentions: tuple[PersonRef, ...]
    before_days_off: bool = False
    waiting: tuple[CommentLine, ...] = ()  # before days off: what waits
    next_morning: tuple[CommentLine, ...] = ()  # what answering now would save on the next morning
    opens_again: datetime | None = None
    weekend: bool = False  # the days off are an ordinary weekend
    crisis: CrisisLine | None = None  # one that runs in the unit
    extra: bool = False  # called because of the crisis, between the day's own rounds


@dataclass(frozen=True, kw_only=True)
class RoundMissedContent:
    """A round that nobody confirmed: who can look now? Of its accounts, who has looked since."""

    zone: ZoneInfo
    unit: str
    round_id: int
    at: datetime
    accounts: tuple[RoundAccount, ...]
    asked: tuple[PersonRef, ...]


@dataclass(frozen=True, kw_only=True)
class UnwatchedContent:
    """Accounts that nobody looked at all day; about the accounts, not about people."""

    unit: str
    day: date
    accounts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SignContent:
    """A reply without its signature, privately to its editor."""

    line: CommentLine
    first_name: str
    corrected: str  # the reply with the sign-off added
    unsure: bool = False


@dataclass(frozen=True, kw_only=True)
class MovedContent:
    """What a colleague who is away had, and who is on duty."""

    zone: ZoneInfo
    unit: str
    away: PersonRef
    lines: tuple[CommentLine, ...]
    mentions: tuple[PersonRef, ...]
    left: bool = False  # she left the unit, and is not only away


@dataclass(frozen=True, kw_only=True)
class DutyGapContent:
    """Coming days on which nobody is on duty for some account."""

    unit: str
    days: tuple[NamedDay, ...]
    editors: bool = True  # False: the unit has none, so it is so every day
    unit_id: int = 0


@dataclass(frozen=True, kw_only=True)
class WeekContent:
    """Veckan i korthet, for all the reader's units."""

    week: str
    first_day: date
    last_day: date
    units: tuple[UnitWeek, ...]
    own_accounts_only: bool = False


@dataclass(frozen=True, kw_only=True)
class RegistrarContent:
    """A comment waits for its diary number: to one person."""

    zone: ZoneInfo
    line: CommentLine
    asked_at: datetime
    asked_by: PersonRef | None


@dataclass(frozen=True, kw_only=True)
class NotAttachedContent:
    """A file could not be fetched from the chat: to whoever attached it. `code`: why."""

    line: CommentLine
    code: str
    most_mb: int = 20


@dataclass(frozen=True, kw_only=True)
class DeedContent:
    """What came of what somebody asked to be done on the platform: to her. `code`: why not."""

    line: CommentLine
    deed: Deed
    state: DeedState
    code: str = ""


@dataclass(frozen=True, kw_only=True)
class OperatorContent:
    """Something for the one who runs the bot: a code of `bot/texts` and what it is about."""

    code: str
    unit: str | None = None
    detail: str | None = None


@dataclass(frozen=True, kw_only=True)
class CommentDetail:
    """Everything of one comment, privately ("Visa hela", `visa N`)."""

    card: CardContent
    text: str
    author: str | None
    events: tuple["EventLine", ...]
    first_text: str | None = None  # as it stood before the public changed it
    guesses: tuple[Guess, ...] = ()


@dataclass(frozen=True, kw_only=True)
class EventLine:
    """One thing that happened to a comment."""

    at: datetime
    action: str
    to_state: CommentState | None
    person: PersonRef | None
    reason: str | None


@dataclass(frozen=True, kw_only=True)
class CommentList:
    """What waits, as somebody asked for it."""

    zone: ZoneInfo
    which: str  # open, mine, late, all
    lines: tuple[CommentLine, ...]
    total: int


@dataclass(frozen=True, kw_only=True)
class WhyContent:
    """Why a comment is due when it is."""

    zone: ZoneInfo
    number: int
    explanation: Explanation


@dataclass(frozen=True, kw_only=True)
class StatusContent:
    """How the unit stands right now."""

    zone: ZoneInfo
    unit: str
    waiting: int
    late: int
    mine: int
    on_duty: tuple[PersonRef, ...]
    next_round: datetime | None
    unseen: tuple[str, ...]  # accounts that the bot cannot see
    open_now: bool


@dataclass(frozen=True, kw_only=True)
class MySettings:
    """What a person has said of herself."""

    person: PersonRef
    alias: str | None
    duty_weekdays: tuple[int, ...]
    away_from: date | None
    away_to: date | None


@dataclass(frozen=True, kw_only=True)
class HomeUnit:
    """One unit on the App Home."""

    unit_id: int
    unit: str
    zone: ZoneInfo
    waiting: tuple[CommentLine, ...]  # most urgent first
    waiting_total: int
    rounds: tuple[RoundContent, ...]
    week: UnitWeek | None = None  # for supervisors: the week so far
    duty: DutyWeekContent | None = None
    crisis: CrisisContent | None = None  # the one that runs


@dataclass(frozen=True, kw_only=True)
class HomeContent:
    """A person's App Home."""

    zone: ZoneInfo
    now: datetime
    settings: MySettings
    mine: tuple[CommentLine, ...]
    units: tuple[HomeUnit, ...]
    supervises: bool
    weeks: tuple[str, ...] = ()  # earlier weeks to choose from
    adds_units: bool = False  # she runs them all


@dataclass(frozen=True, kw_only=True)
class HelpContent:
    """The commands; the words are the texts' own. Without a topic: a first screen."""

    first_name: str
    topic: HelpTopic | None = None


Content = (
    CardContent
    | DigestContent
    | WarningContent
    | RoundContent
    | RoundMissedContent
    | UnwatchedContent
    | UrgentContent
    | WelcomeContent
    | InstalledContent
    | UnitPage
    | RegistrarContent
    | NotAttachedContent
    | DeedContent
    | SignContent
    | MovedContent
    | DutyGapContent
    | SourceContent
    | DutyWeekContent
    | DutyGapsContent
    | SwapContent
    | OnCallContent
    | OnCallEndedContent
    | CrisisContent
    | DraftContent
    | WeekContent
    | OperatorContent
    | CommentDetail
    | CommentList
    | WhyContent
    | StatusContent
    | HomeContent
    | HelpContent
)
