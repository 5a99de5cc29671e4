"""The words that people may write to the bot, in Swedish and English, and the nearest one to a wrong one."""

import unicodedata
from collections.abc import Mapping
from enum import StrEnum


class Word(StrEnum):
    """Each thing that can be asked for in words."""

    HELP = "help"
    LIST = "list"
    SHOW = "show"
    TAKE = "take"
    RELEASE = "release"
    ACK = "ack"
    ANSWERED = "answered"
    NO_REPLY = "no-reply"
    REFERRED = "referred"
    HIDDEN = "hidden"
    REMOVED = "removed"
    URGENT = "urgent"
    INDIVIDUAL = "individual"
    REPLY = "reply"
    READ = "read"
    READY = "ready"
    REGISTRAR = "registrar"
    ATTACH = "attach"
    HAND_OUT = "hand-out"
    REOPEN = "reopen"
    NEW = "new"
    ROUND = "round"
    AWAY = "away"
    BACK = "back"
    DUTY = "duty"
    SWAP = "swap"
    CALENDAR = "calendar"
    LINK = "link"
    ON_CALL = "on-call"
    WEEK = "week"
    WHY = "why"
    STATUS = "status"
    CRISIS = "crisis"
    SETTINGS = "settings"
    PERSON = "person"
    RULES = "rules"
    CHANGES = "changes"
    CLOSED = "closed"
    PRACTICE = "practice"


GREETINGS = ("hej", "hejsan", "hallå", "tjena", "hello", "hi", "hey")
"""Whoever says hello is told what the bot can do."""
WORDS: Mapping[Word, tuple[str, ...]] = {
    Word.HELP: ("hjälp", "help", "?", "kommandon", "commands", *GREETINGS),
    Word.LIST: ("lista", "list", "listan"),
    Word.SHOW: ("visa", "show", "visa hela"),
    Word.TAKE: ("ta", "take", "tar", "jag tar", "claim"),
    Word.RELEASE: ("släpp", "release", "släppa", "släpper"),
    Word.ACK: ("bemött", "ack", "bemöt", "bemöta", "acknowledge", "acknowledged", "återkommer"),
    Word.ANSWERED: ("besvarad", "answered", "besvarat", "besvara", "svarat", "answer", "klar", "done"),
    Word.NO_REPLY: ("inget-svar", "no-reply", "inget svar", "no reply", "behöver inget svar"),
    Word.REFERRED: ("hänvisad", "referred", "hänvisat", "hänvisa", "refer"),
    Word.HIDDEN: ("dold", "hidden", "dolt", "dölj", "hide"),
    Word.REMOVED: ("borttagen", "removed", "borttaget", "ta bort", "tagit bort", "remove", "raderad"),
    Word.URGENT: ("brådskande", "urgent", "akut", "bråttom"),
    Word.INDIVIDUAL: ("enskilt", "individual", "enskilt ärende", "individual case"),
    Word.REPLY: ("svar", "reply", "svara", "skriv svar", "write"),
    Word.READ: ("läs", "read", "läsa", "läs utkast"),
    Word.READY: ("färdiga", "ready", "färdiga svar", "ready replies", "svarsmallar", "mallar"),
    Word.REGISTRAR: ("registrator", "registrar", "diarium", "diarienummer", "till registrator", "diarieför"),
    Word.ATTACH: ("bilaga", "attach", "bifoga", "skärmbild", "attachment"),
    Word.HAND_OUT: ("utlämna", "hand-out", "lämna ut", "utlämning", "exportera", "export"),
    Word.REOPEN: ("öppna", "reopen", "återöppna", "open", "öppna igen"),
    Word.NEW: ("ny", "new", "nytt", "kommentar", "comment"),
    Word.ROUND: ("rundan", "round", "runda", "rond"),
    Word.AWAY: ("borta", "away", "frånvarande", "ledig", "sjuk"),
    Word.BACK: ("tillbaka", "back", "åter"),
    Word.ON_CALL: ("beredskap", "on-call", "beredskapen", "on call"),
    Word.CALENDAR: ("kalender", "calendar", "kalendern", "kalenderlänk", "ical"),
    Word.LINK: ("koppla", "link", "koppla ihop", "koppling", "länka", "connect"),
    Word.SWAP: ("byt", "swap", "byta", "byt dag", "byta dag", "byt jour", "byta jour"),
    Word.DUTY: ("jour", "duty", "jouren", "jourschema", "vem har jour", "on duty", "tjänst", "schema"),
    Word.WEEK: ("veckan", "week", "vecka", "vecka i korthet", "veckan i korthet"),
    Word.WHY: ("varför", "why", "varför den tiden"),
    Word.STATUS: ("status", "läget"),
    Word.CRISIS: ("kris", "crisis", "krisläge", "extra bevakning"),
    Word.SETTINGS: ("inställningar", "settings", "mina inställningar"),
    Word.PERSON: ("person", "person", "lägg till person", "add person"),
    Word.RULES: ("regler", "rules", "regel", "rule", "reglerna"),
    Word.CHANGES: ("ändringar", "changes", "ändrat", "logg", "log"),
    Word.CLOSED: ("stängt", "closed", "stäng", "stängda dagar"),
    Word.PRACTICE: ("övning", "practice", "öva", "practise"),
}
"""The first two of each are the Swedish and the English word of the documentation; the rest is tolerance."""

A_SLIP_IN = 3
"""One slip of the pen in so many letters is still the same word: none in "ny", one in "lista"."""
LONGEST_GUESSED = 40


def plain(text: str) -> str:
    """For comparing: no case, no diacritics, nothing invisible, hyphens as spaces, single spaces."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c for c in parts if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")
    for hyphen in "-_‐‑–—":
        letters = letters.replace(hyphen, " ")
    return " ".join(letters.split())


_KNOWN = {plain(spelling): word for word, spellings in WORDS.items() for spelling in spellings}
_LONGEST = max(len(known.split()) for known in _KNOWN)


def find(text: str) -> tuple[Word, str] | None:
    """The word that a text begins with (the longest that fits), and the rest as it was written."""
    tokens = text.split()
    for count in range(min(_LONGEST, len(tokens)), 0, -1):
        word = _KNOWN.get(plain(" ".join(tokens[:count]).rstrip(":,.!")))
        if word is not None:
            return word, _after(text, count)
    return None


def nearest(text: str) -> str | None:
    """The right word that is most like a wrong one; none if nothing is like it."""
    first = plain(text.split(maxsplit=1)[0].strip(":,.!")) if text.split() else ""
    best, fewest = None, len(first)
    for spellings in WORDS.values():
        for spelling in spellings:
            known = plain(spelling)
            longest = max(len(first), len(known))
            if longest > LONGEST_GUESSED or abs(len(first) - len(known)) > longest // A_SLIP_IN:
                continue
            slips = _slips(first, known)
            if slips <= longest // A_SLIP_IN and slips < fewest:
                best, fewest = spelling, slips
    return best


def _slips(one: str, other: str) -> int:
    """How many letters were left out, added, mistaken, or swapped with their neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        two_before, before, row = before, row, [i]
        for j, wanted in enumerate(other, start=1):
            least = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                least = min(least, two_before[j - 2] + 1)
            row.append(least)
    return row[-1]


def _after(text: str, count: int) -> str:
    """What stands after so many words; line ends are kept."""
    rest = text
    for _ in range(count):
        rest = rest.lstrip()
        cut = next((index for index, letter in enumerate(rest) if letter.isspace()), len(rest))
        rest = rest[cut:]
    return rest.strip()
