"""Find every passage that has the words of a request: "Which documents mention the harbour?"."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain

from qa_bot.answer.citations import claim_of, prove
from qa_bot.answer.open_index import OpenIndex
from qa_bot.answer.request import Request
from qa_bot.records import Answer, Citation, Hit, Match, Occurrences, Passage, Span
from qa_bot.text.languages import alternation
from qa_bot.text.languages.english_requests import SUBJECT_DETERMINERS
from qa_bot.text.wording import fold
from qa_bot.text.words import without_stop_words

_MOST_HITS = 50
MOST_PASSAGES = 300
"""Passages whose sentences are listed; all are counted."""
_QUOTED = re.compile(r"[\"“„«]([^\"”“»]+)(?:[\"”“»]|$)")
"""A phrase in quotation marks; the last one may be taken for the end of the request."""
_WORD = re.compile(r"\w+")
_DETERMINER = re.compile(rf"(?:{alternation(SUBJECT_DETERMINERS)})\s+", re.IGNORECASE)


def find_occurrences(request: Request, index: OpenIndex, within: Sequence[str] | None = None) -> Answer | None:
    """Return the count of all passages with every word of the request's subject, and the first 50 as hits.

    Passages with the exact phrase come first; of a subject in quotation marks, only these count. The citations are the
    sentences of the first 300 passages that have the phrase, or else most of the words, by document. None where the
    request asks for no occurrences, or for those of stop words.
    """
    if request.intent != "occurrences" or not index.keyword_search.terms(request.subject):
        return None
    quoted = _QUOTED.search(request.subject)
    subject = quoted[1] if quoted else _DETERMINER.sub("", request.subject.strip(), count=1)
    words = _Words(subject, index, is_exact=quoted is not None)
    found = [(bool(words.phrases(one.searched)), one) for one in index.keyword_search.containing(subject, within)]
    ordered = [index.renamed(one) for exact, one in sorted(found, key=lambda pair: not pair[0]) if exact or not quoted]
    listed = _by_document(ordered[:MOST_PASSAGES])
    claims = [claim_of(passage, span) for passage in listed for span in words.sentences(passage)]
    _, citations = prove(claims, {one.id: one for one in listed}, index.text_of, index.places_of)
    return Answer(
        question=request.text,
        searched=subject,
        found=False,
        confidence=0.0,
        citations=citations,
        hits=tuple(Hit(one, 1.0, {"words": rank}) for rank, one in enumerate(ordered[:_MOST_HITS], 1)),
        is_near=bool(ordered),
        intent="occurrences",
        missing=() if ordered else (subject,),
        occurrences=Occurrences(len(ordered), len({one.document_id for one in ordered})),
        matches=tuple(chain.from_iterable(words.matches(one) for one in citations)),
    )


def _by_document(passages: Sequence[Passage]) -> list[Passage]:
    """Return the passages by document, these in the order of their first one, each in the order of its text."""
    rank = {one.document_id: -at for at, one in reversed(list(enumerate(passages)))}
    return sorted(passages, key=lambda one: (-rank[one.document_id], one.span))


class _Words:
    """The words that are looked for: as a phrase, and each in any of its forms."""

    def __init__(self, subject: str, index: OpenIndex, is_exact: bool) -> None:
        self._is_exact = is_exact
        self._phrase = _WORD.findall(fold(subject))
        self._terms = frozenset(index.keyword_search.terms(" ".join(without_stop_words(subject))))
        self._terms_of = cache(lambda word: frozenset(index.keyword_search.terms(word)))

    def phrases(self, text: str) -> list[Span]:
        """Return the spans of a text that are the phrase."""
        tokens = list(_WORD.finditer(text))
        words = [fold(token.group()) for token in tokens]
        length = len(self._phrase)
        starts = (at for at in range(len(words) - length + 1) if words[at : at + length] == self._phrase)
        return [Span(tokens[at].start(), tokens[at + length - 1].end()) for at in starts]

    def sentences(self, passage: Passage) -> list[Span]:
        """Return the sentences of a passage that have the phrase, or else those that have most of the words."""
        texts = {span: passage.ranked(span) for span in passage.sentences}
        exact = [span for span, text in texts.items() if self.phrases(text)]
        if self._is_exact:
            return exact
        counts = {span: len(self._found(text)) for span, text in texts.items()}
        most = max((1, *counts.values()))
        return [span for span, count in counts.items() if count == most or span in exact]

    def matches(self, citation: Citation) -> Iterator[Match]:
        """Yield the spans of a citation's document that are the phrase, or else one of the words in any form."""
        phrases = self.phrases(citation.quote) if self._is_exact or len(self._phrase) > 1 else []
        spans = phrases or [
            Span(*token.span())
            for token in _WORD.finditer(citation.quote)
            if not self._terms.isdisjoint(self._terms_of(token.group()))
        ]
        for span in spans:
            yield Match(citation.number, span.shifted(citation.span.start))

    def _found(self, text: str) -> frozenset[str]:
        """Return which of the words a text has."""
        return self._terms & frozenset[str]().union(*map(self._terms_of, _WORD.findall(text)))
