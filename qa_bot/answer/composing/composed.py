"""An answer from the claims of a language model, shown while it is written; without them, with the reason."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from qa_bot.answer.citations import Proven, prove_each
from qa_bot.answer.open_index import OpenIndex
from qa_bot.answer.stages import ModelStages, OnPartial, OnStep
from qa_bot.errors import ModelUnavailable
from qa_bot.records import Answer, Claim, Hit, Passage, Unsupported

_MOST_PASSAGES = 300
"""Passages at a document's beginning that a summary is taken from."""


class AnswerProgress:
    """Reports the answer so far to the caller."""

    def __init__(self, on_step: OnStep, on_partial: OnPartial) -> None:
        """Report nothing yet."""
        self._on_step = on_step
        self._on_partial = on_partial
        self._answer: Answer | None = None

    def draft(self, text: str) -> None:
        """Report the sentence that is being written."""
        self._on_step()
        if self._answer:
            self._on_partial(self._answer, text)

    def answer(self, answer: Answer) -> None:
        """Report what is proven so far."""
        self._answer = answer
        self._on_partial(answer, "")


def composed(answer: Answer, model: str, proofs: Iterable[Proven], progress: AnswerProgress) -> Answer:
    """Return ``answer`` with the statements of a model; without any, and with the problem, if it supports none.

    Args:
        answer: What is known before anything is written.
        model: The model's name.
        proofs: What is proven of its writing, after each claim.
        progress: Reports each of them.
    """
    written = replace(answer, mode="compose", model=model)
    progress.answer(written)
    try:
        for statements, citations in proofs:
            written = replace(written, statements=statements, citations=citations)
            progress.answer(written)
    except ModelUnavailable as error:
        return replace(answer, model=model, problem=str(error))
    if not written.citations:
        found = "the documents support no sentence that it wrote" if written.statements else "it found no answer"
        return replace(answer, model=model, problem=found)
    return written


def proofs(claims: Iterable[Claim | Unsupported], passages: Iterable[Passage], index: OpenIndex) -> Iterator[Proven]:
    """Yield what the stored texts prove of the claims so far, after each."""
    return prove_each(claims, {passage.id: passage for passage in passages}, index.text_of, index.places_of)


def composed_summary(extracted: Answer, model: ModelStages, index: OpenIndex, progress: AnswerProgress) -> Answer:
    """Return the summary that a model writes of the document of an extracted one, or that one with the problem."""
    document = extracted.citations[0].document_id
    passages = index.renamed_in_order(index.keyword_search.passages([document]))[:_MOST_PASSAGES]
    claims = model.summarizer.summarize(passages, progress.draft)
    blank = replace(extracted, statements=(), citations=(), hits=())
    written = composed(blank, model.name, proofs(claims, passages, index), progress)
    if written.problem:
        return replace(extracted, model=model.name, problem=written.problem)
    cited = [one for one in passages if any(one.span.overlaps(citation.span) for citation in written.citations)]
    return replace(written, hits=tuple(Hit(passage, 1.0, {}) for passage in cited))
