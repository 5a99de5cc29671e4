"""The form of a crisis: which accounts, why, how often, at which hours, until when."""

from zoneinfo import ZoneInfo

from bot.chat.forms.parts import TIME_OF, How, Part, Told, Tone, ask
from bot.texts import Texts
from db.words import CrisisHours
from handlers.crisis_form import EVERY, LONGEST_WHY
from handlers.outcome import Choice, Form


def parts(form: Form, texts: Texts) -> list[Part]:
    """What stands in it."""
    wish = form.crisis
    if wish is None:
        raise ValueError("a crisis's form without what is known of it")
    end = wish.ends_at.astimezone(ZoneInfo(form.zone))
    every = [Choice(value=str(minutes), label=texts.crisis.every(minutes)) for minutes in EVERY]
    hours = [Choice(value=each.value, label=texts.crisis.hours(each)) for each in CrisisHours]
    chosen = ",".join(str(number) for number in wish.account_ids)
    return [
        Told(text=texts.crisis.who_decides(wish), tone=Tone.SMALL),
        ask(texts, "accounts", How.MANY, named="crisis_accounts", options=form.choices, known=chosen),
        ask(texts, "why", named="crisis_why", known=wish.why, most=LONGEST_WHY),
        ask(
            texts,
            "every",
            How.ONE,
            named="crisis_every",
            hint=False,
            options=every,
            known=str(wish.every_minutes),
        ),
        ask(
            texts,
            "hours",
            How.ONE,
            named="crisis_hours",
            hint=False,
            options=hours,
            known=wish.hours.value,
        ),
        ask(texts, "ends_at", How.DAY, named="crisis_end", known=end.date().isoformat()),
        ask(
            texts,
            "ends_at" + TIME_OF,
            How.CLOCK,
            named="crisis_end_time",
            hint=False,
            known=f"{end:%H:%M}",
        ),
    ]
