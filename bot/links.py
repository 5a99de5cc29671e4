"""Addresses that came from outside: which of them may stand in a link."""

from urllib.parse import quote, urlsplit

LONGEST_LINK = 1_500


def safe_url(url: str | None) -> str | None:
    """The address if it may stand in a link: http(s), with a host, not endless; `|<>` and blanks encoded."""
    if not url or len(url) > LONGEST_LINK:
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host:
        return None
    return quote(url, safe="!#$%&'()*+,/:;=?@[]~-._")
