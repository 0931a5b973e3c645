from dataclasses import astuple, fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.confidence import collected, fit
from qa_bot.answer.candidates import ScoredSentence
from qa_bot.answer.confidence import BIAS, WEIGHTS, ConfidenceFeatures, confidence, confidence_features
from qa_bot.records import Passage, Span
from tests.answer.made import Words, analyzed

shares = st.floats(min_value=0, max_value=1)
features = st.builds(ConfidenceFeatures, shares, shares, shares, shares, shares)
PASSAGE = Passage("p", "d", "a.txt", "Shusha", Span(0, 30), "The declaration was signed then")
WORDS = Words(declaration=0.5)


def scored(likeness: float, fits_answer_type: bool = True) -> ScoredSentence:
    return ScoredSentence(PASSAGE, Span(0, 30), 9.0, likeness, weakest=0.4, fits_answer_type=fits_answer_type)


def seen(question: str, *likenesses: float) -> ConfidenceFeatures:
    asked = analyzed(question, WORDS)
    return confidence_features(asked, 0.7, [scored(likeness) for likeness in likenesses])


@given(features)
def test_confidence_is_a_chance(found: ConfidenceFeatures) -> None:
    assert 0 < confidence(found) < 1


@given(
    features,
    st.sampled_from([field.name for field in fields(ConfidenceFeatures)]),
    st.floats(min_value=0.01, max_value=1),
)
def test_whatever_speaks_for_an_answer_raises_it(found: ConfidenceFeatures, name: str, more: float) -> None:
    raised = replace(found, **{name: getattr(found, name) + more})
    assert confidence(raised) > confidence(found)


def test_nothing_at_all_is_hardly_an_answer_and_everything_is_one() -> None:
    assert confidence(ConfidenceFeatures(0, 0, 0, 0, 0)) < 0.05
    assert confidence(ConfidenceFeatures(1, 1, 1, 1, 1)) > 0.95


def test_the_features_are_those_of_the_best_sentence() -> None:
    found = seen("declaration", 0.8, 0.9)
    assert (found.likeness, found.cosine, found.weakest) == (0.8, 0.7, 0.4)


def test_an_answer_of_another_type_than_expected_lowers_a_feature() -> None:
    asked = analyzed("When was the declaration signed?", WORDS)
    right, wrong = (
        confidence_features(asked, 0.7, [scored(0.8, fits_answer_type)]) for fits_answer_type in (True, False)
    )
    assert (right.fits_answer_type, wrong.fits_answer_type) == (1.0, 0.0)


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


def test_without_sentences_every_feature_is_zero() -> None:
    assert set(astuple(seen("declaration"))) == {0.0}


def test_the_coefficients_are_those_that_the_committed_features_give() -> None:
    groups = collected()
    assert sum(len(rows) for _, _, rows in groups) > 500
    assert list(fit(groups)) == pytest.approx([BIAS, *WEIGHTS], abs=0.006)
