"""An indexing run ends and releases the writer's lock, even if a reader blocks or damages its process."""

import threading
from pathlib import Path

import pytest

from qa_bot.bot import Bot
from qa_bot.settings import Settings
from qa_bot.store.reports import Failure, IndexReport
from tests.faults.stage import ROOT

EMBEDDING = "tests.faults.hash_embedding:HashEmbedding"
READERS = ("deaf", "torn")


@pytest.mark.faults
def test_readers_that_stop_their_timer_cost_their_time_and_the_next_writer_gets_the_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    folder = tmp_path / "documents"
    folder.mkdir()
    for number, name in enumerate(("txt", *READERS, "txt")):
        (folder / f"{number}.{name}").write_text(f"File {number}.", encoding="utf-8")
    own = ",".join(f".{name}=tests.ingest.own_readers:{name}" for name in READERS)
    settings = Settings(
        folder, tmp_path / "store", EMBEDDING, readers=own, file_seconds=1.0, wait_seconds=120.0, threshold=0.0
    )
    first, second = Bot(settings), Bot(settings)
    reports: dict[str, IndexReport] = {}
    reading = threading.Event()
    writer = threading.Thread(target=lambda: reports.update(first=first.index(lambda _: reading.set())))
    writer.start()
    reading.wait()
    reports["second"] = second.index()  # it has waited for the lock
    writer.join()
    first.close()
    second.close()
    reason = "reading it took longer than 1 s (QA_BOT_FILE_SECONDS)"
    failed = tuple(Failure(f"{number}.{name}", reason) for number, name in enumerate(READERS, 1))
    assert [reports[name].failed for name in ("first", "second")] == [failed, failed]
    assert (reports["first"].added, reports["second"].unchanged) == (("0.txt", "3.txt"), 2)
