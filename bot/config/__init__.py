"""The configuration: `config.toml` and the environment, read once at start.

`read.py` reads it; `shape.py` and `rule_shapes.py` are the file's shape; `values.py` what its values may look
like; `rules.py` makes the rules; `check.py` sees to what only the whole file shows; `model.py` is what the
program uses.
"""

from bot.config.faults import ConfigError, Fault, FaultKind, Note, NoteKind
from bot.config.model import Config, Feed, Http, Operator, Secrets, Smtp, Teams
from bot.config.read import load

__all__ = [
    "Config",
    "ConfigError",
    "Fault",
    "FaultKind",
    "Feed",
    "Http",
    "Note",
    "NoteKind",
    "Operator",
    "Secrets",
    "Smtp",
    "Teams",
    "load",
]
