"""Accounts come into a unit, change, move and end; what was written on them always stays."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from db import managed_accounts as managed
from db import people
from db.rows import Account, Unit
from db.words import ChangeAction
from handlers.access import refuse
from handlers.command_words import plain
from handlers.managing.actor import Actor
from handlers.outcome import Outcome, Said, Say

LONGEST_NAME = 200
LONGEST_LINK = 2_000
FEED = "feed"
"""The kind of source that needs nothing but an address."""
PLATFORMS = (
    "facebook",
    "instagram",
    "youtube",
    "linkedin",
    "x",
    "threads",
    "tiktok",
    "mastodon",
    "bluesky",
    "flickr",
    "wikipedia",
    "google",
    "blog",
    "forum",
    "wiki",
    "web",
)
"""Those that have a name in the texts (U03)."""


@dataclass(frozen=True, kw_only=True)
class Details:
    """What is said of an account. `deputy_id` none: nobody; `editors` empty: all the unit's."""

    name: str
    platform: str
    url: str | None = None
    comments_url: str | None = None
    deputy_id: int | None = None
    editors: frozenset[int] = frozenset()
    paused: bool = False
    feed: str | None = None
    """Where its comments can be read by the bot; of no account that is seen into in another way."""


def add(actor: Actor, unit: Unit, said: Details) -> Outcome:
    """It is watched from now on; what was written before is history."""
    if not actor.may(unit.id):
        return refuse(Said.NOT_ALLOWED)
    wrong = faults(actor, unit, said)
    if wrong is not None:
        return Outcome(say=wrong[1], refused=True)
    if managed.named_so(actor.tx, unit.id, said.name) is not None:
        return refuse(Said.ACCOUNT_THERE_ALREADY, text=said.name)
    given = {**_columns(said, None), "slug": _free_slug(actor, said.name), "unit_id": unit.id}
    number = managed.add(actor.tx, given, actor.now)
    if said.editors:
        managed.set_editors(actor.tx, number, said.editors)
    actor.note(ChangeAction.ACCOUNT_ADDED, unit_id=unit.id, account_id=number)
    return Outcome(say=Say(said=Said.ACCOUNT_ADDED, text=said.name), changed=True)


def change(actor: Actor, unit: Unit, account: Account, said: Details) -> Outcome:
    """New values for what differs; each is a line in the log."""
    if not actor.may(unit.id) or account.unit_id != unit.id:
        return refuse(Said.NOT_ALLOWED)
    wrong = faults(actor, unit, said)
    if wrong is not None:
        return Outcome(say=wrong[1], refused=True)
    named = managed.named_so(actor.tx, unit.id, said.name)
    if named is not None and named != account.id:
        return refuse(Said.ACCOUNT_THERE_ALREADY, text=said.name)
    given = _columns(said, account)
    new = {name: value for name, value in given.items() if value != getattr(account, name)}
    if new:
        managed.change(actor.tx, account.id, new)
    if "source_url" in new:
        managed.read_anew(actor.tx, account.id)
    for name, value in new.items():
        if name == "source":  # its address says as much
            continue
        _note(actor, account, name, getattr(account, name), value)
    before = managed.editors(actor.tx, account.id)
    if said.editors != before:
        managed.set_editors(actor.tx, account.id, said.editors)
        _note(actor, account, "editors", before, said.editors)
    return Outcome(say=Say(said=Said.ACCOUNT_CHANGED, text=said.name), changed=True)


def move(actor: Actor, unit: Unit, account: Account, to: Unit) -> Outcome:
    """Another unit watches it from now on. Open comments stay with the unit that has begun on them."""
    if not actor.may(unit.id) or not actor.may(to.id) or account.unit_id != unit.id:
        return refuse(Said.NOT_ALLOWED)
    managed.change(actor.tx, account.id, {"unit_id": to.id, "deputy_id": None})
    managed.set_editors(actor.tx, account.id, ())
    actor.note(
        ChangeAction.ACCOUNT_MOVED,
        unit_id=unit.id,
        account_id=account.id,
        before=unit.name,
        after=to.name,
    )
    count = managed.still_open(actor.tx, account.id)
    say = Say(said=Said.ACCOUNT_MOVED, text=account.name, suggestion=to.name, count=count)
    return Outcome(say=say, changed=True, rules_set=True)


