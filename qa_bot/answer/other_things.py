"""What the best sentence says of another thing than the question names: of another person, of the second one. Pure."""

import re
from collections.abc import Iterator, Sequence

from qa_bot.answer.candidates import ScoredSentence
from qa_bot.answer.subjects import content_words
from qa_bot.records import Hit
from qa_bot.text.languages import ENGLISH, alternation
from qa_bot.text.languages.english import ORDINAL_WORDS
from qa_bot.text.languages.english_questions import PERSON_TITLES
from qa_bot.text.numerals import ROMAN_NUMERALS
from qa_bot.text.wording import fold

_ORDINAL = re.compile(
    rf"\b(?P<ordinal>{alternation(ORDINAL_WORDS)}|\d+(?:st|nd|rd|th))\s(?P<things>(?:[^\W\d_][\w’'-]*\s?){{1,3}})"
)
"""An ordinal number, and up to three words of what it counts."""
_TIMES = {form for word in (*ENGLISH.units, "time") for form in (word, f"{word}s")}
"""What "from the third day on" says is said of other days too."""
_NAMED = 2
"""Words of a title that name a document."""
_TITLE = rf"(?:{alternation(PERSON_TITLES)})\.?\s"
_FULL_NAME = re.compile(r"(?<![.!?] )(?<!^)\b[^\W\d_a-z][\w’'.-]+(?:\s(?:[a-z]{1,3}\s)?[^\W\d_a-z][\w’'-]+)+")
_SUBJECT = re.compile(rf"\W{{0,3}}(?P<title>{_TITLE})*(?P<name>[^\W\d_a-z][\w’'-]+(?:\s[^\W\d_a-z][\w’'-]+)+)")
_PERSONAL = (word for word, kind in ENGLISH.pronouns.items() if kind == "person")
_PRONOUN = re.compile(rf"\W{{0,3}}(?:{alternation(_PERSONAL)})\b", re.IGNORECASE)


def other_ordinals(question: str, best: ScoredSentence) -> Iterator[str]:
    """Yield the ordinals instead of which the passage has another: "the third brigade", of the second one."""
    said = [*_ordinals(best.passage.text)]
    everywhere = f"{best.passage.title}\n{best.passage.text}"
    for asked, number, things in _ordinals(question):
        others = [one for _, other, one in said if other != number and one & things]
        if others and not _has(everywhere, number, things):
            yield asked


def _ordinals(text: str) -> Iterator[tuple[str, int, frozenset[str]]]:
    """Yield the ordinals of a text, their numbers, and the words after them, without those that are in most texts."""
    for found in _ORDINAL.finditer(fold(text)):
        words = frozenset(re.findall(r"[\w’'-]+", found["things"])) - ENGLISH.ignored_words - _TIMES
        ordinal = found["ordinal"]
        yield ordinal, ORDINAL_WORDS.get(ordinal) or int(ordinal[:-2]), words


def _has(text: str, number: int, things: frozenset[str]) -> bool:
    """Return whether a text has a thing with this number, as an ordinal or as a numeral after it: "World War II"."""
    if any(other == number and one & things for _, other, one in _ordinals(text)):
        return True
    roman = ROMAN_NUMERALS[number] if number < len(ROMAN_NUMERALS) else ""
    numerals = "|".join(filter(None, (str(number), roman)))
    return any(re.search(rf"\b{re.escape(thing)}\s(?:{numerals})\b", fold(text)) for thing in things)


def other_persons(question: str, best: ScoredSentence) -> Iterator[str]:
    """Yield the full names of the question that the sentence has no word of, if it is about another person."""
    subject, passage = _person(best), best.passage
    spans = filter(None, (best.heading, best.before, best.span))
    context = "\n".join([passage.title, passage.source, *map(passage.slice, spans)])
    known = set(re.findall(r"\w+", fold(context)))
    for name in _FULL_NAME.findall(question):
        if subject and not known & set(re.findall(r"\w+", fold(name))):
            yield name


def _person(best: ScoredSentence) -> str:
    """Return the person that a sentence is about: by a title, or as the one to whom its first pronoun points."""
    text, before = best.quote, best.passage.slice(best.before) if best.before else ""
    found = _SUBJECT.match(text)
    if found and found["title"]:
        return found["name"]
    found = _SUBJECT.match(before) if _PRONOUN.match(text) else None
    return found["name"] if found else ""


def is_of_other_document(question: str, best: ScoredSentence, hits: Sequence[Hit]) -> bool:
    """Return whether the question names another document than that of the sentence, by two words of its title."""
    asked = content_words(question)
    own = content_words(f"{best.passage.title}\n{best.passage.source}\n{best.passage.searched}")
    titles = {hit.passage.title for hit in hits if hit.passage.document_id != best.passage.document_id}
    return any(len(named := asked & content_words(title)) >= _NAMED and not named & own for title in titles)
