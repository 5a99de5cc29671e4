"""What people and platforms tell the bot: commands, buttons, incoming comments."""
