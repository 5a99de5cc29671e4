"""A page may ask as soon as the demo's workspace is there: the week until it opens is still being played."""

from pathlib import Path

import httpx
import pytest

from bot.config import Config
from bot.sandbox.demo import Demo

CONFIG = Path(__file__).parents[2] / "config.toml"


class Seen(Exception):  # noqa: N818 - what the test was after
    """The page has been asked; the rest of the demo is not needed."""


class EarlyVisitor(Demo):
    """Somebody has the page open while the week is played."""

    answer: httpx.Response

    def _play_prologue(self, config: Config) -> None:
        with httpx.Client(trust_env=False, timeout=60) as page:
            self.answer = page.get(f"{self.url}/sandbox/clock")
        raise Seen


def test_a_page_that_asks_while_the_week_is_played_is_told_how_things_stand() -> None:
    demo = EarlyVisitor(CONFIG)
    with pytest.raises(Seen), demo:
        pass
    assert demo.answer.status_code == 200
    assert demo.answer.json()["next"] is not None
