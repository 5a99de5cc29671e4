"""Tokens as Microsoft's connector makes them, signed with a key of the test's own."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

APP_ID = "0f8fad5b-d9cb-469f-a165-70867728950e"
SERVICE = "https://smba.trafficmanager.net/emea/11111111-2222-4333-8444-555555555555/"
ISSUER = "https://api.botframework.com"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
FORGERS_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
KID = "microsofts-key"


def token(
    *,
    key: Any = KEY,
    kid: str = KID,
    algorithm: str = "RS256",
    good_for: timedelta = timedelta(hours=1),
    **claims: object,
) -> str:
    """A token for this bot from Microsoft's connector; `claims` are other than they should be."""
    now = datetime.now(UTC)
    said = {
        "iss": ISSUER,
        "aud": APP_ID,
        "serviceurl": SERVICE,
        "nbf": now - timedelta(hours=1),
        "iat": now - timedelta(hours=1),
        "exp": now + good_for,
    } | claims
    said = {name: value for name, value in said.items() if value is not None}
    return jwt.encode(said, key, algorithm=algorithm, headers={"kid": kid})


@contextmanager
def keys_served() -> Iterator[tuple[str, list[str]]]:
    """Where the keys are, as at Microsoft, and every request for them."""
    asked: list[str] = []
    public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
    body = json.dumps({"keys": [{**public, "kid": KID, "use": "sig", "endorsements": ["msteams"]}]}).encode()

    class Keys(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing on the test's output."""

    server = HTTPServer(("127.0.0.1", 0), Keys)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1/.well-known/keys", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
