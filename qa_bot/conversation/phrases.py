"""The phrases by which English text names things: "the Shusha Declaration", "Bahtiyar Ersay", "the army". Pure.

Found by articles, capitals and lists of function words, without a grammar: enough for questions, which are short.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from qa_bot.text.languages import ENGLISH, alternation
from qa_bot.text.languages.english import NAME_PARTICLES, SUPPORT_VERBS
from qa_bot.text.languages.english_conversation import (
    ASKED_FOR_WORDS,
    HEAD_ENDS,
    NAME_ADJECTIVES,
    NAME_PREPOSITIONS,
    NATIONALITY_ENDINGS,
    PARTICIPLE_ENDINGS,
    PARTICIPLES,
    TITLE_LINKS,
)
from qa_bot.text.wording import one_line

_CALENDAR_WORDS = ENGLISH.calendar_words
_MOST_WORDS, _MOST_CHARACTERS = 10, 120
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-’'.&][^\W_]+)*")
_POSSESSIVE_ENDING = re.compile(r"[’']s$")
_GAP = re.compile(r"[\s\"“”‘«»–-]*")
_HEAD_END = rf"\s(?:{alternation(HEAD_ENDS)})\s"
_STOP = re.compile(r"[.!?:;\n]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text and where it stands."""

    text: str
    start: int
    end: int

    @property
    def folded(self) -> str:
        """The word in lower case."""
        return self.text.casefold()

    @property
    def is_stop_word(self) -> bool:
        """Whether it says nothing of a topic by itself."""
        return self.folded in ENGLISH.stop_words and self.text != "US"

    @property
    def is_capitalized(self) -> bool:
        """Whether it is written like a name."""
        return self.text[0].isupper() and not self.is_stop_word


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase that names something, as it stands in a text, with its article.

    Attributes:
        text: Its words.
        before: The word before it in lower case; "" at the beginning of the text.
        has_name: Whether it contains a name.
        is_asked_for: Whether a question asks for it: "which drones".
        opens_sentence: Whether it is the beginning of a sentence.
    """

    text: str
    before: str
    has_name: bool
    is_asked_for: bool = False
    opens_sentence: bool = False

    @property
    def has_article(self) -> bool:
        """Whether an article is its first word."""
        return self.text.split()[0].casefold() in ENGLISH.articles

    @property
    def without_article(self) -> str:
        """Its words after the article."""
        return self.text.partition(" ")[2] if " " in self.text and self.has_article else self.text

    @property
    def head(self) -> str:
        """Its main noun in lower case: the last word before "of", "on" or "for"."""
        return re.split(_HEAD_END, self.without_article)[0].split()[-1].casefold()


def words(text: str) -> list[Word]:
    """Return the words of a text, in order."""
    return [Word(match.group(), match.start(), match.end()) for match in _WORD.finditer(text)]


@lru_cache(maxsize=64)
def phrases(text: str) -> tuple[Phrase, ...]:
    """Return the phrases of a text, in order."""
    return tuple(_phrases(text, words(text)))


def names(text: str) -> list[Phrase]:
    """Return the phrases of a text that contain a name, in order.

    A single word that begins a sentence is left out: its capital may come from there.
    """
    return [
        phrase
        for phrase in phrases(text)
        if phrase.has_name and not (phrase.opens_sentence and " " not in phrase.without_article)
    ]


def is_participle(word: Word) -> bool:
    """Return whether a word is probably the verb at the end of a question ("held", "signed") or an adverb of it."""
    return not word.is_capitalized and (word.text.endswith(PARTICIPLE_ENDINGS) or word.text in PARTICIPLES)


def _phrases(text: str, found: Sequence[Word]) -> Iterator[Phrase]:
    place = 0
    while place < len(found):
        has_article = found[place].folded in ENGLISH.articles
        is_asked_for = place > 0 and found[place - 1].folded in ASKED_FOR_WORDS
        is_name = found[place].is_capitalized
        first = end = place + has_article
        if has_article or is_asked_for or is_name:
            end = _end(text, found, first, has_article)
        is_short = found[end - 1].end - found[place].start <= _MOST_CHARACTERS
        if end > first and is_short and (has_article or is_name or _is_auxiliary(found, end)):
            yield _phrase(text, found[place:end], found[:place], is_asked_for)
        place = max(end, place + 1)


def _is_auxiliary(found: Sequence[Word], place: int) -> bool:
    """Return whether an auxiliary stands at ``place``: "which drones [did] the army use"."""
    return place < len(found) and found[place].folded in ENGLISH.auxiliaries


def _end(text: str, found: Sequence[Word], first: int, has_article: bool) -> int:
    """Return the end of the phrase that begins at ``first``; ``first`` itself where there is none."""
    end = first
    while end < min(len(found), first + _MOST_WORDS) and (
        end == first or _is_continued(text, found[end - 1], found[end])
    ):
        if _belongs(found, first, end, has_article):
            end += 1
        elif (after := _end_after_link(text, found, first, end, has_article)) > end:
            end = after
        else:
            break
    return _end_without_verb(found, first, end) if end > first else first


def _belongs(found: Sequence[Word], first: int, place: int, has_article: bool) -> bool:
    """Return whether the word at ``place`` continues the phrase that begins at ``first``.

    A name is continued by capitalized words and numbers, a phrase with an article by any word. After words in lower
    case a name begins a new phrase ("the plan [Kublai] rejected"), but not after a number or an ordinal ("the two
    Parliament Acts"), nor where it is a nationality ("the northern Andean segment").
    """
    word = found[place]
    if place == first or word.text[0].isdigit():
        return not word.is_stop_word
    last = found[place - 1]
    if word.is_capitalized:
        may_precede_name = last.is_capitalized or last.text[0].isdigit() or last.folded in NAME_ADJECTIVES
        return may_precede_name or word.text.endswith(NATIONALITY_ENDINGS)
    is_after_nationality = place == first + 1 and last.is_capitalized and last.text.endswith(NATIONALITY_ENDINGS)
    return not word.is_stop_word and (has_article or not found[first].is_capitalized or is_after_nationality)


def _end_after_link(text: str, found: Sequence[Word], first: int, place: int, has_article: bool) -> int:
    """Return where a phrase ends after a link ("of the Caucasus", "on Strategic Partnership"); else ``place``."""
    after = place + 1 + (place + 1 < len(found) and found[place + 1].folded == "the")
    if place == first or after >= len(found) or not _are_adjacent(text, found[place], found[place + 1]):
        return place
    link = found[place].folded
    links_names = found[after].is_capitalized and found[place - 1].is_capitalized
    is_attribute = link in NAME_PARTICLES and not found[after].is_stop_word and (has_article or links_names)
    is_title = links_names and (link == "and" or (has_article and link in TITLE_LINKS))
    return after + 1 if is_attribute or is_title else place


def _end_without_verb(found: Sequence[Word], first: int, end: int) -> int:
    """Return the end of a phrase without the question's verb: "did the army [use]", "was the drill [held]".

    Of one word in lower case after a name, it is the verb; of two, the first belongs to the name ("the Kut festival
    [mean]").
    """
    before = next((word.folded for word in reversed(found[:first]) if word.folded not in ENGLISH.articles), "")
    lower = next((back for back in range(end - first) if found[end - 1 - back].is_capitalized), end - first - 1)
    if before in SUPPORT_VERBS and lower and not _is_verb_after(found, end):
        end -= 1 if lower == 2 and not found[end - 1].text.endswith("ing") else lower
    while end - first > 1 and is_participle(found[end - 1]):
        end -= 1
    return end


def _is_verb_after(found: Sequence[Word], end: int) -> bool:
    """Return whether the verb follows a phrase, perhaps after a place: "did the first bank in the US [open]"."""
    place = end
    if place < len(found) and found[place].folded in NAME_PREPOSITIONS:
        place += 1
        while place < len(found) and (found[place].is_capitalized or found[place].folded in ENGLISH.articles):
            place += 1
        if place == end + 1:
            return False
    return place < len(found) and not found[place].is_stop_word and found[place].text[0].islower()


def _is_continued(text: str, one: Word, other: Word) -> bool:
    """Return whether a phrase may continue from one word to the next; not after a possessive ("Watt’s engine")."""
    return _are_adjacent(text, one, other) and not _POSSESSIVE_ENDING.search(one.text)


def _are_adjacent(text: str, one: Word, other: Word) -> bool:
    between = text[one.end : other.start]
    is_abbreviated = between == ". " and (one.folded in ENGLISH.titles or len(one.text) == 1)
    return bool(_GAP.fullmatch(between)) or is_abbreviated


def _phrase(text: str, own: Sequence[Word], preceding: Sequence[Word], is_asked_for: bool) -> Phrase:
    last = preceding[-1] if preceding else None
    return Phrase(
        text=one_line(_POSSESSIVE_ENDING.sub("", text[own[0].start : own[-1].end])),
        before=last.folded if last else "",
        has_name=any(word.is_capitalized and word.folded not in _CALENDAR_WORDS for word in own),
        is_asked_for=is_asked_for,
        opens_sentence=last is None or bool(_STOP.search(text[last.end : own[0].start])),
    )