def end(actor: Actor, unit: Unit, account: Account, *, why: str = "") -> Outcome:
    """It is no longer watched. What waits on it still waits: the public wrote it."""
    if not actor.may(unit.id) or account.unit_id != unit.id:
        return refuse(Said.NOT_ALLOWED)
    managed.end(actor.tx, account.id)
    actor.note(ChangeAction.ACCOUNT_ENDED, unit_id=unit.id, account_id=account.id, why=why)
    count = managed.still_open(actor.tx, account.id)
    return Outcome(say=Say(said=Said.ACCOUNT_ENDED, text=account.name, count=count), changed=True)


def faults(actor: Actor, unit: Unit, said: Details) -> tuple[str, Say] | None:
    """The first field that cannot stand, and why."""
    if not said.name:
        return "name", Say(said=Said.ACCOUNT_NAME_MISSING)
    if len(said.name) > LONGEST_NAME:
        return "name", Say(said=Said.TEXT_TOO_LONG, count=LONGEST_NAME)
    if re.fullmatch(r"[a-z0-9][a-z0-9-]{0,31}", said.platform) is None:
        return "platform", Say(said=Said.PLATFORM_UNCLEAR, text=said.platform[:40])
    if said.feed is not None and not _is_feed(said.feed):
        return "feed", Say(said=Said.FEED_UNCLEAR)
    for name in ("url", "comments_url"):
        link = getattr(said, name)
        if link is not None and not _is_link(link):
            return name, Say(said=Said.LINK_UNCLEAR)
    team = people.unit_team(actor.tx, unit.id)
    known = {one.id for one in (*team.editors, *team.supervisors, *team.deputies.values())}
    if said.deputy_id is not None and said.deputy_id not in known:
        return "deputy", Say(said=Said.PERSON_UNKNOWN, text=str(said.deputy_id))
    if not said.editors <= {one.id for one in team.editors}:
        return "editors", Say(said=Said.PERSON_UNKNOWN, text=unit.name)
    return None


def _is_link(text: str) -> bool:
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r"\s", text)


def _is_feed(text: str) -> bool:
    """An address that may be stored and shown: nobody's password stands in it."""
    return len(text) <= LONGEST_LINK and _is_link(text) and urlsplit(text).username is None


def may_have_feed(account: Account | None) -> bool:
    """One that is new, that nobody sees into, or that has a feed: the others are the configuration's."""
    return account is None or account.source in {None, FEED}


def _columns(said: Details, account: Account | None) -> dict[str, Any]:
    feed = {"source": FEED if said.feed else None, "source_url": said.feed} if may_have_feed(account) else {}
    return {
        **feed,
        "name": said.name,
        "platform": said.platform,
        "url": said.url,
        "comments_url": said.comments_url,
        "deputy_id": said.deputy_id,
        "paused": said.paused,
    }


def _note(actor: Actor, account: Account, what: str, before: object, after: object) -> None:
    actor.note(
        ChangeAction.ACCOUNT_CHANGED,
        unit_id=account.unit_id,
        account_id=account.id,
        what={"deputy_id": "deputy", "source_url": "feed"}.get(what, what),
        before=_text(actor, what, before),
        after=_text(actor, what, after),
    )


def _text(actor: Actor, what: str, value: object) -> str | None:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if what in {"deputy_id", "editors"}:
        ids: Collection[int] = (
            value if isinstance(value, frozenset) else [value] if isinstance(value, int) else []
        )
        return ", ".join(sorted(one.first_name for one in people.named(actor.tx, ids).values())) or None
    return None if value is None else str(value)


def _free_slug(actor: Actor, name: str) -> str:
    """`kulturskolans-tiktok`: readable, of the configuration's letters, and no other account's."""
    wanted = re.sub(r"[^a-z0-9]+", "-", plain(name)).strip("-")[:70] or "konto"
    taken, slug, number = managed.slugs(actor.tx), wanted, 1
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug
