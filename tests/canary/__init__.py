"""A canary: what was written in a flagged comment, and by whom, looked for in all that leaves the store."""
