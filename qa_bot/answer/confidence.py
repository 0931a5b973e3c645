"""The chance, from 0 to 1, that the best sentence answers the question.

A logistic regression on features that do not depend on the embedding, for each model that scores sentences: their
likenesses have a scale of their own. ``benchmarks/confidence.py`` fits it to the features in
``benchmarks/confidence_*.csv`` and names the sets of questions; no gold question is among them.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from typing import Literal

from qa_bot.answer.candidates import ScoredSentence
from qa_bot.text.languages import ENGLISH, NEUTRAL, detect

COEFFICIENTS: Mapping[str, tuple[float, ...]] = {
    "all-MiniLM-L6-v2-53aa51172d14-1": (-3.58, 3.58, 2.17, 2.17, 1.3, -0.7, 0.52),
    "multilingual-e5-small-1571fc982750-1": (-4.49, 3.41, 2.3, 3.04, 1.3, -0.7, 1.05),
}
"""The bias and the weights of the features, by the fingerprint of the reranker.

Those of ``type_fit`` and ``lacks_name`` are set, not fitted: too few of the questions depend on them."""

WITHOUT_WORDS: Mapping[str, tuple[float, ...]] = {
    "multilingual-e5-small-1571fc982750-1": (-5.06, 5.2, 3.41, 0.0, 1.3, 0.0, 0.0),
}
"""Those for questions and sentences in two languages, which share no words, for models that read them."""

IN_ANOTHER: Mapping[str, tuple[float, ...]] = {
    "multilingual-e5-small-1571fc982750-1": (-4.78, 4.31, 2.86, 1.52, 1.3, -0.35, 0.53),
}
"""Those for question and sentence in one language other than English: the mean of both above.

Words count, but less: it is a matter of the language how many forms and compounds they have. The mean was chosen among
shares from 0 to 1 on the French, Azerbaijani and Japanese questions of ``benchmarks/languages.py``."""

UNREAD = (-2.3, 0.0, 0.0, 4.82, 1.3, -0.7, 0.0)
"""Those for a language that the model does not read: its likenesses mean nothing there, the words do.

The bias was chosen among three on the French, Azerbaijani and Japanese questions of ``benchmarks/languages.py``."""

ANY_MODEL = (-3.23, 0.0, 0.0, 4.82, 1.3, -0.7, 0.0)
"""Those for other rerankers: without the likenesses, and as if half of the questions could not be answered."""

CERTAIN = 0.6
"""The confidence from which an answer has a short answer, and its question is suggested.

Of 396 short answers to questions of SQuAD with and without an answer in the documents, 3 of 21 below it were to a
question that the documents answer, 53 of 79 from .6 to .8, and 255 of 296 above (docs/evidence.md)."""


@dataclass(frozen=True, slots=True)
class ConfidenceFeatures:
    """The features of the regression, each from 0 to 1.

    Attributes:
        likeness: How close the best sentence comes to the question.
        weakest: How close the best sentence comes to the worst matched of the question's important tokens.
        coverage: The share of the question's words in the best sentence and its context, weighted by rarity.
        type_fit: How well the best sentence fits the expected answer type.
        lacks_name: 1 if the question has a name that no passage has, else 0.
        margin: By how much the best sentence's score exceeds the next one's, without the reader.
    """

    likeness: float
    weakest: float
    coverage: float
    type_fit: float
    lacks_name: float
    margin: float


def confidence_features(sentences: Sequence[ScoredSentence], *, lacks_name: bool) -> ConfidenceFeatures:
    """Return the features of a question; ``sentences`` come best first."""
    if not sentences:
        return ConfidenceFeatures(0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    best = sentences[0]
    # The coefficients were fitted to scores without the reader.
    margin = max(0.0, best.unread_score - sentences[1].unread_score) if len(sentences) > 1 else 0.0
    return ConfidenceFeatures(best.likeness, best.weakest, best.coverage, best.type_fit, float(lacks_name), margin)


Languages = Literal["English", "another", "two", "unread"]
"""Those of a question and its best sentence: both English or not known, both in another one, in two; or the sentence's
is one that the model does not read."""

_TABLES: Mapping[Languages, Mapping[str, tuple[float, ...]]] = {
    "English": COEFFICIENTS,
    "another": IN_ANOTHER,
    "two": WITHOUT_WORDS,
}


def languages_of(question: str, sentences: Sequence[ScoredSentence], fingerprint: str) -> Languages:
    """Return the languages of a question and its best sentence; ``fingerprint`` is that of the reranker."""
    if not sentences or fingerprint not in COEFFICIENTS:
        return "English"
    language = sentences[0].passage.language
    if fingerprint not in WITHOUT_WORDS:
        return "English" if language in (NEUTRAL.code, ENGLISH.code) else "unread"
    languages = {detect(question).code, language}
    if NEUTRAL.code in languages or languages == {ENGLISH.code}:
        return "English"
    return "two" if len(languages) > 1 else "another"


def confidence(features: ConfidenceFeatures, fingerprint: str, languages: Languages = "English") -> float:
    """Return the chance, from 0 to 1, that a question is answered; ``fingerprint`` is that of the reranker."""
    coefficients = UNREAD if languages == "unread" else _TABLES[languages].get(fingerprint, ANY_MODEL)
    bias, *weights = coefficients
    weighted = bias + sum(weight * value for weight, value in zip(weights, astuple(features), strict=True))
    return 1 / (1 + math.exp(-weighted))
