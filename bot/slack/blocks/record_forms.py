"""The forms of the records: hidden or removed, and files to keep with a comment."""

from collections.abc import Iterable
from typing import Any

from bot.slack.blocks.fields import VALUE, field, text_input
from bot.slack.blocks.pieces import Block, option
from bot.texts import Texts
from db.words import Ground, ToRegistrar, WasDone
from handlers.attaching import FIELD, MOST_FILES
from handlers.outcome import Form, FormKind
from handlers.withholding import LONGEST_NAME


def fields(form: Form, texts: Texts) -> list[Block]:
    """The fields of these forms."""
    return [_files(texts, optional=False)] if form.kind is FormKind.ATTACH else _withheld(form, texts)


def _withheld(form: Form, texts: Texts) -> list[Block]:
    """Ground, reason, who decided, author told, police, registrar, a picture; the ground must be said."""
    grounds = [option(texts.words.ground(ground), ground.value) for ground in Ground]
    chooser = {"type": "static_select", "action_id": VALUE, "options": grounds}
    done = [(texts.form.was_done(one), one.value) for one in WasDone]
    registrar = [(texts.answer.registrar(one), one.value) for one in (ToRegistrar.YES, ToRegistrar.NO)]
    decided_by = text_input(form.known.get("decided_by", ""), most=LONGEST_NAME)
    there: list[Block] = []
    if form.known.get("there"):
        box = option(texts.form.there(form.kind), "there")
        element = {"type": "checkboxes", "action_id": VALUE, "options": [box]}
        there.append(field("there", element, texts, optional=True))
    return [
        field("ground", chooser, texts),
        field("reason", text_input(form.text, multiline=True), texts, optional=True),
        field("decided_by", decided_by, texts, optional=True),
        field("author_told", _one_of(done), texts, optional=True),
        field("police_report", _one_of(done), texts, optional=True),
        field("registrar", _one_of(registrar), texts, optional=True),
        _files(texts, optional=True),
        *there,
    ]


def _files(texts: Texts, *, optional: bool) -> Block:
    """Where files are put."""
    element = {"type": "file_input", "action_id": VALUE, "max_files": MOST_FILES}
    return field(FIELD, element, texts, optional=optional)


def _one_of(choices: Iterable[tuple[str, str]]) -> dict[str, Any]:
    return {
        "type": "radio_buttons",
        "action_id": VALUE,
        "options": [option(label, value) for label, value in choices],
    }
