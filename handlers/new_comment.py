"""A comment that the bot has not seen by itself: somebody adds it with a form."""

from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import Connection

from db import accounts
from db.rows import Account
from handlers import people as settings
from handlers.access import Standing, standing
from handlers.outcome import Outcome, Said, Say
from handlers.receive import Incoming, receive
from handlers.sent import Sent, faulty, moment

LONGEST_TEXT = 10_000
LONGEST_LINK = 2_000
CLOCKS_DIFFER = timedelta(minutes=5)
MANUAL = "manual"


def add(sent: Sent) -> Outcome:
    """Store it, once; its link (else its time and text) says whether it is there already."""
    where = standing(sent.tx, sent.person)
    mine = {account.slug: account for account in own_accounts(sent.tx, where)}
    account = mine.get(sent.get("account"))
    text, url = sent.get("text"), sent.get("url")
    faults: list[tuple[str, Say]] = []
    if account is None:
        faults.append(("account", Say(said=Said.ACCOUNT_UNKNOWN, text=sent.get("account")[:40])))
    if not text:
        faults.append(("text", Say(said=Said.TEXT_MISSING)))
    elif len(text) > LONGEST_TEXT:
        faults.append(("text", Say(said=Said.TEXT_TOO_LONG, count=LONGEST_TEXT)))
    if url and not _is_link(url):
        faults.append(("url", Say(said=Said.LINK_UNCLEAR)))
    written_at = _written_at(sent)
    if isinstance(written_at, Say):
        faults.append(("written_at", written_at))
    if faults or account is None or isinstance(written_at, Say):
        return faulty(*faults)
    return _store(sent, account, text, url, written_at)


def _store(sent: Sent, account: Account, text: str, url: str, written_at: datetime) -> Outcome:
    named = url or f"{written_at.isoformat()}\n{text}"
    comment = Incoming(
        account=account.slug,
        text=text,
        written_at=written_at,
        external_id=f"{MANUAL}:{sha256(named.encode()).hexdigest()[:32]}",
        url=url or None,
        source=MANUAL,
    )
    (told,) = receive(sent.tx, sent.book, [comment], sent.now)
    if not told.new:
        return Outcome(say=Say(said=Said.COMMENT_THERE_ALREADY, number=told.number))
    zone = settings.calendar_of(sent.tx, sent.book, sent.person).rules.zone
    say = Say(said=Said.COMMENT_ADDED, number=told.number, at=told.due_at, zone=zone)
    return Outcome(say=say, changed=True)


def _written_at(sent: Sent) -> datetime | Say:
    """When the public wrote it; left out: now. A time ahead by more than clocks differ is refused."""
    said = sent.get("written_at")
    if not said:
        return sent.now
    at = moment(sent, said, settings.calendar_of(sent.tx, sent.book, sent.person))
    if isinstance(at, Say):
        return at
    return Say(said=Said.TIME_IN_FUTURE) if at > sent.now + CLOCKS_DIFFER else at


def own_accounts(tx: Connection, where: Standing) -> tuple[Account, ...]:
    """The accounts of her units."""
    return tuple(account for account in accounts.accounts(tx) if account.unit_id in where.units)


def _is_link(url: str) -> bool:
    beginning = url.casefold().startswith(("http://", "https://"))
    return beginning and not any(c.isspace() for c in url) and 8 < len(url) <= LONGEST_LINK
