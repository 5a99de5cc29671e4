"""A wiki's pages and revisions, and how its API writes them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx

MONTHS = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
]


@dataclass
class Revision:
    """A page as somebody left it."""

    id: int
    parent: int
    user: str
    at: datetime
    text: str
    comment: str = ""
    tags: list[str] = field(default_factory=list)
    minor: bool = False
    hidden: bool = False


@dataclass
class WikiPage:
    """A page with its history, oldest first."""

    id: int
    ns: int
    title: str
    revisions: list[Revision] = field(default_factory=list)


def signed(text: str, user: str, at: datetime) -> str:
    """With four tildes, as a Swedish wiki writes them out."""
    when = f"{at.day} {MONTHS[at.month - 1]} {at.year} kl. {at:%H.%M} (CET)"
    return f"{text} --[[Användare:{user}|{user}]] ([[Användardiskussion:{user}|diskussion]]) {when}"


def shape(page: WikiPage, more: str = "") -> dict[str, Any]:
    """A page in an answer."""
    last = page.revisions[-1]
    row = {"pageid": page.id, "ns": page.ns, "title": page.title, "lastrevid": last.id}
    row |= {"length": len(last.text.encode())}
    other = page.title.removeprefix("Diskussion:") if page.ns % 2 else f"Diskussion:{page.title}"
    return row | ({"associatedpage": other} if "associatedpage" in more else {})


def revised(one: Revision, wanted: list[str]) -> dict[str, Any]:
    """A revision in an answer: only what was asked for; of a hidden one, that it is."""
    row: dict[str, Any] = {"revid": one.id, "parentid": one.parent} if "ids" in wanted else {}
    row |= {"timestamp": zulu(one.at)} if "timestamp" in wanted else {}
    row |= {"user": one.user} if "user" in wanted else {}
    row |= {"comment": one.comment} if "comment" in wanted else {}
    row |= {"tags": one.tags} if "tags" in wanted else {}
    row |= {"minor": one.minor} if "flags" in wanted else {}
    if "sha1" in wanted:
        row |= {"sha1hidden": True} if one.hidden else {"sha1": f"{one.id:040x}"}
    if "content" in wanted:
        main = {"texthidden": True} if one.hidden else {"contentmodel": "wikitext", "content": one.text}
        row |= {"slots": {"main": main}}
    return row


def zulu(at: datetime) -> str:
    """As the API writes times."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def said(query: dict[str, Any]) -> httpx.Response:
    """A whole answer."""
    return httpx.Response(200, json={"batchcomplete": True, "query": query})


def failed(code: str, headers: dict[str, str] | None = None) -> httpx.Response:
    """Errors too have status 200."""
    body = {"error": {"code": code, "info": code}}
    return httpx.Response(200, json=body, headers={"MediaWiki-API-Error": code, **(headers or {})})
