"""English: the word lists that any language has, and those that only code for English reads."""

from qa_bot.text.languages.english_documents import COLUMN_WORDS
from qa_bot.text.languages.language import Language, families, words

_MODALS = words("can could will would shall should may might must")
SUPPORT_VERBS = words("do does did") | _MODALS
"""Auxiliaries that leave the main verb in its base form."""
_AUXILIARIES = words("is are was were am be been has have had") | SUPPORT_VERBS
_ARTICLES = words("a an the")
_DEMONSTRATIVES = words("this that these those")
_QUESTION_WORDS = words("what which who whom whose when where why how")
_REQUEST_WORDS = words("please tell say said know want like name give list")

_FUNCTION_WORDS = (  # "am" may be a time of day
    (_AUXILIARIES - {"am"})
    | _ARTICLES
    | _DEMONSTRATIVES
    | words(
        """of in on at to for and or being it its with by from as his her their our your my he she they we you i than
        then there here so but if not no"""
    )
)
_STOP_WORDS = (
    _FUNCTION_WORDS
    | _AUXILIARIES
    | _QUESTION_WORDS
    | _REQUEST_WORDS
    | words(
        """about into over under after before between during done down nor very just more most much many some any each
        every all me us while because since itself him himself hers herself them theirs themselves one ones both
        either neither other others another else too also again within without against according long out up off
        away back however although today now near around through per until upon ever still"""
    )
)

_MONTHS = tuple(
    tuple(names.split())
    for names in (
        "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
        "september sep sept", "october oct", "november nov", "december dec",
    )
)  # fmt: skip
_WEEKDAYS = tuple("monday tuesday wednesday thursday friday saturday sunday".split())
SEASONS = tuple("spring summer autumn winter".split())
NOON_WORDS = words("noon midnight")
RANGE_LINKS = words("to until till through")
RELATIVE_TIMES = words("after before during until since ago")
"""Words that state a time, but no value that could be compared."""
TIME_WORDS = (
    RELATIVE_TIMES
    | {*_WEEKDAYS, *SEASONS}
    | words(
        """today yesterday tomorrow century decade morning afternoon evening night noon midnight weekend weekday hourly
        daily weekly monthly quarterly yearly annually nightly always every dawn dusk sunrise sunset"""
    )
)
DATE_BOUNDS = words("before after by until since around about circa early late mid")
"""Words before a date that change what it says."""
COLOURS = words(
    """black white grey gray silver gold red green blue yellow orange brown purple violet pink turquoise beige cream
    maroon teal lilac ochre navy scarlet crimson olive transparent colourless"""
)

_NUMBER_WORDS = {
    word: number
    for numbers, spelled in (
        (
            range(1, 20),
            """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
            seventeen eighteen nineteen""",
        ),
        (range(20, 100, 10), "twenty thirty forty fifty sixty seventy eighty ninety"),
    )
    for number, word in zip(numbers, spelled.split(), strict=True)
}
VAGUE_NUMBERS = words(
    """hundred hundreds thousand thousands million millions billion billions trillion trillions dozen dozens half third
    quarter once twice several few couple both single none no many"""
)
SCALES = {
    "dozen": 12, "hundred": 100, "thousand": 10**3, "million": 10**6, "m": 10**6, "billion": 10**9, "bn": 10**9,
    "trillion": 10**12,
}  # fmt: skip
ORDINAL_WORDS = {
    word: number
    for number, word in enumerate(
        """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
        fifteenth sixteenth seventeenth eighteenth nineteenth twentieth""".split(),
        1,
    )
} | {"thirtieth": 30, "fortieth": 40, "fiftieth": 50, "hundredth": 100}
"""Spelled ordinal numbers; "twenty-first" is a number word and one of these."""

