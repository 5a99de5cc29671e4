"""A MediaWiki as its API is documented, and as a MediaWiki 1.39 answers: pages, revisions, the log.

https://www.mediawiki.org/wiki/API:Data_formats (formatversion=2; unknown parameters are warned of)
https://www.mediawiki.org/wiki/API:Info, .../API:Revisions, .../API:RecentChanges, .../API:Logevents
https://www.mediawiki.org/wiki/API:Siteinfo, .../API:Userinfo, .../Manual:Maxlag_parameter
https://foundation.wikimedia.org/wiki/Policy:User-Agent_policy (who does not say how to reach them gets 403)
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, ClassVar

import httpx

from tests.sources.mediawiki_records import Revision, WikiPage, failed, revised, said, shape, signed, zulu
from tests.sources.site import Site

TALK = "Diskussion:Exempelstad"
KNOWN = frozenset(
    [
        "action",
        "format",
        "formatversion",
        "maxlag",
        "prop",
        "list",
        "meta",
        "titles",
        "pageids",
        "revids",
        "inprop",
        "siprop",
        "rvprop",
        "rvslots",
        "rvlimit",
        "rvdir",
        "rvstart",
        "rvstartid",
        "rvcontinue",
        "rcnamespace",
        "rctype",
        "rcprop",
        "rcdir",
        "rcstart",
        "rclimit",
        "leaction",
        "letitle",
        "lelimit",
    ]
)


class MediaWikiSite(Site):
    """A wiki with a talk page on which headings wait for questions."""

    kind: ClassVar[str] = "mediawiki"
    url: ClassVar[str] = "https://wiki.example.org/w"
    settings: ClassVar[Mapping[str, str]] = {
        "pages": "Exempelstad",
        "authors": "Museet",
        "contact": "it@exempelstad.example",
    }

    def __init__(self) -> None:
        super().__init__()
        self.pages: list[WikiPage] = []
        self.log: list[dict[str, Any]] = []
        self.lag: int | None = None
        self.token: str | None = None
        self.number = 1000
        self.lines: dict[str, str] = {}
        self.asked_headings = 0
        headings = "\n\n".join(f"== Fråga {number} ==" for number in range(1, 10))
        self.save(TALK, headings, "Sara", datetime(2026, 1, 7, 8, 0, tzinfo=UTC), ns=1)

    def page(self, title: str) -> WikiPage:
        return next(page for page in self.pages if page.title == title)

    def text(self, title: str = TALK) -> str:
        """As it stands."""
        return self.page(title).revisions[-1].text

    def save(self, title: str, text: str, user: str, at: datetime, *, ns: int = 1, **how: Any) -> str:
        """Somebody saves a page; the revision's number."""
        found = [page for page in self.pages if page.title == title]
        if not found:
            found = [WikiPage(id=40 + len(self.pages), ns=ns, title=title)]
            self.pages += found
        (page,) = found
        self.number += 7
        parent = page.revisions[-1].id if page.revisions else 0
        page.revisions.append(Revision(self.number, parent, user, at, text, **how))
        return str(self.number)

    def write(self, text: str, at: datetime, *, author: str = "Kim på Söder") -> str:
        self.asked_headings += 1
        return self._under(f"== Fråga {self.asked_headings} ==", text, author, at)

    def reply(self, text: str, at: datetime, *, to: str) -> str:
        return self._under(self.lines[to], f":{text}", "Museet", at)

    def edit(self, number: str, text: str, at: datetime) -> None:
        line = self.lines[number]
        new = signed(text, "Kim på Söder", at)
        self.lines[number] = new
        self.save(TALK, self.text().replace(line, new), "Kim på Söder", at)

    def remove(self, number: str, at: datetime) -> None:
        self.save(TALK, self.text().replace(self.lines[number], ""), "Sara", at, tags=["mw-undo"])

    def hide(self, number: str, at: datetime) -> None:
        """An administrator hides a revision's text."""
        for page in self.pages:
            for revision in page.revisions:
                if str(revision.id) == number:
                    revision.hidden = True
                    self._log(page, "revision", at, {"ids": [revision.id], "new": {"content": True}})

    def delete(self, title: str, at: datetime) -> None:
        """The page goes, with all that it says."""
        page = self.page(title)
        self.pages.remove(page)
        self._log(page, "delete", at, {})

    def answer(self, request: httpx.Request) -> httpx.Response:
        if "@" not in request.headers.get("user-agent", "") and "http" not in request.headers["user-agent"]:
            return httpx.Response(403, text="Please set a user-agent and respect our robot policy")
        if request.url.path != "/w/api.php":
            return httpx.Response(404)
        asked = dict(request.url.params)
        assert not asked.keys() - KNOWN, f"unrecognized parameters: {asked.keys() - KNOWN}"
        assert (asked.get("format"), asked.get("formatversion")) == ("json", "2")
        assert asked["action"] == "query"
        bearer = request.headers.get("authorization")
        if bearer is not None and bearer != f"Bearer {self.token}":
            return failed("mwoauth-invalid-authorization")
        if self.lag is not None and self.lag > int(asked.get("maxlag", "1000000")):
            return failed("maxlag", headers={"Retry-After": "5", "X-Database-Lag": str(self.lag)})
        for several in ("titles", "pageids", "revids"):
            if len(asked.get(several, "").split("|")) > 50:
                return failed("toomanyvalues")
        if "meta" in asked:
            return said(
                {"general": {"sitename": "Exempelwiki"}, "userinfo": {"id": 0, "name": "", "anon": True}}
            )
        if asked.get("list") == "recentchanges":
            return self._recent(asked)
        if asked.get("list") == "logevents":
            return said({"logevents": [one for one in self.log if one["title"] == asked["letitle"]]})
        return self._pages(asked)

    def _under(self, line: str, text: str, user: str, at: datetime) -> str:
        new = signed(text, user, at)
        number = self.save(TALK, self.text().replace(line, f"{line}\n{new}"), user, at)
        self.lines[number] = new
        return number

    def _log(self, page: WikiPage, action: str, at: datetime, params: dict[str, Any]) -> None:
        entry = {"logid": len(self.log) + 1, "ns": page.ns, "title": page.title, "type": "delete"}
        self.log.append({**entry, "action": action, "user": "Sara", "timestamp": zulu(at), "params": params})

    def _recent(self, asked: Mapping[str, str]) -> httpx.Response:
        assert asked["rcdir"] == "newer"
        spaces = {int(one) for one in asked["rcnamespace"].split("|")}
        found = [
            {
                "type": "edit" if one.parent else "new",
                "ns": page.ns,
                "title": page.title,
                "pageid": page.id,
                "revid": one.id,
                "old_revid": one.parent,
                "newlen": len(one.text.encode()),
                "timestamp": zulu(one.at),
            }
            for page in self.pages
            for one in page.revisions
            if page.ns in spaces and zulu(one.at) >= asked["rcstart"]
        ]
        return said({"recentchanges": sorted(found, key=lambda one: str(one["timestamp"]))})

    def _pages(self, asked: Mapping[str, str]) -> httpx.Response:
        props, wanted = asked["prop"].split("|"), asked.get("rvprop", "").split("|")
        if "revids" in asked:
            if {"rvdir", "rvstart", "rvstartid", "rvlimit"} & asked.keys():
                return failed("revids")
            numbers = {int(one) for one in asked["revids"].split("|")}
            rows = [
                shape(page)
                | {"revisions": [revised(one, wanted) for one in page.revisions if one.id in numbers]}
                for page in self.pages
            ]
            rows = [row for row in rows if row["revisions"]]
            there = {one["revid"] for row in rows for one in row["revisions"]}
            bad = {str(one): {"revid": one, "missing": True} for one in numbers - there}
            return said({"pages": rows} | ({"badrevids": bad} if bad else {}))
        pages, missing = self._named(asked)
        if props == ["info"]:
            return said({"pages": [shape(page, asked.get("inprop", "")) for page in pages] + missing})
        if "rvdir" not in asked:
            last = [shape(page) | {"revisions": [revised(page.revisions[-1], wanted)]} for page in pages]
            return said({"pages": last + missing})
        return self._history(pages, asked, wanted) if pages else said({"pages": missing})

    def _named(self, asked: Mapping[str, str]) -> tuple[list[WikiPage], list[dict[str, Any]]]:
        if "pageids" in asked:
            numbers = [int(one) for one in asked["pageids"].split("|")]
            there = [page for page in self.pages if page.id in numbers]
            gone = set(numbers) - {page.id for page in there}
            return there, [{"pageid": number, "missing": True} for number in gone]
        titles = asked["titles"].split("|")
        there = [page for page in self.pages if page.title in titles]
        lost = [title for title in titles if title not in {page.title for page in there}]
        return there, [
            {"ns": 0, "title": title, "missing": True, "associatedpage": f"Diskussion:{title}"}
            for title in lost
        ]

    def _history(self, pages: list[WikiPage], asked: Mapping[str, str], wanted: list[str]) -> httpx.Response:
        if len(pages) > 1:
            return failed("multpages")
        (page,) = pages
        most = int(asked.get("rvlimit", "10"))
        assert most <= 50, "at most 50 with their text"
        found = page.revisions
        if "rvstartid" in asked:
            if not any(str(one.id) == asked["rvstartid"] for one in found):
                return failed("badid_rvstartid")
            found = [one for one in found if one.id >= int(asked["rvstartid"])]
        if "rvstart" in asked:
            found = [one for one in found if zulu(one.at) >= asked["rvstart"]]
        if "rvcontinue" in asked:
            found = [one for one in found if one.id >= int(asked["rvcontinue"].partition("|")[2])]
        on = {}
        if len(found) > most:
            on = {"continue": {"rvcontinue": f"{zulu(found[most].at)}|{found[most].id}", "continue": "||"}}
        row = shape(page) | {"revisions": [revised(one, wanted) for one in found[:most]]}
        return httpx.Response(200, json={**on, "query": {"pages": [row]}})
