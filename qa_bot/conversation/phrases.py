"""A text → the phrases by which it names things: "the Shusha Declaration", "Bahtiyar Ersay", "the army". Pure.

No grammar is known here beyond articles, capitals and a hundred function words: enough for questions, which are short.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from qa_bot.text.languages import ENGLISH
from qa_bot.text.languages.english import (
    NAME_ADJECTIVES,
    NAME_PARTICLES,
    NAME_PREPOSITIONS,
    PARTICIPLES,
    SUPPORT_VERBS,
    TITLE_LINKS,
)
from qa_bot.text.wording import one_line

_CALENDAR_WORDS = ENGLISH.calendar_words
_MOST_WORDS, _MOST_CHARACTERS = 10, 120
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-’'.&][^\W_]+)*")
_OWNED = re.compile(r"[’']s$")
_GAP = re.compile(r"[\s\"“”‘«»–-]*")
_STOP = re.compile(r"[.!?:;\n]")
_PEOPLES = re.compile(r"(?:ian|ean|can|ish|ese|ani|eli|tch|nch)$")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text and where it stands."""

    text: str
    start: int
    end: int

    @property
    def folded(self) -> str:
        """The word without regard to case."""
        return self.text.casefold()

    @property
    def empty(self) -> bool:
        """Whether it says nothing of a topic by itself."""
        return self.folded in ENGLISH.stop_words and self.text != "US"

    @property
    def capital(self) -> bool:
        """Whether it is written like a name."""
        return self.text[0].isupper() and not self.empty


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase that names something, as it stands in a text, its article with it.

    Attributes:
        text: Its words.
        before: The word before it, folded; empty at the beginning.
        named: Whether a name is in it.
        asked: Whether it is what a question asks for: "which drones".
        opening: Whether it begins a sentence.
    """

    text: str
    before: str
    named: bool
    asked: bool = False
    opening: bool = False

    @property
    def bare(self) -> str:
        """The phrase without its article."""
        first, _, rest = self.text.partition(" ")
        return rest if rest and first.casefold() in ENGLISH.articles else self.text

    @property
    def head(self) -> str:
        """Its main word, folded: the last one before "of"."""
        return re.split(r"\s(?:of|on|for)\s", self.bare)[0].split()[-1].casefold()


def words(text: str) -> list[Word]:
    """The words of a text."""
    return [Word(found.group(), found.start(), found.end()) for found in _WORD.finditer(text)]


@lru_cache(maxsize=64)
def phrases(text: str) -> tuple[Phrase, ...]:
    """The phrases of a question, in order."""
    return tuple(_phrases(text, words(text)))


def names(text: str) -> list[Phrase]:
    """The phrases of any text that name something by its own name, in order.

    A single word that begins a sentence has its capital from there, and is none.
    """
    return [phrase for phrase in phrases(text) if phrase.named and not (phrase.opening and " " not in phrase.bare)]


def _phrases(text: str, found: list[Word]) -> Iterator[Phrase]:
    place = 0
    while place < len(found):
        article = found[place].folded in ENGLISH.articles
        asked = place > 0 and found[place - 1].folded in ("which", "what", "many")
        first = end = place + article
        if article or asked or found[place].capital:
            end = _end(text, found, first, article)
        length = found[end - 1].end - found[place].start
        if end > first and length <= _MOST_CHARACTERS and (article or found[place].capital or _inverted(found, end)):
            yield _phrase(text, found, place, end, asked)
        place = max(end, place + 1)


def _inverted(found: list[Word], place: int) -> bool:
    """Whether a verb that opens a question stands here: "which drones [did] the army use"."""
    return place < len(found) and found[place].folded in ENGLISH.auxiliaries


def _end(text: str, found: list[Word], first: int, article: bool) -> int:
    """Where the phrase that begins at ``first`` ends; at ``first`` itself where there is none."""
    end = first
    while end < min(len(found), first + _MOST_WORDS) and (end == first or _goes_on(text, found[end - 1], found[end])):
        more = end + 1 if _belongs(found, first, end, article) else _joined(text, found, first, end, article)
        if more == end:
            break
        end = more
    return _without_verb(found, first, end)


def _belongs(found: list[Word], first: int, place: int, article: bool) -> bool:
    """Whether a word goes on with the phrase: a name with capitals and numbers, what has an article with all words.

    After small letters a name begins something new ("the plan [Kublai] rejected"), but not after a number or an order
    ("the two Parliament Acts"), nor where it is a people's ("the northern Andean segment").
    """
    word = found[place]
    if place == first or word.text[0].isdigit():
        return not word.empty
    last = found[place - 1]
    if word.capital:
        return (
            last.capital or last.text[0].isdigit() or last.folded in NAME_ADJECTIVES or bool(_PEOPLES.search(word.text))
        )
    return not word.empty and (article or not found[first].capital or (place == first + 1 and _is_people(last)))


def _is_people(word: Word) -> bool:
    return word.capital and bool(_PEOPLES.search(word.text))


def _joined(text: str, found: list[Word], first: int, place: int, article: bool) -> int:
    """Where a phrase goes on after a joining word ("of the Caucasus", "on Strategic Partnership"); else ``place``."""
    after = place + 1 + (place + 1 < len(found) and found[place + 1].folded == "the")
    if place == first or after >= len(found) or not _touch(text, found[place], found[place + 1]):
        return place
    joins, capital = found[place].folded, found[after].capital and found[place - 1].capital
    of_it = joins in NAME_PARTICLES and not found[after].empty and (article or capital)
    titled = capital and (joins == "and" or (article and joins in TITLE_LINKS))
    return after + 1 if of_it or titled else place


def _without_verb(found: list[Word], first: int, end: int) -> int:
    """The end of a phrase whose last words may be the question's verb: "did the army [use]", "was the drill [held]".

    Of small letters after a name, one is the verb, of two the first goes with the name ("the Kut festival [mean]").
    """
    before = next((word.folded for word in reversed(found[:first]) if word.folded not in ENGLISH.articles), "")
    small = next((back for back in range(end - first) if found[end - 1 - back].capital), end - first - 1)
    if before in SUPPORT_VERBS and small and not _verb_follows(found, end):
        end -= 1 if small == 2 and not found[end - 1].text.endswith("ing") else small
    while end - first > 1 and is_participle(found[end - 1]):
        end -= 1
    return end


def _verb_follows(found: list[Word], end: int) -> bool:
    """Whether a phrase's verb comes after it, be it after a place: "did the first bank in the US [open]"."""
    rest = end
    if rest < len(found) and found[rest].folded in NAME_PREPOSITIONS:
        rest += 1
        while rest < len(found) and (found[rest].capital or found[rest].folded in ENGLISH.articles):
            rest += 1
        if rest == end + 1:
            return False
    return rest < len(found) and not found[rest].empty and found[rest].text[0].islower()


def is_participle(word: Word) -> bool:
    """Whether a word looks like a verb at the end of a question ("held", "signed"), or goes with one ("first")."""
    return not word.capital and (word.text.endswith(("ed", "ly")) or word.text in PARTICIPLES)


def _goes_on(text: str, one: Word, other: Word) -> bool:
    """Whether a phrase may go on from one word to the next: what is somebody's ("Watt’s engine") is another."""
    return _touch(text, one, other) and not _OWNED.search(one.text)


def _touch(text: str, one: Word, other: Word) -> bool:
    between = text[one.end : other.start]
    return bool(_GAP.fullmatch(between)) or (between == ". " and (one.folded in ENGLISH.titles or len(one.text) == 1))


def _phrase(text: str, found: list[Word], first: int, end: int, asked: bool) -> Phrase:
    spoken = _OWNED.sub("", text[found[first].start : found[end - 1].end])
    before = found[first - 1].folded if first else ""
    named = any(word.capital and word.folded not in _CALENDAR_WORDS for word in found[first:end])
    opening = not first or bool(_STOP.search(text[found[first - 1].end : found[first].start]))
    return Phrase(one_line(spoken), before, named, asked, opening)
