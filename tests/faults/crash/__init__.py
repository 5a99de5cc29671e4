"""Real processes of the bot, killed again and again; a checker that does not read the outbox counts."""
