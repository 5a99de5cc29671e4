"""What `source_settings` may hold."""

import pytest

from bot.config.secrets import misplaced
from handlers.sources.registry import BUILT_IN, source


@pytest.mark.parametrize("kind", sorted(BUILT_IN))
def test_no_setting_of_a_source_is_taken_for_a_secret(kind: str) -> None:
    assert [*misplaced(dict.fromkeys(source(kind).settings, "2027-01-20"))] == []
