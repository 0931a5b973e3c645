"""What a question asks for and its best sentence does not say: that is on the topic, but no answer. Pure.

"Who founded the club?" is not answered by where the club is, if no passage speaks of founding.
"""

import re
from collections.abc import Iterator, Sequence

from qa_bot.answer.candidates import ScoredSentence
from qa_bot.answer.heading_questions import heading_asks
from qa_bot.answer.other_things import other_ordinals, other_persons
from qa_bot.answer.proof.words import are_synonyms
from qa_bot.answer.question import AnalyzedQuestion
from qa_bot.text.languages import ENGLISH, alternation
from qa_bot.text.languages.english import SEASONS
from qa_bot.text.languages.english_questions import PARTICLES, RESTRICTING_PREPOSITIONS, TIME_CONJUNCTIONS
from qa_bot.text.wording import fold

_STRANGE, _CONVINCING = 0.24, 1.8
_UNLIKE, _DOUBTFUL = 0.36, -0.2
_STRANGE_UNREAD = 0.22
"""A word is not answered below the first of a pair, if the reader's evidence for the sentence is below the second.

In MiniLM's cosines of a word with the best sentence and its context; E5's are higher, so that with it no word is found.
Chosen on 330 questions on a dozen folders of everyday papers, and on SQuAD 2.0 (docs/evidence.md)."""
_UNCOUNTED, _KNOWN_EVIDENCE, _UNKNOWN_EVIDENCE = 0.42, 1.5, 3.0
"""The same for what "how many" counts, where other passages have its words, and where none has."""
_TYPE_EVIDENCE, _NUMBER_EVIDENCE = 1.2, 0.3
"""A sentence without a value of the type that is asked for answers only from this evidence on; one with another number,
which may be a sum without its currency, from the second on."""
_NUMBER = re.compile(r"\d[\d.,]*")
_RESTRICTED = re.compile(rf"\b(?:{alternation(RESTRICTING_PREPOSITIONS)})\s(?:the\s)?$", re.IGNORECASE)
_SUBJECTS = alternation(ENGLISH.pronouns.keys() | ENGLISH.articles | {"you", "we", "i"})
_DOUBTED, _UNMATCHED = -5.0, 0.25
"""A sentence in which the reader finds no answer (log-odds) and that has nothing like a word of the question is none.

Of 990 questions of SQuAD and Wikipedia, this held for .009 of the right sentences, .24 of the best ones where the
answer was left out, and .13 of those of misleading questions (docs/evidence.md)."""
_CLAUSE_OF_TIME = re.compile(rf"\b(?:{alternation(TIME_CONJUNCTIONS)})\s(?:{_SUBJECTS})\b", re.IGNORECASE)
"""What says when without a date: "since she was eleven"."""
_OR = re.compile(r"\bor\b", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]+")
_PHRASAL = re.compile(rf"\s(?:{alternation(PARTICLES)})\b", re.IGNORECASE)
_NO_NOUN = "".join(rf"(?<!\b{article}\s)" for article in sorted(ENGLISH.articles))
_FOLLOWED = r"[\s-]+([^\W\d_]{3,})\b"


def unanswered_words(question: AnalyzedQuestion, best: ScoredSentence) -> tuple[str, ...]:
    """Return the words of ``question`` that ``best`` says nothing of, in these or other words."""
    found = [*_restricting_names(question), *_replaced(question, best), *_strange(question, best)]
    other = [*other_ordinals(question.text, best), *other_persons(question.text, best)]
    return tuple(dict.fromkeys([*found, *other, *_uncounted(question, best)]))


def is_doubted(best: ScoredSentence, next_best: Sequence[ScoredSentence]) -> bool:
    """Return whether the reader finds no answer in ``best`` or the next ones, and ``best`` lacks a word."""
    if best.reading is None or best.reading.answer >= _DOUBTED or best.weakest >= _UNMATCHED:
        return False
    return not any(one.reading and one.reading.answer > 0 for one in next_best)


