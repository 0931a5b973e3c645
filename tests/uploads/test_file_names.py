import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.errors import FileRefused
from qa_bot.ingest.scan import list_files
from qa_bot.uploads.file_names import MAX_NAME_BYTES, checked_name, free_name, printed
from tests.uploads.folders import HOSTILE, refusal

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@pytest.mark.parametrize("name", HOSTILE)
def test_only_the_last_part_of_a_path_remains(name: str) -> None:
    assert checked_name(name) == "x.txt"


@pytest.mark.parametrize(
    ("name", "given"),
    [
        (" report.txt\t", "report.txt"),
        ("\u3000report.txt\xa0", "report.txt"),
        ("two\nlines\r\nor\u2028three.txt", "two lines or three.txt"),
        ("nul\0.txt", "nul.txt"),
        ("escape\x1b[31m.txt", "escape[31m.txt"),
        ("harm\u202etxt.exe", "harmtxt.exe"),
        (f"{BIDI}steered.txt", "steered.txt"),
        ("\u200eWhatsApp Chat.txt", "WhatsApp Chat.txt"),
        ("zero\u200b width\ufeff.txt", "zero width.txt"),
        ("cafe\u0301.txt", "caf\xe9.txt"),
    ],
)
def test_invisible_characters_are_removed(name: str, given: str) -> None:
    assert checked_name(name) == given


@pytest.mark.parametrize(
    "name",
    [
        "report.txt",
        "-rf.txt",
        "--seeds.txt",
        'it\'s "quoted" `ls` $(ls) ; & |.txt',
        'a<b>c:d|e?f*g".txt',
        "CON",
        "aux.txt",
        "two  blanks  inside.txt",
        "narrow\u202fblank.txt",
        "می\u200cخواهم.txt",
        "\U0001f469\u200d\U0001f4bb.txt",
        "{{x}} <b>%2e%2e%2f .txt",
        "ends with a dot.",
        "x" * MAX_NAME_BYTES,
        "ü" * 127,
    ],
)
def test_all_else_that_linux_allows_is_allowed(name: str, folder: Path) -> None:
    assert checked_name(name) == name
    (folder / name).touch()
    assert [file.source for file in list_files(folder)] == [name]


@pytest.mark.parametrize("name", ["", " ", ".", "..", "a/", "a\\", "a/..", "a/. ", "/", "\0", "\u202e", "..\n"])
def test_an_empty_name_is_refused(name: str) -> None:
    assert "without a name" in refusal(lambda: checked_name(name))


@pytest.mark.parametrize("name", [".env.txt", "a/.x", " .x", "\u200e.x", "...", ". .", "\u202e\0.x.txt"])
def test_a_hidden_file_is_refused_because_it_would_not_be_indexed(name: str) -> None:
    assert "hidden files are not indexed" in refusal(lambda: checked_name(name))


@pytest.mark.parametrize("name", ["x" * 256, "x" * 300, "ü" * 128, "\ufb2c" * 64])
def test_a_name_that_is_too_long_is_refused(name: str) -> None:
    length = len(unicodedata.normalize("NFC", name).encode())
    assert f"has {length} bytes, 255 at most" in refusal(lambda: checked_name(name))


def test_lone_surrogates_are_refused() -> None:
    assert "halves of characters" in refusal(lambda: checked_name("a\ud800.txt"))
    assert "begins with a dot" in refusal(lambda: checked_name(".\udcff"))


@given(st.text(st.characters(), max_size=300) | st.text("./\\a\u0301\u202e\n \0é-", max_size=12))
def test_a_checked_name_is_stable_and_names_one_file_of_the_folder(name: str) -> None:
    try:
        checked = checked_name(name)
    except FileRefused:
        return
    assert checked_name(checked) == checked
    assert Path("folder", checked).parts == ("folder", checked)
    assert Path("folder", checked).resolve().parent == Path("folder").resolve()
    assert unicodedata.is_normalized("NFC", checked)
    assert checked.splitlines() == [checked]


def test_a_free_name_is_the_name_itself(folder: Path) -> None:
    assert free_name(folder, "report.txt") == "report.txt"
    assert free_name(folder / "missing", "report.txt") == "report.txt"


def test_a_name_that_is_taken_is_numbered_from_two(folder: Path) -> None:
    for name in ("report.txt", "report (3).txt"):
        (folder / name).touch()
    assert free_name(folder, "report.txt") == "report (2).txt"
    (folder / "report (2).txt").symlink_to("nowhere")
    assert free_name(folder, "report.txt") == "report (4).txt"


@pytest.mark.parametrize(
    ("name", "free"),
    [
        ("a.tar.gz", "a.tar (2).gz"),
        ("Letter (1999).txt", "Letter (1999) (2).txt"),
        ("no ending", "no ending (2)"),
        ("x" * 251 + ".txt", "x" * 247 + " (2).txt"),
        ("ü" * 125 + ".txt", "ü" * 123 + " (2).txt"),
    ],
)
def test_the_number_goes_before_the_ending(name: str, free: str, folder: Path) -> None:
    (folder / name).touch()
    assert free_name(folder, name) == free
    (folder / free).touch()
    assert free_name(folder, name) == free.replace("(2)", "(3)")


def test_names_that_some_file_systems_equate_are_not_free(folder: Path) -> None:
    (folder / "Cafe\u0301.TXT").touch()
    assert free_name(folder, "caf\xe9.txt") == "caf\xe9 (2).txt"


def test_a_printed_name_is_one_short_line() -> None:
    assert printed("a\n\x1b\u202e" + "b" * 300) == "a " + "b" * 77 + "…"
