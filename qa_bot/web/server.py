"""The page's server: Streamlit in this process, which has already loaded the models."""

import contextlib
import ipaddress
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from qa_bot.errors import AddressTaken, LoginMissing, QaBotError
from qa_bot.settings import PREFIX, Settings
from qa_bot.web.auth import NOT_SET_UP, read_access

PAGE = Path(__file__).with_name("asgi.py")

_PAUSE_SECONDS = 0.05
_LONGEST_START_SECONDS = 60
_SAFE = {
    "server.headless": "true",
    "server.enableXsrfProtection": "true",
    "server.enableCORS": "true",
    "server.enableAgentApi": "false",
    "server.fileWatcherType": "none",
    "browser.gatherUsageStats": "false",
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "logger.level": "error",
    "logger.enableRich": "false",  # it prints to standard output
    "logger.hideWelcomeMessage": "true",  # for a wildcard address it asks another host for this one's address
    "runner.postScriptGC": "false",
}
"""Options that override any configuration; the theme is in ``.streamlit/config.toml``."""


class ListenAddress(NamedTuple):
    """The address the page listens on."""

    host: str
    port: int


def check_address(host: str, port: int) -> None:
    """Check that the page can listen on an address, before any other work.

    Raises:
        AddressTaken: the port is in use or invalid, or the address is not this machine's.
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


def check_login(host: str) -> None:
    """Check that a page which other machines can reach requires a login, before any other work.

    Raises:
        LoginMissing: it requires none.
        SettingUnusable: the secrets file cannot be read or is inconsistent, also for this machine's own page.
    """
    if read_access().is_open and not is_loopback(host):
        raise LoginMissing(f"The page at {host or 'every address'} {NOT_SET_UP}")


def is_loopback(host: str) -> bool:
    """Return whether only this machine can reach `host`; "" means all addresses."""
    if not host:
        return False
    try:
        addresses = {found[4][0] for found in socket.getaddrinfo(host, None)}
    except OSError:
        return False
    return all(ipaddress.ip_address(address).is_loopback for address in addresses)


def serve(
    settings: Settings,
    address: ListenAddress,
    on_ready: Callable[[], None],
    on_watch_problem: Callable[[str], object] | None = None,
) -> None:
    """Run the page until it is stopped.

    Args:
        settings: Passed to the page through the environment.
        address: Where to listen.
        on_ready: Called from a thread once the page can be opened.
        on_watch_problem: If given, the folder is watched and indexed automatically; called with one line per problem.
    """
    # Imported late: they take seconds, and the address and login are checked first.
    from click import Abort  # noqa: PLC0415
    from streamlit.logger import set_log_level  # noqa: PLC0415
    from streamlit.web import cli as streamlit  # noqa: PLC0415

    from qa_bot.web.indexer import indexer_of  # noqa: PLC0415
    from qa_bot.web.watcher import Watcher  # noqa: PLC0415

    os.environ[f"{PREFIX}SEEDS"] = str(settings.seeds.absolute())
    os.environ[f"{PREFIX}STORE"] = str(settings.store.absolute())
    if on_watch_problem:
        Watcher(indexer_of(Settings.from_environment()), on_watch_problem).start()
    options = _SAFE | {"server.address": address.host, "server.port": str(address.port)}
    arguments = ["run", str(PAGE), *(f"--{name}={value}" for name, value in options.items())]
    threading.Thread(target=_ready, args=(address, on_ready), daemon=True).start()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends like Ctrl-C, with exit handlers
    set_log_level("ERROR")  # before the option takes effect, too
    with contextlib.suppress(KeyboardInterrupt, Abort):
        streamlit.main(args=arguments, prog_name="streamlit", standalone_mode=False)


def opening_line(address: ListenAddress) -> str:
    """Return the line that says which address to open, for a wildcard address also from other machines."""
    line = f"Open {_url(_opened(address.host), address.port)} in a browser"
    if _opened(address.host) != address.host:
        line += f", or {_url(socket.gethostname(), address.port)} from another machine"
    return f"{line}; Ctrl-C ends."


def _url(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _opened(host: str) -> str:
    """Return the host by which this machine opens a page that listens on `host`."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - displayed, not bound


def _ready(address: ListenAddress, on_ready: Callable[[], None]) -> None:
    """Once the page listens, call `on_ready`, and load the models while the first visitor's browser loads the page."""
    from qa_bot.web.state import load_application_state  # noqa: PLC0415 - as above

    _announce(address, on_ready)
    with contextlib.suppress(QaBotError):  # the page displays it
        load_application_state(Settings.from_environment())


def _announce(address: ListenAddress, on_ready: Callable[[], None]) -> None:
    """Call `on_ready` once the page listens."""
    until = time.monotonic() + _LONGEST_START_SECONDS
    while time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection((_opened(address.host), address.port), timeout=1):
            on_ready()
            return
        time.sleep(_PAUSE_SECONDS)
