"""Regular expressions of dates and clock times: those of English, and dates in any language with known months."""

import re

from qa_bot.text.languages import ENGLISH, LANGUAGES, alternation
from qa_bot.text.languages.english import NOON_WORDS, ORDINAL_WORDS, RANGE_LINKS
from qa_bot.text.languages.english_questions import MONTH, YEAR

# Not "may", which is a verb too.
_FULL_MONTH = alternation(names[0] for names in ENGLISH.months if names[0] != "may")
_CAPITALIZED_MONTH = alternation(names[0].capitalize() for names in ENGLISH.months if names[0] != "may")
ENGLISH_DATE = re.compile(
    rf"""\b(?P<year1>{YEAR})-(?P<month1>[01]?\d)-(?P<day1>[0-3]?\d)\b
    |\b(?P<day6>[0-3]?\d)\.(?P<month6>[01]?\d)\.(?P<year6>{YEAR})\b
    |\b(?P<month2>{MONTH})\.?\s(?P<day2>[0-3]?\d)\b(?:\s?(?:[-–]|to|and)\s?[0-3]?\d\b)?(?:,?\s(?P<year2>{YEAR}))?
    |\b(?:(?:{alternation(ENGLISH.weekdays)}),?\s(?:the\s)?)?(?P<day3>[0-3]?\d)(?:st|nd|rd|th)?(?:\s?[-–]\s?[0-3]?\d)?\s(?:of\s)?(?P<month3>{MONTH})\b\.?
        (?:,?\s(?P<year3>{YEAR}))?
    |\b(?P<month4>{MONTH})\.?\s(?P<year4>{YEAR})\b
    |\b(?P<year5>{YEAR})\b(?!\s?(?:%|[a-z]*(?:met|lit|gram|people|euro|dollar)))
    |\b(?P<month7>(?-i:{_CAPITALIZED_MONTH}))\b""",
    re.VERBOSE | re.IGNORECASE,
)
ENGLISH_TIME = re.compile(
    rf"""\b(?P<hour>[012]?\d)(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap]\.?\s?m\b\.?|o['’]clock)
    |\b(?P<hour2>[012]?\d):(?P<minute2>[0-5]\d)\b(?!:)
    |(?<=\bat\s)(?P<hour3>[012]?\d)\.(?P<minute3>[0-5]\d)\b(?!\.?\d|\s?%)
    |\b(?P<word>{alternation(NOON_WORDS)})\b""",
    re.VERBOSE | re.IGNORECASE,
)
VAGUE_YEAR = re.compile(rf"\b{YEAR}s\b|\b\d{{1,2}}(?:st|nd|rd|th)[\s-]centur(?:y|ies)\b|\b\d{{1,5}}\s(?:BCE?|AD|CE)\b")
"""A decade, a century or a year of an era: "1990s", "12th century", "300 BC"."""
RANGE = re.compile(rf"\s?[-–—]\s?|\s(?:{alternation(RANGE_LINKS)})\s", re.IGNORECASE)
"""What stands between the ends of a range: "9 to 17"."""
SAME_MOMENT = re.compile(r",?\s(?:at\s|on\s|from\s)?", re.IGNORECASE)
"""What stands between a date and its time of day: "May 3 at 9:30"."""

_ORDINAL = alternation(word for word, number in ORDINAL_WORDS.items() if number <= 30)
_DAY = rf"(?:(?:0?[1-9]|[12]\d|3[01])(?!\d)(?:st|nd|rd|th|er|º|ª|\.)?|(?:(?:twenty|thirty)[-\s])?(?:{_ORDINAL}))"
_YEAR = r"(?:[1-9]\d{3}|\d{3}(?=\sAD))(?!\d)"
_MONTH = alternation(
    {name for language in LANGUAGES for names in language.months for name in names if language.has_spaces}
)
_TO = rf"\s?(?:[-–—/]|{alternation({word for language in LANGUAGES for word in language.range_words})})\s?"
DATE = re.compile(
    rf"""(?<![\w.,])(?P<year1>{_YEAR})(?:[-/.]|年)(?P<month1>1[0-2]|0?[1-9])(?:[-/.]|月)(?P<day1>3[01]|[12]\d|0?[1-9])日?(?!\d)
    |(?<![\w.,])(?P<one>[0-3]?\d)(?P<dot>[./-])\s?(?P<other>[0-3]?\d)(?P=dot)\s?(?P<year2>\d{{4}}|\d{{2}})(?![\w]|[.,/-]\d)
    |(?<!\w)(?:(?P<from3>{_DAY}){_TO}(?:the\s)?)?(?P<day3>{_DAY})\s?(?:day\s)?(?:of\s|de\s|d['’]|del\s|di\s)?(?P<month3>{_MONTH})\b['’]?(?:\.|\w{{1,3}}\b)?(?:,?\s(?:of\s|de\s)?(?P<year3>{_YEAR}))?
    |(?<!\w)(?P<month4>{_MONTH})\b\.?\s(?:the\s)?(?P<day4>{_DAY})\b(?:{_TO}(?:the\s)?(?P<to4>{_DAY})\b)?(?:,?\s(?P<year4>{_YEAR}))?
    |(?<!\w)(?P<month5>{_MONTH})\b\.?,?\s(?:of\s|de\s)?(?P<year5>{_YEAR})
    |(?:(?P<year6>\d{{4}})年)?(?P<month6>1[0-2]|[1-9])月(?:(?P<day6>3[01]|[12]\d|[1-9])日)?
    |(?<!\w)(?P<month7>{_FULL_MONTH}|(?-i:May(?!\s[a-z]+ed\b)))\b""",
    re.VERBOSE | re.IGNORECASE,
)
"""A date that states a month, or a day, month and year in figures."""


def parts_of(match: re.Match[str]) -> dict[str, str]:
    """Return what the groups of a date or time matched, by their names without numbers: "year", "month", "from"."""
    return {name.rstrip("1234567"): value for name, value in match.groupdict().items() if value}
