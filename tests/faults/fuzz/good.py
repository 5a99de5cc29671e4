"""Good requests of every kind: each word, button, menu, form, event and field, as the platforms send them."""

import json
from dataclasses import dataclass
from random import Random
from typing import Any, Literal

from hypothesis import strategies as st

from bot.chat import asking
from bot.slack.blocks.forms import CALLBACK
from bot.slack.blocks.pieces import PREFIX
from bot.slack.names import ADD_COMMENT, COMMANDS
from db.words import Ground
from handlers.command_words import WORDS
from handlers.outcome import FormKind
from tests.faults.fuzz.words import written

Json = dict[str, Any]

USERS = ("U-ANNA", "U-CECILIA", "U-OUTSIDER", "U-NY")
CHANNELS = ("C-KULTUR", "C-ALLMANT", "D-NY", "C-UTAN-BOT")
PLACES = ("", "1", "2 ", "1, 2", "3 stötande", "#2 ", "@anna ", "idag", "2026-W47", "alla")
BUTTONS = (*asking.ACTIONS, *asking.FORMS, *asking.TOGETHER, *asking.OTHERS)
VALUES = ("1", "2", "3", "1,2", "round:1:all", "round:1:1", "2026-W47", "")

users, channels = st.sampled_from(USERS), st.sampled_from(CHANNELS)
ids = st.integers(0, 10**9).map(str)


@st.composite
def rows(draw: st.DrawFn) -> Json:
    """A comment as a platform hands it in."""
    row: Json = {
        "account": "kulturskolan",
        "text": draw(written),
        "written_at": draw(st.sampled_from(("2026-11-27T14:30:00+01:00", "2026-11-27T08:00:00Z"))),
        "external_id": draw(ids),
    }
    if draw(st.booleans()):
        row |= {
            "author": draw(written),
            "url": "https://www.facebook.com/1",
            "thread_id": "t",
            "parent_id": 7,
        }
    return row


@st.composite
def commands(draw: st.DrawFn) -> Json:
    """A slash command: each word, with something after it."""
    word = draw(st.sampled_from([spelling for known in WORDS.values() for spelling in known]))
    rest = draw(st.sampled_from(PLACES)) + (draw(written) if draw(st.booleans()) else "")
    name = draw(st.sampled_from(COMMANDS))
    return {
        "command": f"/{name}",
        "text": f"{word} {rest}" if name == "svarsvakt" else rest,
        "user_id": draw(users),
        "channel_id": draw(channels),
        "trigger_id": draw(ids),
    }


@st.composite
def events(draw: st.DrawFn) -> Json:
    """A mention, a direct message, or the App Home opened."""
    word = draw(st.sampled_from([known[0] for known in WORDS.values()]))
    text = f"<@U-BOT> {word} {draw(st.sampled_from(PLACES))}{draw(written)}"
    kind = draw(st.sampled_from(("app_mention", "message", "app_home_opened")))
    event: Json = {"type": kind, "user": draw(users), "channel": draw(channels), "text": text, "ts": "1.2"}
    if kind == "message":
        event["channel_type"] = "im"
    if kind == "app_home_opened":
        event["tab"] = "home"
    return {"type": "event_callback", "event_id": draw(ids), "event": event}


@st.composite
def presses(draw: st.DrawFn) -> Json:
    """A button or a menu, in a message or on the App Home."""
    name, value = draw(st.sampled_from(BUTTONS)), draw(st.sampled_from(VALUES))
    pressed: Json = {
        "type": "button",
        "action_id": PREFIX + name,
        "block_id": "b",
        "value": value,
        "action_ts": "1",
    }
    if draw(st.booleans()):
        pressed |= {"type": "overflow", "action_id": PREFIX + "more", "value": None}
        pressed["selected_option"] = {"value": f"{name}:{value}"}
    body: Json = {
        "type": "block_actions",
        "user": {"id": draw(users)},
        "trigger_id": draw(ids),
        "actions": [pressed],
    }
    if draw(st.booleans()):
        ticked = {
            "ticks.1.1.2": {"svarsvakt.ticks": {"type": "checkboxes", "selected_options": [{"value": "1"}]}}
        }
        return body | {"view": {"id": "V1", "type": "home", "state": {"values": ticked}}}
    return body | {"channel": {"id": draw(channels)}, "message": {"ts": "1.2", "text": draw(written)}}


