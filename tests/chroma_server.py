"""A real Chroma server for tests, on a free port of this machine, which can be killed, stopped and started again."""

import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Self

_SECONDS = 30.0
_RUN = "import sys, chromadb_rust_bindings; chromadb_rust_bindings.cli(['chroma', 'run', *sys.argv[1:]])"
"""What the program ``chroma`` does, without the seconds that it takes to import what it does not use."""


class ChromaServer:
    """``with ChromaServer(folder) as server:`` it runs inside the block, and is surely gone after it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    def start(self) -> None:
        """Run on the port that it had, over what its folder holds, and wait until it answers."""
        self._folder.mkdir(parents=True, exist_ok=True)
        where = ("--path", str(self._folder / "data"), "--host", "127.0.0.1", "--port", str(self.port))
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen([sys.executable, "-c", _RUN, *where], stdout=log, stderr=log)
        end = time.monotonic() + _SECONDS
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > end:
                self.kill()
                raise RuntimeError((self._folder / "log").read_text(encoding="utf-8", errors="replace"))
            time.sleep(0.02)

    def kill(self) -> None:
        """End it at once, as a power failure would."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    def stop(self) -> None:
        """Let it hang: it takes connections and never answers."""
        assert self._process
        self._process.send_signal(signal.SIGSTOP)

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/api/v2/heartbeat", timeout=1):  # noqa: S310
                return True
        except OSError:
            return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
