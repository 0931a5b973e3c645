"""Batches for training: questions of a few chunks, each with a window that answers it and one that does not."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from training.data import SETS, Article, Chunk, Question

QUESTIONS_OF_A_CHUNK = 6
CHUNKS_OF_A_BATCH = 4
_WINDOW = (32, 144)
"""The least and greatest length that windows are filled up to, in tokens."""
LONGEST_WINDOW = 176
_SAME_CHUNK, _OTHER_CHUNK = 0.2, 0.25  # of the answerable questions get such a negative
_ANY = 0.25
"""Of the questions, those that get a window of another article. With hard negatives alone, a window with many words of
the question does not answer it and one without any does: questions on other topics scored higher than answered ones."""
_TITLE_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Window:
    """A run of a chunk's sentences: its tokens, the sentences' first ones, and which sentence and tokens answer.

    ``start``, ``end`` and ``sentence`` are -1 where none does. Where ``alone`` is true the lower layers read only it,
    otherwise the whole chunk.
    """

    chunk: Chunk
    begin: int
    length: int
    borders: tuple[int, ...]
    start: int
    end: int
    sentence: int
    alone: bool


@dataclass(frozen=True, slots=True)
class Example:
    """A question with its windows; one of them answers it, if any."""

    question: Question
    title: list[int]
    windows: tuple[Window, ...]


def window_of(chunk: Chunk, sentence: int, limit: int, generator: random.Random, barred: int = -1) -> tuple[int, int]:
    """Return the first and last sentence of a window about ``sentence``, without the sentence ``barred``."""
    ends = [*chunk.borders[1:], len(chunk.ids)]
    first = last = sentence
    while True:
        grown = [
            (a, b)
            for a, b in ((first - 1, last), (first, last + 1))
            if a >= 0 and b < len(ends) and barred not in (a, b) and ends[b] - chunk.borders[a] <= limit
        ]
        if not grown:
            return first, last
        first, last = generator.choice(grown)


def cut(chunk: Chunk, first: int, last: int, question: Question | None, *, alone: bool) -> Window:
    """Return the window from one sentence of a chunk to another; ``question`` is None where it does not answer."""
    ends = [*chunk.borders[1:], len(chunk.ids)]
    begin = chunk.borders[first]
    length = min(ends[last] - begin, LONGEST_WINDOW)
    borders = tuple(one - begin for one in chunk.borders[first : last + 1] if one - begin < length)
    if question is None or not begin <= question.start <= question.end < begin + length:
        return Window(chunk, begin, length, borders, -1, -1, -1, alone)
    start, end = question.start - begin, question.end - begin
    sentence = max(number for number, border in enumerate(borders) if border <= start)
    return Window(chunk, begin, length, borders, start, end, sentence, alone)


def _negative(article: Article, chunk: Chunk, question: Question, own: int, generator: random.Random) -> Window | None:
    """Return a window that does not answer, None for some questions."""
    draw, limit = generator.random(), generator.randint(*_WINDOW)
    if draw < _SAME_CHUNK:
        inside = [place for place in question.negatives if article.chunks[place[0]] is chunk]
        others = [n for n in range(len(chunk.borders)) if n != own]
        if not others:
            return None
        sentence = inside[0][1] if inside else generator.choice(others)
        return cut(chunk, *window_of(chunk, sentence, limit, generator, own), None, alone=False)
    if draw < _SAME_CHUNK + _OTHER_CHUNK and question.negatives:
        number, sentence = generator.choice(question.negatives)
        other = article.chunks[number]
        barred = own if other is chunk else -1
        return cut(other, *window_of(other, sentence, limit, generator, barred), None, alone=other is not chunk)
    return None


def example_of(article: Article, chunk: Chunk, question: Question, generator: random.Random) -> Example:
    """Return a question with its windows."""
    title = article.title if generator.random() < _TITLE_SHARE else []
    limit = generator.randint(*_WINDOW)
    if question.start < 0:
        inside = [place[1] for place in question.negatives if article.chunks[place[0]] is chunk]
        sentence = inside[0] if inside else generator.randrange(len(chunk.borders))
        return Example(question, title, (cut(chunk, *window_of(chunk, sentence, limit, generator), None, alone=False),))
    own = max(number for number, border in enumerate(chunk.borders) if border <= question.start)
    first, last = window_of(chunk, own, limit, generator)
    while last + 1 < len(chunk.borders) and chunk.borders[last + 1] <= question.end:
        last += 1
    negative = _negative(article, chunk, question, own, generator)
    windows = [cut(chunk, first, last, question, alone=False), *([negative] if negative else [])]
    return Example(question, title, tuple(windows))


def alone(example: Example) -> Example:
    """Return an example whose windows are read without the rest of their chunk, which no other question shares."""
    return replace(example, windows=tuple(replace(window, alone=True) for window in example.windows))


def with_any(examples: Sequence[Example], generator: random.Random) -> Iterator[Example]:
    """Yield the examples, some of them with a window of another one, which does not answer."""
    for one in examples:
        others = [other.windows[0] for other in examples if other.windows[0].chunk is not one.windows[0].chunk]
        if others and generator.random() < _ANY:
            window = replace(generator.choice(others), start=-1, end=-1, sentence=-1)
            yield replace(one, windows=(*one.windows, window))
        else:
            yield one


def batches(articles: Sequence[Article], seed: int) -> Iterator[list[Example]]:
    """Yield batches without end; a pass takes each set's share of its chunks, another part in each pass."""
    generator = random.Random(seed)  # noqa: S311 - a sample, no secret
    shares = {one.name: one.share for one in SETS}
    while True:
        units = [(article, chunk) for article in articles for chunk in article.chunks if chunk.questions]
        units = [unit for unit in units if generator.random() < shares[unit[0].source]]
        generator.shuffle(units)
        for begin in range(0, len(units), CHUNKS_OF_A_BATCH):
            examples = []
            for article, chunk in units[begin : begin + CHUNKS_OF_A_BATCH]:
                count = min(QUESTIONS_OF_A_CHUNK, len(chunk.questions))
                asked = generator.sample(chunk.questions, count)
                made = [example_of(article, chunk, question, generator) for question in asked]
                examples += [alone(one) for one in made] if count == 1 else made
            yield list(with_any(examples, generator))
