"""Find the words of an English question that refer back to the conversation. Pure.

A word refers back only where the question itself has nothing that it can stand for: "When did Watt finish his engine?"
needs no conversation, nor do "Is it true that …", "the treaty that was signed", "how many are there", "one of the",
"this year".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from qa_bot.conversation.phrases import words
from qa_bot.text.languages import ENGLISH, alternation
from qa_bot.text.languages.english import CLAUSE_OPENERS, INDEFINITE_ARTICLES, LEADING_WORDS, PLURAL_NOUNS
from qa_bot.text.languages.english_conversation import (
    CLAUSE_QUESTION_WORDS,
    EXPLETIVE,
    JUDGEMENT,
    LINKING_VERBS,
    NOUN_QUESTION_WORDS,
    OBJECT_OR_OTHER_PRONOUNS,
    OBJECT_PRONOUNS,
    ONE_WORDS,
    PERIODS,
    PLURAL_DEMONSTRATIVES,
    PRESENT_DEMONSTRATIVES,
    SELECTORS,
)
from qa_bot.text.languages.language import PronounKind

AnaphorKind = PronounKind | Literal["place", "proposition", "one"]
"""What an anaphor stands for; "proposition" is all that was asked and answered, "one" another of the same kind."""

_AUXILIARIES, _PRONOUNS = ENGLISH.auxiliaries, ENGLISH.pronouns
_PLURAL = re.compile(rf"\w{{2,}}[^\Wsiu]s|{alternation(PLURAL_NOUNS)}")
_QUOTATION = re.compile(r"\"[^\"]*\"|“[^”]*”|«[^»]*»")
_PAUSE = re.compile(r"[,;:.?!]")
_MOST_WORDS_BESIDE_PROPOSITION = 4


@dataclass(frozen=True, slots=True)
class Anaphor:
    """Words of a question, ``[start, end)``, that refer back.

    Attributes:
        kind: What they stand for.
        is_possessive: Whether they say whose something is.
        noun: The noun that belongs to them in lower case ("that [treaty]"), or "".
    """

    start: int
    end: int
    kind: AnaphorKind
    is_possessive: bool = False
    noun: str = ""


def anaphors(question: str) -> list[Anaphor]:
    """Return the words that refer back, in order; none of a quotation, which is not the asker's."""
    quotations = [match.span() for match in _QUOTATION.finditer(question)]
    return [
        anaphor
        for anaphor in _Question(question).anaphors()
        if not any(start <= anaphor.start < end for start, end in quotations)
    ]


