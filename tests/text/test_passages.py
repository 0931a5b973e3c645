from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.ingest.parse import document_id
from qa_bot.records import Document, Place, Span
from qa_bot.text.passages import passage_id, passage_of, split
from qa_bot.text.sentences import LONGEST, sentences
from tests.conftest import SEEDS
from tests.cost import assert_linear
from tests.strategies import texts


def document(text: str) -> Document:
    return Document(document_id(text), "a.txt", "A title", text)


def passages_of(text: str, characters: int = 600) -> list[str]:
    return [passage.text for passage in split(document(text), characters)]


sizes = st.integers(min_value=100, max_value=1500)


@given(texts, sizes)
def test_a_passage_is_the_slice_at_its_span(text: str, characters: int) -> None:
    for passage in split(document(text), characters):
        assert passage.text == text[passage.span.start : passage.span.end]
        assert passage.id == passage_id(passage.document_id, passage.span)
        assert (passage.document_id, passage.source, passage.title) == (document_id(text), "a.txt", "A title")


@given(texts, sizes)
def test_passages_are_in_order_do_not_overlap_and_have_ids_of_their_own(text: str, characters: int) -> None:
    passages = split(document(text), characters)
    assert all(one.span.end <= other.span.start for one, other in pairwise(passages))
    assert len({passage.id for passage in passages}) == len(passages)


@given(texts, sizes)
def test_every_character_that_is_not_blank_is_in_exactly_one_passage(text: str, characters: int) -> None:
    held = "".join(passage.text for passage in split(document(text), characters))
    assert [one for one in held if not one.isspace()] == [one for one in text if not one.isspace()]


@given(texts, sizes)
def test_the_sentences_of_the_passages_are_those_of_the_text(text: str, characters: int) -> None:
    passages = split(document(text), characters)
    assert [span for passage in passages for span in passage.sentences] == sentences(text)
    for passage in passages:
        assert passage.span == Span(passage.sentences[0].start, passage.sentences[-1].end)


@given(texts, sizes)
def test_only_a_single_sentence_makes_a_passage_too_long(text: str, characters: int) -> None:
    for passage in split(document(text), characters):
        assert len(passage.text) <= characters or (len(passage.sentences) == 1 and len(passage.text) <= LONGEST)


@pytest.mark.parametrize("text", ["." * 1_000_000, "Word of it. " * 100_000, "a\n" * 100_000, "# h\n\n" * 50_000])
def test_time_grows_with_the_length_alone(text: str) -> None:
    assert_linear(lambda part: split(document(part), 600), text[: len(text) // 4], text)


def test_a_heading_is_joined_to_what_follows_it() -> None:
    first = "The army was trained in Baku for a year. " * 9
    text = f"{first}\n\nConclusion\n\nIt was a long war. It ended in November."
    assert passages_of(text) == [first.strip(), "Conclusion\n\nIt was a long war. It ended in November."]


def test_what_follows_a_colon_is_no_heading() -> None:
    first = "The army was trained in Baku for a year. " * 3
    text = f"{first}\n\nPut this line into the file of settings:\n\nset bell none\n\nThen start it again."
    assert passages_of(text) == [text]


def test_consecutive_headings_are_joined_to_the_text() -> None:
    first = "The army was trained in Baku for a year. " * 9
    rest = "Results\n\nThe second year\n\nIt was a long war. It ended in November."
    assert passages_of(f"{first}\n\n{rest}") == [first.strip(), rest]


def test_short_paragraphs_share_a_passage() -> None:
    text = "Baku is large.\n\nShusha is high.\n\nLachin is green."
    assert passages_of(text) == [text]


def test_a_passage_keeps_to_its_paragraph_once_it_is_half_full() -> None:
    first, second = "The army was trained there. " * 12, "The fleet stayed in its port. " * 5
    assert passages_of(f"{first}\n\n{second}") == [first.strip(), second.strip()]


def test_a_long_paragraph_is_cut_into_about_equal_parts() -> None:
    text = " ".join(f"Sentence number {number:02d} tells of the army in Baku." for number in range(20))
    lengths = [len(passage) for passage in passages_of(text)]
    assert len(lengths) == 2
    assert max(lengths) - min(lengths) < 100


def test_a_passage_reaches_from_its_first_sentence_to_its_last() -> None:
    text = "Baku is large. Shusha is high. Lachin is green."
    first, second, _ = sentences(text)
    passage = passage_of(document(text), [first, second])
    assert passage.text == "Baku is large. Shusha is high."
    assert passage.sentences == (first, second)


def test_a_text_of_white_space_has_no_passages() -> None:
    assert passages_of(" \n\t\r\n") == []


def test_the_passages_of_the_seeds_fit_into_an_embedding() -> None:
    for path in sorted(SEEDS.glob("00[0-4]_*.txt")):
        text = path.read_bytes().decode("utf-8")
        found = passages_of(text)
        assert "".join("".join(found).split()) == "".join(text.split())
        assert max(map(len, found)) <= 1000


def test_a_row_is_a_passage_of_one_sentence() -> None:
    rows = [
        "Name: Dr. Aliyev; Said: Yes. No. Perhaps.",
        "Name: Ms. Demir; Said: " + "A long answer it was. " * 20 + ".",
    ]
    text = "A line before. And another.\n\n" + "\n\n".join(rows) + "\n\nA line after."
    places = tuple(
        Place("row", f"row {n}", n, Span(text.index(row), text.index(row) + len(row))) for n, row in enumerate(rows)
    )
    passages = split(Document(document_id(text), "a.csv", "a.csv", text, places), 200)
    assert [passage.text for passage in passages[:2]] == ["A line before. And another.", rows[0]]
    assert [len(passage.sentences) for passage in passages[:2]] == [2, 1]
    assert passages[-1].text == "A line after."
    assert len(passages) > 4  # the long row is divided as any other text
    for passage in passages:
        assert passage.text == passage.span.of(text)
        assert all(passage.span.start <= one.start and one.end <= passage.span.end for one in passage.sentences)
    said = " ".join(passage.text for passage in passages)
    assert said.split() == text.split()


def test_passages_of_characters_that_are_words_are_half_as_long() -> None:
    text = "图书馆每天早上九点开门，晚上八点关门，星期一休息。" * 100
    lengths = [len(passage) for passage in passages_of(text, 600)]
    assert max(lengths) <= 300
    assert sum(lengths) == len(text)
