"""A rewritten question, analyzed: its words, their weights in the corpus, and its answer type. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from qa_bot.answer.answer_types import AnswerType, expected_answer_type
from qa_bot.answer.file_properties import asks_for_author
from qa_bot.answer.required_terms import RequiredTerm, required_terms
from qa_bot.answer.typed_spans import has_number_for
from qa_bot.models.minilm import is_common_word
from qa_bot.search.typing_errors import HasWord
from qa_bot.text.languages import ENGLISH, LANGUAGES, NEUTRAL, Language, detect
from qa_bot.text.languages.english_quantities import COUNT_QUESTION
from qa_bot.text.languages.english_questions import VAGUE_WORDS
from qa_bot.text.languages.english_requests import MENTION_REQUEST
from qa_bot.text.words import words_of

_WORD = re.compile(r"\w+")
_LETTERS = re.compile(r"[^\W_]+")
_CONTEXT_SHARE = 0.5
"""Factor on the rarity of words added from the conversation: they name the topic, not what is asked.

With a factor of 1, the sentence of the previous answer comes first again. Of 33 follow-ups that leave the paragraph of
the first question, 82 % have their evidence cited and 61 % cited first, against 76 % and 48 % with 1; of 114 that stay
in it, 96 % and 81 % against 96 % and 83 %. With 0.25 nothing is gained and three of these are refused."""


class Vocabulary(Protocol):
    """The words of the corpus."""

    def rarity(self, word: str) -> float:
        """Return how rare a word is, from 0 (in every passage, or a stop word) to 1 (in none)."""

    def terms(self, text: str) -> Sequence[str]:
        """Return the words of a text as they are indexed: folded and stemmed, without stop words."""

    def has_language(self, code: str) -> bool:
        """Return whether texts of the corpus are in a language."""


class ContextWeights:
    """A vocabulary in which the words that a rewritten question has from the conversation weigh less.

    Stop words of the question's language weigh nothing, also where the documents are in another one: the German "war"
    and "die" are not the English ones.
    """

    def __init__(self, vocabulary: Vocabulary, *asked: str) -> None:
        """Keep the weight of the words of ``asked``, the question before it was rewritten."""
        self._vocabulary = vocabulary
        self._skipped = detect(asked[0]).ignored_words if asked else frozenset[str]()
        self._asked = {word.casefold() for text in asked for word in _LETTERS.findall(text)}

    def rarity(self, word: str) -> float:
        """Return how rare a word is, from 0 to 1; less for a word from the conversation."""
        if word.casefold() in self._skipped:
            return 0.0
        return self._vocabulary.rarity(word) * (1.0 if word.casefold() in self._asked else _CONTEXT_SHARE)

    def terms(self, text: str) -> Sequence[str]:
        """Return the words of a text as they are indexed."""
        return self._vocabulary.terms(text)

    def has_language(self, code: str) -> bool:
        """Return whether texts of the corpus are in a language."""
        return self._vocabulary.has_language(code)


def known_words(question: str) -> HasWord:
    """Return which words of a question are right as they are, whether or not the documents have them.

    Where the common words of a language are not known, these are all words in lower case, and in a language that
    writes nouns with a capital all words.
    """
    language = detect(question)
    if language in (ENGLISH, NEUTRAL):
        return is_common_word
    return lambda word: language.has_capital_nouns or word.islower() or is_common_word(word)


@dataclass(frozen=True, slots=True)
class AnalyzedQuestion:
    """A rewritten question and what its words say.

    Attributes:
        text: The question in the documents' spelling: what sentences are scored for.
        search_text: ``text`` with the documents' other names for what it names: what is searched for.
        vocabulary: The words of the corpus, with their weights for this question.
        words: The words of ``text`` but stop words, each as its terms in the languages of the corpus, with its rarity.
        answer_type: The type of answer that it asks for, None where its words do not say.
        required: The codes, numbered things and years that an answer must be about.
        unknown_names: The names that no passage has.
        unknown_words: The words that say what it is about and that no passage has.
        foreign: The code of its language where no passage is in it, else "".
    """

    text: str
    search_text: str
    vocabulary: Vocabulary
    words: tuple[tuple[frozenset[str], float], ...]
    answer_type: AnswerType | None
    required: tuple[RequiredTerm, ...] = ()
    unknown_names: tuple[str, ...] = ()
    unknown_words: tuple[str, ...] = ()
    foreign: str = ""

    def coverage(self, terms: frozenset[str]) -> float:
        """Return the share of the question's words that are among ``terms``, weighted by rarity, from 0 to 1."""
        total = sum(rarity for _, rarity in self.words)
        return sum(rarity for word, rarity in self.words if not word.isdisjoint(terms)) / total if total else 0.0

    @property
    def telling_words(self) -> tuple[str, ...]:
        """The unknown words that an answer has in these or other words: "founded" in "Who founded the club?"."""
        required = {word.casefold() for term in self.required for word in _WORD.findall(term.text)}
        vague = VAGUE_WORDS | ENGLISH.number_words.keys() | required
        words = (word for word in self.unknown_words if len(word) > 1 and word.isalpha())
        return tuple(word for word in words if word.casefold() not in vague)

    @property
    def counted_words(self) -> tuple[str, ...]:
        """The words of what "how many" counts, in the documents or not; none of a unit, or of people in general."""
        found = COUNT_QUESTION.search(self.text)
        skipped = VAGUE_WORDS | ENGLISH.ignored_words | ENGLISH.units.keys()
        return tuple(
            word
            for word in (_WORD.findall(found["things"]) if found else ())
            if word.isalpha() and not {word.casefold(), word.casefold().removesuffix("s")} & skipped
        )

    @property
    def unmentioned(self) -> tuple[str, ...]:
        """The words that no passage has of what it asks whether it is mentioned: "Does the lease mention parking?"."""
        found = MENTION_REQUEST.match(self.text)
        subject = _WORD.findall(found["subject"]) if found else ()
        return tuple(word for word in self.unknown_words if word in subject)

    def type_fit(self, text: str) -> float:
        """Return how well ``text`` fits the expected answer type, from 0 to 1; 1 where none is expected.

        A person or a place may be named by a common noun: "the neighbour". A number may be no count, or one of
        another unit than was asked for.
        """
        if self.answer_type is None:
            return 1.0
        if not self.answer_type.is_found_in(text, self.text):
            return 0.0 if self.answer_type.is_exact else 0.5
        return 0.5 if self.answer_type.name == "number" and not has_number_for(self.text, text) else 1.0

    def is_answered_in_form(self, type_fit: float) -> bool:
        """Return false where an answer has a form of its own, as a phone number has, and the best sentence lacks it."""
        return type_fit > 0 or self.answer_type is None or not self.answer_type.has_own_form

    @property
    def is_only_a_term(self) -> bool:
        """Whether it has no word beside a code or number: then only what names it answers."""
        return any(term.text == self.text.strip(" ?!.\"'") for term in self.required)

    @property
    def asks_for_author(self) -> bool:
        """Whether it asks who wrote something, or what something written is called."""
        return asks_for_author(self.text)

    @property
    def asks_for_writer(self) -> bool:
        """Whether it asks which person wrote something."""
        return self.asks_for_author and self.answer_type is not None and self.answer_type.name == "person"


