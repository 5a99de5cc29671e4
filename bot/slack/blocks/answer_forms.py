"""The forms around an answer: an individual case, a draft and its second reader, the unit's ready replies."""

from typing import Any

from bot.slack.blocks.fields import VALUE, field, text_input
from bot.slack.blocks.pieces import Block, option
from bot.texts import Texts
from db.words import ToRegistrar
from handlers.outcome import Form


def individual(form: Form, texts: Texts) -> list[Block]:
    """The confirmation to copy, whether it is out, to whom the case goes, and the registrar."""
    known = form.known
    fields: list[Block] = []
    if not known.get("out"):
        reply = form.text or texts.form.confirmation(form.sign_off)
        fields += [
            field("reply", text_input(reply, multiline=True), texts, named="confirmation", optional=True),
            field("out", _box(texts.form.out(), "out"), texts, optional=True),
        ]
    answers = {one.value: option(texts.form.registrar(one), one.value) for one in ToRegistrar}
    asked: dict[str, Any] = {"type": "radio_buttons", "action_id": VALUE, "options": list(answers.values())}
    if known.get("registrar") in answers:
        asked["initial_option"] = answers[known["registrar"]]
    return [
        *fields,
        field("whom", text_input(known.get("whom", ""), most=200), texts, named="handed_to", optional=True),
        field("registrar", asked, texts, optional=True),
    ]


def _box(label: str, value: str) -> dict[str, Any]:
    return {"type": "checkboxes", "action_id": VALUE, "options": [option(label, value)]}
