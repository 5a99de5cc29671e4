"""What the clock tells the bot: calendar, answer times, rounds, warnings, delivery."""
