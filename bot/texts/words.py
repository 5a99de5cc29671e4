"""What the stored words are called when a person reads them."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from bot.texts.language import Language, mark
from db.words import (
    CommentState,
    EventAction,
    Ground,
    NoticeKind,
    NoticeState,
    Role,
    RoundState,
    SignatureResult,
)

STATES: Mapping[CommentState, str] = MappingProxyType(
    {
        CommentState.NEW: mark("new"),
        CommentState.CLAIMED: mark("taken"),
        CommentState.ACKNOWLEDGED: mark("responded to, answer to come"),
        CommentState.ANSWERED: mark("answered"),
        CommentState.NO_REPLY_NEEDED: mark("needs no reply"),
        CommentState.REFERRED: mark("referred"),
        CommentState.HIDDEN: mark("hidden"),
        CommentState.REMOVED: mark("removed"),
    }
)

GROUNDS: Mapping[Ground, str] = MappingProxyType(
    {
        Ground.THREAT: mark("threat"),
        Ground.HATE: mark("agitation against a population group"),
        Ground.INCITEMENT: mark("incitement to crime"),
        Ground.CHILD_ABUSE: mark("child abuse material"),
        Ground.SECRECY: mark("secrecy"),
        Ground.PERSONAL_DATA: mark("personal data"),
        Ground.OFFENSIVE: mark("offensive or unsuitable"),
        Ground.SPAM: mark("spam"),
        Ground.ADVERTISING: mark("advertising"),
        Ground.COPYRIGHT: mark("copyright"),
        Ground.OTHER: mark("another ground"),
    }
)

EVENTS: Mapping[EventAction, str] = MappingProxyType(
    {
        EventAction.RECEIVED: mark("came in"),
        EventAction.CLAIMED: mark("taken"),
        EventAction.RELEASED: mark("released"),
        EventAction.ACKNOWLEDGED: mark("told that an answer will come"),
        EventAction.CLOSED: mark("handled"),
        EventAction.URGENT: mark("marked as urgent"),
        EventAction.REOPENED: mark("reopened"),
        EventAction.EDITED: mark("edited by the public"),
        EventAction.SEEN_GONE: mark("gone on the platform"),
        EventAction.SEEN_AGAIN: mark("shown again on the platform"),
        EventAction.ANOTHER_REPLY: mark("the reply was about another comment"),
        EventAction.REPLY_JUDGED: mark("signature looked at"),
        EventAction.INDIVIDUAL: mark("marked as an individual case"),
        EventAction.HANDED_OVER: mark("handed over"),
        EventAction.DRAFT_SENT: mark("a colleague is asked to read the draft"),
        EventAction.DRAFT_APPROVED: mark("the draft is read and ready"),
        EventAction.DRAFT_RETURNED: mark("the draft came back with a suggestion"),
        EventAction.TO_REGISTRAR: mark("to be registered"),
        EventAction.REGISTERED: mark("registered"),
        EventAction.NOT_REGISTERED: mark("need not be registered"),
        EventAction.ATTACHED: mark("a file was attached"),
        EventAction.TO_PLATFORM: mark("sent to the platform from Svarsvakt"),
        EventAction.PURGED: mark("author and text purged by a retention decision"),
        EventAction.READ_FOR_REVIEW: mark("read for a secrecy review"),
        EventAction.GUESS_WRONG: mark("not what Svarsvakt guessed"),
        EventAction.RECOMPUTED: mark("new answer time"),
    }
)

KINDS: Mapping[NoticeKind, str] = MappingProxyType(
    {
        NoticeKind.CARD: mark("comment"),
        NoticeKind.RUNG: mark("reminder"),
        NoticeKind.ARRIVED_LATE: mark("comment seen late"),
        NoticeKind.ROUND: mark("watch round"),
        NoticeKind.ROUND_MISSED: mark("missed round"),
        NoticeKind.UNWATCHED: mark("unwatched account"),
        NoticeKind.SIGN: mark("missing signature"),
        NoticeKind.SIGN_UNSURE: mark("question about a signature"),
        NoticeKind.MOVED: mark("comments of a colleague who is away"),
        NoticeKind.URGENT: mark("urgent comments"),
        NoticeKind.WELCOME: mark("greetings to new editors"),
        NoticeKind.INSTALLED: mark("greetings where I was put"),
        NoticeKind.DUTY_GAP: mark("nobody on duty"),
        NoticeKind.ON_CALL_ENDED: mark("nobody on call any more"),
        NoticeKind.SWAP: mark("question about a day on duty"),
        NoticeKind.SWAPPED: mark("answer about a day on duty"),
        NoticeKind.WEEK: mark("the week in short"),
        NoticeKind.DRAFT_TO_READ: mark("draft to read"),
        NoticeKind.DRAFT_READ: mark("draft that has been read"),
        NoticeKind.REGISTRAR: mark("missing diary number"),
        NoticeKind.NOT_ATTACHED: mark("file that could not be fetched"),
        NoticeKind.DEED: mark("what was done on the platform"),
        NoticeKind.SOURCE: mark("account that is not seen into"),
        NoticeKind.CRISIS: mark("crisis watch"),
        NoticeKind.OPERATOR: mark("message to the operator"),
    }
)

NOTICE_STATES: Mapping[NoticeState, str] = MappingProxyType(
    {
        NoticeState.PENDING: mark("waits"),
        NoticeState.SENDING: mark("on its way"),
        NoticeState.UNKNOWN: mark("unclear whether it arrived"),
        NoticeState.SENT: mark("sent"),
        NoticeState.CANCELLED: mark("cancelled"),
        NoticeState.EXPIRED: mark("its moment passed"),
        NoticeState.DEAD: mark("refused by the chat"),
    }
)

ROUND_STATES: Mapping[RoundState, str] = MappingProxyType(
    {
        RoundState.PLANNED: mark("planned"),
        RoundState.CALLED: mark("called"),
        RoundState.DONE: mark("done"),
        RoundState.MISSED: mark("missed"),
    }
)

SIGNATURES: Mapping[SignatureResult, str] = MappingProxyType(
    {
        SignatureResult.SIGNED: mark("signed"),
        SignatureResult.UNSIGNED: mark("not signed"),
        SignatureResult.UNSURE: mark("cannot be told"),
    }
)

ROLES: Mapping[Role, str] = MappingProxyType(
    {
        Role.EDITOR: mark("editor"),
        Role.SUPERVISOR: mark("supervisor"),
    }
)

PLATFORMS: Mapping[str, str] = MappingProxyType(
    {
        "facebook": "Facebook",
        "instagram": "Instagram",
        "threads": "Threads",
        "youtube": "YouTube",
        "x": "X",
        "twitter": "Twitter",
        "linkedin": "LinkedIn",
        "tiktok": "TikTok",
        "flickr": "Flickr",
        "mastodon": "Mastodon",
        "bluesky": "Bluesky",
        "wikipedia": "Wikipedia",
        "google": mark("Google reviews"),
        "blog": mark("blog"),
        "forum": mark("forum"),
        "wiki": mark("wiki"),
        "web": mark("website"),
    }
)


class Words:
    """Stored words, named for people."""

    def __init__(self, language: Language) -> None:
        self._l = language

    def all_of(self, things: Sequence[str]) -> str:
        """`Anna, Bo och Cecilia`."""
        return self._l.all_of(things)

    def state(self, state: CommentState) -> str:
        """`besvarad`."""
        return self._l.text(STATES[state])

    def ground(self, ground: Ground) -> str:
        """`kränkande eller olämpligt`."""
        return self._l.text(GROUNDS[ground])

    def event(self, action: EventAction | str) -> str:
        """`tagen`, `öppnad igen`."""
        return self._l.text(EVENTS[EventAction(action)])

    def kind(self, kind: NoticeKind) -> str:
        """What a row of the outbox is."""
        return self._l.text(KINDS[kind])

    def notice_state(self, state: NoticeState) -> str:
        """Where a row of the outbox stands."""
        return self._l.text(NOTICE_STATES[state])

    def round_state(self, state: RoundState) -> str:
        """Where a watch round stands."""
        return self._l.text(ROUND_STATES[state])

    def signature(self, result: SignatureResult) -> str:
        """Whether a reply is signed."""
        return self._l.text(SIGNATURES[result])

    def role(self, role: Role) -> str:
        """`redaktör`."""
        return self._l.text(ROLES[role])

    def platform(self, platform: str) -> str:
        """`Facebook`, `blogg`; a platform without a name of its own here is shown as it is written."""
        return self._l.text(PLATFORMS[platform]) if platform in PLATFORMS else platform

    def account(self, name: str, platform: str) -> str:
        """`Kulturskolans Facebook`; the name alone where it says the platform itself."""
        label = self.platform(platform)
        said = label.casefold() in (name.casefold() if len(label) > 2 else name.casefold().split())
        return name if said else self._l.owned(name, label)
