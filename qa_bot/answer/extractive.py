"""The writer that quotes sentences word for word. Pure; needs no LLM."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

import numpy

from qa_bot.answer.anaphora import begins_with_pronoun, may_point_back, points_back
from qa_bot.answer.answer_types import asks_for_many, expected_answer_type
from qa_bot.answer.candidates import Numbers, ScoredSentence
from qa_bot.answer.citations import claim_of
from qa_bot.answer.differences import contrast, offers_alternatives
from qa_bot.answer.heading_questions import heading_asks
from qa_bot.answer.near_duplicates import near_duplicates, same_words
from qa_bot.answer.required_terms import required_terms
from qa_bot.answer.sentence_roles import roles_of
from qa_bot.answer.stages import OnDraft
from qa_bot.answer.subjects import Quote
from qa_bot.records import Claim, Mode, Span
from qa_bot.text.paragraphs import is_heading, is_list_item, without_item_mark
from qa_bot.text.wording import fold

_MOST, _MOST_OF_MANY = 4, 6
_NEAR = 0.92
_NEAR_UNREAD = 0.9
"""A further sentence is quoted if its gain is at least these shares of the best score, with and without the reader.

With the first alone the people of Lisbon were quoted for those of Quito; with the second alone gold answers have 381
characters instead of 317."""
_NEW = 3.0
"""Factor on what a further sentence matches of the question better than those before it: it must add something."""
_LENGTH_LOSS = 0.5 / 1000
_SHORT = 150
"""A further sentence loses ``_LENGTH_LOSS`` for each character beyond this length."""
_CONTRASTING = 0.6
"""A sentence that answers differently is quoted if its score is at least this share of the best one's."""
_AS_GOOD = 0.92
"""A sentence answers as well as the best one if its score is at least this share of it."""
_SAME_WORDS = 0.8
_CONTEXT_GAIN = 0.03
_EMPHASIZED = re.compile(r"(\*\*|__)(?!\s)(?:(?!\1).)+\1", re.DOTALL)
_LONGEST_ANSWER = 350
"""Characters of what stands below such a heading that are quoted together."""


class ExtractiveWriter:
    """Quotes the sentences that answer: one where one says it all, more where each adds something.

    A further sentence is ranked by its own score and by what of the question it matches better than all those before
    it. A sentence of another document that answers differently is quoted too. A sentence that does not name its subject
    is quoted with the one before. A sentence in the words of a chosen one is left out; where its quote says the same,
    it is a further source of that statement.
    """

    mode: Mode = "extract"

    def write(
        self, question: str, sentences: Sequence[ScoredSentence], _on_draft: OnDraft = lambda _: None, /
    ) -> Iterator[Claim]:
        """Yield the claims of the chosen sentences, best first; ``sentences`` come best first."""
        chosen = _chosen(question, sentences)
        # The reader compares sentences of one window well, and those of different passages badly.
        unread = sorted(sentences, key=lambda sentence: -sentence.unread_score)
        chosen += _contrasting(question, chosen[:1], unread)
        chosen += _parallel(chosen, unread)
        claims: list[Claim] = []
        for sentence in chosen:
            claims += _claims(question, sentence, sentences, claims)
        yield from claims


def _chosen(question: str, sentences: Sequence[ScoredSentence]) -> list[ScoredSentence]:
    most = _MOST_OF_MANY if asks_for_many(question) else _MOST
    chosen = list(sentences[:1])
    highest = max((sentence.unread_score for sentence in sentences), default=0.0)
    while chosen and len(chosen) < most:
        matched = numpy.max([one.matched for one in chosen], axis=0)
        known = frozenset[str]().union(*(_values(question, one) for one in chosen))
        new = (
            one
            for one in sentences
            if (one.aboutness > 0) >= (chosen[0].aboutness > 0)
            and not (known and _values(question, one) <= known)
            and not any(_restates(one.quote, other.quote) for other in chosen)
        )
        gain, best = max(((_gain(one, matched), one) for one in new), key=lambda pair: pair[0], default=(0.0, None))
        if best is None or gain < _NEAR * sentences[0].score or gain - best.reading_gain < _NEAR_UNREAD * highest:
            break
        chosen.append(best)
    return chosen


