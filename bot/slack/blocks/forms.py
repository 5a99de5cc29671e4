"""Modals: a form with what is known filled in, and what was written in it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.chat.forms import intro, parts, send_in, title
from bot.chat.forms.parts import TIME_OF, joined
from bot.slack import limits, mrkdwn
from bot.slack.blocks.fields import ANEW, VALUE, drawn
from bot.slack.blocks.fitting import in_view
from bot.slack.blocks.pieces import PREFIX, Block, context, plain
from bot.texts import Label, Texts
from handlers.numbers import of_element
from handlers.outcome import FieldError, Form, FormKind

__all__ = ["CALLBACK", "TIME_OF", "VALUE", "Sent", "errors", "modal", "reading", "sent", "written"]

CALLBACK = PREFIX + "form."


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
        "title": plain(title(form, texts), limits.VIEW_TITLE),
        "submit": plain(send_in(form, texts), limits.VIEW_TITLE),
        "close": plain(texts.labels(Label.CANCEL), limits.VIEW_TITLE),
        "blocks": in_view(
            [
                context(mrkdwn.escape(intro(form, texts))),
                *(drawn(part, texts) for part in parts(form, texts)),
            ]
        ),
    }


def reading(title: str, blocks: Sequence[Block], texts: Texts) -> dict[str, Any]:
    """A modal only to read: "Visa hela", "Varför den tiden?"."""
    return {
        "type": "modal",
        "title": plain(title, limits.VIEW_TITLE),
        "close": plain(texts.labels(Label.CLOSE), limits.VIEW_TITLE),
        "blocks": in_view(blocks),
    }


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
    return joined(found)


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