CURRENCY_SIGNS = "$€£¥₺₼₹"
CURRENCY_CODES = words("eur usd gbp chf sek nok dkk pln try azn inr")
FURTHER_CURRENCY_CODES = words("jpy cny rs")
CURRENCY_NAMES = words(
    """dollar dollars euro euros pound pounds lira manat manats crown crowns kronor kroner krona krone kr franc francs
    zł rupee rupees yen yuan rouble roubles ruble rubles cent cents"""
)
_CURRENCY_UNITS = (
    ("€", "€ eur euro"), ("$", "$ usd dollar"), ("£", "£ gbp pound"), ("₺", "₺ try lira tl"), ("₼", "₼ azn manat"),
    ("kr", "kr sek nok dkk krona kronor krone kroner crown"), ("CHF", "chf franc franken"),
    ("zł", "zł pln złoty zloty"), ("¥", "¥ yen jpy yuan cny rmb"), ("₹", "₹ inr rs rupee"),
)  # fmt: skip
CURRENCIES = frozenset(currency for currency, _ in _CURRENCY_UNITS)
"""The dimensions of units that are currencies."""
_UNITS: dict[str, tuple[str, float]] = {
    unit: (dimension, factor)
    for dimension, factor, units in (
        ("length", 0.001, "mm millimetre millimeter"),
        ("length", 0.01, "cm centimetre centimeter"),
        ("length", 1, "m metre meter"),
        ("length", 1000, "km kilometre kilometer"),
        ("length", 0.3048, "ft foot feet"),
        ("length", 1609.344, "mi mile"),
        ("weight", 0.001, "mg milligram"),
        ("weight", 1, "g gram"),
        ("weight", 1000, "kg kilogram kilo"),
        ("weight", 10**6, "t tonne ton"),
        ("volume", 0.001, "ml millilitre milliliter"),
        ("volume", 0.01, "cl"),
        ("volume", 0.1, "dl decilitre deciliter"),
        ("volume", 1, "l litre liter"),
        ("time", 1, "s sec second"),
        ("time", 60, "min minute"),
        ("time", 3600, "h hr hour"),
        ("time", 86400, "day night"),
        ("time", 604800, "week"),
        ("time", 2629746, "month"),  # a twelfth of a mean year
        ("time", 31556952, "year"),
        ("share", 1, "% percent percentage"),
        ("temperature", 1, "°c °f degree"),
        *((currency, 1, names) for currency, names in _CURRENCY_UNITS),
    )
    for unit in units.split()
}

MEASURES = words("number distance height length population size area age dose temperature speed weight capacity")
"""Nouns with which "what" asks for a number."""
DEFINITE_MEASURES = MEASURES | words("width depth period duration limit")
"""Nouns with which "what is the" asks for a number."""
MEASURED_ADJECTIVES = words("many much long old far large big tall often high fast deep wide heavy few")
"""Words with which "how" asks for a number."""
SUMS = words("price fine fee rent sum amount salary")
"""Nouns with which "what" asks for a sum of money."""
DEFINITE_SUMS = words(
    """price prices cost costs value rent fee fees fine fines salary wage wages budget deposit premium revenue turnover
    profit toll fare total bill loss"""
)
"""Nouns with which "what is the" asks for a sum of money."""
PLACE_NOUNS = words("city country place town state region province university college")
PLURAL_NOUNS = words("people men women children police staff")
"""Plurals without an "s"."""
INDEFINITE_ARTICLES = words("a an")
COMPASS = families("north northern, south southern, east eastern, west western")
COMPOUND_PREFIXES = words("self well vice quasi")
"""Words that are often joined to the next by a hyphen."""
FREE_PREFIXES = words("un re non mis dis de pre over under out sub super anti contra counter inter multi micro macro")
FREE_SUFFIXES = words("s es ed er ers est ing ings ion ions ity ive ify y ly ness less ful able ability ish ism ist")
"""What English puts before and after any word, so that the new word stands in no dictionary."""

LOWER_BOUND_PHRASES = (
    "more than", "at least", "over", "above", "no fewer than", "not less than", "a minimum of", "from", "exceeding",
)  # fmt: skip
UPPER_BOUND_PHRASES = (
    "less than", "fewer than", "at most", "under", "below", "up to", "no more than", "a maximum of", "within",
    "not exceed",
)  # fmt: skip
APPROXIMATE_PHRASES = (
    "about", "around", "approximately", "roughly", "nearly", "almost", "some", "circa", "ca", "close to",
    "an estimated", "estimated at",
)  # fmt: skip

