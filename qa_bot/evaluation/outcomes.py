"""Outcomes: a question, its answer, and the two compared by character offsets."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from qa_bot.evaluation.gold import Evidence, Question
from qa_bot.records import Answer, Citation, Span
from qa_bot.text.wording import one_line

Located = tuple[str, Span]
"""A file's path, and a span of its document's text."""

TextOfFile = Callable[[str], str | None]
"""A file's path → its document's text, or None where no such file is indexed."""

_TOP = 5
"""How many citations, and how many passages, may contain the evidence."""

_QUOTES = 3
"""How many quotes may contain the expected words."""

_SHARED = 0.6
_WORD = re.compile(r"[\w.,]*\w")


@dataclass(frozen=True, slots=True)
class EvidencePiece:
    """A piece of evidence, compared with the answer.

    Attributes:
        evidence: As the question has it.
        span: Where it is; None where no document contains it.
        cited: The number, from 1, of the first citation that matches it.
        retrieved: The rank, from 1, of the first retrieved passage that contains it.
    """

    evidence: Evidence
    span: Located | None
    cited: int | None
    retrieved: int | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question, its answer, and the two compared.

    Attributes:
        label: The question's id, or ``#3`` for the third question of a file where it has none.
        question: The question.
        answer: The bot's answer.
        pieces: The question's evidence; empty where it is unknown or the documents do not answer.
        exact: For each citation, whether the text at its offsets equals its quote.
    """

    label: str
    question: Question
    answer: Answer
    pieces: tuple[EvidencePiece, ...]
    exact: tuple[bool, ...]

    @property
    def answerable(self) -> bool | None:
        """Whether the documents answer the question; None where that is unknown."""
        if self.question.kind == "unanswerable":
            return False
        return True if self.question.kind or self.pieces or self.question.answers else None

    @property
    def hard(self) -> bool:
        """Whether the question is on the documents' topics though they do not answer it."""
        return self.answerable is False and "hard" in self.question.note.lower()

    @property
    def cited_first(self) -> bool:
        """Whether the first citation matches any piece of the evidence."""
        return any(piece.cited == 1 for piece in self.pieces)

    @property
    def cited(self) -> bool:
        """Whether the first five citations match the evidence: all of it where all is needed, else any."""
        return self._needed([_is_early(piece.cited) for piece in self.pieces])

    @property
    def retrieved(self) -> bool:
        """Whether the first five passages contain the evidence: all of it where all is needed, else any."""
        return self._needed([_is_early(piece.retrieved) for piece in self.pieces])

    @property
    def is_in_documents(self) -> bool:
        """Whether the documents contain the evidence: all of it where all is needed, else any."""
        return self._needed([piece.span is not None for piece in self.pieces])

    @property
    def shown(self) -> bool:
        """Whether the answer's text or its first three quotes contain an expected answer, ignoring case and space."""
        quotes = (citation.quote for citation in self.answer.citations[:_QUOTES])
        text = one_line(" ".join([self.answer.text, *quotes]).casefold())
        return any(variant.casefold() in text for variant in self.question.answers)

    @property
    def short_right(self) -> bool | None:
        """Whether the short answer is an expected one, or one is a part of the other; None where either is unknown."""
        short = self.answer.short_answer
        if short is None or (self.answerable is not False and not self.question.answers):
            return None
        words = _words(short.text)
        return any(_is_part(words, _words(one)) or _is_part(_words(one), words) for one in self.question.answers)

    @property
    def wrong(self) -> bool | None:
        """Whether an answer to the question is wrong: it lacks the evidence. None where the evidence is unknown."""
        if self.answerable is False:
            return True
        return not self.cited if self.pieces else None

    def matches(self, citation: Citation) -> bool:
        """Return whether a citation matches any piece of the evidence."""
        return any(piece.span and _match((citation.source, citation.span), piece.span) for piece in self.pieces)

    def _needed(self, each: list[bool]) -> bool:
        return bool(each) and (all(each) if self.question.all_needed else any(each))


def outcome(question: Question, answer: Answer, text_of: TextOfFile, number: int = 1) -> Outcome:
    """Return the outcome of the file's ``number``-th question."""
    expected = () if question.kind == "unanswerable" else question.evidence
    return Outcome(
        label=label(question, number),
        question=question,
        answer=answer,
        pieces=tuple(_piece(evidence, answer, text_of) for evidence in expected),
        exact=tuple(one.span.of(text_of(one.source) or "") == one.quote for one in answer.citations),
    )


def missing_evidence(questions: Sequence[Question], text_of: TextOfFile) -> Iterator[str]:
    """Yield a line for each piece of evidence that no document contains: the question, the file, and the problem."""
    for number, question in enumerate(questions, start=1):
        for evidence in question.evidence:
            if _located(evidence, text_of) is None:
                yield f"Question {label(question, number)}: {_problem(evidence, text_of)}"


def label(question: Question, number: int) -> str:
    """Return a question's id, or its number in the file."""
    return f"#{number}" if question.id is None else str(question.id)


def _piece(evidence: Evidence, answer: Answer, text_of: TextOfFile) -> EvidencePiece:
    span = _located(evidence, text_of)
    cited = [(citation.source, citation.span) for citation in answer.citations]
    retrieved = [(hit.passage.source, hit.passage.span) for hit in answer.hits]
    return EvidencePiece(evidence, span, _first_match(cited, span), _first_match(retrieved, span))


def _located(evidence: Evidence, text_of: TextOfFile) -> Located | None:
    """Return where evidence is: at its offset, or else where its words occur first; None where no document has it."""
    text = text_of(evidence.source) or ""
    start = text.find(evidence.text) if evidence.start is None else evidence.start
    end = start + len(evidence.text)
    return (evidence.source, Span(start, end)) if start >= 0 and text[start:end] == evidence.text else None


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _is_part(one: Sequence[str], other: Sequence[str]) -> bool:
    """Return whether the words ``one`` are all in ``other``, in this order and without a gap."""
    return any(list(other[start : start + len(one)]) == list(one) for start in range(len(other) - len(one) + 1))


def _match(one: Located, other: Located) -> bool:
    """Return whether two spans are of one file and share at least 60 % of the shorter one."""
    shared = min(one[1].end, other[1].end) - max(one[1].start, other[1].start)
    return one[0] == other[0] and shared >= _SHARED * min(len(one[1]), len(other[1]))


def _first_match(candidates: Sequence[Located], span: Located | None) -> int | None:
    """Return the number, from 1, of the first candidate that matches."""
    return next((number for number, one in enumerate(candidates, start=1) if span and _match(one, span)), None)


def _is_early(number: int | None) -> bool:
    return number is not None and number <= _TOP


def _problem(evidence: Evidence, text_of: TextOfFile) -> str:
    if text_of(evidence.source) is None:
        return f"its evidence is in {evidence.source}, which is not indexed."
    where = "" if evidence.start is None else f" at {evidence.start}"
    return f"its evidence is not in {evidence.source}{where}: {evidence.text[:60]!r}"
