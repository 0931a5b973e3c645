"""reStructuredText: the file's own text, sections by its headings, markup that is in no sentence."""

from contextlib import suppress

import pytest

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Limits
from qa_bot.ingest.formats import rst
from qa_bot.ingest.parse import read as read_document
from qa_bot.text.passages import split
from tests.ingest.formats import samples


def hidden(source: str) -> list[str]:
    """Return the stretches that are in no sentence."""
    extraction = rst.read(source.encode(), Limits())
    return [
        place.span.of(extraction.text)
        for place in extraction.places
        if place.kind == "markup" and place.name != "table"
    ]


def sections(source: str) -> list[str]:
    return [place.name for place in rst.read(source.encode(), Limits()).places if place.kind == "section"]


def test_the_text_is_the_files_own() -> None:
    source = "Title\n=====\n\nThe rent is *450* lira [1]_.\n\n.. [1] In 2021.\n"
    extraction = rst.read(source.encode(), Limits())
    assert (extraction.text, extraction.title) == (source, "Title")


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("Title\n=====\n\ntext", ["section “Title”"]),
        ("=====\nTitle\n=====\n\ntext", ["section “Title”"]),
        ("=======\n Title\n=======\n", ["section “Title”"]),
        ("One\n---\n\na\n\nTwo\n~~~\n\nb", ["section “One”", "section “Two”"]),
        ("Not a heading\n--\n", []),
        ("Longer than its line\n----\n", []),
        ("text before\nOne\n---\n", []),
        ("a\n\n----\n\nb", []),
        ("=====  ====\nTown   Lit\n=====  ====\nOslo   20\n=====  ====\n", []),
        ("Türkiye\n=======\n", ["section “Türkiye”"]),
        ("One\n\n---\n", []),
    ],
)
def test_underlined_lines_are_headings(source: str, names: list[str]) -> None:
    assert sections(source) == names


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("T\n===\n", ["==="]),
        (".. a comment\n   of two lines\n\ntext", [".. a comment\n   of two lines"]),
        ("..\n   a comment\n\ntext", ["..\n   a comment"]),
        (".. note:: Pay on time.\n\n   Late fees apply.", [".. note:: "]),
        (".. image:: a.png\n   :width: 3\n\ntext", [".. image:: a.png\n   :width: 3"]),
        (".. |logo| image:: a.png\n\ntext", [".. |logo| image:: a.png"]),
        (".. code-block:: python\n   :linenos:\n\n   x = 1\n", [".. code-block:: ", ":linenos:"]),
        (
            ".. toctree::\n   :maxdepth: 2\n\n   one\n   two\n\ntext",
            [".. toctree::\n   :maxdepth: 2\n\n   one\n   two"],
        ),
        (".. _target: http://x\n\ntext", [".. _target: http://x"]),
        (".. [1] In 2021.", [".. [1]"]),
        ("text ... and more\n", []),
        ("a .. b\n", []),
    ],
)
def test_markup_is_in_no_sentence(source: str, expected: list[str]) -> None:
    assert [one.rstrip() for one in hidden(source)] == [one.rstrip() for one in expected]


def test_sentences_are_without_markup_and_tables_are_whole() -> None:
    table = "+------+-----+\n| Town | Lit |\n+======+=====+\n| Lima | 19  |\n+------+-----+"
    source = f"Rents\n=====\n\nThe rent is 450 lira.\n\n.. hidden remark\n\n{table}\n\n.. note:: Pay on time.\n"
    passages = split(read_document("a.rst", source.encode(), Limits()), 1000)
    sentences = [span.of(source) for passage in passages for span in passage.sentences]
    assert "The rent is 450 lira." in sentences
    assert "Pay on time." in sentences
    assert table in sentences
    assert not any("hidden" in sentence for sentence in sentences)


def test_damaged_and_hostile_files_do_no_harm() -> None:
    source = b"=====\nT\n=====\n\n.. note:: x\n   :a: b\n\n.. c\n\n+--+--+\n|a |b |\n+--+--+\n"
    for variant in samples.damaged(source, 200):
        with suppress(FileUnreadable):
            rst.read(variant, Limits())
    for piece in (b"..\n", b"a\n===\n", b".. a\n b\n", b"+--+--+\n", b"=== ===\n"):
        rst.read(piece * 20_000, Limits())
