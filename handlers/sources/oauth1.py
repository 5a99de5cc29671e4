"""Requests signed by OAuth 1.0a with HMAC-SHA1 (RFC 5849), as Flickr wants them. Pure."""

import hmac
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote


@dataclass(frozen=True, kw_only=True)
class Signer:
    """The application's key and the user's token, each with its secret."""

    key: str = field(repr=False)
    secret: str = field(repr=False)
    token: str = field(repr=False)
    token_secret: str = field(repr=False)

    def header(self, method: str, url: str, params: Mapping[str, str], *, now: datetime, nonce: str) -> str:
        """The Authorization header of a request; `url` without its query, `nonce` never used before."""
        said = {
            "oauth_consumer_key": self.key,
            "oauth_nonce": nonce,
            "oauth_signature_method": "HMAC-SHA1",
            "oauth_timestamp": str(int(now.timestamp())),
            "oauth_token": self.token,
            "oauth_version": "1.0",
        }
        signed = {**said, "oauth_signature": self.signature(method, url, {**params, **said})}
        return "OAuth " + ", ".join(f'{name}="{_quoted(value)}"' for name, value in signed.items())

    def signature(self, method: str, url: str, params: Mapping[str, str]) -> str:
        """Section 3.4: of everything that is sent, in the order of its quoted names."""
        pairs = sorted((_quoted(name), _quoted(value)) for name, value in params.items())
        listed = "&".join(f"{name}={value}" for name, value in pairs)
        base = "&".join((method, _quoted(url), _quoted(listed)))
        key = f"{_quoted(self.secret)}&{_quoted(self.token_secret)}"
        return b64encode(hmac.digest(key.encode(), base.encode(), "sha1")).decode()


def _quoted(said: str) -> str:
    return quote(said, safe="~")
