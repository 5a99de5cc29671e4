"""Requests made up by Hypothesis against the whole bot: what must never happen, whatever they ask."""
