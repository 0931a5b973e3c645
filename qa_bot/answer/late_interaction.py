"""Rerank sentences by late interaction over the model's token vectors.

Each token of the question is matched with the token of the sentence that is nearest in meaning (Khattab and Zaharia,
ColBERT, 2020); the cosines are averaged, weighted by the rarity of the token's word in the corpus. The sentence before
counts too, but less: "This exercise took place from October 23 to 25" is about what was just named. Nothing is trained.
Alternatives and their results are in docs/evidence.md.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy

from qa_bot.answer.candidates import Numbers, ScoredSentence
from qa_bot.answer.file_properties import is_unasked_property
from qa_bot.answer.question import AnalyzedQuestion, Vocabulary
from qa_bot.answer.token_cache import TokenCache
from qa_bot.models import minilm
from qa_bot.models.encoder import Encoder, TokenVectors, encoder_of
from qa_bot.records import Hit, Passage, Span
from qa_bot.text.paragraphs import is_heading

_CONTEXT_SHARE = 0.8  # of a cosine with the sentence before
_PASSAGE_SHARE = 0.15
_COVERAGE_SHARE = 0.15
_ANSWER_TYPE_SHARE = 0.06
_HEADING_LOSS = 0.1
_COMMON_WEIGHT = 0.05  # a stop word still helps to distinguish two sentences
_HEAVY = 0.3
"""Tokens of at least this share of the heaviest token's weight carry the question."""


class LateInteractionReranker:
    """Scores sentences by the token vectors of an encoder. Threads may share it; the last passages stay in memory."""

    def __init__(self, encoder: Encoder | None = None) -> None:
        """Use the offline default model, loaded with the first question, where no ``encoder`` is given."""
        self._given = encoder

    @cached_property
    def _encoder(self) -> Encoder:
        return self._given or encoder_of(minilm.MODEL)

    @cached_property
    def _token_vectors(self) -> TokenCache:
        return TokenCache(self._encoder.passage_tokens)

    def warm(self) -> None:
        """Load the model."""
        self._encoder.query_tokens("warm")

    def rerank(
        self, question: AnalyzedQuestion, hits: Sequence[Hit], on_step: Callable[[], object] = lambda: None
    ) -> list[ScoredSentence]:
        """Return every sentence of the hits, best first; ``on_step`` is called before each hit."""
        tokens = self._encoder.query_tokens(question.text)
        weights = _token_weights(question.text, tokens, question.vocabulary)
        found: list[ScoredSentence] = []
        for hit in hits:
            on_step()
            found += self._scored(question, tokens, weights, hit)
        return sorted(found, key=lambda sentence: -sentence.score)

    def _scored(
        self, question: AnalyzedQuestion, tokens: TokenVectors, weights: Numbers, hit: Hit
    ) -> list[ScoredSentence]:
        passage = hit.passage
        if is_unasked_property(question.text, passage):
            unmatched = numpy.zeros(len(weights))
            return [
                ScoredSentence(passage, span, 0.0, 0.0, unmatched, fits_answer_type=False) for span in passage.sentences
            ]
        read = [
            _Sentence(span, cosines, frozenset(question.vocabulary.terms(passage.slice(span))))
            for span, cosines in self._cosines(tokens, passage)
        ]
        return [_score(question, weights, hit, one, before) for one, before in zip(read, [None, *read], strict=False)]

    def _cosines(self, tokens: TokenVectors, passage: Passage) -> list[tuple[Span, Numbers]]:
        """Return for each sentence the cosine of each token of the question with the nearest token in it."""
        read = self._token_vectors(passage.text)
        cosines = tokens.vectors @ read.vectors.T
        found = []
        for span in passage.sentences:
            start, end = span.start - passage.span.start, span.end - passage.span.start
            inside = (read.offsets[:, 0] >= start) & (read.offsets[:, 1] <= end)
            # Beyond the model's limit, at the end of a passage of many tokens, a sentence is encoded alone.
            best = cosines[:, inside].max(axis=1) if inside.any() else self._cosines_alone(tokens, passage.slice(span))
            found.append((span, best))
        return found

    def _cosines_alone(self, tokens: TokenVectors, sentence: str) -> Numbers:
        read = self._token_vectors(sentence)
        if not len(read.ids):
            return numpy.zeros(len(tokens.ids), dtype=numpy.float32)
        return numpy.asarray((tokens.vectors @ read.vectors.T).max(axis=1))


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence by itself: its best cosine for each token of the question, and its terms."""

    span: Span
    cosines: Numbers
    terms: frozenset[str]


def _score(
    question: AnalyzedQuestion, weights: Numbers, hit: Hit, sentence: _Sentence, before: _Sentence | None
) -> ScoredSentence:
    """Score a sentence by its likeness, the question's words and answer type in it, and its passage's score."""
    context_terms = before.terms if before else frozenset[str]()
    cosines = numpy.maximum(sentence.cosines, _CONTEXT_SHARE * before.cosines) if before else sentence.cosines
    matched = cosines * weights
    likeness, text = float(matched.sum()), hit.passage.slice(sentence.span)
    fits = question.fits_answer_type(text)
    score = likeness + _PASSAGE_SHARE * hit.score + _COVERAGE_SHARE * question.coverage(sentence.terms | context_terms)
    return ScoredSentence(
        passage=hit.passage,
        span=sentence.span,
        score=score + _ANSWER_TYPE_SHARE * fits - _HEADING_LOSS * is_heading(text),
        likeness=likeness,
        matched=matched,
        weakest=weakest_match(matched, weights),
        before=before.span if before else None,
        context_gain=float(((cosines - sentence.cosines) * weights).sum()),
        fits_answer_type=fits,
    )


def weakest_match(matched: Numbers, weights: Numbers) -> float:
    """Return the cosine of the worst matched token of those that carry the question; ``matched`` is weighted."""
    if not len(weights):
        return 0.0
    heavy = weights >= _HEAVY * weights.max()
    return max(0.0, float((matched[heavy] / weights[heavy]).min()))


def _token_weights(question: str, tokens: TokenVectors, vocabulary: Vocabulary) -> Numbers:
    """Return a weight for each token, by the rarity of its word; together 1."""
    if not len(tokens.ids):
        return numpy.zeros(0)
    words = [_word_at(question, int(start), int(end)) for start, end in tokens.offsets]
    rarity = {word: vocabulary.rarity(word) for word in words}
    weights = numpy.array([_COMMON_WEIGHT + rarity[word] for word in words])
    return numpy.asarray(weights / weights.sum())


def _word_at(text: str, start: int, end: int) -> str:
    """Return the whole word that a token is a piece of."""
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return text[start:end]
