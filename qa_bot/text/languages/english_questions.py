"""What English questions ask for, and the form of the answers: regular expressions by the type of answer."""

import re
from collections.abc import Mapping

from qa_bot.text.languages.english import (
    COLOURS,
    CURRENCY_CODES,
    CURRENCY_NAMES,
    CURRENCY_SIGNS,
    DEFINITE_MEASURES,
    DEFINITE_SUMS,
    ENGLISH,
    MEASURED_ADJECTIVES,
    MEASURES,
    PLACE_NOUNS,
    SEASONS,
    SUMS,
    TIME_WORDS,
    VAGUE_NUMBERS,
)
from qa_bot.text.languages.language import alternation, words

MONTH = alternation(ENGLISH.month_names)
YEAR = r"(?:1[0-9]|20)[0-9]{2}"
_HOUR = alternation(ENGLISH.number_words.keys() | {"noon", "midnight"})
_CLOCK = (
    rf"\b\d{{1,2}}[:.]\d{{2}}\b(?!\d)|\b\d{{1,2}}\s?(?:am|pm|a\.m\.|p\.m\.|o['’]clock|h\b)"
    rf"|\b(?:at|by|until|till|before|after|from|to|past|and)\s(?:{_HOUR})\b"
    r"|\b(?:from|between)\s(?:1?\d|2[0-4])\s(?:to|until|till|and)\s(?:1?\d|2[0-4])(?!\d|[.,:/-]\d|\s?%|\s\w+s\b)"
    r"|\b(?:at|by|until|till)\s(?:1?\d|2[0-4])(?!\d|[.,:/-]\d|\s?%|\s(?!(?:and|or|on|in|until|till|to|every|each)\b)\w)"
)
"""A time of day: "9:30", "7 pm", "by eleven"."""
_SPELLED = alternation(ENGLISH.number_words.keys() | VAGUE_NUMBERS)

QUESTIONS: Mapping[str, str] = {
    "percentage": r"\b(?:what|which)\s(?:percent(?:age)?|share|proportion|fraction)\b|\bhow\s(?:many|much)\spercent",
    "money": (
        r"\bhow\smuch\b.*\b(?:costs?|worth|money|paid|pay|spen[dt]|prices?|earn\w*|invest\w*|funding|dollars|euros|fine\w*"
        r"|rent\w*|fees?|premium|salary|deposit|toll|ticket|(?:come|amount)s?\sto)\b"
        r"|\bwhat\s(?:do|does|did|will|would|has|have)\b.*\b(?:costs?|amount\sto|come\sto|charged?)\b"
        r"|\b(?:what|which)\s(?:is|was|are|were|will\sbe)\s(?:the|its|my|our|their)\s(?:[\w-]+\s){0,3}?"
        rf"(?:{alternation(DEFINITE_SUMS)})\b(?!\s(?:number|period|length|time|area))"
        rf"|\b(?:what|which)\s(?:{alternation(SUMS)})\b"
    ),
    "month": r"\b(?:what|which)\smonth\b",
    "year": r"\b(?:what|which)\s(?:year|decade|century)\b",
    "date": (
        r"\bwhen\b|\b(?:what|which)\s(?:\w+\s)?(?:dates?|days?)\b"
        r"|\b(?:what|kick-off|start(?:ing)?|opening|closing|check-out)\stime\b|\b(?:date|deadline)\b"
    ),
    "phone number": (
        r"\b(?:tele)?(?:phone|fax|mobile)\b(?!\s(?:phones|phone(?!\snumber)|apps?|devices?|plans?|contracts?|data)\b)"
        r"(?:\snumber)?|\bwhat\snumber\b.*\bcall\b"
    ),
    "e-mail address": r"\be-?mails?\b(?:\saddress)?",
    "web address": r"\b(?:web\s?(?:site|page|address)|url|link|homepage)\b",
    "colour": r"\b(?:what|which)\scolou?rs?\b|\bcolou?r\sof\b",
    "number": (
        rf"\bhow\s(?:{alternation(MEASURED_ADJECTIVES)})\b|\bnumber\sof\b|\bwhat\s(?:{alternation(MEASURES)})\b"
        rf"|\bwhat\s(?:is|was|are|were)\sthe\s(?:[\w-]+\s){{0,3}}?(?:{alternation(DEFINITE_MEASURES)})\b"
    ),
    "person": r"\b(?:who|whom|whose)\b",
    "place": rf"\bwhere\b|\b(?:what|which)\s(?:\w+\s)?(?:{alternation(PLACE_NOUNS)})\b",
}
"""What a question for each type of answer contains."""

