"""A made-up year of a configuration: the real rules, outbox and handlers; an invented public and newsroom.

`public.py` invents comments, `newsroom.py` how people act on what they are told, `chat.py` is a chat that
takes everything, `year.py` turns the clock, `report.py` counts what came of it. One seed gives one year.
"""
