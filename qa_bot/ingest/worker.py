"""A process that reads files and draws their pages: a file that makes it hang, crash or eat memory ends it alone.

Bytes go in and JSON comes out, never a pickle: a parser that a file has taken over cannot take over the bot by its
answer. The process limits itself (time for each file, memory, no file written), so that it also ends where the bot that
started it has been killed. The parent relies on none of that: it has a deadline of its own for each answer, and kills
the process with all that it started before waiting for its end.
"""

import base64
import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Self, TypeVar

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats.blocks import one_line
from qa_bot.ingest.page_rendering import PageImage, PageRequest, Sides, draw
from qa_bot.ingest.parse import Readers, document_of, read
from qa_bot.ingest.pipes import receive, send
from qa_bot.records import Document, Place, Span
from qa_bot.settings import Settings

_MEGABYTE = 1_000_000
_PNG = b"\x89PNG\r\n\x1a\n"
_RUBBISH = (ValueError, LookupError, TypeError, AttributeError, RecursionError)
"""What is raised of an answer that is none; :class:`TimeoutError` and :class:`EOFError` are of other kinds."""

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Bounds:
    """What reading may cost.

    Attributes:
        limits: How much of a file a reader takes in.
        seconds: How long one file may take.
        allowance: How many seconds more the parent waits for the answer: the process may have to be started, and its
            own timer comes first.
        megabytes: How much memory the process may have.
        readers: Readers of one's own.
    """

    limits: Limits = field(default_factory=Limits)
    seconds: float = 60.0
    megabytes: int = 2048
    readers: Readers | None = None
    allowance: float = 15.0


def bounds_of(settings: Settings) -> Bounds:
    """What reading may cost by the settings."""
    limits = Limits(settings.file_pages, settings.expanded_megabytes * _MEGABYTE, settings.archive_ratio)
    return Bounds(limits, settings.file_seconds, settings.reading_megabytes, settings.own_readers())


class Worker:
    """The reading process, started when the first file comes and started again where it ended. For one thread."""

    def __init__(self, bounds: Bounds) -> None:
        """Nothing is started yet."""
        self._bounds = bounds
        self._process: subprocess.Popen[bytes] | None = None
        self._asked_count = 0

    def __enter__(self) -> Self:
        """The worker, which ends with the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the process."""
        self.close()

    def read(self, source: str, data: bytes) -> Document:
        """The document that a file's bytes hold: :func:`qa_bot.ingest.parse.read` in the process.

        Raises:
            FileUnreadable: the reader says so, or it took too long, too much memory, or crashed.
        """
        return self._asked({"source": source}, data, lambda answer: document_of(source, _extract_of(answer)))

    def draw(self, data: bytes, asked: PageRequest) -> PageImage:
        """A page of the PDF that ``data`` holds: :func:`qa_bot.ingest.page_rendering.draw` in the process.

        Raises:
            FileUnreadable: it cannot be drawn, or that took too long, too much memory, or crashed.
        """
        return self._asked({"page": asdict(asked)}, data, lambda answer: _picture_of(answer, asked))

    def close(self) -> None:
        """End the process, whatever it is doing."""
        self._end()

    def _asked(self, head: dict[str, Any], data: bytes, result_of: Callable[[dict[str, Any]], Result]) -> Result:
        """What ``result_of`` makes of the process's answer; of one that is none it raises any of ``_RUBBISH``."""
        try:
            return result_of(self._answer(head, data))
        except FileUnreadable:
            raise
        except (OSError, EOFError, *_RUBBISH) as error:
            raise FileUnreadable(self._reason(error, self._end())) from None
        except BaseException:  # half an exchange: whatever comes next must not read its rest
            self.close()
            raise

    def _answer(self, head: dict[str, Any], data: bytes) -> dict[str, Any]:
        process = self._running()
        if process.stdin is None or process.stdout is None:
            raise AssertionError("it was started with pipes")
        until = time.monotonic() + self._bounds.seconds + self._bounds.allowance
        self._asked_count += 1  # an answer bears it: what a process wrote too much is never taken for the next file's
        send(process.stdin.fileno(), json.dumps(head | {"number": self._asked_count}).encode(), until)
        send(process.stdin.fileno(), data, until)
        answer: dict[str, Any] = json.loads(receive(process.stdout.fileno(), self._bounds.megabytes * _MEGABYTE, until))
        if answer["number"] != self._asked_count:
            raise ValueError("the answer to another question")
        if "reason" in answer:
            raise FileUnreadable(one_line(answer["reason"]))  # a library's words may quote the file's
        return answer

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            # -P: nothing that lies in the folder at hand is taken for a module.
            command = [sys.executable, "-P", "-m", "qa_bot.ingest.worker", json.dumps(asdict(self._bounds))]
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                process_group=0,
            )
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe:
                    os.set_blocking(pipe.fileno(), False)
        return self._process

    def _end(self) -> int:
        """Kill the process and what it started, then wait for it; its exit code, 0 where there is none."""
        process, self._process = self._process, None
        if process is None:
            return 0
        if process.returncode is None:  # afterwards its number may be another's
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            process.kill()
        code = process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                pipe.close()
        return code

    def _reason(self, error: Exception, code: int) -> str:
        """Why there is no answer; ``code`` is the exit code of the process."""
        if isinstance(error, TimeoutError) or code == -signal.SIGALRM:
            return f"reading it took longer than {self._bounds.seconds:g} s (QA_BOT_FILE_SECONDS)"
        if isinstance(error, _RUBBISH):
            return "its reader gave an answer that is none"
        with suppress(ValueError):
            return f"its reader crashed ({signal.Signals(-code).name})"
        return f"its reader ended with exit code {code}"


