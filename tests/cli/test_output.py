from dataclasses import replace

import pytest

from qa_bot.answer.differences import lead_in
from qa_bot.answer.state_lines import INVITATION
from qa_bot.cli import output
from qa_bot.records import (
    Answer,
    Citation,
    Compared,
    Comparison,
    Difference,
    Hit,
    Occurrences,
    Passage,
    ShortAnswer,
    Side,
    Span,
    Statement,
)
from qa_bot.store.reports import Failure, IndexedFile, IndexReport, Status
from qa_bot.text.wording import printable

QUOTE = "It was signed\non June 15."
PASSAGE = Passage("p", "d1", "a.txt", "A title", Span(10, 35), QUOTE, (Span(10, 35),))
ANSWER = Answer(
    question="When?",
    searched="When? (Shusha)",
    found=True,
    confidence=0.912345,
    statements=(Statement("It was signed on June 15.", (1,)), Statement("It holds.", (1, 2))),
    citations=(
        Citation(1, "d1", "a.txt", "A title", Span(10, 35), QUOTE),
        Citation(2, "d2", "b", "Another", Span(3, 12), "It holds.", page=7),
    ),
    hits=(Hit(PASSAGE, 0.87654321, {"meaning": 2, "words": 1}),),
    seconds=0.0123456,
    generation="gen-000001",
)


DIFFERENCE = Difference("dates", (Side(1, "June 15"), Side(2, "16\nJune")))


def test_a_difference_has_both_sides() -> None:
    differing = replace(ANSWER, differences=(DIFFERENCE,))
    sides = [{"number": 1, "words": "June 15"}, {"number": 2, "words": "16\nJune"}]
    assert output.answer_json(differing)["differences"] == [{"point": "dates", "sides": sides}]
    line = "The sources give different dates: “June 15” (a.txt) [1]; “16 June” (b) [2]"
    assert line in output.answer_lines(differing)
    assert lead_in(replace(DIFFERENCE, point="words")) == "The sources say both:"
    assert "differ" not in "\n".join(output.answer_lines(ANSWER))


def test_an_answer_has_the_keys_of_the_contract_and_no_others() -> None:
    assert output.answer_json(ANSWER) == {
        "question": "When?",
        "searched": "When? (Shusha)",
        "found": True,
        "state": "answered",
        "intent": "question",
        "missing": [],
        "confidence": 0.9123,
        "mode": "extract",
        "answer": "It was signed on June 15. It holds.",
        "statements": [
            {"text": "It was signed on June 15.", "citations": [1], "numbers": [1], "supported": True},
            {"text": "It holds.", "citations": [1, 2], "numbers": [1, 2], "supported": True},
        ],
        "citations": [
            {"number": 1, "source": "a.txt", "document_id": "d1", "start": 10, "end": 35, "quote": QUOTE},
            {"number": 2, "source": "b", "document_id": "d2", "start": 3, "end": 12, "quote": "It holds.", "page": 7},
        ],
        "passages": [
            {"source": "a.txt", "start": 10, "end": 35, "score": 0.8765, "ranks": {"meaning": 2, "words": 1}}
        ],
        "seconds": 0.0123,
    }  # fmt: skip


def test_a_short_answer_comes_first_with_its_place_in_the_document() -> None:
    given = replace(ANSWER, short_answer=ShortAnswer("June\n15", Span(27, 34)))
    assert output.answer_json(given)["short_answer"] == {"text": "June\n15", "start": 27, "end": 34, "source": "a.txt"}
    assert output.answer_lines(given)[:3] == ["June 15 [1]", "", "It was signed on June 15. [1]"]
    assert "short_answer" not in output.answer_json(ANSWER)


def test_an_answer_for_people_has_marks_and_citations() -> None:
    assert output.answer_lines(ANSWER) == [
        "It was signed on June 15. [1]",
        "It holds. [1][2]",
        "",
        "[1] A title (a.txt, characters 10 to 35)",
        "[2] Another (b, characters 3 to 12)",
    ]


NEAR = replace(ANSWER, found=False, statements=(), citations=ANSWER.citations[:1], is_near=True)
ABSENT = Answer("?", "?", False, 0.1, hits=ANSWER.hits)
FILES = (IndexedFile("a.txt", "d1", "A title", 9, 60), IndexedFile("b", "d2", "b", 9, 1))


def test_an_answer_that_is_only_near_quotes_the_passages_as_such() -> None:
    quoted = "  “It was signed on June 15.” (a.txt, characters 10 to 35)"
    assert output.answer_lines(NEAR) == ["Not answered directly. The nearest passages:", quoted]
    assert output.answer_lines(replace(NEAR, missing=("BX-4",)))[0] == "No document has: BX-4."


def test_what_the_documents_do_not_say_is_refused_in_one_line_with_the_missing_words() -> None:
    assert output.answer_lines(ABSENT) == ["The documents do not say."]
    lines = output.answer_lines(replace(ABSENT, missing=("ISO 5", "Varna")))
    assert lines == ["The documents do not say.", "No document has: ISO 5, Varna."]


def test_a_greeting_is_answered_with_an_invitation() -> None:
    assert output.answer_lines(replace(ABSENT, intent="social", hits=())) == [INVITATION]


