"""Which rules a part of the file names itself: what it leaves out comes from above."""

from bot.config.rule_shapes import RulesShape
from scheduler.rule_words import Rule

_ALSO = {"calendar.short_days": Rule.SHORT_DAYS.value}
"""Keys that together make one rule."""
_ALL = frozenset(rule.value for rule in Rule)


def said_by(shape: RulesShape) -> frozenset[str]:
    """The words of the rules that stand there."""
    parts = {name: getattr(shape, name) for name in RulesShape.model_fields}
    keys = {
        f"{part}.{key}" for part, said in parts.items() if said is not None for key in said.model_fields_set
    }
    return frozenset(_ALSO.get(key, key) for key in keys) & _ALL
