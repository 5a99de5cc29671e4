"""Checks everything that the bot stands on; each fault says how to mend it. `svarsvakt doctor`."""

from bot.doctor.findings import Finding, Found
from bot.doctor.round import examine

__all__ = ["Finding", "Found", "examine"]
"""`examine` yields a `Found` for each thing looked at, as it is looked at."""
