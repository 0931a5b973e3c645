from contextlib import closing
from pathlib import Path

import pytest

from qa_bot.bot import Bot
from qa_bot.chats import Chats
from qa_bot.errors import FolderUnusable
from qa_bot.store.reports import Failure, FileNote, Progress
from tests.conftest import MakeBot
from tests.store.towns import BAD, BAKU, PARIS, QUITO, cited

WRITERS = ("writer", "writer.lock")


def test_the_first_run_reports_what_it_has_indexed(folder: Path, make_bot: MakeBot) -> None:
    (folder / "baku.txt").write_text(BAKU, encoding="utf-8")
    (folder / "sub").mkdir()
    (folder / "sub" / "quito.md").write_text(QUITO, encoding="utf-8")
    (folder / "bad.txt").write_bytes(BAD)
    report = make_bot(folder).index()
    assert report.added == ("baku.txt", "sub/quito.md")
    assert report.failed == (Failure("bad.txt", "it is not text: it holds NUL bytes"),)
    assert (report.documents, report.passages, report.embedded, report.unchanged) == (2, 2, 2, 0)
    assert (report.changed, report.renamed, report.removed) == ((), (), ())
    assert report.generation == "gen-000001"
    assert report.seconds > 0


def test_nothing_new_means_no_new_generation_and_nothing_written(bot: Bot, tmp_path: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "store").rglob("*") if path.name not in WRITERS}
    report = bot.index()
    assert (report.generation, report.unchanged, report.embedded) == ("gen-000001", 2, 0)
    assert (report.documents, report.passages) == (2, 2)
    after = {path: path.stat().st_mtime_ns for path in (tmp_path / "store").rglob("*") if path.name not in WRITERS}
    assert {path for path in before if after.get(path) != before[path] and path.is_file()} == set()


def test_a_file_that_failed_is_remembered_and_changes_no_generation(bot: Bot, folder: Path) -> None:
    (folder / "bad.txt").write_bytes(BAD)
    assert bot.index().generation == "gen-000002"
    report = bot.index()
    assert report.generation == "gen-000002"
    assert [failure.source for failure in report.failed] == ["bad.txt"]
    assert bot.status().failed == report.failed
    (folder / "bad.txt").write_text(PARIS, encoding="utf-8")
    mended = bot.index()
    assert (mended.changed, mended.failed, mended.embedded) == (("bad.txt",), (), 1)
    assert cited(bot, "What is the capital of France?")[0] == "bad.txt"


def test_a_new_file_is_answered_from_and_the_others_are_not_embedded_again(bot: Bot, folder: Path) -> None:
    assert not bot.ask("What is the capital of France?").found
    (folder / "paris.txt").write_text(PARIS, encoding="utf-8")
    report = bot.index()
    assert (report.added, report.unchanged, report.embedded, report.documents) == (("paris.txt",), 2, 1, 3)
    assert cited(bot, "What is the capital of France?") == ("paris.txt", "Paris is the capital of France.")
    assert bot.verify().problems == ()


def test_a_renamed_file_costs_nothing_and_answers_under_its_new_name(bot: Bot, folder: Path) -> None:
    (folder / "baku.txt").rename(folder / "capital.md")
    report = bot.index()
    assert report.renamed == (("baku.txt", "capital.md"),)
    assert (report.added, report.removed, report.embedded, report.unchanged) == ((), (), 0, 1)
    assert cited(bot, "Which is the capital of Azerbaijan?")[0] == "capital.md"
    assert {hit.passage.source for hit in bot.ask("capital").hits} == {"capital.md", "quito.txt"}
    assert bot.verify().problems == ()


def test_in_a_changed_file_only_what_is_new_is_embedded(folder: Path, make_bot: MakeBot) -> None:
    paragraphs = [f"The town number {number} has its own long tale to tell. " * 16 for number in range(6)]
    (folder / "towns.txt").write_text("\n\n".join(paragraphs), encoding="utf-8")
    bot = make_bot(folder)
    assert bot.index().embedded == 6
    paragraphs[3] = "The town number 3 was rebuilt from its very ruins in 1999. " * 7
    (folder / "towns.txt").write_text("\n\n".join(paragraphs), encoding="utf-8")
    report = bot.index()
    assert (report.changed, report.embedded, report.passages) == (("towns.txt",), 1, 6)
    assert "1999" in cited(bot, "When was the town number 3 rebuilt from its ruins?")[1]
    assert bot.verify().problems == ()