def analyze(text: str, search_text: str, vocabulary: Vocabulary) -> AnalyzedQuestion:
    """Return the question with the weights of its words in this corpus."""
    language = detect(text)
    terms = {word: frozenset(vocabulary.terms(word)) for word in words_of(text)}
    words = {word: found for word, found in terms.items() if found and word.casefold() not in language.ignored_words}
    is_foreign = _is_foreign(language, vocabulary)

    def unknown(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(name for name in names if words.get(name) and vocabulary.rarity(name) >= 1.0)

    return AnalyzedQuestion(
        text=text,
        search_text=search_text,
        vocabulary=vocabulary,
        words=tuple((found, vocabulary.rarity(word)) for word, found in words.items()),
        answer_type=expected_answer_type(text),
        required=required_terms(text),
        unknown_names=unknown(_names(text, vocabulary)),
        unknown_words=unknown(_topical(text, vocabulary)),
        foreign=language.code if is_foreign else "",
    )


def _is_foreign(language: Language, vocabulary: Vocabulary) -> bool:
    """Return whether passages are in known languages, and none in this one.

    Passages too short to tell, as the rows of a table are, may be in any.
    """
    if language is NEUTRAL or vocabulary.has_language(language.code):
        return False
    return any(vocabulary.has_language(one.code) for one in LANGUAGES)


def _topical(text: str, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the words of a question but those that ask or say nothing of a topic."""
    language = detect(text, ENGLISH)
    skipped = language.stop_words | language.question_words
    if language is ENGLISH or (language.has_spaces and vocabulary.has_language(language.code)):
        yield from (word for word in _WORD.findall(text) if word.casefold() not in skipped)


def _names(text: str, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the capitalized words of a question but the first; none of a question in capitals, as titles are.

    None in a language that no document has, where names may be spelled otherwise, or in which all nouns have capitals.
    """
    language = detect(text, ENGLISH)
    if language.has_capital_nouns or (language is not ENGLISH and not vocabulary.has_language(language.code)):
        return
    words = _WORD.findall(text)
    capitalized = [word for word in words[1:] if word[0].isupper() and len(word) > 2]
    if sum(word[0].islower() for word in words) >= len(capitalized):
        yield from capitalized
