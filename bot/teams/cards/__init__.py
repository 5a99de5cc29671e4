"""Everything the bot shows in Teams: Adaptive Cards 1.5, one file a kind of content, within Teams' limits."""
