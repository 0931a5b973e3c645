"""The pipeline from a question to an answer: rewrite, retrieve, fuse, rerank, write, prove, compare."""

import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace

from qa_bot.answer.assessment import Candidates, assess
from qa_bot.answer.candidates import ScoredSentence, rescore
from qa_bot.answer.citations import prove
from qa_bot.answer.column_names import with_column_names
from qa_bot.answer.comparison import compare
from qa_bot.answer.composing.composed import AnswerProgress, composed, composed_summary, proofs
from qa_bot.answer.confidence import CERTAIN, ConfidenceFeatures, confidence_features
from qa_bot.answer.differences import differences
from qa_bot.answer.further import unsaid
from qa_bot.answer.occurrences import find_occurrences
from qa_bot.answer.open_index import OpenIndex
from qa_bot.answer.question import AnalyzedQuestion, ContextWeights, analyze, known_words
from qa_bot.answer.request import Request, as_intent, read_request
from qa_bot.answer.required_terms import missing_terms
from qa_bot.answer.short_answer import short_answer
from qa_bot.answer.stages import OnPartial, OnStep, Query, Stages
from qa_bot.answer.summary import summarize
from qa_bot.answer.table_rows import find_rows, row_claims
from qa_bot.answer.two_questions import both, two_questions
from qa_bot.answer.typed_first import typed_first
from qa_bot.errors import QuestionUnusable
from qa_bot.models.embedder import Embedder
from qa_bot.models.embedding import reads
from qa_bot.records import Answer, Claim, Hit, Intent, Mode, Occurrences, Passage, State, Turn, Unsupported
from qa_bot.search.fusion import fuse
from qa_bot.settings import Settings
from qa_bot.text.wording import one_line

