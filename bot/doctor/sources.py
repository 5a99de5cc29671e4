"""The platforms' part: each account is asked for as the bot will ask, and nothing is stored."""

from collections.abc import Callable, Iterator
from datetime import datetime

from bot.config import Config
from bot.doctor.findings import Finding, Found
from bot.sources import places_of
from db.registered import RegisteredAccount
from db.rows import Account
from handlers.sources.base import Ask, FetchFailed
from handlers.sources.fetching import HttpFetch


def sources(config: Config, now: datetime, make: Callable[[Config], Ask] | None = None) -> Iterator[Found]:
    """Each account that is seen into by itself: its platform answers and takes the credentials."""
    places = places_of(config)
    ask = make(config) if make is not None else HttpFetch(private=config.private_hosts)
    for registered in config.register.accounts:
        watched = places.of(_account(registered, now))
        if watched is None or registered.paused:
            continue
        try:
            health = watched.source.health(ask, watched.place, now)
        except FetchFailed as failed:
            yield Found(finding=Finding.SOURCE, well=False, about=registered.slug, detail=failed.code)
            continue
        except Exception as fault:  # somebody else's code, perhaps
            yield Found(
                finding=Finding.SOURCE, well=False, about=registered.slug, detail=type(fault).__name__
            )
            continue
        said = health.name or watched.source.kind
        yield Found(finding=Finding.SOURCE, well=True, about=registered.slug, detail=said)
        if health.lacking:
            yield Found(
                finding=Finding.SOURCE_LACKS,
                well=False,
                about=registered.slug,
                detail=", ".join(health.lacking),
            )


def _account(registered: RegisteredAccount, now: datetime) -> Account:
    """As a source needs to know it; it is in no store yet, perhaps."""
    return Account(
        id=0,
        slug=registered.slug,
        unit_id=0,
        name=registered.name,
        platform=registered.platform,
        url=registered.url,
        comments_url=registered.comments_url,
        deputy_id=None,
        watch_from=registered.watch_from or now,
        source=registered.source,
        source_url=registered.source_url,
        paused=registered.paused,
        active=True,
    )