def _extract_of(answer: dict[str, Any]) -> Extraction:
    places = tuple(Place(kind, name, number, Span(*span)) for kind, name, number, span in answer["places"])
    words = answer["text"], answer["title"], answer["note"]
    if not all(isinstance(one, str) for one in words):
        raise TypeError("no text")
    text, title, note = words
    return Extraction(text, title, places, note)


def _picture_of(answer: dict[str, Any], asked: PageRequest) -> PageImage:
    png = base64.b64decode(answer["png"], validate=True)
    if not png.startswith(_PNG):
        raise ValueError("no picture")
    found = {number: tuple(_sides(*box) for box in boxes) for number, boxes in answer["boxes"]}
    return PageImage(asked.number, int(answer["pages"]), png, {number: found[number] for number, _ in asked.quotes})


def _sides(left: float, top: float, right: float, bottom: float) -> Sides:
    return float(left), float(top), float(right), float(bottom)


def serve(bounds: Bounds, questions: int, answers: int) -> None:
    """Read file after file, or draw a page of it, until the pipe ``questions`` ends: what the process does."""
    while True:
        try:
            head = json.loads(receive(questions))
            data = receive(questions)
        except EOFError:
            return
        work = partial(_page, head["page"]) if "page" in head else partial(_document, head["source"], bounds)
        signal.setitimer(signal.ITIMER_REAL, bounds.seconds)  # its default action ends the process
        answer = _answered(partial(work, data), bounds)
        signal.setitimer(signal.ITIMER_REAL, 0)
        send(answers, json.dumps(answer | {"number": head["number"]}).encode())


def _document(source: str, bounds: Bounds, data: bytes) -> dict[str, Any]:
    document = read(source, data, bounds.limits, bounds.readers)
    places = [(one.kind, one.name, one.number, (one.span.start, one.span.end)) for one in document.places]
    title = "" if document.title == document.source else document.title
    return {"text": document.text, "title": title, "places": places, "note": document.note}


def _page(asked: dict[str, Any], data: bytes) -> dict[str, Any]:
    quotes = tuple((number, Span(**span)) for number, span in asked["quotes"])
    picture = draw(data, PageRequest(**asked | {"quotes": quotes}))
    png = base64.b64encode(picture.png).decode("ascii")
    return {"pages": picture.pages, "png": png, "boxes": list(picture.boxes.items())}


def _answered(work: Callable[[], dict[str, Any]], bounds: Bounds) -> dict[str, Any]:
    try:
        return work()
    except FileUnreadable as error:
        return {"reason": str(error)}
    except MemoryError:
        return {"reason": f"reading it takes more than {bounds.megabytes:,} MB of memory (QA_BOT_READING_MEGABYTES)"}
    except RecursionError:
        return {"reason": "it is nested too deeply to be read"}
    except Exception as error:  # noqa: BLE001 - the outermost door of this process: a file's fault stays the file's
        told = one_line(str(error))[:200]
        return {"reason": f"its reader failed ({type(error).__name__}: {told})"}


def _limit(megabytes: int) -> None:
    """Bound this process for good: memory, no core and no file written."""
    bounds = {resource.RLIMIT_AS: megabytes * _MEGABYTE, resource.RLIMIT_CORE: 0, resource.RLIMIT_FSIZE: 0}
    for kind, most in bounds.items():
        with suppress(ValueError, OSError):  # a system that lacks one has the others
            resource.setrlimit(kind, (most, most))


def _main() -> None:
    plain = json.loads(sys.argv[1])
    bounds = Bounds(**(plain | {"limits": Limits(**plain["limits"])}))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the bot, which ends this process in its turn
    _limit(bounds.megabytes)
    answers = os.dup(sys.stdout.fileno())
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:  # what a library prints is no answer
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
    serve(bounds, sys.stdin.fileno(), answers)


if __name__ == "__main__":
    _main()
