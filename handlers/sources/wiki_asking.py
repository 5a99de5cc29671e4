"""Asks a wiki through MediaWiki's action API, with the manners that wikis ask for.

www.mediawiki.org/wiki/API:Etiquette: one question at a time, many pages in one, `maxlag=5`, and a User-Agent
that says who asks and how to reach them (foundation.wikimedia.org/wiki/Policy:User-Agent_policy). Errors come
with status 200 and a code (www.mediawiki.org/wiki/API:Errors_and_warnings).
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from handlers.sources.base import Ask, AuthFailed, FetchFailed, Place, Question, RateLimited, judged
from handlers.sources.fields import text_of

MAXLAG = "5"
"""Seconds: a wiki whose copies are further behind is asked later."""
LATER = frozenset({"maxlag", "ratelimited", "readonly"})
NOT_ALLOWED = frozenset({"readapidenied", "permissiondenied", "mwoauth-invalid-authorization"})


def query(ask: Ask, place: Place, **params: str) -> Mapping[str, Any]:
    """The wiki's answer to `action=query`. Raises AuthFailed, RateLimited, FetchFailed("api_<code>")."""
    asked = {"action": "query", "format": "json", "formatversion": "2", "maxlag": MAXLAG, **params}
    headers = {"User-Agent": user_agent(place)}
    if place.keys.get("token"):
        headers["Authorization"] = f"Bearer {place.key('token')}"
    answer = judged(ask(Question(url=api(place), params=asked, headers=headers)))
    found = answer.record()
    code = text_of(found, "error", "code")
    if code in LATER:
        raise RateLimited(f"api_{code}", retry_after=answer.retry_after)
    if code in NOT_ALLOWED:
        raise AuthFailed(f"api_{code}")
    if code is not None:
        raise FetchFailed(f"api_{code}"[:100])
    return found


def user_agent(place: Place) -> str:
    """Who asks, and how to reach them: the setting `contact`, else the account's own page."""
    contact = place.settings.get("contact") or place.account.url or "-"
    readable = contact.encode("ascii", "ignore").decode().replace("\n", " ")
    return f"Svarsvakt/1 ({readable}) reads talk pages for the organisation"


def api(place: Place) -> str:
    """`https://sv.wikipedia.org/w/api.php`; an address without it is the folder that it lies in."""
    address = place.address()
    return address if address.endswith(".php") else f"{address}/api.php"


def page_link(place: Place, title: str, heading: str = "") -> str:
    """Where a person reads it."""
    anchor = f"#{quote(heading.replace(' ', '_'))}" if heading else ""
    return f"{_index(place)}?title={quote(title.replace(' ', '_'), safe=':/')}{anchor}"


def difference_link(place: Place, revision: str) -> str:
    """Where a person sees what a revision changed."""
    return f"{_index(place)}?diff={revision}"


def _index(place: Place) -> str:
    return api(place).rpartition("/")[0] + "/index.php"
