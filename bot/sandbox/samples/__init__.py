"""The demo's made-up newsroom life: what the public writes, and what the colleagues do about it.

Everybody and everything here is invented. Times are local, in the week of Monday 23 November 2026.
"""
