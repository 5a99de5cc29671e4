"""Which of her accounts a comment that somebody adds by hand probably stands on, and its link. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from db.rows import Account

_LINK = re.compile(r"https?://[^\s<>|\"]+")
_TRAILING = ".,;:!?)]}'’”"


@dataclass(frozen=True, kw_only=True)
class Likely:
    """What the form begins with; `account`: its short name, none when it could be several."""

    account: str | None
    text: str
    url: str


def likely(accounts: Sequence[Account], text: str, url: str = "") -> Likely:
    """By what the text begins with (`myspace: Hej!`, the account's short name); else by its link."""
    found = _LINK.search(text)
    link = url or (found[0].rstrip(_TRAILING) if found else "")
    named, rest = _named(accounts, text)
    account = named or _of_link(accounts, link)
    return Likely(account=account.slug if account else None, text=rest, url=link)


def _named(accounts: Sequence[Account], text: str) -> tuple[Account | None, str]:
    """What stands before a colon names it; a short name alone does too. The public's own words stay."""
    word, colon, after = text.partition(":")
    if colon and not after.startswith("//"):
        wanted = _folded(word)
        for name in ("slug", "name", "platform"):
            those = [one for one in accounts if _folded(getattr(one, name)) == wanted]
            if len(those) == 1:
                return those[0], after.strip()
    first, _, after = text.strip().partition(" ")
    for one in accounts:
        if first.casefold() == one.slug.casefold():
            return one, after.strip()
    return None, text


def _of_link(accounts: Sequence[Account], link: str) -> Account | None:
    """The account whose page is the longest beginning of the link's; the only one of its host; else none."""
    there = _page(link)
    if there is None:
        return None
    pages = [(page, one) for one in accounts for page in (_page(one.url), _page(one.comments_url)) if page]
    within = [(page, one) for page, one in pages if page[0] == there[0]]
    exact = [(page, one) for page, one in within if there[1] == page[1] or there[1].startswith(f"{page[1]}/")]
    if exact:
        longest = max(len(page[1]) for page, _ in exact)
        slugs = {one.slug: one for page, one in exact if len(page[1]) == longest}
    else:
        slugs = {one.slug: one for _, one in within}
    return next(iter(slugs.values())) if len(slugs) == 1 else None


def _page(link: str | None) -> tuple[str, str] | None:
    """Host and path, as they are the same for a telephone and a computer."""
    try:
        parts = urlsplit(link or "")
    except ValueError:
        return None
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("mobile.")
    return (host, parts.path.rstrip("/").casefold()) if host else None


def _folded(said: str) -> str:
    return " ".join(said.casefold().split())
