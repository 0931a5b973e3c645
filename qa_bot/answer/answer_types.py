"""The type of answer that a question asks for: a date, a number, a person. Pure.

By the question words of the language that is detected; the English ones apply where none is. In other languages only
moments (days, years, times) and figures (numbers, sums) are told apart.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from qa_bot.text.languages import ENGLISH, Language, detect
from qa_bot.text.languages.english import RELATIVE_TIMES
from qa_bot.text.languages.english_questions import ANSWERS, LIST_QUESTION, QUESTIONS, WORDS_OF_FIRST_TYPE
from qa_bot.text.languages.other_questions import FIGURE, FIGURES, MOMENT, MOMENTS, SPELLED

_FLAGS = re.VERBOSE | re.IGNORECASE
_OWN_FORMS = ("month", "phone number", "e-mail address", "web address")
_CAPITALIZED = re.compile(r"(?<![.!?…]\s)(?<!^)\b[A-Z\u00c0-\u00de\u0130][\w’'-]+")
"""A capitalized word that does not begin a sentence."""


@dataclass(frozen=True, slots=True)
class AnswerType:
    """A type of answer.

    Attributes:
        name: "date", "number", "person", …
        question_pattern: Matches questions for it.
        answer_pattern: Matches answers of it.
        is_exact: Whether its answers are values that can be compared: dates and numbers.
        has_own_form: Whether only its answers have its form: a text without that form does not answer.
    """

    name: str
    question_pattern: re.Pattern[str]
    answer_pattern: re.Pattern[str]
    is_exact: bool
    has_own_form: bool

    def is_found_in(self, text: str, question: str) -> bool:
        """Return whether ``text`` holds an answer of this type that is not in the question."""
        known = question.casefold()
        return any(match.group().casefold() not in known for match in self.answer_pattern.finditer(text))

    def values(self, text: str, question: str) -> frozenset[str]:
        """Return the answers of this type in ``text`` beyond the question and, if there are any, its numbers too."""
        if not self.is_found_in(text, question):
            return frozenset()
        pattern = rf"{self.answer_pattern.pattern}|\d+"
        found = (match.group().casefold() for match in re.finditer(pattern, text, self.answer_pattern.flags))
        return frozenset(value for value in found if value not in question.casefold()) - RELATIVE_TIMES


_ENGLISH_TYPES = tuple(
    AnswerType(
        name,
        question_pattern=re.compile(question, _FLAGS),
        answer_pattern=re.compile(ANSWERS[name], _FLAGS) if name in ANSWERS else _CAPITALIZED,
        is_exact=name in ANSWERS,
        has_own_form=name in _OWN_FORMS,
    )
    for name, question in QUESTIONS.items()
)


@cache
def _types_of(language: str) -> tuple[AnswerType, ...]:
    """Return the types that questions in a language (ISO 639-1) ask for, none where these are not known."""
    if language == ENGLISH.code:
        return _ENGLISH_TYPES
    if language not in MOMENTS:
        return ()
    forms = (
        ("moment", MOMENTS[language], rf"{MOMENT}|{ANSWERS['date']}"),
        ("figure", FIGURES[language], FIGURE),
    )
    return tuple(
        AnswerType(
            name,
            question_pattern=re.compile(question, _FLAGS),
            answer_pattern=re.compile(f"{answer}|{SPELLED[language]}", _FLAGS),
            is_exact=True,
            has_own_form=False,
        )
        for name, question, answer in forms
    )


_LIST_PATTERNS: Mapping[Language, re.Pattern[str]] = {ENGLISH: re.compile(LIST_QUESTION, _FLAGS)}
"""By the language of the question; one in another language is not known to ask for many."""

_CACHED_QUESTIONS = 64  # the type is asked for with every sentence that is compared


@lru_cache(maxsize=_CACHED_QUESTIONS)
def expected_answer_type(question: str) -> AnswerType | None:
    """Return the type of answer that a question asks for, None if its words do not say.

    Of several, one with a form of its own, or else the first: "How many were there when it sank?" asks for a number.
    A question that begins with "how" or "when" asks for what that says: "How long is the link valid?"
    """
    answer_types = _types_of(detect(question, default=ENGLISH).code)
    matches = ((one.question_pattern.search(question), one) for one in answer_types)
    found = sorted(((match.start(), one) for match, one in matches if match), key=lambda pair: pair[0])
    if not found or (found[0][0] == 0 and question.casefold().startswith(WORDS_OF_FIRST_TYPE)):
        return found[0][1] if found else None
    return min(found, key=lambda pair: not pair[1].has_own_form)[1]


@lru_cache(maxsize=_CACHED_QUESTIONS)
def asks_for_many(question: str) -> bool:
    """Return whether a question asks for a list, or for more than one thing."""
    pattern = _LIST_PATTERNS.get(detect(question, default=ENGLISH))
    return pattern is not None and bool(pattern.search(question))
