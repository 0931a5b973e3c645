"""Evidence → claims lifted word for word. Needs no LLM."""

from collections.abc import Callable, Iterator, Sequence

import numpy

from qa_bot.answer.anaphora import begins_with_pronoun, may_point_back, points_back
from qa_bot.answer.answer_types import asked_for, asks_for_many
from qa_bot.answer.differences import differing, names_two
from qa_bot.answer.near_duplicates import near_duplicates, same_words
from qa_bot.answer.sentence_scorer import ScoredSentence, words_of
from qa_bot.answer.subjects import Quote
from qa_bot.records import Claim, Span
from qa_bot.text.sentences import is_list_item

_MOST, _MOST_OF_MANY = 4, 6
_NEAR, _NEAR_OF_MANY = 0.87, 0.85
"""A further sentence is told where its worth comes to this share of the best one's score."""
_LENGTH_LOSS = 0.5 / 1000
_SHORT = 150
"""What a further sentence loses by each of its characters beyond these: the longer, the more it must say."""
_OPPOSED = 0.6
"""A sentence that answers otherwise is told from this share of the best one's score on."""
_AS_GOOD = 0.92
"""From this share of the best one's score on, a sentence answers as well."""
_ALIKE = 0.8
_LEANING = 0.03


def extract(question: str, evidence: Sequence[ScoredSentence]) -> list[Claim]:
    """The sentences that answer, best first: one where one says it all, more where each adds something.

    ``evidence`` comes best first. What a further sentence is worth is its own score and what of the question it matches
    better than all those before it. What another document answers instead is stated too. A sentence that does not name
    what it speaks of is quoted with the one before. A sentence in the words of a chosen one is left out; where its
    quote says the same, it is a further source of that statement.
    """
    chosen = _chosen(question, evidence)
    chosen += _opposed(question, chosen[:1], evidence)
    chosen += _parallel(chosen, evidence)
    claims: list[Claim] = []
    for one in chosen:
        claims += _claims(question, one, evidence, claims)
    return claims


def _chosen(question: str, evidence: Sequence[ScoredSentence]) -> list[ScoredSentence]:
    many = asks_for_many(question)
    most, near = (_MOST_OF_MANY, _NEAR_OF_MANY) if many else (_MOST, _NEAR)
    chosen = list(evidence[:1])
    while chosen and len(chosen) < most:
        following = _most_worth(question, evidence, chosen)
        if following is None or following[0] < near * evidence[0].score:
            break
        chosen.append(following[1])
    return chosen


def _most_worth(
    question: str, evidence: Sequence[ScoredSentence], chosen: Sequence[ScoredSentence]
) -> tuple[float, ScoredSentence] | None:
    """The sentence that is worth most beside the chosen ones, and its worth."""
    matched = numpy.max([one.matched for one in chosen], axis=0)
    told = _told(question, chosen)
    fresh = (
        one for one in evidence if not told(one) and not any(_restates(one.quote, other.quote) for other in chosen)
    )
    worth = ((_worth(one, matched), place, one) for place, one in enumerate(fresh))
    best = max(worth, key=lambda found: (found[0], -found[1]), default=None)
    return (best[0], best[2]) if best else None


def _told(question: str, chosen: Sequence[ScoredSentence]) -> Callable[[ScoredSentence], bool]:
    """Whether a sentence tells nothing new where a date or number is asked for and the best sentence has one."""
    kind = asked_for(question)
    known = frozenset[str]()
    if kind and kind.exact:
        known = known.union(*(kind.values(one.quote, question) for one in chosen))
    return lambda one: bool(kind and known and kind.values(one.quote, question) <= known)


def _worth(one: ScoredSentence, matched: numpy.typing.NDArray[numpy.float64]) -> float:
    added = float(numpy.maximum(0.0, one.matched - matched).sum())
    return one.score + added - _LENGTH_LOSS * max(0, len(one.span) - _SHORT)


