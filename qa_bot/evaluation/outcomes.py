"""What came of a question: the answer, and what can be told of it from nothing but character offsets."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa_bot.evaluation.gold import Evidence, Question
from qa_bot.evaluation.places import Place, TextOf, first_meeting, meet, place_of
from qa_bot.records import Answer, Citation
from qa_bot.text.wording import one_line

LOOKED_AT = 5
"""How many citations, and how many passages, may hold the evidence."""

_QUOTES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence, and what was made of it.

    Attributes:
        evidence: What the gold question says.
        place: Where it stands; None where no document holds it.
        cited: The number, from 1, of the first citation that meets it.
        retrieved: The place, from 1, of the first retrieved passage that holds it.
    """

    evidence: Evidence
    place: Place | None
    cited: int | None
    retrieved: int | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question, its answer, and the two compared.

    Attributes:
        label: The question's id, or ``#3`` for the third question of a file where it has none.
        question: The gold question.
        answer: What the bot said.
        pieces: The question's evidence; empty where nobody has said, and where the documents do not answer.
        exact: For each citation, whether the text at its offsets is its quote.
    """

    label: str
    question: Question
    answer: Answer
    pieces: tuple[Piece, ...]
    exact: tuple[bool, ...]

    @property
    def answerable(self) -> bool | None:
        """Whether the documents answer the question; None where the gold file does not tell."""
        if self.question.kind == "unanswerable":
            return False
        return True if self.question.kind or self.pieces or self.question.answers else None

    @property
    def hard(self) -> bool:
        """Whether the question is on the documents' topics though they do not answer it."""
        return self.answerable is False and "hard" in self.question.note.lower()

    @property
    def cited_first(self) -> bool:
        """Whether the first citation meets any piece of the evidence."""
        return any(piece.cited == 1 for piece in self.pieces)

    @property
    def cited(self) -> bool:
        """Whether the first five citations meet the evidence: all of it where all is needed, else any."""
        return self._needed([_early(piece.cited) for piece in self.pieces])

    @property
    def retrieved(self) -> bool:
        """Whether the first five passages hold the evidence: all of it where all is needed, else any."""
        return self._needed([_early(piece.retrieved) for piece in self.pieces])

    @property
    def held(self) -> bool:
        """Whether the documents hold the evidence: all of it where all is needed, else any."""
        return self._needed([piece.place is not None for piece in self.pieces])

    @property
    def shown(self) -> bool:
        """Whether an expected answer stands in the answer's text or its first three quotes, case and space aside."""
        quotes = (citation.quote for citation in self.answer.citations[:_QUOTES_SHOWN])
        shown = one_line(" ".join([self.answer.text, *quotes]).casefold())
        return any(variant.casefold() in shown for variant in self.question.answers)

    @property
    def wrong(self) -> bool | None:
        """Whether what was answered is not borne out by the evidence; None where nobody has said what is."""
        if self.answerable is False:
            return True
        return not self.cited if self.pieces else None

    def meets(self, citation: Citation) -> bool:
        """Whether a citation meets any piece of the evidence."""
        return any(piece.place and meet((citation.source, citation.span), piece.place) for piece in self.pieces)

    def _needed(self, each: list[bool]) -> bool:
        return bool(each) and (all(each) if self.question.all_needed else any(each))


def outcome(question: Question, answer: Answer, text_of: TextOf, number: int = 1) -> Outcome:
    """What came of the question that is the file's ``number``-th."""
    told = () if question.kind == "unanswerable" else question.evidence
    return Outcome(
        label=label(question, number),
        question=question,
        answer=answer,
        pieces=tuple(_piece(evidence, answer, text_of) for evidence in told),
        exact=tuple(one.span.of(text_of(one.source) or "") == one.quote for one in answer.citations),
    )


def unheld(questions: Sequence[Question], text_of: TextOf) -> Iterator[str]:
    """A line for each piece of evidence that no document holds: which question, which file, and what is wrong."""
    for number, question in enumerate(questions, start=1):
        for evidence in question.evidence:
            if place_of(evidence, text_of) is None:
                yield f"Question {label(question, number)}: {_what_is_wrong(evidence, text_of)}"


def label(question: Question, number: int) -> str:
    """What a question is called: its id, or its number in the file."""
    return f"#{number}" if question.id is None else str(question.id)


def _piece(evidence: Evidence, answer: Answer, text_of: TextOf) -> Piece:
    place = place_of(evidence, text_of)
    cited = [(citation.source, citation.span) for citation in answer.citations]
    found = [(hit.passage.source, hit.passage.span) for hit in answer.hits]
    return Piece(evidence, place, first_meeting(cited, place), first_meeting(found, place))


def _early(number: int | None) -> bool:
    return number is not None and number <= LOOKED_AT


def _what_is_wrong(evidence: Evidence, text_of: TextOf) -> str:
    if text_of(evidence.source) is None:
        return f"its evidence is in {evidence.source}, which is not indexed."
    where = "" if evidence.start is None else f" at {evidence.start}"
    return f"its evidence does not stand in {evidence.source}{where}: {evidence.text[:60]!r}"
