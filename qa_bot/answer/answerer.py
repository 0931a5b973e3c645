"""The pipeline from a question to an answer: rewrite, retrieve, fuse, rerank, write, prove, compare."""

import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Protocol

from qa_bot.answer.candidates import ScoredSentence, rescore
from qa_bot.answer.citations import prove
from qa_bot.answer.confidence import ConfidenceFeatures, confidence, confidence_features, is_beyond_english
from qa_bot.answer.differences import differences
from qa_bot.answer.further import unsaid
from qa_bot.answer.occurrences import find_occurrences
from qa_bot.answer.open_index import OpenIndex
from qa_bot.answer.question import AnalyzedQuestion, ContextWeights, analyze
from qa_bot.answer.request import Request, read_request
from qa_bot.answer.required_terms import missing_terms
from qa_bot.answer.summary import summarize
from qa_bot.answer.table_rows import find_rows, row_claims
from qa_bot.errors import QuestionUnusable
from qa_bot.models.embedder import Embedder
from qa_bot.models.minilm import is_common_word
from qa_bot.records import Answer, Claim, Hit, Mode, Occurrences, Turn
from qa_bot.search.fusion import fuse
from qa_bot.settings import Settings
from qa_bot.text.wording import one_line

OnStep = Callable[[], object]
"""Called several times while a question is answered; it may end that by raising :class:`qa_bot.errors.Stopped`."""


_NOT_SEARCHED = frozenset(("social", "documents"))
"""Intents that ask nothing of the documents' text."""
_NEAR_THRESHOLD = 0.3
"""The confidence from which passages are related to a question that they do not answer."""
_NEAR_CITATIONS = 2


class Rewriter(Protocol):
    """Rewrites a follow-up question into one that stands on its own."""

    def __call__(self, question: str, history: Sequence[Turn], /) -> str:
        """Return the rewritten question; a question that stands on its own is returned unchanged."""


class Reranker(Protocol):
    """Scores the sentences of retrieved passages for a question.

    Attributes:
        fingerprint: What its likenesses depend on; the confidence has coefficients for some fingerprints.
    """

    fingerprint: str

    def warm(self) -> None:
        """Load what the first question would otherwise wait for."""

    def rerank(self, question: AnalyzedQuestion, hits: Sequence[Hit], on_step: OnStep) -> list[ScoredSentence]:
        """Return every sentence of the hits, best first; ``on_step`` is called before each hit."""


class Writer(Protocol):
    """Writes an answer as claims, each with the quote that is to prove it."""

    mode: Mode

    def write(self, question: str, sentences: Sequence[ScoredSentence]) -> Iterable[Claim]:
        """Yield the claims in the answer's order, each as soon as it is complete; ``sentences`` come best first.

        A claim whose quote does not stand where it says is dropped, so that a writer need not be trusted.
        """


@dataclass(frozen=True, slots=True)
class Stages:
    """The exchangeable stages of the pipeline."""

    rewriter: Rewriter
    reranker: Reranker
    writer: Writer


@dataclass(frozen=True, slots=True)
class Candidates:
    """What an answer is written from: hits and their sentences, best first, and the features of the confidence."""

    hits: tuple[Hit, ...]
    sentences: tuple[ScoredSentence, ...]
    features: ConfidenceFeatures


