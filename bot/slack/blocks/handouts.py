"""The forms of a records request: what is asked for, and what of it may be secret."""

from collections.abc import Callable, Mapping
from zoneinfo import ZoneInfo

from bot.slack import limits, mrkdwn
from bot.slack.blocks.fields import VALUE, choice, field, text_input
from bot.slack.blocks.pieces import Block, option, plain, section
from bot.texts import Texts
from db.words import Ground
from handlers.handing_out import ALL, JUDGE, LONGEST
from handlers.handout_content import HandoutForm, Judgement
from handlers.outcome import Choice, Form, FormKind


def fields(form: Form, texts: Texts) -> list[Block]:
    """What may be asked for: each may be left empty."""
    shown = form.handout or HandoutForm()
    places = choice(form.choices, chosen=None) if form.choices else None
    grounds = [option(texts.words.ground(ground), ground.value) for ground in Ground]
    people = [Choice(value=value, label=label) for value, label in shown.people]
    asked = [
        ("account", "asked_account", _unchosen(places) if places else None),
        ("first_day", "asked_from", {"type": "datepicker", "action_id": VALUE}),
        ("last_day", "asked_to", {"type": "datepicker", "action_id": VALUE}),
        ("author", "asked_author", text_input("", most=LONGEST["author"])),
        ("ground", "asked_ground", {"type": "static_select", "action_id": VALUE, "options": grounds}),
        ("diary_number", "diary_number", text_input("", most=LONGEST["diary_number"])),
        ("person", "asked_person", _unchosen(choice(people, chosen=None)) if people else None),
    ]
    return [
        field(name, element, texts, named=named, optional=True) for name, named, element in asked if element
    ]


def to_review(form: Form, texts: Texts) -> list[Block]:
    """How many there are; each that may be secret with its choice; others to keep back; who has judged."""
    shown, zone = form.handout or HandoutForm(), ZoneInfo(form.zone)
    blocks: list[Block] = [section(mrkdwn.bold(texts.handout.found(shown)))]
    for one in shown.to_judge:
        label = texts.handout.to_judge(one, zone)
        blocks.append(_judged(f"{JUDGE}{one.number}", label, list(Judgement), texts))
    if shown.flagged and not shown.to_judge:
        alike = [Judgement.BLANKED, Judgement.LEFT_OUT]
        blocks.append(section(mrkdwn.escape(texts.handout.too_many(shown.flagged))))
        blocks.append(_judged(f"{JUDGE}{ALL}", texts.handout.all_alike(), alike, texts))
    blocks.append(field("withhold", text_input("", most=limits.INPUT_TEXT), texts, optional=True))
    if shown.flagged:
        blocks.append(field("reviewed_by", text_input(shown.reviewer, most=LONGEST["reviewed_by"]), texts))
    return blocks


def _judged(name: str, label: str, judgements: list[Judgement], texts: Texts) -> Block:
    options = [option(texts.handout.judgement(one), one.value) for one in judgements]
    return {
        "type": "input",
        "block_id": name,
        "label": plain(label, limits.LABEL),
        "element": {
            "type": "static_select",
            "action_id": VALUE,
            "options": options,
            "initial_option": options[0],
        },
    }


def _unchosen(element: Block) -> Block:
    """One alone is still to be chosen: leaving it empty means all."""
    return {name: value for name, value in element.items() if name != "initial_option"}


FIELDS: Mapping[FormKind, Callable[[Form, Texts], list[Block]]] = {
    FormKind.HAND_OUT: fields,
    FormKind.HAND_OUT_REVIEW: to_review,
}
