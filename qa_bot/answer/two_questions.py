"""Answer a question for two things by the answers to both: "When does it begin and how much is it?". Pure."""

from dataclasses import replace

from qa_bot.records import Answer, Citation, Statement
from qa_bot.text.languages import ENGLISH
from qa_bot.text.languages.english_questions import OF_EACH, OF_ONE, TWO_QUESTIONS, TWO_WORDS
from qa_bot.text.words import words_of

_OF_EACH = 2
"""Statements of each answer."""


def two_questions(text: str) -> tuple[str, str] | None:
    """Return the two questions that ``text`` consists of, each with the names of both; None where it is one.

    "Where and when was she born?" has one predicate for both, "What do Ann and Bob each say?" one for two subjects.
    """
    if found := OF_EACH.match(text):
        asked = f"{found['asked']} {OF_ONE[found['verb'].casefold()]}"
        return f"{asked} {found['first']} {found['rest']}", f"{asked} {found['second']} {found['rest']}"
    if found := TWO_WORDS.match(text):
        return f"{found['first']} {found['rest']}", f"{found['second']} {found['rest']}"
    found = TWO_QUESTIONS.match(text)
    if not found:
        return None
    first, second = f"{found['first']}?", found["second"]
    return _with_names(first, second), second


def _with_names(first: str, second: str) -> str:
    """Return the first question with the names that only the second one has: "… and how much is it in Spain?"."""
    ignored = ENGLISH.ignored_words | {word.casefold() for word in words_of(first)}
    names = [word for word in words_of(second)[1:] if word[0].isupper() and word.casefold() not in ignored]
    return f"{first} ({' '.join(names)})" if names else first


def both(question: str, first: Answer, second: Answer) -> Answer:
    """Return the answer that consists of two; it is as certain as the less certain one and has no short answer."""
    citations: list[Citation] = []
    statements: list[Statement] = []
    for answer in (first, second):
        said = {one.text for one in statements}
        for statement in [one for one in answer.statements if one.text not in said][:_OF_EACH]:
            numbers = []
            for citation in (one for one in answer.citations if one.number in statement.numbers):
                numbers.append(len(citations) + 1)
                citations.append(replace(citation, number=numbers[-1]))
            statements.append(replace(statement, numbers=tuple(numbers)))
    hits = {hit.passage.id: hit for hit in (*second.hits, *first.hits)}
    return replace(
        first,
        question=question,
        searched=f"{first.searched} {second.searched}",
        confidence=min(first.confidence, second.confidence),
        statements=tuple(statements),
        citations=tuple(citations),
        hits=tuple(sorted(hits.values(), key=lambda hit: -hit.score))[: len(first.hits)],
        differences=(),
        short_answer=None,
    )
