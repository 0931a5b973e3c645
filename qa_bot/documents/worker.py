"""A process that reads files and draws their pages: a file that makes it hang, crash or eat memory ends it alone.

Bytes go in and JSON comes out, never a pickle: a parser that a file has taken over cannot take over the bot by its
answer. The process limits itself (time for each file, memory, no file written), so that it also ends where the bot that
started it has been killed.
"""

import base64
import json
import os
import resource
import signal
import struct
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Self

from qa_bot.documents.extract import Extract, Limits
from qa_bot.documents.formats.blocks import one_line
from qa_bot.documents.pictures import PageAsked, PagePicture, Sides, draw
from qa_bot.documents.reading import Readers, document_of, read
from qa_bot.errors import FileUnreadable
from qa_bot.records import Document, Place, Span
from qa_bot.settings import Settings

_LENGTH = struct.Struct("<Q")
_MEGABYTE = 1_000_000
_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Bounds:
    """What reading may cost.

    Attributes:
        limits: How much of a file a reader takes in.
        seconds: How long one file may take.
        megabytes: How much memory the process may have.
        readers: Readers of one's own.
    """

    limits: Limits = field(default_factory=Limits)
    seconds: float = 60.0
    megabytes: int = 2048
    readers: Readers | None = None


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

    def __enter__(self) -> Self:
        """The worker, which ends with the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the process."""
        self.close()

    def read(self, source: str, data: bytes) -> Document:
        """The document that a file's bytes hold: :func:`qa_bot.documents.reading.read` in the process.

        Raises:
            FileUnreadable: the reader says so, or it took too long, too much memory, or crashed.
        """
        answer = self._asked({"source": source}, data)
        if "reason" in answer:
            raise FileUnreadable(one_line(answer["reason"]))  # a library's words may quote the file's
        try:
            places = tuple(Place(kind, name, number, Span(*span)) for kind, name, number, span in answer["places"])
            extract = Extract(answer["text"], answer["title"], places, answer["note"])
        except (KeyError, TypeError, ValueError):  # not what this house's own side of it says
            raise FileUnreadable("its reader gave an answer that is none") from None
        return document_of(source, extract)

    def draw(self, data: bytes, asked: PageAsked) -> PagePicture:
        """A page of the PDF that ``data`` holds: :func:`qa_bot.documents.pictures.draw` in the process.

        Raises:
            FileUnreadable: it cannot be drawn, or that took too long, too much memory, or crashed.
        """
        answer = self._asked({"page": asdict(asked)}, data)
        if "reason" in answer:
            raise FileUnreadable(one_line(answer["reason"]))
        try:
            return _picture_of(answer, asked)
        except (KeyError, TypeError, ValueError):
            raise FileUnreadable("its reader gave an answer that is none") from None

    def close(self) -> None:
        """End the process, whatever it is doing."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                with suppress(BrokenPipeError):
                    pipe.close()

    def _asked(self, head: dict[str, Any], data: bytes) -> dict[str, Any]:
        process = self._running()
        if process.stdin is None or process.stdout is None:
            raise AssertionError("it was started with pipes")
        try:
            _send(process.stdin, json.dumps(head).encode())
            _send(process.stdin, data)
            answer: dict[str, Any] = json.loads(_received(process.stdout))
        except (BrokenPipeError, EOFError, ValueError):
            raise FileUnreadable(self._end()) from None
        except BaseException:  # half an exchange: whatever comes next must not read its rest
            self.close()
            raise
        return answer

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            # -P: nothing that lies in the folder at hand is taken for a module.
            command = [sys.executable, "-P", "-m", "qa_bot.documents.worker", json.dumps(asdict(self._bounds))]
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        return self._process

    def _end(self) -> str:
        """Why the process has ended, as the reason for the file that it had in hand."""
        code = self._process.wait() if self._process else 0
        self.close()
        if code == -signal.SIGALRM:
            return f"reading it took longer than {self._bounds.seconds:g} s (QA_BOT_FILE_SECONDS)"
        with suppress(ValueError):
            return f"its reader crashed ({signal.Signals(-code).name})"
        return f"its reader ended with exit code {code}"


def _send(pipe: Any, data: bytes) -> None:
    pipe.write(_LENGTH.pack(len(data)))
    pipe.write(data)
    pipe.flush()


def _received(pipe: Any) -> bytes:
    (length,) = _LENGTH.unpack(_exactly(pipe, _LENGTH.size))
    return _exactly(pipe, length)


def _exactly(pipe: Any, length: int) -> bytes:
    data: bytes = pipe.read(length)
    if len(data) < length:
        raise EOFError
    return data


def _picture_of(answer: dict[str, Any], asked: PageAsked) -> PagePicture:
    png = base64.b64decode(answer["png"], validate=True)
    if not png.startswith(_PNG):
        raise ValueError("no picture")
    found = {number: tuple(_sides(*box) for box in boxes) for number, boxes in answer["boxes"]}
    return PagePicture(asked.number, int(answer["pages"]), png, {number: found[number] for number, _ in asked.quotes})


def _sides(left: float, top: float, right: float, bottom: float) -> Sides:
    return float(left), float(top), float(right), float(bottom)


def serve(bounds: Bounds, questions: BinaryIO, answers: BinaryIO) -> None:
    """Read file after file, or draw a page of it, until ``questions`` ends: what the process does."""
    while True:
        try:
            head = json.loads(_received(questions))
            data = _received(questions)
        except EOFError:
            return
        work = partial(_page, head["page"]) if "page" in head else partial(_document, head["source"], bounds)
        signal.setitimer(signal.ITIMER_REAL, bounds.seconds)  # its default action ends the process
        answer = _answered(partial(work, data), bounds)
        signal.setitimer(signal.ITIMER_REAL, 0)
        _send(answers, json.dumps(answer).encode())


def _document(source: str, bounds: Bounds, data: bytes) -> dict[str, Any]:
    document = read(source, data, bounds.limits, bounds.readers)
    places = [(one.kind, one.name, one.number, (one.span.start, one.span.end)) for one in document.places]
    title = "" if document.title == document.source else document.title
    return {"text": document.text, "title": title, "places": places, "note": document.note}


def _page(asked: dict[str, Any], data: bytes) -> dict[str, Any]:
    quotes = tuple((number, Span(**span)) for number, span in asked["quotes"])
    picture = draw(data, PageAsked(**asked | {"quotes": quotes}))
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
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:  # what a library prints is no answer
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
    serve(bounds, sys.stdin.buffer, answers)


if __name__ == "__main__":
    _main()
