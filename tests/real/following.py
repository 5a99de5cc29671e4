"""A newsroom that follows an account on a real server, by the bot's own fetching, at its own time."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

from sqlalchemy import select, update

from db import sources
from db.models import accounts, comments, notices, published, replies
from db.rows import Account, Comment, Published, Reply, columns, made
from db.store import Store
from db.words import NoticeKind
from handlers.sources.fetching import HttpFetch
from handlers.sources.places import Places
from handlers.sources.polling import Polled, poll_due
from scheduler.rulebook import RuleBook
from tests.newsroom import Newsroom
from tests.real.real_site import RealSite

SLUG = "museibloggen"


@dataclass
class Following:
    """The newsroom's blog is the real server's account from now on: what is older is not asked for."""

    store: Store
    book: RuleBook
    newsroom: Newsroom
    site: RealSite
    polled: list[Polled] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.site.later()
        self.site.later()
        self.began = self.site.clock()
        row = {"source": self.site.kind, "source_url": self.site.source_url, "url": self.site.url}
        with self.store.write() as tx:
            tx.execute(update(accounts).where(accounts.c.slug == SLUG).values(watch_from=self.began, **row))
        self.now = self.began

    @property
    def account(self) -> Account:
        return replace(self.newsroom.blog, watch_from=self.began)

    def poll(self) -> Polled:
        """Whatever the clock says, it is asked now, and what is stored is looked at again."""
        there = self.site.clock() if self.site.server.process else self.now
        self.now = max(there, self.now) + timedelta(seconds=1)
        with self.store.write() as tx:
            sources.store(tx, self.account.id, next_poll_at=self.now, recheck_at=None)
        places = Places(
            settings={SLUG: self.site.settings},
            keys={f"{SLUG}_{name}": value for name, value in self.site.keys.items()},
        )
        told: list[Polled] = []
        ask = HttpFetch(private=["127.0.0.1"])
        try:
            poll_due(self.store, self.book, places, ask, self.now, told=told.append)
        finally:
            ask.close()
        self.polled += told
        return told[-1]

    def comments(self) -> list[Comment]:
        """What came since it is followed, oldest first."""
        with self.store.read() as tx:
            query = select(*columns(Comment, comments)).where(~comments.c.history)
            rows = tx.execute(query.order_by(comments.c.written_at, comments.c.id))
            return [made(Comment, row) for row in rows]

    def comment(self, number: str) -> Comment:
        return next(one for one in self.comments() if one.external_id == number)

    def own(self) -> list[Published]:
        with self.store.read() as tx:
            query = select(*columns(Published, published)).where(published.c.written_at >= self.began)
            return [made(Published, row) for row in tx.execute(query)]

    def replies(self) -> list[Reply]:
        with self.store.read() as tx:
            return [made(Reply, row) for row in tx.execute(select(*columns(Reply, replies)))]

    def cards(self) -> list[int | None]:
        """The comments that have a card to be sent."""
        with self.store.read() as tx:
            query = select(notices.c.comment_id).where(notices.c.kind == NoticeKind.CARD)
            return list(tx.execute(query).scalars())
