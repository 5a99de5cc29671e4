"""The words that are stored: states, roles, kinds. Their values are also the words of the JSON output."""

from enum import StrEnum


class CommentState(StrEnum):
    """Where a comment stands. `new`, `claimed` and `acknowledged` are open; the rest are closing states."""

    NEW = "new"
    """Nobody has it yet."""
    CLAIMED = "claimed"
    """Somebody said "Jag tar den"; the answer time still runs."""
    ACKNOWLEDGED = "acknowledged"
    """A holding reply was given: the answer time is met, a follow-up runs."""
    ANSWERED = "answered"
    """The public has its answer."""
    NO_REPLY_NEEDED = "no_reply_needed"
    """A person judged that it needs no reply."""
    REFERRED = "referred"
    """Somebody else answers; to whom is kept."""
    HIDDEN = "hidden"
    """Hidden on the platform on a ground; the text is kept."""
    REMOVED = "removed"
    """Removed from the platform on a ground; the text is kept."""


OPEN_STATES = (CommentState.NEW, CommentState.CLAIMED, CommentState.ACKNOWLEDGED)
UNMET_STATES = (CommentState.NEW, CommentState.CLAIMED)
"""States in which the answer time runs."""
CLOSING_STATES = tuple(state for state in CommentState if state not in OPEN_STATES)


class Role(StrEnum):
    """What a person is in a unit."""

    EDITOR = "editor"
    """Answers comments (redaktör)."""
    SUPERVISOR = "supervisor"
    """Answers for the unit's accounts (kommunikationsansvarig)."""


class NoticeKind(StrEnum):
    """What the bot can say unprompted. Its key is made in `scheduler/notices.py` or `..._notices.py`."""

    CARD = "card"
    """A comment's card in its unit's channel; several gathered ones are a digest."""
    RUNG = "rung"
    """One step of the escalation ladder, follow-ups' too."""
    ARRIVED_LATE = "arrived_late"
    """A comment first seen past its answer time."""
    ROUND = "round"
    """One of the day's calls to look at the accounts."""
    ROUND_MISSED = "round_missed"
    """Nobody confirmed a round: another editor is asked."""
    UNWATCHED = "unwatched"
    """Nobody looked at an account all day: the supervisor hears."""
    SIGN = "sign"
    """A published reply lacks its signature: its editor hears, privately."""
    SIGN_UNSURE = "sign_unsure"
    """Is this reply signed? Asked once, privately."""
    MOVED = "moved"
    """A colleague is away: what she had waits for somebody."""
    DUTY_GAP = "duty_gap"
    """Nobody is on duty some day soon: the supervisor hears five working days ahead."""
    ON_CALL_ENDED = "on_call_ended"
    """Who was on call has left the unit: the supervisor hears that nobody is now."""
    WEEK = "week"
    """Veckan i korthet, to a supervisor."""
    URGENT = "urgent"
    """Somebody marked a comment as urgent: supervisors and deputy hear, each in person."""
    REGISTRAR = "registrar"
    """A comment waits for its diary number: who asked for it is reminded."""
    NOT_ATTACHED = "not_attached"
    """A file could not be fetched from the chat: who attached it hears."""
    DRAFT_TO_READ = "draft_to_read"
    """A colleague asks for a second pair of eyes on a draft."""
    DRAFT_READ = "draft_read"
    """The second reader is done: the draft's writer hears."""
    DEED = "deed"
    """What was to be done on the platform from chat is done, or not: who asked hears."""
    SOURCE = "source"
    """An account cannot be seen into any more, or soon will not be."""
    CRISIS = "crisis"
    """A crisis was asked for, started, changed, is about to end or is over (M18)."""
    SWAP = "swap"
    """Somebody asks a colleague, or the unit, to take a day on duty."""
    SWAPPED = "swapped"
    """What came of it, to who asked."""
    WELCOME = "welcome"
    """Three lines to a new editor, with a comment to practise on."""
    INSTALLED = "installed"
    """The bot was put into a channel or a chat: it says who it is there, and what to do next."""
    OPERATOR = "operator"
    """Something that the person who runs the bot can mend."""


