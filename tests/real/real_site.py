"""What the stories need of a real server: people who write and answer on it, and that it can be stopped."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import ClassVar, Self

from tests.real.server import Server


class RealSite:
    """One real platform with an account of ours. Its clock is its own: nothing here can be dated."""

    kind: ClassVar[str]
    settings: ClassVar[Mapping[str, str]] = {}
    keys: ClassVar[Mapping[str, str]] = {}
    url: str
    """The account's own, as in `config.toml`."""
    source_url: str | None = None
    server: Server

    @classmethod
    def missing(cls) -> str | None:
        """What is not installed here; none: it can be started."""
        raise NotImplementedError

    @classmethod
    def running(cls, folder: Path) -> AbstractContextManager[Self]:
        """Installed in this folder and started, until the block ends."""
        raise NotImplementedError

    def clock(self) -> datetime:
        """The server's own time, as fine as it keeps times of comments."""
        raise NotImplementedError

    def write(self, text: str) -> str:
        """The public writes a comment; its id as the source gives it."""
        raise NotImplementedError

    def reply(self, text: str, *, to: str) -> str:
        """Somebody answers as the account."""
        raise NotImplementedError

    def edit(self, number: str, text: str) -> None:
        """The comment's text is another."""
        raise NotImplementedError

    def remove(self, number: str) -> None:
        """The comment goes."""
        raise NotImplementedError

    def later(self) -> None:
        """Until what is written next is written later than what was written last, by the server's clock."""
        began = self.clock()
        while self.clock() <= began:
            pass

    @contextmanager
    def away(self) -> Iterator[None]:
        """It answers nobody meanwhile."""
        self.server.stop()
        try:
            yield
        finally:
            self.server.start()
