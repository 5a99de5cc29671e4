"""Svarsvakt in Microsoft Teams: an extra (`svarsvakt[teams]`), loaded only where it is used."""
