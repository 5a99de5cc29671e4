"""What Slack calls us by: the same words in the manifest and in the listeners."""

CHAT = "slack"
"""The chat's own word in the store."""
COMMANDS = ("svarsvakt", "besvarad", "kommentar", "veckan", "rundan")
"""Slash commands; Slack wants lower-case ASCII."""
ADD_COMMENT = "svarsvakt.add_comment"
"""The message shortcut "Lägg till i Svarsvakt"."""
