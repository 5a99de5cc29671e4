"""What came of something a person did: typed, so that each chat can show it natively."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from db.words import CommentState, DraftState, Ground, Role
from handlers.content import Content, MySettings
from handlers.crisis_content import CrisisWish
from handlers.draft_check import Finding
from handlers.handout_content import HandoutAsked, HandoutForm
from handlers.managing.form import UnitForm
from scheduler.rule_words import Rule
from scheduler.settings import SecondReader


class Said(StrEnum):
    """Each short answer the bot gives to a person's own action; `bot/texts` has a sentence for each."""

    CLAIMED = "claimed"
    """It is yours; end with /Anna."""
    ALREADY_YOURS = "already_yours"
    """You have it already."""
    CLAIMED_BY_OTHER = "claimed_by_other"
    """A colleague was first (`person`)."""
    RELEASED = "released"
    """Somebody else can take it."""
    NOT_YOURS = "not_yours"
    """Only who has it, or a supervisor, can release it."""
    ACKNOWLEDGED = "acknowledged"
    """A holding reply is noted; the follow-up comes `at`."""
    ANSWERED = "answered"
    """Noted as answered."""
    ANSWERED_SIGNED = "answered_signed"
    """Noted as answered, and the reply is signed."""
    ANSWERED_UNSIGNED = "answered_unsigned"
    """Noted as answered; the reply lacks your name, and a direct message says how it would read."""
    NO_REPLY_NEEDED = "no_reply_needed"
    """Noted: needs no reply (`count`)."""
    REFERRED = "referred"
    """Noted: referred to `text`."""
    HIDDEN = "hidden"
    """Noted as hidden on a ground; the text is kept."""
    REMOVED = "removed"
    """Noted as removed on a ground; the text is kept."""
    URGENT = "urgent"
    """It stands first now and chat shows nothing of it; `people` hear (`at`, or now); what to do next."""
    TO_REGISTRAR = "to_registrar"
    """Noted for the registrar; a reminder comes `at`."""
    TO_REGISTRAR_ALREADY = "to_registrar_already"
    """Somebody said so before; `text` is its diary number, if it has one."""
    REGISTERED = "registered"
    """It has the diary number `text`."""
    NOT_REGISTERED = "not_registered"
    """Noted: the registrar need not have it."""
    NOT_TO_REGISTRAR = "not_to_registrar"
    """It does not wait for a diary number."""
    FILES_NOTED = "files_noted"
    """`count` files are fetched in a moment."""
    FILE_MISSING = "file_missing"
    """No file was chosen."""
    FILE_TOO_LARGE = "file_too_large"
    """The file `text` is larger than `count` megabytes."""
    URGENT_ALREADY = "urgent_already"
    """Somebody marked it already."""
    INDIVIDUAL = "individual"
    """Somebody's own case: chat shows nothing of it. The confirmation (`text`) is to be put out."""
    INDIVIDUAL_OUT = "individual_out"
    """The confirmation is out; the follow-up (with `text`, whom it went to) comes `at`."""
    INDIVIDUAL_NOTED = "individual_noted"
    """What was said of the case is kept."""
    NO_PERSONNUMMER = "no_personnummer"
    """`text` is a personal identity number, and everybody would read it."""
    REPLY_MISSING = "reply_missing"
    """There is no reply to look at."""
    DRAFT_SENT = "draft_sent"
    """`person` is asked to read the draft (`at`, or now)."""
    NO_READER = "no_reader"
    """Nobody else is at work who could read it."""
    READER_FIRST = "reader_first"
    """In this unit a colleague reads the answer first."""
    PUBLISH_ASKED = "publish_asked"
    """The reply goes out on the platform now; she hears when it is there."""
    PUBLISH_ALREADY = "publish_already"
    """A reply is on its way there already, or out."""
    PUBLISH_UNSURE = "publish_unsure"
    """Nobody could tell whether an earlier reply went out: look there first."""
    PUBLISH_NOT_HERE = "publish_not_here"
    """No reply goes out from chat for this comment."""
    NO_DRAFT = "no_draft"
    """Nobody has asked for a second reader."""
    OWN_DRAFT = "own_draft"
    """It is her own draft; somebody else reads it."""
    DRAFT_READ_ALREADY = "draft_read_already"
    """A colleague has read it already."""
    DRAFT_CHANGED = "draft_changed"
    """There is a newer draft than the one that was shown."""
    VERDICT_MISSING = "verdict_missing"
    """Is it ready, or would the reader change something?"""
    DRAFT_APPROVED = "draft_approved"
    """The draft is ready; `person`, who wrote it, hears."""
    DRAFT_RETURNED = "draft_returned"
    """The draft goes back to `person`."""
    READY_KEPT = "ready_kept"
    """The ready reply `text` is kept."""
    READY_GONE = "ready_gone"
    """The ready reply `text` is out of use."""
    READY_NOT_THERE = "ready_not_there"
    """The ready reply is not (any more) one of her units'."""
    READY_TITLE_TAKEN = "ready_title_taken"
    """The unit has a ready reply called `text`."""
    TITLE_MISSING = "title_missing"
    """What is the ready reply called?"""
    PLACEHOLDER_UNKNOWN = "placeholder_unknown"
    """`text` in braces means nothing; `people` are those that do."""
    REOPENED = "reopened"
    """Open again, counted from now; due `at`."""
    ALREADY_CLOSED = "already_closed"
    """It is closed already (`state`, `person`)."""
    NOT_CLOSED = "not_closed"
    """It is open; nothing to reopen."""
    ROUND_CONFIRMED = "round_confirmed"
    """Thanks for looking (`count` accounts left; 0: the round is done)."""
    ROUND_OVER = "round_over"
    """That round has passed; the next is `at`."""
    NO_ROUND = "no_round"
    """No round right now; the next is `at`."""
    NOTHING_WAITS = "nothing_waits"
    """Nothing waits."""
    AWAY_SET = "away_set"
    """`person` is away `first_day` to `last_day`; `count` comments moved."""
    BACK = "back"
    """Welcome back."""
    NOT_AWAY = "not_away"
    """You are not marked away."""
    BACK_THAT_DAY = "back_that_day"
    """`person` is back on `first_day`."""
    AWAY_LATER = "away_later"
    """`person` is not away, but will be `first_day` to `last_day`; `text` ends that."""
    AWAY_BACKWARDS = "away_backwards"
    """The last day comes before the first."""
    SWAP_ASKED = "swap_asked"
    """`person` (none: the unit) is asked to take `first_day`, now or `at`."""
    SWAP_NOBODY_FREE = "swap_nobody_free"
    """Nobody is there to ask: everybody else in the unit (`text`) is on duty that day already, or away."""
    DUTY_WHEN_UNCLEAR = "duty_when_unclear"
    """What follows `jour` is neither a week nor a day."""
    SWAP_ASKED_ALREADY = "swap_asked_already"
    """The same question about `first_day` stands already."""
    SWAP_NOT_YOURS = "swap_not_yours"
    """You are not on duty `first_day`: nothing to swap."""
    SWAP_NO_COLLEAGUE = "swap_no_colleague"
    """`person` is not a colleague in `text` (a unit)."""
    SWAP_AWAY = "swap_away"
    """`person` is marked away `first_day`."""
    SWAP_OVERLAP = "swap_overlap"
    """`person` is on duty `first_day` already; `people` are not."""
    SWAP_RETURN_FROM_WHOM = "swap_return_from_whom"
    """A day in return can only be a named colleague's."""
    SWAP_RETURN_NOT_THEIRS = "swap_return_not_theirs"
    """`person` is not on duty `first_day`."""
    SWAP_ACCEPTED = "swap_accepted"
    """You have `first_day`, and are free `last_day` in return."""
    SWAP_DECLINED = "swap_declined"
    """Noted: you cannot take `first_day`."""
    SWAP_WITHDRAWN = "swap_withdrawn"
    """Your question about `first_day` is taken back."""
    SWAP_TAKEN = "swap_taken"
    """`person` has taken `first_day` already."""
    SWAP_OVER = "swap_over"
    """The question does not stand any more."""
    SWAP_CHANGED = "swap_changed"
    """The day in return is not hers any more."""
    DUTY_TAKEN = "duty_taken"
    """You have `first_day`."""
    DUTY_YOURS_ALREADY = "duty_yours_already"
    """You are on duty `first_day` already."""
    DUTY_DAY_PASSED = "duty_day_passed"
    """`first_day` has been, or is more than a year ahead."""
    DUTY_DAY_OFF = "duty_day_off"
    """`first_day` is a day off: nobody is on duty."""
    URGENT_ON_CALL = "urgent_on_call"
    """As `urgent`, and `person`, who is on call, hears now."""
    ON_CALL_SET = "on_call_set"
    """`person` is on call `first_day` to `last_day`."""
    ON_CALL_OVERLAP = "on_call_overlap"
    """`person` is on call `first_day` to `last_day` already; `text` ends that."""
    ON_CALL_LONG = "on_call_long"
    """At most `count` days."""
    ON_CALL_NONE = "on_call_none"
    """Nobody is on call `first_day`."""
    ON_CALL_ENDED = "on_call_ended"
    """`person` is not on call `first_day` to `last_day` any more."""
    CALENDAR_MADE = "calendar_made"
    """Your calendar's secret address is `text`; it is shown this once."""
    CALENDAR_RENEWED = "calendar_renewed"
    """The new one is `text`; the old one leads nowhere any more."""
    CALENDAR_THERE = "calendar_there"
    """You have one already; `text` makes a new one."""
    CALENDAR_REMOVED = "calendar_removed"
    """It leads nowhere any more."""
    CALENDAR_NONE = "calendar_none"
    """There is none to take away."""
    CALENDAR_NO_ADDRESS = "calendar_no_address"
    """No place is set where a calendar could reach the bot."""
    DUTY_DAY_MISSING = "duty_day_missing"
    """Which day? (`text`: an example)."""
    SETTINGS_SAVED = "settings_saved"
    """Saved."""
    COMMENT_ADDED = "comment_added"
    """Comment `number` is in the store; due `at`."""
    COMMENT_THERE_ALREADY = "comment_there_already"
    """It is in the store already, as `number`."""
    SIGN_MENDED = "sign_mended"
    """Thanks, noted as signed."""
    SIGN_KEPT = "sign_kept"
    """Noted; it stays as it is."""
    UNKNOWN_COMMAND = "unknown_command"
    """No such word (`text`); did you mean `suggestion`?"""
    NO_SUCH_COMMENT = "no_such_comment"
    """There is no comment `number`."""
    OTHER_UNITS_COMMENT = "other_units_comment"
    """Comment `number` belongs to a unit that you are not in."""
    NUMBER_MISSING = "number_missing"
    """Which comment? Write its number (`text`: an example)."""
    NOT_A_NUMBER = "not_a_number"
    """`text` is not a comment's number."""
    WHOM_MISSING = "whom_missing"
    """Referred to whom?"""
    GROUND_MISSING = "ground_missing"
    """On what ground? (`grounds` to choose from)."""
    UNKNOWN_GROUND = "unknown_ground"
    """`text` is not a ground."""
    REASON_MISSING = "reason_missing"
    """The ground "other" needs a reason."""
    DATE_UNCLEAR = "date_unclear"
    """`text` is not a day that can be understood."""
    WEEK_UNCLEAR = "week_unclear"
    """`text` is not a week."""
    WEEK_IN_FUTURE = "week_in_future"
    """That week has not been."""
    PERSON_UNKNOWN = "person_unknown"
    """Nobody here is called `text`."""
    PERSON_ADDED = "person_added"
    """`person` is in `text` (a unit) from now on, as `role`."""
    PERSON_THERE_ALREADY = "person_there_already"
    """`person` is `role` in `text` (a unit) already."""
    PERSON_CHANGED = "person_changed"
    """`person` is as was said from now on."""
    PERSON_MOVED = "person_moved"
    """`person` works in unit `text` now; `count` comments wait, accounts `people` need a deputy."""
    PERSON_ENDED = "person_ended"
    """`person` has left unit `text`; `count` comments wait, accounts `people` need a deputy."""
    NO_OTHER_UNIT = "no_other_unit"
    """There is no (other) unit that she may move somebody to; `text`, if she named one."""
    ACCOUNT_ADDED = "account_added"
    """Account `text` is watched from now on."""
    ACCOUNT_CHANGED = "account_changed"
    """Account `text` is as was said from now on."""
    ACCOUNT_MOVED = "account_moved"
    """Account `text` belongs to unit `suggestion` from now on; `count` open comments stay where they were."""
    ACCOUNT_ENDED = "account_ended"
    """Account `text` is no longer watched; `count` comments on it still wait."""
    ACCOUNT_THERE_ALREADY = "account_there_already"
    """The unit has an account `text` already."""
    ACCOUNT_NAME_MISSING = "account_name_missing"
    """What is the account called?"""
    PLATFORM_UNCLEAR = "platform_unclear"
    """`text` is no platform."""
    RULE_SET = "rule_set"
    """`rule` is `suggestion` for `text` (a unit, an account; none: everybody) from now on."""
    RULE_FOLLOWED = "rule_followed"
    """`rule` has no value of its own for `text` any more, and is `suggestion`, as above it."""
    RULE_UNCLEAR = "rule_unclear"
    """`text` is no value of `rule`; how one looks."""
    FEED_UNCLEAR = "feed_unclear"
    """Not the address of a feed that may be stored."""
    UNIT_ADDED = "unit_added"
    """The unit `text` is there; invite the bot into its channel, add accounts."""
    UNIT_NAME_MISSING = "unit_name_missing"
    """What is the unit called?"""
    UNIT_THERE_ALREADY = "unit_there_already"
    """There is a unit called `text`."""
    CHANNEL_MISSING = "channel_missing"
    """In which channel?"""
    CHANNEL_TAKEN = "channel_taken"
    """The channel is the unit `text`'s."""
    NOT_ALL_UNITS = "not_all_units"
    """Only whoever runs all units may do that."""
    SEASON_THERE_ALREADY = "season_there_already"
    """Those days of the year have hours of their own already."""
    DAY_OF_YEAR_UNCLEAR = "day_of_year_unclear"
    """`text` is no day of each year."""
    NEVER_OPEN = "never_open"
    """By those hours there would be no working day at all."""
    RULE_UNKNOWN = "rule_unknown"
    """There is no rule `text`."""
    RULE_OF_UNIT = "rule_of_unit"
    """`rule` is the whole unit's; an account has none of its own."""
    ORGANISATION_MISSING = "organisation_missing"
    """The rule asks for a name in the sign-off: which?"""
    DAY_CLOSED = "day_closed"
    """`text` (a unit) is closed `first_day` to `last_day`."""
    DAY_OPEN = "day_open"
    """`text` (a unit) is open at `suggestion` on `first_day` to `last_day`."""
    DAY_REMOVED = "day_removed"
    """For `text` (a unit) `first_day` to `last_day` are days as others."""
    SPAN_TOO_LONG = "span_too_long"
    """More than `count` days at once."""
    PRACTICE_GIVEN = "practice_given"
    """A comment to practise on is on its way, in person."""
    PRACTICE_CLAIMED = "practice_claimed"
    """She has taken her practice comment; what comes next."""
    PRACTICE_UNSIGNED = "practice_unsigned"
    """Her practice reply lacks her name: `sign_off`."""
    PRACTICE_DONE = "practice_done"
    """`person` has practised; nothing of it is counted."""
    PRACTICE_OVER = "practice_over"
    """That practice is over already; how to get another."""
    LAST_SUPERVISOR = "last_supervisor"
    """`person` is the only supervisor of `text` (a unit): somebody else must be one first."""
    PERSON_MISSING = "person_missing"
    """Whom to add? (`text`: an example)."""
    MENTION_MISSING = "mention_missing"
    """`text` is no mention; a person is added with @ and her name chosen in the chat's list."""
    ROLE_MISSING = "role_missing"
    """Editor or supervisor? (`text`: an example)."""
    NAME_MISSING = "name_missing"
    """Which first name does she sign with? (`text`: an example)."""
    NOT_KNOWN = "not_known"
    """You are not in Svarsvakt yet; ask a supervisor."""
    NOT_ALLOWED = "not_allowed"
    """Only a supervisor may do that."""
    NO_UNIT = "no_unit"
    """You are in no unit."""
    WHICH_UNIT = "which_unit"
    """You are in several units (`text` lists them); write the command in a unit's channel."""
    ACCOUNT_UNKNOWN = "account_unknown"
    """There is no account `text`."""
    TEXT_MISSING = "text_missing"
    """What did the public write?"""
    TEXT_TOO_LONG = "text_too_long"
    """Longer than `count` characters."""
    TIME_UNCLEAR = "time_unclear"
    """`text` is not a time."""
    TIME_IN_FUTURE = "time_in_future"
    """It cannot have been written in the future."""
    LINK_UNCLEAR = "link_unclear"
    """Not a link: it starts with http:// or https://."""
    ANOTHER_REPLY = "another_reply"
    """The reply is not about comment `number`, which waits until `at` again; perhaps about `count`."""
    NO_UNCERTAIN_REPLY = "no_uncertain_reply"
    """Nothing uncertain answers comment `number`."""
    GUESS_WRONG = "guess_wrong"
    """Noted: comment `number` is not what was guessed."""
    CRISIS_STARTED = "crisis_started"
    """The crisis `text` runs until `at`."""
    CRISIS_ASKED = "crisis_asked"
    """Asked for; `people` decide, and hear (`at`, or now)."""
    CRISIS_CHANGED = "crisis_changed"
    """It is as was said from now on, until `at`."""
    CRISIS_ENDED = "crisis_ended"
    """The crisis `text` is over."""
    CRISIS_DECLINED = "crisis_declined"
    """It is not started; who asked for it hears."""
    CRISIS_RUNS = "crisis_runs"
    """One (`text`, started by `person`) runs in the unit until `at`."""
    CRISIS_NOT_THERE = "crisis_not_there"
    """There is none that runs or is asked for."""
    CRISIS_NO_ACCOUNTS = "crisis_no_accounts"
    """The unit `text` has no accounts to look at."""
    CRISIS_ACCOUNTS_MISSING = "crisis_accounts_missing"
    """Which accounts?"""
    CRISIS_WHY_MISSING = "crisis_why_missing"
    """What is it about?"""
    CRISIS_END_MISSING = "crisis_end_missing"
    """Until when? It can be prolonged."""
    CRISIS_END_PASSED = "crisis_end_passed"
    """That time has passed."""
    CRISIS_TOO_LONG = "crisis_too_long"
    """At most `count` days at a time; it can be prolonged."""
    HANDOUT_COMING = "handout_coming"
    """The file is made, and comes in her conversation with the bot."""
    HANDOUT_NOTHING = "handout_nothing"
    """Nothing is as she asks for."""
    HANDOUT_NOT_AMONG = "handout_not_among"
    """The numbers `text` are not among what she asks for."""
    TRY_AGAIN = "try_again"
    """Somebody changed it at the same moment; have another look."""


