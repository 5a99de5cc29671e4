"""Text that goes into a Teams card: what anybody wrote can neither mention, link nor format there.

Everything from `bot/texts`, the store or the public is plain text. Nearly all of it stands in a
RichTextBlock, which no client reads as Markdown (`inert`). A heading and a mention need a TextBlock, which is
Markdown: there every mark gives way to one that looks like it (`unmarked`), since Teams on a phone knows no
backslash.

Sources: https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-format
(Markdown is read in TextBlock and in facts; `<at>` where an entity of the card has the same words) and
https://learn.microsoft.com/adaptive-cards/authoring-cards/text-features (`{{DATE()}}`, read in runs too).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from handlers.content import PersonRef

WORD_JOINER = "\u2060"
MOST_MENTIONS = 20
"""Ours: so many people one card calls; whoever comes after them stands there by first name."""
_ACTS = re.compile(r"(<(?=\s*/?\s*at\b)|\{(?=\{))", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_LIKE = str.maketrans({"*": "∗", "[": "［", "]": "］", "`": "ˋ", "~": "∼", "\\": "＼", "<": "‹", ">": "›"})
_UNDERSCORE = re.compile(r"(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
_STARTS = re.compile(r"^(?=[-+#]|\d+[.)])")
_NOT_A_NAME = re.compile(r"[^\w .'’-]|_")
_CHAT_ID = re.compile(
    r"(29:|8:orgid:)[\w-]{1,200}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True)
class Mention:
    """Somebody a card calls: Teams' own id, and the words between `<at>` and `</at>`."""

    id: str
    name: str

    @property
    def marked(self) -> str:
        """As it stands in a TextBlock and, the same to the letter, in the card's entity."""
        return f"<at>{self.name}</at>"

    def entity(self) -> dict[str, object]:
        """What makes Teams read those words as a mention."""
        name = self.name.replace(WORD_JOINER, "")
        return {"type": "mention", "text": self.marked, "mentioned": {"id": self.id, "name": name}}


def inert(text: str) -> str:
    """Plain text that stays it: no `<at>` of a mention, no `{{DATE()}}`, nothing that turns a line around."""
    return _ACTS.sub(rf"\1{WORD_JOINER}", _CONTROL.sub("", text))


def unmarked(text: str) -> str:
    """One line for a TextBlock, which is Markdown: nothing in it marks anything."""
    line = inert(" ".join(text.split())).translate(_LIKE)
    return _STARTS.sub(WORD_JOINER, _UNDERSCORE.sub("＿", line))


def called(people: Iterable[PersonRef]) -> tuple[str, tuple[Mention, ...]]:
    """Everybody once, as the beginning of a TextBlock, and the mentions that go with it.

    Somebody who is not in Teams, or comes after the twentieth, stands there by first name.
    """
    said: list[str] = []
    mentions: dict[str, Mention] = {}
    for person in {each.chat_id or each.first_name: each for each in people}.values():
        in_teams = person.chat_id is not None and _CHAT_ID.fullmatch(person.chat_id)
        if not in_teams or len(mentions) == MOST_MENTIONS:
            said.append(unmarked(person.first_name))
            continue
        one = Mention(id=str(person.chat_id), name=_name(person.first_name, set(mentions)))
        mentions[one.name] = one
        said.append(one.marked)
    return " ".join(filter(None, said)), tuple(mentions.values())


def _name(first_name: str, taken: set[str]) -> str:
    """A name that marks nothing; two of the same name are told apart where nobody sees it."""
    name = " ".join(_NOT_A_NAME.sub("", first_name).split())[:60] or "…"
    while name in taken:
        name += WORD_JOINER
    return name
