"""A real WordPress from Debian's packages, on a MariaDB of its own behind a socket and PHP's own server."""

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from os import getuid
from pathlib import Path
from typing import Any, ClassVar, Self

import httpx

from scheduler.clock import system_clock
from tests.real.real_site import RealSite
from tests.real.server import Server, free_port

FILES = Path("/usr/share/wordpress")
CONFIG = """<?php
define('DB_NAME', 'blogg');
define('DB_USER', 'root');
define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:{socket}');
define('DB_CHARSET', 'utf8mb4');
define('WP_HOME', '{url}');
define('WP_SITEURL', '{url}');
define('WP_ENVIRONMENT_TYPE', 'local');
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('DISABLE_WP_CRON', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
$table_prefix = 'wp_';
if (!defined('ABSPATH')) {{ define('ABSPATH', __DIR__ . '/'); }}
require_once ABSPATH . 'wp-settings.php';
"""
INSTALL = """<?php
define('WP_INSTALLING', true);
$_SERVER['HTTP_HOST'] = 'localhost';
require __DIR__ . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('Museibloggen', 'admin', 'admin@example.org', true, '', wp_generate_password());
update_option('comment_moderation', 0);
update_option('comment_previously_approved', 0);
update_option('timezone_string', 'Europe/Stockholm');
$museum = wp_insert_user(['user_login' => 'museet', 'user_pass' => wp_generate_password(),
    'display_name' => 'Museet', 'user_email' => 'museet@example.org', 'role' => 'editor']);
$post = wp_insert_post(['post_title' => 'Hösten på museet', 'post_content' => 'Välkomna!',
    'post_status' => 'publish', 'post_author' => $museum]);
[$password] = WP_Application_Passwords::create_new_application_password($museum, ['name' => 'prov']);
echo json_encode(['museum' => $museum, 'post' => $post, 'password' => $password]);
"""
NO_FLOOD = """<?php
add_filter('comment_flood_filter', '__return_false', 99);
"""


class RealWordPress(RealSite):
    """A blog with one post; what moderators do, the museum's own user does."""

    kind: ClassVar[str] = "wordpress"

    def __init__(self, url: str, server: Server, installed: Mapping[str, Any]) -> None:
        self.url, self.server = url, server
        self.post = int(installed["post"])
        self.settings: Mapping[str, str] = {"authors": str(installed["museum"])}  # type: ignore[misc]  # its own
        self.museum = ("museet", str(installed["password"]))

    @classmethod
    def missing(cls) -> str | None:
        if not (FILES / "wp-load.php").exists():
            return "wordpress (Debian's package)"
        return next((name for name in ("php", "mariadbd") if shutil.which(name) is None), None)

    @classmethod
    @contextmanager
    def running(cls, folder: Path) -> Iterator[Self]:
        url, files = f"http://127.0.0.1:{free_port()}", folder / "blogg"
        with _database(folder) as socket:
            shutil.copytree(FILES, files, ignore=_left_out)
            (files / "wp-config.php").write_text(CONFIG.format(socket=socket, url=url), encoding="utf-8")
            (files / "install.php").write_text(INSTALL, encoding="utf-8")
            (files / "wp-content/mu-plugins").mkdir(parents=True)
            (files / "wp-content/mu-plugins/no-flood.php").write_text(NO_FLOOD, encoding="utf-8")
            done = subprocess.run(
                ["php", str(files / "install.php")], check=True, capture_output=True, timeout=120
            )
            command = ["php", "-S", url.removeprefix("http://"), "-t", str(files)]
            server = Server(command, f"{url}/?rest_route=/", folder / "php.log")
            with server.running():
                yield cls(url, server, _said(done.stdout))

    def clock(self) -> datetime:
        return system_clock().replace(microsecond=0)

    def write(self, text: str) -> str:
        """By the form beneath the post, as a visitor does."""
        form = {"comment_post_ID": str(self.post), "author": "Kim på Söder", "email": "kim@example.org"}
        answer = httpx.post(
            f"{self.url}/wp-comments-post.php", data={**form, "comment": text}, trust_env=False, timeout=60
        )
        assert answer.status_code == 302, answer.text
        return answer.headers["location"].rpartition("#comment-")[2]

    def reply(self, text: str, *, to: str) -> str:
        return str(self._rest("", {"post": self.post, "parent": int(to), "content": text})["id"])

    def edit(self, number: str, text: str) -> None:
        self._rest(f"/{number}", {"content": text})

    def remove(self, number: str) -> None:
        self._rest(f"/{number}", {"status": "trash"})

    def _rest(self, path: str, said: Mapping[str, object]) -> dict[str, Any]:
        answer = httpx.post(
            f"{self.url}/",
            params={"rest_route": f"/wp/v2/comments{path}"},
            json=said,
            auth=self.museum,
            trust_env=False,
            timeout=60,
        )
        answer.raise_for_status()
        found: dict[str, Any] = answer.json()
        return found


@contextmanager
def _database(folder: Path) -> Iterator[Path]:
    """An empty MariaDB behind a socket, until the block ends."""
    rows, socket = folder / "rows", folder / "db.sock"
    user = ["--user=root"] if getuid() == 0 else []
    common = ["--no-defaults", *user, f"--datadir={rows}"]
    method = ["--auth-root-authentication-method=normal", "--skip-test-db"]
    subprocess.run(["mariadb-install-db", *common, *method], check=True, capture_output=True, timeout=120)
    small = ["--innodb-buffer-pool-size=32M", "--innodb-log-file-size=16M", "--skip-log-bin"]
    first = folder / "first.sql"
    first.write_text("CREATE DATABASE IF NOT EXISTS blogg CHARACTER SET utf8mb4;\n", encoding="utf-8")
    command = ["mariadbd", *common, *small, "--skip-networking", f"--socket={socket}", f"--init-file={first}"]
    with (folder / "db.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
        try:
            ping = [
                "mariadb-admin",
                "--no-defaults",
                f"--socket={socket}",
                "--user=root",
                "--wait=60",
                "ping",
            ]
            subprocess.run([*ping, "--connect-timeout=60"], check=True, capture_output=True, timeout=120)
            yield socket
        finally:
            process.terminate()
            process.wait(60)


def _left_out(where: str, names: list[str]) -> set[str]:
    """Debian's own configuration, and what leads out of the folder."""
    return {name for name in names if name == "wp-config.php" or not (Path(where) / name).exists()}


def _said(output: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(output[output.rindex(b"{") :])
    return found
