"""The record of a language: its word lists and rules."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

PronounKind = Literal["person", "thing", "plural"]
"""What a pronoun of the third person stands for."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Language:
    """The word lists of a language, in lower case; each is empty where none is known.

    Attributes:
        code: ISO 639-1.
        name: Its English name.
        letters: Letters that only it or few others have, as the inside of a character class of a regular expression.
        is_assumed: Whether a text that could as well be in another language is taken to be in it.
        has_spaces: Whether white space separates its words.
        density: How many characters of English one of its characters stands for, about.
        stemmer: The stemmer of its words, by tantivy's name of the language; "" where there is none.
        stem_remainder: What the stemmer leaves of a suffix at the end of a stem.
        has_capital_nouns: Whether all nouns begin with a capital.
        has_dotless_i: Whether I is the capital of ı, and İ that of i.
        spellings: Regular expressions of spellings, in lower case, with what they are replaced by for searching.
        stop_words: Words without a topic of their own.
        unindexed: The stop words that no index has; where empty, these are the stop words and the question words.
        function_words: The stop words without a meaning of their own: articles, auxiliaries, pronouns, prepositions.
        question_words: Words that ask.
        articles: Definite and indefinite articles.
        auxiliaries: Auxiliary verbs in all forms, modal verbs among them.
        modals: Modal verbs.
        pronouns: Personal and possessive pronouns of the third person, with what they stand for.
        possessives: Pronouns that say whose something is.
        demonstratives: "this", "those".
        range_words: Words between the two ends of a range of days: "to", "and".
        months: The names of each of the twelve months, the full one first.
        weekdays: The seven days, the first day of the week first.
        number_words: Spelled numbers.
        scales: Spelled numbers by which the number before them is multiplied.
        ordinals: Spelled ordinal numbers.
        negations: Words that negate a sentence.
        quantifiers: Words that widen or narrow what a sentence states.
        hedges: Words that make a statement less certain.
        titles: Titles of persons.
        abbreviations: Abbreviations after whose period a sentence goes on, without that period.
        number_abbreviations: Abbreviations after whose period a sentence goes on with a number: "p.", "Oct.".
        closing_abbreviations: Abbreviations of single letters that may end a sentence, as "и т. д.".
        era_abbreviations: Abbreviations that may end a sentence after a number, as "г." for a year.
        sentence_starters: Words that with a capital usually begin a sentence; where empty, the stop words do.
        dangling_words: Words after which a sentence always continues.
        ordinal_nouns: Words before which a number with a period is an ordinal number.
        ordinal_determiners: Words after which a number with a period is an ordinal number.
        has_ordinals_before_capitals: Whether a number with a period is an ordinal number before any capitalized word.
        after_quotation: A regular expression of what continues a sentence after a quotation that ends in an end mark.
        property_words: Words that ask for the title, author or date of a document; ``*`` stands for any ending.
        question_labels: Labels of questions: "Q:" in a list of questions and answers.
        table_labels: Words that begin the caption of a table.
        column_words: Nouns that name a column of values, or a field of a form.
        sheet_names: The names that spreadsheet programs give to sheets, without their numbers.
        units: Each name of a unit in the singular, with what it measures and how many base units it is.
    """

    code: str
    name: str
    letters: str = ""
    is_assumed: bool = False
    has_spaces: bool = True
    density: float = 1.0
    stemmer: str = ""
    stem_remainder: str = ""
    has_capital_nouns: bool = False
    has_dotless_i: bool = False
    spellings: tuple[tuple[str, str], ...] = ()
    stop_words: frozenset[str] = frozenset()
    unindexed: frozenset[str] = frozenset()
    function_words: frozenset[str] = frozenset()
    question_words: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    auxiliaries: frozenset[str] = frozenset()
    modals: frozenset[str] = frozenset()
    pronouns: Mapping[str, PronounKind] = field(default_factory=dict)
    possessives: frozenset[str] = frozenset()
    demonstratives: frozenset[str] = frozenset()
    range_words: frozenset[str] = frozenset()
    months: tuple[tuple[str, ...], ...] = ()
    weekdays: tuple[str, ...] = ()
    number_words: Mapping[str, int] = field(default_factory=dict)
    scales: Mapping[str, int] = field(default_factory=dict)
    ordinals: frozenset[str] = frozenset()
    negations: frozenset[str] = frozenset()
    quantifiers: frozenset[str] = frozenset()
    hedges: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    abbreviations: frozenset[str] = frozenset()
    number_abbreviations: frozenset[str] = frozenset()
    closing_abbreviations: tuple[str, ...] = ()
    era_abbreviations: frozenset[str] = frozenset()
    sentence_starters: frozenset[str] = frozenset()
    dangling_words: frozenset[str] = frozenset()
    ordinal_nouns: frozenset[str] = frozenset()
    ordinal_determiners: frozenset[str] = frozenset()
    has_ordinals_before_capitals: bool = False
    after_quotation: str = ""
    property_words: frozenset[str] = frozenset()
    question_labels: frozenset[str] = frozenset()
    table_labels: frozenset[str] = frozenset()
    column_words: frozenset[str] = frozenset()
    sheet_names: frozenset[str] = frozenset()
    units: Mapping[str, tuple[str, float]] = field(default_factory=dict)

    @property
    def ignored_words(self) -> frozenset[str]:
        """The words of a question that are not looked for."""
        return self.unindexed or self.stop_words | self.question_words

    @property
    def month_names(self) -> frozenset[str]:
        """The full names and abbreviations of all months."""
        return frozenset(name for names in self.months for name in names)

    @property
    def month_abbreviations(self) -> frozenset[str]:
        """The months' names without the full ones."""
        return frozenset(name for names in self.months for name in names[1:])

    @property
    def calendar_words(self) -> frozenset[str]:
        """The full names of months and weekdays."""
        return frozenset((*(names[0] for names in self.months), *self.weekdays))

    def month_number(self, name: str) -> int:
        """Return 1 to 12 for a month's name in any case.

        Raises:
            ValueError: it names no month.
        """
        return [name.lower() in names for names in self.months].index(True) + 1


def words(text: str) -> frozenset[str]:
    """Return the words of ``text``, which are separated by white space."""
    return frozenset(text.split())


def families(text: str) -> tuple[frozenset[str], ...]:
    """Return the families of words that commas divide."""
    return tuple(words(family) for family in text.split(","))


def alternation(alternatives: Iterable[str]) -> str:
    """Return a regular expression that matches any of ``alternatives``, the longest that fits.

    A space matches any white space, and ``*`` any letters.
    """
    longest_first = sorted(alternatives, key=lambda one: (-len(one), one))
    return "|".join(re.escape(one).replace(r"\ ", r"\s").replace(r"\*", r"\w*") for one in longest_first)
