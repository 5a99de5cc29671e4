"""Grounds for hiding and removing, as people write them."""

from collections.abc import Mapping

from db.words import Ground
from handlers.command_words import plain

SPELLINGS: Mapping[Ground, tuple[str, ...]] = {
    Ground.THREAT: ("hot", "olaga hot", "threat", "threats"),
    Ground.HATE: ("hets", "hets mot folkgrupp", "hat", "hate", "hate speech"),
    Ground.INCITEMENT: ("uppvigling", "incitement"),
    Ground.CHILD_ABUSE: (
        "barnpornografi",
        "barnpornografibrott",
        "barnporr",
        "övergreppsmaterial",
        "child abuse",
    ),
    Ground.SECRECY: ("sekretess", "hemligt", "secrecy", "secret"),
    Ground.PERSONAL_DATA: ("personuppgifter", "personuppgift", "gdpr", "personal data"),
    Ground.OFFENSIVE: ("stötande", "kränkande", "olämpligt", "olämplig", "offensive", "unsuitable"),
    Ground.SPAM: ("spam", "skräp", "skräppost"),
    Ground.ADVERTISING: ("reklam", "annons", "företagsreklam", "advertising", "ads"),
    Ground.COPYRIGHT: ("upphovsrätt", "copyright"),
    Ground.OTHER: ("annat", "annat skäl", "annan", "övrigt", "other", "another ground"),
}
_KNOWN = {
    plain(spelling): ground
    for ground, spellings in SPELLINGS.items()
    for spelling in (*spellings, ground.value)
}
_LONGEST = max(len(known.split()) for known in _KNOWN)


def read_ground(text: str) -> tuple[Ground, str] | None:
    """The ground that a text begins with, and the reason after it; none: it begins with no ground."""
    tokens = text.split()
    for count in range(min(_LONGEST, len(tokens)), 0, -1):
        ground = _KNOWN.get(plain(" ".join(tokens[:count]).rstrip(":,.;")))
        if ground is not None:
            return ground, " ".join(tokens[count:]).lstrip(":,;- ")
    return None
