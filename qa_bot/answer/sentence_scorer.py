"""Hits → sentences, each with how much it says about the question: late interaction over the model's token vectors.

Every word of the question looks for the word of the sentence that is nearest in meaning (Khattab and Zaharia, ColBERT,
2020); the cosines are averaged, a word weighing the more the rarer it is in the corpus. What the sentence before says
counts too, but less: "This exercise took place from October 23 to 25" is about what was just named. Nothing is trained.
What was tried beside it, and what it brought, is in docs/evidence.md.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy

from qa_bot.answer.encoded_question import EncodedQuestion, Numbers, Vocabulary, asked
from qa_bot.answer.file_properties import is_beside_the_question
from qa_bot.answer.token_cache import TokenCache
from qa_bot.models.encoder import Encoder, TokenVectors, default_encoder
from qa_bot.records import Hit, Passage, Span
from qa_bot.text.sentences import is_heading

_CONTEXT_SHARE = 0.8  # of a cosine with the sentence before
_PASSAGE_SHARE = 0.15
_COVERAGE_SHARE = 0.15
_KIND_SHARE = 0.06
_HEADING_LOSS = 0.1


@dataclass(frozen=True, slots=True)
class ScoredSentence:
    """A sentence of a hit.

    Attributes:
        passage: Where it stands.
        span: What it covers of the document's text.
        score: For choosing among sentences.
        likeness: How near it comes to the question, from 0 to 1: for trusting the best.
        matched: What each token of the question finds in it, by weight; their sum is ``likeness``.
        before: The sentence before it in the passage, if it has one.
        leaning: How much of ``likeness`` only the sentence before it brings.
        on_kind: Whether it brings the kind of answer that is asked for (true where no kind is).
    """

    passage: Passage
    span: Span
    score: float
    likeness: float
    matched: Numbers = field(default_factory=lambda: numpy.zeros(0), compare=False)
    before: Span | None = None
    leaning: float = 0.0
    on_kind: bool = True

    @property
    def quote(self) -> str:
        """The sentence, word for word."""
        return words_of(self.passage, self.span)


def words_of(passage: Passage, span: Span) -> str:
    """The words of a passage at a span of the document's text."""
    return span.shifted(-passage.span.start).of(passage.text)


class SentenceScorer:
    """Reads passages in the light of a question. The last passages read are kept in memory."""

    def __init__(self, encoder: Encoder | None = None) -> None:
        """``encoder`` is the offline default model where none is given."""
        self._encoder = encoder or default_encoder()
        self._tokens = TokenCache(self._encoder.token_vectors)

    def warm(self) -> None:
        """Let the model read a word, so that the first question does not wait for it."""
        self._encoder.token_vectors("warm")

    def knows(self, word: str) -> bool:
        """Whether a word is a common one, which the model has whole."""
        return self._encoder.knows(word)

    def asked(self, question: str, vocabulary: Vocabulary) -> EncodedQuestion:
        """The question, ready to be compared with sentences."""
        return asked(question, self._encoder.token_vectors(question), vocabulary)

    def weigh(
        self,
        question: EncodedQuestion,
        hits: Sequence[Hit],
        vocabulary: Vocabulary,
        on_step: Callable[[], object] = lambda: None,
    ) -> list[ScoredSentence]:
        """Every sentence of the hits, the most telling first; ``on_step`` is called before each hit is read."""
        found: list[ScoredSentence] = []
        for hit in hits:
            on_step()
            found += self._weigh_one(question, hit, vocabulary)
        return sorted(found, key=lambda evidence: -evidence.score)

    def _weigh_one(self, question: EncodedQuestion, hit: Hit, vocabulary: Vocabulary) -> list[ScoredSentence]:
        """The sentences of one passage, in its order, each in the light of the one before."""
        if is_beside_the_question(question.text, hit.passage):
            nothing = numpy.zeros(len(question.weights))
            return [
                ScoredSentence(hit.passage, span, 0.0, 0.0, nothing, on_kind=False) for span in hit.passage.sentences
            ]
        read = [
            _Read(span, words_of(hit.passage, span), nearest, frozenset(vocabulary.terms(words_of(hit.passage, span))))
            for span, nearest in self._nearest(question.tokens, hit.passage)
        ]
        return [_evidence(question, hit, one, before) for one, before in zip(read, [None, *read], strict=False)]

    def _nearest(self, tokens: TokenVectors, passage: Passage) -> list[tuple[Span, Numbers]]:
        """For each sentence the cosine of each token of the question with the nearest token in it."""
        read = self._tokens(passage.text)
        nearness = tokens.vectors @ read.vectors.T
        found = []
        for span in passage.sentences:
            inside = _inside(read, span.start - passage.span.start, span.end - passage.span.start)
            alone = not inside.any()  # the model did not reach it, at the end of a passage of many tokens
            found.append((span, self._alone(tokens, span, passage) if alone else nearness[:, inside].max(axis=1)))
        return found

    def _alone(self, tokens: TokenVectors, span: Span, passage: Passage) -> Numbers:
        read = self._tokens(words_of(passage, span))
        if not len(read.ids):
            return numpy.zeros(len(tokens.ids), dtype=numpy.float32)
        return numpy.asarray((tokens.vectors @ read.vectors.T).max(axis=1))


@dataclass(frozen=True, slots=True)
class _Read:
    """A sentence as it was read: what each token of the question finds in it alone, and its terms."""

    span: Span
    words: str
    nearest: Numbers
    terms: frozenset[str]


def _evidence(question: EncodedQuestion, hit: Hit, read: _Read, before: _Read | None) -> ScoredSentence:
    """A sentence with its score: its likeness, the question's words and kind of answer in it, its passage's part."""
    named = before.terms if before else frozenset[str]()
    beheld = numpy.maximum(read.nearest, _CONTEXT_SHARE * before.nearest) if before else read.nearest
    matched = beheld * question.weights
    likeness, on_kind = float(matched.sum()), question.brought_by(read.words)
    score = likeness + _PASSAGE_SHARE * hit.score + _COVERAGE_SHARE * question.coverage(read.terms | named)
    return ScoredSentence(
        passage=hit.passage,
        span=read.span,
        score=score + _KIND_SHARE * on_kind - _HEADING_LOSS * is_heading(read.words),
        likeness=likeness,
        matched=matched,
        before=before.span if before else None,
        leaning=float(((beheld - read.nearest) * question.weights).sum()),
        on_kind=on_kind,
    )


def best_of_each(evidence: Sequence[ScoredSentence]) -> dict[str, float]:
    """The likeness of the best sentence of each passage, by the passages' ids."""
    found: dict[str, float] = {}
    for one in evidence:
        found[one.passage.id] = max(found.get(one.passage.id, 0.0), one.likeness)
    return found


def _inside(read: TokenVectors, start: int, end: int) -> Numbers:
    """Which tokens lie in ``[start, end)`` of the text that was read."""
    return (read.offsets[:, 0] >= start) & (read.offsets[:, 1] <= end)