def _opposed(question: str, best: Sequence[ScoredSentence], evidence: Sequence[ScoredSentence]) -> list[ScoredSentence]:
    """The best sentence of those that answer otherwise than the best one does."""
    for first in best:
        for other in evidence[1:]:
            if other.score < _OPPOSED * first.score:
                break
            is_other_source = other.passage.document_id != first.passage.document_id or names_two(question)
            if is_other_source and differing(question, _compared(question, first), _compared(question, other)):
                return [other]
    return []


def _parallel(chosen: Sequence[ScoredSentence], evidence: Sequence[ScoredSentence]) -> list[ScoredSentence]:
    """What other documents say in the words of the best sentence and of something else: the question means any of them.

    Two leases give the notice period in one sentence each; a question that names neither is answered from both.
    """
    found: list[ScoredSentence] = []
    for best in chosen[:1]:
        for other in evidence[1:]:
            if other.score < _AS_GOOD * best.score or len(chosen) + len(found) >= _MOST:
                break
            documents = {one.passage.document_id for one in (*chosen, *found)}
            is_parallel = _restates(best.quote, other.quote) and not near_duplicates(best.quote, other.quote)
            if is_parallel and other.passage.document_id not in documents:
                found.append(other)
    return found


def _compared(question: str, one: ScoredSentence) -> Quote:
    """What is quoted of a sentence, with what its document says before it."""
    span = _quoted(question, one)
    before = words_of(one.passage, one.before) if one.before and one.before.start < span.start else ""
    return Quote(words_of(one.passage, span), one.passage.title, before)


def _claims(
    question: str, one: ScoredSentence, evidence: Sequence[ScoredSentence], told: Sequence[Claim]
) -> Iterator[Claim]:
    """The claim of a chosen sentence, and its further sources; none where it is stated already."""
    quoted = [_span(claim) for claim in told if claim.passage_id == one.passage.id]
    if any(span.overlaps(one.span) for span in quoted):
        return
    whole = _quoted(question, one)
    # What names it is quoted there already where it overlaps.
    span = one.span if any(before.overlaps(whole) for before in quoted) else whole
    quote = words_of(one.passage, span)
    text = " ".join(quote.split())
    yield Claim(text, one.passage.id, quote, span.start)
    sources = {one.passage.document_id}
    for other in evidence:
        if other.passage.document_id not in sources and _restates(one.quote, other.quote):
            further = _quoted(question, other)
            if _says_the_same(words_of(one.passage, whole), words_of(other.passage, further)):
                sources.add(other.passage.document_id)
                yield Claim(text, other.passage.id, words_of(other.passage, further), further.start)


def _says_the_same(one: str, other: str) -> bool:
    """Whether two quotes are one statement: the same words, or nearly and each understood by itself."""
    if begins_with_pronoun(one) or begins_with_pronoun(other):  # nothing quoted says what it stands for
        return False
    if points_back(one) or points_back(other):
        return same_words(one, other)
    return near_duplicates(one, other)


def _span(claim: Claim) -> Span:
    start = claim.start or 0
    return Span(start, start + len(claim.quote))


def _quoted(question: str, one: ScoredSentence) -> Span:
    """What is quoted of a chosen sentence: itself, or with it what it needs to be understood."""
    if is_list_item(one.quote) and asks_for_many(question):
        return _whole_list(one)
    pointing = points_back(one.quote) or (one.leaning >= _LEANING and may_point_back(one.quote))
    return Span(one.before.start, one.span.end) if one.before and pointing else one.span


def _whole_list(one: ScoredSentence) -> Span:
    """The list that an item stands in, with the line that leads into it, as far as the passage has them."""
    sentences = one.passage.sentences
    first = last = sentences.index(one.span)
    while first > 0 and is_list_item(words_of(one.passage, sentences[first])):
        first -= 1
    while last + 1 < len(sentences) and is_list_item(words_of(one.passage, sentences[last + 1])):
        last += 1
    return Span(sentences[first].start, sentences[last].end)


def _restates(one: str, other: str) -> bool:
    """Whether two sentences use almost the same words (Jaccard similarity of their sets of words)."""
    first, second = set(one.casefold().split()), set(other.casefold().split())
    return len(first & second) >= _ALIKE * len(first | second)
