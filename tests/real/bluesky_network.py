"""Bluesky's own development network: our source sees what is written, answered, deleted and missed there.

By hand, since it takes npm, PostgreSQL and Redis; docs/sources/bluesky.md says how to start it:

    python -m tests.real.bluesky_network http://localhost:2583 http://127.0.0.1:2599/

The first address is the server that accounts live on; a GET of the second waits until all is indexed.
"""

import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx

from db.rows import Account
from handlers.sources.base import Act, Answer, AuthFailed, Change, Known, Place, Question
from handlers.sources.bluesky import Bluesky

POST = "app.bsky.feed.post"


@dataclass(frozen=True)
class Member:
    """Somebody with an account."""

    handle: str
    did: str
    token: str


class Network:
    """The network, as people use it."""

    def __init__(self, server: str, settle: str) -> None:
        self._server, self._settle = server, settle

    def call(self, procedure: str, token: str | None = None, /, **body: Any) -> Any:
        """A procedure. Raises httpx.HTTPStatusError."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        answer = httpx.post(f"{self._server}/xrpc/{procedure}", headers=headers, json=body, timeout=60)
        answer.raise_for_status()
        return answer.json() if answer.content else {}

    def joins(self, name: str) -> Member:
        """A new account."""
        handle, secret = f"{name}{uuid4().hex[:6]}.test", uuid4().hex
        mail = f"{handle}@example.org"
        made = self.call("com.atproto.server.createAccount", handle=handle, email=mail, password=secret)
        return Member(handle=handle, did=made["did"], token=made["accessJwt"])

    def says(self, who: Member, text: str, *, under: Any = None, root: Any = None) -> Any:
        """A post, or a reply; its reference."""
        now = datetime.now(UTC).isoformat().replace("+00:00", "Z")
        record: dict[str, Any] = {"$type": POST, "text": text, "createdAt": now}
        if under:
            record["reply"] = {"root": root or under, "parent": under}
        name = "com.atproto.repo.createRecord"
        made = self.call(name, who.token, repo=who.did, collection=POST, record=record)
        return {"uri": made["uri"], "cid": made["cid"]}

    def deletes(self, who: Member, post: Any) -> None:
        """It is gone."""
        key = post["uri"].rpartition("/")[2]
        self.call("com.atproto.repo.deleteRecord", who.token, repo=who.did, collection=POST, rkey=key)

    def settles(self) -> None:
        """Until all that was written is indexed."""
        httpx.get(self._settle, timeout=300).raise_for_status()


def ask(question: Question) -> Answer:
    """Over the network as it is."""
    answer = httpx.request(
        question.method, question.url, headers=question.headers, json=question.data, timeout=60
    )
    headers = {name.lower(): value for name, value in answer.headers.items()}
    return Answer(status=answer.status_code, body=answer.content, headers=headers)


def place(server: str, handle: str, password: str) -> Place:
    """Our account there."""
    account = Account(
        id=1,
        slug="bluesky",
        unit_id=1,
        name="Bluesky",
        platform="bluesky",
        url=f"https://bsky.app/profile/{handle}",
        comments_url=None,
        deputy_id=None,
        watch_from=datetime.now(UTC) - timedelta(days=1),
        source="bluesky",
        source_url=server,
        paused=False,
        active=True,
    )
    return Place(account=account, keys={"password": password})


def main(server: str, settle: str) -> None:
    """Every step is told; a step that fails ends it."""
    network, source = Network(server, settle), Bluesky()
    us, kim = network.joins("museet"), network.joins("kim")
    name = "com.atproto.server.createAppPassword"
    here = place(server, us.handle, network.call(name, us.token, name="svarsvakt")["password"])
    cursor: Any = None

    def poll(later: timedelta = timedelta(0)) -> dict[str, Change]:
        nonlocal cursor
        found: dict[str, Change] = {}
        more = True
        while more:
            page = source.poll(ask, here, cursor, datetime.now(UTC) + later)
            cursor, more = page.cursor, page.more
            found |= {one.id: one for one in page.changes}
            told("every part of it could be read", not page.unparsed)
        return found

    post = network.says(us, "I dag öppnar utställningen.")
    first = network.says(kim, "Vad kostar det?", under=post)
    second = network.says(kim, "Och för barn?", under=first, root=post)
    network.settles()
    seen = poll()
    told("a reply and a reply to it are comments", {first["uri"], second["uri"]} <= seen.keys())
    told("they hang on our post", {seen[one["uri"]].thread for one in (first, second)} == {post["uri"]})
    answer = network.says(us, "Det är gratis. /Anna", under=first, root=post)
    network.settles()
    mine = poll()[answer["uri"]]
    told("our answer is ours and says what it answers", mine.out and mine.parent == first["uri"])
    network.deletes(kim, first)
    network.settles()
    now = datetime.now(UTC)
    known = [
        Known(id=one["uri"], text=text, written_at=now)
        for one, text in ((first, "Vad kostar det?"), (second, "Och för barn?"))
    ]
    gone = [(one.id, one.act) for one in source.recheck(ask, here, known, now)]
    told("what was deleted is gone, and nothing else", gone == [(first["uri"], Act.REMOVED)])
    late = {network.says(kim, f"Fråga {n}", under=post)["uri"] for n in range(130)}
    network.settles()
    told("130 replies after an outage are all seen", late <= poll(timedelta(hours=2)).keys())
    told("we are who we are", source.health(ask, here, now).name == us.handle)
    try:
        Bluesky().poll(ask, place(server, us.handle, "another"), None, now)
    except AuthFailed:
        told("a wrong password is told as one", True)
    else:
        told("a wrong password is told as one", False)


def told(what: str, well: bool) -> None:
    """Raises SystemExit when it is not so."""
    print("well" if well else "NOT SO", what, sep="  ")
    if not well:
        raise SystemExit(1)


if __name__ == "__main__":
    main(*sys.argv[1:3])
