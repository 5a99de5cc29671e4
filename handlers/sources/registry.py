"""Which kinds of sources there are: those of this folder, and those that other packages bring.

A package adds one with an entry point, and `config.toml` can name it at once:

    [project.entry-points."svarsvakt.sources"]
    hembygd = "hembygd_svarsvakt:Hembygd"
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points

from handlers.sources.base import Source

GROUP = "svarsvakt.sources"
PUSHED = "intake"
"""What `pushed = true` makes of an account: somebody hands its comments in at POST /intake."""
BUILT_IN: Mapping[str, str] = {
    "bluesky": "handlers.sources.bluesky:Bluesky",
    "discourse": "handlers.sources.discourse:Discourse",
    "facebook": "handlers.sources.facebook:Facebook",
    "feed": "handlers.sources.feed:Feed",
    "flickr": "handlers.sources.flickr:Flickr",
    "isso": "handlers.sources.isso:Isso",
    "instagram": "handlers.sources.instagram:Instagram",
    "mastodon": "handlers.sources.mastodon:Mastodon",
    "mediawiki": "handlers.sources.mediawiki:MediaWiki",
    "phpbb": "handlers.sources.phpbb:PhpBB",
    "wordpress": "handlers.sources.wordpress:WordPress",
    "x": "handlers.sources.x:X",
    "youtube": "handlers.sources.youtube:YouTube",
}
"""By kind, imported when it is first used: one line a platform."""


class UnknownSource(LookupError):  # noqa: N818 - it is what it is called
    """There is no source of this kind."""


class BadSource(TypeError):  # noqa: N818 - says what it is
    """Somebody else's source is not what it must be; the message says why."""


Installed = Callable[[], Iterable[EntryPoint]]


@cache
def installed() -> Sequence[EntryPoint]:
    """What other packages bring. Every package's list is read once: none comes while the bot runs."""
    return tuple(entry_points(group=GROUP))


def kinds(others: Installed = installed) -> list[str]:
    """Every kind that the configuration may name."""
    return sorted({*BUILT_IN, *(one.name for one in others())})


def source(kind: str, others: Installed = installed) -> Source:
    """The source of this kind; ours go before others' of the same name. Raises UnknownSource, BadSource."""
    if kind in BUILT_IN:
        return _built_in(kind)
    for one in others():
        if one.name == kind:
            return _made(one.load(), kind)
    raise UnknownSource(kind)


def is_asked(kind: str) -> bool:
    """Whether accounts of this kind are polled; `intake` is only ever pushed to us."""
    if kind == PUSHED:
        return False
    try:
        return source(kind).polls
    except UnknownSource:
        return True  # nothing sees into it any more


@cache
def _built_in(kind: str) -> Source:
    module, _, name = BUILT_IN[kind].partition(":")
    return _made(getattr(import_module(module), name), kind)


def _made(found: object, kind: str) -> Source:
    if not (isinstance(found, type) and issubclass(found, Source)):
        raise BadSource(f"{kind}: a source is a subclass of handlers.sources.base.Source")
    made: Source = found()
    if getattr(made, "kind", None) != kind:
        raise BadSource(f"{kind}: its class calls itself {getattr(made, 'kind', None)!r}")
    return made
