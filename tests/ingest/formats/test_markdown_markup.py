from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.ingest.extraction import Limits
from qa_bot.ingest.formats.runs import STRUCK_NOTE
from qa_bot.ingest.parse import read
from qa_bot.records import Document
from qa_bot.text.passages import split
from tests.cost import assert_linear

LIMITS = Limits()


def document(text: str) -> Document:
    return read("a.md", text.encode(), LIMITS)


def sentences_of(text: str) -> list[str]:
    return [span.of(text) for passage in split(document(text), 600) for span in passage.sentences]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It is 12.\n\n<!-- TODO: 14 -->\n\nIt ends.", ["It is 12.", "It ends."]),
        ("It is 12.\r\n<!--\r\nIt weighs\r\n\r\n19 kg.\r\n-->\r\nIt ends.", ["It is 12.", "It ends."]),
        ("It leaves at 9.<!-- 8? --> It returns.", ["It leaves at 9.", "It returns."]),
        ("One. <!-- a --> Two. <!-- b -->Three.", ["One.", "Two.", "Three."]),
        ("It ends.\n<!-- never closed\n\nIt is 12.", ["It ends."]),
        ("Use `<!-- x -->` here.\n", ["Use `<!-- x -->` here."]),
        ("```\n<!-- shown -->\n```", ["```", "<!-- shown -->", "```"]),
        ("See [docs].\n\n[docs]: https://example.org 'Docs'\n", ["See [docs]."]),
        ("It is 12.[^1]\n\n[^1]: Measured in 2019.", ["It is 12.[^1]", "[^1]: Measured in 2019."]),
        ("One.\n\n---\n\nTwo.\n\n* * *\n\nThree.", ["One.", "Two.", "Three."]),
        ("A name\n======\n\nText.", ["A name", "Text."]),
        ("---\ndraft: true\n---\nText.", ["Text."]),
        ("---\nauthor: Ana\n---\nText.", ["author: Ana", "Text."]),
        ("~~It was free.~~ It is 12.\n\n- ~~Closed~~\n- Open", ["It is 12.", "- Open"]),
        ("The fare is ~~10~~ 12 lira.", ["The fare is ~~10~~ 12 lira."]),
        ("From 5~~ to 6~~ it is `~~code~~`.", ["From 5~~ to 6~~ it is `~~code~~`."]),
    ],
)
def test_what_no_reader_of_markdown_sees_is_in_the_text_but_in_no_sentence(text: str, sentences: list[str]) -> None:
    assert document(text).text == text
    assert sentences_of(text) == sentences


def test_no_passage_holds_a_comment() -> None:
    text = "One two.\n<!-- 14 -->\nThree four.\n"
    assert [passage.text for passage in split(document(text), 600)] == ["One two.", "Three four."]


def test_struck_text_is_noted() -> None:
    assert document("~~It was free.~~ It is 12.").note == STRUCK_NOTE
    assert document("It is 12.").note == ""


def test_a_heading_in_a_comment_is_none() -> None:
    found = document("<!--\n# Hidden\n-->\n# Seen\n\nText.")
    assert found.title == "Seen"
    assert [place.name for place in found.places if place.kind == "section"] == ["section “Seen”"]


def test_a_table_is_quoted_whole_so_that_its_cells_keep_their_columns_names() -> None:
    table = "| Town | Lit |\n|---|:-:|\n| lima | 7 |\n| Ica | 9 |"
    assert sentences_of(f"Above it.\n\n{table}\n\nBelow it.") == ["Above it.", table, "Below it."]
    assert sentences_of("Town | Lit\n-|-\nIca | 9") == ["Town | Lit\n-|-\nIca | 9"]
    assert sentences_of("a | b\n\nText.") == ["a | b", "Text."]
    assert document(table).title == "a.md"


def test_each_row_of_a_long_table_is_quoted_alone_as_are_the_column_names() -> None:
    rows = [f"| Town {number} | {number} |" for number in range(100)]
    head = "| Town | Lit |\n|---|---|"
    assert sentences_of("\n".join([f"Above it.\n\n{head}", *rows])) == ["Above it.", head, *rows]


TOKENS = [
    "<!--",
    "-->",
    "~~",
    "`",
    "``",
    "```\n",
    "\n",
    "\r\n",
    "| a | b |\n",
    "|--|--|\n",
    "---\n",
    "[a]: b\n",
    "word. ",
    " ",
]


@given(st.lists(st.sampled_from(TOKENS), max_size=40).map("".join).filter(str.strip))
def test_whatever_is_marked_sentences_are_slices_in_order(text: str) -> None:
    found = document(text)
    spans = [span for passage in split(found, 600) for span in passage.sentences]
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(span.of(found.text) == span.of(found.text).strip() for span in spans)
    comments = [place.span for place in found.places if place.name == "comment"]
    assert not any(span.overlaps(comment) for span in spans for comment in comments)


@pytest.mark.parametrize(
    "part", ["<!-- ", "~~a", "`a``", "| a\n", "[a]: b\n", "<!-- a -->", "\n<!-- # a -->\n# b", "~~a~~ "]
)
def test_the_cost_grows_with_the_length_alone(part: str) -> None:
    text = part * (400_000 // len(part))
    assert_linear(lambda text: list(document(text).places), text[: len(text) // 4], text)