ANSWERS: Mapping[str, str] = {
    "percentage": r"\d\s?%|\bper\s?cent\b|\bpercentage|\b(?:half|third|quarter|majority)\b",
    "money": rf"[{CURRENCY_SIGNS}]|\b(?:{alternation(CURRENCY_CODES | CURRENCY_NAMES)}|(?:m|b|tr)illions?)\b",
    "month": rf"\b(?:{MONTH})\b",
    "year": rf"\b{YEAR}s?\b|\bcentury\b",
    "date": rf"\b{YEAR}s?\b|\b(?:{MONTH}|(?:{alternation(TIME_WORDS)})s?)\b|{_CLOCK}",
    "phone number": r"\+?\d[\d ()/.-]{4,}\d",
    "e-mail address": r"\S+@\S+\.\w+",
    "web address": r"\bhttps?://\S+|\bwww\.\S+|\b[\w-]+\.(?:com|org|net|eu|io|\w\w)\b",
    "colour": rf"\b(?:{alternation(COLOURS)})(?:ish)?\b",
    "number": rf"\d[\d.,]*|(?<![\w-])(?:{_SPELLED})(?:-(?:{_SPELLED}))?(?![\w-])",  # not the "one" of "one-on-one"
}
"""What an answer of a type contains; one of another type contains a name."""

WORDS_OF_FIRST_TYPE = ("how", "when")
"""Words that, where a question begins with them, say what it asks for, whatever it names."""

LIST_QUESTION = r"""^(?:please\s)?(?:list|name|enumerate)\b
    |\b(?:what|which)\s(?:are|were)\b|\bwho\s(?:are|were)\b
    |\b(?:what|which)\s(?:\w+\s){0,3}?\w{2,}(?<![su])(?<!\bdoe)(?<!\bi)(?<!\bwa)(?<!\bha)s\b
        (?!\s(?:is|was|does|to|when|if|the|an?|its|their|this|that|my|our|his|her)\b)  # "which law governs the"
    |\b(?:all|each|both|every|different|various)\b"""
"""What a question for more than one thing contains."""

TWO_ASKED = re.compile(
    r"\b(?:what|which|who|when|where|how\s\w+)\s(?:is|are|was|were)\s(?:the|its|my|our|their)\s(?:[\w-]+\s){1,3}"
    r"and\s(?:(?:the|its|my|our|their)\s)?(?:[\w-]+\s){1,2}(?:of|for|in|on|at)\b"
    r"|\b(?:what|which|who|when|where|how)\b.+\band\s(?:what|which|who|when|where|how|why)\b",
    re.IGNORECASE,
)
"""A question for two things: "What is the width and the height of the door?"."""

_ASKING = r"(?:(?:until|since|from|by|to|for|with|in|on|at)\s)?(?:what|which|who|whom|whose|when|where|why|how)\b"
TWO_QUESTIONS = re.compile(rf"^(?P<first>{_ASKING}.+?\w),?\sand\s(?P<second>{_ASKING}.*)$", re.IGNORECASE)
"""Two questions in one: "When does it begin and how much is it?"."""
TWO_WORDS = re.compile(
    r"^(?P<first>when|where|how|why)\sand\s(?P<second>when|where|how|why|by\swhom)\s(?P<rest>.+)$", re.IGNORECASE
)
"""Two question words for one predicate: "Where and when was she born?"."""

