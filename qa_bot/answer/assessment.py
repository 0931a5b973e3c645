"""How far the best sentence answers a question: answered, near, or absent. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from qa_bot.answer.candidates import ScoredSentence
from qa_bot.answer.confidence import ConfidenceFeatures, confidence, languages_of
from qa_bot.answer.other_things import is_of_other_document
from qa_bot.answer.question import AnalyzedQuestion
from qa_bot.answer.required_terms import missing_terms
from qa_bot.answer.unanswered import is_doubted, lacks_value, unanswered_words
from qa_bot.records import Hit, Intent, State

_NEAR_THRESHOLD = 0.3
"""The confidence from which passages are related to a question that they do not answer."""
_UNLIKE = 0.27
"""Below this weakest match, a word that no passage has means nothing that the best sentence has either.

Chosen on a dozen questions such as "Does the lease mention pets?" (.29, of cats and dogs) and "… parking?" (.24), by
MiniLM's cosines. E5's are higher: of the 280 questions on the documents' topics in ``benchmarks/confidence_e5.csv``,
none is below it, so that with E5 the confidence alone decides."""

_EQUALS, _EQUAL = 3, 0.002
"""Of so many sentences those that differ from the best one by so little are as good."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """What an answer is written from: hits and their sentences, best first, and the features of the confidence."""

    hits: tuple[Hit, ...]
    sentences: tuple[ScoredSentence, ...]
    features: ConfidenceFeatures


@dataclass(frozen=True, slots=True)
class Assessment:
    """What speaks for the best sentence as an answer, and what against it.

    Attributes:
        best: The best sentence, None where there is none.
        confidence: The chance, from 0 to 1, that the question is answered.
        missing: The codes, numbers and years of the question that no hit has, and what it asks whether it is mentioned.
        is_suitable: Whether the best sentence is about all of these, in the form that the question asks for.
    """

    best: ScoredSentence | None
    confidence: float
    missing: tuple[str, ...]
    is_suitable: bool

    def state(self, intent: Intent, threshold: float, *, has_rows: bool) -> State:
        """Return whether the documents answer; ``has_rows``: rows of a table have all the words of the question.

        Rows answer a request for a list, but no row states how many they are or what they add up to.
        """
        is_stated = intent == "list" or not (has_rows or intent == "occurrences")
        if self.is_suitable and is_stated and self.confidence >= threshold:
            return "answered"
        is_near = self.best is not None and (has_rows or self.confidence >= _NEAR_THRESHOLD)
        return "near" if is_near else "absent"


def assess(
    question: AnalyzedQuestion, candidates: Candidates, best: ScoredSentence | None, fingerprint: str
) -> Assessment:
    """Assess ``best`` as an answer; ``fingerprint`` is that of the reranker that ordered the candidates."""
    fingerprint = (best.fingerprint if best else "") or fingerprint
    languages = languages_of(question.text, candidates.sentences, fingerprint)
    beyond_english = languages != "English"
    missing = _missing(question, candidates.hits, beyond_english=beyond_english)
    if best is not None and best.weakest < _UNLIKE:
        missing += question.unmentioned
    is_unanswered = best is not None and languages == "English" and _is_unanswered(question, best, candidates)
    return Assessment(
        best=best,
        confidence=confidence(candidates.features, fingerprint, languages),
        missing=missing,
        is_suitable=(
            best is not None
            and not (missing or is_unanswered)
            and (beyond_english or best.aboutness > 0)
            and question.is_answered_in_form(best.type_fit)
        ),
    )


def _is_unanswered(question: AnalyzedQuestion, best: ScoredSentence, candidates: Candidates) -> bool:
    """Return whether the best sentence, and any that is as good, lacks what is asked for.

    What is left after a request for more need not say what was asked for.
    """
    if best is not candidates.sentences[0]:
        return False
    next_best = candidates.sentences[:_EQUALS]
    if is_doubted(best, next_best) or lacks_value(question, best):
        return True
    if is_of_other_document(question.text, best, candidates.hits):
        return True
    equal = [one for one in next_best if abs(one.score - best.score) <= _EQUAL]
    return all(unanswered_words(question, one) for one in (best, *equal))


def _missing(question: AnalyzedQuestion, hits: Sequence[Hit], *, beyond_english: bool) -> tuple[str, ...]:
    """Return the required terms that no hit has; of these, only codes and numbers are the same in all languages."""
    texts = [f"{hit.passage.title}\n{hit.passage.source}\n{hit.passage.searched}" for hit in hits]
    missing = missing_terms(question.required, texts)
    if beyond_english:
        return tuple(term for term in missing if term.isascii() and not any(term in text for text in texts))
    return missing
