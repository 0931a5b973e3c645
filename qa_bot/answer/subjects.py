"""Whether two quotes speak of the same thing, as far as their words and their documents' titles tell. Pure.

A name, a year, a numbered thing or a noun that the one has in the place of another's means two things. So do titles of
one series: two leases, the reports of two years.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import permutations

from qa_bot.answer.answer_types import YEAR
from qa_bot.answer.dates import dates, times
from qa_bot.answer.names import names
from qa_bot.answer.quantities import quantities
from qa_bot.text.languages import ENGLISH, alternation
from qa_bot.text.languages.english_comparison import (
    ATTRIBUTES,
    CONTRASTS,
    DOCUMENT_NOUNS,
    MEASURE_WORDS,
    PART_PHRASES,
    PAST_VERBS,
    TENTATIVE_WORDS,
    WHOLE_PHRASES,
)
from qa_bot.text.sentences import sentences

_WORD = re.compile(r"\w+")
_YEAR = re.compile(YEAR)
_FUNCTION_WORDS = ENGLISH.function_words | {"s", "t"}  # the ends of "it's" and "don't"
_TENTATIVE = re.compile(rf"\b(?:{alternation(TENTATIVE_WORDS)}|(?-i:may))\b", re.IGNORECASE)
_FUTURE = re.compile(r"\bwill\b", re.IGNORECASE)
_PAST = re.compile(rf"\b(?:{alternation(PAST_VERBS)}|[a-z]+ed)\b", re.IGNORECASE)
_PART = re.compile(rf"\b(?:{alternation(PART_PHRASES)})\b", re.IGNORECASE)
_WHOLE = re.compile(rf"\b(?:{alternation(WHOLE_PHRASES)})\b", re.IGNORECASE)
_SAME_SENTENCE = 0.7
"""From this share of common words in the same order on, two sentences are one but for what was replaced."""
_SAME_TITLE = 0.5
_SAME_ANTECEDENT = 0.7
_ASKED = 0.5
"""A quote with what is around it must have this share of the question's words."""
_SAME_TOPIC = 0.4
"""Two sentences that share this much of their words are taken to speak of the same thing."""

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words quoted from a document, with what tells what they are about.

    Attributes:
        text: The quoted words.
        title: The document's title.
        before: The sentence before the quote, "" where there is none.
    """

    text: str
    title: str = ""
    before: str = ""

    @property
    def whole(self) -> str:
        """The words with what tells what they are about."""
        return f"{self.title}\n{self.before}\n{self.text}"

    @property
    def antecedent(self) -> str:
        """What the last sentence of the words is quoted with, to be understood; "" where it stands alone."""
        return self.text[: sentences(self.text)[-1].start] if self.text.strip() else ""


def same_subject(question: str, one: Quote, other: Quote, is_dated: bool = False) -> bool:
    """Whether two quotes speak of the same thing as far as can be seen, and as surely as each other.

    ``is_dated`` is whether a date is what the question asks for: then another year is no sign of another thing.
    """
    quotes = one, other = sorted((one, other), key=lambda quote: quote.text)  # in either order it is the same
    asked = names(question[:1].lower() + question[1:])
    return (
        not _differ_in_certainty(one.text, other.text)
        and all(_is_about(question, asked, quote) for quote in quotes)
        and not _differ_in_title(asked, one, other)
        and not _differ_in_names(one, other)
        and not _differ_in_year(one, other, is_dated)
        and not _differ_in_attribute(question, one.text, other.text)
        and _have_one_antecedent(one, other)
        and _agree_but_for_values(one.text, other.text)
    )


def are_parallel(one: str, other: str) -> bool:
    """Whether two sentences have most of their words in common, in the same order."""
    return _matcher(*sorted((one, other))).ratio() >= _SAME_SENTENCE  # the matcher is not symmetric


def replaced_names(one: str, other: str) -> tuple[str, str] | None:
    """The names that two sentences have in one place, where they are the same but for these and for further words."""
    mine, its = _WORD.findall(one), _WORD.findall(other)
    named = names(one) | names(other)
    found: tuple[str, str] | None = None
    for tag, a, b, c, d in SequenceMatcher(None, mine, its, autojunk=False).get_opcodes():
        are_names = [word.casefold() in named for word in mine[a:b] + its[c:d]]
        if tag == "replace" and all(are_names) and found is None:
            found = " ".join(mine[a:b]), " ".join(its[c:d])
        elif tag == "replace" or (tag != "equal" and any(are_names)):
            return None
    return found


def content_words(text: str) -> Words:
    """The words of a text without function words and numbers, in small letters, a plural's "s" taken off."""
    words = (word.rstrip("s") for word in map(str.casefold, _WORD.findall(text)) if word not in _FUNCTION_WORDS)
    return frozenset(word for word in words if word and not word.isdigit())


def _differ_in_certainty(one: str, other: str) -> bool:
    """Whether one tells a plan, a limit or a part and the other an outcome or the whole."""
    if any(bool(words.search(one)) != bool(words.search(other)) for words in (_TENTATIVE, _PART, _WHOLE)):
        return True
    return any(
        bool(_FUTURE.search(first) and _PAST.search(second) and not _FUTURE.search(second))
        for first, second in ((one, other), (other, one))
    )


