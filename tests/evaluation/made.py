"""Questions, answers and outcomes over two invented documents."""

from collections.abc import Sequence

from qa_bot.evaluation.gold import Evidence, Question
from qa_bot.evaluation.outcomes import Outcome, outcome
from qa_bot.records import Answer, Citation, Hit, Passage, Span, Statement

A = "0123456789" * 10
B = "abcdefghij" * 10
TEXTS = {"a.txt": A, "b.txt": B}

OFF_TOPIC = Question("u", "?", "unanswerable")
HARD = Question("h", "?", "unanswerable", note="Hard: on topic")
EVIDENCE = ("a.txt", 20, 40)


def cite(source: str, start: int, end: int, quote: str | None = None) -> Citation:
    return Citation(1, source, source, source, Span(start, end), TEXTS[source][start:end] if quote is None else quote)


def hit(source: str, start: int, end: int) -> Hit:
    return Hit(Passage("p", source, source, source, Span(start, end), TEXTS[source][start:end]), 0.5, {})


def answer(
    *citations: Citation, confidence: float = 0.9, hits: tuple[Hit, ...] = (), text: str = "x", seconds: float = 0.5
) -> Answer:
    return Answer(
        "?", "?", bool(citations), confidence, (Statement(text, (1,)),), citations, hits=hits, seconds=seconds
    )


def refusal(confidence: float = 0.1) -> Answer:
    return Answer("?", "?", False, confidence, seconds=0.1)


def gold(
    *evidence: tuple[str, int, int], kind: str = "fact", answers: tuple[str, ...] = (), all_needed: bool = False
) -> Question:
    """Return a question with evidence at these spans."""
    pieces = tuple(Evidence(source, TEXTS[source][start:end], start) for source, start, end in evidence)
    return Question("g", "?", kind, answers, pieces, all_needed)


def compared(question: Question, given: Answer) -> Outcome:
    return outcome(question, given, TEXTS.get)


def outcomes(questions: Sequence[Question], answers: Sequence[Answer]) -> list[Outcome]:
    return [
        outcome(question, given, TEXTS.get, number)
        for number, (question, given) in enumerate(zip(questions, answers, strict=True), start=1)
    ]
