"""Rerank the best sentences by the reader, which reads the question together with windows of their passages.

A window is a sentence and its neighbours in the passage. The reader says how far each sentence of a window answers,
where in it, and how far nothing in the window does. English only: it was trained on nothing else.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cached_property

import numpy

from qa_bot.answer.candidates import MOST_GAIN, Numbers, Reading, ScoredSentence, gain
from qa_bot.answer.late_interaction import LateInteractionReranker
from qa_bot.answer.question import AnalyzedQuestion
from qa_bot.models.encoder import TokenVectors, Vectors
from qa_bot.models.reader import (
    END,
    EVIDENCE,
    LEAST_RARE,
    MATCHED,
    QUESTION,
    START,
    TITLE,
    WINDOW,
    Reader,
    the_reader,
)
from qa_bot.records import Hit, Passage, Span
from qa_bot.text.languages import ENGLISH, detect
from qa_bot.text.paragraphs import is_log_line, is_row

_SENTENCES = 12
"""How many of the best sentences are read."""
_WINDOWS, _ALWAYS_READ = 8, 4
"""Windows that are read at most, and of these the ones that are read in any case, see docs/evidence.md."""
_WINDOW_TOKENS = 96
_LONGEST_WINDOW = 200
"""Tokens; a longer sentence is read up to here."""
_LONGEST_TITLE = 16
_LONGEST_ANSWER = 30
"""Tokens of the span that answers."""
_LIKELY, _SHORT = 0.95, 80
"""The span of a reading is proposed as the short answer from this chance on, up to this length in characters."""
_WORD = re.compile(r"\d+(?:[.,]\d+)+|\w+(?:[-’']\w+)*")
"""Tokens are parts of words: of "sixty-two" the span of a reading may have the first alone."""


class ReadingReranker:
    """Scores sentences by late interaction, and the best ones also by the reader. Threads may share it."""

    def __init__(self, first: LateInteractionReranker) -> None:
        """Load the reader with the first question; ``first`` must be made for it."""
        self.fingerprint = first.fingerprint  # likenesses stay as they are
        self._first = first

    @cached_property
    def _reader(self) -> Reader:
        return the_reader()

    def warm(self) -> None:
        """Load the models."""
        self._first.warm()
        _, states = self._first.question_tokens("warm")
        self._reader.read(states, numpy.full(len(states), QUESTION))

    def rerank(
        self, question: AnalyzedQuestion, hits: Sequence[Hit], on_step: Callable[[], object] = lambda: None
    ) -> list[ScoredSentence]:
        """Return every sentence of the hits, best first; ``on_step`` is called before each hit and window.

        A row gains as much as the best of the sentences that are read: it competes with that by its own score.
        """
        sentences = self._first.rerank(question, hits, on_step)
        if not _is_english(question.text):
            return sentences
        encoded = _EncodedQuestion(*self._first.question_tokens(question.text))
        readable = [one for one in sentences if _is_prose(one)]
        readings = self._readings(encoded, readable, on_step)
        most = max((gain(readings.get((one.passage.id, one.span))) for one in readable), default=0.0)
        scored = [
            _rescored(question, one, readings.get((one.passage.id, one.span)))
            if _is_prose(one)
            else replace(one, score=one.score + most, reading_gain=most)
            for one in sentences
        ]
        return sorted(scored, key=lambda sentence: -sentence.score)

    def _readings(
        self, encoded: "_EncodedQuestion", sentences: Sequence[ScoredSentence], on_step: Callable[[], object]
    ) -> dict[tuple[str, Span], Reading]:
        """Return the readings of windows of the best of ``sentences``.

        After the first windows, from which further sentences are quoted, reading ends where no other one can become
        the best.
        """
        scores = {(one.passage.id, one.span): one.score for one in sentences}
        readings: dict[tuple[str, Span], Reading] = {}
        best = -numpy.inf
        for number, window in enumerate(_windows(sentences[:_SENTENCES], self._first.passage_tokens)):
            if number >= _ALWAYS_READ and window.score + MOST_GAIN < best:
                break
            on_step()
            found = self._read(encoded, window)
            best = max([best, *(scores[key] + gain(one) for key, one in found.items() if key in scores)])
            readings |= found
        return readings

    def _read(self, encoded: "_EncodedQuestion", window: "_Window") -> dict[tuple[str, Span], Reading]:
        """Return the reading of each sentence of a window."""
        passage, tokens = window.passage, self._first.passage_tokens(window.passage.text)
        title = self._first.passage_tokens(passage.title).lower[:_LONGEST_TITLE]
        inside = window.tokens(tokens)[:_LONGEST_WINDOW]
        matched = numpy.isin(tokens.ids[inside], encoded.rare_ids)
        parts = [
            numpy.full(len(encoded.states), QUESTION),
            numpy.full(len(title), TITLE),
            numpy.where(matched, MATCHED, WINDOW),
        ]
        states = numpy.concatenate([encoded.states, title, tokens.lower[inside]])
        outputs = self._reader.read(states, numpy.concatenate(parts))
        answers, null = outputs[len(states) - len(inside) :], outputs[0]
        found = {}
        for span in window.spans:
            among = numpy.flatnonzero(numpy.isin(inside, _tokens_in(tokens, passage, span)))
            if len(among):
                reading = _reading(answers[among], null, tokens.offsets[inside[among]], passage)
                found[passage.id, span] = reading
        return found


@dataclass(frozen=True, slots=True)
class _EncodedQuestion:
    """The question as the reader gets it: its tokens, and their lower states with those of the tokens around them."""

    tokens: TokenVectors
    states: Vectors

    @property
    def rare_ids(self) -> Numbers:
        return numpy.asarray(self.tokens.ids[self.tokens.ids >= LEAST_RARE])


@dataclass(frozen=True, slots=True)
class _Window:
    """A run of sentences of a passage; ``score`` is the highest of these without the reader."""

    passage: Passage
    spans: tuple[Span, ...]
    score: float

    def tokens(self, read: TokenVectors) -> Numbers:
        return _tokens_in(read, self.passage, Span(self.spans[0].start, self.spans[-1].end))


def _is_english(question: str) -> bool:
    return detect(question) is ENGLISH


def _tokens_in(read: TokenVectors, passage: Passage, span: Span) -> Numbers:
    """Return the numbers of the tokens inside a span of the document."""
    start, end = span.start - passage.span.start, span.end - passage.span.start
    return numpy.flatnonzero((read.offsets[:, 0] >= start) & (read.offsets[:, 1] <= end))


def _windows(sentences: Sequence[ScoredSentence], read: Callable[[str], TokenVectors]) -> list[_Window]:
    """Return windows that contain ``sentences``, the best first, as far as there are enough."""
    found: list[_Window] = []
    for one in sentences:
        covered = {span for window in found if window.passage.id == one.passage.id for span in window.spans}
        if one.span in covered:
            continue
        if len(found) == _WINDOWS:
            break
        tokens = read(one.passage.text)
        lengths = {span: len(_tokens_in(tokens, one.passage, span)) for span in one.passage.sentences}
        found.append(_Window(one.passage, _grown(one.passage.sentences, one.span, lengths, covered), one.score))
    return found


def _grown(
    spans: Sequence[Span], middle: Span, lengths: Mapping[Span, int], covered: AbstractSet[Span]
) -> tuple[Span, ...]:
    """Return a sentence with its neighbours on both sides, as many as fit and no other window has."""
    first = last = spans.index(middle)
    free = _WINDOW_TOKENS - lengths[middle]
    while True:
        beside = [number for number in (first - 1, last + 1) if 0 <= number < len(spans)]
        fitting = [number for number in beside if lengths[spans[number]] <= free and spans[number] not in covered]
        if not fitting:
            return tuple(spans[first : last + 1])
        # The shorter side first, so that the sentence stays in the middle.
        chosen = min(fitting, key=lambda number: abs(number - spans.index(middle)))
        free -= lengths[spans[chosen]]
        first, last = min(first, chosen), max(last, chosen)


def _reading(answers: Vectors, null: Vectors, offsets: Numbers, passage: Passage) -> Reading:
    """Return the reading of a sentence from the outputs of its tokens."""
    evidence = float(answers[:, EVIDENCE].mean() - null[EVIDENCE])
    pairs = answers[:, START][:, None] + answers[:, END][None]
    length = numpy.arange(len(answers))
    distance = length[None] - length[:, None]
    allowed = (distance >= 0) & (distance < _LONGEST_ANSWER)
    start, end = numpy.unravel_index(numpy.where(allowed, pairs, -numpy.inf).argmax(), pairs.shape)
    span = _whole_words(passage, Span(int(offsets[start, 0]), int(offsets[end, 1])))
    return Reading(evidence, float(pairs[start, end] - null[START] - null[END]), span)


def _whole_words(passage: Passage, span: Span) -> Span:
    """Return the span of the document for one of the passage's text, with the rest of the words that it cuts."""
    words = [match.span() for match in _WORD.finditer(passage.text)]
    start = next((begin for begin, end in words if begin <= span.start < end), span.start)
    end = next((end for begin, end in words if begin < span.end <= end), span.end)
    return Span(start, end).shifted(passage.span.start)


def _is_prose(sentence: ScoredSentence) -> bool:
    """Return whether a sentence is one of running text: the reader was trained on nothing else."""
    text = sentence.passage.ranked(sentence.span)
    return not (is_row(text) or is_log_line(text))


def _rescored(question: AnalyzedQuestion, sentence: ScoredSentence, reading: Reading | None) -> ScoredSentence:
    """Return the sentence with its reading, whose span is proposed where it is likely and of the type asked for."""
    added = gain(reading)
    score = sentence.score + added
    if reading is None:
        return replace(sentence, score=score, reading_gain=added)
    is_short = len(reading.span) <= _SHORT and reading.span_chance >= _LIKELY
    is_proposed = is_short and question.type_fit(sentence.passage.slice(reading.span)) == 1.0
    return replace(
        sentence, score=score, reading=reading, reading_gain=added, answer_span=reading.span if is_proposed else None
    )
