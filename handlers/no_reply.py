"""Which comments probably need no reply: only emoji, or only tagging somebody. A person decides."""

import re

_VARIATION = "\ufe0e\ufe0f"
_JOINER = "\u200d"
_PICTURE = (
    "\U0001f000-\U0001f1e5\U0001f200-\U0001faff"  # pictographs, symbols, skin tones; letters of flags apart
    "\u2600-\u2752\u2755-\u27bf"  # symbols and dingbats but the two question marks: those ask something
    "\u231a\u231b\u2328\u23cf\u23e9-\u23fa\u25aa-\u25fe\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55\u203c\u3030\u303d"
)
_FLAG = "[\U0001f1e6-\U0001f1ff]{2}"
_KEYCAP = "[0-9#*]\ufe0f?\u20e3"
_SYMBOL = (
    "[\u00a9\u00ae\u2122\u2139\u2190-\u21ff\u2934\u2935\u3297\u3299]\ufe0f"  # a picture only if asked to be
)
_TAGS = "[\U000e0020-\U000e007f]*"  # flags of parts of countries
_EMOJI = re.compile(
    rf"{_FLAG}|{_KEYCAP}|{_SYMBOL}|[{_PICTURE}][{_VARIATION}]?{_TAGS}|[{_JOINER}{_VARIATION}]"
)
_MENTION = re.compile(r"(?<![\w@])@\w(?:[\w.-]*\w)?")
_BETWEEN = re.compile(r"[\s,;&+\u200b\u2060\ufeff]+")


def likely_no_reply(text: str) -> bool:
    """Whether the text is nothing but emoji and tags of others (`@namn`).

    Names that a platform tags without "@" cannot be told from words, and words always go to a person; so do
    emoji that ask (a question mark).
    """
    without_tags, tags = _MENTION.subn("", text)
    rest, emoji = _EMOJI.subn("", without_tags)
    return bool(tags or emoji) and not _BETWEEN.sub("", rest)
