"""The page's server: Streamlit in this process, which has the models in memory already."""

import contextlib
import ipaddress
import os
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path

from qa_bot.errors import AddressTaken
from qa_bot.settings import PREFIX, Settings

PAGE = Path(__file__).with_name("web") / "app.py"

_PAUSE_SECONDS = 0.05
_LONGEST_START_SECONDS = 60
_SAFE = {
    "server.headless": "true",
    "server.enableXsrfProtection": "true",
    "server.enableCORS": "true",
    "server.fileWatcherType": "none",
    "browser.gatherUsageStats": "false",
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "runner.postScriptGC": "false",
}
"""What must hold whatever configuration is found; the look is in ``.streamlit/config.toml``."""


def check_address(host: str, port: int) -> None:
    """Make sure that the page can listen there, before any work is done for it.

    Raises:
        AddressTaken: the port is in use, or the address is not this machine's.
    """
    if not 0 < port < 65536:
        raise AddressTaken(f"There is no port {port}: choose one from 1 to 65535 with --port.")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise AddressTaken(
            f"The page cannot listen at {host}:{port} ({error.strerror}): choose another with --port or --host."
        ) from None


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach ``host``."""
    try:
        addresses = {found[4][0] for found in socket.getaddrinfo(host, None)}
    except OSError:
        return False
    return all(ipaddress.ip_address(address).is_loopback for address in addresses)


def serve(settings: Settings, host: str, port: int, on_ready: Callable[[], None]) -> None:
    """Run the page until it is stopped. ``on_ready`` is called, from a thread, once it can be opened."""
    from streamlit.web import cli as streamlit  # noqa: PLC0415 - half a second, after the port is known to be free

    os.environ[f"{PREFIX}SEEDS"] = str(settings.seeds.absolute())
    os.environ[f"{PREFIX}STORE"] = str(settings.store.absolute())
    options = _SAFE | {"server.address": host, "server.port": str(port)}
    arguments = ["run", str(PAGE), *(f"--{name}={value}" for name, value in options.items())]
    threading.Thread(target=_announce, args=(host, port, on_ready), daemon=True).start()
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere, contextlib.redirect_stdout(nowhere):
        streamlit.main(args=arguments, prog_name="streamlit", standalone_mode=False)


def _announce(host: str, port: int, on_ready: Callable[[], None]) -> None:
    """Wait until the page listens, then tell."""
    until = time.monotonic() + _LONGEST_START_SECONDS
    while time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection((host, port), timeout=1):
            on_ready()
            return
        time.sleep(_PAUSE_SECONDS)
