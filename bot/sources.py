"""How the accounts are seen into, as the configuration and the environment say."""

from bot.config import Config
from handlers.sources.places import Places


def places_of(config: Config) -> Places:
    """Each account's source with its settings and credentials."""
    return Places(
        settings=config.sources.settings,
        keys=config.secrets.source_keys,
        every=config.sources.every,
        owners=config.sources.owners,
    )
