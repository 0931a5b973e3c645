"""A mark behind a statement means that its source says this, with the same numbers, dates, names and denials."""

import re
from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from qa_bot.answer.anaphora import begins_with_pronoun
from qa_bot.answer.citations import prove
from qa_bot.answer.extractive import ExtractiveWriter
from qa_bot.answer.near_duplicates import near_duplicates
from qa_bot.records import Statement
from qa_bot.text.sentences import sentences
from tests.answer.made import scored_sentences
from tests.conftest import SEEDS

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"


def replaced(pattern: str, new: str | Callable[[re.Match[str]], str]) -> Callable[[str, int], str]:
    """Alter one place of a sentence that the pattern finds; "" where there is none."""

    def alter(text: str, choice: int) -> str:
        found = list(re.finditer(pattern, text))
        if not found:
            return ""
        match = found[choice % len(found)]
        return text[: match.start()] + (new if isinstance(new, str) else new(match)) + text[match.end() :]

    return alter


BETWEEN_WORDS = r"(?<=\w)\s(?=\w)"
ALTERATIONS = {
    "number": replaced(r"\d+", lambda match: str(int(match.group()) + 1)),
    "number added": replaced(BETWEEN_WORDS, " 7 "),
    "number word added": replaced(BETWEEN_WORDS, " two "),
    "month": replaced(MONTHS, lambda match: "June" if match.group() != "June" else "July"),
    "date added": replaced(BETWEEN_WORDS, " in May "),
    "name": replaced(r"(?<=[a-z] )[A-Z][a-z]+", "Xanthe"),
    "name added": replaced(BETWEEN_WORDS, " Xanthe "),
    "negation": replaced(BETWEEN_WORDS, " not "),
    "negation taken away": replaced(r"\b(?:not|no|never)\s", ""),
    "denial": replaced(BETWEEN_WORDS, " hardly "),
    "quantifier": replaced(BETWEEN_WORDS, " only "),
    "modal": replaced(BETWEEN_WORDS, " might "),
    "unit": replaced(r"(?<=\d) (?=[a-z])", " thousand "),
    "sign": replaced(r"(?<![\w.])(?=\d)", "-"),
}


@cache
def seed_sentences() -> tuple[str, ...]:
    """The sentences of the five documents that stay one sentence when they stand alone."""
    texts = [path.read_text(encoding="utf-8-sig") for path in sorted(SEEDS.glob("00[0-4]_*.txt"))]
    found = [span.of(text) for text in texts for span in sentences(text)]
    return tuple(one for one in found if len(one.split()) > 4 and is_one(one))


def is_one(text: str) -> bool:
    return len(sentences(text)) == 1 and sentences(text)[0].of(text) == text


def stated(one: str, other: str, question: str = "What happened?") -> tuple[Statement, ...]:
    """The statements that are made of two documents with a text each, the first sentence of both being the best."""
    found = [*scored_sentences(one, 0.9), *scored_sentences(other, 0.89, source="b.txt")]
    texts = {hit.passage.document_id: text for hit, text in zip(found, (one, other), strict=True)}
    passages = {hit.passage.id: hit.passage for hit in found}
    return prove(ExtractiveWriter().write(question, found), passages, texts.__getitem__, lambda _: ())[0]


@settings(max_examples=400)
@given(st.data(), st.sampled_from(sorted(ALTERATIONS)), st.integers(0, 200))
def test_one_value_altered_in_any_sentence_makes_two_statements(data: st.DataObject, name: str, choice: int) -> None:
    original = data.draw(st.sampled_from(seed_sentences()))
    altered = ALTERATIONS[name](original, choice)
    assume(altered and is_one(altered))
    for one, other in ((original, altered), (altered, original)):
        made = stated(one, other)
        assert made
        assert all(len(statement.numbers) == 1 for statement in made), made
        assert not near_duplicates(one, other)


@pytest.mark.parametrize("name", sorted(ALTERATIONS))
def test_each_alteration_finds_a_sentence(name: str) -> None:
    assert any(ALTERATIONS[name](one, 0) not in ("", one) for one in seed_sentences())


@given(st.data())
def test_the_same_sentence_set_otherwise_is_one_statement_with_two_sources(data: st.DataObject) -> None:
    original = data.draw(st.sampled_from(seed_sentences()))
    other = original.replace("“", '"').replace("”", '"').replace("\n\n", " ")
    assume(is_one(other) and not begins_with_pronoun(original))
    (statement,) = stated(original, other)
    assert statement.numbers == (1, 2)


HARBOUR = "The Harbour project began in 2010. It was led by Greta Sten."
STATION = "The Station project began in 2012. It was led by Greta Sten."


def test_the_antecedent_of_it_is_part_of_the_comparison() -> None:
    def quoted(one: str, other: str) -> tuple[Statement, ...]:
        found = [*scored_sentences(one, 0.1, 0.9), *scored_sentences(other, 0.1, 0.89, source="b.txt")]
        texts = {hit.passage.document_id: hit.passage.text for hit in found}
        passages = {hit.passage.id: hit.passage for hit in found}
        return prove(ExtractiveWriter().write("Who led it?", found), passages, texts.__getitem__, lambda _: ())[0]

    assert all(len(statement.numbers) == 1 for statement in quoted(HARBOUR, STATION))
    assert [statement.numbers for statement in quoted(HARBOUR, HARBOUR)] == [(1, 2)]


def test_a_pronoun_that_nothing_quoted_explains_has_no_second_source() -> None:
    (statement,) = stated("It was led by Greta Sten.", "It was led by Greta  Sten.")
    assert statement.numbers == (1,)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The notice period is six months and begins in May.", "The notice period is three months and begins in May."),
        ("The rent of the shop is 18,500 euros a year in all.", "The rent of the shop is 24,900 euros a year in all."),
    ],
)
def test_a_question_that_names_neither_of_two_contracts_is_answered_from_both(one: str, other: str) -> None:
    made = stated(one, other, "What is agreed?")
    assert [(statement.text, statement.numbers) for statement in made] == [(one, (1,)), (other, (2,))]
