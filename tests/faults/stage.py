"""A process that has imported everything and forks one that indexes on command: no trial waits for imports.

It reads a line of JSON from standard input for each run (the settings), and writes the child's process number, and then
the child's exit status when it has ended, a line each.
"""

import json
import os
import subprocess
import sys
import traceback
from pathlib import Path
from typing import Any, Self

ROOT = Path(__file__).parent.parent.parent


class Stage:
    """The test's side: begins runs, and hears how each one ended."""

    def __init__(self, folder: Path, **variables: str) -> None:
        environment = os.environ | {"PYTHONPATH": str(ROOT)} | variables
        self._errors = (folder / "errors").open("a+", encoding="utf-8")
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env=environment,
            text=True,
        )
        if self._line() != "ready":
            raise AssertionError(self.errors())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout, self._errors):
            if pipe:
                pipe.close()

    def begin(self, settings: dict[str, Any]) -> int:
        """Begin a run; its process number."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(settings) + "\n")
        self._process.stdin.flush()
        return int(self._line())

    def status(self) -> int:
        """Wait for the run's end: its exit code, or minus the signal that ended it."""
        return int(self._line())

    def errors(self) -> str:
        """What runs have written to standard error."""
        self._errors.seek(0)
        return self._errors.read()

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()


def index(settings: dict[str, Any]) -> int:
    from qa_bot.bot import Bot
    from qa_bot.errors import StoreBusy
    from qa_bot.settings import Settings

    try:
        Bot(
            Settings.from_environment(
                {}, **settings | {"seeds": Path(settings["seeds"]), "store": Path(settings["store"])}
            )
        ).index()
    except StoreBusy as error:
        print(error, file=sys.stderr, flush=True)
        return 3
    except BaseException:  # noqa: BLE001 - the outermost handler of the run
        traceback.print_exc()
        return 1
    return 0


def main() -> None:
    import qa_bot.bot  # noqa: F401 - what takes seconds, before the first command

    print("ready", flush=True)
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            code = index(json.loads(line))
            sys.stderr.flush()
            os._exit(code)
        print(pid, flush=True)
        _, status = os.waitpid(pid, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()
