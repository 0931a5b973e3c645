"""A reranker by the words that a sentence has in common with the question."""

from collections.abc import Callable, Sequence

from qa_bot.answer.candidates import ScoredSentence
from qa_bot.answer.question import AnalyzedQuestion
from qa_bot.records import Hit


class WordOverlapReranker:
    fingerprint = "word overlap"

    def warm(self) -> None:
        """Load nothing."""

    def rerank(
        self, question: AnalyzedQuestion, hits: Sequence[Hit], on_step: Callable[[], object] = lambda: None
    ) -> list[ScoredSentence]:
        found = []
        for hit in hits:
            on_step()
            for span in hit.passage.sentences:
                words = question.coverage(frozenset(question.vocabulary.terms(hit.passage.slice(span))))
                found.append(ScoredSentence(hit.passage, span, words, words, weakest=words, coverage=words))
        return sorted(found, key=lambda sentence: -sentence.score)