OF_EACH = re.compile(
    r"^(?P<asked>.*?\b(?:what|which|who|when|where|why|how)\b(?:\s[\w-]+){0,3}?)\s(?P<verb>do|did|have|had|are|were)\s"
    r"(?P<first>.+?)\sand\s(?P<second>.+?)\seach\s(?P<rest>.+)$",
    re.IGNORECASE,
)
"""The same question of two things: "What do Ann and Bob each say?"."""
OF_ONE = {"do": "does", "did": "did", "have": "has", "had": "had", "are": "is", "were": "was"}
"""The verb of such a question, of one thing."""

LABEL_ASKED = re.compile(
    r"\b(?:what|which|who)\s?(?:is|was|are|were|['’]s)\s(?:the|its|my|our|your|their)\s(?P<label>[\w-]+(?:\s[\w-]+){0,2}?)"
    r"(?=\s(?:of|for|in|on|at)\b|\s*(?:[?.!]|$))",
    re.IGNORECASE,
)
"""A question for what a form or table names: "What is the invoice number?"."""

VAGUE_WORDS = {*SEASONS} | words(
    """kind kinds type types sort sorts name names title way ways thing things example examples part parts number amount
    people person persons effect effects result results reason reasons cause causes purpose meaning difference
    differences role advice detail details information fact facts idea method means step steps rule rules point points
    call called calls use used uses using need needs needed happen happens happened give given gives get gets got make
    makes made take takes took taken go goes going went come comes came become becomes became look looks see seen find
    found know known show shows shown say says said mean help decide decides decided apply applies work works keep kept
    let do done describe explain summarize summarise compare quote exactly usually often currently really actually only
    ever best allowed possible able suggest suggests list lists recipe everything anything something anyone someone
    happening related regarding concerning maybe ago first last next there"""
)
"""Words of a question that a sentence which answers it need not have, in these or other words."""
RESTRICTING_PREPOSITIONS = words("in at from of to for on near")
"""Prepositions before a name that restricts what is asked for."""
PERSON_TITLES = words(
    "Dr Prof Professor Mr Mrs Ms Sir Lady Lord Sister Father President Minister General Colonel Captain"
)
"""What stands before the names of persons, seldom of anything else ("General Motors")."""
TIME_CONJUNCTIONS = words("since until till when whenever before after once while")
PARTICLES = words("after at up out off over in on for with about into through down")
"""What makes another verb of a verb: "look after"."""

DATED_EVENT = re.compile(
    rf"""(?:(?<![^\n])|(?<=[.!?]\s)|(?=the\s))(?P<article>[Tt]he\s)?(?P<name>[A-Z][\w-]+(?:\s(?:of\s|for\s)?[A-Z][\w-]+){{1,4}})\s(?P<verb>was|were)\s
    (?P<done>\w+ed|signed|held|built|made|sold|bought|founded|won|lost|begun|written|drawn|set\sup|shut|opened)\b
    (?=[^.!?\n]{{0,80}}\b{YEAR}\b)""",
    re.VERBOSE,
)
"""A sentence that says in which year something was done with a named thing: "The Harbour Treaty was signed in 1987"."""
ROLES = words(
    """head director chair chairman chairwoman president owner author editor mayor founder minister leader coach
    conductor manager secretary treasurer captain commander chief deputy spokesman spokeswoman"""
)
"""What a person is of something."""
BE, TIME_PREPOSITIONS = words("is was were"), words("on at in")
THIRD_PERSON = {
    "starts": "start", "begins": "begin", "ends": "end", "opens": "open", "closes": "close",
    "takes place": "take place", "runs": "run", "expires": "expire",
}  # fmt: skip
"""Verbs of what happens at a time, and their infinitives."""
SAYS_WHAT = (
    r"(?:,\s(?:an?|one\sof|which|who)|\s(?:is|are|was|were|has|have|had|means|includes?|consists?|refers?|pays?|offers?|"
    r"provides?))\b"
)
"""What follows a name in a sentence that says what it is."""
