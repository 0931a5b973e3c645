"""A provider of OpenID Connect on this machine with one account, which it logs in without asking."""

import contextlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT_ID, CLIENT_SECRET = "qa-bot", "geheim"
METADATA = "/.well-known/openid-configuration"


class Provider(ThreadingHTTPServer):
    """Says of everybody who comes that it is ``person``, a dictionary of claims."""

    def __init__(self, person: dict[str, Any]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.person = person
        self.key = RSAKey.generate_key(2048, {"kid": "1"})
        self.nonces: dict[str, str] = {}

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def id_token(self, code: str) -> str:
        now = int(time.time())  # noqa: TID251 - of the token
        claims = {"iss": self.address, "aud": CLIENT_ID, "iat": now, "exp": now + 60, "nonce": self.nonces.pop(code)}
        return jwt.encode({"alg": "RS256", "kid": "1"}, claims | self.person, self.key)


class _Handler(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        address = self.server.address
        if url.path == "/authorize":
            self._send_back({name: values[0] for name, values in parse_qs(url.query).items()})
        elif url.path == "/keys":
            self._send({"keys": [self.server.key.as_dict(private=False)]})
        elif url.path == METADATA:
            places = {"authorization": "authorize", "token": "token"}
            endpoints = {f"{name}_endpoint": f"{address}/{path}" for name, path in places.items()}
            self._send({"issuer": address, "jwks_uri": f"{address}/keys"} | endpoints)

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        token = self.server.id_token(form["code"][0])
        self._send({"access_token": "unused", "token_type": "Bearer", "expires_in": 60, "id_token": token})

    def log_request(self, code: object = "-", size: object = "-") -> None:
        """Say nothing."""

    def _send_back(self, asked: dict[str, str]) -> None:
        code = secrets.token_hex(8)
        self.server.nonces[code] = asked["nonce"]
        self.send_response(302)
        self.send_header("Location", asked["redirect_uri"] + "?" + urlencode({"code": code, "state": asked["state"]}))
        self.end_headers()

    def _send(self, value: dict[str, Any]) -> None:
        body = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextlib.contextmanager
def provider(person: dict[str, Any]) -> Iterator[Provider]:
    """The provider, while it answers; its ``person`` may be changed."""
    server = Provider(person)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
