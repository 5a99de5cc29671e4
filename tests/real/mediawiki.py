"""A real MediaWiki from Debian's packages, on SQLite and PHP's own server: nothing of it is copied."""

import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar, Self

import httpx

from tests.real.real_site import RealSite
from tests.real.server import Server, free_port

FILES = Path("/usr/share/mediawiki")
PAGE = "Diskussion:Exempelstad"
PASSWORDS = {name: f"ett-langt-losenord-for-{name}" for name in ("Admin", "Museet", "Kim")}
ADDED = """
$wgGroupPermissions['sysop']['deleterevision'] = true;
$wgJobRunRate = 1;
"""


class RealMediaWiki(RealSite):
    """A wiki with a talk page: Kim asks, Museet answers, Admin takes away."""

    kind: ClassVar[str] = "mediawiki"
    settings: ClassVar[Mapping[str, str]] = {"pages": "Exempelstad", "authors": "Museet"}

    def __init__(self, url: str, server: Server) -> None:
        self.url, self.server = url, server
        self.people: dict[str, httpx.Client] = {}
        self.asked = 0

    @classmethod
    def missing(cls) -> str | None:
        if not (FILES / "api.php").exists():
            return "mediawiki (Debian's package)"
        return None if shutil.which("php") else "php-cli"

    @classmethod
    @contextmanager
    def running(cls, folder: Path) -> Iterator[Self]:
        url = f"http://127.0.0.1:{free_port()}"
        install = ["php", str(FILES / "maintenance/install.php"), "--confpath", str(folder)]
        install += ["--dbtype", "sqlite", "--dbpath", str(folder / "db"), "--dbname", "wiki", "--lang", "sv"]
        install += ["--server", url, "--scriptpath", "", "--pass", PASSWORDS["Admin"], "Testwiki", "Admin"]
        subprocess.run(install, check=True, capture_output=True, timeout=300)
        settings = folder / "LocalSettings.php"
        with settings.open("a", encoding="utf-8") as file:
            file.write(ADDED)
        environment = {"MW_CONFIG_FILE": str(settings)}
        command = ["php", "-S", url.removeprefix("http://"), "-t", str(FILES)]
        server = Server(command, url + "/api.php", folder / "php.log", environment)
        with server.running():
            site = cls(url, server)
            site._prepare()
            yield site

    def clock(self) -> datetime:
        found = self._get(meta="siteinfo", siprop="general")
        return datetime.fromisoformat(found["query"]["general"]["time"])

    def write(self, text: str) -> str:
        """As most do: under a new heading."""
        self.asked += 1
        heading = f"Fråga {self.asked}"
        return self._edit("Kim", section="new", sectiontitle=heading, text=f"{text} --~~~~")

    def reply(self, text: str, *, to: str) -> str:
        page = self._text(to)
        section = page.count("\n== ") + page.startswith("== ")
        return self._edit("Museet", section=str(section), appendtext=f"\n:{text} --~~~~")

    def edit(self, number: str, text: str) -> None:
        line = next(one for one in self._added(number) if "~" not in one and "--[[" in one)
        self._edit("Kim", text=self._text().replace(line, f"{text} --~~~~"))

    def remove(self, number: str) -> None:
        self._edit("Admin", undo=number)

    def hide(self, number: str) -> None:
        """An administrator hides who wrote it and what."""
        self._post("Admin", action="revisiondelete", type="revision", ids=number, hide="content|user")

    def delete(self) -> None:
        """An administrator deletes the page."""
        self._post("Admin", action="delete", title=PAGE)

    def _prepare(self) -> None:
        for name in ("Museet", "Kim"):
            self._create(name)
        self._edit("Admin", text="Här kan du fråga museet.")

    def _create(self, name: str) -> None:
        client = self._person("Admin")
        token = client.get("/api.php", params=_asked(action="query", meta="tokens", type="createaccount"))
        row = {
            "username": name,
            "password": PASSWORDS[name],
            "retype": PASSWORDS[name],
            "createreturnurl": self.url,
        }
        said = {"createtoken": token.json()["query"]["tokens"]["createaccounttoken"], **row}
        answer = client.post("/api.php", data=_asked(action="createaccount", **said)).json()
        assert answer["createaccount"]["status"] == "PASS", answer

    def _person(self, name: str) -> httpx.Client:
        if name not in self.people:
            client = httpx.Client(base_url=self.url, timeout=60, trust_env=False)
            token = client.get("/api.php", params=_asked(action="query", meta="tokens", type="login")).json()
            said = {"username": name, "password": PASSWORDS[name], "loginreturnurl": self.url}
            said["logintoken"] = token["query"]["tokens"]["logintoken"]
            answer = client.post("/api.php", data=_asked(action="clientlogin", **said)).json()
            assert answer["clientlogin"]["status"] == "PASS", answer
            self.people[name] = client
        return self.people[name]

    def _edit(self, name: str, **how: str) -> str:
        return str(self._post(name, action="edit", title=PAGE, **how)["edit"]["newrevid"])

    def _post(self, name: str, **said: str) -> dict[str, Any]:
        client = self._person(name)
        token = client.get("/api.php", params=_asked(action="query", meta="tokens")).json()
        row = _asked(**said, token=token["query"]["tokens"]["csrftoken"])
        answer: dict[str, Any] = client.post("/api.php", data=row).json()
        assert "error" not in answer, answer
        return answer

    def _get(self, **asked: str) -> Any:
        wanted = _asked(action="query", **asked)
        return httpx.get(f"{self.url}/api.php", params=wanted, trust_env=False, timeout=60).json()

    def _text(self, number: str | None = None) -> str:
        which = {"revids": number} if number else {"titles": PAGE}
        found = self._get(prop="revisions", rvprop="content|ids", rvslots="main", **which)
        return str(found["query"]["pages"][0]["revisions"][0]["slots"]["main"]["content"])

    def _added(self, number: str) -> list[str]:
        """The lines at the end of the page as this revision left it."""
        return self._text(number).rpartition("== Fråga")[2].split("\n")


def _asked(**said: str) -> dict[str, str]:
    return {"format": "json", "formatversion": "2", **said}