def test_the_documents_are_listed_with_their_counts() -> None:
    asked = replace(ABSENT, intent="documents", hits=())
    listed = ["2 documents:", "  A title (a.txt, 60 passages)", "  b (b, 1 passage)"]
    assert output.answer_lines(asked, FILES) == listed
    assert output.answer_lines(asked) == ["There are no documents."]
    assert output.answer_lines(asked, FILES[:1] * 60)[-1] == "  and 10 others"


def test_occurrences_are_counted_and_their_passages_listed() -> None:
    counted = replace(ABSENT, searched="June", intent="occurrences", is_near=True, occurrences=Occurrences(12, 3))
    lines = ["“June”: 3 documents, 12 passages.", "  a.txt, characters 10 to 35: It was signed on June 15."]
    assert output.answer_lines(counted) == lines
    assert output.answer_json(counted)["occurrences"] == {"passages": 12, "documents": 3}
    assert output.answer_lines(replace(counted, hits=(), occurrences=Occurrences(0, 0))) == ["No passage has “June”."]


def test_listed_rows_are_counted() -> None:
    lines = output.answer_lines(replace(ANSWER, intent="list", occurrences=Occurrences(12, 1)))
    assert lines[:2] == ["12 rows match; the first 2:", "It was signed on June 15. [1]"]
    assert output.answer_lines(replace(ANSWER, intent="list", occurrences=Occurrences(2, 1)))[0] == "2 rows match:"
    near = replace(NEAR, occurrences=Occurrences(9, 1))
    assert output.answer_lines(near)[0] == "Not answered directly. 9 rows match; the first 1:"


@pytest.mark.parametrize("steering", ["\x1b", "\x00", "\x07", "\x9b", "\u202e", "\u2066", "\u200f"])
def test_no_terminal_controls_are_printed(steering: str) -> None:
    name = f"a{steering}[31mb.txt"
    report = IndexReport(added=(name,), renamed=((name, name),), failed=(Failure(name, name),), removed=(name,))
    answer = Answer("?", "?", True, 0.9, (Statement(name, (1,)),), (Citation(1, "d", name, name, Span(0, 1), "q"),))
    unfound = replace(answer, found=False, statements=(), is_near=True, missing=(name,))
    hits = (Hit(Passage("p", "d", name, name, Span(0, 9), name), 1.0, {}),)
    counted = Answer("?", name, False, 0.1, hits=hits, intent="occurrences", occurrences=Occurrences(1, 1))
    asked = Answer("?", "?", False, 0.0, intent="documents")
    status = Status("g", 1, 1, "now", "m", failed=(Failure(name, name),))
    lines = [
        *output.report_lines(report),
        *output.answer_lines(answer),
        *output.answer_lines(unfound),
        *output.answer_lines(counted),
        *output.answer_lines(asked, [IndexedFile(name, "d", name, 9, 1)]),
        *output.status_lines(status),
    ]
    assert sum("a\ufffd[31mb.txt" in line for line in lines) == 12
    assert not any(steering in line for line in lines)


def test_text_of_several_lines_is_printed_on_one() -> None:
    assert printable("one\r\n\ttwo\u2028three") == "one two three"


def test_a_comparison_is_printed_a_document_a_line_with_what_differs() -> None:
    row = (
        Compared("a", "a.txt", "Alma", "answered", 1, (Span(14, 16),)),
        Compared("b", "b.txt", "Birch", "near", 2),
        Compared("c", "c.txt", "Cedar"),
    )
    cited = (
        Citation(1, "a", "a.txt", "Alma", Span(0, 23), "The notice is 90 days."),
        Citation(2, "b", "b.txt", "Birch", Span(5, 15), "Give\nnotice"),
    )
    answer = Answer(
        "Compare", "notice", True, 0.9, citations=cited, intent="comparison", comparison=Comparison("notice", (row,))
    )
    assert output.answer_lines(answer) == [
        "3 documents compared on “notice”.",
        "1 of them says nothing of it.",
        "  Alma: “The notice is 90 days.” (a.txt, characters 0 to 23) differs in: 90",
        "  Birch: “Give notice” (b.txt, characters 5 to 15) not said directly",
        "  Cedar: says nothing of it",
    ]
    printed = output.answer_json(answer)["comparison"]
    assert [[one["number"] for one in cells] for cells in printed["points"]] == [[1, 2, None]]
    assert printed["points"][0][0]["differing"] == [{"start": 14, "end": 16, "words": "90"}]


def test_a_quote_in_another_language_than_the_question_is_named() -> None:
    cited = replace(ANSWER.citations[0], language="tr")
    asked = replace(ANSWER, question="When was it signed?", citations=(cited, ANSWER.citations[1]))
    assert [one.get("language") for one in output.answer_json(asked)["citations"]] == ["tr", None]
    assert "[1] A title (a.txt, characters 10 to 35; quoted in Turkish)" in output.answer_lines(asked)
    for question in ("Ne zaman imzalandı ve nerede?", "1987?"):  # the same language, and none
        same = replace(asked, question=question)
        assert "language" not in output.answer_json(same)["citations"][0]
        assert "quoted in" not in "\n".join(output.answer_lines(same))
