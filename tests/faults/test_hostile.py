"""Hundreds of hostile files: none crashes or hangs the bot, each is indexed or reported, the counts are right.

The command line runs in a session of its own, so that all processes it leaves behind are found.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from tests.faults import hostile, hostile_formats
from tests.faults.hostile import FACT, FACT_FILE, INDEXED
from tests.faults.stage import ROOT

pytestmark = [pytest.mark.faults, pytest.mark.timeout(400)]

SECONDS = 240
"""For one run of the command line; it takes 40 on two cores."""

SLOW_FILES = 3
"""Files that may take longer than they are given: a million paragraphs do, more of them would be hangs."""

VARIABLES = {
    "PYTHONPATH": str(ROOT),
    "QA_BOT_EMBEDDING": "tests.faults.hostile:QuickEmbedding",
    "QA_BOT_FILE_SECONDS": "5",
    "QA_BOT_PASSAGE_CHARACTERS": "4000",  # a quarter of the passages: 50 MB on one line are 13,000
}
POWERS = "-dac_override,-dac_read_search"
WITHOUT_POWERS = ("setpriv", f"--bounding-set={POWERS}", f"--inh-caps={POWERS}")
"""Root, but for the power to open what is closed to everybody."""

COUNT_IN_README = re.compile(r"more than ([\d,]+)\s+hostile\s+files")

STEERS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
DAMAGES = re.compile(
    r"""it\ is\ damaged(:|,\ or\ (is\ no\ PDF|lies\ about)).+ | it\ is\ not\ an?\ [A-Z]{3,4}\ file(,\ or\ is\ damaged)?
    | it\ is\ not\ (an\ e-mail|a\ notebook|JSON|XML).* | it\ has\ no\ subtitles.+ | its\ lines\ are\ too\ long.+
    | it\ is\ not\ text:\ .+ | it\ holds\ no\ text | it\ begins\ like\ UTF-(16|32)\ text.+
    | it\ is\ encrypted.+
    | it\ is\ packed\ in\ a\ way.+ | it\ would\ unpack\ to.+zip\ bomb | its\ text\ holds\ halves.+
    | a\ sheet\ has\ more\ than.+ | the\ record\ after\ row.+ | reading\ it\ took\ longer\ than\ 5\ s.+
    | reading\ it\ takes\ more\ than.+ | it\ is\ nested\ too\ deeply.+""",
    re.VERBOSE,
)
"""What is expected of a randomly damaged file: a reason of the reader's own, never that the reader crashed."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the command line: what it printed, how long it took, and how many processes it left."""

    code: int
    out: bytes
    err: bytes
    seconds: float
    left: int

    def report(self) -> dict[str, Any]:
        assert self.err == b""
        assert self.out.count(b"\n") == 1
        report: dict[str, Any] = json.loads(self.out)
        return report


