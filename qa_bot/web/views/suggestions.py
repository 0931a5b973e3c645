"""Texts → questions that a first visitor may ask, made from the names that the documents speak of most. Pure.

Knows nothing of any one corpus: a name is two or more capitalised words that come again, most of all in several
documents. What stands after "the" is a thing, and can be asked for by "What is"; of any other name it is unknown
whether it is a person, a place or a ship.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from qa_bot.text.languages.english import NAME_LINKS

WANTED = 4
_TRIED = 12
_READ_CHARACTERS = 200_000
_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|[^\w \t]|\d+")
_MOST_WORDS = 5


@dataclass(frozen=True, slots=True)
class _Name:
    """A name as it stands in a text: its words with what links them, and whether "the" goes before it."""

    words: tuple[str, ...]
    after_the: bool


def suggestions(texts: Iterable[str], is_answered: Callable[[str], bool], wanted: int = WANTED) -> tuple[str, ...]:
    """Up to ``wanted`` questions that ``is_answered`` says the documents answer, most spoken-of first.

    Args:
        texts: The documents' texts; the beginning of each is read.
        is_answered: Asks the bot; called a dozen times at most.
        wanted: How many questions are enough.
    """
    found: list[str] = []
    for question in questions(texts)[:_TRIED]:
        if len(found) == wanted:
            break
        if is_answered(question):
            found.append(question)
    return tuple(found)


def questions(texts: Iterable[str]) -> list[str]:
    """Questions about the names that come at least twice, those in most documents first; no two share a word."""
    documents: Counter[tuple[str, ...]] = Counter()
    times: Counter[tuple[str, ...]] = Counter()
    after_the: Counter[tuple[str, ...]] = Counter()
    for text in texts:
        names = list(_names(_TOKEN.findall(text[:_READ_CHARACTERS])))
        documents.update({name.words for name in names})
        times.update(name.words for name in names)
        after_the.update(name.words for name in names if name.after_the)
    ranked = sorted(times, key=lambda words: (-documents[words], -times[words], words))
    chosen = _apart(words for words in ranked if times[words] > 1)
    return [_question(" ".join(words), after_the[words] * 2 > times[words]) for words in chosen]


def _names(tokens: Sequence[str]) -> Iterator[_Name]:
    """Runs of capitalised words; a word that begins a sentence counts only where it is never written small."""
    small = {token for token in tokens if token.islower()}
    at = 0
    while at < len(tokens):
        end = _run_end(tokens, at)
        first = at + 1 if tokens[at].lower() in small and _begins_sentence(tokens, at) else at
        words = tuple(tokens[first:end])
        if 2 <= len(words) <= _MOST_WORDS and words[0] not in NAME_LINKS:
            yield _Name(words, first > 0 and tokens[first - 1].lower() == "the")
        at = max(end, at + 1)


def _run_end(tokens: Sequence[str], start: int) -> int:
    """Where the run of capitalised words that begins at ``start`` ends; a link belongs to it between two of them."""
    end = start
    while end < len(tokens):
        if _is_capitalised(tokens[end]):
            end += 1
        elif start < end < len(tokens) - 1 and tokens[end] in NAME_LINKS and _is_capitalised(tokens[end + 1]):
            end += 2
        else:
            break
    return end


def _is_capitalised(word: str) -> bool:
    return len(word) > 1 and word[0].isupper() and not word.isupper() and word != "The"


def _begins_sentence(tokens: Sequence[str], at: int) -> bool:
    return at == 0 or not (tokens[at - 1][0].isalnum() or tokens[at - 1] in ",;–")


def _apart(names: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    chosen: list[tuple[str, ...]] = []
    taken: set[str] = set()
    for words in names:
        if taken.isdisjoint(words):
            chosen.append(words)
            taken.update(set(words) - NAME_LINKS)
    return chosen


def _question(name: str, has_article: bool) -> str:
    if not has_article:
        return f"What do the documents say about {name}?"
    return f"What {'are' if re.search(r'[^aius]s$', name) else 'is'} the {name}?"