@dataclass(frozen=True, kw_only=True)
class Say:
    """One short answer with its facts; which facts go with which answer: see `Said`."""

    said: Said
    number: int | None = None
    count: int | None = None
    person: str | None = None
    people: tuple[str, ...] = ()
    text: str | None = None
    suggestion: str | None = None
    at: datetime | None = None
    zone: str | None = None
    first_day: date | None = None
    last_day: date | None = None
    state: CommentState | None = None
    role: Role | None = None
    rule: Rule | None = None
    sign_off: str | None = None
    grounds: tuple[Ground, ...] = ()


class FormKind(StrEnum):
    """The forms that a chat can show."""

    NEW_COMMENT = "new_comment"
    """Account, link, text, when it was written ("Lägg till i Svarsvakt")."""
    HIDE = "hide"
    """Ground and reason for "Jag har dolt den"."""
    REMOVE = "remove"
    """Ground and reason for "Jag har tagit bort den"."""
    REFER = "refer"
    """To whom it was referred."""
    ANSWER = "answer"
    """The reply's text, optional."""
    URGENT = "urgent"
    """Ground and reason, both optional, and what to do."""
    INDIVIDUAL = "individual"
    """An individual case: the confirmation, to whom it goes, whether the registrar should have it."""
    CRISIS = "crisis"
    """Accounts, why, how often, at which hours, until when; `number` is the unit's."""
    CRISIS_CHANGE = "crisis_change"
    """The same, of a crisis that runs or is asked for; `number` is its own."""
    REPLY = "reply"
    """A draft: found among the ready replies, looked through, put out or read by a colleague."""
    READ = "read"
    """A colleague's draft, for the second reader."""
    READY_REPLY = "ready_reply"
    """One of the unit's ready replies, to keep."""
    ATTACH = "attach"
    """Screenshots and other files to keep with a comment."""
    HAND_OUT = "hand_out"
    """A records request: what is asked for."""
    HAND_OUT_REVIEW = "hand_out_review"
    """How many there are, and what of it may be secret, to be judged."""
    AWAY = "away"
    """From and to."""
    SWAP = "swap"
    """A day on duty that somebody else is to take; perhaps for one of hers in return."""
    SETTINGS = "settings"
    """First name, alias, duty weekdays."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One thing to choose in a form."""

    value: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Writing:
    """What a form around a reply shows beside its fields."""

    quote: str = ""
    """What the public wrote, to her alone; nothing of what is flagged."""
    ready: tuple[Choice, ...] = ()
    keeps_ready: bool = False
    """The unit has ready replies."""
    found: int = 0
    """So many ready replies were found, if more than there is room for."""
    findings: tuple[Finding, ...] = ()
    checked: bool = False
    """The draft has been looked through."""
    readers: tuple[Choice, ...] = ()
    second_reader: SecondReader = SecondReader.OFFERED
    draft: DraftState | None = None
    by: str | None = None
    """Who has read the draft, or is asked to; in the reader's own form: who wrote it."""
    note: str | None = None
    tip: str | None = None
    own_case: bool = False
    """It is an individual case: nothing of it is answered in public."""
    may_answer: bool = True
    """It may be noted as answered: no second reader is asked for, or one found it ready."""
    promised: bool = False
    """They have been told that an answer will come."""
    publishes: bool = False
    """It can be put out on the platform from here."""