@dataclass(frozen=True, slots=True)
class Place:
    """A folder with ``documents`` and everything that a run could write to; ``expected`` is as in ``Hostile``."""

    path: Path
    expected: dict[str, str | None]
    before: tuple[str, ...]

    @property
    def documents(self) -> Path:
        return self.path / "documents"

    @property
    def store(self) -> Path:
        return self.path / "store"

    def run(self, *arguments: str) -> Run:
        """Run ``index`` over the documents."""
        command = [*self.before, sys.executable, "-m", "qa_bot.cli", "index", str(self.documents)]
        kept = {name: value for name, value in os.environ.items() if not name.startswith("QA_BOT_")}
        homes = {"HOME": str(self.path / "home"), "TMPDIR": str(self.path / "home")}
        started = time.monotonic()
        process = subprocess.Popen(
            [*command, "--store", str(self.store), *arguments],
            cwd=self.path / "elsewhere",
            env=kept | homes | VARIABLES,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        try:
            out, err = process.communicate(timeout=SECONDS)
        finally:
            left = session(process.pid)
            for each in left:
                os.kill(each, signal.SIGKILL)
        return Run(process.returncode, out, err, time.monotonic() - started, len(left))


def session(leader: int) -> list[int]:
    """The processes of a session, zombies included."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text(encoding="utf-8").rsplit(")", 1)[1].split()
        except OSError:  # it ended meanwhile
            continue
        if int(fields[3]) == leader:
            found.append(int(path.parent.name))
    return found


def made(path: Path, *, small: bool = False) -> Place:
    """A place with all hostile files, or those with hostile names alone."""
    for name in ("documents", "elsewhere", "home", "outside"):
        (path / name).mkdir()
    documents = path / "documents"
    (documents / FACT_FILE).write_text(FACT, encoding="utf-8")
    if small:
        return Place(path, {FACT_FILE: INDEXED, **hostile.write(documents, hostile.names())}, ())
    files = chain(hostile.texts(), hostile.broken_utf8(24), hostile.names(), hostile_formats.all_formats())
    expected = {FACT_FILE: INDEXED, **hostile.write(documents, files)}
    expected |= hostile.write_special(documents) | hostile.write_links(documents, path / "outside")
    before, is_closed = powers(path)
    if is_closed:
        expected |= hostile.write_closed(documents)
    return Place(path, expected, before)


def powers(path: Path) -> tuple[tuple[str, ...], bool]:
    """What a command begins with so that closed files are closed to it, and whether they are."""
    if os.geteuid():
        return (), True
    probe = path / "home" / "probe"
    probe.touch(mode=0)
    can_drop = bool(shutil.which("setpriv"))
    is_shut = (
        can_drop
        and subprocess.run([*WITHOUT_POWERS, "cat", str(probe)], capture_output=True, check=False).returncode == 1
    )
    probe.unlink()
    return (WITHOUT_POWERS, True) if is_shut else ((), False)


def everything(*folders: Path) -> dict[bytes, tuple[int, int, int]]:
    """All that lies in the folders, by name: its kind and rights, its size and its time."""
    found = {}
    for folder in folders:
        for where, inner, names in os.walk(os.fsencode(folder)):
            for name in (*inner, *names):
                path = os.path.join(where, name)  # noqa: PTH118 - names of bytes
                state = os.lstat(path)
                found[path] = (state.st_mode, state.st_size, state.st_mtime_ns)
    return found


@dataclass(frozen=True, slots=True)
class FirstRun:
    """All hostile files after the first run, and the other files before it."""

    place: Place
    first: Run
    before: dict[bytes, tuple[int, int, int]]

    def around(self) -> dict[bytes, tuple[int, int, int]]:
        return everything(*(path for path in sorted(self.place.path.iterdir()) if path != self.place.store))


@pytest.fixture(scope="module")
def first_run() -> Iterator[FirstRun]:
    path = Path(tempfile.mkdtemp())  # not pytest's: its cleanup would recurse through the deepest folders for days
    try:
        place = made(path)
        before = everything(*sorted(path.iterdir()))
        yield FirstRun(place, place.run("--json"), before)
    finally:
        if (path / "documents" / "shut").exists():
            (path / "documents" / "shut").chmod(0o700)
        shutil.rmtree(path)


def reasons(report: dict[str, Any]) -> dict[str, str]:
    return {one["source"]: one["reason"] for one in report["failed"]}


def test_each_of_hundreds_of_hostile_files_is_indexed_or_reported(first_run: FirstRun) -> None:
    report, expected = first_run.first.report(), first_run.place.expected
    listed = [*report["added"], *(one["source"] for one in report["failed"])]
    counts = f"{len(listed)} files, {len(report['added'])} indexed, {report['passages']} passages"
    print(f"{counts}, {first_run.first.seconds:.0f} s")
    assert first_run.first.code == 0
    assert len(expected) > int(COUNT_IN_README.findall((ROOT / "README.md").read_text("utf-8"))[0].replace(",", ""))
    assert sorted(listed) == sorted(expected)
    assert report["documents"] == len(report["added"])
    assert (report["changed"], report["renamed"], report["removed"], report["unchanged"]) == ([], [], [], 0)


def test_each_reason_is_true_and_one_line(first_run: FirstRun) -> None:
    found = reasons(first_run.first.report())
    wrong = {}
    for source, expected in first_run.place.expected.items():
        reason = found.get(source, INDEXED)
        pattern = re.compile(expected) if expected is not None else DAMAGES
        is_right = pattern.fullmatch(reason) or (expected is None and reason == INDEXED)
        if not is_right or STEERS.search(reason) or "\n" in reason:
            wrong[source] = (reason, expected)
    assert wrong == {}
    assert sum("took longer" in reason for reason in found.values()) <= SLOW_FILES


def test_nothing_outside_the_store_is_written_and_no_process_is_left(first_run: FirstRun) -> None:
    assert first_run.first.left == 0
    assert first_run.around() == first_run.before
    texts = [path.read_bytes() for path in (first_run.place.store / "texts").glob("*.txt")]
    assert texts
    assert not [text for text in texts if b"xylophone" in text or b"root:x:0" in text]


def test_a_second_run_reads_and_embeds_nothing_again(first_run: FirstRun) -> None:
    first, again = first_run.first.report(), first_run.place.run("--json")
    report = again.report()
    assert again.code == 0
    assert report["unchanged"] == len(first["added"])
    assert [report[name] for name in ("added", "changed", "renamed", "removed", "embedded")] == [[], [], [], [], 0]
    for name in ("failed", "documents", "passages", "generation"):
        assert report[name] == first[name]
    assert report["seconds"] < first["seconds"] / 10


def test_failures_are_reported_a_line_each_and_make_a_strict_run_fail(first_run: FirstRun) -> None:
    run = first_run.place.run("--strict")
    lines = run.err.decode("utf-8").splitlines()
    assert (run.code, run.out) == (1, b"")
    assert not STEERS.search(run.err.decode("utf-8"))
    assert len([line for line in lines if line.startswith("failed   ")]) == len(first_run.first.report()["failed"])
    assert len(lines) == len(first_run.first.report()["failed"]) + 1


def test_what_was_indexed_is_proven_and_answers(first_run: FirstRun) -> None:
    from qa_bot.bot import Bot
    from qa_bot.cli.output import status_lines
    from qa_bot.settings import Settings

    place, first = first_run.place, first_run.first.report()
    names = {name.removeprefix("QA_BOT_").lower() for name in VARIABLES} - {"pythonpath"}
    settings = Settings.from_environment(VARIABLES, seeds=place.documents, store=place.store)
    assert all(getattr(settings, name) != getattr(Settings(), name) for name in names)
    bot = Bot(settings)
    assert bot.verify().problems == ()
    (citation,) = bot.ask("How many people live in Baku?").citations
    assert (citation.source, citation.span.of(FACT)) == (FACT_FILE, FACT)
    status = bot.status()
    assert sorted(file.source for file in status.files) == sorted(first["added"])
    assert {one.source: one.reason for one in status.failed} == reasons(first)
    assert not STEERS.search("\n".join(status_lines(status)))
    bot.close()


def test_hostile_names_are_reported_a_line_each_without_control_characters(tmp_path: Path) -> None:
    place = made(tmp_path, small=True)
    run = place.run()
    output = run.err.decode("utf-8")
    assert (run.code, run.out, run.left) == (0, b"", 0)
    assert not STEERS.search(output)
    begun = [line.split(" ", 1)[0] for line in output.splitlines()]
    indexed = [source for source, reason in place.expected.items() if reason == INDEXED]
    assert (begun.count("added"), begun.count("failed")) == (len(indexed), len(place.expected) - len(indexed))
    assert len(begun) == len(place.expected) + 1
    assert f"{len(indexed)} documents" in output.splitlines()[-1]