class NoticeState(StrEnum):
    """Where a row of the outbox stands."""

    PENDING = "pending"
    """Waits for its time."""
    SENDING = "sending"
    """Claimed by one process, for as long as its lease runs."""
    UNKNOWN = "unknown"
    """It may or may not have been sent: the chat's history decides."""
    SENT = "sent"
    """In the chat; the message reference is kept."""
    CANCELLED = "cancelled"
    """Became needless before it was sent; the reason is kept."""
    EXPIRED = "expired"
    """Its moment passed before it could be delivered."""
    DEAD = "dead"
    """The chat refused it for good; the next in line has a row of its own."""


class RoundState(StrEnum):
    """Where a watch round stands."""

    PLANNED = "planned"
    """Its time has not come."""
    CALLED = "called"
    """The editors have been called."""
    DONE = "done"
    """Every account is confirmed."""
    MISSED = "missed"
    """Some account was not confirmed before the next round or close."""


class CrisisState(StrEnum):
    """Where a crisis stands: a time of more looks than usual (M18)."""

    ASKED = "asked"
    """Somebody asked for it; a supervisor decides."""
    RUNNING = "running"
    """It has been started, and its end is set."""
    OVER = "over"
    """It has ended."""
    DECLINED = "declined"
    """It was asked for, and not started."""


class CrisisHours(StrEnum):
    """When a crisis may call people to look."""

    WORKING = "working"
    """In working time only."""
    LONG = "long"
    """Evenings and days off too, from 7 to 22."""
    ALWAYS = "always"
    """Around the clock."""


class SignatureResult(StrEnum):
    """Does a reply carry its editor's sign-off?"""

    SIGNED = "signed"
    """The sign-off carries the first name (or agreed alias)."""
    UNSIGNED = "unsigned"
    """It does not."""
    UNSURE = "unsure"
    """It cannot be told: ask, do not claim."""


class Ground(StrEnum):
    """Why something was hidden or removed (M30, M31)."""

    THREAT = "threat"
    """Threats (olaga hot)."""
    HATE = "hate"
    """Hets mot folkgrupp."""
    INCITEMENT = "incitement"
    """Uppvigling."""
    CHILD_ABUSE = "child_abuse"
    """Barnpornografibrott."""
    SECRECY = "secrecy"
    """Something secret (sekretess)."""
    PERSONAL_DATA = "personal_data"
    """Somebody's personal data."""
    OFFENSIVE = "offensive"
    """Offensive or unsuitable (stötande, kränkande, olämpligt)."""
    SPAM = "spam"
    """Spam."""
    ADVERTISING = "advertising"
    """Advertising (företagsreklam)."""
    COPYRIGHT = "copyright"
    """Somebody else's work."""
    OTHER = "other"
    """Another ground, said in the reason."""


FLAGGED_GROUNDS = frozenset(
    {Ground.THREAT, Ground.HATE, Ground.INCITEMENT, Ground.CHILD_ABUSE, Ground.SECRECY, Ground.PERSONAL_DATA}
)
"""On these grounds chat shows neither author nor text, also on cards already sent."""


class EventAction(StrEnum):
    """What happened to a comment: who, when, from, to, why."""

    RECEIVED = "received"
    """It came into the store."""
    CLAIMED = "claimed"
    """Somebody took it."""
    RELEASED = "released"
    """It was let go, by its claimer or because she is away."""
    ACKNOWLEDGED = "acknowledged"
    """A holding reply was given."""
    CLOSED = "closed"
    """It reached a closing state; which one is the event's `to_state`."""
    REOPENED = "reopened"
    """A new episode, counted from then."""
    REPLY_JUDGED = "reply_judged"
    """A reply's signature was judged or mended."""
    URGENT = "urgent"
    """Somebody marked it as urgent: chat shows neither author nor text any more."""
    INDIVIDUAL = "individual"
    """Somebody's own case: never handled in public, chat shows neither author nor text any more."""
    HANDED_OVER = "handed_over"
    """An individual case went to whom the reason says."""
    DRAFT_SENT = "draft_sent"
    """A colleague was asked to read a draft."""
    DRAFT_APPROVED = "draft_approved"
    """The second reader found it ready."""
    DRAFT_RETURNED = "draft_returned"
    """The second reader would change something."""
    GUESS_WRONG = "guess_wrong"
    """Somebody said that it is not what the bot guessed."""
    EDITED = "edited"
    """The public changed its text; when is in the facts."""
    SEEN_GONE = "seen_gone"
    """The public cannot see it any more: hidden or removed; by whom, if known, is in the facts."""
    SEEN_AGAIN = "seen_again"
    """The public can see it again."""
    ANOTHER_REPLY = "another_reply"
    """A reply that was taken for the answer to it is not one."""
    RECOMPUTED = "recomputed"
    """The calendar or rules changed, or it was written earlier than was thought: a new answer time."""
    TO_REGISTRAR = "to_registrar"
    """The registrar should have it."""
    REGISTERED = "registered"
    """It has a diary number."""
    NOT_REGISTERED = "not_registered"
    """The registrar need not have it after all."""
    ATTACHED = "attached"
    """A screenshot or another file is kept with it; its bytes by their SHA-256."""
    TO_PLATFORM = "to_platform"
    """A reply was sent to the platform from chat, or it was asked to hide or remove: what is in the facts."""
    READ_FOR_REVIEW = "read_for_review"
    """Somebody read what it says, to judge whether it may be handed out."""
    PURGED = "purged"
    """Author, text and attachments went by a recorded retention decision (gallring)."""


