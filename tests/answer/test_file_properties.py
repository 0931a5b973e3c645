"""The line of a file's own title, author and date is quoted only to a question that asks for one of them."""

import pytest

from qa_bot.answer.file_properties import is_unasked_property
from qa_bot.answer.late_interaction import LateInteractionReranker
from qa_bot.models import minilm
from qa_bot.records import Hit, Passage
from tests.answer.made import Words, analyzed, passage

TITLE = "Bridge report"
LINE = f"Title: {TITLE}; Author: Sana Iqbal, Ole Berg; Date: 2022-09-14"


def line(text: str = LINE, title: str = TITLE) -> Passage:
    """A document that is this one line."""
    return passage(text, title=title)


@pytest.mark.parametrize(
    "question",
    [
        "Who wrote the bridge report?",
        "Who is the author of the report?",
        "Which papers are Iqbal's?",
        "When was the bridge report written?",
        "Wer hat den Brückenbericht verfasst?",
        "Köprü raporunu kim yazdı?",
        "Qui a écrit le rapport ?",
    ],
)
def test_a_question_for_the_author_the_title_or_by_the_authors_name_gets_it(question: str) -> None:
    assert not is_unasked_property(question, line())


@pytest.mark.parametrize(
    "question", ["When was the bridge built?", "Who is the director?", "What does the bridge report say of the deck?"]
)
def test_another_question_does_not(question: str) -> None:
    for text in (LINE, "Author: Sana Iqbal", f"Title: {TITLE}", f"Title: {TITLE}; Date: 2022"):
        assert is_unasked_property(question, line(text))


def test_rows_and_sentences_of_the_same_form_are_treated_as_any_other() -> None:
    question = "When was the bridge built?"
    assert not is_unasked_property(question, line("Title: Dune; Author: Herbert"))
    assert not is_unasked_property(question, line(f"{LINE}; Built: 1911"))
    assert not is_unasked_property(question, line("The author is away."))


def test_an_unasked_property_scores_zero_and_comes_last() -> None:
    words, other = Words(), passage("The weather in Baku was fine.", "b.txt")
    hits = [Hit(line(), 1.0, {}), Hit(other, 0.1, {})]
    found = LateInteractionReranker(minilm.MODEL).rerank(analyzed("When was the bridge built?", words), hits)
    assert [one.passage for one in found] == [other, line()]
    assert found[-1].likeness == 0
    found = LateInteractionReranker(minilm.MODEL).rerank(analyzed("Who wrote the bridge report?", words), hits)
    assert [one.passage for one in found] == [line(), other]
