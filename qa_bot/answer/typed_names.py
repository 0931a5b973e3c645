"""Find the names of persons, organisations and places that a sentence gives as the answer to a question. Pure."""

import re
from collections.abc import Iterator

from qa_bot.answer.subjects import content_words
from qa_bot.records import Span
from qa_bot.text.languages import ENGLISH, alternation
from qa_bot.text.languages.english import (
    CLAUSE_CONJUNCTIONS,
    MOTION_PREPOSITIONS,
    NAME_PARTICLES,
    NAME_VERBS,
    PLACE_PREPOSITIONS,
    REPORTING_WORDS,
    ROLE_PREPOSITIONS,
    SUPPORT_VERBS,
)

_TITLE = alternation(title.capitalize() for title in ENGLISH.titles)
_CAPITALIZED = r"(?:[A-Z]\.\s?)*[A-ZÀ-ÞĀ-Ž][\w’'-]*[^\W_]"
_NAME = re.compile(
    rf"(?:(?:{_TITLE})\.?\s)*{_CAPITALIZED}(?:\s(?:(?:{alternation(NAME_PARTICLES)})\s)?{_CAPITALIZED}|\s[A-Z]\.)*"
)
_NOT_IN_NAMES = ENGLISH.sentence_starters | ENGLISH.pronouns.keys() | ENGLISH.stop_words
_CALENDAR = ENGLISH.calendar_words | ENGLISH.month_names
_PREPOSITION = re.compile(rf"\b({alternation(PLACE_PREPOSITIONS)})\s(?:the\s)?$", re.IGNORECASE)
_PART_OF_PLACE = re.compile(rf",\s({_CAPITALIZED}(?:\s{_CAPITALIZED})*)")
_WHO = re.compile(rf"\b(?:who|whose)\s(?!(?:{alternation(SUPPORT_VERBS)})\b|else\b)(?P<rest>.+)", re.IGNORECASE)
_BEFORE_OBJECT = re.compile(rf"\s(?:{alternation(ROLE_PREPOSITIONS)})\b", re.IGNORECASE)
_LINKING_WORDS = 2
"""The verb or role comes among so many words after "who": "Who first led", "Who was the chair"."""
_LETTERS = re.compile(r"[^\W\d_]+")
_STEM = 5
"""Words are one verb or role if so many first letters are equal: "commanded", "commander"."""
_LINK_BEFORE = re.compile(rf"\b([a-z]+)(?:\s(?:{alternation(NAME_VERBS)}))?(?:\s(?:the|an?))?\s$")
_LINK_AFTER = re.compile(
    rf"(?:\s\([^)]*\))?,?\s(?:(?:{alternation(ENGLISH.auxiliaries | ENGLISH.articles | REPORTING_WORDS)}|[a-z]+ly)\s)*"
    r"(?P<words>[a-z]+)\b(?!['’])"
)
_APPOSITION = re.compile(
    rf"(?:\s\([^)]*\))?,\s(?:{alternation(ENGLISH.articles | ENGLISH.possessives)})\s(?P<words>(?:[\w’'-]+\s?){{1,4}})"
)
_POSSESSIVE = re.compile(r"['’]s?$")
_NOUN_AFTER = re.compile(rf"\s(?!(?:{alternation(ENGLISH.stop_words)})\b)[a-z]")
_WORD = re.compile(r"([^\W_]+)\s*")
CLAUSE_END = re.compile(rf"[;:,()]\s|[.!?]\s|\s(?:{alternation(CLAUSE_CONJUNCTIONS)})\s")


def people(question: str, text: str) -> Iterator[Span]:
    """Yield the names that the question's verb or role is said of: "led by Ada", "Ada led", "Ada, the leader"."""
    found = _WHO.search(question)
    if not found:
        return
    asked = [word for word in _LETTERS.findall(_role(found["rest"])) if content_words(word) and not word.endswith("ly")]
    stems = {word.casefold()[:_STEM] for word in asked[:_LINKING_WORDS]}
    for span in _names(text):
        before = _LINK_BEFORE.search(text, 0, span.start)
        is_object = before and before[1][:_STEM] in stems and not _NOUN_AFTER.match(text, span.end)
        after = [match["words"] for pattern in (_LINK_AFTER, _APPOSITION) if (match := pattern.match(text, span.end))]
        is_subject = not stems.isdisjoint(word.casefold()[:_STEM] for word in " ".join(after).split())
        if (is_subject or is_object) and not content_words(span.of(text)) & content_words(question):
            yield span


def _role(asked: str) -> str:
    """Return the words after "who" up to the first preposition with a verb or role before it: "was absent from …"."""
    ends = (match.start() for match in _BEFORE_OBJECT.finditer(asked))
    return next((asked[:end] for end in ends if content_words(asked[:end])), asked)


def places(question: str, text: str) -> Iterator[Span]:
    """Yield the names that follow a preposition of place, with the name of what they are in: "Lyon, France".

    None where another name follows "from" or "to": either may be the place that is asked for.
    """
    found = dict(_after_prepositions(question, text))
    usable = (PLACE_PREPOSITIONS - MOTION_PREPOSITIONS) | {*question.casefold().rstrip("?").split()}
    if all(preposition in usable for preposition in found.values()):
        yield from found


def _after_prepositions(question: str, text: str) -> Iterator[tuple[Span, str]]:
    """Yield the names that follow a preposition in a clause with a word of the question, each with its preposition."""
    asked = content_words(question)
    stems = {word[:_STEM] for word in asked}
    for span in _names(text):
        preposition = _PREPOSITION.search(text, 0, span.start)
        start = max((match.end() for match in CLAUSE_END.finditer(text, 0, span.start)), default=0)
        is_said = not stems.isdisjoint(word[:_STEM] for word in content_words(text[start : span.start]))
        is_named = bool(content_words(span.of(text)) & asked)
        if preposition and is_said and not is_named and not _NOUN_AFTER.match(text, span.end):
            more = _PART_OF_PLACE.match(text, span.end)
            yield Span(span.start, more.end() if more else span.end), preposition[1].casefold()


def _names(text: str) -> Iterator[Span]:
    for match in _NAME.finditer(text):
        start, end = match.span()
        while start < end and (first := _WORD.match(text, start, end)) and first[1].casefold() in _NOT_IN_NAMES:
            start = first.end()
        is_name = text[start:end].casefold() not in _CALENDAR and not _POSSESSIVE.search(text, start, end)
        if is_name and text[start:end][:1].isupper():
            yield Span(start, end)
