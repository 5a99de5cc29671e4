"""The sets of rules that an organisation may begin with, each with its version and source (U01)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from bot.config.rule_shapes import RulesShape
from bot.config.said import said_by
from scheduler.layers import Preset

_OLDER: Mapping[str, Any] = {
    "answer": {"policy": "guideline", "hours": 24, "after_opening_hours": 4},
    "rounds": {"times": ["08:30", "12:30", "15:00"]},
    "signature": {"rule": "first_name"},
}
"""Answered within 24 h, over days off as soon as possible; looked at three times a day; first name."""
_NEWER: Mapping[str, Any] = {
    "answer": {"policy": "guideline", "hours": 24, "after_opening_hours": 4},
    "rounds": {"times": ["08:30"]},
    "signature": {"rule": "first_name"},
    "ladder": {"follow_up_days": 2},
}
"""The same 24 h; looked at each working day; a holding reply when no answer is ready."""

SHAPES: Mapping[str, RulesShape] = MappingProxyType(
    {
        "malmo-older": RulesShape.model_validate(_OLDER),
        "malmo-newer": RulesShape.model_validate(_NEWER),
        "blank": RulesShape(),
    }
)

PRESETS: Mapping[str, Preset] = MappingProxyType(
    {
        "malmo-older": Preset(
            slug="malmo-older",
            name="Malmö stad, äldre riktlinjer",
            version="sidan från tiden för Twitter och Bambuser, utan datum",
            source="Riktlinjer: Det här gäller för ett konto i Malmö stads regi i sociala medier",
            rules=said_by(SHAPES["malmo-older"]),
        ),
        "malmo-newer": Preset(
            slug="malmo-newer",
            name="Malmö stad, senare handbok",
            version="handbokens senare sidor, utan datum",
            source="Malmö stads handbok för sociala medier",
            rules=said_by(SHAPES["malmo-newer"]),
        ),
        "blank": Preset(slug="blank", name="", version="", source=""),
    }
)
assert set(SHAPES) == set(PRESETS)
