"""Compare the subjects of two quotes, by their words and their documents' titles. Pure.

Subjects differ if one quote has another name, year, numbered thing or noun in the same place, or if the titles are of
one series: two leases, the reports of two years.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import permutations

from qa_bot.answer.dates import dates, times
from qa_bot.answer.names import names
from qa_bot.answer.quantities import quantities
from qa_bot.text.languages import ENGLISH, alternation
from qa_bot.text.languages.english_comparison import (
    ATTRIBUTES,
    CONTRACTION_ENDS,
    CONTRASTS,
    DOCUMENT_KINDS,
    MEASURE_WORDS,
    PART_PHRASES,
    PAST_VERBS,
    TENTATIVE_WORDS,
    WHOLE_PHRASES,
)
from qa_bot.text.languages.english_questions import YEAR
from qa_bot.text.sentences import sentences

_WORD = re.compile(r"\w+")
_YEAR = re.compile(YEAR)
_FUNCTION_WORDS = ENGLISH.function_words | CONTRACTION_ENDS
_TENTATIVE = re.compile(rf"\b(?:{alternation(TENTATIVE_WORDS)}|(?-i:may))\b", re.IGNORECASE)
_FUTURE = re.compile(r"\bwill\b", re.IGNORECASE)
_PAST = re.compile(rf"\b(?:{alternation(PAST_VERBS)}|[a-z]+ed)\b", re.IGNORECASE)
_PART = re.compile(rf"\b(?:{alternation(PART_PHRASES)})\b", re.IGNORECASE)
_WHOLE = re.compile(rf"\b(?:{alternation(WHOLE_PHRASES)})\b", re.IGNORECASE)
_SAME_SENTENCE = 0.7
"""Two sentences with at least this share of common words in order are one sentence with replacements."""
_SAME_TITLE = 0.5
_SAME_ANTECEDENT = 0.7
_ASKED = 0.5
"""A quote with its context must have at least this share of the question's words."""
_SAME_TOPIC = 0.4
"""Two sentences with at least this share of common words have the same topic."""

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote with its context.

    Attributes:
        text: The quoted words.
        title: The document's title.
        before: The sentence before the quote, "" if there is none.
    """

    text: str
    title: str = ""
    before: str = ""

    @property
    def whole(self) -> str:
        """The title, the sentence before and the quote."""
        return f"{self.title}\n{self.before}\n{self.text}"

    @property
    def antecedent(self) -> str:
        """The sentences of the quote before its last one, which they explain; "" if there are none."""
        return self.text[: sentences(self.text)[-1].start] if self.text.strip() else ""


def same_subject(question: str, one: Quote, other: Quote, is_dated: bool = False) -> bool:
    """Return whether two quotes have the same subject, as far as their words say, and the same certainty.

    ``is_dated`` is whether the question asks for a date: then another year is not another subject.
    """
    quotes = one, other = sorted((one, other), key=lambda quote: quote.text)  # symmetric
    asked = names(question[:1].lower() + question[1:])
    return (
        not _differ_in_certainty(one.text, other.text)
        and all(_matches_question(question, asked, quote) for quote in quotes)
        and not _differ_in_title(asked, one, other)
        and not _differ_in_names(one, other)
        and not _differ_in_year(one, other, is_dated)
        and not _differ_in_attribute(question, one.text, other.text)
        and _have_one_antecedent(one, other)
        and _agree_but_for_values(one.text, other.text)
    )


def are_parallel(one: str, other: str) -> bool:
    """Return whether two sentences have most of their words in common, in the same order."""
    first, second = map(_masked, sorted((one, other)))  # the matcher is not symmetric
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= _SAME_SENTENCE


def replaced_names(one: str, other: str) -> tuple[str, str] | None:
    """Return the names that two sentences have in one place, None unless only these and added words differ."""
    first, second = _WORD.findall(one), _WORD.findall(other)
    named = names(one) | names(other)
    found: tuple[str, str] | None = None
    for tag, a, b, c, d in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        are_names = [word.casefold() in named for word in first[a:b] + second[c:d]]
        if tag == "replace" and all(are_names) and found is None:
            found = " ".join(first[a:b]), " ".join(second[c:d])
        elif tag == "replace" or (tag != "equal" and any(are_names)):
            return None
    return found


def content_words(text: str) -> Words:
    """Return the words of a text in lower case without function words, numbers, and the "s" of a plural."""
    words = (word.rstrip("s") for word in map(str.casefold, _WORD.findall(text)) if word not in _FUNCTION_WORDS)
    return frozenset(word for word in words if word and not word.isdigit())


def _differ_in_certainty(one: str, other: str) -> bool:
    """Return whether one states a plan, a limit or a part and the other an outcome or the whole."""
    if any(bool(words.search(one)) != bool(words.search(other)) for words in (_TENTATIVE, _PART, _WHOLE)):
        return True
    return any(
        bool(_FUTURE.search(first) and _PAST.search(second) and not _FUTURE.search(second))
        for first, second in ((one, other), (other, one))
    )


def _matches_question(question: str, asked: Words, quote: Quote) -> bool:
    """Return whether a quote and its context have the names in the question and enough of its words."""
    present = content_words(quote.whole)
    if not asked <= names(quote.whole) | present:
        return False
    words = content_words(question) - MEASURE_WORDS
    return len(words & present) >= _ASKED * len(words)


def _differ_in_title(asked: Words, one: Quote, other: Quote) -> bool:
    """Return whether the titles name two things of one series: "Lease North Pier", "Lease South Pier".

    If no name is in both quotes, only the titles name their subjects: then any two names are two subjects. If both
    quotes have the names in the question, those in the titles do not matter.
    """
    own, others = (names(quote.title) - DOCUMENT_KINDS for quote in (one, other))
    if _are_distinct(_numerals(one.title), _numerals(other.title)):
        return True
    if {word for word in _numerals(one.title) & _numerals(other.title) if not _YEAR.fullmatch(word)}:
        return False  # one policy, one order
    if not _are_distinct(own, others):
        return False
    first, second = (_WORD.findall(quote.title.casefold()) for quote in (one, other))
    is_series = first[0] == second[0] or SequenceMatcher(None, first, second, autojunk=False).ratio() >= _SAME_TITLE
    if is_series and _are_distinct(own - {first[0]}, others - {second[0]}):
        return True
    if asked and asked <= names(one.text) & names(other.text):
        return False
    return is_series or not names(one.whole) & names(other.whole)


def _numerals(text: str) -> Words:
    return frozenset(re.findall(r"\d+", text))


def _have_one_antecedent(one: Quote, other: Quote) -> bool:
    """Return whether the antecedents of "It …" and "The kit …" have nearly the same words, if there are any."""
    if not (one.antecedent or other.antecedent):
        return True
    first, second = content_words(one.antecedent), content_words(other.antecedent)
    return len(first & second) >= _SAME_ANTECEDENT * max(1, min(len(first), len(second)))


def _differ_in_names(one: Quote, other: Quote) -> bool:
    """Return whether each quote has a name that the other and its context lack."""
    plain = frozenset(word for word in _WORD.findall(f"{one.whole} {other.whole}") if word.isalpha() and word.islower())
    plain -= ENGLISH.ordinals
    if names(one.text) - names(other.whole) - plain and names(other.text) - names(one.whole) - plain:
        return True
    return not names(one.text) & names(other.text) and _are_distinct(names(one.before), names(other.before))


def _differ_in_year(one: Quote, other: Quote, is_dated: bool) -> bool:
    """Return whether the quotes name different years, which the question does not ask for or their days lack."""
    if is_dated and not all(any(date.day and not date.year for date in dates(quote.text)) for quote in (one, other)):
        return False
    first, second = ({str(date.year) for date in dates(quote.whole) if date.year} for quote in (one, other))
    return _are_distinct(frozenset(first), frozenset(second))


def _are_distinct(one: Words, other: Words) -> bool:
    """Return whether each has an element that the other lacks."""
    return bool(one - other and other - one)


def _differ_in_attribute(question: str, one: str, other: str) -> bool:
    """Return whether only one is about the attribute in the question, or they contrast: height, length."""
    asked, *texts = (frozenset(_WORD.findall(text.casefold())) for text in (question, one, other))
    first, second = texts
    if any(first & a - second and second & b - first for family in CONTRASTS for a, b in permutations(family, 2)):
        return True
    for family in ATTRIBUTES:
        wanted = frozenset().union(*(words for words in family if words & asked))
        others = frozenset().union(*(words for words in family if not words & asked))
        if wanted and any(not wanted & text and others & text for text in texts):
            return True
    return False


def _has_replaced(one: str, other: str) -> bool:
    """Return whether a word other than a value is replaced, "elm" for "ash", or a name is longer by a word in one.

    An example of the latter is "the Alpino tent" and "the Alpino Grande tent".
    """
    first, second, named = _masked(one), _masked(other), names(one) | names(other)
    for tag, a, b, c, d in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        removed, added = first[a:b], second[c:d]
        if tag == "replace" and _are_distinct(content_words(" ".join(removed)), content_words(" ".join(added))):
            return True
        is_name = named.issuperset(removed + added) and {first[a - 1], second[c - 1]} & named
        if tag in ("insert", "delete") and is_name:
            return True
    return False


def _masked(text: str) -> list[str]:
    """Return the words of a sentence in lower case, with "0" for each date, time and number."""
    for words in [value.words for parse in (dates, times, quantities) for value in parse(text)]:
        text = text.replace(words, " 0 ", 1)
    return _WORD.findall(text.casefold())


def _agree_but_for_values(one: str, other: str) -> bool:
    """Return whether nothing is replaced in what is nearly one sentence, or the topic of two sentences is the same."""
    if are_parallel(one, other):
        return not _has_replaced(one, other)
    first, second = content_words(one), content_words(other)
    return bool(first and second) and len(first & second) >= _SAME_TOPIC * min(len(first), len(second))
