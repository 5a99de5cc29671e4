"""A local Bot Connector: answers the bot as Teams' service is documented to, keeps what it was sent."""
