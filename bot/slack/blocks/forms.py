"""Modals: a form with what is known filled in, and what was written in it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from bot.slack import limits, mrkdwn
from bot.slack.blocks import answer_forms, crisis, handouts, record_forms
from bot.slack.blocks.duty import swap_fields
from bot.slack.blocks.fields import ANEW, VALUE, choice, field, text_input
from bot.slack.blocks.fitting import in_view
from bot.slack.blocks.pieces import PREFIX, Block, context, option, plain
from bot.texts import Label, Texts
from db.words import Ground
from handlers.numbers import of_element
from handlers.outcome import FieldError, Form, FormKind

TIME_OF = "_time"
CALLBACK = PREFIX + "form."
SUBMITS: Mapping[FormKind, Label] = {
    FormKind.REPLY: Label.CONTINUE,
    FormKind.HAND_OUT: Label.CONTINUE,
    FormKind.HAND_OUT_REVIEW: Label.HAND_OUT_NOW,
}
"""What the button that sends a form in says, where it is not "Save"."""
_OTHERS = {**answer_forms.FIELDS, **handouts.FIELDS}


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A form that was submitted: which, about what, opened where, and its fields."""

    kind: FormKind
    number: int | None
    channel: str | None
    thread: str | None
    fields: Mapping[str, str]


def modal(
    form: Form, texts: Texts, *, channel: str | None = None, thread: str | None = None
) -> dict[str, Any]:
    """The form as a modal; `channel` and `thread` say where its answer is shown afterwards."""
    kept = {"number": form.number, "channel": channel, "thread": thread, "kept": dict(form.kept) or None}
    return {
        "type": "modal",
        "callback_id": CALLBACK + form.kind.value,
        "private_metadata": json.dumps({name: value for name, value in kept.items() if value is not None}),
        "title": plain(texts.form.title(form.kind), limits.VIEW_TITLE),
        "submit": plain(_send_in(form, texts), limits.VIEW_TITLE),
        "close": plain(texts.labels(Label.CANCEL), limits.VIEW_TITLE),
        "blocks": in_view([context(mrkdwn.escape(texts.form.intro(form.kind))), *_fields(form, texts)]),
    }


def _send_in(form: Form, texts: Texts) -> str:
    if form.crisis is not None:
        return texts.crisis.send_in(form.crisis)
    return texts.labels(SUBMITS.get(form.kind, Label.SAVE))


def reading(title: str, blocks: Sequence[Block], texts: Texts) -> dict[str, Any]:
    """A modal only to read: "Visa hela", "Varför den tiden?"."""
    return {
        "type": "modal",
        "title": plain(title, limits.VIEW_TITLE),
        "close": plain(texts.labels(Label.CLOSE), limits.VIEW_TITLE),
        "blocks": in_view(blocks),
    }


def _fields(form: Form, texts: Texts) -> list[Block]:
    match form.kind:
        case FormKind.NEW_COMMENT:
            zone = ZoneInfo(form.zone)
            at = form.at.astimezone(zone) if form.at else None
            written = {"type": "datepicker", "action_id": VALUE}
            hour = {"type": "timepicker", "action_id": VALUE}
            if at:
                written["initial_date"] = at.date().isoformat()
                hour["initial_time"] = f"{at:%H:%M}"
            return [
                field("account", choice(form.choices, chosen=form.known.get("account")), texts),
                field("text", text_input(form.text, multiline=True), texts),
                field("url", text_input(form.url), texts, optional=True),
                field("written_at", written, texts),
                field("written_at", hour, texts, named="written_time", block_id="written_at" + TIME_OF),
            ]
        case FormKind.HIDE | FormKind.REMOVE | FormKind.ATTACH:
            return record_forms.fields(form, texts)
        case FormKind.URGENT:
            grounds = [option(texts.words.ground(ground), ground.value) for ground in Ground]
            chooser = {"type": "static_select", "action_id": VALUE, "options": grounds}
            return [
                field("ground", chooser, texts, optional=True),
                field("reason", text_input(form.text, multiline=True), texts, optional=True),
            ]
        case FormKind.REFER:
            return [field("whom", text_input(form.text), texts)]
        case FormKind.ANSWER:
            return [field("text", text_input(form.text, multiline=True), texts, named="reply", optional=True)]
        case FormKind.CRISIS | FormKind.CRISIS_CHANGE:
            return crisis.fields(form, texts)
        case FormKind.AWAY:
            me = str(form.settings.person.id) if form.settings else None
            first: dict[str, Any] = {"type": "datepicker", "action_id": VALUE}
            if form.at:
                first["initial_date"] = form.at.astimezone(ZoneInfo(form.zone)).date().isoformat()
            whom = [field("person", choice(form.choices, chosen=me), texts)] if form.choices else []
            return [
                *whom,
                field("first_day", first, texts),
                field("last_day", {"type": "datepicker", "action_id": VALUE}, texts, optional=True),
            ]
        case FormKind.SWAP:
            return swap_fields(form, texts)
        case FormKind.SETTINGS:
            return _my_settings(form, texts)
        case _:
            return _OTHERS[form.kind](form, texts)


