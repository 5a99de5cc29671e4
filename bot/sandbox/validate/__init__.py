"""Would Slack take this? The limits of Block Kit and views, in Slack's own words.

Stricter than the libraries' own models on purpose: what Slack would refuse or silently drop is a problem
here. `problems(blocks)` and `view_problems(view)` are for anyone's tests; the rest is the server's.
"""

from bot.sandbox.validate.accepted import checked_blocks, checked_view
from bot.sandbox.validate.problems import message_problems, problems, view_problems

__all__ = ["checked_blocks", "checked_view", "message_problems", "problems", "view_problems"]
