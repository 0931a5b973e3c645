"""An answer as plain text: quotation marks, places and offsets, and no word twice."""

from dataclasses import replace

from qa_bot.records import Difference, Side, Statement
from qa_bot.web.views.copying import copied
from tests.web.views.test_answer import ANSWER, CITED, NEAR, PROOF, TEXT


def test_copy_has_the_quotes_with_marks_and_then_the_place_of_each() -> None:
    two = replace(
        ANSWER, statements=(Statement("Two is there.", (1,)), Statement("Four is apart.", (2,))), citations=CITED[:2]
    )
    assert copied(two, PROOF) == (
        "“Two is there.” [1]\n"
        "“Four is apart.” [2]\n\n"
        "[1] T (f.txt), paragraph 2, characters 22 to 35\n"
        "[2] T (f.txt), paragraph 3, characters 51 to 65"
    )
    assert TEXT[22:35] == CITED[0].quote
    assert TEXT[51:65] == CITED[1].quote


def test_what_a_model_wrote_has_no_quotation_marks_and_its_note_has_the_quote() -> None:
    written = replace(ANSWER, statements=(Statement("Two it is.", (1,)),), citations=CITED[:1])
    first, _, note = copied(written, PROOF).splitlines()
    assert first == "Two it is. [1]"
    assert note.endswith("characters 22 to 35: “Two is there.”")


def test_an_answer_that_is_only_near_is_copied_as_such() -> None:
    lines = copied(replace(NEAR, missing=("BX-4",)), PROOF).splitlines()
    assert lines[:3] == [
        "No document has: BX-4.",
        "Not answered directly. The nearest passages:",
        "“Two is there.” [1]",
    ]


def test_copy_says_where_the_sources_differ() -> None:
    differing = replace(ANSWER, differences=(Difference("dates", (Side(1, "one\nday"), Side(2, "two"))),))
    assert copied(differing, PROOF).splitlines()[3] == "The sources give different dates: “one day” [1]; “two” [2]"


def test_copy_has_nothing_that_steers_a_terminal() -> None:
    hostile = replace(CITED[0], title="T\x1b[31m", source="a\u202etxt.exe")
    text = copied(replace(ANSWER, citations=(hostile,)), PROOF)
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_nothing_is_copied_where_nothing_is_cited() -> None:
    assert copied(replace(ANSWER, found=False, statements=(), citations=()), PROOF) == ""
