import csv
import io
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.chats import Chat, Exchange
from qa_bot.chats.export import markdown, ratings_csv
from qa_bot.records import (
    Answer,
    Citation,
    CitationStatus,
    Difference,
    Hit,
    Occurrences,
    Passage,
    Side,
    Span,
    Statement,
)
from qa_bot.text.wording import printable
from tests.chats.made import answer, nothing_found
from tests.chats.rendered import linkable, linkable_between_backslashes, rendered
from tests.chats.test_escaping import LINKS, NAMES, hostile
from tests.strategies import texts

CHAT = Chat("id", "When was it signed?", "2026-01-02T10:11:12.000+00:00", 3)
ASKED = "2026-01-02T10:12:13.000+00:00"
HEADINGS = ["asked_at", "question", "answer", "found", "helpful", "remark", "files", "generation"]


def unchanged(_: Citation) -> CitationStatus:
    return "unchanged"


EXCHANGES = (
    Exchange(7, "When was it signed?", answer(), ASKED, ("a.txt", "b.txt"), helpful=True, remark="Just so."),
    Exchange(8, "Who is the king?", nothing_found(), ASKED, helpful=False),
    Exchange(9, "And then?", "The question is too long: shorten it.", ASKED),
    Exchange(12, "When?", answer("When?"), ASKED),
)


def test_a_chat_is_a_page_of_markdown() -> None:
    def citation_status(citation: Citation) -> CitationStatus:
        return "changed" if citation.number == 1 else "gone"

    assert markdown(CHAT, EXCHANGES[:3], citation_status) == (
        """\
# When was it signed?

Begun 2026-01-02 10:11 UTC

## When was it signed?

Asked 2026-01-02 10:12 UTC · only in a\\.txt, b\\.txt · searched for: When was it signed? Shusha Declaration

**15 June 2021**[^1-1]

It was signed on 15 June 2021.[^1-1]

“It was ratified in 1992.”[^1-2][^1-1]

The sources give different dates: “2021” (a\\.txt)[^1-1]; “1992” (b\\.txt)[^1-2]

Rated as helpful

Remark: Just so.

## Who is the king?

Asked 2026-01-02 10:12 UTC

The documents do not say.

Rated as not helpful

## And then?

Asked 2026-01-02 10:12 UTC

No answer: The question is too long: shorten it.

[^1-1]: Quoted from Shusha (a\\.txt, page 3, characters 10 to 54, document d1): “The declaration was signed on 15 June \
2021.” (the document has changed since)

[^1-2]: Quoted from Treaties (b\\.txt, characters 0 to 24, document d2) (no longer in the corpus)
"""
    )


def test_each_mark_has_one_footnote_in_the_chat() -> None:
    lines = markdown(CHAT, EXCHANGES, unchanged).splitlines()
    notes = [line.partition("]:")[0] + "]" for line in lines if line.startswith("[^")]
    assert notes == ["[^1-1]", "[^1-2]", "[^4-1]", "[^4-2]"]
    marks = Counter("[^" + piece.partition("]")[0] + "]" for line in lines for piece in line.split("[^")[1:])
    assert set(marks) == set(notes)
    assert min(marks.values()) > 1


def test_an_unchanged_citation_has_no_note() -> None:
    page = markdown(CHAT, EXCHANGES, unchanged)
    assert page.endswith("document d2)\n")
    assert "the document has changed" not in page


def test_a_quote_that_is_a_statement_is_in_quotation_marks_and_not_repeated_in_its_note() -> None:
    page = markdown(CHAT, EXCHANGES[:1], unchanged)
    assert page.count("It was ratified in 1992.") == 1
    assert "“It was ratified in 1992.”[^1-2]" in page
    assert page.count("The declaration was signed on 15 June 2021.") == 1  # what a model has written of it stands above


def test_a_long_passage_of_an_occurrence_is_shortened() -> None:
    passage = Passage("d:0-9", "d", "a.txt", "A", Span(0, 9), "word " * 1_000)
    counted = Occurrences(9, 1)
    near = replace(nothing_found(), hits=(Hit(passage, 0.1, {}),) * 9, intent="occurrences", occurrences=counted)
    items = [line for line in markdown(CHAT, [Exchange(1, "Q", near, ASKED)], unchanged).splitlines() if "- " in line]
    assert len(items) == 9
    assert all(item.endswith("word…”") and len(item) < 400 for item in items)