@st.composite
def forms(draw: st.DrawFn) -> Json:
    """A form sent in, its fields filled."""
    kind = draw(st.sampled_from(list(FormKind)))
    fields = {
        "account": ("static_select", "kulturskolan"),
        "ground": ("static_select", draw(st.sampled_from([ground.value for ground in Ground]))),
        "person": ("static_select", draw(st.sampled_from(("1", "2", "9")))),
        "text": ("plain_text_input", draw(written)),
        "reason": ("plain_text_input", draw(written)),
        "whom": ("plain_text_input", draw(written)),
        "alias": ("plain_text_input", draw(written)),
        "first_name": ("plain_text_input", "Anna"),
        "url": ("plain_text_input", "https://www.facebook.com/2"),
        "first_day": ("datepicker", "2026-12-01"),
        "last_day": ("datepicker", draw(st.sampled_from((None, "2026-12-02", "2026-11-01")))),
        "written_at": ("datepicker", "2026-11-27"),
        "written_at_time": ("timepicker", "08:00"),
    }
    values = {name: {PREFIX + "value": _element(*what)} for name, what in fields.items()}
    notes = {"number": draw(st.integers(1, 4)), "channel": draw(st.sampled_from((None, *CHANNELS)))}
    view = {
        "id": draw(ids),
        "type": "modal",
        "callback_id": CALLBACK + kind.value,
        "private_metadata": json.dumps({name: value for name, value in notes.items() if value is not None}),
        "state": {"values": values},
        "blocks": [{"type": "input", "block_id": name} for name in fields],
    }
    return {"type": "view_submission", "user": {"id": draw(users)}, "trigger_id": draw(ids), "view": view}


def _element(kind: str, value: str | None) -> Json:
    match kind:
        case "static_select":
            return {"type": kind, "selected_option": {"value": value}}
        case "datepicker":
            return {"type": kind, "selected_date": value}
        case "timepicker":
            return {"type": kind, "selected_time": value}
        case _:
            return {"type": kind, "value": value}


@st.composite
def shortcuts(draw: st.DrawFn) -> Json:
    """ "Lägg till i Svarsvakt" on a message."""
    return {
        "type": "message_action",
        "callback_id": ADD_COMMENT,
        "user": {"id": draw(users)},
        "trigger_id": draw(ids),
        "channel": {"id": draw(channels)},
        "message": {"text": draw(written), "ts": "1795787400.000100", "user": "U-OUTSIDER"},
    }


@dataclass(frozen=True, kw_only=True)
class Good:
    """A good payload, and how it travels."""

    kind: Literal["intake", "command", "event", "interaction"]
    payload: Any


def _of(kind: str, payloads: st.SearchStrategy[Any]) -> st.SearchStrategy[Good]:
    return payloads.map(lambda payload: Good(kind=kind, payload=payload))  # type: ignore[arg-type]  # four words


goods = st.one_of(
    _of("intake", rows()),
    _of("intake", st.lists(rows(), max_size=3)),
    _of("command", commands()),
    _of("event", events()),
    _of("interaction", presses()),
    _of("interaction", forms()),
    _of("interaction", shortcuts()),
)


def fresh(payload: Any, dice: Random) -> Any:
    """The same again as a delivery of its own: Slack and the platforms number theirs."""
    if isinstance(payload, list):
        return [fresh(each, dice) for each in payload]
    names = {"trigger_id", "event_id", "external_id"} & set(payload)
    return {**payload, **{name: str(dice.randrange(10**12)) for name in names}}
