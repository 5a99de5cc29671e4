"""The tests; `newsroom.py` is the newsroom most of them work in."""
