"""`POST /teams/messages`: judged, read, handed on; what goes back is JSON or nothing.

In this order: who sent it (401), what it is (400), where it comes from (401, 403). Nothing is read out of a
body of which nobody knows whose it is.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import structlog

from bot.chat.storable import json_in
from bot.teams.authentication import Judge, KeysNotThere, NotAuthentic
from bot.teams.connector import trusted
from bot.teams.shapes import Activity, activity_in

log = structlog.get_logger()

MSTEAMS = "msteams"


@dataclass(frozen=True, kw_only=True)
class Answered:
    """What goes back: a status, and for what was asked for at once (an invoke) its answer."""

    status: int = 200
    body: Mapping[str, Any] | None = None

    @property
    def bytes(self) -> bytes:
        """As it travels."""
        return (
            b"" if self.body is None else json.dumps(self.body, ensure_ascii=False).encode("utf-8", "replace")
        )


class TeamsDoor:
    """Takes what Teams sends from our own organisation, nothing else."""

    def __init__(
        self,
        *,
        judge: Judge,
        tenant: str | None,
        hear: Callable[[Activity], Answered],
        may_work: Callable[[], bool] = lambda: True,
    ) -> None:
        """`tenant` none: any, only where nothing is judged. `may_work`: asked before anything is done."""
        self._judge = judge
        self._tenant = tenant
        self._hear = hear
        self._may_work = may_work

    def __call__(self, body: bytes, headers: Mapping[str, str]) -> Answered:
        """The answer to one request; `headers` by their names in lower case."""
        try:
            service = self._judge(headers.get("authorization", ""))
            activity = activity_in(json_in(body.decode("utf-8")))
            self._placed(activity, service)
        except NotAuthentic as refused:
            log.warning("teams_refused", action="teams_refused", why=refused.why)
            return Answered(status=401)
        except KeysNotThere:
            log.error("teams_keys_not_there", action="teams_keys_not_there")  # noqa: TRY400 - says it all
            return Answered(status=503)
        except PermissionError as refused:
            log.warning("teams_refused", action="teams_refused", why=str(refused))
            return Answered(status=403)
        except (ValueError, RecursionError):
            return Answered(status=400)
        if not self._may_work():
            return Answered(status=503)
        return self._hear(activity)

    def _placed(self, activity: Activity, service: str | None) -> None:
        """It comes from where its token says, through Teams, from our organisation."""
        if service is not None and service.rstrip("/") != activity.service_url.rstrip("/"):
            raise NotAuthentic("another_service")
        if not trusted(activity.service_url, local=service is None):
            raise PermissionError("service")
        if activity.channel != MSTEAMS:
            raise PermissionError("channel")
        if self._tenant is not None and (activity.tenant or "").casefold() != self._tenant.casefold():
            raise PermissionError("tenant")
