import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa_bot.errors import FileUnreadable, ReaderUnavailable, SettingUnusable
from qa_bot.ingest.bounds import Bounds, bounds_of
from qa_bot.ingest.extraction import Limits
from qa_bot.ingest.page_rendering import PageRequest, draw
from qa_bot.ingest.parse import read
from qa_bot.ingest.worker import Worker
from qa_bot.records import Span
from qa_bot.settings import Settings
from tests.conftest import MakeBot
from tests.ingest.formats.made_pdf import pages_of
from tests.waiting import wait_until

NAMES = (
    "shout", "crash", "hang", "spin", "hog", "leave", "stumble", "refuse", "nest", "chatter", "write", "half",
    "deaf", "rubbish", "torn", "endless", "forked", "forger",
)  # fmt: skip
OWN = {f".{name}": f"tests.ingest.own_readers:{name}" for name in NAMES}
ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> Iterator[Worker]:
    """A worker limited to 3 s and 512 MB, with the faulty readers."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))  # the readers are the tests', which are not installed
    with Worker(Bounds(seconds=3, megabytes=512, readers=OWN)) as made:
        yield made


def reason(worker: Worker, name: str, data: bytes = b"text") -> str:
    with pytest.raises(FileUnreadable) as caught:
        worker.read(name, data)
    return str(caught.value)


def test_a_start_imports_no_library_that_a_plain_text_does_not_need() -> None:
    """Each indexing run starts a process: what it imports is waited for."""
    command = [sys.executable, "-c", "import sys, qa_bot.ingest.worker; print(*sys.modules)"]
    imported = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    assert "qa_bot.ingest.parse" in imported
    assert not {"PIL", "pypdfium2", "defusedxml", "lxml", "numpy"}.intersection(imported)


def test_documents_are_as_if_read_in_process(worker: Worker) -> None:
    cases = {
        "a.txt": "Türkiye\r\n\n\U0001f600 “ended”.\n".encode(),
        "b.md": b"# One\n\nText.\n\n## Two\n\nMore.\n",
        "c.csv": b"Country,Year\nAzerbaijan,1992\n",
        "d.shout": b"quiet",
    }
    for name, data in cases.items():
        assert worker.read(name, data) == read(name, data, Limits(), OWN)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("a.crash", "its reader crashed (SIGSEGV)"),
        ("a.hang", "reading it took longer than 3 s (QA_BOT_FILE_SECONDS)"),
        ("a.spin", "reading it took longer than 3 s (QA_BOT_FILE_SECONDS)"),
        ("a.leave", "its reader ended with exit code 7"),
        ("a.stumble", "its reader failed (LookupError: no such thing)"),
        ("a.refuse", "it is not to be read"),
        ("a.nest", "it is nested too deeply to be read"),
        ("a.half", "its text holds halves of characters: it is damaged"),
        ("a.unknown", "files of the kind .unknown are not read"),
        ("a.txt", "it holds no text"),
    ],
)
def test_a_file_that_breaks_its_reader_is_reported_and_the_next_one_is_read(
    worker: Worker, name: str, message: str
) -> None:
    assert worker.read("before.txt", b"Before.").text == "Before."
    assert reason(worker, name, b"" if name == "a.txt" else b"text") == message
    assert worker.read("after.txt", b"After.").text == "After."


def test_a_file_that_takes_too_much_memory_is_reported_and_the_next_one_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    with Worker(Bounds(seconds=60, megabytes=512, readers=OWN)) as worker:  # on a busy machine it takes its second
        assert reason(worker, "a.hog") == "reading it takes more than 512 MB of memory (QA_BOT_READING_MEGABYTES)"
        assert worker.read("after.txt", b"After.").text == "After."


def test_page_images_are_as_if_rendered_in_process(worker: Worker) -> None:
    data = pages_of("The army was trained.", "The navy was not.")
    request = PageRequest(2, 300, "The navy was not.", ((5, Span(4, 8)),))
    page = worker.draw(data, request)
    assert page == draw(data, request, Limits())
    assert page.png.startswith(b"\x89PNG")
    assert worker.read("a.txt", b"After.").text == "After."


@pytest.mark.parametrize(
    ("data", "page", "message"),
    [
        (b"no PDF", PageRequest(1, 100), "it is damaged, or is no PDF"),
        (pages_of("One."), PageRequest(2, 100), "it has no page 2 that can be drawn"),
        (pages_of("One."), PageRequest(1, 0), "its reader failed (ValueError"),
    ],
)
def test_a_page_that_cannot_be_rendered_is_reported_and_the_next_file_is_read(
    worker: Worker, data: bytes, page: PageRequest, message: str
) -> None:
    with pytest.raises(FileUnreadable) as caught:
        worker.draw(data, page)
    assert str(caught.value).startswith(message)
    assert worker.read("a.txt", b"After.").text == "After."


TOO_LONG = "reading it took longer than 0.5 s (QA_BOT_FILE_SECONDS)"
NONE = "its reader gave an invalid answer"


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> Iterator[Worker]:
    """A worker limited to 0.5 s, with a deadline of 4 s for answers."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    with Worker(Bounds(seconds=0.5, readers=OWN, allowance=3.5)) as made:
        yield made


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.deaf", b"text", TOO_LONG),
        ("a.torn", b"text", TOO_LONG),
        ("a.endless", b"text", NONE),
        *(
            ("a.rubbish", rubbish, NONE)
            for rubbish in (
                b"no JSON",
                b"[1]",
                b"\xff",
                b"[" * 100_000,
                b"1" * 5_000,
                b"{}",
                b'{"number": 1, "reason": 5}',
                b'{"number": 1, "text": 5, "title": "", "places": [], "note": ""}',
                b'{"number": 1, "text": "a", "title": "", "places": [["page"]], "note": ""}',
            )
        ),
    ],
)
def test_a_reader_with_invalid_answers_or_without_timer_is_killed_and_the_next_file_is_read(
    short: Worker, name: str, data: bytes, message: str
) -> None:
    assert reason(short, name, data) == message
    assert short._process is None
    assert short.read("after.txt", b"After.").text == "After."


