"""Whether a statement denies what its sources say, or says what they deny. Pure.

What a denial denies are the words after it. Where a whole clause of the statement and one of the sources are about the
same, their denials are counted instead: "may not sublet without consent" says as much as "needs consent".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from qa_bot.answer.proof.evidence import Text
from qa_bot.answer.proof.words import Word, are_opposites, are_same_word, are_synonyms, denied_stem
from qa_bot.text.languages import alternation
from qa_bot.text.languages.english_proof import (
    CLAUSE_DIVIDERS,
    DENIAL_SCOPE_ENDS,
    DENIALS,
    DENYING_PHRASES,
    NO_DENIALS,
    SINCE_WORDS,
    SOFT_DENIALS,
)

_NO_DENIAL = re.compile(rf"\b(?:{alternation(NO_DENIALS)})\b", re.IGNORECASE)
_DENYING_PHRASE = re.compile(rf"\b(?:{alternation(DENYING_PHRASES)})\b", re.IGNORECASE)
_SCOPE_END = re.compile(rf"[,;:.!?()—–]|\b(?:{alternation(DENIAL_SCOPE_ENDS)})\b", re.IGNORECASE)
_CLAUSE_DIVIDER = re.compile(rf"[;:()—–]|[.!?](?=\s|$)|,(?!\d)|\b(?:{alternation(CLAUSE_DIVIDERS)})\b", re.IGNORECASE)
_SCOPE = 5
"""Words after a denial that it can deny."""
_SOFT_REACH = 30
"""Characters."""
_LEAST_SHARE, _LEAST_WORDS = 0.5, 1.8
"""Of the words of a clause, and how many, that one about the same has too."""
_NEARLY = 0.25
"""How many fewer words another clause may share that is compared too."""
_SYNONYM = 0.8


@dataclass(frozen=True)
class _Clause:
    """A part of a sentence between marks and conjunctions."""

    sentence: Text
    start: int
    end: int

    def has(self, word: Word) -> bool:
        """Return whether a word of the sentence stands in this clause."""
        return self.start <= word.start < self.end

    @cached_property
    def content(self) -> list[Word]:
        """The words that say something, without those that deny."""
        return [word for word in self.sentence.content if self.has(word) and word.folded not in DENIALS]

    @cached_property
    def folded(self) -> frozenset[str]:
        """All words, folded."""
        return frozenset(word.folded for word in self.sentence.words if self.has(word))

    @cached_property
    def denials(self) -> int:
        """How often it denies; "without" denies only what is denied already."""
        found = [word.folded for word in _denials(self.sentence) if self.has(word)]
        return 0 if set(found) == {"without"} else len(found)

    def denials_beside(self, other: "_Clause") -> int:
        """Return how often it denies, compared with another clause: "the first since 1988", "not since 1988"."""
        return self.denials + ("since" in self.folded & other.folded and bool(self.folded & SINCE_WORDS))

    def is_soft_beside(self, other: "_Clause") -> bool:
        """Return whether a word may deny too, for which the other clause has no like word."""
        spans = [match.span() for match in _DENYING_PHRASE.finditer(self.sentence.text)]
        counted = {word.folded for word in self.sentence.words if any(a <= word.start < b for a, b in spans)}
        soft = self.folded & (SOFT_DENIALS | ({"without"} if not self.denials else set())) - counted
        return any(not any(are_same_word(word, its) for its in other.folded) for word in soft)


def has_denial(text: Text) -> bool:
    """Return whether a text denies something."""
    return bool(_denials(text))


def _denials(text: Text) -> list[Word]:
    """Return the words that deny something, of a phrase the first one."""
    harmless = [match.span() for match in _NO_DENIAL.finditer(text.text)]
    phrases = [match.span() for match in _DENYING_PHRASE.finditer(text.text)]
    return [
        word
        for word in text.words
        if any(start == word.start for start, _ in phrases)
        or (
            (word.folded in DENIALS or word.folded.endswith("n't"))
            and not any(start <= word.start < end for start, end in (*harmless, *phrases))
        )
    ]


def denials(statement: Text, chosen: Sequence[Text]) -> Iterator[str]:
    """Yield a reason for each denial that only the statement or only its sources have."""
    theirs = [clause for text in chosen for clause in _clauses(text)]
    agreeing: list[_Clause] = []
    for mine in _clauses(statement):
        nearest = _nearest(mine, theirs)
        agreed = [other for other in nearest if _agree(mine, other)]
        if nearest and not agreed:
            yield _disagreement(mine, nearest[0])
        if any(not _is_doubtful(mine, other) for other in agreed):
            agreeing.extend((mine, *agreed))
    for text, denial, reason in _unmatched(statement, chosen):
        if not any(clause.sentence is text and clause.has(denial) and clause.denials for clause in agreeing):
            yield reason


def _clauses(text: Text) -> list[_Clause]:
    ends = [match.start() for match in _CLAUSE_DIVIDER.finditer(text.text)]
    found = (_Clause(text, start, end) for start, end in zip([0, *ends], [*ends, len(text.text)], strict=True))
    return [clause for clause in found if clause.content]


def _nearest(mine: _Clause, theirs: Sequence[_Clause]) -> list[_Clause]:
    """Return the clauses that are about the same as one of the statement."""
    scored = [(_shared(mine, other), other) for other in theirs]
    most = max((shared for shared, _ in scored), default=0.0)
    if most < max(_LEAST_WORDS, _LEAST_SHARE * len(mine.content)):
        return []
    return [other for shared, other in scored if shared >= most - _NEARLY]


def _shared(mine: _Clause, other: _Clause) -> float:
    """Return how many words of a clause another has, also in another form or with nearly the same meaning."""
    return sum(max((_likeness(word.folded, its.folded) for its in other.content), default=0.0) for word in mine.content)


def _likeness(one: str, other: str) -> float:
    if are_same_word(one, other) or are_same_word(denied_stem(one) or one, denied_stem(other) or other):
        return 1.0
    return _SYNONYM if are_synonyms(one, other) else 0.0


def _agree(mine: _Clause, other: _Clause) -> bool:
    """Return whether both clauses deny, or neither does, as far as their words tell."""
    count = mine.denials_beside(other) + other.denials_beside(mine) + _prefixes(mine, other)
    return count % 2 == 0 or _is_doubtful(mine, other)


def _prefixes(mine: _Clause, other: _Clause) -> int:
    """Return how many words of two clauses differ in a prefix that denies."""
    return sum(
        bool(denied_stem(one.folded)) != bool(denied_stem(its.folded)) and not are_same_word(one.folded, its.folded)
        for one in mine.content
        for its in other.content
        if _likeness(one.folded, its.folded) == 1.0
    )


def _is_doubtful(mine: _Clause, other: _Clause) -> bool:
    opposed = any(are_opposites(word.folded, its.folded) for word in mine.content for its in other.content)
    return opposed or mine.is_soft_beside(other) or other.is_soft_beside(mine)


def _disagreement(mine: _Clause, other: _Clause) -> str:
    """Return the reason that one of two clauses denies and the other does not."""
    clause, said = (mine, "do not deny it") if mine.denials % 2 else (other, "deny it")
    denial = next((word for word in _denials(clause.sentence) if clause.has(word)), clause.content[0])
    return f"its sources {said}: “{_phrase(clause.sentence, denial, _denied(clause.sentence, denial))}”"


def _unmatched(statement: Text, chosen: Sequence[Text]) -> Iterator[tuple[Text, Word, str]]:
    """Yield each denial of words that the other side has without denial: its sentence, itself and the reason."""
    for denial in _denials(statement):
        targets = _denied(statement, denial)
        is_about = denial.folded != "without" or (targets and _has(chosen, targets[0]))
        if is_about and not _is_denied_by_sources(targets, chosen):
            phrase = _phrase(statement, denial, targets)
            yield statement, denial, f"its sources do not deny it: “{phrase}”"
    for text in chosen:
        for denial in _denials(text):
            targets = _denied(text, denial)[:2]
            if targets and _is_affirmed(statement, targets[0], _covering_as_much(statement, text, chosen)):
                yield text, denial, f"its sources deny it: “{_phrase(text, denial, targets)}”"


def _denied(text: Text, denial: Word) -> list[Word]:
    """Return the words that a denial can deny, the nearest first; those before it where none follow."""
    after = [word for word in text.words if word.start > denial.start][:_SCOPE]
    content = {word.start for word in text.content}
    found: list[Word] = []
    for word in after:
        if found and _SCOPE_END.search(text.text[denial.end : word.start]):
            break
        if word.start in content and word.folded not in DENIALS:
            found.append(word)
    return found or [word for word in text.words if word.end <= denial.start and word.start in content][-2:]


def _is_denied(text: Text, word: Word) -> bool:
    return any(any(one.start == word.start for one in _denied(text, denial)) for denial in _denials(text))


def _has(chosen: Sequence[Text], sought: Word) -> bool:
    return any(are_same_word(sought.folded, word) for text in chosen for word in text.folded)


def _is_denied_by_sources(targets: Sequence[Word], chosen: Sequence[Text]) -> bool:
    """Return whether the sources deny the nearest of some words that they have, or say the opposite."""
    for target in targets[:3]:
        found = [(text, word) for text in chosen for word in text.content if are_synonyms(target.folded, word.folded)]
        if any(are_opposites(target.folded, word.folded) for text in chosen for word in text.content):
            return True
        if found:
            return any(_is_denied(text, word) or _is_softly_denied(text, word) for text, word in found)
    return any(_denials(text) for text in chosen)


def _covering_as_much(statement: Text, text: Text, chosen: Sequence[Text]) -> list[Text]:
    """Return a sentence and those others that have as many words of a statement."""

    def covered(one: Text) -> int:
        return sum(_has([one], word) for word in statement.content)

    return [one for one in chosen if one is text or covered(one) >= covered(text)]


def _is_softly_denied(text: Text, word: Word) -> bool:
    return any(one.folded in SOFT_DENIALS for one in text.words if 0 <= word.start - one.end <= _SOFT_REACH)


def _is_affirmed(statement: Text, denied: Word, chosen: Sequence[Text]) -> bool:
    """Return whether a statement says, without denial, a word that each of its sources denies."""
    said = [word for word in statement.content if are_same_word(word.folded, denied.folded)]
    if not said or _denials(statement) or statement.folded & SOFT_DENIALS:
        return False
    elsewhere = [(text, word) for text in chosen for word in text.content if are_same_word(word.folded, denied.folded)]
    return all(_is_denied(text, word) for text, word in elsewhere)


def _phrase(text: Text, denial: Word, targets: Sequence[Word]) -> str:
    ends = [denial.start, denial.end, *(word.end for word in targets[:2]), *(word.start for word in targets[:2])]
    return text.text[min(ends) : max(ends)]
