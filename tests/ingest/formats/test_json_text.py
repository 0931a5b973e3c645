"""JSON: a line for each object, with the names of its members and its path."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats import json_text
from tests.ingest.formats import samples

ORDERS = """{"shop": "Pier", "version": 1.10, "owner": {"name": "Ada", "mail": "a@b.c"}, "tags": ["a", "b"],
"open": true, "note": null, "orders": [{"id": 7, "items": [{"sku": "A-1", "qty": 2}]}, {"id": 8, "paid": "late"}]}"""


def read(text: str) -> Extraction:
    """Return the extraction of a file."""
    extraction = json_text.read(text.encode(), Limits())
    samples.check(extraction)
    return extraction


def test_each_object_is_a_line_with_its_path() -> None:
    extraction = read(ORDERS)
    assert [(place.name, place.span.of(extraction.text)) for place in extraction.places] == [
        ("top level", "shop: Pier; version: 1.10; owner, name: Ada; owner, mail: a@b.c; tags: a, b; open: true"),
        ("orders[0]", "orders; id: 7"),
        ("orders[0].items[0]", "id: 7; items; sku: A-1; qty: 2"),
        ("orders[1]", "orders; id: 8; paid: late"),
    ]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ('[{"q": "Who?"}, {"q": "When?"}]', ["q: Who?", "q: When?"]),
        ('{"q": "Who?"}\n\n{"q": "When?"}\n', ["q: Who?", "q: When?"]),
        ('[["Town", "Lit"], ["Lima", 1921], ["Oslo", 1900]]', ["Town: Lima; Lit: 1921", "Town: Oslo; Lit: 1900"]),
        ('["one", "two"]', ["one", "two"]),
        ('"a text"', ["a text"]),
        ("12.50", ["12.50"]),
        ('{"a": 1, "a": 2}', ["a: 1; a: 2"]),
        ('{"a": {"b": {"c": "deep"}}}', ["a, b, c: deep"]),
        ('{"a": "line\\nbreak\\u0000", "": "no name"}', ["a: line break; no name"]),
        ('{"big": 123456789012345678901234567890, "exact": 0.10, "none": NaN}',
         ["big: 123456789012345678901234567890; exact: 0.10; none: NaN"]),
        ('{"half": "\\ud83d", "whole": "\\ud83d\\ude00"}', ["half: \ufffd; whole: \U0001f600"]),
    ],
)  # fmt: skip
def test_values_are_written_as_in_the_file(text: str, lines: list[str]) -> None:
    assert read(text).text.split("\n\n") == lines


def test_lines_of_json_lines_are_the_places() -> None:
    assert [place.name for place in read('{"q": 1}\n{"q": 2, "more": [{"r": 3}]}').places] == [
        "line 1",
        "line 2",
        "line 2.more[0]",
    ]


def test_long_nested_values_have_lines_of_their_own() -> None:
    extraction = read(json.dumps({"name": "Ada", "notes": ["x" * 300, "y" * 300], "about": {"text": "z" * 500}}))
    assert [place.name for place in extraction.places] == ["top level", "notes[0]", "notes[1]", "about"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "it is not JSON"),
        ('{"a": 1}\n{"b": ', "it is not JSON: line 2"),
        ("{}", "it holds no text"),
        ("[[], null]", "it holds no text"),
        ("[" * 100_000, "nested too deeply"),
        ('{"a":' * 120 + "1" + "}" * 120, "nested too deeply"),
        ("[1] [2]", "it is not JSON"),
        ("", "it is not JSON"),
    ],
)
def test_other_and_hostile_files_are_refused(text: str, message: str) -> None:
    with pytest.raises(FileUnreadable, match=message):
        read(text)


def test_too_many_values_are_refused() -> None:
    with pytest.raises(FileUnreadable, match="more than 200,000 rows"):
        read("[" + "1," * 200_001 + "1]")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)


@given(JSON)
def test_any_value_is_read_or_refused(value: object) -> None:
    samples.survives(json_text.read, iter([json.dumps(value).encode()]))


def test_damaged_files_do_no_harm() -> None:
    samples.survives(json_text.read, samples.damaged(ORDERS.encode(), 200))