def test_an_answer_that_is_only_near_quotes_its_passages_and_names_what_is_missing() -> None:
    near = replace(answer(), found=False, statements=(), is_near=True, missing=("BX-4",), differences=())
    page = markdown(CHAT, [Exchange(1, "Q", near, ASKED)], unchanged)
    assert "\n\nNot answered directly" in page
    assert "No document has: BX" in page
    assert "\n- “The declaration was signed on 15 June 2021.”[^1-1]\n" in page.replace("\\", "")
    assert page.count("[^1-1]: Quoted from") == 1


def test_a_refusal_lists_no_passages_and_names_the_documents_that_were_searched() -> None:
    refused = [Exchange(1, "Q", nothing_found(), ASKED, within) for within in ((), ("a",), ("a", "b"))]
    ends = ["The documents do not say", "a does not say", "The chosen documents do not say"]
    for exchange, end in zip(refused, ends, strict=True):
        page = markdown(CHAT, [exchange], unchanged).replace("\\", "")
        assert page.endswith(f"\n\n{end}.\n")


def nasty(text: str) -> tuple[Exchange, ...]:
    """Every word from outside is ``text``."""
    span = Span(3, 9)
    passage = Passage(text, text, text, text, span, text)
    cited = Citation(1, text, text, text, span, text, text)
    said = Statement(text, (1,))
    sides = Difference("words", (Side(1, text), Side(1, text)))
    full = Answer(text, text, True, 0.5, (said, said), (cited,), (), (sides,))
    counted = Occurrences(1, 1)
    near = Answer(
        text, f"{text} more", False, 0.1, hits=(Hit(passage, 0.1, {}),), intent="occurrences", occurrences=counted
    )
    asked = Exchange(
        1, text, full, text, (text, text), helpful=True, remark=f"{text}."
    )  # one that is empty is left out
    return asked, replace(asked, outcome=near), replace(asked, outcome=text)


@given(hostile | texts)
def test_no_outside_text_becomes_markup(text: str) -> None:
    page = markdown(replace(CHAT, title=text), nasty(text), unchanged)
    page.encode("utf-8")
    elements, seen = rendered(page)
    plain = rendered(markdown(replace(CHAT, title="word"), nasty("word"), unchanged))[0]
    assert [element for element in elements if element != "code"] == plain
    assert f"Quoted from {printable(text)} (" in seen
    assert f"“{printable(text)}”" in seen
    assert not LINKS.search(linkable(page))
    assert not NAMES.search(linkable_between_backslashes(page))


def rows(exchanges: tuple[Exchange, ...]) -> list[list[str]]:
    return list(csv.reader(io.StringIO(ratings_csv(exchanges), newline="")))


def test_ratings_are_a_table_with_headings() -> None:
    assert rows(()) == [HEADINGS]
    assert rows(EXCHANGES[:3]) == [
        HEADINGS,
        [
            *(ASKED, "When was it signed?", "It was signed on 15 June 2021. It was ratified in 1992.", "yes", "yes"),
            *("Just so.", "a.txt, b.txt", "gen-000007"),
        ],
        [ASKED, "Who is the king?", "", "no", "no", "", "", "gen-000007"],
        [ASKED, "And then?", "The question is too long: shorten it.", "", "", "", "", ""],
    ]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "\u3000@x", "\tx"])
def test_no_cell_is_a_formula(text: str) -> None:
    exchange = Exchange(1, text, replace(answer(text=text), generation=text), ASKED, remark=text)
    (_, row) = rows((exchange,))
    assert row[1] == f"'{text}"
    assert row[5] == f"'{text}"
    assert all(cell.startswith("'") for cell in (row[1], row[2], row[5], row[7]))


@given(st.text(st.characters(), max_size=30), st.text(max_size=30))
def test_the_table_has_the_texts_unchanged(question: str, remark: str) -> None:
    exchange = Exchange(1, question, "No.", ASKED, remark=remark)
    table = ratings_csv([exchange])
    table.encode("utf-8-sig")
    (_, row) = rows((exchange,))
    assert row[1].removeprefix("'") == question.removeprefix("'").encode("utf-8", "backslashreplace").decode("utf-8")
    assert row[5].removeprefix("'") == remark.removeprefix("'")
    assert not row[1].startswith(("=", "+", "-", "@", "\t", "\r"))
