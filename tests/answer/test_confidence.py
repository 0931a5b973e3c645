from dataclasses import astuple, fields, replace

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.confidence import collected, fit
from qa_bot.answer.confidence import BIAS, WEIGHTS, ConfidenceFeatures, confidence, confidence_features
from qa_bot.answer.encoded_question import EncodedQuestion
from qa_bot.answer.sentence_scorer import ScoredSentence
from qa_bot.records import Passage, Span
from tests.answer.made import Words, as_asked

shares = st.floats(min_value=0, max_value=1)
some_signs = st.builds(ConfidenceFeatures, shares, shares, shares, shares, shares)
PASSAGE = Passage("p", "d", "a.txt", "Shusha", Span(0, 30), "The declaration was signed then")
WORDS = Words(declaration=0.5)


def evidence(question: EncodedQuestion, likeness: float, on_kind: bool = True) -> ScoredSentence:
    matched = likeness * question.weights
    return ScoredSentence(PASSAGE, Span(0, 30), 9.0, likeness, matched, on_kind=on_kind)


def seen(question: str, *likenesses: float) -> ConfidenceFeatures:
    asked = as_asked(question, WORDS)
    return confidence_features(asked, 0.7, [evidence(asked, likeness) for likeness in likenesses], WORDS)


@given(some_signs)
def test_confidence_is_a_chance(found: ConfidenceFeatures) -> None:
    assert 0 < confidence(found) < 1


@given(
    some_signs,
    st.sampled_from([field.name for field in fields(ConfidenceFeatures)]),
    st.floats(min_value=0.01, max_value=1),
)
def test_whatever_speaks_for_an_answer_raises_it(found: ConfidenceFeatures, name: str, more: float) -> None:
    raised = replace(found, **{name: getattr(found, name) + more})
    assert confidence(raised) > confidence(found)


def test_nothing_at_all_is_hardly_an_answer_and_everything_is_one() -> None:
    assert confidence(ConfidenceFeatures(0, 0, 0, 0, 0)) < 0.05
    assert confidence(ConfidenceFeatures(1, 1, 1, 1, 1)) > 0.95


def test_the_signs_are_those_of_the_best_sentence() -> None:
    found = seen("declaration", 0.8, 0.9)
    assert (found.likeness, found.cosine) == (0.8, 0.7)


def test_the_weakest_token_is_the_worst_matched_of_those_that_carry_the_question() -> None:
    asked = as_asked("the declaration peru", WORDS)
    there = evidence(asked, 0.8)
    matched = there.matched.copy()
    matched[-1] = 0.1 * asked.weights[-1]  # peru
    assert confidence_features(asked, 0.7, [replace(there, matched=matched)], WORDS).weakest == pytest.approx(0.1)
    matched = there.matched.copy()
    matched[0] = 0.0  # a stop word carries nothing
    assert confidence_features(asked, 0.7, [replace(there, matched=matched)], WORDS).weakest == pytest.approx(0.8)


def test_an_answer_of_another_kind_than_asked_for_is_a_sign_against_it() -> None:
    asked = as_asked("When was the declaration signed?", WORDS)
    right, wrong = (
        confidence_features(asked, 0.7, [evidence(asked, 0.8, on_kind)], WORDS) for on_kind in (True, False)
    )
    assert (right.on_kind, wrong.on_kind) == (1.0, 0.0)


@pytest.mark.parametrize(
    ("question", "coverage"),
    [
        ("declaration", 1.0),
        ("declaration peru", 1 / 3),
        ("peru", 0.0),
        ("declaration shusha", 1.0),  # the title counts
        ("when was the", 0.0),
    ],
)
def test_coverage_is_the_share_of_rare_words_that_are_there(question: str, coverage: float) -> None:
    assert seen(question, 0.8).coverage == pytest.approx(coverage)


def test_no_evidence_is_no_sign() -> None:
    assert set(astuple(seen("declaration"))) == {0.0}


def test_a_question_of_no_tokens_breaks_nothing() -> None:
    asked = as_asked("", WORDS)
    found = ScoredSentence(PASSAGE, Span(0, 30), 0.1, 0.0, numpy.zeros(0))
    assert confidence_features(asked, 0.0, [found], WORDS).weakest == 0.0


def test_the_coefficients_are_those_that_the_committed_signs_give() -> None:
    groups = collected()
    assert sum(len(rows) for _, _, rows in groups) > 500
    assert list(fit(groups)) == pytest.approx([BIAS, *WEIGHTS], abs=0.006)