def _is_about(question: str, asked: Words, quote: Quote) -> bool:
    """Whether a quote and what is around it have the names that are asked for, and enough of the question's words."""
    there = content_words(quote.whole)
    if not asked <= names(quote.whole) | there:
        return False
    words = content_words(question) - MEASURE_WORDS
    return len(words & there) >= _ASKED * len(words)


def _differ_in_title(asked: Words, one: Quote, other: Quote) -> bool:
    """Whether the titles name two things of one series: "Lease North Pier", "Lease South Pier".

    Where no name is in both quotes, what they are about is said by the titles alone: then any two are two things.
    Where both have the names that are asked for, the titles' names do not matter.
    """
    mine, its = (names(quote.title) - DOCUMENT_NOUNS for quote in (one, other))
    if _exclude(_numerals(one.title), _numerals(other.title)):
        return True
    if {word for word in _numerals(one.title) & _numerals(other.title) if not _YEAR.fullmatch(word)}:
        return False  # one policy, one order
    if not _exclude(mine, its):
        return False
    first, second = (_WORD.findall(quote.title.casefold()) for quote in (one, other))
    is_series = first[0] == second[0] or SequenceMatcher(None, first, second, autojunk=False).ratio() >= _SAME_TITLE
    if is_series and _exclude(mine - {first[0]}, its - {second[0]}):
        return True
    if asked and asked <= names(one.text) & names(other.text):
        return False
    return is_series or not names(one.whole) & names(other.whole)


def _numerals(text: str) -> Words:
    return frozenset(re.findall(r"\d+", text))


def _have_one_antecedent(one: Quote, other: Quote) -> bool:
    """Whether what "It …" and "The kit …" stand for is told in nearly the same words, where it is needed at all."""
    if not (one.antecedent or other.antecedent):
        return True
    mine, its = content_words(one.antecedent), content_words(other.antecedent)
    return len(mine & its) >= _SAME_ANTECEDENT * max(1, min(len(mine), len(its)))


def _differ_in_names(one: Quote, other: Quote) -> bool:
    """Whether each quote has a name that stands nowhere around the other."""
    plain = frozenset(word for word in _WORD.findall(f"{one.whole} {other.whole}") if word.isalpha() and word.islower())
    plain -= ENGLISH.ordinals
    if names(one.text) - names(other.whole) - plain and names(other.text) - names(one.whole) - plain:
        return True
    return not names(one.text) & names(other.text) and _exclude(names(one.before), names(other.before))


def _differ_in_year(one: Quote, other: Quote, is_dated: bool) -> bool:
    """Whether the quotes are of other years: beside what is asked for, or beside days that state no year."""
    if is_dated and not all(any(date.day and not date.year for date in dates(quote.text)) for quote in (one, other)):
        return False
    mine, its = ({str(date.year) for date in dates(quote.whole) if date.year} for quote in (one, other))
    return _exclude(frozenset(mine), frozenset(its))


def _exclude(one: Words, other: Words) -> bool:
    """Whether each has something that the other has not."""
    return bool(one - other and other - one)


def _differ_in_attribute(question: str, one: str, other: str) -> bool:
    """Whether one tells what is asked for of a thing and the other something else: height, length; lunch, dinner."""
    asked, *texts = (frozenset(_WORD.findall(text.casefold())) for text in (question, one, other))
    mine, its = texts
    if any(mine & a - its and its & b - mine for family in CONTRASTS for a, b in permutations(family, 2)):
        return True
    for family in ATTRIBUTES:
        wanted = frozenset().union(*(words for words in family if words & asked))
        others = frozenset().union(*(words for words in family if not words & asked))
        if wanted and any(not wanted & text and others & text for text in texts):
            return True
    return False


def _has_replaced(one: str, other: str) -> bool:
    """Whether a word of one stands in the place of another word of the other, values aside: "elm" for "ash".

    So does a name that is longer by a word in one of them: "the Alpino tent", "the Alpino Grande tent".
    """
    mine, its, named = _masked(one), _masked(other), names(one) | names(other)
    for tag, a, b, c, d in _matcher(one, other).get_opcodes():
        if tag == "replace" and _exclude(content_words(" ".join(mine[a:b])), content_words(" ".join(its[c:d]))):
            return True
        if tag in ("insert", "delete") and named.issuperset(mine[a:b] + its[c:d]) and {mine[a - 1], its[c - 1]} & named:
            return True
    return False


def _matcher(one: str, other: str) -> "SequenceMatcher[str]":
    return SequenceMatcher(None, _masked(one), _masked(other), autojunk=False)


def _masked(text: str) -> list[str]:
    """The words of a sentence, each of its dates, times and numbers as a "0"."""
    for words in [value.words for read in (dates, times, quantities) for value in read(text)]:
        text = text.replace(words, " 0 ", 1)
    return _WORD.findall(text.casefold())


def _agree_but_for_values(one: str, other: str) -> bool:
    """Whether nothing is replaced in what is nearly one sentence, or two sentences share enough of their words."""
    if are_parallel(one, other):
        return not _has_replaced(one, other)
    mine, its = content_words(one), content_words(other)
    return bool(mine and its) and len(mine & its) >= _SAME_TOPIC * min(len(mine), len(its))
