"""The page as its user has it: the command line's server on a free port, and an installed Chromium."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Playwright

ROOT = Path(__file__).parents[2]
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_QUIET = ("--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync")
_START_SECONDS = 60


def browser_path() -> str:
    """An installed Chromium or Chrome; where there is none, a failure that says what to install."""
    for name in _BROWSERS:
        if path := shutil.which(name):
            return path
    raise RuntimeError("The browser tests need Chromium or Chrome on the PATH: `apt-get install chromium`, or Chrome.")


def open_browser(playwright: Playwright) -> Browser:
    """A Chromium that talks to nobody by itself."""
    arguments = [*_QUIET, "--no-first-run"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")  # Chromium refuses to be root's with its sandbox
    return playwright.chromium.launch(executable_path=browser_path(), args=arguments)


@contextlib.contextmanager
def served(seeds: Path, store: Path, *options: str) -> Iterator[str]:
    """Run ``qa-bot chat`` over ``seeds``, with ``options``; the page's address, once it answers."""
    port = _free_port()
    command = [sys.executable, "-m", "qa_bot.cli", "chat", "--port", str(port)]
    command += ["--seeds", str(seeds), "--store", str(store), *options]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port, server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end:
        if server.poll() is not None:
            raise RuntimeError(f"The server ended with {server.returncode} before it answered.")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=2):
            return
        time.sleep(0.1)
    raise RuntimeError(f"The server did not answer at port {port} in {_START_SECONDS} s.")
