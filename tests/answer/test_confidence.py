from dataclasses import astuple, fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.confidence import collected, fit, without_words
from qa_bot.answer.candidates import ScoredSentence
from qa_bot.answer.confidence import (
    COEFFICIENTS,
    WITHOUT_WORDS,
    ConfidenceFeatures,
    confidence,
    confidence_features,
    is_beyond_english,
)
from qa_bot.models.embedding import OFFLINE_MODELS
from qa_bot.records import Passage, Span

shares = st.floats(min_value=0, max_value=1)
features = st.builds(ConfidenceFeatures, shares, shares, shares, shares, shares, shares)
fingerprints = st.sampled_from([*COEFFICIENTS, "another model"])
PASSAGE = Passage("p", "d", "a.txt", "Shusha", Span(0, 30), "The declaration was signed then")
SUPPORT = [field.name for field in fields(ConfidenceFeatures) if field.name != "lacks_name"]


def scored(likeness: float, score: float = 9.0) -> ScoredSentence:
    return ScoredSentence(PASSAGE, Span(0, 30), score, likeness, weakest=0.4, coverage=0.6, type_fit=0.5)


@given(features, fingerprints)
def test_confidence_is_a_chance(found: ConfidenceFeatures, fingerprint: str) -> None:
    assert 0 < confidence(found, fingerprint) < 1


@given(
    features,
    st.sampled_from(SUPPORT),
    st.floats(min_value=0.01, max_value=1),
    st.sampled_from(list(COEFFICIENTS)),
)
def test_whatever_speaks_for_an_answer_raises_it(
    found: ConfidenceFeatures, name: str, more: float, fingerprint: str
) -> None:
    raised = replace(found, **{name: getattr(found, name) + more})
    assert confidence(raised, fingerprint) > confidence(found, fingerprint)


@given(features, fingerprints)
def test_a_name_that_no_passage_has_lowers_it(found: ConfidenceFeatures, fingerprint: str) -> None:
    lacking, having = (confidence(replace(found, lacks_name=lacks), fingerprint) for lacks in (1.0, 0.0))
    assert lacking < having


@pytest.mark.parametrize("fingerprint", [*COEFFICIENTS, "another model"])
def test_nothing_at_all_is_hardly_an_answer_and_everything_is_one(fingerprint: str) -> None:
    assert confidence(ConfidenceFeatures(0, 0, 0, 0, 1, 0), fingerprint) < 0.1
    assert confidence(ConfidenceFeatures(1, 1, 1, 1, 0, 1), fingerprint) > 0.9


def test_the_offline_models_have_coefficients_of_their_own() -> None:
    assert set(COEFFICIENTS) == {model.fingerprint for model in OFFLINE_MODELS.values()}


def test_the_likenesses_of_another_model_count_for_nothing() -> None:
    low, high = (ConfidenceFeatures(value, value, 0.5, 1.0, 0.0, value) for value in (0.0, 1.0))
    assert confidence(low, "another model") == confidence(high, "another model")


def test_the_features_are_those_of_the_best_sentence() -> None:
    found = confidence_features([scored(0.8, 1.5), scored(0.9, 1.25)], lacks_name=True)
    assert astuple(found) == (0.8, 0.4, 0.6, 0.5, 1.0, 0.25)
    assert confidence_features([scored(0.8)], lacks_name=False).margin == 0.0


def test_without_sentences_every_feature_is_zero() -> None:
    assert set(astuple(confidence_features([], lacks_name=False))) == {0.0}


@pytest.mark.parametrize("embedding", OFFLINE_MODELS)
def test_the_coefficients_are_those_that_the_committed_features_give(embedding: str) -> None:
    groups = collected(embedding)
    assert sum(len(group.rows) for group in groups) > 400
    assert list(fit(groups)) == pytest.approx(COEFFICIENTS[OFFLINE_MODELS[embedding].fingerprint], abs=0.006)


def test_the_coefficients_beyond_english_are_fitted_without_the_words() -> None:
    (found,) = WITHOUT_WORDS.values()
    likeness = [number for number, field in enumerate(fields(ConfidenceFeatures), 1) if field.name != "lacks_name"]
    fitted = fit(without_words(collected("e5")))
    assert [fitted[number] for number in (0, *likeness)] == pytest.approx(
        [found[number] for number in (0, *likeness)], abs=0.006
    )


@pytest.mark.parametrize(
    ("question", "embedding", "beyond_english"),
    [
        ("Wann wurde die Erklärung unterzeichnet?", "e5", True),
        ("Когда была подписана декларация?", "e5", True),
        ("宣言是什么时候签署的？", "e5", True),
        ("When was the declaration signed?", "e5", False),
        ("Baku?", "e5", False),
        ("Wann wurde die Erklärung unterzeichnet?", "minilm", False),
    ],
)
def test_a_question_in_another_language_than_english_is_noticed(
    question: str, embedding: str, beyond_english: bool
) -> None:
    text = "The declaration was signed by the two presidents, and it was approved by their parliaments."
    passage = Passage("p", "d", "a.txt", "", Span(0, len(text)), text)
    sentence = ScoredSentence(passage, passage.span, 1.0, 0.5)
    fingerprint = OFFLINE_MODELS[embedding].fingerprint
    assert is_beyond_english(question, [sentence], fingerprint) == beyond_english
    assert not is_beyond_english(question, [], fingerprint)
