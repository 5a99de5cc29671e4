"""What Slack and Teams share: who did something, what was asked for, done once and committed.

A chat of its own reads what came and shows what came of it; everything between stands here, once.
"""
