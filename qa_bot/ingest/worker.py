"""The worker process, which parses files and renders pages. A file that makes it hang or crash ends this process only.

The process receives bytes and answers with JSON, never with pickles, so that a compromised parser cannot compromise
the bot. It limits its own time per file, its memory and its writing, and therefore ends even if the bot was killed. The
bot does not rely on these limits: it has a deadline for each answer, and kills the worker's process group.
"""

import base64
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import Any, Self, TypeVar

from qa_bot.errors import FileUnreadable, ReaderUnavailable
from qa_bot.ingest import timer
from qa_bot.ingest.bounds import MEGABYTE, Bounds
from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats.blocks import clean_line, cleaned
from qa_bot.ingest.formats.legacy_office import converter
from qa_bot.ingest.page_rendering import PageImage, PageRequest, Sides, draw, has_pages
from qa_bot.ingest.parse import document_of, read
from qa_bot.ingest.pipes import receive, send
from qa_bot.records import Document, Place, Span
from qa_bot.text.wording import shorten

_START_SECONDS = 120.0
_LONGEST_GREETING = 16
_PNG = b"\x89PNG\r\n\x1a\n"
_INVALID = (ValueError, LookupError, TypeError, AttributeError, RecursionError)
"""Raised for an invalid answer; :class:`TimeoutError` and :class:`EOFError` are not among them."""

Result = TypeVar("Result")


class Worker:
    """Client of one worker process, which is started on demand and again after it ended. Not thread-safe."""

    def __init__(self, bounds: Bounds) -> None:
        """Start no process yet."""
        self._bounds = bounds
        self._process: subprocess.Popen[bytes] | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._request_count = 0

    def __enter__(self) -> Self:
        """Return the worker itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the process."""
        self.close()

    def read(self, source: str, data: bytes) -> Document:
        """Return the document that a file's bytes hold: :func:`qa_bot.ingest.parse.read` in the process.

        Raises:
            FileUnreadable: The reader refuses the file, exceeds its time or memory, or crashes.
            ReaderUnavailable: The process cannot be started.
        """
        limits, seconds = self._bounds.limits, self._bounds.seconds
        if has_pages(source):
            seconds *= timer.time_for(limits.pages)
            seconds += limits.ocr_seconds if limits.ocr_languages else 0
        return self._request({"source": source}, data, lambda answer: document_of(source, _extraction(answer)), seconds)

    def draw(self, data: bytes, request: PageRequest) -> PageImage:
        """Render a page of the PDF in ``data``: :func:`qa_bot.ingest.page_rendering.draw` in the process.

        Raises:
            FileUnreadable: The page cannot be rendered, or rendering exceeds its time or memory, or crashes.
        """
        seconds = 2 * self._bounds.seconds  # the page's, and those of its recognition
        return self._request({"page": asdict(request)}, data, lambda answer: _page_image(answer, request), seconds)

    def close(self) -> None:
        """Kill the process, if there is one."""
        self._end()

    def _request(
        self, head: dict[str, Any], data: bytes, decode: Callable[[dict[str, Any]], Result], seconds: float
    ) -> Result:
        """Return the decoded answer, given within ``seconds``; ``decode`` raises ``_INVALID`` for an invalid one."""
        try:
            return decode(self._answer(head, data, seconds))
        except FileUnreadable:
            raise
        except (OSError, EOFError, *_INVALID) as error:
            raise FileUnreadable(self._reason(error, self._end(), has_pages(head.get("source", "")))) from None
        except BaseException:  # an interrupted exchange: the next request must not receive the rest of it
            self.close()
            raise

    def _answer(self, head: dict[str, Any], data: bytes, seconds: float) -> dict[str, Any]:
        process = self._running()
        if process.stdin is None or process.stdout is None:
            raise AssertionError("it was started with pipes")
        until = time.monotonic() + seconds + self._bounds.allowance
        self._request_count += 1  # repeated in the answer: surplus output is never taken for the next answer
        send(process.stdin.fileno(), json.dumps(head | {"number": self._request_count}).encode(), until)
        send(process.stdin.fileno(), data, until)
        answer: dict[str, Any] = json.loads(receive(process.stdout.fileno(), self._bounds.megabytes * MEGABYTE, until))
        if answer["number"] != self._request_count:
            raise ValueError("the answer to another request")
        if "reason" in answer:
            raise FileUnreadable(clean_line(answer["reason"]))  # may contain text of the file
        return answer

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            # -P: modules in the current folder are not imported.
            command = [sys.executable, "-P", "-m", "qa_bot.ingest.worker", json.dumps(asdict(self._bounds))]
            if converter():  # its temporary files are removed with the process, however it ends
                self._folder = tempfile.TemporaryDirectory(prefix="qa-bot-", ignore_cleanup_errors=True)
            self._process = subprocess.Popen(
                command,
                env=os.environ | ({"TMPDIR": self._folder.name} if self._folder else {}),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                process_group=0,
            )
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe:
                    os.set_blocking(pipe.fileno(), False)
            self._await_start(self._process)
        return self._process

    def _await_start(self, process: subprocess.Popen[bytes]) -> None:
        """Wait until the process can read, so that its failure to start is not taken for a file's."""
        try:
            if process.stdout:
                receive(process.stdout.fileno(), _LONGEST_GREETING, time.monotonic() + _START_SECONDS)
        except (OSError, EOFError, ValueError) as error:
            reason = "it takes too long" if isinstance(error, TimeoutError) else f"exit code {self._end()}"
            self.close()
            raise ReaderUnavailable(
                f"The process that reads files cannot be started ({reason}): free memory or reinstall qa-bot, then run "
                "`qa-bot index` again; until then the old index answers."
            ) from None

    def _end(self) -> int:
        """Kill the process and its children and wait for it; return its exit code, 0 without a process."""
        process, self._process = self._process, None
        if process is None:
            return 0
        if process.returncode is None:  # afterwards its number may belong to another process
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            process.kill()
        code = process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                pipe.close()
        if self._folder:
            self._folder.cleanup()
            self._folder = None
        return code

    def _reason(self, error: Exception, code: int, of_pages: bool) -> str:
        """Return why there is no answer from a process with this exit code, for a file that may have many pages."""
        if isinstance(error, TimeoutError) or code == -signal.SIGALRM:
            per_pages = f" for {timer.PAGES} pages" if of_pages else ""
            return f"reading it took longer than {self._bounds.seconds:g} s{per_pages} (QA_BOT_FILE_SECONDS)"
        if isinstance(error, _INVALID):
            return "its reader gave an invalid answer"
        with suppress(ValueError):
            return f"its reader crashed ({signal.Signals(-code).name})"
        return f"its reader ended with exit code {code}"


