"""The page's server: Streamlit in a process of its own."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from qa_bot.errors import AddressTaken
from qa_bot.settings import PREFIX, Settings

PAGE = Path(__file__).with_name("web") / "app.py"

_PAUSE_SECONDS = 0.1
_SAFE = {
    "server.headless": "true",
    "server.enableXsrfProtection": "true",
    "server.enableCORS": "true",
    "server.fileWatcherType": "none",
    "browser.gatherUsageStats": "false",
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
}
"""What must hold wherever the command is started; the look is in ``.streamlit/config.toml``."""


def _is_ready(page: subprocess.Popen[bytes], host: str, port: int) -> bool:
    """Wait until the page listens; False where it ended instead."""
    while page.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection((host, port), timeout=1):
            return True
        time.sleep(_PAUSE_SECONDS)
    return False


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


def serve(settings: Settings, host: str, port: int, on_ready: Callable[[], None]) -> int:
    """Run the page until it is stopped; the exit code of the command. ``on_ready`` is called once it can be opened."""
    options = _SAFE | {"server.address": host, "server.port": str(port)}
    command = [sys.executable, "-m", "streamlit", "run", str(PAGE)]
    command += [f"--{name}={value}" for name, value in options.items()]
    chosen = {
        f"{PREFIX}SEEDS": str(settings.seeds.absolute()),
        f"{PREFIX}STORE": str(settings.store.absolute()),
    }
    page = subprocess.Popen(command, env=os.environ | chosen, stdout=subprocess.DEVNULL)
    try:
        if _is_ready(page, host, port):
            on_ready()
        return page.wait()
    except KeyboardInterrupt:
        page.wait()
        return 0
    finally:
        page.terminate()
