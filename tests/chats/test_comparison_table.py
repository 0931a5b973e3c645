"""A comparison as a table in a file."""

import csv
import io

from qa_bot.chats.comparison_table import comparison_csv, comparison_markdown
from qa_bot.chats.serialization import answer_from_json, answer_to_json
from qa_bot.records import Answer, Citation, Compared, Comparison, Span

QUOTE = "The fee | is 5 euros."
ANSWER = Answer(
    question="Compare *them* on the fee",
    searched="the fee",
    found=True,
    confidence=0.9,
    citations=(
        Citation(1, "a", "a.txt", "=A & B", Span(10, 31), QUOTE),
        Citation(2, "b", "b.pdf", "Second", Span(0, 9), "No <fee>.", "page 2", 2),
    ),
    intent="comparison",
    comparison=Comparison(
        "the fee",
        (
            (
                Compared("a", "a.txt", "=A & B", "answered", 1, (Span(23, 30),)),
                Compared("b", "b.pdf", "Second", "near", 2),
                Compared("c", "c.txt", "Third"),
            ),
        ),
    ),
)


def test_csv_has_a_row_for_each_document_with_offsets_and_no_formula() -> None:
    header, *rows = csv.reader(io.StringIO(comparison_csv(ANSWER), newline=""))
    assert header == ["point", "document", "file", "quote", "differs in", "note", "place", "start", "end"]
    assert rows == [
        ["the fee", "'=A & B", "a.txt", QUOTE, "5 euros", "", "", "10", "31"],
        ["the fee", "Second", "b.pdf", "No <fee>.", "", "not said directly", "page 2", "0", "9"],
        ["the fee", "Third", "c.txt", "", "", "says nothing of it", "", "", ""],
    ]


def test_markdown_is_a_table_whose_cells_are_only_text() -> None:
    text = comparison_markdown(ANSWER)
    assert "# Compare \\*them\\* on the fee" in text
    assert "| =A \\& B" in text.replace("\\=", "=")
    assert "“The fee \\| is 5 euros.” [1] | 5 euros |" in text
    assert "| Third | says nothing of it |  |" in text
    assert "2. b\\.pdf, page 2, characters 0 to 9" in text
    assert "<fee>" not in text


def test_a_comparison_is_stored_and_read_back() -> None:
    assert answer_from_json(answer_to_json(ANSWER)) == ANSWER
