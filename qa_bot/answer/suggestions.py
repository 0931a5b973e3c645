"""Suggest questions about the names and headings of the documents, or of what an answer quotes. Pure.

A name is a run of two or more capitalized words that occurs at least twice. A name that usually follows "the" is a
thing, so the question is "What is …", or what is said about it where no sentence says what it is; any other name may be
a person, a place or a ship. Where a sentence says that something was done with a named thing in a year, the question is
when; of other forms of sentences see ``stated_questions``. All are tried before they are shown.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, pairwise, zip_longest

from qa_bot.answer.confidence import CERTAIN
from qa_bot.answer.sentence_roles import roles_of
from qa_bot.answer.stated_questions import stated_questions
from qa_bot.records import Answer
from qa_bot.text.languages.english import ENGLISH, NAME_LINKS
from qa_bot.text.languages.english_questions import DATED_EVENT, SAYS_WHAT
from qa_bot.text.paragraphs import is_heading, is_row, split_paragraphs
from qa_bot.text.sentences import sentences

_SUGGESTED = 4
_MOST_ASKED = 16
_MOST_DOCUMENTS = 40
_READ_CHARACTERS = 200_000
_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|[^\w \t]|\d+")
_HEADED_CHARACTERS = 40_000
_MOST_WORDS = 5
_HEADING = re.compile(
    r"(?:#{1,6}\s+|\*\*)?(?:\d{1,2}(?:\.\d{1,2})*\.?\s+)?(?P<name>[A-Z][a-z]{3,}(?:\s[a-z]+){0,2})(?:\*\*)?"
)
"""A heading of up to three words, the first alone capitalized: "3. Governing law"."""
_WHAT_IS = re.compile(r"What (?:is|are) the (?P<name>.+)\?")
_FOLLOW_UPS = 3
_MOST_FOLLOW_UPS_ASKED = 6


@dataclass(frozen=True, slots=True)
class _Name:
    """The words of a name and whether "the" precedes it."""

    words: tuple[str, ...]
    after_the: bool


def suggestions(texts: Iterable[str], is_answered: Callable[[str], bool], count: int = _SUGGESTED) -> tuple[str, ...]:
    """Return up to `count` questions that the documents answer, those about the most frequent names first.

    Names that occur once come last: short documents have no others.

    Args:
        texts: The documents' texts; the beginnings of the first 40 are read.
        is_answered: Asks the bot; called at most 16 times.
        count: How many questions to return.
    """
    read = list(islice(texts, _MOST_DOCUMENTS))
    offered = dict.fromkeys([*questions(read), *questions(read, fewest=1)])
    return _answered(offered, is_answered, _MOST_ASKED, count)


def follow_ups(
    answer: Answer, asked: Iterable[str], is_answered: Callable[[str], bool], count: int = _FOLLOW_UPS
) -> tuple[str, ...]:
    """Return up to `count` questions about other names in the passages of an answer, which the documents answer.

    Args:
        answer: The answer.
        asked: The questions of the chat; no name in them is asked for again.
        is_answered: Asks the bot; called at most 6 times.
        count: How many questions to return.
    """
    known = {word.casefold() for question in (*asked, answer.searched) for word in _TOKEN.findall(question)}
    texts = [hit.passage.text for hit in answer.hits]
    new = [
        question
        for question in questions(texts, fewest=1)
        if not known.issuperset(word.casefold() for word in _TOKEN.findall(question)[1:] if word[0].isupper())
    ]
    return _answered(new, is_answered, _MOST_FOLLOW_UPS_ASKED, count)


def _answered(offered: Iterable[str], is_answered: Callable[[str], bool], most: int, count: int) -> tuple[str, ...]:
    """Return the first `count` questions that are answered, of the first `most` that are asked."""
    asked = islice(chain.from_iterable(map(_wordings, offered)), most)
    found: dict[str, str] = {}
    for subject, question in asked:
        if len(found) == count:
            break
        if subject not in found and is_answered(question):
            found[subject] = question
    return tuple(found.values())


def _wordings(question: str) -> Iterator[tuple[str, str]]:
    """Yield a question, and that for what is said about a thing after that for what it is, each with its subject."""
    what = _WHAT_IS.match(question)
    yield question, question
    if what:
        yield question, _about(f"the {what['name']}")


def is_good(answer: Answer) -> bool:
    """Return whether an answer is certain enough to suggest its question, and quotes statements only.

    The first quote must have the names that the question has, and be no row or head of a message; of a question for
    what a thing is, it must say something of the thing itself.
    """
    quotes = [citation.quote for citation in answer.citations]
    named = {word for word in _TOKEN.findall(answer.question)[1:] if word[0].isupper()}
    parts = [[span.of(quote) for span in sentences(quote)] for quote in quotes]
    is_stated = all(role in ("statement", "lead_in") for one in parts for role in roles_of(one))
    is_named = bool(quotes) and named <= set(_TOKEN.findall(quotes[0])) and not is_row(quotes[0])
    what = _WHAT_IS.match(answer.question)
    is_said = is_named and (what is None or _says_what(quotes[0], what["name"]))
    is_certain = answer.found and answer.confidence >= CERTAIN
    return is_certain and is_said and is_stated and not any(map(is_heading, quotes))


def _says_what(sentence: str, name: str) -> bool:
    """Return whether a sentence begins with a name, or says what it is or has."""
    name = re.escape(name)
    return re.search(rf"^(?:The\s)?{name}\b|\b{name}(?:\s\([^)]*\))?{SAYS_WHAT}", sentence) is not None


def questions(texts: Iterable[str], fewest: int = 2) -> list[str]:
    """Return questions about names that occur `fewest` times or more, by number of documents.

    No two names share a word. Questions for what they are alternate with those for when something was done, with those
    that a sentence answers in its own words, and with those on the documents' headings.
    """
    texts = list(texts)
    documents: Counter[tuple[str, ...]] = Counter()
    occurrences: Counter[tuple[str, ...]] = Counter()
    after_the: Counter[tuple[str, ...]] = Counter()
    for text in texts:
        names = list(_names(_TOKEN.findall(text[:_READ_CHARACTERS])))
        documents.update({name.words for name in names})
        occurrences.update(name.words for name in names)
        after_the.update(name.words for name in names if name.after_the)
    ranked = sorted(occurrences, key=lambda words: (-documents[words], -occurrences[words], words))
    chosen = _without_shared_words(words for words in ranked if occurrences[words] >= fewest)
    what = [_question(" ".join(words), after_the[words] * 2 > occurrences[words]) for words in chosen]
    kinds = (_stated(texts), what, _dated(texts), _on_headings(texts))
    return [one for row in zip_longest(*kinds) for one in row if one]


def _on_headings(texts: Iterable[str]) -> list[str]:
    """Return a question for what is said below each short heading, those that most documents have first."""
    headings = Counter(chain.from_iterable(dict.fromkeys(_headings(text)) for text in texts))
    return [_about(f"“{heading}”") for heading, _ in headings.most_common()]


def _headings(text: str) -> Iterator[str]:
    """Yield the short headings of a text but its first line, which may be the title, in lower case."""
    paragraphs = [span.of(text) for span in split_paragraphs(text[:_HEADED_CHARACTERS])]
    for heading, below in pairwise(paragraphs[1:]):
        found = _HEADING.fullmatch(heading.strip())
        asks = found and found["name"].partition(" ")[0].lower() in ENGLISH.question_words
        if found and not (asks or is_heading(below) or is_row(below)):
            yield found["name"].lower()


def _stated(texts: Iterable[str]) -> list[str]:
    """Return the questions that sentences answer in their own words, the first one of each text before the second."""
    rows = zip_longest(*(stated_questions(text[:_HEADED_CHARACTERS]) for text in texts))
    return list(dict.fromkeys(one for row in rows for one in row if one))


def _dated(texts: Iterable[str]) -> list[str]:
    """Return a question for when something was done with a named thing, one for each name."""
    found: dict[str, str] = {}
    for text in texts:
        for event in DATED_EVENT.finditer(text[:_READ_CHARACTERS]):
            article = "the " if event["article"] else ""
            found.setdefault(event["name"], f"When {event['verb']} {article}{event['name']} {event['done']}?")
    return list(found.values())


def _names(tokens: Sequence[str]) -> Iterator[_Name]:
    """Yield runs of capitalized words, without a sentence's first word if it also occurs in lower case.

    A run that begins a sentence is passed over where its first word has its capital nowhere else: "Arming Armenia was".
    """
    lower_case = {token for token in tokens if token.islower()}
    within = {one for at, one in enumerate(tokens) if _is_capitalized(one) and not _begins_sentence(tokens, at)}
    at = 0
    while at < len(tokens):
        end = _run_end(tokens, at)
        is_common = tokens[at].lower() in lower_case or tokens[at].lower() in ENGLISH.stop_words
        first = at + 1 if is_common and _begins_sentence(tokens, at) else at
        words = tuple(tokens[first:end])
        is_name = first > at or tokens[at] in within
        if is_name and 2 <= len(words) <= _MOST_WORDS and words[0] not in NAME_LINKS:
            yield _Name(words, first > 0 and tokens[first - 1].lower() == "the")
        at = max(end, at + 1)


def _run_end(tokens: Sequence[str], start: int) -> int:
    """Return the end of the run of capitalized words from `start`, "of" and "for" between two of them included."""
    end = start
    while end < len(tokens):
        if _is_capitalized(tokens[end]):
            end += 1
        elif start < end < len(tokens) - 1 and tokens[end] in NAME_LINKS and _is_capitalized(tokens[end + 1]):
            end += 2
        else:
            break
    return end


def _is_capitalized(word: str) -> bool:
    return len(word) > 1 and word[0].isupper() and not word.isupper() and word != "The"


def _begins_sentence(tokens: Sequence[str], at: int) -> bool:
    return at == 0 or not (tokens[at - 1][0].isalnum() or tokens[at - 1] in ",;–")


def _without_shared_words(names: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    chosen: list[tuple[str, ...]] = []
    taken: set[str] = set()
    for words in names:
        if taken.isdisjoint(words):
            chosen.append(words)
            taken.update(set(words) - NAME_LINKS)
    return chosen


def _question(name: str, has_article: bool) -> str:
    if not has_article:
        return _about(name)
    return f"What {'are' if re.search(r'[^aius]s$', name.partition(' of ')[0]) else 'is'} the {name}?"


def _about(subject: str) -> str:
    return f"What is said about {subject}?"
