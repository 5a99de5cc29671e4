"""A reply made plain: one spelling of each letter and space, and what may follow a sign-off set apart."""

import re
import unicodedata

BREAK = "\x1f"
"""Stands for emoji: nothing to read, but it ends a sentence as a full stop does."""

_EMOJI = re.compile(
    "(?:[\U0001f000-\U0001faff\u2600-\u27bf\u231a-\u23ff\u25aa-\u25fe\u2b05-\u2b55\u2190-\u21ff]|[0-9#*]\u20e3)+"
)
_EMOTICON = re.compile(r"(?<!\S)(?:[:;=8][-^o]?[)(\]DPp3*]+|<3+|\^\^|[xX]D+)(?!\S)")
_KEPT_ACCENTS = frozenset("\u030a\u0308")  # å, ä and ö are letters of their own; é is an e with an accent
_HYPHENS = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2043": "-", "\u2212": "-", "\t": " ", "\r": "\n"})
_LINK = r"(?:https?://|www\.)\S+|(?<![\w/])[\w-]+(?:\.[\w-]+)*\.[a-zåäö]{2,}/\S*"
_BARE_LINK = r"(?<![\w/@.])(?:[\w-]+\.)+(?:se|nu|com|org|net|eu|info|no|dk|fi)\b"
_AFTER = re.compile(rf"(?:[\s{BREAK}]|(?<!\w)#[\w-]+|{_LINK}|{_BARE_LINK}|(?<![\w/])@[\w.-]*\w|[\"”’»'])+$")
_POSTSCRIPT = re.compile(r"(?:\n|(?<=[\s.!?)]))p\.?\s?s\.?(?:\s?[:!-]|\s)\s*\S[^\n]*$", re.IGNORECASE)


def plain(reply: str) -> str:
    """Compatible letters composed, invisible characters gone, emoji and emoticons as `BREAK`."""
    text = unicodedata.normalize("NFKC", reply.replace("\r\n", "\n")).translate(_HYPHENS)
    text = "".join(
        char for char in text if char == "\n" or unicodedata.category(char) not in {"Cf", "Cc", "Cs"}
    )
    text = _EMOJI.sub(BREAK, text.replace("\ufe0f", ""))
    text = "".join(char for char in text if char == BREAK or unicodedata.category(char) not in {"Mn", "Me"})
    text = _EMOTICON.sub(BREAK, text)
    return "\n".join(" ".join(line.split(" ")).strip() for line in text.split("\n")).strip()


def endings(text: str) -> list[str]:
    """The text without what may follow a sign-off (emoji, hashtags, links, mentions), then without a PS."""
    shorter = _AFTER.sub("", text)
    postscript = _POSTSCRIPT.search(shorter)
    return [shorter, _AFTER.sub("", shorter[: postscript.start()])] if postscript else [shorter]


def fold_letters(text: str) -> str:
    """Letter by letter, so that places stay: case and accents do not matter, but å, ä and ö do."""
    return "".join(_folded_letter(letter) for letter in text)


def folded(text: str) -> str:
    """Words for comparing: as `fold_letters`, a hyphen is a space, one space between words."""
    return " ".join(fold_letters(text).replace("-", " ").split())


def words(text: str) -> str:
    """The folded words alone, without punctuation."""
    return folded(re.sub(r"[^\w&-]+", " ", text))


def _folded_letter(letter: str) -> str:
    if letter.isascii():
        return letter.lower()
    parts = unicodedata.normalize("NFD", letter.lower())
    kept = "".join(part for part in parts if not unicodedata.combining(part) or part in _KEPT_ACCENTS)
    whole = unicodedata.normalize("NFC", kept)
    return whole if len(whole) == 1 else letter
