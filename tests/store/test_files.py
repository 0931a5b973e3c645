import os
import time
from pathlib import Path

import pytest

from qa_bot.bot import Bot
from qa_bot.store.reports import Failure, FileNote, Pending, Progress
from tests.conftest import ROOT, MakeBot
from tests.ingest.formats.samples import pptx
from tests.store.towns import BAD, BAKU, PARIS, cited


def test_a_file_that_cannot_be_opened_is_reported_and_still_answered_from(bot: Bot, folder: Path) -> None:
    (folder / "baku.txt").unlink()
    os.mkfifo(folder / "baku.txt")
    report = bot.index()
    assert report.failed == (Failure("baku.txt", "it is not a regular file but a pipe"),)
    assert (report.documents, report.removed) == (2, ())
    assert cited(bot, "Which is the capital of Azerbaijan?")[0] == "baku.txt"
    (folder / "baku.txt").unlink()
    (folder / "baku.txt").write_text(BAKU, encoding="utf-8")
    mended = bot.index()
    assert (mended.failed, mended.embedded, mended.documents) == ((), 0, 2)
    assert bot.verify().problems == ()


def test_a_name_that_is_no_utf8_is_indexed_all_the_same(bot: Bot, folder: Path) -> None:
    with open(os.fsencode(folder) + b"/\xe9t\xe9.txt", "wb") as stream:  # noqa: PTH123
        stream.write(PARIS.encode())
    assert bot.index().added == (r"\xe9t\xe9.txt",)
    assert cited(bot, "What is the capital of France?")[0] == r"\xe9t\xe9.txt"
    assert bot.index().unchanged == 3


def test_a_folder_whose_every_file_fails_is_an_index_of_nothing(folder: Path, make_bot: MakeBot) -> None:
    (folder / "bad.txt").write_bytes(BAD)
    bot = make_bot(folder)
    report = bot.index()
    assert (report.documents, report.passages, len(report.failed)) == (0, 0, 1)
    answer = bot.ask("What is the capital of France?")
    assert (answer.found, answer.hits, answer.citations) == (False, (), ())
    assert bot.verify().problems == ()


def test_a_note_on_a_file_is_reported_once_and_stored(folder: Path, make_bot: MakeBot) -> None:
    (folder / "wide.txt").write_bytes(BAKU.encode("utf-16"))
    bot = make_bot(folder)
    (note,) = bot.index().notes
    assert note == FileNote("wide.txt", "read as UTF-16 text")
    (folder / "wide.txt").rename(folder / "renamed.txt")
    report = bot.index()
    assert (report.renamed, report.notes) == ((("wide.txt", "renamed.txt"),), ())
    assert [(file.source, file.note) for file in bot.status().files] == [("renamed.txt", "read as UTF-16 text")]


def test_what_the_settings_exclude_is_not_there_and_comes_back(bot: Bot, folder: Path, make_bot: MakeBot) -> None:
    (folder / "drafts").mkdir()
    (folder / "drafts" / "paris.txt").write_text(PARIS, encoding="utf-8")
    assert bot.index().added == ("drafts/paris.txt",)
    without = make_bot(folder, exclude="drafts/, quito.*")
    assert without.status().pending == Pending(removed=("drafts/paris.txt", "quito.txt"))
    assert without.index().removed == ("drafts/paris.txt", "quito.txt")
    report = bot.index()
    assert report.added == ("drafts/paris.txt", "quito.txt")


def test_a_file_that_failed_by_a_limit_is_tried_again_when_the_limit_is_another(
    folder: Path, make_bot: MakeBot
) -> None:
    (folder / "a.txt").write_text(BAKU, encoding="utf-8")
    (folder / "deck.pptx").write_bytes(pptx(("One", "The first slide."), ("Two", "The second slide.")))
    strict = make_bot(folder, file_pages=1)
    (failure,) = strict.index().failed
    assert failure.source == "deck.pptx"
    assert "2 slides, more than the 1 allowed" in failure.reason
    assert strict.index().generation == "gen-000001"
    report = make_bot(folder, file_pages=2).index()
    assert (report.failed, report.generation, report.documents) == ((), "gen-000002", 2)


def test_a_reader_that_never_comes_back_costs_its_time_and_nothing_else(
    folder: Path, make_bot: MakeBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    for name in ("a.txt", "b.hang", "c.crash", "d.txt"):
        (folder / name).write_text(f"{BAKU} This is {name}.", encoding="utf-8")
    own = ".hang=tests.ingest.own_readers:hang,.crash=tests.ingest.own_readers:crash"
    report = make_bot(folder, readers=own, file_seconds=1.0).index()
    assert report.added == ("a.txt", "d.txt")
    assert report.failed == (
        Failure("b.hang", "reading it took longer than 1 s (QA_BOT_FILE_SECONDS)"),
        Failure("c.crash", "its reader crashed (SIGSEGV)"),
    )


def test_what_is_seen_of_unchanged_files_is_remembered_and_a_change_of_the_same_size_and_time_noticed(
    bot: Bot, folder: Path
) -> None:
    path = folder / "baku.txt"
    bot.index()
    before = path.stat()
    time.sleep(2.1)  # the times of a file that has just changed are not trusted
    assert bot.index().generation == "gen-000001"
    row = bot._library.manifest("gen-000001").files["baku.txt"]
    assert (row.changed_ns, row.inode) == (before.st_ctime_ns, before.st_ino)
    path.write_text(path.read_text(encoding="utf-8").replace("Baku", "Kuba"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert bot.status().pending.changed == ("baku.txt",)
    assert bot.index().changed == ("baku.txt",)
    assert bot.verify().problems == ()


def test_a_file_that_vanishes_while_others_are_read_is_reported_as_removed(bot: Bot, folder: Path) -> None:
    (folder / "baku.txt").write_text(PARIS, encoding="utf-8")
    (folder / "aaa.txt").write_text("It comes first.", encoding="utf-8")

    def vanish(progress: Progress) -> None:
        if progress.source == "aaa.txt":
            (folder / "baku.txt").unlink(missing_ok=True)

    report = bot.index(vanish)
    assert (report.added, report.changed, report.removed, report.failed) == (("aaa.txt",), (), ("baku.txt",), ())
    assert {file.source for file in bot.status().files} == {"aaa.txt", "quito.txt"}
    assert not bot.index().removed
    assert bot.verify().problems == ()


def test_a_row_of_a_table_is_quoted_whole_with_its_header_and_named(folder: Path, make_bot: MakeBot) -> None:
    (folder / "towns.csv").write_text(
        "Town,Country,People\nBaku,Azerbaijan,2300500\nQuito,Ecuador,1763275\n", encoding="utf-8"
    )
    bot = make_bot(folder)
    assert bot.index().passages == 2
    (citation,) = bot.ask("How many people live in the town of Quito?").citations
    assert (citation.quote, citation.place, citation.page) == (
        "Town: Quito; Country: Ecuador; People: 1763275",
        "row 3",
        None,
    )
    assert bot.documents.prove(citation)
    assert [place.name for place in bot.documents.places(citation.document_id)] == ["row 2", "row 3"]
