import os
from functools import partial
from pathlib import Path
from typing import Literal

import pytest

from qa_bot.errors import FileRefused, FolderUnusable
from qa_bot.ingest.scan import list_files
from qa_bot.settings import Settings
from qa_bot.uploads.trash import Trash
from qa_bot.uploads.uploads import Upload, Uploads
from tests.ingest.formats import samples
from tests.ingest.formats.made_pdf import add_scan, new_pdf, page_of_lines
from tests.uploads.folders import HOSTILE, at_once, refusal, tree
from tests.uploads.test_files import files_up_to

TEXT = b"It is so."
Ways = Literal["new", "replace", "both"]


@pytest.fixture
def settings(tmp_path: Path, folder: Path) -> Settings:
    return Settings(seeds=folder, store=tmp_path / "store", file_megabytes=1, exclude="draft-*,*.bak.txt")


@pytest.fixture
def uploads(settings: Settings) -> Uploads:
    return Uploads(settings)


def scanned() -> bytes:
    pdf = new_pdf()
    add_scan(pdf)
    return bytes(pdf.output())


def test_the_suffixes_are_the_built_in_and_the_configured_ones(settings: Settings) -> None:
    own = Settings(readers=".shout=tests.ingest.own_readers:shout,.TXT=tests.ingest.own_readers:shout")
    assert Uploads(own).suffixes() == (*Uploads(settings).suffixes(), ".shout")
    assert {".txt", ".md", ".pdf", ".docx", ".xlsx", ".epub"} < set(Uploads(settings).suffixes())


def test_a_file_for_a_configured_reader_is_accepted(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent.parent.parent))  # the reader is the tests'
    uploads = Uploads(Settings(seeds=folder, readers=".shout=tests.ingest.own_readers:shout"))
    assert uploads.check("a.shout", b"quiet") == Upload("a.shout", b"quiet")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", TEXT),
        ("A.MD", b"# Title\n\nText."),
        ("a.pdf", page_of_lines("A page of text.")),
        ("a.docx", samples.docx("A document of text.")),
    ],
)
def test_a_readable_file_is_added_unchanged(name: str, data: bytes, uploads: Uploads, folder: Path) -> None:
    upload = uploads.check(f" C:\\mine\\{name}", data)
    assert upload == Upload(name, data, "new", "")
    assert tree(folder) == {}
    assert uploads.put(upload) == name
    assert tree(folder) == {name: data}
    assert [(file.source, file.problem) for file in list_files(folder)] == [(name, "")]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.exe", TEXT, "files that end in .exe are not read"),
        ("a.txt.exe", TEXT, "files that end in .exe are not read"),
        ("harm\u202etxt.exe", TEXT, "files that end in .exe are not read"),
        ("a", TEXT, "files without an ending are not read"),
        ("a.", TEXT, "are not read"),
        (".txt", TEXT, "hidden files are not indexed"),
        ("draft-1.txt", TEXT, "files of that name are passed over; rename it, or change QA_BOT_EXCLUDE"),
        ("a.bak.txt", TEXT, "files of that name are passed over"),
        ("a.txt", b"x" * 1_000_001, "it has 1.0 MB, 1 MB at most are read; split it, or raise QA_BOT_FILE_MEGABYTES"),
        ("a.txt", b"", "it holds no text"),
        ("a.txt", b" \n\t ", "it holds no text"),
        ("a.txt", b"no\0text", "NUL bytes"),
        ("a.pdf", TEXT, "PDF"),
        ("a.pdf", scanned(), "text recognition (OCR)"),
        ("a.docx", TEXT, "it is not a DOCX file"),
        ("a.docx", samples.zip_bomb(20), "refused as a zip bomb"),
        ("x" * 252 + ".txt", TEXT, "has 256 bytes"),
    ],
)
def test_a_file_that_could_not_be_indexed_is_refused(
    name: str, data: bytes, message: str, uploads: Uploads, folder: Path
) -> None:
    assert message in refusal(lambda: uploads.check(name, data))
    assert tree(folder) == {}


def test_a_reader_that_crashes_refuses_the_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent.parent.parent))
    uploads = Uploads(Settings(seeds=folder, readers=".crash=tests.ingest.own_readers:crash"))
    assert "its reader crashed (SIGSEGV)" in refusal(lambda: uploads.check("a.crash", TEXT))


def test_a_file_of_exactly_the_maximum_size_is_accepted(uploads: Uploads) -> None:
    assert uploads.check("a.txt", b"x " * 500_000).status == "new"


@pytest.mark.parametrize(
    "exclude", ["", "*.txt", "/a*", "a.txt/", "!a.txt", "*,!a.txt", "sub/a.txt", "# a.txt", "A.TXT"]
)
def test_a_name_is_excluded_exactly_where_the_listing_excludes_it(exclude: str, folder: Path) -> None:
    (folder / "a.txt").write_bytes(TEXT)
    is_listed = bool(list_files(folder, exclude))
    uploads = Uploads(Settings(seeds=folder, exclude=exclude))
    if is_listed:
        assert uploads.check("a.txt", TEXT).status == "same"
    else:
        assert "passed over" in refusal(lambda: uploads.check("a.txt", TEXT))


