"""Each account with the source that sees into it, its settings and its credentials."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from types import MappingProxyType

from db.rows import Account
from handlers.sources.base import Place, Source
from handlers.sources.registry import UnknownSource, kinds, source

NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class Watched:
    """An account and how it is seen into."""

    source: Source
    place: Place
    every: timedelta

    @property
    def fingerprint(self) -> str:
        """Of what the account is asked with: other settings or credentials, another fingerprint."""
        account = self.place.account
        said = [
            account.source,
            account.source_url,
            account.url,
            sorted(self.place.settings.items()),
            sorted(self.place.keys.items()),
        ]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class Places:
    """What the configuration and the environment say of accounts' sources."""

    settings: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: MappingProxyType({}))
    """`source_settings`, by account's slug."""
    keys: Mapping[str, str] = field(default_factory=lambda: NONE, repr=False)
    """Everything after SVARSVAKT_SOURCE_, in lower case: `museibloggen_password`, `wordpress_password`."""
    every: Mapping[str, timedelta] = field(default_factory=lambda: MappingProxyType({}))
    """How often, by kind; others as their source says."""
    owners: Mapping[str, str] = field(default_factory=lambda: NONE)
    """Who looks after an account's credentials: a person's slug, by account's slug."""
    find: Callable[[str], Source] = source
    """The source of a kind. Raises UnknownSource."""
    known: Callable[[], list[str]] = kinds

    def of(self, account: Account) -> Watched | None:
        """How this account is seen into; none: it has no source that this program knows."""
        if account.source is None:
            return None
        try:
            found = self.find(account.source)
        except UnknownSource:
            return None
        place = Place(
            account=account,
            settings=self.settings.get(account.slug, NONE),
            keys=self.keys_of(account.slug, account.source),
        )
        return Watched(source=found, place=place, every=self.every.get(account.source, found.every))

    def keys_of(self, slug: str, kind: str) -> Mapping[str, str]:
        """An account's credentials; what it has none of its own of, its kind's."""
        return {**self._beginning(kind), **self._beginning(slug)}

    def kind_keys(self, kind: str) -> Mapping[str, str]:
        """The credentials that all accounts of a kind share."""
        return self._beginning(kind)

    def _beginning(self, word: str) -> dict[str, str]:
        prefix = f"{word.lower().replace('-', '_')}_"
        return {
            name.removeprefix(prefix): value
            for name, value in self.keys.items()
            if name.startswith(prefix) and value
        }
