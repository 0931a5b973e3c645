"""Logs and source code: records and blocks of lines are places, and are quoted whole."""

import pytest

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats import log, source_code
from qa_bot.ingest.formats.line_blocks import MOST_BLOCKS
from qa_bot.ingest.parse import read
from qa_bot.text.passages import split
from tests.ingest.formats import samples

LOG = "\n".join(
    (
        "2024-05-01 10:00:00 INFO listening on port 8080",
        "2024-05-01 10:00:02 ERROR disk full",
        "  on /dev/sda1",
        "\tat write (disk.c:7)",
        "",
        "\x1b[31m2024-05-01 10:00:03 WARN retry\x1b[0m",
    )
)


def checked(extraction: Extraction) -> list[tuple[str, str]]:
    """Return the names of the places with their text."""
    samples.check(extraction)
    return [(place.name, place.span.of(extraction.text)) for place in extraction.places]


def test_a_record_of_a_log_has_its_indented_lines_and_no_escape_sequences() -> None:
    assert checked(log.read(LOG.encode(), Limits())) == [
        ("line 1", "2024-05-01 10:00:00 INFO listening on port 8080"),
        ("lines 2–4", "2024-05-01 10:00:02 ERROR disk full\n  on /dev/sda1\n\tat write (disk.c:7)"),
        ("line 6", "2024-05-01 10:00:03 WARN retry"),
    ]


@pytest.mark.parametrize(
    ("code", "blocks"),
    [
        ("", []),
        ("a = 1", [("line 1", "a = 1")]),
        ("a = 1\r\nb = 2\r\n", [("lines 1–2", "a = 1\nb = 2")]),
        ("\n\na = 1\n\n\nb = 2\n", [("line 3", "a = 1"), ("line 6", "b = 2")]),
        ("def f():\n    return 3\n", [("lines 1–2", "def f():\n    return 3")]),
        ("class A:\n\n    x = 1\n", [("line 1", "class A:"), ("line 3", "x = 1")]),
        ("# Ünï\n\t\ny = 'ş'", [("line 1", "# Ünï"), ("line 3", "y = 'ş'")]),
        ("[s]\nport = 80\n\n[log]\non = 1", [("lines 1–2", "[s]\nport = 80"), ("lines 4–5", "[log]\non = 1")]),
        ("SELECT name\nFROM towns;", [("lines 1–2", "SELECT name\nFROM towns;")]),
        ("a\x00b"[:1] + "\x0cb", [("lines 1–2", "a\nb")]),
    ],
)  # fmt: skip
def test_blocks_of_code_end_at_blank_lines(code: str, blocks: list[tuple[str, str]]) -> None:
    assert checked(source_code.read(code.encode(), Limits())) == blocks


def test_long_blocks_are_divided_between_lines() -> None:
    lines = [f"value_{number} = {number}" for number in range(100)]
    blocks = checked(source_code.read("\n".join(lines).encode(), Limits()))
    assert "\n".join(text for _, text in blocks) == "\n".join(lines)
    assert blocks[0][0] == "lines 1–58"
    assert all(len(text) <= 800 for _, text in blocks)


@pytest.mark.parametrize("name", ["a.log", "a.py", "a.yaml", "a.SQL", "a.toml"])
def test_a_block_is_a_passage_and_the_title_is_the_file_name(name: str) -> None:
    document = read(name, b"timeout: 30\nretries: 4\n\nsecret rotation: monthly\n", Limits())
    assert document.title == name
    assert [passage.text for passage in split(document, 1000)][-1] == "secret rotation: monthly"


def test_places_of_long_files_are_limited() -> None:
    extraction = log.read(b"10:00 INFO ok\n" * (3 * MOST_BLOCKS), Limits())
    assert len(extraction.places) == MOST_BLOCKS
    assert extraction.places[1].name == "lines 4–6"


def test_minified_code_and_other_files_are_refused() -> None:
    with pytest.raises(FileUnreadable, match="too long for text that people read"):
        source_code.read(b"var a=1;" * 1_000, Limits())
    with pytest.raises(FileUnreadable, match="not text"):
        log.read(bytes(range(256)) * 10, Limits())


def test_damaged_files_do_no_harm() -> None:
    assert samples.survives(log.read, samples.damaged(LOG.encode(), 100)) < 200