_SHORT_TITLES = words("dr mr mrs ms prof sir")
_ABBREVIATIONS = _SHORT_TITLES | words(
    """adm amb brig capt cmdr col cpl gen gov hon lt maj messrs mt pres rep rev sen sgt st approx cf e.g eg esp i.e ie
    viz vs"""
)
_NUMBER_ABBREVIATIONS = words("art ch chap fig figs no nos nr para pp sec vol vols ca al ed eds")
_SENTENCE_STARTERS = words(
    """a according after all also although an and another as at because before both but by despite during each even
    every finally first for from he her here his how however i if in instead it its later many meanwhile more
    moreover most no now of on one only other our she since so some such that the their then there these they this
    those though three through thus to today two under until we what when where while who why with yet you"""
)
IMPRINT_LABELS = words("editor editors author authors date from to subject")
"""Words before the colon of a line above a title."""
IMPRINT_VERBS = words("published updated posted")
NUMBERED_IMPRINT_WORDS = words("issue volume vol no page isbn issn")
CLAUSE_OPENERS = words("and but or if when while because that who which where after before until since as")
LEADING_WORDS = words("about after before of by to in on at from like with for since than during under until")
"""Prepositions after which "that" and "then" stand for what was said."""
PLACE_PREPOSITIONS = words("in at on near within to from into")
MOTION_PREPOSITIONS = words("to from into")
"""Prepositions that are of a place only where the question has them: "Where did they ship it to?"."""
NAME_VERBS = words("by was is were are")
"""What joins a role to the name of who has it: "led by", "the chair was"."""
ANAPHORIC_PHRASES = ("both", "such", "here", "the former", "the latter", "the same", "the other", "the others")
REPORTING_WORDS = words("also then said says took")
"""Words that besides auxiliaries follow a subject without a name."""
NAME_PARTICLES = words("of de del della bin ibn al von van der")
NAME_LINKS = words("of for")
ALIAS_JOINING_WORDS = _ARTICLES | words("of for and in on to de la du")
"""Words with which no long form of an abbreviation begins."""
ALIAS_INTRODUCTIONS = (
    "formerly", "previously", "originally", "now", "also", "or", "called", "known as", "spelled", "abbreviated",
    "abbreviated as", "in short", "short", "for short", "hereinafter", "hereafter", "referred to as", "the", "i.e.",
    "e.g.",
)  # fmt: skip
ORGANISATIONS = words(
    """declaration agreement treaty act war university army ministry council academy school college commission company
    organisation organization court party exercise drill force center centre institute journal times church group
    command"""
)
"""Last words of names that are no person's."""
NUMBERED_NOUNS = words(
    """article bay berth building bus case chapter class contract day field flight floor gate grade group hall house
    invoice item lane lesson level line lot model no number nr order part pen phase pier plot project room route row
    seat section shop site stage table tank team tier track unit version ward week year zone"""
)
"""Nouns whose number tells one from another: "plot 12"."""
ALONE_WORDS = words("a an one single sole")
"""Words with which something is one."""
ROLE_PREPOSITIONS = words("by to from with for of in at on against than under over near")
"""Prepositions that tell what a name is to a verb."""
CLAUSE_CONJUNCTIONS = words("and but while whereas before after")
"""Conjunctions that divide a sentence into clauses, each of which may name another thing."""
UNCOUNTED_WORDS = _ARTICLES | words("and are as at by for from in is of on or per that to under was were which with")
"""Words after a number that are not what it counts."""

ENGLISH = Language(
    code="en",
    name="English",
    stemmer="english",
    stop_words=_STOP_WORDS,
    unindexed=words(
        "a an and are as at be but by for if in into is it no not of on or such that the their then there these they "
        "this to was will with"
    ),
    function_words=_FUNCTION_WORDS,
    question_words=_QUESTION_WORDS,
    articles=_ARTICLES,
    auxiliaries=_AUXILIARIES,
    modals=_MODALS,
    pronouns={
        **dict.fromkeys("he him his she her hers".split(), "person"),
        **dict.fromkeys("it its".split(), "thing"),
        **dict.fromkeys("they them their theirs".split(), "plural"),
    },
    possessives=words("his her hers its their theirs"),
    demonstratives=_DEMONSTRATIVES,
    range_words=RANGE_LINKS | words("and or"),
    months=_MONTHS,
    weekdays=_WEEKDAYS,
    number_words=_NUMBER_WORDS,
    scales=SCALES,
    ordinals=frozenset(word for word, number in ORDINAL_WORDS.items() if number <= 10),
    negations=words(
        """not no non never none neither nor nobody nothing nowhere cannot without unless except if hardly barely
        scarcely rarely seldom false falsely untrue unlikely doubt doubts doubted doubtful deny denies denied
        denying refuse refuses refused reject rejects rejected fail fails failed lack lacks lacked"""
    ),
    quantifiers=words(
        """all every each any most mostly some only less fewer more over under about around approximately roughly
        almost nearly partly mainly usually often sometimes always generally maximum minimum least up"""
    ),
    hedges=words(
        """allegedly reportedly supposedly possibly probably perhaps planned expected proposed intended scheduled
        estimated"""
    ),
    titles=_SHORT_TITLES | words("president minister general colonel king queen lord saint pope emperor"),
    abbreviations=_ABBREVIATIONS,
    number_abbreviations=_NUMBER_ABBREVIATIONS,
    sentence_starters=_SENTENCE_STARTERS,
    dangling_words=_ARTICLES
    | words("and or nor but of in to with for by from at on as into than that which whose their its"),
    units=_UNITS,
    property_words=words(
        """author authors authored wrote write writes writer writers written titled entitled title titles dated created
        drafted prepared compiled"""
    ),
    question_labels=words("q question"),
    table_labels=words("table tab."),
    column_words=COLUMN_WORDS,
    sheet_names=words("sheet"),
)
