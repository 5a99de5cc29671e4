"""The forms around an answer: an individual case, a draft and its second reader, the unit's ready replies."""

from collections.abc import Callable, Mapping

from bot.chat.forms.parts import How, Part, Told, Tone, ask, or_the_only
from bot.texts import Label, Texts
from db.words import DraftState, ToRegistrar
from handlers.outcome import Choice, Form, FormKind, Writing
from handlers.writing import Then
from scheduler.settings import SecondReader


def _individual(form: Form, texts: Texts) -> list[Part]:
    """The confirmation to copy, whether it is out, to whom the case goes, and the registrar."""
    known = form.known
    fields: list[Part] = []
    if not known.get("out"):
        reply = form.text or texts.answer.confirmation(form.sign_off)
        out = Choice(value="out", label=texts.answer.out())
        fields += [
            ask(texts, "reply", How.TEXT, named="confirmation", known=reply, optional=True),
            ask(texts, "out", How.SEVERAL, options=[out], optional=True),
        ]
    answers = [Choice(value=one.value, label=texts.answer.registrar(one)) for one in ToRegistrar]
    whom, registrar = known.get("whom", ""), known.get("registrar", "")
    return [
        *fields,
        ask(texts, "whom", named="handed_to", known=whom, most=200, optional=True),
        ask(texts, "registrar", How.RADIO, options=answers, known=registrar, optional=True),
    ]


def _reply(form: Form, texts: Texts) -> list[Part]:
    """A tip, what the public wrote, ready replies, the draft with what was found in it, and what then."""
    writing = form.writing or Writing()
    found = _around(writing, texts)
    if writing.keeps_ready:
        found += _search(form, writing, texts)
    if writing.checked:
        found.append(Told(text="\n".join(texts.answer.checked(writing.findings))))
    thens = [Choice(value=one.value, label=texts.answer.then(one)) for one in _thens(writing)]
    then = form.known.get("then", "")
    chosen = then if any(one.value == then for one in thens) else Then.CHECK.value
    found += [
        ask(
            texts,
            "text",
            How.TEXT,
            named="draft",
            known=form.text,
            optional=True,
            anew=form.kept.get("text", ""),
        ),
        ask(texts, "then", How.RADIO, options=thens, known=chosen),
    ]
    if writing.readers:
        only = or_the_only("", writing.readers)
        found.append(ask(texts, "reader", How.ONE, options=writing.readers, known=only, optional=True))
    return found


def _read(form: Form, texts: Texts) -> list[Part]:
    """Whose draft it is, what the public wrote, the draft to change, and what the reader thinks."""
    writing = form.writing or Writing()
    found: list[Part] = [Told(text=texts.answer.draft_from(writing))]
    if writing.quote:
        found.append(Told(text=writing.quote, tone=Tone.QUOTE))
    verdicts = [
        Choice(value=one.value, label=texts.answer.verdict(one))
        for one in (DraftState.APPROVED, DraftState.RETURNED)
    ]
    return [
        *found,
        ask(texts, "text", How.TEXT, named="draft", known=form.text, optional=True),
        ask(texts, "verdict", How.RADIO, options=verdicts, optional=True),
        ask(texts, "note", How.TEXT, most=1_000, optional=True),
    ]


def _ready_reply(form: Form, texts: Texts) -> list[Part]:
    """One to choose and change, or a new one."""
    writing, known = form.writing or Writing(), form.known
    anew = form.kept.get("text", "")
    found = _search(form, writing, texts) if writing.keeps_ready else []
    if len(form.choices) > 1 and not form.kept.get("id"):
        found.append(ask(texts, "unit", How.ONE, options=form.choices, known=known.get("unit", "")))
    individual = Choice(value="individual", label=texts.answer.for_individual())
    ticked = individual.value if known.get("individual") else ""
    found += [
        ask(texts, "title", known=known.get("title", ""), most=75, optional=True, anew=anew),
        ask(texts, "text", How.TEXT, named="ready_text", known=form.text, optional=True, anew=anew),
        ask(
            texts,
            "individual",
            How.SEVERAL,
            options=[individual],
            known=ticked,
            optional=True,
            anew=anew,
        ),
    ]
    if form.kept.get("id"):
        gone = Choice(value="remove", label=texts.answer.remove())
        found.append(ask(texts, "remove", How.SEVERAL, options=[gone], optional=True, anew=anew))
    return found


PARTS: Mapping[FormKind, Callable[[Form, Texts], list[Part]]] = {
    FormKind.INDIVIDUAL: _individual,
    FormKind.REPLY: _reply,
    FormKind.READ: _read,
    FormKind.READY_REPLY: _ready_reply,
}
"""What stands in each of these forms."""


def _around(writing: Writing, texts: Texts) -> list[Part]:
    found: list[Part] = []
    if writing.tip:
        stop = (Label.NO_MORE_TIPS, "no_more_tips")
        found.append(Told(text=texts.answer.tip(writing.tip), press=stop))
    if writing.own_case:
        found.append(Told(text=texts.answer.own_case(), tone=Tone.BOLD))
    if writing.quote:
        found.append(Told(text=writing.quote, tone=Tone.QUOTE))
    if writing.draft is not None:
        found.append(Told(text=texts.answer.draft_stands(writing)))
    if writing.note:
        found.append(Told(text=writing.note, tone=Tone.QUOTE))
    return found


def _search(form: Form, writing: Writing, texts: Texts) -> list[Part]:
    """Words to search, and the titles that were found; one alone is still to be chosen."""
    words = form.known.get("search", "")
    found: list[Part] = [ask(texts, "search", known=words, most=100, optional=True, at_once=True)]
    if words:
        found.append(Told(text=texts.answer.found(writing.found), tone=Tone.SMALL))
    if writing.ready:
        anew = form.kept.get("ready", "")
        titles = ask(texts, "ready", How.ONE, options=writing.ready, optional=True, at_once=True, anew=anew)
        found.append(titles)
    return found


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
