"""Check the host and origin of each request.

A web site can make its name resolve to this machine (DNS rebinding): its scripts then reach the page, but the requests
name the site as host. Numeric addresses cannot be rebound. Scripts of any other site name that site as their origin.
Streamlit checks neither on plain HTTP, its ``server.allowedHosts`` cannot say "any numeric address", and it asks other
hosts for this one's addresses before it refuses an origin. Therefore this check precedes it.
"""

import ipaddress
import re
import socket
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]

_HOST = re.compile(r"(?:\[([0-9a-f:.]+)\]|([a-z0-9_.-]+))(?::\d{1,5})?", re.ASCII)
_REFUSED = (
    b"This page is not served under this name, or not to other web sites. If the name is right, set "
    b"QA_BOT_ALLOWED_HOSTS to it and restart the page: see docs/login.md.\n"
)
_FORBIDDEN = 403
_POLICY_VIOLATION = 1008


class HostGuard:
    """ASGI middleware that refuses requests for other hosts and from other origins, over HTTP and WebSocket."""

    def __init__(self, application: Application, names: frozenset[str], public: frozenset[str]) -> None:
        """Allow `names`, and `public` names even if a proxy has replaced the host."""
        self._application = application
        self._names = names
        self._public = public

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Forward the request, or refuse it."""
        if scope["type"] in ("http", "websocket"):
            host = answered_host(_one(scope, b"host"), _one(scope, b"origin"), self._names, self._public)
            if host is None:
                await _refuse(scope, send)
                return
            others = [pair for pair in scope["headers"] if pair[0] != b"host"]
            scope = {**scope, "headers": [(b"host", host.encode("ascii")), *others]}
        await self._application(scope, receive, send)


def answered_host(host: str | None, origin: str | None, names: frozenset[str], public: frozenset[str]) -> str | None:
    """Return the host for which a request is answered, or None to refuse it.

    Allowed are IP addresses, loopback names and `names`. An origin must be the same host and port. Some proxies replace
    the host by their target: then an origin in `public` is taken as the host.
    """
    name = host_name(host or "")
    if not (_is_generic(name) or name in names | public):
        return None
    source = None if origin is None else origin.lower().partition("://")[2]
    if source is None or source == (host or "").lower():
        return host
    is_public = host_name(source) in public and not _is_generic(host_name(source))
    return source if is_public else None


def host_name(host: str) -> str:
    """Return a host without its port, in lower case; "" if malformed."""
    found = _HOST.fullmatch(host.lower())
    return (found[1] or found[2]).rstrip(".") if found else ""


def own_names() -> frozenset[str]:
    """Return the names by which other machines may know this one."""
    name = socket.gethostname().lower()
    first = name.partition(".")[0]
    return frozenset({name, first, f"{first}.local"})


def _is_generic(name: str) -> bool:
    """Return whether `name` is an IP address or a loopback name, so no site can own it."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return name == "localhost" or name.endswith(".localhost")
    return True


def _one(scope: Message, header: bytes) -> str | None:
    """Return a header's value, None if absent; repeated ones are joined, which makes them malformed."""
    values = [value.decode("latin-1") for name, value in scope["headers"] if name == header]
    return " ".join(values) if values else None


async def _refuse(scope: Message, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
        return
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(_REFUSED)).encode())]
    await send({"type": "http.response.start", "status": _FORBIDDEN, "headers": headers})
    await send({"type": "http.response.body", "body": _REFUSED})
