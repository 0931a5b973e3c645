"""The exchangeable stages of the pipeline, as protocols, and what they are called with."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from qa_bot.answer.candidates import ScoredSentence
from qa_bot.answer.question import AnalyzedQuestion
from qa_bot.answer.request import Request
from qa_bot.records import Answer, Claim, Hit, Mode, Passage, Turn, Unsupported

OnStep = Callable[[], object]
"""Called several times while a question is answered; it may end that by raising :class:`qa_bot.errors.Stopped`."""

OnPartial = Callable[[Answer, str], object]
"""Called several times a second while a model writes, with the answer so far and the sentence that is being written."""

OnDraft = Callable[[str], object]
"""Called several times a second while a model writes, with the sentence that is being written; it may end that too."""


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

    def write(
        self, question: str, sentences: Sequence[ScoredSentence], on_draft: OnDraft, /
    ) -> Iterable[Claim | Unsupported]:
        """Yield the claims in the answer's order, each as soon as it is complete; ``sentences`` come best first.

        A claim whose quote does not stand where it says is dropped, so that a writer need not be trusted. One that
        takes its time calls ``on_draft`` several times a second, with what is not complete.

        Raises:
            ModelUnavailable: the language model that it asks wrote no answer.
        """


class WaitingRewriter(Protocol):
    """Rewrites a follow-up question by asking something that has to be waited for, such as a language model."""

    def __call__(self, question: str, history: Sequence[Turn], on_step: OnStep, /) -> str:
        """Return the rewritten question, or what the :class:`Rewriter` makes of it; ``on_step`` may end the wait."""


class Summarizer(Protocol):
    """Summarizes passages of one document, which come in its order, section by section."""

    def summarize(self, passages: Sequence[Passage], on_draft: OnDraft, /) -> Iterable[Claim | Unsupported]:
        """Yield claims as a :class:`Writer` does."""


@dataclass(frozen=True, slots=True)
class ModelStages:
    """The stages that ask a language model, and its name."""

    name: str
    rewriter: WaitingRewriter
    writer: Writer
    summarizer: Summarizer


@dataclass(frozen=True, slots=True)
class Stages:
    """The exchangeable stages of the pipeline."""

    rewriter: Rewriter
    reranker: Reranker
    writer: Writer
    model: ModelStages | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """A question with what it is answered by; ``model`` is None where the answer is to be extracted."""

    request: Request
    history: Sequence[Turn]
    within: Sequence[str] | None
    on_step: OnStep
    model: ModelStages | None = None
    on_partial: OnPartial = lambda *_: None