def _values(question: str, sentence: ScoredSentence) -> frozenset[str]:
    """Return the dates or numbers of a sentence that may answer a question for one."""
    answer_type = expected_answer_type(question)
    return answer_type.values(sentence.quote, question) if answer_type and answer_type.is_exact else frozenset()


def _gain(sentence: ScoredSentence, matched: Numbers) -> float:
    added = float(numpy.maximum(0.0, sentence.matched - matched).sum())
    return sentence.score + _NEW * added - _LENGTH_LOSS * max(0, len(sentence.span) - _SHORT)


def _contrasting(
    question: str, best: Sequence[ScoredSentence], sentences: Sequence[ScoredSentence]
) -> list[ScoredSentence]:
    """Return the best sentence that answers differently than the best one does, if any."""
    for first in best:
        for other in sentences:
            if other.unread_score < _CONTRASTING * first.unread_score:
                break
            is_other_source = other.passage.document_id != first.passage.document_id or offers_alternatives(question)
            if is_other_source and contrast(question, _compared(question, first), _compared(question, other)):
                return [other]
    return []


def _parallel(chosen: Sequence[ScoredSentence], sentences: Sequence[ScoredSentence]) -> list[ScoredSentence]:
    """Return what other documents say of another subject in the words of the best sentence: any may be meant.

    Two leases give the notice period in one sentence each; a question that names neither is answered from both.
    """
    found: list[ScoredSentence] = []
    for best in chosen[:1]:
        for other in sentences:
            if other.unread_score < _AS_GOOD * best.unread_score or len(chosen) + len(found) >= _MOST:
                break
            documents = {one.passage.document_id for one in (*chosen, *found)}
            is_parallel = _restates(best.quote, other.quote) and not near_duplicates(best.quote, other.quote)
            if is_parallel and other.passage.document_id not in documents:
                found.append(other)
    return found


def _compared(question: str, sentence: ScoredSentence) -> Quote:
    """Return the quote of a sentence, with what its document says before it."""
    passage, span, before = sentence.passage, _quoted(question, sentence), sentence.before
    context = passage.slice(before) if before and before.start < span.start else ""
    return Quote(passage.slice(span), passage.title, context)


def _claims(
    question: str, sentence: ScoredSentence, sentences: Sequence[ScoredSentence], claims: Sequence[Claim]
) -> Iterator[Claim]:
    """Yield the claim of a chosen sentence and its further sources; nothing if ``claims`` quote it already."""
    passage = sentence.passage
    quoted = [_span(claim) for claim in claims if claim.passage_id == passage.id]
    if any(span.overlaps(sentence.span) for span in quoted):
        return
    whole = _quoted(question, sentence)
    # Where its context is quoted already, the sentence alone follows.
    span = sentence.span if any(before.overlaps(whole) for before in quoted) else whole
    claim = claim_of(passage, span)
    yield claim
    documents = {passage.document_id}
    for other in sentences:
        if other.passage.document_id not in documents and _restates(sentence.quote, other.quote):
            further = _quoted(question, other)
            if _says_the_same(passage.slice(whole), other.passage.slice(further)):
                documents.add(other.passage.document_id)
                yield Claim(claim.text, other.passage.id, other.passage.slice(further), further.start)


def _says_the_same(one: str, other: str) -> bool:
    """Return whether two quotes are one statement: nearly the same words, each understood by itself."""
    if begins_with_pronoun(one) or begins_with_pronoun(other):  # nothing quoted says what it stands for
        return False
    if points_back(one) or points_back(other):
        return same_words(one, other)
    return near_duplicates(one, other)


def _span(claim: Claim) -> Span:
    start = claim.start or 0
    return Span(start, start + len(claim.quote))


