"""The pipeline from a question to an answer: rewrite, retrieve, fuse, rerank, write, prove, compare."""

import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from qa_bot.answer.candidates import ScoredSentence, rescore
from qa_bot.answer.citations import PlacesOf, TextOf, prove
from qa_bot.answer.confidence import ConfidenceFeatures, confidence, confidence_features
from qa_bot.answer.differences import differences
from qa_bot.answer.question import AnalyzedQuestion, ContextWeights, Vocabulary, analyze
from qa_bot.errors import QuestionUnusable
from qa_bot.models import minilm
from qa_bot.models.embedder import Embedder
from qa_bot.models.encoder import encoder_of
from qa_bot.records import Answer, Claim, Hit, Mode, Passage, Turn
from qa_bot.search.fusion import fuse
from qa_bot.search.vector_search import VectorSearch
from qa_bot.settings import Settings
from qa_bot.text.wording import one_line

OnStep = Callable[[], object]
"""Called several times while a question is answered; it may end that by raising :class:`qa_bot.errors.Stopped`."""


class Rewriter(Protocol):
    """Rewrites a follow-up question into one that stands on its own."""

    def __call__(self, question: str, history: Sequence[Turn], /) -> str:
        """Return the rewritten question; a question that stands on its own is returned unchanged."""


class Reranker(Protocol):
    """Scores the sentences of retrieved passages for a question."""

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


class Keywords(Vocabulary, Protocol):
    """The keyword search of a generation, implemented by :class:`qa_bot.search.keyword_search.KeywordSearch`."""

    def search(self, question: str, count: int, within: Sequence[str] | None = None) -> list[tuple[Passage, float]]:
        """Return the ``count`` passages of the highest BM25 score, best first, with that score."""

    def respelled(self, question: str, is_common: Callable[[str], bool]) -> str:
        """Return the question with its names spelled as the documents spell them."""

    def with_aliases(self, question: str, is_common: Callable[[str], bool]) -> str:
        """Return the question with the documents' other names for what it names."""


@dataclass(frozen=True, slots=True)
class OpenIndex:
    """One generation of the index while a question is answered from it.

    Attributes:
        name: The generation's name.
        vector_search: Its passages by their vectors.
        keyword_search: Its passages by their words.
        renamed: Gives a passage under the present name of its file.
        text_of: Gives the stored text of a document.
        places_of: Gives the places of a document.
    """

    name: str
    vector_search: VectorSearch
    keyword_search: Keywords
    renamed: Callable[[Passage], Passage]
    text_of: TextOf
    places_of: PlacesOf


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
        question = self._checked(question)
        with self._open_index() as index:
            rewritten = self._rewrite(question, history, index)
            candidates = self._candidates(rewritten, index, within, on_step)
            certainty = confidence(candidates.features)
            is_confident = certainty >= self._settings.threshold
            claims = self._stages.writer.write(rewritten.text, candidates.sentences) if is_confident else ()
            passages = {sentence.passage.id: sentence.passage for sentence in candidates.sentences}
            statements, citations = prove(claims, passages, index.text_of, index.places_of)
            return Answer(
                question=question,
                searched=rewritten.search_text,
                found=bool(citations),
                confidence=certainty,
                statements=statements,
                citations=citations,
                hits=candidates.hits,
                differences=differences(rewritten.text, citations, passages.values()),
                mode=self._stages.writer.mode,
                seconds=time.monotonic() - started,
                generation=index.name,
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
            return self._retrieve(rewritten, index, within, count, on_step)[0]

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
        keywords, is_common = index.keyword_search, encoder_of(minilm.MODEL).knows
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
        retrieved, cosine = self._retrieve(question, index, within, self._settings.read, on_step)
        sentences = self._stages.reranker.rerank(question, retrieved, on_step)
        return Candidates(
            hits=rescore(retrieved, sentences, self._settings.hits),
            sentences=tuple(sentences),
            features=confidence_features(question, cosine, sentences),
        )

    def _retrieve(
        self, question: AnalyzedQuestion, index: OpenIndex, within: Sequence[str] | None, count: int, on_step: OnStep
    ) -> tuple[tuple[Hit, ...], float]:
        """Return the best hits of both searches, and the highest cosine of a passage with the question."""
        depth = max(count, self._settings.candidates)
        vector = self._embedder().query(question.search_text, on_step)
        nearest = index.vector_search.nearest(vector, depth, within)
        rankings = {
            "meaning": nearest,
            "words": index.keyword_search.search(question.search_text, depth, within),
        }
        named = {name: [(index.renamed(one), score) for one, score in ranking] for name, ranking in rankings.items()}
        return tuple(fuse(named, count)), nearest[0][1] if nearest else 0.0