def _my_settings(form: Form, texts: Texts) -> list[Block]:
    mine = form.settings
    days = [option(texts.dates.weekday(day), str(day)) for day in range(7)]
    chosen = [days[day] for day in (mine.duty_weekdays if mine else ())]
    boxes: dict[str, Any] = {"type": "checkboxes", "action_id": VALUE, "options": days}
    if chosen:
        boxes["initial_options"] = chosen
    return [
        field("first_name", text_input(mine.person.first_name if mine else "", most=80), texts),
        field("alias", text_input((mine.alias or "") if mine else "", most=80), texts, optional=True),
        field("duty_weekdays", boxes, texts, optional=True),
    ]


def sent(view: Mapping[str, Any]) -> Sent:
    """What came in with a `view_submission`. Raises ValueError for a form that is none of ours."""
    kept = json.loads(view.get("private_metadata") or "{}")
    number = kept.get("number") if isinstance(kept, dict) else None
    unseen = kept.get("kept", {}) if isinstance(kept, dict) else None
    if not isinstance(kept, dict) or not isinstance(number, int | None) or not isinstance(unseen, dict):
        raise ValueError("not our own metadata")  # noqa: TRY004 - bad input, not a bad call
    return Sent(
        kind=FormKind(str(view["callback_id"]).removeprefix(CALLBACK)),
        number=None if number is None else of_element(str(number)),
        channel=kept.get("channel"),
        thread=kept.get("thread"),
        fields=written(view["state"]["values"])
        | {f"kept.{name}": str(value) for name, value in unseen.items()},
    )


def written(values: Mapping[str, Any]) -> dict[str, str]:
    """What was written in each field of a form, as text; of several choices: separated by commas."""
    found = {
        block.partition(ANEW)[0]: _value(next(iter(elements.values())))
        for block, elements in values.items()
        if elements
    }
    for block in [name for name in found if name.endswith(TIME_OF)]:
        clock = found.pop(block)
        day = found.get(block.removesuffix(TIME_OF), "")
        if day and clock:
            found[block.removesuffix(TIME_OF)] = f"{day} {clock}"
    return found


def _value(element: Mapping[str, Any]) -> str:
    match element.get("type"):
        case "checkboxes" | "multi_static_select":
            return ",".join(str(chosen["value"]) for chosen in element.get("selected_options") or [])
        case "static_select" | "radio_buttons":
            return str((element.get("selected_option") or {}).get("value") or "")
        case "datepicker":
            return str(element.get("selected_date") or "")
        case "users_select":
            return str(element.get("selected_user") or "")
        case "conversations_select":
            return str(element.get("selected_conversation") or "")
        case "file_input":
            return json.dumps(element.get("files") or [])
        case "timepicker":
            return str(element.get("selected_time") or "")
        case _:
            return str(element.get("value") or "")


def errors(faults: Sequence[FieldError], view: Mapping[str, Any], texts: Texts) -> dict[str, str]:
    """Faults beside the inputs they are about; one about no input of this form stands at the first."""
    inputs = [str(block["block_id"]) for block in view["blocks"] if block["type"] == "input"]
    said: dict[str, str] = {}
    for fault in faults:
        place = next((name for name in inputs if name.partition(ANEW)[0] == fault.field), inputs[0])
        said.setdefault(place, texts.form.error(fault))
    return said
