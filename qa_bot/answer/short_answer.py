"""Find the short answer to a question in the first quote: the date, number or name that was asked for. Pure."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from qa_bot.answer.answer_types import AnswerType, asks_for_many, expected_answer_type
from qa_bot.answer.candidates import ScoredSentence
from qa_bot.answer.citations import part_of
from qa_bot.answer.proof.evidence import Text
from qa_bot.answer.proof.opposites import opposites
from qa_bot.answer.required_terms import missing_terms, required_terms
from qa_bot.answer.subjects import content_words
from qa_bot.answer.typed_names import CLAUSE_END
from qa_bot.answer.typed_spans import typed_spans
from qa_bot.records import Answer, Citation, ShortAnswer, Span
from qa_bot.text.languages import ENGLISH, alternation
from qa_bot.text.languages.english_questions import LABEL_ASKED, TWO_ASKED
from qa_bot.text.wording import fold, one_line

_CAPITALIZED = re.compile(r"(?<=\s)[A-Z]\w+")
"""A word of a name, within a question."""
_LONGEST_VALUE = 80
"""Characters of a value beside its label; more is a text."""
_BESIDE_LABEL = r"""(?:(?:^|[\n|;])[\s*_•-]*LABEL[*_]*\s*:[*_]*\s*(?P<value>[^\n|;]+?)[\s*_.]*(?=[\n|;]|$)
    |(?:^|\n)[\s|*_]*LABEL[\s*_]*\|\s*(?P<cell>[^\n|]+?)\s*\|?\s*(?:$|\n(?!\s*\|?\s*:?-{3})))"""
"""Of a table, only a row of two cells that is not the head."""
_QUESTION_WORD = re.compile(rf"\b(?:{alternation(ENGLISH.question_words)})\b", re.IGNORECASE)


def short_answer(
    question: str, best: ScoredSentence, citation: Citation, others: Iterable[Citation] = ()
) -> ShortAnswer | None:
    """Return the words of the first citation that answer, None where none are clearly the answer.

    They are those that the reranker proposes, ``best.answer_span``; else those of the expected answer type, in the best
    sentence or in what is quoted with it. There is none where two things are asked for, or
    where one of the ``others`` is closer to the question.
    """
    passage, quoted = best.passage, citation.span
    if passage.document_id != citation.document_id or not best.span.overlaps(quoted):
        return None
    is_opposite = any(opposites(Text(question), [Text(citation.quote)]))  # when it began is not when it ended
    if is_opposite or TWO_ASKED.search(question) or any(_is_closer(other, citation, question) for other in others):
        return None
    if best.answer_span:
        return part_of(citation, best.answer_span)
    heading = passage.slice(best.heading) if best.heading else ""
    context = f"{passage.title}\n{passage.source}\n{heading}\n{citation.quote}"
    if missing_terms(required_terms(question), [context]):
        return None
    sentence = Span(max(best.span.start, quoted.start), min(best.span.end, quoted.end))
    for part in (sentence, quoted):
        text = part.shifted(-quoted.start).of(citation.quote)
        found = value_of_label(question, text) or span_by_type(question, text)
        if found:
            return part_of(citation, found.shifted(part.start))
    return None


def _is_closer(other: Citation, first: Citation, question: str) -> bool:
    """Return whether only another citation has all words of a question, or is from the document that it names.

    "When does the lease end?": it "is made on 3 February", and "ends on 28 February".
    """
    asked = content_words(_QUESTION_WORD.sub("", question))
    lacking = asked - content_words(f"{_named(first)} {first.quote}")
    named = lacking & content_words(" ".join(_CAPITALIZED.findall(question)))
    is_other = other.document_id != first.document_id and not named.isdisjoint(content_words(_named(other)))
    return is_other or (bool(lacking) and asked <= content_words(f"{_named(other)} {other.quote}"))


def _named(citation: Citation) -> str:
    return f"{citation.title} {citation.source}"


def short_answer_fields(answer: Answer) -> dict[str, Any] | None:
    """Return a short answer as plain data: its text, and where in which document it is; None where there is none."""
    short = answer.short_answer
    if short is None:
        return None
    source = answer.citations[0].source
    return {"text": short.text, "start": short.span.start, "end": short.span.end, "source": source}


def span_by_type(question: str, text: str) -> Span | None:
    """Return the words of ``text`` that have the type which the question asks for, None unless one is clearly best."""
    answer_type = expected_answer_type(question)
    if answer_type is None or asks_for_many(question) or not _asks_first(answer_type, question):
        return None
    found = typed_spans(answer_type, question, text)
    if len({fold(one_line(span.of(text))) for span in found}) == 1:
        return found[0]
    return _in_best_clause(question, text, found)


def value_of_label(question: str, text: str) -> Span | None:
    """Return the value beside the label that a question asks for, in a form or a table of two columns.

    "What is the voltage?" for "Voltage: 230 V" or "| Voltage | 230 V |"; None where there is not exactly one.
    """
    asked = LABEL_ASKED.search(question)
    if not asked:
        return None
    label = r"\s+".join(map(re.escape, asked["label"].split()))
    beside = re.compile(_BESIDE_LABEL.replace("LABEL", label), re.VERBOSE | re.IGNORECASE)
    found = [Span(*match.span(match.lastgroup or 0)) for match in beside.finditer(text)]
    return found[0] if len(found) == 1 and len(found[0]) <= _LONGEST_VALUE else None


def _asks_first(answer_type: AnswerType, question: str) -> bool:
    """Return false where another question word comes before the one of the type: "What happens when it rains?"."""
    found, first = answer_type.question_pattern.search(question), _QUESTION_WORD.search(question)
    if found is None or first is None or not _QUESTION_WORD.match(question, found.start()):
        return True
    return found.start() <= first.start()


def _in_best_clause(question: str, text: str, found: Sequence[Span]) -> Span | None:
    """Return the span in the clause with most words of the question, None where two are equal."""
    asked = content_words(question)
    ends = [0, *(match.start() for match in CLAUSE_END.finditer(text)), len(text)]
    scored = []
    for span in found:
        start = max(end for end in ends if end <= span.start)
        end = min(end for end in ends if end >= span.end)
        scored.append((len(content_words(text[start:end]) & asked), span))
    best = max((score for score, _ in scored), default=0)
    winners = [span for score, span in scored if score == best]
    return winners[0] if len(winners) == 1 and best > 0 else None
