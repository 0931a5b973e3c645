"""A quote in the lines in which it is read, and a Markdown table in cells."""

import pytest
from hypothesis import given

from qa_bot.records import Citation, Span, Statement
from qa_bot.text.wording import one_line
from qa_bot.web.views.quote_lines import in_lines, lines_of, table_rows
from tests.strategies import texts

TABLE = "| Enzyme | Km (mM) |\n|:---|---:|\n| Hexo | 0.05 |\n| A \\| B | 10 |"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Bring:\n  - a lamp\n  - a rope,\n    10 m long\n", ["Bring:", "- a lamp", "- a rope, 10 m long"]),
        ("1. Bind to\nthe site.\n2. Leave it.", ["1. Bind to the site.", "2. Leave it."]),
        ("(a) rent;\n\n(b) heating", ["(a) rent;", "(b) heating"]),
        ("It was signed on\n4 May 1987 in\nBaku.", ["It was signed on 4 May 1987 in Baku."]),
        (TABLE, TABLE.split("\n")),
    ],
)
def test_a_line_begins_where_an_item_or_a_row_does_and_nowhere_else(text: str, lines: list[str]) -> None:
    assert in_lines(text.strip()).split("\n") == lines


@given(texts)
def test_no_character_moves(text: str) -> None:
    assert in_lines(text.strip()).replace("\n", " ") == one_line(text)


def test_a_statement_has_the_lines_of_the_quote_that_says_the_same() -> None:
    quote = "- a lamp\n- a rope"
    cited = (Citation(1, "d", "f.txt", "T", Span(0, len(quote)), quote),)
    assert lines_of(Statement("- a lamp - a rope", (1,)), cited) == quote
    assert lines_of(Statement("A lamp\nand - a rope", (1,)), cited) == "A lamp and - a rope"


def test_a_markdown_table_is_cells_with_the_pieces_in_them() -> None:
    before, after = TABLE.split("Hexo")
    rows, is_named = table_rows([(before, ""), ("Hexo", "match"), (after, "")])
    words = [["".join(text for text, _ in cell).strip() for cell in row] for row in rows]
    assert words == [["Enzyme", "Km (mM)"], ["Hexo", "0.05"], ["A \\| B", "10"]]
    assert ("Hexo", "match") in rows[1][0]
    assert is_named
    assert table_rows([("| Hexo | 0.05 |", "")])[1] is False


@pytest.mark.parametrize("text", ["", "No table.", "| a |\nand more", "|", "a | b\nc | d"])
def test_other_text_has_no_rows(text: str) -> None:
    assert table_rows([(in_lines(text), "")]) == ([], False)
