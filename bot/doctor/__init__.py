"""Checks everything that the bot stands on; each fault says how to mend it. `svarsvakt doctor`.

`round.py` goes through it all, `machine.py` and `slack.py` look, `findings.py` names what can be found.
"""
