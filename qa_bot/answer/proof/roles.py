"""Who does what to whom: names exchanged between a statement and its sources. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations, product

from qa_bot.answer.proof.evidence import Text
from qa_bot.answer.proof.words import Word, are_same_word, are_synonyms
from qa_bot.text.languages import ENGLISH
from qa_bot.text.languages.english import CLAUSE_OPENERS, ROLE_PREPOSITIONS
from qa_bot.text.languages.english_proof import AGENT_PREPOSITIONS, DIRECTIONS, FORMS_OF_BE, JOINING_WORDS, PAST_FORMS

_FARTHEST = 12
"""Words between two names that can have roles for one verb."""


def exchanged(statement: Text, chosen: Sequence[Text]) -> Iterator[str]:
    """Yield a reason for each two names of a statement that have each other's role in a sentence of its sources."""
    for one, other in combinations(statement.name_runs, 2):
        if are_joined(statement, one, other) or are_same_word(one[-1].folded, other[-1].folded):
            continue
        mine = _Pair(statement, one[-1], other[-1])
        verdicts = [verdict for text in chosen for theirs in _pairs(text, mine) for verdict in _verdicts(mine, theirs)]
        if verdicts and not any(verdicts):
            names = " and ".join(statement.text[run[0].start : run[-1].end] for run in (one, other))
            yield f"its sources say it the other way round of {names}"


def moved(statement: Text, chosen: Sequence[Text]) -> Iterator[str]:
    """Yield a reason for two names of which the sources have the other after a preposition: "from B to A"."""
    for one, other in permutations(statement.name_runs, 2):
        preposition = _preposition(statement, one[0])
        if not preposition or preposition == _preposition(statement, other[0]):
            continue
        mine, theirs = ([at for text in chosen for at in _prepositions(text, run[-1])] for run in (one, other))
        if mine and preposition not in mine and preposition in theirs:
            first, second = (statement.text[run[0].start : run[-1].end] for run in (one, other))
            yield f"its sources say “{preposition} {second}”, not “{preposition} {first}”"


def _prepositions(text: Text, name: Word) -> list[str]:
    """Return the preposition before each place of a name, "" where there is none."""
    return [_preposition(text, word) for word in text.words if are_same_word(word.folded, name.folded)]


def _preposition(text: Text, name: Word) -> str:
    """Return the preposition of direction before a name, also before the first of a list that it is in."""
    for word in reversed([word for word in text.words if word.end <= name.start][-_FARTHEST:]):
        if word.folded in DIRECTIONS:
            return word.folded
        if not word.is_capitalized and word.folded not in JOINING_WORDS | ENGLISH.articles:
            return ""
    return ""


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two names in a sentence, in their order there."""

    text: Text
    first: Word
    second: Word
    is_turned: bool = False

    @property
    def between(self) -> list[Word]:
        """The words between both names, none where they are far from each other."""
        found = [word for word in self.text.words if self.first.end <= word.start < self.second.start]
        return found if len(found) <= _FARTHEST else []

    @property
    def verbs(self) -> list[Word]:
        """The words between both names that can be verbs of the one and the other."""
        words = self.between
        return [
            word
            for word in words
            if not word.is_capitalized and _is_verb(self.text, word) and not _has_pronoun(self.text, word)
        ]

    @property
    def preposition(self) -> str:
        """The preposition before the second name, "" if there is none."""
        words = self.between
        found = [word.folded for word in words if word.folded in ENGLISH.function_words - ENGLISH.articles]
        is_clause = any(word.folded in CLAUSE_OPENERS or _is_verb(self.text, word) for word in words)
        return found[-1] if found and not is_clause and found[-1] in ROLE_PREPOSITIONS - AGENT_PREPOSITIONS else ""

    def is_passive(self, verb: Word) -> bool | None:
        """Return whether the first name is what a verb is done to; None where the words do not say."""
        at = self.text.words.index(verb)
        has_be = any(word.folded in FORMS_OF_BE for word in self.text.words[max(0, at - 3) : at])
        has_by = any(word.folded == "by" for word in self.between if word.start > verb.start)
        return True if has_by else None if has_be else False


def _pairs(text: Text, mine: _Pair) -> Iterator[_Pair]:
    """Yield each two places of a sentence that have the names of a pair."""
    places = (
        [word for word in text.words if are_same_word(word.folded, one.folded)] for one in (mine.first, mine.second)
    )
    for one, other in product(*places):
        if one.end <= other.start:
            yield _Pair(text, one, other)
        elif other.end <= one.start:
            yield _Pair(text, other, one, is_turned=True)


def _verdicts(mine: _Pair, theirs: _Pair) -> Iterator[bool]:
    """Yield for each verb and preposition in both whether its two names have the same roles."""
    for verb in mine.verbs:
        for other in (its for its in theirs.verbs if are_synonyms(its.folded, verb.folded)):
            passive, their_passive = mine.is_passive(verb), theirs.is_passive(other)
            if passive is not None and their_passive is not None:
                yield (passive == their_passive) != theirs.is_turned
            elif not theirs.is_turned:
                yield True
            elif passive == their_passive:
                yield False
    if mine.preposition and mine.preposition == theirs.preposition:
        yield not theirs.is_turned


def _is_verb(text: Text, word: Word) -> bool:
    """Return whether a word has the form and the place of a verb."""
    if word.folded in FORMS_OF_BE or word.folded in ENGLISH.function_words:
        return False
    at = text.words.index(word)
    before = text.words[at - 1].folded if at else ""
    return word.folded in PAST_FORMS or word.folded.endswith("ed") or before in ENGLISH.auxiliaries | {"to"}


def _has_pronoun(text: Text, verb: Word) -> bool:
    """Return whether a pronoun is a verb's object: "replacing him with"."""
    after = text.words[text.words.index(verb) + 1 :][:1]
    return bool(after) and after[0].folded in ENGLISH.pronouns


def are_joined(text: Text, one: Sequence[Word], other: Sequence[Word]) -> bool:
    """Return whether only names, commas and "and" stand between two names."""
    named = {word.start for word in text.names}
    between = [word for word in text.words if one[-1].end <= word.start < other[0].start]
    return all(word.start in named or word.folded in JOINING_WORDS for word in between)
