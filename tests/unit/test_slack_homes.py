"""App Homes are published in the order in which they are drawn."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

from slack_sdk import WebClient

from bot.slack.answers import Answers


class SlowClient(WebClient):
    """While it publishes the first one, somebody does something more."""

    def __init__(self) -> None:
        super().__init__()
        self.published: list[str] = []
        self.begun, self.goes_on = Event(), Event()

    def views_publish(self, **arguments: Any) -> Any:  # type: ignore[override]  # a fake: only what is asked here
        self.begun.set()
        assert self.goes_on.wait(30)
        self.published.append(arguments["view"]["is"])


def test_one_that_was_drawn_before_is_never_shown_after() -> None:
    client, drawn_too_early = SlowClient(), Event()
    is_now = ["away"]

    def later() -> dict[str, Any]:
        if not client.goes_on.is_set():
            drawn_too_early.set()
        return {"is": is_now[-1]}

    with ThreadPoolExecutor(2) as pool:
        answers = Answers(client, pool)
        answers.home("U-BO", lambda: {"is": is_now[-1]})
        assert client.begun.wait(30)
        is_now.append("back")
        answers.home("U-BO", later)
        too_early = drawn_too_early.wait(0.2)
        client.goes_on.set()
    assert not too_early
    assert client.published == ["away", "back"]
