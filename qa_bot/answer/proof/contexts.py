"""Find names in whose place the sources have another name, by the words on both sides. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from qa_bot.answer.proof.evidence import Text
from qa_bot.answer.proof.roles import are_joined
from qa_bot.answer.proof.words import Word, are_same_word, are_synonyms
from qa_bot.text.languages import ENGLISH
from qa_bot.text.languages.english import ROLE_PREPOSITIONS

_CLAUSE_END = re.compile(r"[;:()“”\"]|[.!?](?=\s)")
_REACH = 2
"""Words on each side of a name that are compared."""
_SOURCE_REACH = 3
_CLEARLY = 2
"""By how many words another name's place must fit better."""


@dataclass(frozen=True, slots=True)
class _Named:
    """A name in its sentence, and the words on its left and right, the nearest first."""

    sentence: Text
    run: Sequence[Word]
    left: Sequence[Word]
    right: Sequence[Word]
    phrases: tuple[str, str]

    @property
    def text(self) -> str:
        """The name as it is written."""
        return self.sentence.text[self.run[0].start : self.run[-1].end]

    def fits(self, other: "_Named") -> int:
        """Return how many words beside this name are on the same side of another."""
        same_phrases = sum(bool(one) and one == its for one, its in zip(self.phrases, other.phrases, strict=True))
        return _common(self.left, other.left) + _common(self.right, other.right) + same_phrases

    def may_be(self, other: "_Named") -> bool:
        """Return whether another name has all words of this one, or this one all of its."""
        return all(other.has_any_of([word]) for word in self.run) or all(self.has_any_of([word]) for word in other.run)

    def has_any_of(self, words: Sequence[Word]) -> bool:
        """Return whether any of some words is one of this name."""
        return any(are_same_word(word.folded, its.folded) for word in words for its in self.run)


def _common(mine: Sequence[Word], theirs: Sequence[Word]) -> int:
    return sum(any(are_synonyms(word.folded, other.folded) for other in theirs) for word in mine[:_REACH])


def _named(text: Text) -> list[_Named]:
    words = [word for word in text.words if word.folded not in ENGLISH.stop_words]
    ends = [match.start() for match in _CLAUSE_END.finditer(text.text)]
    found = []
    for run in text.name_runs:
        begin = max((end for end in ends if end <= run[0].start), default=0)
        end = min((end for end in ends if end >= run[-1].end), default=len(text.text))
        left = [word for word in words if begin <= word.start < run[0].start]
        right = [word for word in words if run[-1].end <= word.start < end]
        found.append(_Named(text, run, left[::-1][:_SOURCE_REACH], right[:_SOURCE_REACH], _phrases(text, run)))
    return found


def _phrases(text: Text, run: Sequence[Word]) -> tuple[str, str]:
    """Return the word and preposition before a name, and the preposition and word after it: "coronation of"."""
    plain = [word for word in text.words if word.folded not in ENGLISH.articles]
    at, end = plain.index(run[0]) if run[0] in plain else 0, plain.index(run[-1]) + 1 if run[-1] in plain else 0
    before, after = plain[max(0, at - 2) : at], plain[end : end + 2]
    has_before = len(before) == 2 and before[1].folded in ROLE_PREPOSITIONS
    has_after = len(after) == 2 and after[0].folded in ROLE_PREPOSITIONS
    return (
        " ".join(word.folded for word in before) if has_before else "",
        " ".join(word.folded for word in after) if has_after else "",
    )


def substituted(statement: Text, sources: Sequence[Text]) -> Iterator[str]:
    """Yield a reason for each name in the place of which the sources have a name that the statement lacks."""
    theirs = [named for text in sources for named in _named(text)]
    for name in _named(statement):
        own = [other for other in theirs if name.may_be(other)]
        others = [other for other in theirs if not name.may_be(other) and not _is_said(other, statement)]
        best = max(others, key=name.fits, default=None)
        if not own or best is None:
            continue
        is_near = any(best.sentence is other.sentence for other in own)
        if name.fits(best) >= max(map(name.fits, own)) + _CLEARLY + is_near:
            yield f"its sources say it of {best.text}, not of {name.text}"


def _is_said(name: _Named, statement: Text) -> bool:
    """Return whether a statement has all words of a name."""
    return all(any(are_same_word(word.folded, its.folded) for its in statement.words) for word in name.run)


def crossed(statement: Text, chosen: Sequence[Text]) -> Iterator[str]:
    """Yield a reason for each two names of a statement that each have the other's neighbours in the sources."""
    theirs = [named for text in chosen for named in _named(text)]
    for one, other in combinations(_named(statement), 2):
        if one.has_any_of(other.run) or are_joined(statement, one.run, other.run):
            continue
        first, second = ([its for its in theirs if name.has_any_of(its.run)] for name in (one, other))
        if first and second:
            own = max(map(one.fits, first)) + max(map(other.fits, second))
            turned = max(map(one.fits, second)), max(map(other.fits, first))
            if min(turned) > 0 and sum(turned) >= own + _CLEARLY:
                yield f"its sources say it the other way round of {one.text} and {other.text}"
