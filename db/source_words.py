"""The words that are stored about what comes from platforms by itself."""

from enum import StrEnum


class Gone(StrEnum):
    """What was written is not there any more for the public."""

    HIDDEN = "hidden"
    """It is there, but the public cannot see it."""
    REMOVED = "removed"
    """It is gone."""


class GoneBy(StrEnum):
    """Who hid or removed something, as far as the platform says."""

    AUTHOR = "author"
    """Whoever wrote it."""
    ACCOUNT = "account"
    """Somebody who runs the account."""
    PLATFORM = "platform"
    """The platform itself: its moderation, its spam filter."""


class PublishedKind(StrEnum):
    """What the account itself wrote."""

    REPLY = "reply"
    """Among the comments: an answer."""
    POST = "post"
    """What the public comments on."""


class PayloadState(StrEnum):
    """Where a webhook's payload stands."""

    WAITING = "waiting"
    """Stored, and answered; to be worked on."""
    DONE = "done"
    """All of it is in the store; its bytes are let go, its hash is kept."""
    FAILED = "failed"
    """Some of it could not be read: its bytes are kept to be looked at."""


class MediaState(StrEnum):
    """Where a picture stands that the public put with a comment."""

    WANTED = "wanted"
    """To be copied from the platform."""
    STORED = "stored"
    """Its bytes are in the store."""
    FAILED = "failed"
    """It could not be copied; why is kept."""


class Deed(StrEnum):
    """What can be done on a platform from chat."""

    PUBLISH = "publish"
    """Put out a reply."""
    HIDE = "hide"
    """Take a comment from the public's eyes."""
    REMOVE = "remove"
    """Remove a comment."""


class DeedState(StrEnum):
    """Where something stands that is to be done on a platform."""

    WAITING = "waiting"
    """To be done, or under way."""
    DONE = "done"
    """The platform has it."""
    FAILED = "failed"
    """It was not done, and will not be: the one who asked has heard why."""
    UNSURE = "unsure"
    """Nobody could tell whether it was done: it is not sent again, the one who asked looks there."""
