"""The forms of the records: hidden or removed, and files to keep with a comment."""

from collections.abc import Callable, Mapping

from bot.chat.forms.parts import How, Part, ask
from bot.texts import Texts
from db.words import Ground, ToRegistrar, WasDone
from handlers.attaching import FIELD
from handlers.outcome import Choice, Form, FormKind
from handlers.withholding import LONGEST_NAME


def _attach(_form: Form, texts: Texts) -> list[Part]:
    return [ask(texts, FIELD, How.FILES)]


def _withheld(form: Form, texts: Texts) -> list[Part]:
    """Ground, whether it is to be so there too, why, who decided, author told, police, registrar, picture."""
    grounds = [Choice(value=ground.value, label=texts.words.ground(ground)) for ground in Ground]
    done = [Choice(value=one.value, label=texts.form.was_done(one)) for one in WasDone]
    registrar = [
        Choice(value=one.value, label=texts.answer.registrar(one))
        for one in (ToRegistrar.YES, ToRegistrar.NO)
    ]
    there: list[Part] = []
    if form.known.get("there"):
        box = Choice(value="there", label=texts.form.there(form.kind))
        there.append(ask(texts, "there", How.SEVERAL, options=[box], optional=True))
    decided_by = form.known.get("decided_by", "")
    return [
        ask(texts, "ground", How.ONE, options=grounds),
        *there,
        ask(texts, "reason", How.TEXT, known=form.text, optional=True),
        ask(texts, "decided_by", known=decided_by, most=LONGEST_NAME, optional=True),
        ask(texts, "author_told", How.RADIO, options=done, optional=True),
        ask(texts, "police_report", How.RADIO, options=done, optional=True),
        ask(texts, "registrar", How.RADIO, options=registrar, optional=True),
        ask(texts, FIELD, How.FILES, optional=True),
    ]


PARTS: Mapping[FormKind, Callable[[Form, Texts], list[Part]]] = {
    FormKind.HIDE: _withheld,
    FormKind.REMOVE: _withheld,
    FormKind.ATTACH: _attach,
}
"""What stands in each of these forms."""
