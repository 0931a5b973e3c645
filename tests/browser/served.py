"""The page as its user has it: the command line's server on a free port, and an installed Chromium."""

import atexit
import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from playwright.sync_api import Browser, BrowserContext, Playwright

from qa_bot.web.server import PAGE
from tests.processor_time import seconds_of

ROOT = Path(__file__).parents[2]
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_QUIET = ("--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync")
_START_SECONDS = 60
"""Processor time within which a server answers: on a machine that does other things beside, it gets little of it."""
_LONGEST_START_SECONDS = 600

Restart = Callable[[Callable[[], object]], None]

_ending: list["subprocess.Popen[bytes]"] = []


@atexit.register
def wait_for_ends() -> None:
    while _ending:
        _ending.pop().wait(timeout=20)


def browser_path() -> str:
    """An installed Chromium or Chrome; where there is none, a failure that says what to install."""
    for name in _BROWSERS:
        if path := shutil.which(name):
            return path
    raise RuntimeError("The browser tests need Chromium or Chrome on the PATH: `apt-get install chromium`, or Chrome.")


def open_browser(playwright: Playwright) -> Browser:
    """A Chromium without connections of its own."""
    return playwright.chromium.launch(executable_path=browser_path(), args=_arguments())


def open_profile(playwright: Playwright, folder: Path) -> BrowserContext:
    """The same with a profile on disk, where the page's scripts are kept compiled: a page opens in half the time."""
    chromium = playwright.chromium
    return chromium.launch_persistent_context(str(folder), executable_path=browser_path(), args=_arguments())


def _arguments() -> list[str]:
    without_sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []  # Chromium refuses to be root's with its sandbox
    return [*_QUIET, "--no-first-run", *without_sandbox]


@contextlib.contextmanager
def served(
    seeds: Path, store: Path, *options: str, folder: Path = ROOT, settings: Mapping[str, str] = MappingProxyType({})
) -> Iterator[str]:
    """Run ``qa-bot chat`` over ``seeds``, with ``options``, from ``folder``; the page's address, once it answers.

    ``settings`` are environment variables.
    """
    port = _free_port()
    with _running(port, seeds, store, *options, folder=folder, settings=settings):
        yield f"http://127.0.0.1:{port}"


@contextlib.contextmanager
def served_by_streamlit(seeds: Path, store: Path, folder: Path) -> Iterator[str]:
    """The page run by ``streamlit run`` without any option but the port, so by its configuration file alone."""
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(PAGE), "--server.port", str(port)]
    settings = {"QA_BOT_SEEDS": str(seeds), "QA_BOT_STORE": str(store), "HOME": str(folder)}
    with _process(port, command, folder, settings):
        yield f"http://127.0.0.1:{port}"


@contextlib.contextmanager
def served_twice(seeds: Path, store: Path) -> Iterator[tuple[str, Restart]]:
    """The same, and what ends the server, calls what is to be done meanwhile, and starts it again at its address."""
    port = _free_port()
    with contextlib.ExitStack() as running:
        running.enter_context(_running(port, seeds, store))

        def restart(meanwhile: Callable[[], object]) -> None:
            running.close()
            wait_for_ends()
            meanwhile()
            running.enter_context(_running(port, seeds, store))

        yield f"http://127.0.0.1:{port}", restart


@contextlib.contextmanager
def _running(
    port: int,
    seeds: Path,
    store: Path,
    *options: str,
    folder: Path = ROOT,
    settings: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[None]:
    command = [sys.executable, "-m", "qa_bot.cli", "chat", "--port", str(port)]
    command += ["--seeds", str(seeds), "--store", str(store), *options]
    with _process(port, command, folder, settings):
        yield


@contextlib.contextmanager
def _process(port: int, command: list[str], folder: Path, settings: Mapping[str, str]) -> Iterator[None]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **settings}
    with tempfile.TemporaryFile() as log:
        server = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=log)
        try:
            _wait_for(port, server)
            yield
        finally:
            server.terminate()
            _ending.append(server)  # it takes a second to end, in which the next test can begin
        log.seek(0)
        written = log.read().decode("utf-8", "replace")
        assert "Uncaught app execution" not in written, written


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + _LONGEST_START_SECONDS
    while time.monotonic() < end and seconds_of(server.pid) < _START_SECONDS:
        if server.poll() is not None:
            raise RuntimeError(f"The server ended with {server.returncode} before it answered.")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=2):
            return
        time.sleep(0.1)
    raise RuntimeError(f"The server did not answer at port {port} in {_START_SECONDS} s of processor time.")