class Answerer:
    """Answers questions from an index. Threads may share it."""

    def __init__(
        self,
        settings: Settings,
        embedder: Callable[[], Embedder],
        open_index: Callable[[], AbstractContextManager[OpenIndex]],
        stages: Stages,
    ) -> None:
        """Load and open nothing yet; ``embedder`` and ``open_index`` are called for each question."""
        self._settings = settings
        self._embedder = embedder
        self._open_index = open_index
        self._stages = stages

    def warm(self) -> None:
        """Load the models."""
        self._embedder().query("warm")
        self._stages.reranker.warm()

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        within: Sequence[str] | None = None,
        on_step: OnStep = lambda: None,
    ) -> Answer:
        """Answer a question; see :meth:`qa_bot.bot.Bot.ask`."""
        started = time.monotonic()
        typed = self._checked(question)
        request = read_request(question, is_reply=bool(history))
        with self._open_index() as index:
            answer = self._answer(request, history, index, within, on_step)
            seconds = time.monotonic() - started
            return replace(answer, question=typed, seconds=seconds, generation=index.name)

    def _answer(
        self,
        request: Request,
        history: Sequence[Turn],
        index: OpenIndex,
        within: Sequence[str] | None,
        on_step: OnStep,
    ) -> Answer:
        if request.intent in _NOT_SEARCHED:
            return Answer(request.text, request.text, found=False, confidence=0.0, intent=request.intent)
        direct = summarize(request, index, within) or find_occurrences(request, index, within)
        return direct or self._searched(request, history, index, within, on_step)

    def _searched(
        self,
        request: Request,
        history: Sequence[Turn],
        index: OpenIndex,
        within: Sequence[str] | None,
        on_step: OnStep,
    ) -> Answer:
        """Answer from the best sentences, or where these are rows that are listed or added up, from all such rows."""
        asked = [turn for turn in history if read_request(turn.question, is_reply=True).intent != "social"]
        turns = () if request.intent == "list" else asked  # a list names what it lists
        question = self._rewrite(request.text, turns, index)
        candidates = self._candidates(question, index, within, on_step)
        fingerprint = self._stages.reranker.fingerprint
        beyond_english = is_beyond_english(question.text, candidates.sentences, fingerprint)
        certainty = confidence(candidates.features, fingerprint, beyond_english=beyond_english)
        texts = [f"{hit.passage.title}\n{hit.passage.text}" for hit in candidates.hits]
        lacking = missing_terms(question.required, texts)
        if beyond_english:  # only codes and numbers are the same in all languages
            lacking = tuple(term for term in lacking if term.isascii() and not any(term in text for text in texts))
        sentences = unsaid(request.text, candidates.sentences, asked)
        best = sentences[0] if sentences else None
        rows = find_rows(request, question.text, best.passage, index) if best and not lacking else []
        is_about = (
            best is not None
            and (beyond_english or best.aboutness > 0)
            and question.is_answered_in_form(best.type_fit)
            and not lacking
        )
        is_stated = request.intent == "list" or not (rows or request.intent == "occurrences")
        is_found = is_about and is_stated and certainty >= self._settings.threshold
        is_near = not is_found and best is not None and (certainty >= _NEAR_THRESHOLD or bool(rows))
        claims = row_claims(rows) or self._stages.writer.write(question.text, sentences)
        passages = {passage.id: passage for passage in (*(one.passage for one in candidates.sentences), *rows)}
        statements, citations = prove(claims if is_found or is_near else (), passages, index.text_of, index.places_of)
        return Answer(
            question=request.text,
            searched=question.search_text,
            found=is_found and bool(citations),
            confidence=certainty,
            statements=statements if is_found else (),
            citations=citations if is_found or rows else citations[:_NEAR_CITATIONS],
            hits=candidates.hits,
            differences=differences(question.text, citations, passages.values()) if is_found and not rows else (),
            mode=self._stages.writer.mode,
            is_near=is_near and bool(citations),
            intent=request.intent,
            missing=() if is_found else _missing_everywhere(question, lacking, index),
            occurrences=Occurrences(len(rows), 1) if rows else None,
        )

    def retrieve(
        self,
        question: str,
        count: int,
        within: Sequence[str] | None = None,
        on_step: OnStep = lambda: None,
    ) -> tuple[Hit, ...]:
        """Return the ``count`` passages that both searches rank best, not reranked.

        Raises:
            QuestionUnusable: the question is empty or too long.
            EmbeddingUnavailable: the embedding fails.
            StoreUnusable: there is no index, or it cannot be used.
        """
        with self._open_index() as index:
            rewritten = self._rewrite(self._checked(question), (), index)
            return self._retrieve(rewritten, index, within, count, on_step)

    def confidence_features(self, question: str, history: Sequence[Turn] = ()) -> ConfidenceFeatures:
        """Return what the confidence of the answer to a question is computed from; see :meth:`ask` for errors."""
        with self._open_index() as index:
            return self._candidates(self._rewrite(self._checked(question), history, index), index).features

    def _checked(self, question: str) -> str:
        """Return the question in one line."""
        line, most = one_line(question), self._settings.question_characters
        if not line:
            raise QuestionUnusable("The question is empty: write one.")
        if len(line) > most:
            raise QuestionUnusable(f"The question has {len(line)} characters, {most} at most are read: shorten it.")
        return line

    def _rewrite(self, question: str, history: Sequence[Turn], index: OpenIndex) -> AnalyzedQuestion:
        """Complete the question from the conversation and spell its names as the documents do."""
        keywords, is_common = index.keyword_search, is_common_word
        text = keywords.respelled(self._stages.rewriter(question, history), is_common)
        weights = ContextWeights(keywords, question, keywords.respelled(question, is_common))
        return analyze(text, keywords.with_aliases(text, is_common), weights)

    def _candidates(
        self,
        question: AnalyzedQuestion,
        index: OpenIndex,
        within: Sequence[str] | None = None,
        on_step: OnStep = lambda: None,
    ) -> Candidates:
        retrieved = self._retrieve(question, index, within, self._settings.read, on_step)
        sentences = self._stages.reranker.rerank(question, retrieved, on_step)
        return Candidates(
            hits=rescore(retrieved, sentences, self._settings.hits),
            sentences=tuple(sentences),
            features=confidence_features(sentences, lacks_name=bool(question.unknown_names)),
        )

    def _retrieve(
        self, question: AnalyzedQuestion, index: OpenIndex, within: Sequence[str] | None, count: int, on_step: OnStep
    ) -> tuple[Hit, ...]:
        """Return the best hits of both searches, fused."""
        depth = max(count, self._settings.candidates)
        vector = self._embedder().query(question.search_text, on_step)
        rankings = {
            "meaning": index.vector_search.nearest(vector, depth, within),
            "words": index.keyword_search.search(question.search_text, depth, within),
        }
        named = {name: [(index.renamed(one), score) for one, score in ranking] for name, ranking in rankings.items()}
        return tuple(fuse(named, count))


def _missing_everywhere(question: AnalyzedQuestion, lacking: Sequence[str], index: OpenIndex) -> tuple[str, ...]:
    """Return the names and those of the terms ``lacking`` in the hits that no passage of any document has."""
    terms = [term for term in question.required if term.text in lacking]
    texts = (passage.text for term in terms for passage in index.keyword_search.containing(term.text))
    return tuple(dict.fromkeys(missing_terms(terms, texts) + question.unknown_names))
