"""Rerank sentences by the model that reads them best: one of English, and one of all languages.

On English questions MiniLM's tokens choose better than those of E5, which has some 100 languages for its size; beyond
English only E5's do. docs/evidence.md has the figures.
"""

from collections.abc import Callable, Sequence

from qa_bot.answer.candidates import ScoredSentence
from qa_bot.answer.question import AnalyzedQuestion
from qa_bot.answer.stages import Reranker
from qa_bot.records import Hit
from qa_bot.text.languages import ENGLISH, NEUTRAL, detect

_DECISIVE = 3
"""The first hits, whose languages decide."""


class LanguageReranker:
    """Scores sentences by one of two rerankers, chosen for each question and its hits. Threads may share it."""

    def __init__(self, english: Reranker, others: Reranker) -> None:
        """Use ``english`` for English questions on English passages, ``others`` for all else."""
        self.fingerprint = others.fingerprint
        self._english = english
        self._others = others

    def warm(self) -> None:
        """Load the models for English; the others load with the first question that needs them."""
        self._english.warm()

    def rerank(
        self, question: AnalyzedQuestion, hits: Sequence[Hit], on_step: Callable[[], object] = lambda: None
    ) -> list[ScoredSentence]:
        """Return every sentence of the hits, best first; ``on_step`` is called before each hit."""
        return (self._english if _is_english(question, hits) else self._others).rerank(question, hits, on_step)


def _is_english(question: AnalyzedQuestion, hits: Sequence[Hit]) -> bool:
    """Return whether neither the question nor one of the first hits is known to be in another language."""
    passages = {hit.passage.language for hit in hits[:_DECISIVE]}
    return detect(question.text, ENGLISH) is ENGLISH and passages <= {ENGLISH.code, NEUTRAL.code}