def test_what_stood_in_a_file_before_is_not_answered_any_more(bot: Bot, folder: Path) -> None:
    (folder / "baku.txt").write_text(PARIS, encoding="utf-8")
    report = bot.index()
    assert (report.changed, report.embedded, report.documents) == (("baku.txt",), 1, 2)
    assert all("Baku" not in hit.passage.text for hit in bot.ask("Which is the capital of Azerbaijan?").hits)


def test_a_removed_file_is_not_answered_from_but_its_text_is_kept_for_the_chats(bot: Bot, folder: Path) -> None:
    answer = bot.ask("Which is the capital of Azerbaijan?")
    (citation, *_) = answer.citations
    with closing(Chats(bot.settings.store)) as chats:
        chats.add(chats.begin("A chat").id, answer.question, answer)
    (folder / "baku.txt").unlink()
    report = bot.index()
    assert (report.removed, report.documents, report.passages) == (("baku.txt",), 1, 1)
    assert {hit.passage.source for hit in bot.ask("Which is the capital of Azerbaijan?").hits} == {"quito.txt"}
    assert bot.documents.text(citation.document_id) == BAKU
    assert bot.documents.prove(citation)
    assert bot.verify().problems == ()


def test_a_copy_is_listed_embeds_nothing_and_outlives_the_first(bot: Bot, folder: Path) -> None:
    (folder / "zcopy.txt").write_text(BAKU, encoding="utf-8")
    report = bot.index()
    assert (report.added, report.embedded, report.documents, report.passages) == (("zcopy.txt",), 0, 3, 2)
    assert cited(bot, "Which is the capital of Azerbaijan?")[0] == "baku.txt"
    (folder / "baku.txt").unlink()
    assert bot.index().removed == ("baku.txt",)
    assert cited(bot, "Which is the capital of Azerbaijan?")[0] == "zcopy.txt"


def test_two_new_files_of_one_text_are_one_document(folder: Path, make_bot: MakeBot) -> None:
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(BAKU, encoding="utf-8")
    bot = make_bot(folder)
    report = bot.index()
    assert (report.added, report.passages, report.embedded) == (("a.txt", "b.txt"), 1, 1)
    assert len(bot.ask("capital of Azerbaijan").hits) == 1


def test_bytes_that_change_nothing_in_the_text_embed_nothing(bot: Bot, folder: Path) -> None:
    (folder / "baku.txt").write_bytes(b"\xef\xbb\xbf" + BAKU.encode())
    report = bot.index()
    assert (report.changed, report.embedded, report.passages) == (("baku.txt",), 0, 2)
    assert bot.index().generation == report.generation


def test_progress_reports_every_file_and_then_the_writing(folder: Path, make_bot: MakeBot) -> None:
    (folder / "baku.txt").write_text(BAKU, encoding="utf-8")
    (folder / "quito.txt").write_text(QUITO, encoding="utf-8")
    (folder / "zbad.txt").write_bytes(BAD)
    steps: list[Progress] = []
    make_bot(folder).index(steps.append)
    read = [(one.source, one.files, one.files_total) for one in steps if one.step == "reading"]
    assert read == [("baku.txt", 0, 3), ("quito.txt", 1, 3), ("zbad.txt", 2, 3)]
    embedded = [(one.source, one.passages, one.passages_total) for one in steps if one.step == "embedding"]
    assert list(dict.fromkeys(embedded)) == [
        ("", 0, 2),
        ("baku.txt", 0, 2),
        ("baku.txt", 1, 2),
        ("quito.txt", 1, 2),
        ("quito.txt", 2, 2),
    ]
    assert [one.step for one in steps][-1] == "writing"
    assert [one.step for one in steps] == sorted(
        (one.step for one in steps), key=["reading", "embedding", "writing"].index
    )