class ChangeAction(StrEnum):
    """What somebody changed of how the unit is run: who, when, from, to, why."""

    UNIT_ADDED = "unit_added"
    """A new unit, in the channel `after`."""
    UNIT_CHANGED = "unit_changed"
    """Its name, channel or language (`what`)."""
    UNIT_ENDED = "unit_ended"
    """The unit is no more; what was written and done there stays."""
    PERSON_ADDED = "person_added"
    """Somebody came into the unit; `after` is her role."""
    PERSON_CHANGED = "person_changed"
    """Her name, alias, duty weekdays (`what`)."""
    ROLE_CHANGED = "role_changed"
    """Editor or supervisor."""
    PERSON_MOVED = "person_moved"
    """She works in another unit from now on."""
    PERSON_ENDED = "person_ended"
    """She left the unit."""
    ACCOUNT_ADDED = "account_added"
    """Another account is watched."""
    ACCOUNT_CHANGED = "account_changed"
    """Its name, address, deputy, editors (`what`)."""
    ACCOUNT_MOVED = "account_moved"
    """Another unit watches it from now on."""
    ACCOUNT_ENDED = "account_ended"
    """It is no longer watched; what was written there stays."""
    RULE_SET = "rule_set"
    """A rule (`what`) has a value of its own here."""
    RULE_FOLLOWED = "rule_followed"
    """A rule has no value of its own here any more: it follows what stands above."""
    DAY_ADDED = "day_added"
    """A day is closed, or open, unlike others."""
    DAY_REMOVED = "day_removed"
    """It is a day as others after all."""


class PracticeState(StrEnum):
    """How far a new editor has come with her practice comment."""

    GIVEN = "given"
    """It waits for her."""
    CLAIMED = "claimed"
    """She has taken it."""
    DONE = "done"
    """She has answered it."""


class DraftState(StrEnum):
    """Where a draft stands that somebody else is to read first (U14)."""

    WAITING = "waiting"
    """A second reader is asked."""
    APPROVED = "approved"
    """It is ready to be put out."""
    RETURNED = "returned"
    """The reader would change something."""


class ToRegistrar(StrEnum):
    """Should the registrar have it (U10)?"""

    YES = "yes"
    """It is to be registered."""
    NO = "no"
    """It need not be."""
    LATER = "later"
    """Nobody knows yet."""


class SwapState(StrEnum):
    """Where a question about a day on duty stands."""

    ASKED = "asked"
    """Nobody has answered yet."""
    ACCEPTED = "accepted"
    """Somebody said yes: the day is hers."""
    DECLINED = "declined"
    """Who was asked said no."""
    WITHDRAWN = "withdrawn"
    """Who asked took it back."""


class AttachmentState(StrEnum):
    """Where a file stands that somebody attached to a comment."""

    WANTED = "wanted"
    """It is to be fetched from the chat."""
    STORED = "stored"
    """Its bytes are in the store."""
    FAILED = "failed"
    """It could not be fetched; why is kept."""
    PURGED = "purged"
    """Its bytes went by a recorded retention decision."""


class WasDone(StrEnum):
    """Whether something was done when a comment was hidden or removed: told the author, reported a crime."""

    YES = "yes"
    """It was."""
    NO = "no"
    """It was not."""
    NOT_NEEDED = "not_needed"
    """There was no reason to, or no way."""
