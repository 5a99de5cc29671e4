"""Which editor wrote a reply that was seen on the platform: whom its signature names, else the claimer."""

from collections.abc import Sequence
from dataclasses import dataclass

from db.people import Team
from db.rows import Person
from db.words import SignatureResult
from handlers.replying import aliases
from handlers.signature import Judgement, judge
from handlers.signing.why import Why
from scheduler.settings import SignatureRules


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """Who wrote it (none: nobody can tell), and what its signature is."""

    person: Person | None
    judgement: Judgement


def who_wrote(
    text: str, *, team: Team, account_id: int, claimer: Person | None, rules: SignatureRules
) -> Written:
    """A signature that names one of those who answer there; else the claimer; else her who alone could.

    The claimer goes before a colleague of the same first name.
    """
    editors = list(team.editors_of(account_id))
    deputy = team.deputies.get(account_id)
    could = _each_once(
        [claimer, *editors, *team.editors, deputy, *team.supervisors]  # in the order in which it is likely
    )
    judged = [
        (person, judge(text, first_name=person.first_name, aliases=aliases(person), rules=rules))
        for person in could
    ]
    named = [one for one in judged if one[1].result is SignatureResult.SIGNED]
    incomplete = [one for one in judged if one[1].why is Why.ORGANISATION_MISSING]
    for found in (named, incomplete):
        if found:
            return Written(person=found[0][0], judgement=found[0][1])
    if claimer is not None:
        return Written(person=claimer, judgement=judged[0][1])
    perhaps = [one for one in judged if one[1].result is SignatureResult.UNSURE]
    if len(perhaps) == 1:
        return Written(person=perhaps[0][0], judgement=perhaps[0][1])
    if len(editors) == 1:
        return Written(person=editors[0], judgement=next(one[1] for one in judged if one[0] == editors[0]))
    unsigned = Judgement(result=SignatureResult.UNSIGNED, why=Why.NO_SIGN_OFF)
    return Written(person=None, judgement=unsigned)


def _each_once(people: Sequence[Person | None]) -> list[Person]:
    return list({person.id: person for person in people if person is not None}.values())
