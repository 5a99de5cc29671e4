"""Does a reply carry its editor's sign-off? A rule about where and how people sign, from the text alone."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from db.words import SignatureResult
from handlers.signing.names import Names
from handlers.signing.places import Found, goes_on, of_somebody_else, sign_offs
from handlers.signing.plain import BREAK, endings, plain, words
from handlers.signing.why import Why
from scheduler.settings import SignatureRule, SignatureRules

__all__ = ["Judgement", "Why", "corrected", "judge", "sign_off"]


LONGEST_END = 1_000
"""Characters at the end of a reply that are read for its sign-off."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """What a reply's signature is, and why."""

    result: SignatureResult
    why: Why


def judge(
    reply: str, *, first_name: str, aliases: Iterable[str] = (), rules: SignatureRules | None = None
) -> Judgement:
    """Whether the sign-off carries the first name (or an alias), and the organisation where it is asked for.

    Unsure means: ask, do not claim.
    """
    rules = rules or SignatureRules()
    text = plain(reply[-LONGEST_END:])
    if not text.strip(f" \n{BREAK}"):
        return Judgement(result=SignatureResult.UNSIGNED, why=Why.EMPTY)
    names = Names([first_name, *aliases])
    found = _best(text, names, rules)
    if found is None:
        return _without(text, names)
    if _lacks_organisation(found, rules):
        return Judgement(result=SignatureResult.UNSIGNED, why=Why.ORGANISATION_MISSING)
    result = SignatureResult.SIGNED if found.sure else SignatureResult.UNSURE
    return Judgement(result=result, why=found.why)


def corrected(
    reply: str, *, first_name: str, aliases: Iterable[str] = (), rules: SignatureRules | None = None
) -> str:
    """The reply as it would read with its sign-off; one that is signed stays as it is."""
    rules = rules or SignatureRules()
    names = tuple(aliases)
    judged = judge(reply, first_name=first_name, aliases=names, rules=rules)
    if judged.result is SignatureResult.SIGNED:
        return reply
    text = reply.rstrip()
    if judged.why is Why.ORGANISATION_MISSING:
        completed = f"{text}, {rules.organisation}"
        again = judge(completed, first_name=first_name, aliases=names, rules=rules)
        if again.result is SignatureResult.SIGNED:
            return completed
    between = "" if not text else "\n\n" if "\n" in text else " "
    return f"{text}{between}{sign_off(first_name, alias=next(iter(names), None), rules=rules)}"


def sign_off(first_name: str, *, alias: str | None = None, rules: SignatureRules | None = None) -> str:
    """How to end a reply: `/Anna`, or `/Anna, Malmö Museer` where the organisation is asked for."""
    name = f"/{alias or first_name}"
    return f"{name}, {rules.organisation}" if rules and _asked_for(rules) else name


def _best(text: str, names: Names, rules: SignatureRules) -> Found | None:
    """The sign-off that says most: a sure one with all that is asked for, else a sure one, else any."""
    found = [one for end in endings(text) for one in sign_offs(end, names, rules.organisation)]
    return max(
        found, key=lambda one: (one.sure and not _lacks_organisation(one, rules), one.sure), default=None
    )


def _lacks_organisation(found: Found, rules: SignatureRules) -> bool:
    return _asked_for(rules) and f" {words(rules.organisation)} " not in f" {words(found.region)} "


def _without(text: str, names: Names) -> Judgement:
    """Why there is no sign-off with the name."""
    if goes_on(text, names):
        return Judgement(result=SignatureResult.UNSURE, why=Why.TEXT_FOLLOWS)
    return Judgement(result=SignatureResult.UNSIGNED, why=_why_unsigned(text, names))


def _why_unsigned(text: str, names: Names) -> Why:
    other = of_somebody_else(endings(text)[-1])
    if other is not None:
        initials = re.sub(r"[^\w]", "", other).casefold()
        return Why.INITIAL_ONLY if len(initials) <= 2 and initials[:1] in names.initials else Why.OTHER_NAME
    elsewhere = names.anywhere(text)
    if elsewhere is None:
        return Why.NO_SIGN_OFF
    return Why.ORDINARY_WORD if elsewhere.ordinary and not elsewhere.capital else Why.NAME_ELSEWHERE


def _asked_for(rules: SignatureRules) -> bool:
    return rules.rule is SignatureRule.FIRST_NAME_AND_ORGANISATION and bool(rules.organisation.strip())
