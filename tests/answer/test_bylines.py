"""The author and date below a document's title."""

from pathlib import Path

import pytest

from qa_bot.answer.bylines import byline
from qa_bot.text.titles import find_title

SEEDS = Path(__file__).parents[2] / "seeds"
BODY = "The harbour was closed in the winter of that year, and no ship left it.\n"


@pytest.mark.parametrize(
    ("lines", "author", "date"),
    [
        ("By Jane Doe", "Jane Doe", ""),
        ("by Jane Doe and John van der Roe", "Jane Doe and John van der Roe", ""),
        ("Written by J. R. Doe", "J. R. Doe", ""),
        ("Author: Jane Doe", "Jane Doe", ""),
        ("Authors: Jane Doe, John Roe and Ann Lee", "Jane Doe, John Roe and Ann Lee", ""),
        ("*By Jane Doe*", "Jane Doe", ""),
        ("Jane Doe, 3 May 2021", "Jane Doe", "3 May 2021"),
        ("Jane Doe | May 3, 2021", "Jane Doe", "May 3, 2021"),
        ("By Jane Doe (2021-05-03)", "Jane Doe", "2021-05-03"),
        ("By Jane Doe\n\nPublished on 3 May 2021", "Jane Doe", "3 May 2021"),
        ("3 May 2021\nBy Jane Doe", "Jane Doe", "3 May 2021"),
        ("Date: 3 May 2021", "", "3 May 2021"),
        ("Prof. Dr. Émilie Durand", "Prof. Dr. Émilie Durand", ""),
        ("By Ali bin Said", "Ali bin Said", ""),
    ],
)
def test_a_line_below_the_title_names_the_author_and_the_date(lines: str, author: str, date: str) -> None:
    assert byline(f"The Harbour in Winter\n\n{lines}\n\n{BODY}", "The Harbour in Winter") == (author, date)


@pytest.mark.parametrize(
    "line",
    [
        "By registered mail",
        "By Registered Mail",
        "By Order of the Court",
        "By 1912 the harbour was closed.",
        "By Tuesday",
        "Jane Doe",
        "Lisbon, 3 May 2021",
        "Rental Agreement",
        "Jane Doe was born on 3 May 2021",
        "By then, Jane Doe had left.",
        "From Jane Doe to John Roe",
        "",
    ],
)
def test_another_line_names_no_author(line: str) -> None:
    assert byline(f"The Harbour in Winter\n\n{line}\n\n{BODY}", "The Harbour in Winter")[0] == ""


def test_what_stands_below_the_first_statement_is_not_read() -> None:
    assert byline(f"The Harbour in Winter\n\n{BODY}\nBy Jane Doe\n", "The Harbour in Winter") == ("", "")


@pytest.mark.parametrize(
    ("number", "author"),
    [("000", ""), ("001", "Dr. Cavid Veliyev"), ("002", "Naghi Ahmadov"), ("003", ""), ("004", "")],
)
def test_the_authors_of_the_repository_s_documents(number: str, author: str) -> None:
    text = next(SEEDS.glob(f"{number}_*")).read_text(encoding="utf-8")
    assert byline(text, find_title(text)) == (author, "")
