import hashlib
import os
from pathlib import Path

import pytest

from qa_bot.documents import Content, document_id, list_files, load, read
from qa_bot.errors import FileUnreadable, FolderUnusable
from qa_bot.records import Document
from tests.conftest import SEEDS

MEGABYTE = 1_000_000


def content(data: bytes) -> Content:
    return Content(data, hashlib.sha256(data).hexdigest())


def text_of(name: str, data: bytes) -> str:
    return read(name, content(data)).text


def failure_of(name: str, data: bytes) -> str:
    with pytest.raises(FileUnreadable) as caught:
        read(name, content(data))
    return str(caught.value)


def names(folder: Path) -> list[str]:
    return [file.source for file in list_files(folder)]


SEED_FACTS = {
    "000_0a671791b2e25812.txt": (8346, 8319, "468d42e337823c56cb0905e0147ebfcd47510bd8010f8a759c051c85ff721481"),
    "001_e00cb28dce447f98.txt": (21179, 21049, "e2510c6b3fc48dacec2e413f19bb389a18a2ead22bb22799ec6387e7dfe392b8"),
    "002_94911b5c344e6eee.txt": (3793, 3752, "28ebcc186791153421e36d75c6d054a8f6a91896185b11ae1bf9e28aeb55e525"),
    "003_bb8b40cff330aab7.txt": (4640, 4624, "f77edbdb41c39b6232014bb674ff3210371834aa2641b3f3104405ca3c8f82b2"),
    "004_191b564eae45596c.txt": (3749, 3717, "2ca953f6703ec84ba98e0d01c191e746ee571319159a41e05c1f0b769f9339a7"),
}
"""Bytes, characters and hash of each, so that a clone with other line ends is told before a citation is."""


def test_the_five_seeds_are_byte_for_byte_what_the_gold_questions_were_made_on() -> None:
    files = {file.source: file for file in list_files(SEEDS) if file.source in SEED_FACTS}
    assert files.keys() == SEED_FACTS.keys()
    for source, (size, characters, digest) in SEED_FACTS.items():
        loaded = load(files[source], MEGABYTE)
        document = read(source, loaded)
        assert (files[source].size, len(loaded.data), loaded.sha256) == (size, size, digest)
        assert len(document.text) == characters
        assert document.text.encode("utf-8") == loaded.data
        assert document.id == digest[:32]


def test_a_document_is_named_by_its_text_and_bears_its_title() -> None:
    document = read("a/b.txt", content(b"The war\n\nIt ended."))
    assert document == Document(document_id("The war\n\nIt ended."), "a/b.txt", "The war", "The war\n\nIt ended.")
    assert len(document.id) == 32


def test_a_text_without_a_title_is_called_by_its_file_s_name() -> None:
    assert read("notes/1.txt", content(b"1. 2. 3.\n")).title == "notes/1.txt"


@pytest.mark.parametrize("name", ["a.txt", "a.TXT", "a.md", "a.markdown"])
def test_a_byte_order_mark_is_no_text_and_line_ends_stay(name: str) -> None:
    text = text_of(name, b"\xef\xbb\xbfOne.\r\nTwo.\rThree.\n\r\n")
    assert text == "One.\r\nTwo.\rThree.\n\r\n"


def test_only_the_first_byte_order_mark_is_taken_off() -> None:
    assert text_of("a.txt", "\ufeff\ufeffOne.".encode()) == "\ufeffOne."


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("Türkiye".encode("latin-1"), "it is not UTF-8 text (byte 0xfc at 1); save it as UTF-8"),
        (b"abc\xff", "byte 0xff at 3"),
        ("Baku".encode("utf-16"), "NUL bytes"),
        (b"ab\0c", "NUL bytes"),
        (b"", "it holds no text"),
        (b"\xef\xbb\xbf", "it holds no text"),
        (b" \r\n\t\n", "it holds no text"),
        ("\u2028\u00a0".encode(), "it holds no text"),
    ],
)
def test_what_is_no_text_is_told_with_the_reason(data: bytes, told: str) -> None:
    assert told in failure_of("a.txt", data)


def test_the_byte_that_is_no_utf8_is_found_behind_a_byte_order_mark() -> None:
    data = b"\xef\xbb\xbfabc\xff"
    assert "byte 0xff at 6" in failure_of("a.txt", data)


@pytest.mark.parametrize(
    ("name", "told"),
    [("a.docx", ".docx"), ("a.tar.gz", ".gz"), ("a", "without an ending"), ("a.txt/b", "without an ending")],
)
def test_a_kind_of_file_that_is_not_read_is_told(name: str, told: str) -> None:
    assert failure_of(name, b"text") == f"files of the kind {told} are not read"


