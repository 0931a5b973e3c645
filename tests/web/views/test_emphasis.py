"""Words of the question are bold, the short answer is marked, and no character is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.records import Span
from qa_bot.web.views.emphasis import asked_terms, emphasized, place_in_line
from tests.strategies import texts

LINE = "The Shusha Declaration was signed on June 15, 2021, and was ratified later."


@pytest.mark.parametrize(
    ("question", "bold"),
    [
        ("When was the Shusha Declaration signed?", ["Shusha Declaration", "signed"]),
        ("Who signs declarations?", ["Declaration", "signed"]),
        ("What was it that was ratified on a day?", ["ratified"]),
        ("How many?", []),
    ],
)
def test_words_of_the_question_are_set_off_in_any_form_but_no_function_words(question: str, bold: list[str]) -> None:
    pieces = emphasized(LINE, asked_terms(question))
    assert [words for words, kind in pieces if kind == "match"] == bold


def test_the_short_answer_is_one_piece_even_where_it_has_words_of_the_question() -> None:
    start = LINE.index("June")
    pieces = emphasized(LINE, asked_terms("Was it signed in June?"), Span(start, start + len("June 15, 2021")))
    assert ("June 15, 2021", "short") in pieces
    assert ("signed", "match") in pieces


@given(texts, texts, st.integers(0, 40))
def test_the_pieces_are_the_text(text: str, question: str, start: int) -> None:
    short = Span(start, start + 3) if start + 3 <= len(text) else None
    pieces = emphasized(text, asked_terms(question), short)
    assert "".join(words for words, _ in pieces) == text
    if short:
        assert (short.of(text), "short") in pieces


def test_the_words_are_found_in_the_line_where_the_quote_has_them() -> None:
    quote = "In  May 1987,\nnot in May 1987."
    line = "In May 1987, not in May 1987."
    second = quote.rindex("May")
    assert place_in_line(line, quote, second, "May 1987") == Span(20, 28)
    assert place_in_line(line, quote, quote.index("May"), "May 1987") == Span(3, 11)
    assert place_in_line("Something else", quote, second, "May 1987") is None
