"""Nothing that anybody wrote mentions, links, formats or turns a line around in a card of ours."""

import re
from collections.abc import Iterator
from typing import Any

from markdown_it import MarkdownIt

from tests.teams.cards.adaptive import of_kind, things

ACTS = re.compile(r"<\s*/?\s*at\b|\{\{|[\u202a-\u202e\u2066-\u2069\x00]", re.IGNORECASE)
AS_MARKDOWN = MarkdownIt("commonmark").enable("strikethrough").enable("table")
PLAIN = {"text", "softbreak"}


def harm(card: dict[str, Any]) -> list[str]:
    """Every text in the card that does something; none: it is harmless."""
    found = [words for words in said(card) if ACTS.search(words)]
    for words in as_markdown(card):
        for token in AS_MARKDOWN.parse(words):
            inside = {child.type for child in token.children or []}
            if token.type not in {"paragraph_open", "inline", "paragraph_close"} or not inside <= PLAIN:
                found.append(words)
    return found


def as_markdown(card: dict[str, Any]) -> Iterator[str]:
    """Every text that Teams reads as Markdown, without our own mentions: blocks, and what can be chosen."""
    ours = [entity["text"] for entity in card.get("msteams", {}).get("entities", [])]
    for thing in of_kind(card, "TextBlock"):
        yield without(thing["text"], ours)
    for field in of_kind(card, "Input.ChoiceSet"):
        yield from (one["title"] for one in field["choices"])
    for field in of_kind(card, "Input.Toggle"):
        yield field["title"]


def said(card: dict[str, Any]) -> Iterator[str]:
    """Every text in it, without our own mentions."""
    ours = [entity["text"] for entity in card.get("msteams", {}).get("entities", [])]
    for thing in things({name: held for name, held in card.items() if name != "msteams"}):
        if "act" in thing:  # what a button carries: nobody sees it
            continue
        for name, held in thing.items():
            if isinstance(held, str) and name != "url":
                yield without(held, ours)


def without(text: str, ours: list[str]) -> str:
    """The text without these words."""
    for words in ours:
        text = text.replace(words, "")
    return text
