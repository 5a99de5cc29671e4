"""A local Slack-compatible workspace: the demo lives in it and tests drive it."""
