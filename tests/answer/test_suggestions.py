"""Questions for a first visitor, made from any texts."""

from pathlib import Path

import pytest

from qa_bot.answer.suggestions import follow_ups, is_good, questions, suggestions
from qa_bot.records import Answer, Citation, Hit, Passage, Span

TEXTS = [
    (
        "The Quiet Harbour Agreement was signed by Ada Lovelace. Later the Quiet Harbour Agreement was forgotten. "
        "In Lisbon nobody spoke of it. in small letters."
    ),
    (
        "After the rain, Ada Lovelace praised the Armed Forces. The Armed Forces were glad. LOUD HEADINGS SHOUT TWICE. "
        "LOUD HEADINGS SHOUT TWICE."
    ),
]


def test_names_are_asked_for_in_good_english() -> None:
    assert questions(TEXTS) == [
        "What is said about Ada Lovelace?",
        "What are the Armed Forces?",
        "What is the Quiet Harbour Agreement?",
    ]


def test_names_in_most_documents_come_first_and_share_no_word() -> None:
    texts = ["We see Ada Lovelace and Ada Byron.", "Then came Ada Lovelace, then Ada Byron.", "I met Ada Lovelace."]
    assert questions(texts) == ["What is said about Ada Lovelace?"]


def test_only_answered_questions_are_offered_and_no_more_asked_than_needed() -> None:
    asked: list[str] = []

    def is_answered(question: str) -> bool:
        asked.append(question)
        return "Armed" not in question

    assert len(suggestions(TEXTS, is_answered)) == 2
    asked.clear()
    assert len(suggestions(TEXTS, is_answered, count=1)) == 1
    assert len(asked) == 1


def test_names_that_occur_once_come_last() -> None:
    texts = ["Ada Lovelace met Jan Holm. Then Ada Lovelace left.", "The rent is paid to Orla Fennimore."]
    offered = suggestions(texts, lambda _: True)
    assert offered[0] == "What is said about Ada Lovelace?"
    assert {question.partition("about ")[2] for question in offered[1:]} == {"Jan Holm?", "Orla Fennimore?"}


def test_a_run_that_begins_a_sentence_is_a_name_only_if_its_first_word_has_its_capital_elsewhere() -> None:
    assert questions(["Arming Armenia was dear. It is so still."], fewest=1) == []
    asked = ["What is said about Ada Byron?"]
    assert questions(["Ada Byron left. Nobody saw Ada again."], fewest=1) == asked


def test_texts_without_names_offer_nothing() -> None:
    assert questions(["", "all in small letters. 12 numbers 34.", "漢字の文。"]) == []


def test_the_repository_s_documents_offer_their_subject(seeds: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(seeds.glob("*.txt"))]
    assert "What is the Shusha Declaration?" in questions(texts)[:6]


def test_when_something_was_done_is_asked_of_named_things_with_their_article() -> None:
    text = "The Harbour Treaty was signed in Lisbon in 1987. He said that the Old Town Hall was built before 1900."
    asked = ["When was the Harbour Treaty signed?", "When was the Old Town Hall built?"]
    assert [question for question in questions([text]) if question.startswith("When")] == asked
    assert questions(["The Pact of Aid and Mutual Trade was signed in 1987."]) == []


def cited(question: str, *quotes: str, confidence: float = 0.9) -> Answer:
    citations = tuple(
        Citation(number, "d", "a.txt", "A", Span(0, len(quote)), quote) for number, quote in enumerate(quotes, 1)
    )
    passage = Passage("p", "d", "a.txt", "A", Span(0, 9), " ".join(quotes))
    return Answer(question, question, True, confidence, citations=citations, hits=(Hit(passage, 1.0, {}),))


STATED = "The Harbour Treaty was signed by Ada Byron in the Town Hall of Lisbon."


@pytest.mark.parametrize(
    ("quotes", "confidence", "is_expected"),
    [
        ((STATED,), 0.9, True),
        ((STATED,), 0.5, False),
        ((STATED, "[4] Ada Byron, “The Harbour Treaty Revisited”, Lisbon 1988, pp. 3–9."), 0.9, False),
        (("The Harbour Treaty",), 0.9, False),
        (("What is the Harbour Treaty?",), 0.9, False),
        (("A treaty was signed by Ada Byron in the Town Hall of Lisbon.",), 0.9, False),
        (("Ada Byron spoke of the Harbour Treaty in the Town Hall.",), 0.9, False),
        (("He praised the Harbour Treaty, which Ada Byron had signed.",), 0.9, True),
        (("From: Ada Byron; To: Orla Holm; Subject: The Harbour Treaty was signed",), 0.9, False),
    ],
)
def test_only_certain_answers_that_quote_statements_on_the_name_are_good(
    quotes: tuple[str, ...], confidence: float, is_expected: bool
) -> None:
    answer = cited("What is the Harbour Treaty?", *quotes, confidence=confidence)
    assert is_good(answer) == is_expected


def test_where_no_sentence_says_what_a_thing_is_it_is_asked_what_is_said_about_it() -> None:
    offered = suggestions(TEXTS, lambda question: not question.startswith("What is the"))
    assert "What is said about the Quiet Harbour Agreement?" in offered
    assert not any(question.startswith("What is the") for question in offered)


def test_short_headings_are_asked_for_those_of_most_documents_first() -> None:
    lease = "Lease\n\n1. Governing law\n\nIt is that of Ghana.\n\n2. Deposit\n\nIt is two rents."
    other = "# Lease\n\n## Deposit\n\nIt is paid late.\n\n## What enzymes do\n\nThey speed it up."
    assert questions([lease, other]) == ["What is said about “deposit”?", "What is said about “governing law”?"]


def test_follow_ups_ask_for_other_names_of_the_passages_and_are_tried() -> None:
    answer = cited("When was the Harbour Treaty signed?", STATED)
    tried: list[str] = []

    def is_answered(question: str) -> bool:
        tried.append(question)
        return "Ada" in question

    assert follow_ups(answer, ["What is the Town Hall of Lisbon?"], is_answered) == ("What is said about Ada Byron?",)
    assert all("Treaty" not in question and "Town" not in question for question in tried)
    assert follow_ups(answer, [], lambda _: True, count=1) != ()
