"""Decides where a sentence ends, by rules for the language of the text. Pure.

A sentence that is too long still proves its answer and half a sentence does not, so a mark ends a sentence only where
several signs agree.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from qa_bot.text.languages import ENGLISH, LANGUAGES, Language, alternation
from qa_bot.text.languages.neutral import COMMON_ABBREVIATIONS, COMMON_NUMBER_ABBREVIATIONS

END_MARKS = ".!?…。！？｡؟۔।"
_UNSPACED = "[。！？｡]"
CLOSERS = "\"'”’»›)\\]}*_」』）】》〉"
OPENERS = "\"'“„‘‚«»‹›(\\[{*_¿¡「『（【《〈"
_BEFORE_WORD = OPENERS.replace("\\", "") + "—–"
_QUOTES = frozenset("\"'”’»」』")
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_NOTE = r"\[\^?(?:\d{1,3}(?:\s?[,–-]\s?\d{1,3})*|\^\w{1,20}|[a-z])\]"

SENTENCE_END = re.compile(
    rf"""(?<![{END_MARKS}])(?P<marks>[{END_MARKS}]++)  # a run of marks is looked at once
         (?P<closers>(?:[{CLOSERS}]|[“‘«](?=[\s)\]])|[ \xa0\u202f][»”](?=\s))*+)  # what closes with the sentence
         (?P<note>(?<=\D[.{CLOSERS}])\d{{1,3}}(?=\s)|\s?[{_SUPERSCRIPTS}]+|(?:{_NOTE})+)?  # a note's mark
         (?P<space>\s++|(?<={_UNSPACED})|(?<={_UNSPACED}[{CLOSERS}])|(?<={_UNSPACED}[{CLOSERS}]{{2}}))
         (?=(?P<next>[—–]?[{OPENERS}]*\S))""",
    re.VERBOSE,
)
TERMINAL = re.compile(rf"[{END_MARKS}:;：；][{CLOSERS}“‘«]*(?:\d{{1,3}}|\s?[{_SUPERSCRIPTS}]+|(?:{_NOTE})+)?$")
"""Matches the end of a text in which a sentence ends, or a line after which a new one begins."""

_LAST_WORD = re.compile(r"[^\s(\[{\"'“„‘«]+$")
_LONGEST_ORDINAL = 3
_ROMAN_NUMERAL = re.compile(r"[IVXL]{2,}")
_NUMERAL = re.compile(r"[\dIVX]$")
_SHORT_UNIT = re.compile(r"\d\s?[a-zа-яµ]$")
_INITIAL = re.compile(r"[^\W\d_]\.")
_DATE_BEFORE, _DATE_AFTER = re.compile(r"\d{1,2}\.\s\d{1,2}$"), re.compile(r"\d{1,2}\.\s?\d{2,4}\b")
_YEAR = re.compile(r"\d{2,4}\b")
_NAME_WITH_MARK = re.compile(r"(?:^|\s)[A-Z][\w'’-]*! (?=[A-Z])")  # Yahoo! Answers
_LOOKED_BACK, _LOOKED_AHEAD = 40, 24
_NEAR_START = 16
"""Characters of a sentence, within which a year with "г." opens it: "В 1987 г. Иван Петров построил"."""


@dataclass(frozen=True, slots=True, eq=False)
class SentenceRules:
    """What decides for one language whether a mark ends a sentence.

    Attributes:
        language: The language; its word lists that are not repeated here apply too.
        abbreviations: Abbreviations after which a sentence goes on.
        number_abbreviations: Abbreviations after which a sentence goes on with a number.
        starters: Words that with a capital begin a sentence.
        months: The names of the months, also those of languages that write ordinal numbers with a period.
        special: The last words of all abbreviations.
        closing: Matches at the end of a text an abbreviation that may end a sentence.
        has_ordinals: Whether a number with a period may be an ordinal number.
        dangling: Matches at the end of a line what is continued on the next.
        after_quotation: Matches what continues a sentence after a quotation; None where nothing does.
    """

    language: Language
    abbreviations: frozenset[str]
    number_abbreviations: frozenset[str]
    starters: frozenset[str]
    months: frozenset[str]
    special: frozenset[str]
    closing: re.Pattern[str]
    has_ordinals: bool
    dangling: re.Pattern[str]
    after_quotation: re.Pattern[str] | None


@lru_cache(maxsize=len(LANGUAGES) + 8)
def rules_for(language: Language) -> SentenceRules:
    """Return the rules of a language; where it has no abbreviations of its own, those of all languages count."""
    sources = (language,) if language.abbreviations or not language.has_spaces else LANGUAGES
    abbreviations = COMMON_ABBREVIATIONS.union(*(source.abbreviations for source in sources))
    numbered = COMMON_NUMBER_ABBREVIATIONS.union(*(source.number_abbreviations for source in sources))
    numbered |= {name for source in sources for name in source.month_abbreviations}
    closing = [one for source in sources for one in source.closing_abbreviations]
    return SentenceRules(
        language=language,
        abbreviations=abbreviations,
        number_abbreviations=numbered,
        starters=frozenset().union(*(source.sentence_starters or source.stop_words for source in sources)),
        months=frozenset().union(*(one.month_names for one in LANGUAGES if one in sources or one.ordinal_determiners)),
        special=(abbreviations | numbered | language.era_abbreviations).union(one.split()[-1] for one in closing),
        closing=re.compile(rf"(?:^|\s)(?:{alternation(closing)})$" if closing else r"(?!)"),
        has_ordinals=language.has_ordinals_before_capitals or bool(language.ordinal_determiners),
        dangling=re.compile(rf"(?:,|\b(?:{alternation(_dangling_words(sources))}))$"),
        after_quotation=re.compile(language.after_quotation) if language.after_quotation else None,
    )


def _dangling_words(sources: tuple[Language, ...]) -> frozenset[str]:
    return frozenset().union(*(source.dangling_words for source in sources)) or ENGLISH.dangling_words


def ends_sentence(text: str, start: int, match: re.Match[str], rules: SentenceRules) -> bool:
    """Return whether the sentence from ``start`` ends at a match of :data:`SENTENCE_END`."""
    after = match["next"].lstrip(_BEFORE_WORD)[:1] or match["next"][:1].strip(OPENERS)
    if not after or after.islower() or (match["marks"] == "!" and _is_in_name(text, start, match, rules)):
        return False
    if match["marks"] == "." and not _period_ends(text, start, match, rules):
        return False
    continuation = rules.after_quotation
    if continuation and _QUOTES.intersection(match["closers"]) and continuation.match(text, match.end("closers")):
        return False
    return text[start : match.start()].strip(OPENERS + CLOSERS + " ") != ""


def is_abbreviated(tail: str, rules: SentenceRules) -> bool:
    """Return whether the last word of ``tail`` is an abbreviation with its period."""
    word = _last_word(tail.rstrip(".")).lower()
    return tail.endswith(".") and (word in rules.abbreviations or word in rules.number_abbreviations)


def _period_ends(text: str, start: int, match: re.Match[str], rules: SentenceRules) -> bool:
    """Return whether a period ends a sentence, and not an abbreviation, an initial, an ordinal or a list's number."""
    before = text[max(start, match.start() - _LOOKED_BACK) : match.start()]
    following = text[match.end("space") : match.end("space") + _LOOKED_AHEAD].lstrip(OPENERS)
    spelled = _last_word(before)
    word, opens_sentence = spelled.lower(), _first_word(following) in rules.starters
    is_initial = len(word) == 1 and spelled.isupper()
    if word in rules.special and not is_initial:
        length = match.start() - start
        return _abbreviation_ends(word, before, following, opens_sentence or length > _NEAR_START, rules)
    if word.isdecimal():
        is_list_number = match.start() - len(word) == start
        return not is_list_number and not _is_ordinal(before, following, opens_sentence, rules)
    if len(word) == 1 and word.isalpha():  # an initial, or a unit: 3.4 m
        return _SHORT_UNIT.search(before) is not None and not _INITIAL.match(following)
    is_ambiguous = "." in word.strip(".") or (rules.has_ordinals and _ROMAN_NUMERAL.fullmatch(spelled))
    return opens_sentence or not is_ambiguous  # "U.S.", "a.m.", "II."