_NOT_SEARCHED = frozenset(("social", "documents"))
"""Intents that ask nothing of the documents' text."""
_NEAR_CITATIONS = 2
_FOREIGN_WEIGHTS = {"words": 0.3}
"""Weights of the rankings for a question in a language that no passage is in: they share names and little else."""
_FOREIGN_READ = 2
"""How many times as many passages are read for such a question: the right one has a lower rank."""


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

    @property
    def can_compose(self) -> bool:
        """Whether there are stages that ask a language model."""
        return self._stages.model is not None

    def ask(  # noqa: PLR0913 - see Bot.ask
        self,
        question: str,
        history: Sequence[Turn] = (),
        within: Sequence[str] | None = None,
        on_step: OnStep = lambda: None,
        intent: Intent | None = None,
        *,
        mode: Mode = "extract",
        on_partial: OnPartial = lambda *_: None,
    ) -> Answer:
        """Answer a question; see :meth:`qa_bot.bot.Bot.ask`."""
        started = time.monotonic()
        typed = self._checked(question)
        request = read_request(question, is_reply=bool(history))
        request = as_intent(request, intent) if intent else request
        model = self._stages.model if mode == "compose" else None
        with self._open_index() as index:
            answer = self._answer(Query(request, history, within, on_step, model, on_partial), index)
            seconds = time.monotonic() - started
            return replace(answer, question=typed, seconds=seconds, generation=index.name)

    def _answer(self, query: Query, index: OpenIndex) -> Answer:
        request = query.request
        if request.intent in _NOT_SEARCHED:
            return Answer(request.text, request.text, found=False, confidence=0.0, intent=request.intent)
        within = query.within

        def answer_in(point: Request, documents: Sequence[str] | None) -> Answer:
            turns = query.history if point.text == request.text else ()  # a point stands on its own
            return self._searched(Query(point, turns, documents, query.on_step), index)

        direct = (
            summarize(request, index, within)
            or find_occurrences(request, index, within)
            or compare(request, index, within, answer_in)
        )
        if direct and direct.intent == "summary" and query.model:
            return composed_summary(direct, query.model, index, AnswerProgress(query.on_step, query.on_partial))
        if request.intent == "comparison":  # of things, not of documents
            query = replace(query, request=replace(request, intent="question"))
        return direct or self._both(query, index) or self._searched(query, index)

    def _both(self, query: Query, index: OpenIndex) -> Answer | None:
        """Return the answers to both of two questions; None where it is one, or one of them is not answered."""
        parts = two_questions(query.request.text) if query.request.intent == "question" and not query.model else None
        if parts is None:
            return None
        first = self._searched(replace(query, request=Request(parts[0])), index)
        turns = (*query.history, Turn(first.searched, first.text))
        second = (
            self._searched(replace(query, request=Request(parts[1]), history=turns), index) if first.found else first
        )
        return both(query.request.text, first, second) if first.found and second.found else None

    def _searched(self, query: Query, index: OpenIndex) -> Answer:
        """Answer from the best sentences, or where these are rows that are listed or added up, from all such rows."""
        request = query.request
        turns = [turn for turn in query.history if read_request(turn.question, is_reply=True).intent != "social"]
        # A list names what it lists.
        question = self._rewrite(request.text, () if request.intent == "list" else turns, index, query)
        candidates = self._candidates(question, index, query.within, query.on_step)
        sentences = unsaid(request.text, candidates.sentences, turns)
        best = sentences[0] if sentences else None
        assessment = assess(question, candidates, best, self._stages.reranker.fingerprint)
        rows = find_rows(request, question.text, best.passage, index) if best and not assessment.missing else []
        state = assessment.state(request.intent, self._settings.threshold, has_rows=bool(rows))
        answer = Answer(
            question=request.text,
            searched=question.search_text,
            found=state == "answered",
            is_near=state == "near",
            confidence=assessment.confidence,
            hits=candidates.hits,
            mode=self._stages.writer.mode,
            intent=request.intent,
            missing=() if state == "answered" else _missing_everywhere(question, assessment.missing, index, state),
            occurrences=Occurrences(len(rows), 1) if rows else None,
        )
        if state == "absent":
            return answer
        if rows:
            return _proven(answer, row_claims(rows), rows, index)
        return self._written(answer, question.text, sentences, index, query)

    def _written(
        self, answer: Answer, question: str, sentences: Sequence[ScoredSentence], index: OpenIndex, query: Query
    ) -> Answer:
        """Return the answer with what the model or else the extractive writer makes of the sentences."""
        passages = list({sentence.passage.id: sentence.passage for sentence in sentences}.values())
        if answer.found and query.model:
            progress = AnswerProgress(query.on_step, query.on_partial)
            claims = query.model.writer.write(question, sentences, progress.draft)
            answer = composed(answer, query.model.name, proofs(claims, passages, index), progress)
        if not answer.statements:
            extracted = self._stages.writer.write(question, sentences, lambda _: None)
            answer = _proven(answer, extracted, passages, index)
        if not answer.found:
            return answer
        answer = replace(answer, differences=differences(question, answer.citations, passages))
        if answer.differences or answer.confidence < CERTAIN:  # of contradicting quotes none is the answer
            return answer
        first, *others = answer.citations
        return replace(answer, short_answer=short_answer(question, sentences[0], first, others))

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

    def _rewrite(
        self, question: str, history: Sequence[Turn], index: OpenIndex, query: Query | None = None
    ) -> AnalyzedQuestion:
        """Complete the question from the conversation and spell its names as the documents do."""
        keywords, is_common = index.keyword_search, known_words(question)
        rewritten = (
            query.model.rewriter(question, history, query.on_step)
            if query and query.model and history
            else self._stages.rewriter(question, history)
        )
        text = keywords.respelled(rewritten, is_common)
        weights = ContextWeights(keywords, question, keywords.respelled(question, is_common))
        return analyze(text, keywords.with_aliases(text, is_common), weights)

    def _candidates(
        self,
        question: AnalyzedQuestion,
        index: OpenIndex,
        within: Sequence[str] | None = None,
        on_step: OnStep = lambda: None,
    ) -> Candidates:
        read = self._settings.read * (_FOREIGN_READ if self._is_read_foreign(question) else 1)
        retrieved = self._retrieve(question, index, within, read, on_step)
        sentences = typed_first(question, self._stages.reranker.rerank(question, retrieved, on_step))
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
        is_foreign = self._is_read_foreign(question)
        languages = (question.foreign, index.language) if is_foreign else None
        vector = self._embedder().query(question.search_text, on_step, languages)
        rankings = {
            "meaning": index.vector_search.nearest(vector, depth, within),
            "words": index.keyword_search.search(question.search_text, depth, within),
        }
        named = {name: [(index.renamed(one), score) for one, score in ranking] for name, ranking in rankings.items()}
        return tuple(fuse(named, count, _FOREIGN_WEIGHTS if is_foreign else {}))

    def _is_read_foreign(self, question: AnalyzedQuestion) -> bool:
        """Return whether no passage is in the question's language, which the embedding reads."""
        return bool(question.foreign) and reads(self._settings.embedding, question.foreign)


def _proven(
    answer: Answer, claims: Iterable[Claim | Unsupported], passages: Sequence[Passage], index: OpenIndex
) -> Answer:
    """Return the answer with what is proven of its claims; where nothing is, it is neither answered nor near."""
    named = list(with_column_names(claims, {passage.id: passage for passage in passages}, index.text_of))
    by_id = {passage.id: passage for _, passage in named if passage}
    statements, citations = prove((claim for claim, _ in named), by_id, index.text_of, index.places_of)
    if answer.is_near:
        nearest = citations if answer.occurrences else citations[:_NEAR_CITATIONS]
        return replace(answer, is_near=bool(citations), citations=nearest)
    return replace(answer, statements=statements, citations=citations, found=bool(citations))


def _missing_everywhere(
    question: AnalyzedQuestion, lacking: Sequence[str], index: OpenIndex, state: State
) -> tuple[str, ...]:
    """Return what no passage of any document has: of the terms ``lacking`` in the hits, and of the names.

    Where these are all known, plain words are named of a question that is not answered at all, or that asks whether
    they are mentioned.
    """
    terms = [term for term in question.required if term.text in lacking]
    texts = (passage.text for term in terms for passage in index.keyword_search.containing(term.text))
    named = tuple(dict.fromkeys(missing_terms(terms, texts) + question.unknown_names))
    return named or (question.unknown_words if state == "absent" else question.unmentioned)
