"""Slack: what it shows, what it hears, how it is spoken to."""
