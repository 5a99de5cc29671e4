"""The shapes of what Slack sends: what is not of its kind's shape is refused before any listener reads it.

Only what Bolt and our listeners read is named; everything else in a payload may be as it likes.
"""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

Id = Annotated[str, StringConstraints(max_length=80)]
"""A person's or a channel's: Slack's have about eleven letters, and ours go back to Slack."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)


class _Thing(_Part):
    id: str | None = None


class _Known(_Part):
    id: Id


class _Somebody(_Part):
    enterprise: str | _Thing | None = None
    enterprise_id: str | None = None
    team: str | _Thing | None = None
    team_id: str | None = None
    user_id: str | None = None


class _Said(_Part):
    user: str | _Thing | None = None
    text: str | None = None
    ts: str | None = None
    thread_ts: str | None = None


class _Payload(_Somebody):
    type: str | None = None
    authorizations: list[_Somebody] | None = None
    response_urls: list[dict[str, Any]] | None = None


class _Placed(_Payload):
    user: str | _Thing | None = None
    channel: str | _Thing | None = None
    event: _Somebody | None = None


class _Command(_Placed):
    command: str
    user_id: Id
    channel_id: Id
    trigger_id: str
    text: str | None = None


class _Event(_Somebody):
    type: str
    subtype: str | None = None
    user: str | _Thing | None = None
    channel: str | _Thing | None = None
    message: _Said | None = None
    previous_message: _Said | None = None
    item: _Thing | str | None = None
    text: str | None = None
    thread_ts: str | None = None


class _Written(_Event):
    user: Id
    channel: Id


class _Opened(_Event):
    user: Id


class _Events(_Payload):
    event: _Event
    event_id: str


class _Option(_Part):
    value: str


class _Element(_Part):
    type: str | None = None
    value: str | None = None
    selected_option: _Option | None = None
    selected_options: list[_Option] | None = None
    selected_date: str | None = None
    selected_time: str | None = None
    selected_user: Id | None = None


class _Pressed(_Element):
    type: str
    action_id: str
    block_id: str


class _State(_Part):
    values: dict[str, dict[str, _Element]] | None = None


class _Filled(_Part):
    values: dict[str, dict[str, _Element]]


class _Block(_Part):
    type: str
    block_id: str


class _View(_Part):
    id: str
    type: str
    callback_id: str | None = None
    private_metadata: str | None = None
    state: _State | None = None
    blocks: list[_Block] | None = None
    app_installed_team_id: str | None = None


class _Acted(_Payload):
    user: _Known
    channel: _Known | None = None
    message: _Said | None = None


class _Pressing(_Acted):
    actions: list[_Pressed]
    trigger_id: str | None = None
    view: _View | None = None


class _Form(_Part):
    id: str
    type: str
    callback_id: str
    private_metadata: str | None = None
    state: _Filled
    blocks: list[_Block]
    app_installed_team_id: str | None = None


class _Submitted(_Acted):
    view: _Form


class _Chosen(_Acted):
    callback_id: str
    trigger_id: str


_KINDS: Mapping[str, type[_Payload]] = {
    "event_callback": _Events,
    "block_actions": _Pressing,
    "view_submission": _Submitted,
    "message_action": _Chosen,
    "shortcut": _Chosen,
}
_EVENTS: Mapping[str, type[_Event]] = {"app_mention": _Written, "app_home_opened": _Opened}


def checked(payload: Mapping[str, Any]) -> bool:
    """Whether it is of a kind that a listener hears. Raises ValueError for what is not of its kind's shape.

    Of a kind that nobody hears, no shape is known: Bolt must not read it.
    """
    kind = _Command if "command" in payload else _KINDS.get(str(payload.get("type")))
    if kind is None:
        return False
    try:
        read = kind.model_validate(payload)
        if isinstance(read, _Events):
            _event(read.event, payload["event"])
    except ValidationError:  # its message quotes what was sent
        raise ValueError("not of Slack's shape") from None
    if isinstance(read, _Pressing) and not read.actions:
        raise ValueError("nothing was pressed")
    if isinstance(read, _Submitted) and not any(block.type == "input" for block in read.view.blocks):
        raise ValueError("a form without a field")
    return True


def _event(read: _Event, event: Mapping[str, Any]) -> None:
    to_us = event.get("channel_type") == "im" and not event.get("subtype") and not event.get("bot_id")
    shape = _Written if read.type == "message" and to_us else _EVENTS.get(read.type)
    if shape is not None:
        shape.model_validate(event)
