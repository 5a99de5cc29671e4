"""Slack's Web API, as far as a bot like this reasonably goes."""
