"""What the colleagues do in the week before the demo opens: rounds, answers, a holding reply, a removal."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.sandbox.samples.sample import at
from db.words import Ground
from handlers.desk import Action


@dataclass(frozen=True, kw_only=True)
class Deed:
    """Something a colleague does about a comment."""

    at: datetime
    person: str
    action: Action
    comment: str
    text: str | None = None
    ground: Ground | None = None
    reason: str | None = None


def _deed(when: str, person: str, action: Action, comment: str, text: str | None = None) -> Deed:
    return Deed(at=at(when), person=person, action=action, comment=comment, text=text)


DEEDS = (
    _deed("mon 09:20", "anna", Action.ANSWER, "k-trumset", "Hej! Vi lånar ut övningsplattor. /Anna"),
    _deed("mon 11:02", "hanna", Action.ANSWER, "g-plogning", "Hej! Plogen kommer tillbaka. /Hanna"),
    _deed("tue 08:40", "bo", Action.ANSWER, "k-teater", "Hej! Från tio år, och alla får prova en gång. /Bo"),
    _deed(
        "tue 10:50", "david", Action.ANSWER, "m-oppet",
        "Hej! Ja, 11-16 på annandagen. /David, pedagog, Exempelstads museer",
    ),
    _deed("tue 13:25", "gustav", Action.ACKNOWLEDGE, "g-lampa", "Hej! Vi hör av oss om lampan. /Gurra"),
    _deed("wed 10:04", "bo", Action.ANSWER, "k-noter", "Hej! De finns på biblioteket, häfte 3. /Bo"),
    _deed(
        "wed 11:40", "elif", Action.ANSWER, "m-barnvagn",
        "Hej! Hiss finns i entrén, så det går fint. /Elif, museivärd, Exempelstads museer",
    ),
    _deed("wed 15:10", "david", Action.CLAIM, "m-blogg"),
    _deed(
        "thu 10:20", "david", Action.ANSWER, "m-blogg",
        "Hej Arne! Gärna, skriv till arkivet så ordnar vi en träff. /David, intendent, Exempelstads museer",
    ),
    _deed("thu 09:10", "hanna", Action.ANSWER, "g-cykel", "Hej! Den 4 december om vädret håller. /Hanna"),
    Deed(
        at=at("thu 13:05"), person="elif", action=Action.REMOVE, comment="m-reklam",
        ground=Ground.ADVERTISING, reason="Reklam för armbandsur",
    ),
    _deed("thu 15:20", "anna", Action.ANSWER, "k-plats", "Hej! Ungefär ett år, kortare för cello. /Anna"),
    _deed("thu 15:30", "gustav", Action.ANSWER, "g-lampa", "Hej! Lampan är bytt nu. Tack för tipset! /Gurra"),
    _deed("fri 08:35", "gustav", Action.ANSWER, "g-halka", "Usch! Sandbilen är på väg. /Gurra"),
    _deed("fri 10:02", "anna", Action.ANSWER, "k-konsert", "Hej! Fritt inträde, och filma gärna. /Anna"),
    _deed("fri 10:10", "hanna", Action.ANSWER, "g-sop", "Tack, den töms före lunch! /Hanna"),
    _deed("fri 11:20", "bo", Action.CLAIM, "k-film"),
    _deed("fri 13:20", "bo", Action.CLAIM, "k-byta"),
    _deed("fri 13:40", "elif", Action.CLAIM, "m-grupp"),
    _deed("fri 14:35", "gustav", Action.CLAIM, "g-hal"),
)  # fmt: skip

_HELPED = (
    ("lucia-3", "Hej! I Sankt Olofs kyrka klockan 17 den trettonde."),
    ("lucia-7", "Hej! Ja, på vår Facebook."),
    ("lucia-11", "Hej! Ja, alla får prova."),
    ("lucia-15", "Hej! Ja, vi håller två platser."),
    ("lucia-20", "Hej! Hon hälsar och tackar."),
    ("lucia-24", "Hej! Gärna, så snällt."),
    ("lucia-28", "Hej! Vi har flera att låna ut."),
    ("lucia-33", "Hej! Då har alla barnen skjuts."),
    ("lucia-37", "Hej! Ja, två nummer."),
    ("lucia-41", "Hej! Bara att komma."),
    ("lucia-46", "Hej! Sankt Olofs kyrka."),
    ("lucia-50", "Hej! Vi lägger upp den igen i kväll."),
    ("lucia-54", "Hej! Ring oss så ordnar vi det."),
    ("lucia-58", "Hej! Sitt längst bak, så går det fint."),
    ("k-svar", "Tack själv!"),
)
"""Bo has gone home: the supervisor answers what is left of the weekend, a comment every three minutes."""

AFTER_OPENING = (
    _deed("fri 15:05", "gustav", Action.ANSWER, "g-hal", "Aj! Vi lagar det på måndag. /Gurra"),
    _deed("fri 15:10", "elif", Action.ANSWER, "m-grupp", "Hej! Så gärna. /Elif, Exempelstads museer"),
    _deed("fri 15:20", "bo", Action.ANSWER, "k-film", "Hej! Den heter Höstregn och är bandets egen. /Bo"),
    _deed("fri 15:30", "hanna", Action.ACKNOWLEDGE, "g-skolvag", "Hej! Vi mäter farten nästa vecka. /Hanna"),
    _deed("fri 15:40", "bo", Action.ANSWER, "k-byta", "Hej! Prata med din lärare, det går bra. /Bo"),
    _deed("fri 15:55", "bo", Action.ANSWER, "k-horsel", "Hej! Ja, i hela salen. Varmt välkomna! /Bo"),
    _deed("fri 16:10", "david", Action.ANSWER, "m-foto", "Hej! Fråga arkivet. /David, Exempelstads museer"),
    _deed("fri 16:20", "elif", Action.ANSWER, "m-kafe", "De kommer igen! /Elif, Exempelstads museer"),
    _deed("sat 12:20", "elif", Action.ANSWER, "m-helg", "Ja, norr om huset. /Elif, Exempelstads museer"),
    _deed("next_mon 08:10", "hanna", Action.ANSWER, "g-rad", "Hej! En elektriker är på väg. /Hanna"),
    _deed("next_mon 08:20", "bo", Action.CLAIM, "lucia-3"),
    _deed("next_mon 08:21", "bo", Action.CLAIM, "lucia-7"),
    *(
        Deed(
            at=at("next_mon 10:05") + place * timedelta(minutes=3),
            person="cecilia",
            action=Action.ANSWER,
            comment=name,
            text=f"{text} /Cecilia",
        )
        for place, (name, text) in enumerate(_HELPED)
    ),
)
"""What colleagues do while the demo is open, in the chat like anybody."""

SORTED_AT = at("next_mon 10:00")
"""When the supervisor closes what is left of "Troligen inget svar"."""

LOOKS = tuple(
    (at(when), person)
    for person, times in (
        ("gustav", ("fri 15:08",)),
        ("elif", ("fri 16:05", "sat 10:35", "sat 13:35", "sat 16:05", "sun 10:35", "sun 13:35", "sun 16:05")),
        ("hanna", ("next_mon 08:35",)),
    )
    for when in times
)
"""Rounds that colleagues confirm while the demo is open: when, and who. The newcomer has the others."""

SKIPPED_ROUNDS = frozenset({at("wed 12:30")})
"""Rounds that nobody had time for; the others are confirmed ten minutes after they are called."""