def test_a_file_of_the_same_name_is_compared_by_its_bytes(uploads: Uploads, folder: Path) -> None:
    (folder / "a.txt").write_bytes(TEXT)
    assert uploads.check("a.txt", TEXT).status == "same"
    assert uploads.check("a.txt", TEXT.upper()).status == "differs"
    assert uploads.check("a.txt", TEXT + b"!").status == "differs"
    assert uploads.check("A.txt", TEXT) == Upload("A.txt", TEXT, "new", "a.txt")


def test_names_with_the_same_nfc_are_equal(uploads: Uploads, settings: Settings, folder: Path) -> None:
    (folder / "cafe\u0301.txt").write_bytes(TEXT)
    assert uploads.check("caf\xe9.txt", TEXT) == Upload("caf\xe9.txt", TEXT, "same", "")
    upload = uploads.check("caf\xe9.txt", b"Another text.")
    assert (upload.status, upload.duplicate) == ("differs", "")
    assert "in the folder already" in refusal(lambda: uploads.put(upload))
    assert uploads.put(upload, "replace") == "caf\xe9.txt"
    assert tree(folder) == {"caf\xe9.txt": b"Another text."}
    assert [removed.source for removed in Trash(settings).listed()] == ["cafe\u0301.txt"]


def test_a_duplicate_under_another_name_is_reported(uploads: Uploads, folder: Path) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "twin.txt").write_bytes(TEXT)
    (folder / "long.txt").write_bytes(TEXT.upper())
    (folder / "draft-1.txt").write_bytes(TEXT)  # no document: the folder's owner passes it over
    assert uploads.check("a.txt", TEXT) == Upload("a.txt", TEXT, "new", "sub/twin.txt")
    (folder / "a.txt").write_bytes(TEXT)
    assert uploads.check("a.txt", TEXT) == Upload("a.txt", TEXT, "same", "sub/twin.txt")


def test_a_taken_name_is_never_overwritten(uploads: Uploads, folder: Path) -> None:
    upload = uploads.check("a.txt", TEXT)
    (folder / "a.txt").write_bytes(b"since then")
    message = refusal(lambda: uploads.put(upload))
    assert message == "a.txt is in the folder already: replace it (the one there goes to the trash), or keep both."
    assert tree(folder) == {"a.txt": b"since then"}


def test_keeping_both_uses_a_second_name(uploads: Uploads, folder: Path) -> None:
    (folder / "a.txt").write_bytes(b"old")
    upload = uploads.check("a.txt", TEXT)
    assert uploads.put(upload, "both") == "a (2).txt"
    assert uploads.put(upload, "both") == "a (3).txt"
    assert tree(folder) == {"a.txt": b"old", "a (2).txt": TEXT, "a (3).txt": TEXT}


def test_keeping_both_is_refused_where_the_second_name_is_excluded(tmp_path: Path, folder: Path) -> None:
    (folder / "a.txt").write_bytes(b"old")
    uploads = Uploads(Settings(seeds=folder, store=tmp_path / "store", exclude="*(*"))
    assert "passed over" in refusal(lambda: uploads.put(uploads.check("a.txt", TEXT), "both"))
    assert tree(folder) == {"a.txt": b"old"}


def test_replacing_can_be_undone(uploads: Uploads, settings: Settings, folder: Path) -> None:
    (folder / "a.txt").write_bytes(b"old")
    assert uploads.put(uploads.check("a.txt", TEXT), "replace") == "a.txt"
    assert tree(folder) == {"a.txt": TEXT}
    trash = Trash(settings)
    (old,) = trash.listed()
    assert old.source == "a.txt"
    trash.remove("a.txt")
    assert trash.restore(old.id) == "a.txt"
    assert tree(folder) == {"a.txt": b"old"}


def test_replacing_a_file_that_is_gone_adds_it(uploads: Uploads, settings: Settings, folder: Path) -> None:
    assert uploads.put(Upload("a.txt", TEXT, "differs"), "replace") == "a.txt"
    assert tree(folder) == {"a.txt": TEXT}
    assert Trash(settings).listed() == ()


@pytest.mark.parametrize("how", ["new", "replace"])
def test_a_folder_of_that_name_is_not_replaced(how: Ways, uploads: Uploads, folder: Path) -> None:
    (folder / "a.txt").mkdir()
    (folder / "a.txt" / "b.txt").write_bytes(b"inside")
    upload = uploads.check("a.txt", TEXT)
    assert upload.status == "differs"
    refusal(lambda: uploads.put(upload, how))
    assert tree(folder) == {"a.txt/b.txt": b"inside"}


