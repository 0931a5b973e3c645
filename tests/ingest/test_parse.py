import pytest

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.file_contents import load
from qa_bot.ingest.parse import document_id, document_of, read
from qa_bot.ingest.scan import list_files
from qa_bot.records import Document, Place, Span
from tests.conftest import SEEDS

LIMITS = Limits()

SEED_FACTS = {
    "000_0a671791b2e25812.txt": (8346, 8319, "468d42e337823c56cb0905e0147ebfcd47510bd8010f8a759c051c85ff721481"),
    "001_e00cb28dce447f98.txt": (21179, 21049, "e2510c6b3fc48dacec2e413f19bb389a18a2ead22bb22799ec6387e7dfe392b8"),
    "002_94911b5c344e6eee.txt": (3793, 3752, "28ebcc186791153421e36d75c6d054a8f6a91896185b11ae1bf9e28aeb55e525"),
    "003_bb8b40cff330aab7.txt": (4640, 4624, "f77edbdb41c39b6232014bb674ff3210371834aa2641b3f3104405ca3c8f82b2"),
    "004_191b564eae45596c.txt": (3749, 3717, "2ca953f6703ec84ba98e0d01c191e746ee571319159a41e05c1f0b769f9339a7"),
}
"""Bytes, characters and hash of each, so that other line ends in a clone fail here first."""


def failure_of(name: str, data: bytes) -> str:
    with pytest.raises(FileUnreadable) as caught:
        read(name, data, LIMITS)
    return str(caught.value)


def test_the_five_seeds_are_byte_for_byte_what_the_gold_questions_were_made_on() -> None:
    files = {file.source: file for file in list_files(SEEDS) if file.source in SEED_FACTS}
    assert files.keys() == SEED_FACTS.keys()
    for source, (size, characters, digest) in SEED_FACTS.items():
        loaded = load(files[source], 1_000_000)
        document = read(source, loaded.data, LIMITS)
        assert (files[source].size, len(loaded.data), loaded.sha256) == (size, size, digest)
        assert len(document.text) == characters
        assert document.text.encode("utf-8") == loaded.data
        assert document.id == digest[:32]


def test_a_documents_id_is_derived_from_its_text() -> None:
    document = read("a/b.txt", b"The war\n\nIt ended.", LIMITS)
    assert document == Document(document_id("The war\n\nIt ended."), "a/b.txt", "The war", "The war\n\nIt ended.")
    assert len(document.id) == 32


def test_a_text_without_a_title_is_titled_by_its_file_name() -> None:
    assert read("notes/1.txt", b"1. 2. 3.\n", LIMITS).title == "notes/1.txt"


def test_the_first_row_of_a_table_is_no_title() -> None:
    row = "Country: Azerbaijan; Year: 1992"
    places = (Place("row", "row 2", 2, Span(0, len(row))),)
    assert document_of("a.csv", Extraction(row, places=places)).title == "a.csv"
    assert document_of("a.csv", Extraction(row, "Countries", places)).title == "Countries"


@pytest.mark.parametrize(
    ("name", "message"),
    [("a.exe", ".exe"), ("a.tar.gz", ".gz"), ("a", "without an ending"), ("a.txt/b", "without an ending")],
)
def test_a_kind_of_file_that_is_not_read_is_reported(name: str, message: str) -> None:
    assert failure_of(name, b"text") == f"files of the kind {message} are not read"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("a.t\nxt", ".t xt"),
        ("a.\x1b[31mRed", ".[31mred"),
        ("a.txt ", ".txt"),
        ("a.\x07", "."),
        ("a.\u202efdp", ".fdp"),
        (f"a.{'e' * 240}", None),
    ],
)
def test_an_unknown_suffix_is_reported_in_a_short_line(name: str, message: str | None) -> None:
    assert failure_of(name, b"text") == f"files of the kind {message or '.' + 'e' * 18 + '…'} are not read"


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \r\n\t\n", "\u2028\u00a0".encode()])
def test_a_file_that_holds_no_text_is_reported(data: bytes) -> None:
    assert failure_of("a.txt", data) == "it holds no text"


def test_text_with_half_a_character_is_reported() -> None:
    with pytest.raises(FileUnreadable, match="halves of characters"):
        document_of("a.txt", Extraction("a\ud800"))
    assert document_of("a.txt", Extraction("text", title="a\ud800")).title == "a?"


def test_configured_readers_take_precedence() -> None:
    own = {".log": "tests.ingest.own_readers:shout", ".txt": "tests.ingest.own_readers:shout"}
    for name in ("a.log", "a.LOG", "a.txt"):
        document = read(name, b"quiet", Limits(pages=3), own)
        assert (document.text, document.note) == ("QUIET", "shouted, 3 pages at most")


@pytest.mark.parametrize("path", ["tests.ingest.own_readers:none", "no.such.module:read", ":read", "builtins"])
def test_a_reader_that_cannot_be_imported_is_reported(path: str) -> None:
    with pytest.raises(FileUnreadable, match=f"its reader {path} cannot be imported .*see QA_BOT_READERS"):
        read("a.log", b"text", LIMITS, {".log": path})