@pytest.mark.parametrize("step", ["reading", "embedding", "writing"])
def test_a_crash_leaves_the_old_index_live_and_no_debris(bot: Bot, folder: Path, tmp_path: Path, step: str) -> None:
    (folder / "paris.txt").write_text(PARIS, encoding="utf-8")

    def crash(progress: Progress) -> None:
        if progress.step == step:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bot.index(crash)
    assert [path.name for path in (tmp_path / "store").glob("gen-*")] == ["gen-000001"]
    assert bot.status().generation == "gen-000001"
    assert cited(bot, "Which is the capital of Azerbaijan?")[0] == "baku.txt"
    assert bot.index().added == ("paris.txt",)
    assert bot.verify().problems == ()


def test_an_empty_folder_is_reported_and_makes_no_store(folder: Path, make_bot: MakeBot, tmp_path: Path) -> None:
    with pytest.raises(FolderUnusable, match="holds no files"):
        make_bot(folder).index()
    assert not (tmp_path / "store").exists()


def test_a_folder_that_is_emptied_leaves_an_index_of_nothing(bot: Bot, folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()
    report = bot.index()
    assert (report.removed, report.documents, report.passages) == (("baku.txt", "quito.txt"), 0, 0)
    again = bot.index()
    assert (again.generation, again.removed) == (report.generation, ())


def test_files_that_can_all_be_read_no_more_leave_an_index_of_nothing(bot: Bot, folder: Path) -> None:
    for path in folder.iterdir():
        path.write_bytes(BAD)
    report = bot.index()
    assert ([one.source for one in report.failed], report.documents) == (["baku.txt", "quito.txt"], 0)
    assert not bot.ask("Which is the capital of Azerbaijan?").found
    assert bot.verify().problems == ()


def test_another_folder_that_is_empty_is_refused_and_the_index_kept(bot: Bot, folder: Path) -> None:
    """Such as the one at whose place a drive is not mounted any more."""
    folder.rename(folder.with_name("away"))
    folder.mkdir()
    for rebuild in (False, True):
        with pytest.raises(FolderUnusable, match="holds no files"):
            bot.index(rebuild=rebuild)
    assert len(bot.status().pending.removed) == 2
    assert bot.ask("Which is the capital of Azerbaijan?").found


def test_text_that_moved_to_another_file_is_not_embedded_again(folder: Path, make_bot: MakeBot) -> None:
    parts = [f"The town number {number} has its own long tale to tell. " * 16 for number in range(4)]
    (folder / "a.txt").write_text("\n\n".join(parts[:2]), encoding="utf-8")
    (folder / "b.txt").write_text("\n\n".join(parts[2:]), encoding="utf-8")
    bot = make_bot(folder)
    assert bot.index().embedded == 4
    (folder / "a.txt").write_text("\n\n".join([parts[2], parts[0]]), encoding="utf-8")
    (folder / "b.txt").write_text("\n\n".join([parts[1], parts[3]]), encoding="utf-8")
    report = bot.index()
    assert (report.changed, report.embedded, report.passages) == (("a.txt", "b.txt"), 0, 4)
    assert bot.verify().problems == ()


def test_documents_have_a_language_and_those_that_the_embedding_does_not_read_are_named(
    folder: Path, make_bot: MakeBot
) -> None:
    (folder / "en.txt").write_text(BAKU, encoding="utf-8")
    turkish = "Kütüphane şehrin merkezindedir ve pazar günleri kapalıdır, diğer günler saat dokuzda açılır."
    (folder / "tr.txt").write_text(turkish, encoding="utf-8")
    bot = make_bot(folder, embedding="minilm")
    report = bot.index()
    assert report.hint.startswith("1 document is in Turkish, which all-MiniLM-L6-v2 does not read: set QA_BOT_EMBED")
    assert bot.status().hint == report.hint
    assert {file.source: file.language for file in bot.status().files} == {"en.txt": "en", "tr.txt": "tr"}
    assert bot.index().hint == report.hint  # also of a run without changes
    assert bot.verify().problems == ()


def test_a_document_without_words_is_told(folder: Path, make_bot: MakeBot) -> None:
    (folder / "marks.txt").write_text("★ ★ ★ — !!!", encoding="utf-8")
    (folder / "zh.txt").write_text("图书馆每天早上九点开门。", encoding="utf-8")
    notes = make_bot(folder).index().notes
    assert notes == (FileNote("marks.txt", "no words in it can be searched for: it is found by its meaning only"),)
