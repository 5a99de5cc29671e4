"""The shapes of what Teams sends: what is not of them is refused before anything reads it.

Only what we read is named; everything else in an activity may be as it likes, and grows with the years.
Source: https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference
(the Activity object) and what Teams puts into its channelData.
"""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

Id = Annotated[str, StringConstraints(min_length=1, max_length=200)]
"""A person's, a channel's: as long as the store keeps it."""
Tenant = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Where = Annotated[str, StringConstraints(pattern=r"^[^;]{1,200}(;[^;]{1,60})?$")]
"""A conversation's id, and after a semicolon the message that a thread began with."""
SHARED = "19:"
"""How the id of what several people read begins; that of somebody's own chat with a bot begins with `a:`."""
Word = Annotated[str, StringConstraints(max_length=100)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True, frozen=True)


class Account(_Part):
    """A person or a bot."""

    id: Id
    key: Id | None = Field(default=None, alias="aadObjectId")
    """Of a person: her id in the organisation's directory, the same for every bot."""
    name: str | None = None


class Thing(_Part):
    """Something with an id."""

    id: Id | None = None
    name: str | None = None


class Organisation(_Part):
    """A tenant of Microsoft 365."""

    id: Tenant | None = None


class ChannelData(_Part):
    """What Teams alone says."""

    tenant: Organisation | None = None
    team: Thing | None = None
    channel: Thing | None = None
    event: Word | None = Field(default=None, alias="eventType")


class Conversation(_Part):
    """Where it was said; a thread's id has its first message after a semicolon."""

    id: Where
    kind: Word | None = Field(default=None, alias="conversationType")
    tenant: Tenant | None = Field(default=None, alias="tenantId")
    name: str | None = None


class Entity(_Part):
    """What a part of the text is; a mention names somebody."""

    type: Word | None = None
    text: str | None = None
    mentioned: Account | None = None


class Attachment(_Part):
    """Something that came with a message: a file, a picture, the message's own HTML."""

    kind: Annotated[str, StringConstraints(max_length=200)] | None = Field(default=None, alias="contentType")
    url: str | None = Field(default=None, alias="contentUrl")
    name: str | None = None
    content: Any = None


class Activity(_Part):
    """Something that happened in Teams."""

    type: Word
    id: Id | None = None
    channel: Word = Field(alias="channelId")
    service_url: Annotated[str, StringConstraints(min_length=1, max_length=500)] = Field(alias="serviceUrl")
    by: Account = Field(alias="from")
    to: Account = Field(alias="recipient")
    conversation: Conversation
    text: str | None = None
    locale: Word | None = None
    """Of whoever did it, as her Teams is set: `sv-SE`."""
    name: Word | None = None
    """Of an invoke: what is asked for."""
    value: Any = None
    reply_to: Id | None = Field(default=None, alias="replyToId")
    entities: list[Entity] | None = None
    attachments: list[Attachment] | None = None
    data: ChannelData | None = Field(default=None, alias="channelData")
    added: list[Account] | None = Field(default=None, alias="membersAdded")
    gone: list[Account] | None = Field(default=None, alias="membersRemoved")
    action: Word | None = None

    @property
    def user(self) -> str:
        """Whom the bot knows her by: the directory's id, else (a guest, another service) Teams' own."""
        return self.by.key or self.by.id

    @property
    def tenant(self) -> str | None:
        """The organisation it comes from."""
        said = self.data.tenant.id if self.data and self.data.tenant else None
        return said or self.conversation.tenant

    @property
    def personal(self) -> bool:
        """In somebody's own chat with the bot; a channel is none, whatever is said of it."""
        return self.conversation.kind == "personal" and not self.conversation.id.startswith(SHARED)


def activity_in(payload: object) -> Activity:
    """The activity. Raises ValueError for what is not of its shape; the message quotes nothing of it."""
    if not isinstance(payload, Mapping):
        raise ValueError("not an activity")  # noqa: TRY004 - bad input, not a bad call
    try:
        return Activity.model_validate(payload)
    except ValidationError as error:
        where = {".".join(str(part) for part in fault["loc"][:3]) for fault in error.errors()}
        raise ValueError(f"not an activity: {', '.join(sorted(where))[:200]}") from None
