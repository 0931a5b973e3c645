"""Processes that take seconds to import: started before the first test, awaited by the test that needs them."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from qa_bot.store.reports import Progress


class Result(NamedTuple):
    code: int
    out: str
    err: str


BEHIND = ("nice", "-n", "19")
"""Processes beside the tests have lower priority: two models at once on two cores are slower than in turn."""


class Begun:
    """A running Python process; ``python`` are the interpreter's arguments."""

    def __init__(self, *python: str, folder: Path, before: Sequence[str] = (), **variables: str) -> None:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("QA_BOT_")}
        # The package of this tree, not an installed one.
        paths = [*variables.pop("PYTHONPATH", "").split(os.pathsep), str(Path(__file__).parent.parent)]
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, paths))
        self.folder = folder
        self._result: Result | None = None
        self._process = subprocess.Popen(
            [*before, sys.executable, *python],
            cwd=folder,
            env=environment | variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def result(self) -> Result:
        """Wait for its end; return the result."""
        if self._result is None:
            out, err = self._process.communicate(timeout=110)
            self._result = Result(self._process.returncode, out, err)
        return self._result

    def end(self) -> None:
        """Kill it if it still runs."""
        self._process.kill()
        self.result()


WATCH = """
import os, sys

ASKED = {"socket.connect": 1, "socket.sendto": 1, "socket.sendmsg": 1,
         "socket.getaddrinfo": 0, "socket.gethostbyname": 0, "socket.gethostbyaddr": 0}

def watch(event, arguments):
    place = ASKED.get(event)
    if place is None:
        return
    address = arguments[place]
    if place == 1 and not isinstance(address, tuple):
        return  # a socket of this machine's own files
    host = address[0] if isinstance(address, tuple) else address
    if host in (None, "", "localhost", "127.0.0.1", "::1", b"localhost", "0.0.0.0", "::"):
        return
    with open(os.environ["SEEN"], "a", encoding="utf-8") as seen:
        print(event, host, file=seen)
    raise OSError(f"no network in this test: {event} {host}")

sys.addaudithook(watch)
"""
"""A ``sitecustomize`` that records and refuses every access to another machine."""

INDEX_AND_ASK = """
import socket, sys
from qa_bot.cli.commands import main

seeds, store = sys.argv[1:]
code = main(["index", seeds, "--store", store, "--json"])
code = code or main(["ask", "When was the Shusha Declaration signed?", "--store", store, "--json"])
for reach in (lambda: socket.socket().connect(("192.0.2.1", 80)), lambda: socket.getaddrinfo("example.org", 80),
              lambda: socket.socket(type=socket.SOCK_DGRAM).sendto(b"", ("192.0.2.1", 53))):
    try:
        reach()
    except OSError:
        continue
    sys.exit("the network can be reached")
sys.exit(code)
"""
"""At its end it accesses other machines on purpose, which proves the watch or the missing network."""


def begin_watched(folder: Path, seeds: Path) -> Begun:
    """Index and ask under the watch, which writes to ``folder/seen``; the folder has an unreadable file as well."""
    shutil.copytree(seeds, folder / "mixed")
    (folder / "mixed" / "bad\u202e.txt").write_bytes(b"no\0text")
    (folder / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    variables = {"PYTHONPATH": str(folder), "SEEN": str(folder / "seen")}
    return Begun("-c", INDEX_AND_ASK, "mixed", "store", folder=folder, before=BEHIND, **variables)


def begin_alone(folder: Path, seeds: Path) -> Begun | None:
    """Index and ask without a network or a cache; None where the machine has no network namespaces."""
    before = ("unshare", "-rn")
    try:
        able = subprocess.run([*before, "true"], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        able = False
    if not able:
        return None
    variables = {"HOME": str(folder), "XDG_CACHE_HOME": str(folder / "cache")}
    return Begun("-c", INDEX_AND_ASK, str(seeds), "store", folder=folder, before=(*BEHIND, *before), **variables)


OLD = "Baku is the capital of Azerbaijan."
NEW = "Quito is the capital of Ecuador."


def begin_killed(folder: Path) -> Begun:
    """Index one file, then another, and be killed just before the second is published."""
    (folder / "documents").mkdir()
    (folder / "documents" / "old.txt").write_text(OLD, encoding="utf-8")
    return Begun("-m", __name__, str(folder), folder=folder, before=BEHIND)


def index_until_killed(folder: Path) -> None:
    from qa_bot.bot import Bot
    from qa_bot.settings import Settings

    def kill(progress: Progress) -> None:
        if progress.step == "writing":
            os.kill(os.getpid(), signal.SIGKILL)

    bot = Bot(Settings(seeds=folder / "documents", store=folder / "store"))
    bot.index()
    (folder / "documents" / "new.txt").write_text(NEW, encoding="utf-8")
    bot.index(kill)


if __name__ == "__main__":
    index_until_killed(Path(sys.argv[1]))