class _Question:
    """The words of a question, and what surrounds each; ``place`` is the index of a word."""

    def __init__(self, text: str) -> None:
        self.words = words(text)
        self.folded = [word.folded for word in self.words]
        self._clauses = [place for place in range(1, len(self.words)) if self._opens_clause(text, place)]

    def anaphors(self) -> Iterator[Anaphor]:
        for place, word in enumerate(self.words):
            folded = word.folded
            if folded in _PRONOUNS and not self._is_expletive(place) and not self._has_antecedent(place):
                is_possessive = folded in ENGLISH.possessives and (folded != "her" or self._precedes_content(place))
                yield Anaphor(word.start, word.end, _PRONOUNS[folded], is_possessive)
            elif folded in ENGLISH.demonstratives:
                yield from self._demonstrative(place)
            elif folded == "there" and self._is_place(place):
                yield Anaphor(word.start, word.end, "place")
            elif folded in ONE_WORDS and self._is_one_anaphor(place):
                yield Anaphor(word.start, word.end, "one")
            elif folded == "then" and (place + 1 == len(self.words) or self._before(place) in LEADING_WORDS) and place:
                yield Anaphor(word.start, word.end, "proposition")

    def _opens_clause(self, text: str, place: int) -> bool:
        """Return whether a clause begins: after a comma, or with "what" in "When it is cold what falls?"."""
        last, word = self.words[place - 1], self.words[place]
        is_question_word = word.folded in CLAUSE_QUESTION_WORDS
        is_main_clause = self.folded[0] in CLAUSE_OPENERS and is_question_word and not last.is_stop_word
        return is_main_clause or bool(_PAUSE.search(text[last.end : word.start]))

    def _before(self, place: int) -> str:
        return self.folded[place - 1] if place else ""

    def _after(self, place: int) -> str:
        return self.folded[place + 1] if place + 1 < len(self.folded) else ""

    def _precedes_content(self, place: int) -> bool:
        """Return whether the next word has a meaning of its own."""
        return place + 1 < len(self.words) and not self.words[place + 1].is_stop_word

    def _is_expletive(self, place: int) -> bool:
        """Return whether "it" stands for nothing: "is it true that", "how long does it take to"."""
        if self.folded[place] != "it":
            return False
        following = " ".join(self.folded[place + 1 : place + 7])
        is_after_verb = self._before(place) in LINKING_VERBS
        return bool((is_after_verb and JUDGEMENT.match(following)) or EXPLETIVE.match(following))

    def _has_antecedent(self, place: int) -> bool:
        """Return whether the question itself says who or what a pronoun stands for.

        In the main clause a pronoun beside its verb ("which army did it") or as an object ("when did Peru sign it")
        cannot stand for a name before it; a possessive ("Watt … his engine") or one in another clause can.
        """
        openers = [*self._clauses, *(back for back in range(1, place) if self.folded[back] in CLAUSE_OPENERS)]
        clause = max((back for back in openers if back <= place), default=0)
        pause = max((back for back in self._clauses if back <= place), default=0)
        follows_clause = self.folded[place] == "it" and any(
            not word.is_stop_word and word.text.isalpha() for word in self.words[:pause]
        )
        is_named_later = any(
            back > place and any(word.is_capitalized for word in self.words[back:]) for back in self._clauses[:1]
        )
        before = range(clause if self._is_bound(place) else place)
        return follows_clause or is_named_later or any(self._may_stand_for(place, back) for back in before)

    def _is_bound(self, place: int) -> bool:
        """Return whether a pronoun cannot stand for a name of its own clause."""
        pronoun, after = self.folded[place], self._after(place)
        if self._is_inverted(place):
            return True
        if pronoun in OBJECT_PRONOUNS:
            return "to" not in self.folded[1 : place - 1]  # "Who did Peru want to follow him?"
        is_possessive = pronoun == "her" and self._precedes_content(place)
        return pronoun in OBJECT_OR_OTHER_PRONOUNS and after not in _AUXILIARIES and not is_possessive

    def _is_inverted(self, place: int) -> bool:
        """Return whether the verb that opens the question stands before: "which army [did] it"."""
        return self._before(place) in _AUXILIARIES and not _AUXILIARIES.intersection(self.folded[: place - 1])

    def _may_stand_for(self, place: int, back: int) -> bool:
        """Return whether the pronoun at ``place`` may stand for the word at ``back``."""
        word, pronoun = self.words[back], self.folded[place]
        is_owner = back == place - 2 and self._before(place) == "of" and not word.is_capitalized
        if word.folded in _PRONOUNS or is_owner:
            return False
        kind, before, is_possessive = _PRONOUNS[pronoun], self._before(back), pronoun in ENGLISH.possessives
        if word.is_capitalized or (is_possessive and back == 0 and word.folded == "who" and kind != "thing"):
            return True
        if word.is_stop_word:
            return False
        if kind == "plural":
            return bool(_PLURAL.fullmatch(word.folded)) or before in INDEFINITE_ARTICLES
        has_article = before in ENGLISH.articles and self._after(back) != "of"
        is_subject = before in NOUN_QUESTION_WORDS and self._after(back) not in _AUXILIARIES
        return has_article or (kind == "thing" and is_possessive and is_subject)

    def _demonstrative(self, place: int) -> Iterator[Anaphor]:
        """Yield the anaphor that "this", "that", "these" or "those" is, with its noun, if it is one."""
        word, before, after = self.words[place], self._before(place), self._after(place)
        if place in self._clauses:
            return
        is_conjunction = self._is_conjunction(place)
        if self._precedes_content(place) and not after.endswith("ed") and before != "like":
            is_present = after in PERIODS and word.folded in PRESENT_DEMONSTRATIVES
            if not is_conjunction and not is_present:
                kind: AnaphorKind = "plural" if word.folded in PLURAL_DEMONSTRATIVES else "thing"
                yield Anaphor(word.start, self.words[place + 1].end, kind, noun=after)
            return
        stands_alone = (
            not after
            or self._is_inverted(place)
            or (after in LEADING_WORDS and word.folded != "those")
            or (after in _AUXILIARIES and not place)
        )
        content_words = sum(not other.is_stop_word for other in self.words)
        is_predicate = before == "is" and not after and content_words > 1
        is_short = content_words <= _MOST_WORDS_BESIDE_PROPOSITION
        if stands_alone and is_short and not (is_conjunction and after) and not is_predicate:
            yield Anaphor(word.start, word.end, "proposition")

    def _is_conjunction(self, place: int) -> bool:
        """Return whether "that" joins clauses; in "Who wrote that declaration?" it does not."""
        if self.folded[place] != "that" or not place or self._before(place) in LEADING_WORDS:
            return False
        is_object = self.folded[0] == "who" and place == 2 and len(self.words) == 4 and not self.words[1].is_stop_word
        return not self._is_inverted(place) and not is_object

    def _is_place(self, place: int) -> bool:
        """Return whether "there" means a place, and not that something exists."""
        return place > 0 and not _AUXILIARIES.intersection((self._before(place), self._after(place)))

    def _is_one_anaphor(self, place: int) -> bool:
        """Return whether "one" stands for a noun: "the second one", not "one of the", "no one", "one nation"."""
        after = self._after(place)
        return self._before(place) in SELECTORS and after != "of" and (not after or after in ENGLISH.stop_words)
