"""Does a reply carry its editor's sign-off (M14, U13)? Judged by structure, never by a list of replies.

Who is told of an unsigned reply is told wrongly now and then by a program that guesses, so what could be
either is `unsure`: ask, do not claim.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from db.words import SignatureResult
from handlers.sign_off import Place, SignOff, candidates, last_sentence, normalised
from scheduler.settings import SignatureRule, SignatureRules


class Why(StrEnum):
    """The reason for a judgement; `bot/texts` has a sentence for each."""

    AFTER_MARKER = "after_marker"
    """The name stands after a marker: /Anna."""
    AFTER_GREETING = "after_greeting"
    """The name stands after a greeting: Vänliga hälsningar Anna."""
    ON_ITS_OWN = "on_its_own"
    """The name stands alone at the end."""
    EMPTY = "empty"
    """There is no text."""
    NO_SIGN_OFF = "no_sign_off"
    """Nothing at the end is a sign-off."""
    OTHER_SIGN_OFF = "other_sign_off"
    """There is a sign-off, without this name."""
    ORGANISATION_MISSING = "organisation_missing"
    """The sign-off lacks the organisation that the unit's rule asks for."""
    ONLY_MENTIONED = "only_mentioned"
    """The name is there, but not as a sign-off."""
    ADDRESS_OR_SIGN_OFF = "address_or_sign_off"
    """The name ends the reply and could be either."""


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What a reply was judged to be, and why."""

    result: SignatureResult
    why: Why


_SEPARATOR = re.compile(r"\s*(?:[,;|+&/\n()]|\s[-–—]\s|\b(?:och|and|samt|genom|via)\b)\s*", re.IGNORECASE)
_AT = re.compile(r"(?:på|från|vid|hos|för|i|at|from|with|@)\b", re.IGNORECASE)
_WISH = re.compile(
    r"(?:tack|välkommen|välkomna|varmt|ha|trevlig|god|glad|fin|lycka|hoppas|önskar"
    r"|vi ses|hej då|thanks?|welcome|have)\b",
    re.I,
)
_GREETS = re.compile(
    r"(?:hej(?!\s*då)|hejsan|hallå|tjena|god (?:morgon|dag|kväll)|hi|hello|dear|kära)\b", re.IGNORECASE
)
_PROVED_BY = {
    Place.MARKER: Why.AFTER_MARKER,
    Place.GREETING: Why.AFTER_GREETING,
    Place.OWN_LINE: Why.ON_ITS_OWN,
    Place.LAST_SENTENCE: Why.ON_ITS_OWN,
}


LONGEST_END = 1_000
"""Characters at the end of a reply in which a sign-off is looked for."""


def judge(reply: str, *, first_name: str, aliases: Iterable[str] = (), rules: SignatureRules) -> Judgement:
    """Judge a published reply for one editor. Case counts only where nothing else says it is a sign-off."""
    text = normalised(reply[-LONGEST_END:])
    names = [normalised(name) for name in (first_name, *aliases) if name and name.strip()]
    if not text:
        return Judgement(result=SignatureResult.UNSIGNED, why=Why.EMPTY)
    signed = [sign_off for sign_off in candidates(text) if any(_signs(sign_off, name) for name in names)]
    if signed:
        if rules.rule is SignatureRule.FIRST_NAME_AND_ORGANISATION and not any(
            _carries(sign_off, rules.organisation) for sign_off in signed
        ):
            return Judgement(result=SignatureResult.UNSIGNED, why=Why.ORGANISATION_MISSING)
        return Judgement(result=SignatureResult.SIGNED, why=_PROVED_BY[signed[0].place])
    if any(_could_be_either(text, name) for name in names):
        return Judgement(result=SignatureResult.UNSURE, why=Why.ADDRESS_OR_SIGN_OFF)
    if any(_word(name).search(text) for name in names):
        return Judgement(result=SignatureResult.UNSIGNED, why=Why.ONLY_MENTIONED)
    if _somebody_signs(text):
        return Judgement(result=SignatureResult.UNSIGNED, why=Why.OTHER_SIGN_OFF)
    return Judgement(result=SignatureResult.UNSIGNED, why=Why.NO_SIGN_OFF)


def sign_off(first_name: str, rules: SignatureRules) -> str:
    """How this editor signs: "/Anna", or "/Anna, Malmö Museer" where the unit's rule asks for it."""
    if rules.rule is SignatureRule.FIRST_NAME_AND_ORGANISATION and rules.organisation:
        return f"/{first_name}, {rules.organisation}"
    return f"/{first_name}"


def corrected(reply: str, *, first_name: str, rules: SignatureRules) -> str:
    """The reply with its sign-off; an ending "/Anna" that only lacks the organisation is completed."""
    text = reply.rstrip()
    short = f"/{first_name}"
    if rules.organisation and text.casefold().endswith(short.casefold()):
        text = text[: -len(short)].rstrip()
    return f"{text} {sign_off(first_name, rules)}".strip()


def _word(name: str) -> re.Pattern[str]:
    """The name as a word of its own; a hyphen and a space in a double name are the same."""
    parts = [re.escape(part) for part in re.split(r"[\s-]+", name)]
    return re.compile(rf"(?<![\w'@-]){'[ -]'.join(parts)}(?![\w-]|'\w)", re.IGNORECASE)


def _signs(sign_off: SignOff, name: str) -> bool:
    """Whether this possible sign-off is one, and names her among those who sign."""
    parts = [part.strip(" .!:*~_\"'") for part in _SEPARATOR.split(sign_off.text)]
    parts = [part for part in parts if part]
    if (
        not parts
        or any(len(part.split()) > 6 for part in parts)
        or re.search(r"[.!?]\s+\w+\s+\w+", sign_off.text)
    ):
        return False
    surely = sign_off.place in {Place.MARKER, Place.GREETING}
    named = [index for index, part in enumerate(parts) if _names(part, name, exact_case=not surely)]
    if not named:
        return False
    if surely:
        return True
    # Unmarked: the name comes first, and what follows looks like a surname, a title or an organisation.
    after = parts[named[0] + 1 :]
    return named[0] == 0 and all(
        len(part.split()) == 1 or part[:1].isupper() or _AT.match(part) for part in after
    )


def _names(part: str, name: str, *, exact_case: bool) -> bool:
    """Whether a part of a sign-off is this name, perhaps with a surname or a place after it."""
    found = _word(name).match(part)
    if found is None:
        return False
    if exact_case and not found.group()[:1].isupper():
        return False
    rest = part[found.end() :].strip()
    if not rest or _AT.match(rest):
        return True
    return all(word[:1].isupper() for word in rest.split())


def _carries(sign_off: SignOff, organisation: str) -> bool:
    wanted = " ".join(normalised(organisation).casefold().split())
    return wanted in " ".join(sign_off.text.casefold().split())


def _could_be_either(text: str, name: str) -> bool:
    """ "Ha en fin dag, Anna!": the name ends the reply after a comma or a wish."""
    sentence = last_sentence(text).rstrip(" .!?…")
    found = list(_word(name).finditer(sentence))
    if not found or found[-1].end() != len(sentence):
        return False
    before = sentence[: found[-1].start()]
    if _GREETS.match(sentence):
        return False
    if not before.strip():
        return True
    capital = found[-1].group()[:1].isupper()
    return capital and (
        before.rstrip().endswith(",") or (len(before.split()) <= 5 and bool(_WISH.match(before)))
    )


def _somebody_signs(text: str) -> bool:
    return any(
        one.place is Place.MARKER and 0 < len(one.text.split()) <= 5 and one.text[:1].isalpha()
        for one in candidates(text)
    )