PAGE = """<!doctype html><html><head><title>Site – the war</title><style>p {color: red}</style>
<script>var hidden = 1;</script></head><body>
<nav><ul><li><a href="/">Home of menus</a></li></ul></nav>
<aside>Also read this</aside>
<h1>The  second <em>war</em></h1>
<p>Türkiye &amp; Azerbaijan signed it on June&nbsp;15 &ndash; in Shusha &#x2013; and &lt;kept&gt; it.</p>
<p>It was new.<br>It held.</p>
<form><input value="typed"><button>Subscribe now</button></form>
<script>document.write("written")</script><noscript>no script here</noscript>
<template>templated</template><svg><text>drawn</text></svg>
<footer>All rights reserved</footer></body></html>"""


@pytest.mark.parametrize("name", ["a.html", "a.htm", "a.HTML"])
def test_a_page_is_what_it_says_without_menus_and_scripts(name: str) -> None:
    text = text_of(name, PAGE.encode())
    assert "Türkiye & Azerbaijan signed it on June" in text
    assert "15 – in Shusha – and <kept> it." in text
    assert "It was new.\nIt held." in text
    for hidden in (
        "Home of menus",
        "Also read",
        "color",
        "hidden",
        "Subscribe",
        "written",
        "no script",
        "templated",
        "drawn",
        "All rights",
        "typed",
    ):
        assert hidden not in text


def test_a_page_s_title_is_its_heading_or_else_what_its_head_says() -> None:
    assert read("a.html", content(PAGE.encode())).title == "The second war"
    headless = PAGE.replace("<h1>", "<div>").replace("</h1>", "</div>")
    assert read("a.html", content(headless.encode())).title == "Site – the war"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252", "utf-16"])
def test_a_page_is_read_in_the_encoding_that_it_names(encoding: str) -> None:
    page = f"<html><head><meta charset='{encoding.removesuffix('-sig')}'></head><body><p>Straße nach Köln</p></body>"
    assert "Straße nach Köln" in text_of("a.html", page.encode(encoding))


@pytest.mark.parametrize("data", [b"", b"<html></html>", b"<body><script>x</script></body>", b"<nav>menu</nav>"])
def test_a_page_that_says_nothing_is_told(data: bytes) -> None:
    assert failure_of("a.html", data) == "it holds no text"


def test_files_of_sub_folders_are_listed_by_name_and_hidden_ones_are_not(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b/c.txt", ".hidden.txt", ".git/config.txt", "a/.DS_Store", "Ünïcode name.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("text", encoding="utf-8")
    assert names(tmp_path) == ["a/b/c.txt", "a/z.txt", "b.txt", "Ünïcode name.txt"]


def test_a_listed_file_tells_its_size_and_its_time(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"12345")
    os.utime(path, ns=(7, 1_600_000_000_123_456_789))
    (file,) = list_files(tmp_path)
    assert (file.path, file.size) == (path, 5)
    assert file.modified_ns == path.stat().st_mtime_ns


def test_a_folder_named_like_a_file_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "x.txt").mkdir()
    assert names(tmp_path) == []
    (tmp_path / "x.txt" / "y.txt").write_bytes(b"text")
    assert names(tmp_path) == ["x.txt/y.txt"]


def test_a_name_that_is_no_utf8_is_listed_under_one_that_is(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    with open(path, "wb") as stream:  # noqa: PTH123
        stream.write(b"It is open.")
    (file,) = list_files(tmp_path)
    assert file.source == r"caf\xe9.txt"
    assert load(file, MEGABYTE).data == b"It is open."


def test_a_pipe_is_told_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (file,) = list_files(tmp_path)
    with pytest.raises(FileUnreadable, match="not a regular file"):
        load(file, MEGABYTE)


def test_a_link_is_told_and_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_bytes(b"secret")
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "link.txt").symlink_to(outside / "secret.txt")
    (folder / "folder").symlink_to(outside)
    (folder / "nowhere.txt").symlink_to(outside / "none")
    files = list_files(folder)
    assert [file.source for file in files] == ["folder", "link.txt", "nowhere.txt"]
    for file in files:
        with pytest.raises(FileUnreadable, match="not a regular file"):
            load(file, MEGABYTE)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    path.write_bytes(b"x" * 2_000_001)
    (file,) = list_files(tmp_path)
    with pytest.raises(FileUnreadable, match="it has 2 MB, more than the 1 MB allowed"):
        load(file, MEGABYTE)
    assert len(load(file, 3 * MEGABYTE).data) == 2_000_001


def test_a_file_that_is_gone_by_now_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"text")
    (file,) = list_files(tmp_path)
    path.unlink()
    with pytest.raises(FileUnreadable, match=r"cannot be opened \(No such file or directory\)"):
        load(file, MEGABYTE)


def test_a_folder_that_is_none_is_told_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(FolderUnusable, match=r"none does not exist: create it, or name another with --seeds"):
        list_files(tmp_path / "none")
    (tmp_path / "file.txt").write_bytes(b"text")
    with pytest.raises(FolderUnusable, match=r"file\.txt is not a folder"):
        list_files(tmp_path / "file.txt")
