"""English words around the codes, numbers and years of a question."""

import re

from qa_bot.text.languages.english import CURRENCY_CODES, DATE_BOUNDS, ENGLISH, FURTHER_CURRENCY_CODES, NUMBERED_NOUNS
from qa_bot.text.languages.language import alternation, words

UNNUMBERED_WORDS = ENGLISH.month_names | words(
    """a about above after all and any approximately are around as at be before below between but by did do does during
    each every exactly first for from had has have how in into is it its just last least less many more most nearly next
    no not of off on only or over past per since some than that the then there these they this those through till to
    under until up us was were what when where which while who while with within the year years day days costs cost
    reach reached exceed age aged"""
)
"""Words that no number behind them tells from another: "after 30", "May 30"."""
SECTION_NOUNS = ("§", "section", "article", "art", "clause", "paragraph", "para", "chapter", "sec", "point", "item")
"""Nouns of the numbered parts of a text, each of which may stand for another."""
SECTION_TITLE = re.compile(
    rf"(?i:{alternation(SECTION_NOUNS)})\.?\s?(?:\d{{1,3}}(?:\.\d{{1,2}}){{0,2}}|[IVXL]{{1,6}})\b[.:]?(?:\s[^.:;]{{1,60}})?"
)
"""A title that begins with the number of its section: "Article 3 Fees"."""
NUMBERED_THING = re.compile(
    rf"""\b(?i:{alternation(NUMBERED_NOUNS)})\.?\s\#?(?:\d+\w*|[A-Z]\b)
    |\b(?!(?:{alternation(code.upper() for code in CURRENCY_CODES | FURTHER_CURRENCY_CODES)})\b)[A-ZÀ-Þ][\w’'-]*
        \s(?!(?:1[0-9]|20)\d\d\b)\d+\b(?![.,]?\d|\s?(?:%|people|[mb]illion|thousand|[mgls]|[kcm]m|k?g|mg|ft|kr)\b)""",
    re.VERBOSE,
)
"""A thing named by a number: "plot 12", "in tank 3", "Boeing 747"."""
NUMBERED_TERM = re.compile(
    r"""(?P<noun>§{1,2}|[^\W\d_][\w'’-]*)\s(?:no\.?\s?|nr\.?\s?|number\s|\#)?
    (?P<number>\d{1,6}(?:\.\d{1,3}){0,3})(?![\w%°€$£-]|[.,:]\d|\s%)""",
    re.VERBOSE | re.IGNORECASE,
)
"""A noun with the number behind it, which may name something."""
NO_CODE = re.compile(
    r"""\d+(?:[a-z]{2,4}|[skmglahxd]|years)
    |(?:1[0-9]|20)\d\d[-/–](?:1[0-9]|20)?\d\d|\d{1,2}[-/]\d{1,2}(?:[-/]\d{2,4})?|\d{4}-\d{2}-\d{2}|\d+[-/]\w*[a-z]\w*|[a-z]{3,}-?(?:19|20)\d\d|\d+(?:\.\d+)+""",
    re.VERBOSE | re.IGNORECASE,
)
"""Ordinals, quantities with their units, decades, ranges of years, dates, and words like "24-hour" or "covid-19"."""
NO_NAMES = ENGLISH.month_names | {*ENGLISH.weekdays} | words("eur usd gbp i a.m p.m")
"""Words with capitals that name nothing."""
VERSION_NOUNS = words("version release edition")
"""Nouns whose number is also written directly behind a name: "GPLv3"."""
NUMBER_LABELS = words("no nr number numero iec en din")
"""What may come between a noun and its number: "ISO/IEC 27001", "invoice no. 7"."""
WORDS_AFTER_NUMBERED = words(
    """of in on at for with to from by as is was are were do does did has have had can could will would must may mean
    means say says and or about the a an when if that"""
)
"""Words after a number that names something: "is 30 of", where "30 days" counts."""
RANGE_WORDS = DATE_BOUNDS - {"mid"} | words("between from till to and through than")
"""Words after which a year is a bound of what is asked for, and need not be in the answer."""
