"""Rerank sentences by late interaction over the model's token vectors.

Each token of the question is matched with the token of the sentence that is nearest in meaning (Khattab and Zaharia,
ColBERT, 2020); the cosines are averaged, weighted by the rarity of the token's word in the corpus. The sentence before
counts too, but less: "This exercise took place from October 23 to 25" is about what was just named. Nothing is trained.
Alternatives and their results are in docs/evidence.md.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial

import numpy

from qa_bot.answer.candidates import Numbers, ScoredSentence
from qa_bot.answer.file_properties import asks_for_author, is_unasked_property
from qa_bot.answer.question import AnalyzedQuestion
from qa_bot.answer.required_terms import is_about, names_code, names_others
from qa_bot.answer.sentence_roles import Role, roles_of
from qa_bot.answer.token_cache import BUDGET_BYTES, TokenCache
from qa_bot.answer.token_weights import TokenWeights, weakest_match
from qa_bot.models.encoder import Encoder, TokenVectors, Vectors, encoder_of
from qa_bot.models.offline_model import OfflineModel
from qa_bot.records import Hit, Passage, Span
from qa_bot.text.paragraphs import is_heading, is_list_item, is_log_line, is_row

_CONTEXT_SHARE = 0.8  # of a cosine with the sentence before
_HEADING_SHARE = 0.8  # of a cosine with the heading or question above
_TITLE_SHARE = 0.7  # of a cosine with the document's title
_PASSAGE_SHARE = 0.15
_COVERAGE_SHARE = 0.15
_ANSWER_TYPE_SHARE = 0.09
_HEADING_LOSS = 0.1
_ROLE_LOSS: Mapping[Role, float] = {
    "statement": 0.0,
    "heading": 1.0,
    "question": 1.0,
    "lead_in": 0.1,
    "reference": 0.3,
    "notice": 0.3,
    "byline": 0.3,
}
_REQUIRED_LOSS = 0.3  # of a sentence that is not about the code, number or year that is asked for
_COMPARISON_LOSS = 0.1  # of a sentence that names another code beside the one that is asked for
_BYLINE_GAIN = 0.05  # of the line that names the author of the document that is asked for, over its best sentence


class LateInteractionReranker:
    """Scores sentences by the token vectors of an encoder. Threads may share it; the last passages stay in memory."""

    def __init__(self, model: OfflineModel, *, for_reader: bool = False) -> None:
        """Load ``model`` with the first question; ``for_reader``: a reader goes on from the states of its tokens."""
        self.fingerprint = model.fingerprint
        self._model = model
        self._for_reader = for_reader

    @cached_property
    def _encoder(self) -> Encoder:
        return encoder_of(self._model)

    @cached_property
    def _token_vectors(self) -> TokenCache:
        encode = partial(self._encoder.passage_tokens, lower=self._for_reader)
        return TokenCache(encode, (1 + self._for_reader) * BUDGET_BYTES)

    def warm(self) -> None:
        """Load the model."""
        self._encoder.query_tokens("warm")

    def question_tokens(self, text: str) -> tuple[TokenVectors, Vectors]:
        """Return the token vectors of a question, and the lower states of its tokens and of those around them."""
        return self._encoder.query_tokens(text), self._encoder.lower_states(text)

    def passage_tokens(self, text: str) -> TokenVectors:
        """Return the token vectors of a text of a document, from the cache where it has them."""
        return self._token_vectors(text)

    def rerank(
        self, question: AnalyzedQuestion, hits: Sequence[Hit], on_step: Callable[[], object] = lambda: None
    ) -> list[ScoredSentence]:
        """Return every sentence of the hits, best first; ``on_step`` is called before each hit."""
        tokens = self._encoder.query_tokens(question.text)
        weights = TokenWeights(question, tokens)
        found: list[ScoredSentence] = []
        for hit in hits:
            on_step()
            found += self._scored(question, tokens, weights, hit)
        found = [_of_its_document(one, found) for one in found] if question.asks_for_writer else found
        found = [replace(one, fingerprint=self.fingerprint) for one in found]
        return sorted(found, key=lambda sentence: -sentence.score)

    def _scored(
        self, question: AnalyzedQuestion, tokens: TokenVectors, weights: TokenWeights, hit: Hit
    ) -> list[ScoredSentence]:
        passage = hit.passage
        if is_unasked_property(question.text, passage):
            unmatched = numpy.zeros(len(weights.values))
            return [ScoredSentence(passage, span, 0.0, 0.0, unmatched, type_fit=0.0) for span in passage.sentences]
        roles = roles_of([passage.slice(span) for span in passage.sentences])
        read = [
            _Sentence(span, role, cosines, frozenset(question.vocabulary.terms(passage.ranked(span))))
            for (span, cosines), role in zip(self._cosines(tokens, passage), roles, strict=True)
        ]
        title = _Title(self._cosines_alone(tokens, passage.title), frozenset(question.vocabulary.terms(passage.title)))
        contexts = [
            _Context(title, before, heading)
            for before, heading in zip(_befores(passage, read), _headings(read), strict=True)
        ]
        return [
            _score(question, weights, hit, sentence, context) for sentence, context in zip(read, contexts, strict=True)
        ]

    def _cosines(self, tokens: TokenVectors, passage: Passage) -> list[tuple[Span, Numbers]]:
        """Return for each sentence the cosine of each token of the question with the nearest token in it."""
        if passage.described:
            return [(span, self._cosines_alone(tokens, passage.described)) for span in passage.sentences]
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
class _Title:
    """A document's title: its best cosine for each token of the question, and its terms."""

    cosines: Numbers
    terms: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence by itself: its best cosine for each token of the question, and its terms."""

    span: Span
    role: Role
    cosines: Numbers
    terms: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Context:
    """What a sentence is understood by: the document's title, the sentence before it, the heading above it."""

    title: _Title
    before: _Sentence | None
    heading: _Sentence | None

    def cosines(self, own: Numbers) -> Numbers:
        """Return the best cosine of each token in a sentence or, at a lower weight, in its context."""
        before = [_CONTEXT_SHARE * self.before.cosines] if self.before else []
        heading = [_HEADING_SHARE * self.heading.cosines] if self.heading else []
        return numpy.asarray(numpy.max([own, *before, *heading], axis=0))

    @property
    def terms(self) -> frozenset[str]:
        return self.title.terms.union(*(one.terms for one in (self.before, self.heading) if one))


