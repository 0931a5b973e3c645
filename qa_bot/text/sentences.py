"""Splits text into sentences, as exact spans. Pure.

Made for text as documents contain it: line breaks within paragraphs, sentences divided by the end of a page, footnote
marks attached to words, quotations that never close, abbreviations.
"""

from collections.abc import Iterator

from qa_bot.records import Span
from qa_bot.text.languages import Language, detect
from qa_bot.text.paragraphs import is_log_line, split_paragraphs, stripped
from qa_bot.text.quotations import Quotations, is_followed_by_speech
from qa_bot.text.sentence_ends import SENTENCE_END, SentenceRules, ends_sentence, rules_for

VERSION = 6
"""Raised with every change of sentence boundaries; part of the index configuration."""

LONGEST = 1000
"""Characters; a longer sentence (a table, a log, one line of 50 MB) is divided at white space."""


def sentences(text: str, longest: int = LONGEST, language: Language | None = None) -> list[Span]:
    """Return the sentences of ``text`` in order; every character that is not white space is in exactly one.

    A sentence neither begins nor ends with white space. It may contain line breaks, also a blank line.

    Args:
        text: The text.
        longest: The most characters of a sentence.
        language: The language of the text; None to detect it.
    """
    return [span for paragraph in paragraphs(text, longest, language) for span in paragraph]


def paragraphs(text: str, longest: int = LONGEST, language: Language | None = None) -> list[list[Span]]:
    """Return the same sentences as a list for each paragraph, heading and list item; no list is empty."""
    rules = rules_for(language or detect(text))
    found = []
    for paragraph in split_paragraphs(text, rules):
        sentence_spans = _sentences(text, paragraph, rules)
        found.append([piece for sentence in sentence_spans for piece in _divided(text, sentence, longest)])
    return found


def _sentences(text: str, paragraph: Span, rules: SentenceRules) -> Iterator[Span]:
    """Yield the sentences of one paragraph; a line of a log is one, whatever it says."""
    start = paragraph.start
    if is_log_line(paragraph.of(text)):
        yield paragraph
        return
    quotations = Quotations(text, start, rules.language.has_spaces)
    for match in SENTENCE_END.finditer(text, paragraph.start, paragraph.end):
        end = match.start("space")
        is_speech = quotations.is_open(start, match.end("closers")) or is_followed_by_speech(text, start, match)
        if not is_speech and ends_sentence(text, start, match, rules):
            yield Span(start, end)
            start = match.end("space")
    yield Span(start, paragraph.end)


def _divided(text: str, sentence: Span, longest: int) -> Iterator[Span]:
    """Yield a sentence in pieces of at most ``longest`` characters, divided at white space where there is any."""
    start = sentence.start
    while sentence.end - start > longest:
        space = max((text.rfind(blank, start + longest // 2, start + longest) for blank in " \t\n"), default=-1)
        end = space if space > start else start + longest
        piece = stripped(text, start, end)
        if piece:
            yield piece
        start = end
    rest = stripped(text, start, sentence.end)
    if rest:
        yield rest
