"""A question → the words in it that point back to the conversation. Pure.

A word counts only where nothing in the question itself can be meant: "When did Watt finish his engine?" stands on its
own, and so do "Is it true that …", "the treaty that was signed", "how many are there", "one of the", "this year".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from qa_bot.conversation.phrases import words
from qa_bot.text.languages import ENGLISH
from qa_bot.text.languages.english import CLAUSE_OPENERS, LEADING_WORDS, PERIODS, SELECTORS

Kind = Literal["person", "thing", "many", "place", "fact", "such"]
"""What is pointed at; "fact" is all that was asked and said, "such" something of the kind that was asked about."""

_AUXILIARIES, _PRONOUNS = ENGLISH.auxiliaries, ENGLISH.pronouns
_MANY = re.compile(r"\w{2,}[^\Wsiu]s|people|men|women|children|police|staff")
_IDLE = re.compile(
    r"(?:\w+ly )?(?:takes?|took|taken|costs?) (?:.* )?(?:to|for)\b|means?\b|rain|snow|called (?:when|if)\b"
    r"|becomes? \w+ (?:for|to|that)\b"
)
_JUDGED = re.compile(r"(?!the |an? )(?:\w+ )?\w+ (?:that|to|for .*\bto|if|when)\b")
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”|«[^»]*»")
_FACT_WORDS = 4


@dataclass(frozen=True, slots=True)
class Anaphor:
    """Words of a question, ``[start, end)``, that point back.

    Attributes:
        kind: What they point at.
        owning: Whether they say whose something is.
        noun: The noun that goes with them, folded ("that [treaty]"), or nothing.
    """

    start: int
    end: int
    kind: Kind
    owning: bool = False
    noun: str = ""


def anaphors(question: str) -> list[Anaphor]:
    """The words that point back, in order."""
    return list(_Question(question).anaphors())


class _Question:
    """A question's words, and what stands around each."""

    def __init__(self, text: str) -> None:
        self.words = words(text)
        self.folded = [word.folded for word in self.words]
        self._quoted = [found.span() for found in _QUOTED.finditer(text)]
        self._pauses = [place for place in range(1, len(self.words)) if self._is_pause(text, place)]

    def _is_pause(self, text: str, place: int) -> bool:
        """Whether a new clause surely begins: after a comma, or with "what" in "When it is cold what falls?"."""
        last, word = self.words[place - 1], self.words[place]
        asks = self.folded[0] in CLAUSE_OPENERS and word.folded in ("what", "which", "how", "who") and not last.empty
        return asks or bool(re.search(r"[,;:.?!]", text[last.end : word.start]))

    def anaphors(self) -> Iterator[Anaphor]:
        """The words that point back; what is quoted is not the asker's own."""
        for pointer in self._pointers():
            if not any(start <= pointer.start < end for start, end in self._quoted):
                yield pointer

    def _pointers(self) -> Iterator[Anaphor]:
        for place, word in enumerate(self.words):
            folded = word.folded
            if folded in _PRONOUNS and not self._idle(place) and not self._answered(place):
                owning = folded in ENGLISH.possessives and (folded != "her" or self._followed(place))
                yield Anaphor(word.start, word.end, _PRONOUNS[folded], owning)
            elif folded in ENGLISH.demonstratives:
                yield from self._shown(place)
            elif folded == "there" and self._is_place(place):
                yield Anaphor(word.start, word.end, "place")
            elif folded in ("one", "ones") and self._is_such(place):
                yield Anaphor(word.start, word.end, "such")
            elif folded == "then" and (place + 1 == len(self.words) or self._before(place) in LEADING_WORDS) and place:
                yield Anaphor(word.start, word.end, "fact")

    def _before(self, place: int) -> str:
        return self.folded[place - 1] if place else ""

    def _after(self, place: int) -> str:
        return self.folded[place + 1] if place + 1 < len(self.folded) else ""

    def _followed(self, place: int) -> bool:
        """Whether a word with a meaning of its own follows."""
        return place + 1 < len(self.words) and not self.words[place + 1].empty

    def _idle(self, place: int) -> bool:
        """Whether "it" stands for nothing: "is it true that", "how long does it take to", "what is it called when"."""
        if self.folded[place] != "it":
            return False
        later = " ".join(self.folded[place + 1 : place + 7])
        judged = self._before(place) in ("is", "was", "be", "isn't", "wasn't") and _JUDGED.match(later)
        return bool(judged or _IDLE.match(later))

    def _answered(self, place: int) -> bool:
        """Whether the question itself says who or what a pronoun means.

        In the main clause a pronoun beside its verb ("which army did it") or an object ("when did Peru sign it") cannot
        mean a name before it; one that owns ("Watt … his engine") or stands in another clause can.
        """
        breaks = [*self._pauses, *(back for back in range(1, place) if self.folded[back] in CLAUSE_OPENERS)]
        clause = max((back for back in breaks if back <= place), default=0)
        within = range(place if not self._is_bound(place) else clause)
        before_pause = self.words[: max((back for back in self._pauses if back <= place), default=0)]
        said = self.folded[place] == "it" and any(not word.empty and word.text.isalpha() for word in before_pause)
        said |= any(back > place and any(word.capital for word in self.words[back:]) for back in self._pauses[:1])
        return said or any(self._may_mean(place, back) for back in within)

    def _is_bound(self, place: int) -> bool:
        """Whether a pronoun's place forbids that it means a name of its own clause."""
        pronoun, after = self.folded[place], self._after(place)
        wanted = "to" in self.folded[1 : place - 1]  # "Who did Peru want to follow him?"
        receives = pronoun in ("him", "them") and not wanted
        receives |= (
            pronoun in ("it", "her") and after not in _AUXILIARIES and not (pronoun == "her" and self._followed(place))
        )
        return self._is_inverted(place) or receives

    def _is_inverted(self, place: int) -> bool:
        """Whether the verb that opens the question stands before: "which army [did] it"."""
        return self._before(place) in _AUXILIARIES and not _AUXILIARIES.intersection(self.folded[: place - 1])

    def _may_mean(self, place: int, back: int) -> bool:
        """Whether the word at ``back`` may be what the pronoun at ``place`` means."""
        word, pronoun = self.words[back], self.folded[place]
        if self.folded[back] in _PRONOUNS or (back == place - 2 and self._before(place) == "of" and not word.capital):
            return False
        kind, before = _PRONOUNS[pronoun], self._before(back)
        if word.capital or (pronoun in ENGLISH.possessives and back == 0 and word.folded == "who" and kind != "thing"):
            return True
        if word.empty:
            return False
        if kind == "many":
            return bool(_MANY.fullmatch(word.folded)) or before in ("a", "an")
        introduced = before in ENGLISH.articles and self._after(back) != "of"
        acting = before in ("which", "what") and self._after(back) not in _AUXILIARIES
        return introduced or (kind == "thing" and pronoun in ENGLISH.possessives and acting)

    def _shown(self, place: int) -> Iterator[Anaphor]:
        """The pointer that "this", "that", "these" or "those" is, with its noun, if it is one."""
        word, before, after = self.words[place], self._before(place), self._after(place)
        joins = word.folded == "that" and place > 0 and before not in LEADING_WORDS and not self._is_inverted(place)
        joins &= not self._ends_with_object(place)
        if place in self._pauses:
            return
        if self._followed(place) and not after.endswith("ed") and before != "like":
            kind: Kind = "many" if word.folded in ("these", "those") else "thing"
            if not joins and not (after in PERIODS and kind + word.folded in ("thingthis", "manythese")):
                yield Anaphor(word.start, self.words[place + 1].end, kind, noun=after)
            return
        ends = (
            not after
            or self._is_inverted(place)
            or (after in LEADING_WORDS and word.folded != "those")
            or (after in _AUXILIARIES and not place)
        )
        own = sum(not other.empty for other in self.words)
        if ends and own <= _FACT_WORDS and not (joins and after) and not (before == "is" and not after and own > 1):
            yield Anaphor(word.start, word.end, "fact")

    def _ends_with_object(self, place: int) -> bool:
        """Whether "that" and a noun end a question whose verb they follow: "Who wrote that declaration?"."""
        return self.folded[0] == "who" and place == 2 and len(self.words) == 4 and not self.words[1].empty

    def _is_place(self, place: int) -> bool:
        """Whether "there" means a place, not that something exists."""
        return place > 0 and not _AUXILIARIES.intersection((self._before(place), self._after(place)))

    def _is_such(self, place: int) -> bool:
        """Whether "one" stands for a noun: "the second one", not "one of the", "no one", "one nation"."""
        after = self._after(place)
        return self._before(place) in SELECTORS and after != "of" and (not after or after in ENGLISH.stop_words)