def test_a_file_of_pages_that_takes_too_long_is_reported_with_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    bounds = Bounds(Limits(pages=500), 0.5, readers={".pdf": OWN[".deaf"]}, allowance=2)
    with Worker(bounds) as worker:
        assert reason(worker, "a.pdf") == "reading it took longer than 0.5 s for 250 pages (QA_BOT_FILE_SECONDS)"


def test_children_of_a_reader_are_killed_with_it_and_the_next_file_is_read(short: Worker, tmp_path: Path) -> None:
    assert reason(short, "a.forked", str(tmp_path).encode()) == TOO_LONG  # the pipe does not end with the reader
    (left,) = tmp_path.iterdir()
    wait_until(lambda: not is_alive(int(left.name)))
    assert short.read("after.txt", b"After.").text == "After."


def test_a_surplus_answer_is_not_taken_for_the_next_files(worker: Worker) -> None:
    assert worker.read("a.forger", b"text").text == "Forged."  # what a reader says of its own file is its own affair
    assert reason(worker, "b.txt", b"Next.") == NONE
    assert worker.read("c.txt", b"Last.").text == "Last."


def test_output_of_a_reader_is_not_taken_for_an_answer(worker: Worker, capfd: pytest.CaptureFixture[str]) -> None:
    assert worker.read("a.chatter", b"text").text == "quiet text"
    assert worker.read("b.txt", b"Next.").text == "Next."
    assert capfd.readouterr() == ("", "")


def test_a_reader_writes_no_file(worker: Worker, tmp_path: Path) -> None:
    target = tmp_path / "written.txt"
    assert reason(worker, "a.write", str(target).encode()).startswith("its reader ")
    assert not target.exists() or target.read_bytes() == b""


def test_large_files_are_transferred(worker: Worker) -> None:
    data = b"A line of text.\n" * 1_000_000
    assert worker.read("large.txt", data).text.encode() == data


def test_modules_in_the_current_folder_are_not_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("json", "signal", "qa_bot", "pathspec", "charset_normalizer"):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'run')!r}, 'w')\nraise SystemExit(9)\n")
    monkeypatch.chdir(tmp_path)
    with Worker(Bounds()) as worker:
        assert worker.read("a.txt", b"Text.").text == "Text."
    assert not (tmp_path / "run").exists()


def test_a_killed_worker_is_started_again(worker: Worker) -> None:
    worker.read("a.txt", b"Text.")
    assert worker._process is not None
    first = worker._process.pid
    os.kill(first, signal.SIGKILL)
    worker._process.wait()
    assert worker.read("a.txt", b"Text.").text == "Text."
    assert worker._process.pid != first


READ_AND_PRINT = """
import sys
from qa_bot.ingest.bounds import Bounds
from qa_bot.ingest.worker import Worker
worker = Worker(Bounds(seconds=2, readers={".spin": "tests.ingest.own_readers:spin"}))
worker.read("a.txt", b"Text.")
print(worker._process.pid, flush=True)
worker.read("a.spin", b"text")
"""


def test_a_worker_does_not_outlive_a_killed_bot(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    bot = subprocess.Popen([sys.executable, "-c", READ_AND_PRINT], stdout=subprocess.PIPE, text=True)
    assert bot.stdout is not None
    with bot.stdout:
        child = int(bot.stdout.readline())
    assert is_alive(child)
    bot.kill()
    bot.wait()
    wait_until(lambda: not is_alive(child))


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_the_bounds_follow_the_settings() -> None:
    settings = Settings(
        file_pages=7, expanded_megabytes=3, archive_ratio=9, file_seconds=2, reading_megabytes=300, ocr="off"
    )
    assert bounds_of(settings) == Bounds(Limits(7, 3_000_000, 9, "", settings.ocr_seconds), 2, 300, {})
    own = Settings(readers=".LOG=a.b:c, .x=d:e,")
    assert bounds_of(own).readers == {".log": "a.b:c", ".x": "d:e"}


@pytest.mark.parametrize("readers", ["log=a:b", ".log", ".log=a.b", "nonsense"])
def test_invalid_readers_are_reported(readers: str) -> None:
    with pytest.raises(SettingUnusable, match=r"QA_BOT_READERS is .*write \.ending=package\.module:function"):
        Settings(readers=readers)


@pytest.mark.parametrize("program", ["false", "true"])
def test_a_process_that_cannot_start_ends_the_run_and_fails_no_file(
    program: str, folder: Path, make_bot: MakeBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "harbour.txt").write_text("The harbour opened in 1987.", encoding="utf-8")
    bot = make_bot(folder)
    bot.index()
    (folder / "strait.txt").write_text("The strait is 40 metres deep.", encoding="utf-8")
    with monkeypatch.context() as broken:
        broken.setattr(sys, "executable", shutil.which(program))
        with pytest.raises(ReaderUnavailable, match=r"cannot be started \(exit code [01]\): .* the old index answers"):
            bot.index()
    assert bot.ask("When did the harbour open?").found
    report = bot.index()
    assert (report.added, report.failed) == (("strait.txt",), ())