def _befores(passage: Passage, sentences: Sequence[_Sentence]) -> list[_Sentence | None]:
    """Return for each sentence the one that it continues: before an item of a list, what introduces the list.

    Items and the lines of a log stand side by side: what one says is not said of the next.
    """
    found: list[_Sentence | None] = []
    lead_in: _Sentence | None = None
    for before, sentence in zip([None, *sentences], sentences, strict=False):
        text = passage.slice(sentence.span)
        if sentence.role in ("lead_in", "heading", "question"):
            lead_in = sentence if sentence.role == "lead_in" else None
        found.append(None if is_log_line(text) else lead_in if is_list_item(text) else before)
    return found


def _headings(sentences: Sequence[_Sentence]) -> list[_Sentence | None]:
    """Return for each sentence the heading or question above it."""
    found: list[_Sentence | None] = []
    heading: _Sentence | None = None
    for sentence in sentences:
        found.append(heading)
        if sentence.role in ("heading", "question"):
            heading = sentence
    return found


def _score(
    question: AnalyzedQuestion, weights: TokenWeights, hit: Hit, sentence: _Sentence, context: _Context
) -> ScoredSentence:
    """Score a sentence by its likeness, the question's words and answer type in it, and its passage's score."""
    passage, text = hit.passage, hit.passage.ranked(sentence.span)
    cosines = context.cosines(sentence.cosines)
    title_share = 1.0 if names_code(question.required, passage.title) else _TITLE_SHARE
    matched = numpy.maximum(cosines, title_share * context.title.cosines) * weights.values
    likeness, fit = float(matched.sum()), question.type_fit(text)
    before, heading = context.before, context.heading
    about = _aboutness(question, passage, text, context)
    coverage = question.coverage(sentence.terms | context.terms)
    gains = _PASSAGE_SHARE * hit.score + _ANSWER_TYPE_SHARE * (fit == 1.0) + _COVERAGE_SHARE * coverage
    losses = (
        _HEADING_LOSS * (is_heading(text) and not is_row(text))
        + _COMPARISON_LOSS * names_others(question.required, text)
        + _REQUIRED_LOSS * (1.0 - about)
    )
    losses += 0.0 if sentence.role == "reference" and question.asks_for_author else _ROLE_LOSS[sentence.role]
    return ScoredSentence(
        passage=passage,
        span=sentence.span,
        score=likeness + gains - losses,
        likeness=likeness,
        matched=matched,
        weakest=weakest_match(matched, weights.values),
        word_likeness=weights.word_likeness(matched),
        coverage=coverage,
        before=before.span if before and _can_be_quoted(before, passage) else None,
        heading=heading.span if heading else None,
        heading_likeness=float((heading.cosines * weights.values).sum()) if heading else 0.0,
        role=sentence.role,
        context_gain=float(((cosines - sentence.cosines) * weights.values).sum()),
        type_fit=fit,
        aboutness=about,
    )


def _of_its_document(sentence: ScoredSentence, sentences: Sequence[ScoredSentence]) -> ScoredSentence:
    """Return a byline scored as the best statement of its document is, unless that says itself who wrote something."""
    if sentence.role != "byline":
        return sentence
    document = sentence.passage.document_id
    stated = [one for one in sentences if one.role == "statement" and one.passage.document_id == document]
    best = max(stated, key=lambda one: one.score, default=sentence)
    if best is sentence or asks_for_author(best.quote):
        return sentence
    return replace(
        best,
        passage=sentence.passage,
        span=sentence.span,
        score=best.score + _BYLINE_GAIN,
        role="byline",
        before=None,
        heading=None,
        heading_likeness=0.0,
        context_gain=0.0,
        type_fit=1.0,
    )


def _aboutness(question: AnalyzedQuestion, passage: Passage, sentence: str, context: _Context) -> float:
    """Return how far a sentence is about the codes, numbers and years of the question, from 0 to 1."""
    heading = passage.slice(context.heading.span) if context.heading else ""
    if question.is_only_a_term:
        return is_about(question.required, sentence, heading, "")
    before = passage.slice(context.before.span) if context.before else ""
    return is_about(
        question.required, sentence, f"{passage.title}\n{passage.source}\n{heading}\n{before}", passage.text
    )


def _can_be_quoted(before: _Sentence, passage: Passage) -> bool:
    """Return whether a sentence may be quoted before the next one, to say what that speaks of."""
    return before.role == "statement" and not is_heading(passage.slice(before.span))
