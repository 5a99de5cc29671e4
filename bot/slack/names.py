"""What Slack calls us by: the same words in the manifest and in the listeners."""

COMMANDS = ("svarsvakt", "besvarad", "kommentar", "veckan", "rundan")
"""Slash commands; Slack wants lower-case ASCII."""
ADD_COMMENT = "svarsvakt.add_comment"
"""The message shortcut "Lägg till i Svarsvakt"."""
