from dataclasses import astuple, fields, replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.confidence import collected, fit, without_words
from qa_bot.answer.candidates import ScoredSentence
from qa_bot.answer.confidence import (
    COEFFICIENTS,
    IN_ANOTHER,
    WITHOUT_WORDS,
    ConfidenceFeatures,
    Languages,
    confidence,
    confidence_features,
    languages_of,
)
from qa_bot.models.embedding import OFFLINE_MODELS
from qa_bot.records import Passage, Span
from qa_bot.settings import Settings

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


def test_the_coefficients_across_languages_are_fitted_without_the_words() -> None:
    (found,) = WITHOUT_WORDS.values()
    likeness = [number for number, field in enumerate(fields(ConfidenceFeatures), 1) if field.name != "lacks_name"]
    fitted = fit(without_words(collected("e5")))
    assert [fitted[number] for number in (0, *likeness)] == pytest.approx(
        [found[number] for number in (0, *likeness)], abs=0.006
    )


def test_the_coefficients_of_another_language_are_the_mean_of_both() -> None:
    for fingerprint, found in IN_ANOTHER.items():
        pairs = zip(COEFFICIENTS[fingerprint], WITHOUT_WORDS[fingerprint], strict=True)
        assert list(found) == pytest.approx([(one + other) / 2 for one, other in pairs], abs=0.006)


@pytest.mark.parametrize(
    ("question", "language", "embedding", "languages"),
    [
        ("Wann wurde die Erklärung unterzeichnet?", "en", "e5", "two"),
        ("Когда была подписана декларация?", "en", "e5", "two"),
        ("宣言是什么时候签署的？", "en", "e5", "two"),
        ("When was the declaration signed?", "de", "e5", "two"),
        ("Wann wurde die Erklärung unterzeichnet?", "de", "e5", "another"),
        ("When was the declaration signed?", "en", "e5", "English"),
        ("Baku?", "de", "e5", "English"),
        ("Wann wurde die Erklärung unterzeichnet?", "", "e5", "English"),
        ("Wann wurde die Erklärung unterzeichnet?", "de", "minilm", "unread"),
        ("When was the declaration signed?", "de", "minilm", "unread"),
        ("Wann wurde die Erklärung unterzeichnet?", "en", "minilm", "English"),
        ("When was the declaration signed?", "", "minilm", "English"),
    ],
)
def test_the_languages_of_question_and_sentence_decide(
    question: str, language: str, embedding: str, languages: Languages
) -> None:
    sentence = ScoredSentence(replace(PASSAGE, language=language), PASSAGE.span, 1.0, 0.5)
    fingerprint = OFFLINE_MODELS[embedding].fingerprint
    assert languages_of(question, [sentence], fingerprint) == languages
    assert languages_of(question, [], fingerprint) == "English"


def test_in_a_language_that_the_model_does_not_read_only_words_count() -> None:
    alike, named = (ConfidenceFeatures(*two, 1.0, 0.0, 0.0) for two in ((0.9, 0.9, 0.0), (0.0, 0.0, 0.4)))
    fingerprint = OFFLINE_MODELS["minilm"].fingerprint
    assert confidence(alike, fingerprint, "unread") < Settings().threshold < confidence(named, fingerprint, "unread")
    assert confidence(alike, fingerprint) > Settings().threshold
    german = ScoredSentence(replace(PASSAGE, language="de"), PASSAGE.span, 1.0, 0.5)
    assert languages_of("Wann?", [german], "another reranker") == "English"


def test_shared_words_count_for_nothing_in_two_languages_and_less_in_another_than_english() -> None:
    fingerprint = OFFLINE_MODELS["e5"].fingerprint
    none, all_of_them = (ConfidenceFeatures(0.5, 0.5, share, 1.0, 0.0, 0.1) for share in (0.0, 1.0))
    gains = [
        confidence(all_of_them, fingerprint, one) - confidence(none, fingerprint, one) for one in get_args(Languages)
    ]
    assert gains[0] > gains[1] > gains[2] == 0