def lacks_value(question: AnalyzedQuestion, best: ScoredSentence) -> bool:
    """Return whether ``best`` has no value of the type that is asked for, and nothing else speaks for it.

    A question that offers values itself, "in 2022 or 2023", is answered by one of these.
    """
    answer_type = question.answer_type
    if answer_type is None or not answer_type.is_exact or best.type_fit > 0 or best.reading is None:
        return False
    if answer_type.name == "date" and _CLAUSE_OF_TIME.search(best.quote):
        return False
    is_offered = _OR.search(question.text) and answer_type.answer_pattern.search(question.text)
    has_number = any(one not in question.text for one in _NUMBER.findall(best.quote))
    is_certain = best.reading.evidence >= (_NUMBER_EVIDENCE if has_number else _TYPE_EVIDENCE)
    return not (is_offered or is_certain or heading_asks(question.text, best))


def _restricting_names(question: AnalyzedQuestion) -> Iterator[str]:
    """Yield the unknown names that say of which place or thing something is asked: "employees in Portugal"."""
    for name in question.unknown_names:
        start = re.search(rf"\b{re.escape(name)}\b", question.text)
        if start and _RESTRICTED.search(question.text[: start.start()]):
            yield name


def _replaced(question: AnalyzedQuestion, best: ScoredSentence) -> Iterator[str]:
    """Yield the words instead of which the sentence has another: "cheese cake", of a plum cake."""
    text = fold(f"{best.passage.title}\n{_context(best)}")
    unlike = [word for word in question.telling_words if best.word_likeness.get(word, 1.0) < _UNLIKE]
    seasons = [word for word in _LETTERS.findall(question.text) if word in SEASONS]
    for word in (*unlike, *seasons):
        found = re.search(rf"\b{re.escape(word)}{_FOLLOWED}", question.text)
        if not found or found[1].casefold() in ENGLISH.stop_words:
            continue
        before = re.findall(rf"([^\W\d_]{{3,}})[\s-]+{re.escape(fold(found[1]))}\b", text)
        others = [one for one in before if one not in ENGLISH.stop_words and (word in unlike or one in SEASONS)]
        if others and not any(are_synonyms(fold(word), one) for one in others):
            yield word


def _strange(question: AnalyzedQuestion, best: ScoredSentence) -> Iterator[str]:
    """Yield the unknown words to which nothing in the sentence comes close, unless the reader is sure of it."""
    said = _said(best)
    for word in question.telling_words:
        if not _is_strange(best, word) or any(are_synonyms(fold(word), one) for one in said):
            continue
        if not re.search(rf"{_NO_NOUN}\b{re.escape(word)}{_PHRASAL.pattern}", question.text, re.IGNORECASE):
            yield word


def _is_strange(best: ScoredSentence, word: str) -> bool:
    likeness = best.word_likeness.get(word, 1.0)
    if best.reading is None:
        return likeness < _STRANGE_UNREAD
    evidence = best.reading.evidence
    return (likeness < _STRANGE and evidence < _CONVINCING) or (likeness < _UNLIKE and evidence < _DOUBTFUL)


def _uncounted(question: AnalyzedQuestion, best: ScoredSentence) -> tuple[str, ...]:
    """Return the words of what is counted, if the sentence has nothing like any of them."""
    words = question.counted_words
    sure = _UNKNOWN_EVIDENCE if set(words) <= set(question.unknown_words) else _KNOWN_EVIDENCE
    is_sure = best.reading is not None and best.reading.evidence >= sure
    if is_sure or any(best.word_likeness.get(word, 1.0) >= _UNCOUNTED for word in words):
        return ()
    said = _said(best)
    return () if any(are_synonyms(fold(word), one) for word in words for one in said) else words


def _said(best: ScoredSentence) -> set[str]:
    return {fold(word) for word in _LETTERS.findall(_context(best))} - ENGLISH.stop_words


def _context(best: ScoredSentence) -> str:
    """Return a sentence with the heading above it and the sentence before it."""
    spans = filter(None, (best.heading, best.before, best.span))
    return "\n".join(best.passage.slice(span) for span in spans)