def _extraction(answer: dict[str, Any]) -> Extraction:
    places = tuple(Place(kind, name, number, Span(*span)) for kind, name, number, span in answer["places"])
    text, title, note = strings = answer["text"], answer["title"], answer["note"]
    if not all(isinstance(one, str) for one in strings):
        raise TypeError("not text")
    return Extraction(text, title, places, note)


def _page_image(answer: dict[str, Any], request: PageRequest) -> PageImage:
    png = base64.b64decode(answer["png"], validate=True)
    if not png.startswith(_PNG):
        raise ValueError("not an image")
    boxes = {number: tuple(_sides(*box) for box in lines) for number, lines in answer["boxes"]}
    return PageImage(request.number, int(answer["pages"]), png, {number: boxes[number] for number, _ in request.quotes})


def _sides(left: float, top: float, right: float, bottom: float) -> Sides:
    return float(left), float(top), float(right), float(bottom)


def serve(bounds: Bounds, requests: int, answers: int) -> None:
    """Answer requests until the pipe ``requests`` ends: the main loop of the process."""
    while True:
        try:
            head = json.loads(receive(requests))
            data = receive(requests)
        except EOFError:
            return
        work = partial(_page, head["page"], bounds) if "page" in head else partial(_document, head["source"], bounds)
        timer.start(bounds.seconds)
        answer = _answer_of(partial(work, data), bounds)
        timer.start(0)
        send(answers, json.dumps(answer | {"number": head["number"]}).encode())


def _document(source: str, bounds: Bounds, data: bytes) -> dict[str, Any]:
    document = read(source, data, bounds.limits, bounds.readers)
    places = [(one.kind, one.name, one.number, (one.span.start, one.span.end)) for one in document.places]
    title = "" if document.title == document.source else document.title
    return {"text": document.text, "title": title, "places": places, "note": document.note}


def _page(request: dict[str, Any], bounds: Bounds, data: bytes) -> dict[str, Any]:
    quotes = tuple((number, Span(**span)) for number, span in request["quotes"])
    limits = replace(bounds.limits, ocr_seconds=bounds.seconds)
    image = draw(data, PageRequest(**request | {"quotes": quotes}), limits)
    return {"pages": image.pages, "png": base64.b64encode(image.png).decode(), "boxes": list(image.boxes.items())}


def _answer_of(work: Callable[[], dict[str, Any]], bounds: Bounds) -> dict[str, Any]:
    try:
        return work()
    except FileUnreadable as error:
        return {"reason": str(error)}
    except MemoryError:
        return {"reason": f"reading it takes more than {bounds.megabytes:,} MB of memory (QA_BOT_READING_MEGABYTES)"}
    except RecursionError:
        return {"reason": "it is nested too deeply to be read"}
    except Exception as error:  # noqa: BLE001 - the process's outermost handler: a library may raise anything
        return {"reason": f"its reader failed ({type(error).__name__}: {shorten(cleaned(str(error)), 200)})"}


def _limit(bounds: Bounds) -> None:
    """Limit this process irrevocably: memory, no core dump, no files written.

    Where LibreOffice is installed, it may write files of this size while it converts one.
    """
    largest = bounds.limits.expanded_bytes if converter() else 0
    memory = bounds.megabytes * MEGABYTE
    limits = {
        resource.RLIMIT_AS: (memory, memory),
        resource.RLIMIT_CORE: (0, 0),
        resource.RLIMIT_FSIZE: (0, largest),
    }
    for kind, soft_and_hard in limits.items():
        with suppress(ValueError, OSError):  # not every system has each of them
            resource.setrlimit(kind, soft_and_hard)


def _main() -> None:
    plain = json.loads(sys.argv[1])
    bounds = Bounds(**(plain | {"limits": Limits(**plain["limits"])}))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the bot, which ends this process
    _limit(bounds)
    answers = os.dup(sys.stdout.fileno())
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:  # libraries may print
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
    send(answers, b"ready")
    serve(bounds, sys.stdin.fileno(), answers)


if __name__ == "__main__":
    _main()
