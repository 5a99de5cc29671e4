"""A newsroom with one account on a platform: it is polled, called, and its store is looked at."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import EntryPoint

import httpx
from sqlalchemy import select, update

from db import accounts, events
from db.models import accounts as accounts_table
from db.models import comments, published, replies
from db.rows import Account, Comment, Event, Published, Reply, columns, made
from db.store import Store
from handlers.sources.base import Accepted, Delivery, Place
from handlers.sources.places import Places
from handlers.sources.polling import Polled, poll_due
from handlers.sources.registry import BUILT_IN, source
from handlers.sources.webhooks import Worked, take_delivery, work_due
from tests.newsroom import Newsroom
from tests.sources.site import Site
from tests.stories.desk import Desk, at

OTHERS = (EntryPoint(name="postbox", value="tests.sources.example:Postbox", group="svarsvakt.sources"),)
"""What other packages bring."""


@dataclass
class Post:
    """`post.poll("2026-11-24 10:05")`, `post.comments()`."""

    desk: Desk
    site: Site
    polled: list[Polled] = field(default_factory=list)
    worked: list[Worked] = field(default_factory=list)

    def __post_init__(self) -> None:
        """The newsroom's blog is this site's account from now on."""
        with self.store.write() as tx:
            tx.execute(
                update(accounts_table)
                .where(accounts_table.c.slug == "museibloggen")
                .values(source=self.site.kind, source_url=None, url=self.site.url)
            )

    @property
    def store(self) -> Store:
        return self.desk.store

    @property
    def newsroom(self) -> Newsroom:
        return self.desk.newsroom

    @property
    def account(self) -> Account:
        with self.store.read() as tx:
            return accounts.by_slug(tx, {"museibloggen"})["museibloggen"]

    @property
    def places(self) -> Places:
        return Places(
            settings={"museibloggen": self.site.settings},
            keys={f"museibloggen_{name}": value for name, value in self.site.keys.items()},
            find=lambda kind: source(kind, lambda: OTHERS),
            known=lambda: sorted({*BUILT_IN, *(one.name for one in OTHERS)}),
        )

    @property
    def place(self) -> Place:
        """For asking the source alone."""
        watched = self.places.of(self.account)
        assert watched is not None
        return watched.place

    def poll(self, when: str) -> None:
        """Whatever is due is asked for, until nothing is left to read."""
        self.site.now = at(when)
        poll_due(self.store, self.desk.book, self.places, self.site.ask, at(when), told=self.polled.append)

    def deliver(self, deliveries: Iterable[Delivery], when: str) -> None:
        """The platform calls, and what it says is worked on."""
        for delivery in deliveries:
            verdict = take_delivery(self.store, self.places, "museibloggen", delivery, at(when))
            assert isinstance(verdict, Accepted), verdict
        heard = -1
        while len(self.worked) > heard:  # so many at once: the rest when the clock comes round again
            heard = len(self.worked)
            work_due(self.store, self.desk.book, self.places, lambda: at(when), told=self.worked.append)

    def hear(self, when: str) -> None:
        """By whatever way the platform has: it calls, and it is asked."""
        self.site.now = at(when)
        if self.site.webhooks:
            self.deliver(self.site.deliveries(), when)
        if self.site.polls:
            self.poll(when)

    def comments(self) -> list[Comment]:
        with self.store.read() as tx:
            rows = tx.execute(
                select(*columns(Comment, comments)).order_by(comments.c.written_at, comments.c.id)
            )
            return [made(Comment, row) for row in rows]

    def comment(self, number: str) -> Comment:
        return next(one for one in self.comments() if one.external_id == number)

    def events(self, number: str) -> tuple[Event, ...]:
        with self.store.read() as tx:
            return events.of_comment(tx, self.comment(number).id)

    def own(self) -> list[Published]:
        with self.store.read() as tx:
            rows = tx.execute(select(*columns(Published, published)).order_by(published.c.id))
            return [made(Published, row) for row in rows]

    def replies(self) -> list[Reply]:
        with self.store.read() as tx:
            rows = tx.execute(select(*columns(Reply, replies)).order_by(replies.c.id))
            return [made(Reply, row) for row in rows]


@contextmanager
def outage(site: Site) -> Iterator[None]:
    """The platform answers nothing but 500 meanwhile, and whatever it called is lost."""
    site.broken = httpx.Response(500)
    try:
        yield
    finally:
        site.broken = None
        site.deliveries()
