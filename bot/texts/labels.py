"""What stands on buttons, in menus and above fields."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from bot.texts.language import Language, mark


class Label(StrEnum):
    """Everything that can be pressed, chosen or headed; at most 75 characters, most far fewer."""

    CLAIM = "claim"
    RELEASE = "release"
    ACKNOWLEDGE = "acknowledge"
    ANSWERED = "answered"
    NO_REPLY = "no_reply"
    REFER = "refer"
    URGENT = "urgent"
    INDIVIDUAL = "individual"
    REPLY = "reply"
    ANSWER_HERE = "answer_here"
    READ_DRAFT = "read_draft"
    READY_REPLIES = "ready_replies"
    NO_MORE_TIPS = "no_more_tips"
    CONTINUE = "continue"
    HIDE = "hide"
    REMOVE = "remove"
    REOPEN = "reopen"
    SHOW = "show"
    WHY = "why"
    MORE = "more"
    ORIGINAL = "original"
    LOOKED = "looked"
    LOOKED_ALL = "looked_all"
    LOOK = "look"
    SHORTCUT = "shortcut"
    SIGN_MENDED = "sign_mended"
    SIGN_KEPT = "sign_kept"
    CLOSE_ANSWERED = "close_answered"
    CLOSE_NO_REPLY = "close_no_reply"
    CLOSE_LIKELY = "close_likely"
    CHOOSE_COMMENTS = "choose_comments"
    NEW_COMMENT = "new_comment"
    HAND_OUT = "hand_out"
    HAND_OUT_NOW = "hand_out_now"
    SETTINGS = "settings"
    AWAY = "away"
    SWAP = "swap"
    SWAP_YES = "swap_yes"
    SWAP_NO = "swap_no"
    SWAP_WITHDRAW = "swap_withdraw"
    DUTY_NEXT = "duty_next"
    CALENDAR = "calendar"
    BACK = "back"
    WEEK = "week"
    CHOOSE_WEEK = "choose_week"
    GUESS_WRONG = "guess_wrong"
    OTHER_REPLY = "other_reply"
    CRISIS = "crisis"
    CRISIS_START = "crisis_start"
    CRISIS_DECLINE = "crisis_decline"
    CRISIS_CHANGE = "crisis_change"
    CRISIS_END = "crisis_end"
    SAVE = "save"
    CANCEL = "cancel"
    CLOSE = "close"
    FILL_IN = "fill_in"
    SEARCH = "search"
    NOTHING_CHOSEN = "nothing_chosen"
    SHOW_WEEK = "show_week"
    OPEN_IN_CHAT = "open_in_chat"
    ALL_COMMENTS = "all_comments"


LABELS: Mapping[Label, str] = MappingProxyType(
    {
        Label.CLAIM: mark("I’ll take it"),
        Label.RELEASE: mark("Release it"),
        Label.ACKNOWLEDGE: mark("Told them we’ll get back"),
        Label.ANSWERED: mark("Answered"),
        Label.NO_REPLY: mark("Needs no reply"),
        Label.REFER: mark("Referred to …"),
        Label.URGENT: mark("Urgent …"),
        Label.INDIVIDUAL: mark("Individual case …"),
        Label.REPLY: mark("Write a reply …"),
        Label.ANSWER_HERE: mark("Answer here …"),
        Label.READ_DRAFT: mark("Read the draft …"),
        Label.READY_REPLIES: mark("Ready replies …"),
        Label.NO_MORE_TIPS: mark("No more tips"),
        Label.CONTINUE: mark("Continue"),
        Label.HIDE: mark("I have hidden it"),
        Label.REMOVE: mark("I have removed it"),
        Label.REOPEN: mark("Open it again"),
        Label.SHOW: mark("Show all"),
        Label.WHY: mark("Why that time?"),
        Label.MORE: mark("More …"),
        Label.ORIGINAL: mark("Go to the comment"),
        Label.LOOKED: mark("I have looked"),
        Label.LOOKED_ALL: mark("I have looked at all of them"),
        Label.LOOK: mark("Go and look"),
        Label.SHORTCUT: mark("Add to Svarsvakt"),
        Label.SIGN_MENDED: mark("Done, the name is there"),
        Label.SIGN_KEPT: mark("Leave it as it is"),
        Label.CLOSE_ANSWERED: mark("The chosen ones are answered"),
        Label.CLOSE_NO_REPLY: mark("The chosen ones need no reply"),
        Label.CLOSE_LIKELY: mark("None of these needs a reply"),
        Label.CHOOSE_COMMENTS: mark("Choose comments"),
        Label.NEW_COMMENT: mark("Add a comment"),
        Label.HAND_OUT: mark("Records request …"),
        Label.HAND_OUT_NOW: mark("Hand out"),
        Label.SETTINGS: mark("Change my settings"),
        Label.AWAY: mark("I’ll be away …"),
        Label.SWAP: mark("Swap a day …"),
        Label.SWAP_YES: mark("Yes, I’ll take it"),
        Label.SWAP_NO: mark("No, I can’t"),
        Label.SWAP_WITHDRAW: mark("Take the question back"),
        Label.DUTY_NEXT: mark("Next week"),
        Label.CALENDAR: mark("My calendar"),
        Label.BACK: mark("I’m back"),
        Label.WEEK: mark("The week so far"),
        Label.CHOOSE_WEEK: mark("Choose an earlier week"),
        Label.GUESS_WRONG: mark("No, it is not"),
        Label.OTHER_REPLY: mark("No, not this one"),
        Label.CRISIS: mark("Crisis watch …"),
        Label.CRISIS_START: mark("Start it …"),
        Label.CRISIS_DECLINE: mark("Don’t start it"),
        Label.CRISIS_CHANGE: mark("Change or prolong …"),
        Label.CRISIS_END: mark("End it now"),
        Label.SAVE: mark("Save"),
        Label.CANCEL: mark("Cancel"),
        Label.CLOSE: mark("Close"),
        Label.FILL_IN: mark("Fill it in"),
        Label.SEARCH: mark("Search"),
        Label.NOTHING_CHOSEN: mark("Nothing chosen"),
        Label.SHOW_WEEK: mark("Show the week"),
        Label.OPEN_IN_CHAT: mark("Show in the channel"),
        Label.ALL_COMMENTS: mark("Show everything that waits"),
    }
)


class Labels:
    """Buttons and menus: `labels(Label.CLAIM)` is `Jag tar den`."""

    def __init__(self, language: Language) -> None:
        self._l = language

    def __call__(self, label: Label) -> str:
        """The label's words."""
        return self._l.text(LABELS[label])

    def for_screen_readers(self, label: Label, about: str) -> str:
        """The button's words with what it is about, for those who hear it out of its place."""
        return f"{self(label)}: {about}"
