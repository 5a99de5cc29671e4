"""The forms of a records request: what is asked for, and what of it may be secret."""

from collections.abc import Callable, Mapping, Sequence
from zoneinfo import ZoneInfo

from bot.chat.forms.parts import Ask, How, Part, Told, Tone, ask
from bot.texts import Texts
from db.words import Ground
from handlers.handing_out import ALL, JUDGE, LONGEST, READ
from handlers.handout_content import HandoutForm, Judgement
from handlers.outcome import Choice, Form, FormKind

PIECE = 2_900
"""So much of a long text stands in one paragraph."""
MOST_PIECES = 5


def _asked(form: Form, texts: Texts) -> list[Part]:
    """What may be asked for: each may be left empty. A lone choice is not chosen: empty means all."""
    shown = form.handout or HandoutForm()
    grounds = [Choice(value=ground.value, label=texts.words.ground(ground)) for ground in Ground]
    people = [Choice(value=value, label=label) for value, label in shown.people]
    author, number = LONGEST["author"], LONGEST["diary_number"]
    asked: list[Part] = [
        ask(texts, "account", How.ONE, named="asked_account", options=form.choices, optional=True),
        ask(texts, "first_day", How.DAY, named="asked_from", optional=True),
        ask(texts, "last_day", How.DAY, named="asked_to", optional=True),
        ask(texts, "author", named="asked_author", most=author, optional=True),
        ask(texts, "ground", How.ONE, named="asked_ground", options=grounds, optional=True),
        ask(texts, "diary_number", most=number, optional=True),
        ask(texts, "person", How.ONE, named="asked_person", options=people, optional=True),
    ]
    return asked[0 if form.choices else 1 : None if people else -1]


def _to_review(form: Form, texts: Texts) -> list[Part]:
    """How many there are; each that may be secret with its choice; others to keep back; who has judged."""
    shown, zone = form.handout or HandoutForm(), ZoneInfo(form.zone)
    found: list[Part] = [Told(text=texts.handout.found(shown), tone=Tone.BOLD)]
    for one in shown.to_judge:
        label = texts.handout.to_judge(one, zone)
        found.append(_judged(f"{JUDGE}{one.number}", label, list(Judgement), texts))
    if shown.to_judge:
        found += _to_read(shown, zone, texts)
    if shown.flagged and not shown.to_judge:
        alike = [Judgement.BLANKED, Judgement.LEFT_OUT]
        found.append(Told(text=texts.handout.too_many(shown.flagged)))
        found.append(_judged(f"{JUDGE}{ALL}", texts.handout.all_alike(), alike, texts))
    found.append(ask(texts, "withhold", optional=True))
    if shown.flagged:
        found.append(ask(texts, "reviewed_by", known=shown.reviewer, most=LONGEST["reviewed_by"]))
    return found


def _to_read(shown: HandoutForm, zone: ZoneInfo, texts: Texts) -> list[Part]:
    """One of them to read, and what the chosen one says: here alone."""
    options = tuple(
        Choice(value=str(one.number), label=texts.handout.to_judge(one, zone)) for one in shown.to_judge
    )
    found: list[Part] = [
        ask(texts, READ, How.ONE, named="read_one", options=options, optional=True, at_once=True)
    ]
    if shown.reading is not None:
        found.append(Told(text=texts.handout.reading(shown.reading), tone=Tone.BOLD))
        text = shown.reading.text
        pieces = [text[start : start + PIECE] for start in range(0, len(text), PIECE)]
        found += [Told(text=piece, tone=Tone.QUOTE) for piece in pieces[:MOST_PIECES]]
    return found


def _judged(name: str, label: str, judgements: Sequence[Judgement], texts: Texts) -> Ask:
    options = tuple(Choice(value=one.value, label=texts.handout.judgement(one)) for one in judgements)
    return Ask(name=name, label=label, how=How.ONE, options=options, known=options[0].value)


PARTS: Mapping[FormKind, Callable[[Form, Texts], list[Part]]] = {
    FormKind.HAND_OUT: _asked,
    FormKind.HAND_OUT_REVIEW: _to_review,
}
"""What stands in each of these forms."""