def _quoted(question: str, sentence: ScoredSentence) -> Span:
    """Return what is quoted of a chosen sentence: itself, with what it needs to be understood."""
    quote, before = sentence.quote, sentence.before
    if _is_item(quote) and asks_for_many(question):
        return _whole_list(sentence)
    if sentence.role == "lead_in":
        return _with_what_follows(sentence, whole=asks_for_many(question))
    if sentence.heading and _names_required(question, sentence, sentence.heading):
        below = _answer_below(sentence, sentence.heading)
        whole = Span(sentence.heading.start, below.end)
        return whole if len(whole) <= _LONGEST_ANSWER else Span(sentence.heading.start, sentence.span.end)
    if sentence.heading and heading_asks(question, sentence):
        return _answer_below(sentence, sentence.heading)
    if _EMPHASIZED.fullmatch(without_item_mark(quote)):
        return _with_paragraph(sentence)
    needs_context = points_back(quote) or (sentence.context_gain >= _CONTEXT_GAIN and may_point_back(quote))
    return Span(before.start, sentence.span.end) if before and needs_context else sentence.span


def _with_what_follows(lead_in: ScoredSentence, *, whole: bool) -> Span:
    """Return a line that ends in a colon with the list or the next sentence, if that is short or ``whole`` is asked."""
    passage, start = lead_in.passage, lead_in.span.start
    after = [span for span in passage.sentences if span.start >= lead_in.span.end]
    items = list(takewhile(lambda span: _is_item(passage.slice(span)), after))
    fitting = [span.end for span in items or after[:1] if whole or span.end - start <= _LONGEST_ANSWER]
    return Span(start, max([lead_in.span.end, *fitting]))


def _with_paragraph(emphasized: ScoredSentence) -> Span:
    """Return a sentence in bold type, as a symptom or a rule is, with the rest of its paragraph that is near."""
    passage, span = emphasized.passage, emphasized.span
    for after in passage.sentences:
        is_near = after.end - emphasized.span.start <= _LONGEST_ANSWER
        if after.start >= span.end and is_near and "\n" not in passage.slice(Span(span.end, after.start)):
            span = Span(span.start, after.end)
    return span


def _answer_below(sentence: ScoredSentence, heading: Span) -> Span:
    """Return what stands below a heading that asks the question, as far as it is short; else the sentence."""
    passage = sentence.passage
    below = [span for span in passage.sentences if span.start >= heading.end]
    roles = roles_of([passage.slice(span) for span in below])
    end = next((number for number, role in enumerate(roles) if role in ("heading", "question")), len(below))
    whole = Span(below[0].start, below[end - 1].end) if end else sentence.span
    return whole if len(whole) <= _LONGEST_ANSWER else sentence.span


def _names_required(question: str, sentence: ScoredSentence, heading: Span) -> bool:
    """Return whether the heading above a sentence, and not the sentence, names the code that is asked for."""
    text, quote = fold(sentence.passage.slice(heading)), fold(sentence.quote)
    return sentence.span.end - heading.start <= _LONGEST_ANSWER and any(
        term.is_in(text) and not term.is_in(quote) for term in required_terms(question)
    )


def _whole_list(item: ScoredSentence) -> Span:
    """Return the list of an item, with the line that introduces it, as far as the passage has them."""
    spans = item.passage.sentences
    first = last = spans.index(item.span)
    while first > 0 and _is_item(item.passage.slice(spans[first])):
        first -= 1
    while last + 1 < len(spans) and _is_item(item.passage.slice(spans[last + 1])):
        last += 1
    if is_heading(item.passage.slice(spans[first])) and first < last:
        first += 1
    return Span(spans[first].start, spans[last].end)


def _is_item(text: str) -> bool:
    """Return whether a sentence is an item of a list, and no heading of Markdown."""
    return is_list_item(text) and not text.startswith("#")


def _restates(one: str, other: str) -> bool:
    """Return whether two sentences use almost the same words (Jaccard similarity of their sets of words)."""
    first, second = set(one.casefold().split()), set(other.casefold().split())
    return len(first & second) >= _SAME_WORDS * len(first | second)
