"""The forms around an answer: an individual case, a draft and its second reader, the unit's ready replies."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.slack import mrkdwn
from bot.slack.blocks.fields import ANEW, VALUE, choice, field, text_input
from bot.slack.blocks.pieces import NOTHING, Block, button, context, option, quote, section
from bot.texts import Label, Texts
from db.words import DraftState, ToRegistrar
from handlers.outcome import Form, FormKind, Writing
from handlers.writing import Then
from scheduler.settings import SecondReader


def individual(form: Form, texts: Texts) -> list[Block]:
    """The confirmation to copy, whether it is out, to whom the case goes, and the registrar."""
    known = form.known
    fields: list[Block] = []
    if not known.get("out"):
        reply = form.text or texts.answer.confirmation(form.sign_off)
        fields += [
            field("reply", text_input(reply, multiline=True), texts, named="confirmation", optional=True),
            field("out", _box(texts.answer.out(), "out"), texts, optional=True),
        ]
    answers = {one.value: option(texts.answer.registrar(one), one.value) for one in ToRegistrar}
    asked = _radio(list(answers.values()), answers.get(known.get("registrar", "")))
    return [
        *fields,
        field("whom", text_input(known.get("whom", ""), most=200), texts, named="handed_to", optional=True),
        field("registrar", asked, texts, optional=True),
    ]


def reply(form: Form, texts: Texts) -> list[Block]:
    """A tip, what the public wrote, ready replies, the draft with what was found in it, and what then."""
    writing = form.writing or Writing()
    blocks = _around(writing, texts)
    if writing.keeps_ready:
        blocks += _search(form, writing, texts)
    if writing.checked:
        blocks.append(
            section("\n".join(mrkdwn.escape(said) for said in texts.answer.checked(writing.findings)))
        )
    draft = text_input(form.text, multiline=True)
    blocks.append(field("text", draft, texts, named="draft", optional=True, block_id=_anew(form, "text")))
    thens = {one.value: option(texts.answer.then(one), one.value) for one in _thens(writing)}
    asked = _radio(list(thens.values()), thens.get(form.known.get("then", "")) or thens[Then.CHECK.value])
    blocks.append(field("then", asked, texts))
    if writing.readers:
        blocks.append(field("reader", choice(writing.readers, chosen=None), texts, optional=True))
    return blocks


def read(form: Form, texts: Texts) -> list[Block]:
    """Whose draft it is, what the public wrote, the draft to change, and what the reader thinks."""
    writing = form.writing or Writing()
    blocks = [section(mrkdwn.escape(texts.answer.draft_from(writing)))]
    if writing.quote:
        blocks.append(quote(writing.quote))
    verdicts = [
        option(texts.answer.verdict(one), one.value) for one in (DraftState.APPROVED, DraftState.RETURNED)
    ]
    return [
        *blocks,
        field("text", text_input(form.text, multiline=True), texts, named="draft", optional=True),
        field("verdict", _radio(verdicts, None), texts, optional=True),
        field("note", text_input("", multiline=True, most=1_000), texts, optional=True),
    ]


def ready_reply(form: Form, texts: Texts) -> list[Block]:
    """One to choose and change, or a new one."""
    writing, known = form.writing or Writing(), form.known
    blocks = _search(form, writing, texts) if writing.keeps_ready else []
    if len(form.choices) > 1 and not form.kept.get("id"):
        blocks.append(field("unit", choice(form.choices, chosen=known.get("unit")), texts))
    title = text_input(known.get("title", ""), most=75)
    text = text_input(form.text, multiline=True)
    blocks += [
        field("title", title, texts, optional=True, block_id=_anew(form, "title")),
        field("text", text, texts, named="ready_text", optional=True, block_id=_anew(form, "text")),
    ]
    box = _box(texts.answer.for_individual(), "individual", ticked=bool(known.get("individual")))
    blocks.append(field("individual", box, texts, optional=True, block_id=_anew(form, "individual")))
    if form.kept.get("id"):
        gone = _box(texts.answer.remove(), "remove")
        blocks.append(field("remove", gone, texts, optional=True, block_id=_anew(form, "remove")))
    return blocks


FIELDS: Mapping[FormKind, Callable[[Form, Texts], list[Block]]] = {
    FormKind.INDIVIDUAL: individual,
    FormKind.REPLY: reply,
    FormKind.READ: read,
    FormKind.READY_REPLY: ready_reply,
}
"""What stands in each of these forms."""


def _around(writing: Writing, texts: Texts) -> list[Block]:
    blocks: list[Block] = []
    if writing.tip:
        stop = button(texts.labels(Label.NO_MORE_TIPS), "no_more_tips", NOTHING)
        blocks.append(section(mrkdwn.escape(texts.answer.tip(writing.tip)), accessory=stop))
    if writing.own_case:
        blocks.append(section(mrkdwn.bold(texts.answer.own_case())))
    if writing.quote:
        blocks.append(quote(writing.quote))
    if writing.draft is not None:
        blocks.append(section(mrkdwn.escape(texts.answer.draft_stands(writing))))
    if writing.note:
        blocks.append(quote(writing.note))
    return blocks


def _search(form: Form, writing: Writing, texts: Texts) -> list[Block]:
    """Words to search, and the titles that were found; what is chosen is filled in at once."""
    words = {
        **text_input(form.known.get("search", ""), most=100),
        "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]},
    }
    blocks = [field("search", words, texts, optional=True, dispatch=True)]
    if form.known.get("search"):
        blocks.append(context(mrkdwn.escape(texts.answer.found(writing.found))))
    if writing.ready:
        titles = choice(writing.ready, chosen=None)
        titles.pop("initial_option", None)  # one alone is still to be chosen
        place = _anew(form, "ready")
        blocks.append(field("ready", titles, texts, optional=True, dispatch=True, block_id=place))
    return blocks


def _anew(form: Form, name: str) -> str:
    number = form.kept.get("ready" if name == "ready" else "text", "")
    return f"{name}{ANEW}{number}" if number else name


def _thens(writing: Writing) -> list[Then]:
    possible = [Then.CHECK]
    if writing.publishes and writing.may_answer:
        possible.append(Then.PUBLISH)
    if writing.second_reader is not SecondReader.NEVER and writing.readers:
        possible.append(Then.READ)
    if writing.may_answer:
        possible.append(Then.ANSWERED)
    if not writing.promised:
        possible.append(Then.ACKNOWLEDGED)
    return possible


def _radio(options: list[dict[str, Any]], chosen: dict[str, Any] | None) -> dict[str, Any]:
    element: dict[str, Any] = {"type": "radio_buttons", "action_id": VALUE, "options": options}
    return {**element, "initial_option": chosen} if chosen else element


def _box(label: str, value: str, *, ticked: bool = False) -> dict[str, Any]:
    box = option(label, value)
    element: dict[str, Any] = {"type": "checkboxes", "action_id": VALUE, "options": [box]}
    return {**element, "initial_options": [box]} if ticked else element
