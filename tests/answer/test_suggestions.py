"""Questions for a first visitor, made from any texts."""

from pathlib import Path

from qa_bot.answer.suggestions import questions, suggestions

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
        "What do the documents say about Ada Lovelace?",
        "What are the Armed Forces?",
        "What is the Quiet Harbour Agreement?",
    ]


def test_names_in_most_documents_come_first_and_share_no_word() -> None:
    texts = ["We see Ada Lovelace and Ada Byron.", "Then came Ada Lovelace, then Ada Byron.", "I met Ada Lovelace."]
    assert questions(texts) == ["What do the documents say about Ada Lovelace?"]


def test_only_answered_questions_are_offered_and_no_more_asked_than_needed() -> None:
    asked: list[str] = []

    def is_answered(question: str) -> bool:
        asked.append(question)
        return "Armed" not in question

    assert len(suggestions(TEXTS, is_answered)) == 2
    asked.clear()
    assert len(suggestions(TEXTS, is_answered, count=1)) == 1
    assert len(asked) == 1


def test_texts_without_names_offer_nothing() -> None:
    assert questions(["", "all in small letters. 12 numbers 34.", "漢字の文。"]) == []


def test_the_repository_s_documents_offer_their_subject(seeds: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(seeds.glob("*.txt"))]
    assert "What is the Shusha Declaration?" in questions(texts)[:4]
