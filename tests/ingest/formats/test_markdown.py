from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats.markdown import headings, read
from qa_bot.records import Span
from tests.cost import assert_linear
from tests.strategies import texts

LIMITS = Limits()


def named(text: str) -> list[tuple[int, str]]:
    return [(heading.level, heading.name) for heading in headings(text)]


def test_the_text_is_untouched_and_each_heading_begins_a_section() -> None:
    text = "Before.\r\n\r\n# The plan\r\nIt is new.\r\n\r\n## Budget ##\r\n12 euros.\r\n"
    extract = read(text.encode("utf-8-sig"), LIMITS)
    assert extract.text == text
    assert extract.title == "The plan"
    assert [(place.kind, place.name, place.number) for place in extract.places] == [
        ("section", "section “The plan”", 1),
        ("section", "section “Budget”", 2),
    ]
    assert [place.span.of(text) for place in extract.places] == [
        "# The plan\r\nIt is new.\r\n\r\n",
        "## Budget ##\r\n12 euros.\r\n",
    ]


def test_the_encoding_is_noted_as_in_plain_text() -> None:
    extract = read("# Straße nach Köln\n".encode("latin-1"), LIMITS)
    assert (extract.title, extract.note) == ("Straße nach Köln", "read as windows-1252 text")
    with pytest.raises(FileUnreadable, match="NUL"):
        read(b"# a\0b", LIMITS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# One", [(1, "One")]),
        ("   ###### Six ", [(6, "Six")]),
        ("#\tTab", [(1, "Tab")]),
        ("# One # two ###", [(1, "One # two")]),
        ("# C#", [(1, "C#")]),
        ("One\n===\nTwo\n-\n", [(1, "One"), (2, "Two")]),
        ("text\n# One\ntext", [(1, "One")]),
        ("text\r# One\rtext\r\rTwo\r---\r", [(1, "One"), (2, "Two")]),
        ("#hashtag\n####### seven\n    # code\n\\# no", []),
        ("> # quoted\n- # listed\n", []),
        ("- item\n---\n> said\n---\n| cell |\n---\n", []),
        ("Two lines of\na paragraph\n---\n", []),
        ("---\n---\n\n***\n---\n", []),
        ("```\n# code\n```\n# One", [(1, "One")]),
        ("~~~~ python\n# code\n~~~\n```\n# code\n~~~~\n# One", [(1, "One")]),
        ("``` a`b\n# One", [(1, "One")]),
        (f"# {'long ' * 100}\n\n{'long ' * 101}\n---\n", []),
        ("```\n# open to the end", []),
    ],
)
def test_headings_are_those_of_markdown(text: str, expected: list[tuple[int, str]]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("**Budget** of _2020_", "Budget of 2020"),
        ("[The plan](https://site/a) and [more][1]", "The plan and more"),
        ("![Logo](logo.png) Title", "Logo Title"),
        ("`snake_case` of my_file", "snake_case of my_file"),
        (r"\*Not\* emphasis", "*Not* emphasis"),
        ("Budget {#budget}", "Budget"),
        ('<a id="x"></a>Budget &amp; plan', "Budget & plan"),
        ("~~Old~~  new", "Old new"),
        ("2 < 3", "2 < 3"),
    ],
)
def test_a_section_is_named_without_marks(source: str, name: str) -> None:
    assert named(f"## {source}\n") == [(2, name)]
    assert named(f"{source}\n-----\n") == [(2, name)]


def test_a_long_heading_names_its_section_in_short() -> None:
    (place,) = read(b"# " + b"long " * 60, LIMITS).places
    assert place.name.endswith("long…”")
    assert len(place.name) < 100


def test_an_empty_heading_begins_no_section() -> None:
    assert [place.name for place in read(b"# One\ntext\n#\n\n## **\nmore", LIMITS).places] == ["section “One”"]


@pytest.mark.parametrize("mark", ["---", "..."])
def test_front_matter_stays_in_the_text_and_gives_the_title(mark: str) -> None:
    text = f'---\r\ntags: a\r\n# no heading\r\ntitle: "The plan: all of it"\r\n{mark}\r\n# Heading\r\n'
    extract = read(text.encode(), LIMITS)
    assert (extract.text, extract.title) == (text, "The plan: all of it")
    assert [place.name for place in extract.places if place.kind != "markup"] == [
        "file properties",
        "section “Heading”",
    ]


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    assert read(b"---\n\n# Heading\ntitle: no\n", LIMITS).title == "Heading"


def test_a_text_without_headings_has_no_title_and_no_sections() -> None:
    assert read(b"Only text.", LIMITS) == Extraction("Only text.")
    assert read(b"", LIMITS) == Extraction("")


MARKED = st.lists(
    st.sampled_from(
        [*"#=-*_`>~[]()\\<&", "# ", "\n", "\r\n", "\r", "---\n", "```\n", "word", " ", "    ", "title: x\n"]
    ),
    max_size=60,
).map("".join)


@given(st.one_of(texts, MARKED).filter(lambda text: "\0" not in text))
def test_sections_tile_the_text_from_the_first_heading_on(text: str) -> None:
    sound = "It is text, and has enough of it to be told from rubbish. " * 60 + "\n\n"
    whole = sound + text
    extract = read(whole.encode(), LIMITS)
    assert extract.text == whole
    for before, after in pairwise(extract.places):
        assert before.span.end == after.span.start
    for number, place in enumerate(extract.places, 1):
        assert (place.kind, place.number) == ("section", number)
        assert whole[place.span.start - 1] in "\r\n"
    if extract.places:
        assert extract.places[-1].span.end == len(whole)
        assert Span(extract.places[0].span.start, len(whole)).of(whole).strip()


@pytest.mark.parametrize(
    "text", ["# " * 2_000_000, "# a\n" * 1_000_000, "# " + "[" * 400, "---\n" + "a" * 4_000_000, "# " + "*_" * 200]
)
def test_the_cost_of_a_text_that_is_made_to_hurt_grows_with_its_length_alone(text: str) -> None:
    def work(part: str) -> None:
        assert len(read(part.encode(), LIMITS).places) <= 20_000

    assert_linear(work, text[: len(text) // 4], text)
