"""Whether the best sentence answers, by its confidence, the terms it lacks, its form, and the rows beside it."""

from dataclasses import replace

import pytest

from qa_bot.answer.assessment import Assessment, Candidates, assess
from qa_bot.answer.candidates import ScoredSentence
from qa_bot.answer.confidence import ConfidenceFeatures
from qa_bot.models.embedding import OFFLINE_MODELS
from qa_bot.records import Hit, Intent, State
from tests.answer.made import analyzed, scored_sentences

THRESHOLD = 0.5
MINILM, E5 = (OFFLINE_MODELS[name].fingerprint for name in ("minilm", "e5"))
(BEST,) = scored_sentences("The pump P-101 was delivered in 2021.", 0.9)
SUITABLE = Assessment(BEST, 0.8, (), is_suitable=True)


def assessed(question: str, best: ScoredSentence | None = BEST, fingerprint: str = MINILM) -> Assessment:
    sentences = (best,) if best else ()
    hits = tuple(Hit(one.passage, 1.0, {}) for one in sentences)
    features = ConfidenceFeatures(0.9, 0.9, 0.9, 1.0, 0.0, 0.1)
    return assess(analyzed(question), Candidates(hits, sentences, features), best, fingerprint)


@pytest.mark.parametrize(
    ("intent", "has_rows", "confidence", "state"),
    [
        ("question", False, 0.5, "answered"),
        ("question", False, 0.49, "near"),
        ("question", False, 0.3, "near"),
        ("question", False, 0.29, "absent"),
        ("question", True, 0.9, "near"),
        ("question", True, 0.1, "near"),
        ("list", True, 0.9, "answered"),
        ("list", False, 0.9, "answered"),
        ("occurrences", False, 0.9, "near"),
    ],
)
def test_the_state_follows_from_confidence_intent_and_rows(
    intent: Intent, has_rows: bool, confidence: float, state: State
) -> None:
    assessment = replace(SUITABLE, confidence=confidence)
    assert assessment.state(intent, THRESHOLD, has_rows=has_rows) == state


def test_an_unsuitable_sentence_is_at_most_near_and_no_sentence_is_nothing() -> None:
    assert replace(SUITABLE, is_suitable=False).state("question", THRESHOLD, has_rows=False) == "near"
    assert replace(SUITABLE, best=None, is_suitable=False).state("question", THRESHOLD, has_rows=False) == "absent"


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("When was the pump P-101 delivered?", ()),
        ("When was the pump P-102 delivered?", ("P-102",)),
        ("What was delivered in 2019?", ("2019",)),
    ],
)
def test_a_term_that_no_hit_has_is_missing_and_makes_the_sentence_unsuitable(
    question: str, missing: tuple[str, ...]
) -> None:
    assessment = assessed(question)
    assert (assessment.missing, assessment.is_suitable) == (missing, not missing)


def test_a_sentence_about_another_thing_or_in_another_form_is_unsuitable() -> None:
    question = "When was the pump delivered?"
    assert assessed(question).is_suitable
    assert not assessed(question, replace(BEST, aboutness=0.0)).is_suitable
    assert not assessed("What is the phone number of the pump?", replace(BEST, type_fit=0.0)).is_suitable
    assert not assessed(question, None).is_suitable


def test_beyond_english_only_codes_and_numbers_are_required() -> None:
    best = replace(BEST, aboutness=0.0)
    assert assessed("Wann wurde die Pumpe mit der Nummer P-101 geliefert?", best, E5).is_suitable
    assert assessed("Wann wurde die Pumpe mit der Nummer P-102 geliefert?", best, E5).missing == ("P-102",)
    assert not assessed("Was steht in § 12 zur Pumpe mit der Nummer P-101?", best, E5).missing


@pytest.mark.parametrize(
    ("question", "weakest", "missing"),
    [
        ("Does the lease mention parking?", 0.2, ("parking",)),
        ("Is there anything about parking in it?", 0.2, ("parking",)),
        ("Does it say something on parking?", 0.2, ("parking",)),
        ("What does the lease say about parking?", 0.2, ("parking",)),
        ("What is said on parking in it?", 0.2, ("parking",)),
        ("Does the lease mention parking?", 0.3, ()),
        ("Where is the parking?", 0.2, ()),
        ("Does the parking mention a carparking?", 0.2, ()),
    ],
)
def test_a_word_that_is_asked_to_be_mentioned_is_missing_unless_something_like_it_is_there(
    question: str, weakest: float, missing: tuple[str, ...]
) -> None:
    (best,) = scored_sentences("The lease runs for a year.", 0.9)
    hits = (Hit(best.passage, 1.0, {}),)
    features = ConfidenceFeatures(0.9, 0.9, 0.9, 1.0, 0.0, 0.1)
    best = replace(best, weakest=weakest)
    asked = replace(analyzed(question), unknown_words=("parking",))
    found = assess(asked, Candidates(hits, (best,), features), best, MINILM)
    assert (found.missing, found.is_suitable) == (missing, not missing)