def _abbreviation_ends(word: str, before: str, following: str, may_end_after_era: bool, rules: SentenceRules) -> bool:
    """Return whether the period of an abbreviation ends a sentence too."""
    if rules.closing.search(before):
        return True
    if word in rules.language.era_abbreviations and _NUMERAL.search(before[: -len(word)].rstrip()):
        return may_end_after_era
    return word in rules.number_abbreviations and word not in rules.abbreviations and not following[:1].isdigit()


def _is_ordinal(before: str, following: str, opens_sentence: bool, rules: SentenceRules) -> bool:
    """Return whether a period makes an ordinal of the number before it: "3. März", "die 2. Auflage", "15. Yüzyıl"."""
    number = _last_word(before)
    if len(number) > _LONGEST_ORDINAL:
        return False
    if _DATE_AFTER.match(following) or (_DATE_BEFORE.search(before) and _YEAR.match(following)):
        return True
    language, noun = rules.language, _first_word(following)
    if noun in ENGLISH.month_names and language is ENGLISH:
        return any(map(str.isdigit, following))
    if noun in rules.months or noun in language.ordinal_nouns:
        return True
    determiner = _last_word(before[: -len(number)].rstrip()).lower()
    if opens_sentence or determiner.isdecimal():  # the end of a telephone number
        return False
    return bool(language.has_ordinals_before_capitals or determiner in language.ordinal_determiners)


def _is_in_name(text: str, start: int, match: re.Match[str], rules: SentenceRules) -> bool:
    """Return whether an exclamation mark belongs to a name: a capital before and after it, and no sentence starter."""
    before = text[max(start, match.start() - _LOOKED_BACK) : match.end()]
    following = text[match.end() : match.end() + _LOOKED_AHEAD]
    return bool(_NAME_WITH_MARK.search(before + following[:1])) and _first_word(following) not in rules.starters


def _last_word(text: str) -> str:
    found = _LAST_WORD.search(text)
    return found.group() if found else ""


def _first_word(text: str) -> str:
    return text.partition(" ")[0].partition("\n")[0].strip(",.;:!?").lower()
