"""A phpBB board's Atom feeds, as its template writes them: a forum's newest posts.

https://area51.phpbb.com/docs/dev/3.3.x/ (routes of the feed); the ACP's Board features, Syndication: how many
posts, statistics beneath each (`feed_item_statistics`), 404 for what is switched off
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from typing import ClassVar

import httpx

from tests.sources.site import Site


@dataclass
class Row:
    """A post. Nothing is heard of one that was deleted."""

    id: int
    topic: int
    author: str
    text: str
    at: datetime
    subject: str
    edited: datetime | None = None


class PhpBBSite(Site):
    """One forum, in which each question has its topic."""

    kind: ClassVar[str] = "phpbb"
    url: ClassVar[str] = "https://forum.example.org/bb"
    settings: ClassVar[Mapping[str, str]] = {"forums": "7", "authors": "Museet"}
    exact_parents: ClassVar[bool] = False
    removals: ClassVar[bool] = False

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []
        self.statistics = True
        self.topic_in_links = True
        self.forums = {7}

    def write(self, text: str, at: datetime, *, author: str = "Kim på Söder") -> str:
        """In a topic that somebody began before."""
        topic = 50 + len(self.rows)
        return self.add(text, at, author=author, topic=topic, subject=f"Re: Ämne {topic}")

    def reply(self, text: str, at: datetime, *, to: str) -> str:
        asked = next(row for row in self.rows if f"p{row.id}" == to)
        return self.add(text, at, author="Museet", topic=asked.topic, subject=f"Re: Ämne {asked.topic}")

    def add(self, text: str, at: datetime, *, author: str, topic: int, subject: str) -> str:
        """Somebody posts."""
        row = Row(200 + len(self.rows), topic, author, text, at, subject)
        self.rows.append(row)
        return f"p{row.id}"

    def edit(self, number: str, text: str, at: datetime) -> None:
        row = next(row for row in self.rows if f"p{row.id}" == number)
        row.text, row.edited = text, at

    def answer(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path.removeprefix("/bb")
        forum = path.removeprefix("/app.php/feed/forum/")
        if path != "/app.php/feed" and not (forum.isdecimal() and int(forum) in self.forums):
            return httpx.Response(404, text="The requested feature is not available.")
        newest = max((row.edited or row.at for row in self.rows), default=self.now).astimezone(UTC)
        modified = newest.strftime("%a, %d %b %Y %H:%M:%S GMT")
        if request.headers.get("if-modified-since") == modified:
            return httpx.Response(304)
        headers = {"Content-Type": "application/atom+xml; charset=UTF-8", "Last-Modified": modified}
        return httpx.Response(200, content=self._feed(str(request.url)).encode(), headers=headers)

    def _feed(self, own: str) -> str:
        entries = "".join(self._entry(row) for row in sorted(self.rows, key=lambda row: row.at, reverse=True))
        return f"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="sv">
	<link rel="self" type="application/atom+xml" href="{own}" />
	<title>Exempelforum</title>
	<updated>{stamp(self.now)}</updated>
	<author><name><![CDATA[Exempelforum]]></name></author>
	<id>{own}</id>
{entries}</feed>
"""

    def _entry(self, row: Row) -> str:
        topic = f"t={row.topic}&amp;" if self.topic_in_links else ""
        link = f"{self.url}/viewtopic.php?{topic}p={row.id}#p{row.id}"
        posted = f'Skrivet av <a href="{self.url}/memberlist.php?mode=viewprofile&amp;u=9">{row.author}</a>'
        foot = f"<p>Statistik: {posted} — {stamp(row.at)}</p>" if self.statistics else ""
        return f"""	<entry>
		<author><name><![CDATA[{row.author}]]></name></author>
		<updated>{f"{stamp(row.edited)} " if row.edited else stamp(row.at)}</updated>
		<published>{stamp(row.at)}</published>
		<id>{link}</id>
		<link href="{link}"/>
		<title type="html"><![CDATA[Frågor till museet • {row.subject}]]></title>
		<content type="html" xml:base="{link}"><![CDATA[
{escape(row.text)}{foot}<hr />
]]></content>
	</entry>
"""


def stamp(at: datetime) -> str:
    """As phpBB writes times: with the board's own offset."""
    return at.isoformat(timespec="seconds")