@pytest.mark.parametrize("how", ["new", "replace"])
@pytest.mark.parametrize("target", ["inside.txt", "../outside.txt", "nowhere"])
def test_nothing_is_written_through_a_link(
    how: Ways, target: str, uploads: Uploads, folder: Path, tmp_path: Path
) -> None:
    (folder / "inside.txt").write_bytes(b"inside")
    (tmp_path / "outside.txt").write_bytes(b"outside")
    (folder / "a.txt").symlink_to(target)
    before = tree(tmp_path)
    upload = uploads.check("a.txt", TEXT)
    assert upload.status == "differs"
    refusal(lambda: uploads.put(upload, how))
    assert tree(tmp_path) == before
    assert (folder / "a.txt").is_symlink()
    assert uploads.put(upload, "both") == "a (2).txt"


@pytest.mark.parametrize("how", ["new", "replace", "both"])
@pytest.mark.parametrize("name", [*HOSTILE, ".hidden.txt", "a.exe", "draft-1.txt", "", "..", "x" * 300 + ".txt"])
def test_an_unchecked_name_is_refused_when_it_is_put(name: str, how: Ways, uploads: Uploads, tmp_path: Path) -> None:
    refusal(lambda: uploads.put(Upload(name, TEXT), how))
    assert tree(tmp_path) == {}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_stays_in_the_folder_whatever_its_name(name: str, uploads: Uploads, tmp_path: Path) -> None:
    assert uploads.put(uploads.check(name, TEXT)) == "x.txt"
    assert tree(tmp_path) == {"documents/x.txt": TEXT}


def test_a_missing_folder_is_created(tmp_path: Path) -> None:
    uploads = Uploads(Settings(seeds=tmp_path / "new" / "documents"))
    upload = uploads.check("a.txt", TEXT)
    assert not (tmp_path / "new").exists()
    assert uploads.put(upload) == "a.txt"
    assert tree(tmp_path) == {"new/documents/a.txt": TEXT}


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"a file")
    uploads = Uploads(Settings(seeds=tmp_path / "file"))
    refusal(lambda: uploads.put(Upload("a.txt", TEXT)))
    with pytest.raises((FileRefused, FolderUnusable)):
        uploads.check("a.txt", TEXT)
    assert tree(tmp_path) == {"file": b"a file"}


@pytest.mark.parametrize("how", ["new", "replace", "both"])
def test_a_file_that_does_not_fit_changes_nothing(
    how: Ways, uploads: Uploads, settings: Settings, folder: Path
) -> None:
    name = "b.txt" if how == "new" else "a.txt"
    (folder / "a.txt").write_bytes(b"old")
    upload = Upload(name, bytes(2_000_000))
    with files_up_to(1_000_000):
        assert "cannot be put into the folder (File too large)" in refusal(lambda: uploads.put(upload, how))
    assert tree(folder) == {"a.txt": b"old"}
    assert Trash(settings).listed() == ()


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_read_only_folder_is_reported(uploads: Uploads, folder: Path) -> None:
    folder.chmod(0o500)
    try:
        assert "allow writing there" in refusal(lambda: uploads.put(Upload("a.txt", TEXT)))
    finally:
        folder.chmod(0o700)


def test_of_two_simultaneous_uploads_of_one_name_one_is_refused(uploads: Uploads, folder: Path) -> None:
    for turn in range(20):
        name = f"{turn}.txt"
        outcomes = at_once(*(partial(uploads.put, Upload(name, data)) for data in (b"one", b"two")))
        assert [line.partition(": ")[0] for line in sorted(outcomes)] == [name, f"{name} is in the folder already"]
        assert (folder / name).read_bytes() in (b"one", b"two")
    assert len(tree(folder)) == 20


def test_simultaneous_uploads_that_keep_both_get_different_names(uploads: Uploads, folder: Path) -> None:
    outcomes = at_once(*(partial(uploads.put, Upload("a.txt", data), "both") for data in (b"1", b"2", b"3", b"4")))
    assert sorted(outcomes) == ["a (2).txt", "a (3).txt", "a (4).txt", "a.txt"]
    assert sorted(filter(None, tree(folder).values())) == [b"1", b"2", b"3", b"4"]


def test_simultaneous_replacements_lose_nothing(uploads: Uploads, settings: Settings, folder: Path) -> None:
    trash = Trash(settings)
    for turn in range(10):
        name = f"{turn}.txt"
        (folder / name).write_bytes(b"old")
        at_once(*(partial(uploads.put, Upload(name, data), "replace") for data in (b"one", b"two")))
        kept = [(settings.store / ".trash" / one.id / "file").read_bytes() for one in trash.listed()]
        assert b"old" in kept
        assert (folder / name).read_bytes() in (b"one", b"two")
        for one in trash.listed():
            trash.erase(one.id)
