"""The terms that an answer must be about: codes, numbered things and years of a question. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from qa_bot.text.languages import ENGLISH, alternation
from qa_bot.text.languages.english import NUMBERED_NOUNS
from qa_bot.text.languages.english_terms import (
    NO_CODE,
    NUMBER_LABELS,
    NUMBERED_TERM,
    RANGE_WORDS,
    SECTION_NOUNS,
    UNNUMBERED_WORDS,
    VERSION_NOUNS,
    WORDS_AFTER_NUMBERED,
)
from qa_bot.text.numerals import ROMAN_NUMERALS
from qa_bot.text.wording import fold

TermKind = Literal["code", "number", "year"]


@dataclass(frozen=True, slots=True)
class RequiredTerm:
    """A term as the question writes it, and the pattern that finds it in a folded text."""

    text: str
    kind: TermKind
    pattern: re.Pattern[str]

    def is_in(self, folded: str) -> bool:
        """Return whether a text, folded by :func:`qa_bot.text.wording.fold`, has the term."""
        return self.pattern.search(folded) is not None


_CODE = re.compile(
    r"\b[A-Z\d]+(?:_[A-Z\d]+)+\b|(?<![\w.,-])(?=[\w./-]*\d)(?=[\w./-]*(?:[^\W\d_]|\d[-/]\d))\w+(?:[-/.]\w+)*",
    re.UNICODE,
)
_COUNTED = re.compile(rf"\s(?!(?:{alternation(WORDS_AFTER_NUMBERED)})\b)[^\W\d_]", re.IGNORECASE)
"""What follows a number that counts: "had 30 days"."""
_BETWEEN = rf"(?:(?:{alternation(NUMBER_LABELS)})\b\W{{0,3}}){{0,2}}"
"""What may come between a noun and its number."""

_YEAR = re.compile(r"(?<![\w.,/–-])(?P<year>(?:1[5-9]|20)\d\d)(?![\w/–-]|[.,]\d)")
_MOST_SPELLED = 20
"""The largest number that is looked for as a Roman numeral too."""
_BEFORE_SUBJECT = re.compile(rf"\b(?:{alternation(ENGLISH.auxiliaries)})\s(?:the\s)?$", re.IGNORECASE)
"""Before a noun whose number names it: "does fuse 23 protect"."""
_RANGE = re.compile(rf"\b(?:{alternation(RANGE_WORDS)})\s$", re.IGNORECASE)


def required_terms(question: str) -> tuple[RequiredTerm, ...]:
    """Return the codes, numbered things and years that ``question`` names, in its order, without repetition."""
    named = [*_codes(question), *_numbered(question)]
    years = [year for year in _years(question) if not any(year.text in term.text for term in named)]
    return tuple({term.text: term for term in (*named, *years)}.values())


def _codes(question: str) -> Iterator[RequiredTerm]:
    for match in _CODE.finditer(question):
        code = match.group()
        if not NO_CODE.fullmatch(code):
            parts = re.findall(r"[^\W\d_]+|\d+", fold(code))
            yield RequiredTerm(
                code, "code", re.compile(r"(?<![\w-])" + r"[\W_]{0,2}".join(map(re.escape, parts)) + r"(?!\w|-\d)")
            )


def _numbered(question: str) -> Iterator[RequiredTerm]:
    for match in NUMBERED_TERM.finditer(question):
        noun, number = match["noun"], match["number"]
        is_named = (
            fold(noun) in NUMBERED_NOUNS
            or fold(noun).rstrip(".") in SECTION_NOUNS
            or _BEFORE_SUBJECT.search(question[: match.start()])
        )
        is_quantity = _YEAR.fullmatch(number) or _COUNTED.match(question, match.end())
        is_name = noun[0].isupper() and match.start() > 0 and fold(noun) not in ENGLISH.month_names  # "Year 5"
        if not is_name and (fold(noun) in UNNUMBERED_WORDS or (is_quantity and not is_named)):
            continue
        nouns = SECTION_NOUNS if fold(noun).rstrip(".") in SECTION_NOUNS else (fold(noun),)
        before = "|".join(re.escape(one) for one in nouns)
        begins = r"|^\W{0,7}" if nouns is SECTION_NOUNS else ""  # a section's own number needs no word
        if fold(noun) in VERSION_NOUNS:  # "gpl-3.txt", "GPLv3"
            begins = r"|(?<=[^\W\d_])[-_]?v?|^\W{0,7}v?"
        alone = rf"(?m:^\W{{0,7}}{re.escape(number)}\W{{0,3}}$)"  # a heading that is only the number
        pattern = rf"(?m:(?:{before})s?\W{{0,3}}{_BETWEEN}{begins})(?:{_spelled(number)})(?!\w|\.\d)|{alone}"
        yield RequiredTerm(match.group(), "number", re.compile(pattern))


def _years(question: str) -> Iterator[RequiredTerm]:
    for match in _YEAR.finditer(question):
        if not _RANGE.search(question[: match.start()]):
            year = match["year"]
            yield RequiredTerm(year, "year", re.compile(rf"(?<!\d){year}(?!\d)|(?<=\d{{4}}[-/–]){year[2:]}(?!\d)"))


def _spelled(number: str) -> str:
    """Return the alternatives of a pattern for a number: its digits, and its Roman numeral up to 20."""
    roman = ROMAN_NUMERALS[int(number)] if number.isdigit() and int(number) <= _MOST_SPELLED else ""
    return "|".join(filter(None, (re.escape(number), roman)))


def missing_terms(terms: Sequence[RequiredTerm], texts: Iterable[str]) -> tuple[str, ...]:
    """Return the terms that none of the texts has, as the question writes them."""
    folded = [fold(text) for text in texts]
    return tuple(term.text for term in terms if not any(term.is_in(text) for text in folded))


def is_about(terms: Sequence[RequiredTerm], sentence: str, context: str, passage: str) -> float:
    """Return how far a sentence is about the required terms, from 0 to 1.

    It is 1 if the sentence or its context has them, 0.8 if only its passage has; of several one is enough. A sentence
    that names years of its own is about these.
    """
    folded = fold(sentence)
    if any(term.is_in(folded) for term in terms):
        return 1.0
    things = [term for term in terms if term.kind != "year"]
    if len(things) < len(terms) and _YEAR.search(sentence):
        return 0.0
    for share, text in ((1.0, context), (0.8, passage)):
        if not things or any(term.is_in(fold(text)) for term in things):
            return share
    return 0.0


def names_code(terms: Sequence[RequiredTerm], text: str) -> bool:
    """Return whether a text names a code that is required."""
    return any(term.kind == "code" and term.is_in(fold(text)) for term in terms)


def names_others(terms: Sequence[RequiredTerm], sentence: str) -> bool:
    """Return whether a sentence names another code beside a required one, as a comparison does."""
    if not names_code(terms, sentence):
        return False
    return any(not names_code(terms, other.text) for other in _codes(sentence))
