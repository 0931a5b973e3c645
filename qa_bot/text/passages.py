"""Document → passages: stretches of whole sentences, each small enough to be one vector. Pure.

A passage keeps to a paragraph where it can. Short paragraphs share one, a heading goes with what follows it, and a long
paragraph is cut between sentences into parts of about equal length. Passages do not overlap: a sentence has one home,
so that no answer quotes it twice. A row of a table is a passage of its own, and one sentence.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from qa_bot.records import Document, Passage, Span
from qa_bot.text.sentences import is_heading, paragraphs

VERSION = 4
"""To be raised with every change that moves a boundary; part of the store's fingerprint."""

Sentences = list[Span]

_WITHIN_SENTENCES = frozenset(("struck", "rule"))
"""Markup that ends no passage."""

_NO_LINE_END = re.compile(r"[^\r\n]")


def split(document: Document, characters: int) -> list[Passage]:
    """The passages of ``document``, in order; none exceeds ``characters`` unless a single sentence does.

    Every character of the text that is neither white space nor markup lies in exactly one of them.
    """
    markup = [place for place in document.places if place.kind == "markup"]
    hidden = [place.span for place in markup if place.name != "table"]
    text = _without(document.text, hidden) if hidden else document.text
    borders = [place.span for place in document.places if place.kind == "row"]
    borders += (place.span for place in markup if place.name not in _WITHIN_SENTENCES)
    groups = _rows(text, sorted(borders), characters) if borders else _grouped(text, characters)
    return [passage_of(document, group) for group in groups]


def _without(text: str, hidden: Iterable[Span]) -> str:
    """The text with spaces in place of what is hidden, so that all offsets stay."""
    pieces: list[str] = []
    done = 0
    for span in hidden:
        pieces += [text[done : span.start], _NO_LINE_END.sub(" ", span.of(text))]
        done = span.end
    return "".join([*pieces, text[done:]])


def passage_of(document: Document, sentences: Sentences) -> Passage:
    """The passage that runs from the first of ``sentences`` to the last."""
    span = Span(sentences[0].start, sentences[-1].end)
    return Passage(
        id=passage_id(document.id, span),
        document_id=document.id,
        source=document.source,
        title=document.title,
        span=span,
        text=span.of(document.text),
        sentences=tuple(sentences),
    )


def passage_id(document_id: str, span: Span) -> str:
    """A name that tells where the passage is: the same text and boundaries give the same name."""
    return f"{document_id}:{span.start}-{span.end}"


def _grouped(text: str, characters: int) -> Iterator[Sentences]:
    return _together(text, paragraphs(text), characters)


def _rows(text: str, rows: list[Span], characters: int) -> Iterator[Sentences]:
    """Each row by itself, whole where it is no longer than a passage; what stands between rows as any other text."""
    borders = [0, *(edge for row in rows for edge in (row.start, row.end)), len(text)]
    for number, (start, end) in enumerate(pairwise(borders)):
        part = text[start:end]
        if not part.strip():
            continue
        if number % 2 and len(part) <= characters:
            yield [Span(start, end)]
        else:
            yield from ([sentence.shifted(start) for sentence in group] for group in _grouped(part, characters))


def _together(text: str, parts: list[Sentences], characters: int) -> Iterator[Sentences]:
    """Sentences grouped into passages: paragraphs are joined while short and divided while long."""
    open_group: Sentences = []
    for paragraph in (piece for part in parts for piece in _divided(part, characters)):
        if open_group and _closes(text, open_group, paragraph, characters):
            yield open_group
            open_group = []
        open_group = open_group + paragraph
    if open_group:
        yield open_group


def _closes(text: str, group: Sentences, paragraph: Sentences, characters: int) -> bool:
    """Whether a passage ends before ``paragraph``: it is long enough, or would get too long, or a heading begins."""
    before, after = Span(group[0].start, group[-1].end), Span(paragraph[0].start, paragraph[-1].end)
    if after.end - before.start > characters:
        return True
    if is_heading(before.of(text)):
        return False
    return len(before) >= characters // 2 or is_heading(after.of(text))


def _divided(paragraph: Sentences, characters: int) -> Iterator[Sentences]:
    """A paragraph in as many parts as its length asks for, cut between sentences, about equally long."""
    total = paragraph[-1].end - paragraph[0].start
    goal = total / -(-total // characters)
    part: Sentences = []
    for sentence in paragraph:
        if part and (sentence.end - part[0].start > characters or part[-1].end - part[0].start >= goal):
            yield part
            part = []
        part = [*part, sentence]
    yield part
