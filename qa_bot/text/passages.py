"""Splits a document into passages: runs of whole sentences, each short enough for one embedding. Pure.

A passage keeps to one paragraph where it can. Short paragraphs are joined, a heading is joined to what follows it, and
a long paragraph is divided between sentences into parts of about equal length. Passages do not overlap, so that no
answer quotes a sentence twice. A row of a table is a passage with one sentence.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from qa_bot.records import Document, Passage, Span
from qa_bot.text.described_rows import described_rows
from qa_bot.text.languages import NEUTRAL, Language, detect, detect_part
from qa_bot.text.paragraphs import is_heading
from qa_bot.text.sentences import paragraphs

VERSION = 7
"""Raised with every change of passage boundaries; part of the index configuration."""

Sentences = list[Span]

_WITHIN_SENTENCES = frozenset(("struck", "rule"))
"""Kinds of markup that end no passage."""

_NO_LINE_END = re.compile(r"[^\r\n]")


def split(document: Document, characters: int) -> list[Passage]:
    """Return the passages of ``document``, in order.

    Every character that is neither white space nor markup is in exactly one passage. None is longer than ``characters``
    unless it is a single sentence; in scripts whose characters are syllables or words, none than half of that, so that
    a model reads all of it at once.
    """
    markup = [place for place in document.places if place.kind == "markup"]
    hidden = [place.span for place in markup if place.name != "table"]
    text = _blanked(document.text, hidden) if hidden else document.text
    borders = [place.span for place in document.places if place.kind == "row"]
    borders += (place.span for place in markup if place.name not in _WITHIN_SENTENCES)
    language = detect(text)
    sections, characters = sorted(borders), round(characters / language.density)
    groups = _split_at(text, sections, characters, language) if borders else _grouped(text, characters, language)
    described = described_rows(document)
    return [
        passage_of(document, group, language, described.get(Span(group[0].start, group[-1].end), ""))
        for group in groups
    ]


def passage_of(document: Document, sentences: Sentences, language: Language = NEUTRAL, described: str = "") -> Passage:
    """Return the passage from the first of ``sentences`` to the last, of a document in a language."""
    span = Span(sentences[0].start, sentences[-1].end)
    text = span.of(document.text)
    return Passage(
        id=passage_id(document.id, span),
        document_id=document.id,
        source=document.source,
        title=document.title,
        span=span,
        text=text,
        sentences=tuple(sentences),
        language=detect_part(text, language).code,
        described=described,
    )


def passage_id(document_id: str, span: Span) -> str:
    """Return the id of a passage, made of its document and boundaries."""
    return f"{document_id}:{span.start}-{span.end}"


def _blanked(text: str, hidden: Iterable[Span]) -> str:
    """Return the text with hidden spans replaced by spaces, so that all offsets stay."""
    pieces: list[str] = []
    end = 0
    for span in hidden:
        pieces += [text[end : span.start], _NO_LINE_END.sub(" ", span.of(text))]
        end = span.end
    return "".join([*pieces, text[end:]])


def _split_at(text: str, rows: list[Span], characters: int, language: Language) -> Iterator[Sentences]:
    """Yield each row that is no longer than a passage by itself, and the passages of the text between the rows."""
    borders = [0, *(edge for row in rows for edge in (row.start, row.end)), len(text)]
    for number, (start, end) in enumerate(pairwise(borders)):
        part = text[start:end]
        if not part.strip():
            continue
        if number % 2 and len(part) <= characters:
            yield [Span(start, end)]
        else:
            for group in _grouped(part, characters, language):
                yield [sentence.shifted(start) for sentence in group]


def _grouped(text: str, characters: int, language: Language) -> Iterator[Sentences]:
    """Yield the sentences of each passage: short paragraphs joined, long ones divided."""
    group: Sentences = []
    for paragraph in paragraphs(text, language=language):
        for part in _divided(paragraph, characters):
            if group and _ends_before(text, group, part, characters):
                yield group
                group = []
            group = group + part
    if group:
        yield group


def _ends_before(text: str, group: Sentences, paragraph: Sentences, characters: int) -> bool:
    """Return whether a passage ends before ``paragraph``: it is or would get too long, or a heading follows.

    What follows a colon is no heading: a command to type, an address.
    """
    before, after = Span(group[0].start, group[-1].end), Span(paragraph[0].start, paragraph[-1].end)
    if after.end - before.start > characters:
        return True
    if is_heading(before.of(text)) or text[before.start : before.end].endswith(":"):
        return False
    return len(before) >= characters // 2 or is_heading(after.of(text))


def _divided(paragraph: Sentences, characters: int) -> Iterator[Sentences]:
    """Yield a paragraph in as few parts as ``characters`` allows, about equally long."""
    total = paragraph[-1].end - paragraph[0].start
    goal = total / -(-total // characters)
    part: Sentences = []
    for sentence in paragraph:
        if part and (sentence.end - part[0].start > characters or part[-1].end - part[0].start >= goal):
            yield part
            part = []
        part = [*part, sentence]
    yield part
