"""Everything the bot shows in Teams: Adaptive Cards 1.5, one file a kind of content, within Teams' limits."""

from bot.picture import Picture
from bot.teams.cards import (
    comment,
    crisis,
    digest,
    duty,
    installed,
    lists,
    private,
    rounds,
    warning,
    week,
    welcome,
)
from bot.teams.cards.pieces import Drawn
from bot.texts import Texts
from handlers.content import (
    CardContent,
    CommentDetail,
    CommentList,
    Content,
    DeedContent,
    DigestContent,
    DraftContent,
    DutyGapContent,
    HelpContent,
    HomeContent,
    InstalledContent,
    MovedContent,
    NotAttachedContent,
    OperatorContent,
    RegistrarContent,
    RoundContent,
    RoundMissedContent,
    SignContent,
    StatusContent,
    UnwatchedContent,
    UrgentContent,
    WarningContent,
    WeekContent,
    WelcomeContent,
    WhyContent,
)
from handlers.crisis_content import CrisisContent
from handlers.duty_content import (
    DutyGapsContent,
    DutyWeekContent,
    OnCallContent,
    OnCallEndedContent,
    SwapContent,
)
from handlers.managing.rows import UnitPage
from handlers.source_content import SourceContent

__all__ = ["Drawn", "drawn"]


def drawn(  # noqa: PLR0912 - one line a kind of content, so that none is forgotten
    content: Content, texts: Texts, *, picture: Picture | None = None
) -> Drawn:
    """The content as a card. A person's own view is drawn by `cards.personal`."""
    match content:
        case CardContent():
            return comment.comment(content, texts)
        case DigestContent():
            return digest.digest(content, texts)
        case WarningContent():
            return warning.warning(content, texts)
        case RoundContent():
            return rounds.round_call(content, texts)
        case RoundMissedContent():
            return rounds.round_missed(content, texts)
        case UnwatchedContent():
            return rounds.unwatched(content, texts)
        case SignContent():
            return private.sign(content, texts)
        case MovedContent():
            return private.moved(content, texts)
        case WelcomeContent():
            return welcome.welcome(content, texts)
        case InstalledContent():
            return installed.installed(content, texts)
        case UnitPage():
            return lists.unit_page(content, texts)
        case UrgentContent():
            return private.urgent(content, texts)
        case DraftContent():
            return private.draft(content, texts)
        case DutyGapContent():
            return private.duty_gap(content, texts)
        case DutyWeekContent():
            return duty.duty_week(content, texts)
        case DutyGapsContent():
            return duty.duty_gaps(content, texts)
        case SwapContent():
            return duty.swap(content, texts)
        case OnCallContent():
            return duty.on_call(content, texts)
        case OnCallEndedContent():
            return duty.on_call_ended(content, texts)
        case CrisisContent():
            return crisis.crisis(content, texts)
        case RegistrarContent():
            return private.registrar(content, texts)
        case SourceContent():
            return private.source(content, texts)
        case NotAttachedContent():
            return private.not_attached(content, texts)
        case DeedContent():
            return private.deed(content, texts)
        case OperatorContent():
            return private.operator(content, texts)
        case WeekContent():
            return week.week(content, texts, chart=picture)
        case CommentDetail():
            return lists.detail(content, texts)
        case CommentList():
            return lists.listed(content, texts)
        case WhyContent():
            return lists.why(content, texts)
        case StatusContent():
            return lists.status(content, texts)
        case HelpContent():
            return lists.help_text(content, texts)
        case HomeContent():
            raise TypeError("the App Home is drawn by bot.teams.cards.personal, not as a message")
