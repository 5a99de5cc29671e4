"""Every sentence that a person reads: `texts("sv").say(...)`. No other room writes sentences.

Parts: `dates`, `words` (stored words), `labels` (buttons), `say` (short answers), `card` (comments, digests,
lists), `warning`, `round`, `private` (sign reminders, moved, duty gaps), `duty`, `week`, `why`, `home` (and
status), `form`, `answer` (a reply's forms), `help`, `operator`. Each method is one piece of text, plain,
without any chat's markup; the chat escapes what it gets and puts mentions before it.
"""

from functools import cache

from bot.texts.answers import AnswerTexts
from bot.texts.app_manifest import ManifestTexts
from bot.texts.card import CardTexts
from bot.texts.crisis import CrisisTexts
from bot.texts.dates import Dates
from bot.texts.deeds import DeedTexts
from bot.texts.doctor import DoctorTexts
from bot.texts.duty import DutyTexts
from bot.texts.duty_calendar import CalendarTexts
from bot.texts.forms import FormTexts
from bot.texts.guesses import GuessTexts
from bot.texts.handing_out import HandingOutTexts
from bot.texts.handouts import HandoutTexts
from bot.texts.help import HelpTexts
from bot.texts.home import HomeTexts
from bot.texts.in_teams import INSTEAD
from bot.texts.installed import InstalledTexts
from bot.texts.intake import IntakeTexts
from bot.texts.labels import Label, Labels
from bot.texts.language import LANGUAGES, Language, language
from bot.texts.mail import MailTexts
from bot.texts.managing import ManagingTexts
from bot.texts.operator import OperatorTexts
from bot.texts.private import PrivateTexts
from bot.texts.purging import PurgingTexts
from bot.texts.records import RecordTexts
from bot.texts.records_in_chat import RecordsInChatTexts
from bot.texts.rounds import RoundTexts
from bot.texts.running import RunningTexts
from bot.texts.says import Says
from bot.texts.sealed import SealTexts
from bot.texts.settings import SettingsTexts
from bot.texts.simulation import SimulationTexts
from bot.texts.sources import SourceTexts
from bot.texts.teams import TeamsTexts
from bot.texts.times import TimesTexts
from bot.texts.warnings import WarningTexts
from bot.texts.week import WeekTexts
from bot.texts.welcome import WelcomeTexts
from bot.texts.why import WhyTexts
from bot.texts.words import Words

__all__ = ["LANGUAGES", "Label", "Texts", "texts"]


class Texts:
    """One language's sentences, as they are read in one chat."""

    def __init__(self, code: str, chat: str = "slack") -> None:
        spoken = Language(code, INSTEAD) if chat == "teams" else language(code)
        self.code = code
        self.dates = Dates(spoken)
        self.words = Words(spoken)
        self.labels = Labels(spoken)
        self.say = Says(spoken, self.dates, self.words)
        self.card = CardTexts(spoken, self.dates, self.words)
        self.warning = WarningTexts(spoken, self.dates, self.card)
        self.round = RoundTexts(spoken, self.dates, self.words)
        self.duty = DutyTexts(spoken, self.dates)
        self.calendar = CalendarTexts(spoken, self.dates, self.duty)
        self.private = PrivateTexts(spoken, self.dates, self.card, self.duty)
        self.guess = GuessTexts(spoken)
        self.crisis = CrisisTexts(spoken, self.dates)
        self.week = WeekTexts(spoken, self.dates, self.words)
        self.why = WhyTexts(spoken, self.dates)
        self.home = HomeTexts(spoken, self.dates)
        self.answer = AnswerTexts(spoken)
        self.form = FormTexts(spoken, self.say)
        self.managing = ManagingTexts(spoken, self.dates, self.words)
        self.welcome = WelcomeTexts(spoken, self.words)
        self.installed = InstalledTexts(spoken)
        self.help = HelpTexts(spoken)
        self.operator = OperatorTexts(spoken, self.dates)
        self.mail = MailTexts(spoken, self.dates, self.operator)
        self.manifest = ManifestTexts(spoken)
        self.times = TimesTexts(spoken)
        self.running = RunningTexts(spoken)
        self.intake = IntakeTexts(spoken)
        self.settings = SettingsTexts(spoken)
        self.records = RecordTexts(spoken)
        self.handout = HandoutTexts(spoken, self.dates, self.words)
        self.handing_out = HandingOutTexts(spoken, self.dates, self.words)
        self.purging = PurgingTexts(spoken, self.dates, self.words)
        self.deed = DeedTexts(spoken, self.card)
        self.records_in_chat = RecordsInChatTexts(spoken, self.dates, self.card)
        self.sealed = SealTexts(spoken, self.dates)
        self.source = SourceTexts(spoken, self.dates, self.words)
        self.doctor = DoctorTexts(spoken)
        self.teams = TeamsTexts(spoken)
        self.simulation = SimulationTexts(spoken, self.dates, self.words)

    def all_of(self, things: list[str]) -> str:
        """`Anna, Bo och Cecilia`."""
        return self.words.all_of(things)


@cache
def texts(code: str, chat: str = "slack") -> Texts:
    """The sentences of a language, `sv` or `en`, as they are read in a chat: `slack` or `teams`."""
    return Texts(code, chat)