@dataclass(frozen=True, kw_only=True)
class Form:
    """A form to show, with what is known already filled in."""

    kind: FormKind
    number: int | None = None
    choices: tuple[Choice, ...] = ()  # accounts, people
    text: str = ""
    url: str = ""
    at: datetime | None = None
    zone: str = "Europe/Stockholm"
    settings: MySettings | None = None
    crisis: CrisisWish | None = None
    sign_off: str = ""
    """How the one who fills it in signs."""
    known: Mapping[str, str] = field(default_factory=dict)
    """What is known of its other fields, by their names."""
    kept: Mapping[str, str] = field(default_factory=dict)
    """What comes back with it unseen, as the fields `kept.NAME`; never what the public wrote."""
    writing: Writing | None = None
    handout: HandoutForm | None = None


@dataclass(frozen=True, kw_only=True)
class FieldError:
    """What is wrong in one field of a form."""

    field: str
    say: Say


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The answer to a person's own action: given at once, to that person alone.

    `changed`: something was stored, so stale messages should be brought up to date without waiting for the
    clock. `field_errors`: the form stays open with these.
    """

    say: Say | None = None
    content: Content | None = None
    form: Form | None = None
    unit_form: UnitForm | None = None
    field_errors: tuple[FieldError, ...] = ()
    changed: bool = False
    refused: bool = False
    handout: HandoutAsked | None = None  # made after the answer, for her alone
    rules_set: bool = False  # a rule is another now: whoever goes by it must hear at once
