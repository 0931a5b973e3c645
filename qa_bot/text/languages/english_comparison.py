"""English words that tell whether two statements speak of the same thing."""

from qa_bot.text.languages.english import COMPASS, CURRENCIES, ENGLISH, SEASONS
from qa_bot.text.languages.language import words

Family = tuple[frozenset[str], ...]

MEASURE_WORDS = ENGLISH.question_words | words(
    """many much long old often far time date day year month number amount amounts cost costs please tell me about
    exactly"""
)
"""Words of a question that name no subject."""
TENTATIVE_WORDS = words(
    """plan plans planned planning expect expects expected schedule scheduled proposed proposes proposal intend intends
    intended estimated estimates budget budgeted forecast forecasts target targets targeted limit limits limited
    allows allowed might would originally initially aim aims aimed goal hope hopes hoped supposed projected
    projection projections"""
) | {"due to", "was to", "were to", "meant to"}
"""Words of a plan, an estimate or a limit: what came of it is no other side."""
CONTRACTION_ENDS = words("s t")
"""What an apostrophe divides from "it's" and "don't"."""
PAST_VERBS = words("was were had did took cost came")
PART_PHRASES = (
    "of them", "of these", "of those", "of whom", "of which", "of the total", "among them", "among these", "alone",
    "remaining", "additional", "further", "extra", "another", "other",
)  # fmt: skip
"""Words of a part of something."""
WHOLE_PHRASES = ("in total", "altogether", "overall", "combined", "in all", "a total of")
DIMENSION_PHRASES = {
    frozenset(("time", "length")): ("how long", "length", "duration", "period"),
    frozenset(("time",)): ("how old", "age"),
    frozenset(("length",)): (
        "how far", "how high", "how tall", "how wide", "how deep", "distance", "height", "width", "depth",
    ),
    frozenset(("weight",)): ("weigh", "weighs", "heavy", "weight"),
    frozenset(("temperature",)): ("temperature", "hot", "warm", "cold"),
    frozenset(("share",)): ("percent", "percentage", "share", "proportion", "rate"),
    CURRENCIES: (
        "cost", "costs", "price", "pay", "paid", "fee", "rent", "fine", "salary", "budget", "money", "revenue",
        "profit", "total",
    ),
}  # fmt: skip
"""The dimensions of units that words of a question ask for."""
DOCUMENT_KINDS = words(
    """agenda announcement annual appendix article book booklet brochure bulletin card catalogue certificate chronicle
    contract copy courier cover daily diary digest directory draft entry facts faq flyer folder form gazette guide
    handbook herald history information instructions interview introduction opening_line invoice journal leaflet
    letter list log magazine manual memo minutes monthly newsletter news note notes notice observer official our
    overview page plan policy post poster press price prices product profile programme program protocol receipt
    regulations release report review rules schedule service sheet statement statutes summary times timetable
    tribune warranty website weekly yearbook"""
)
"""What documents are called: two of these are no two things."""


def _families(*families: tuple[str, ...]) -> tuple[Family, ...]:
    return tuple(tuple(map(words, family)) for family in families)


ATTRIBUTES = _families(
    (
        "long length", "high tall height", "wide width broad breadth", "deep depth", "heavy weight weigh weighs",
        "old age aged", "far distance away", "fast speed", "area square",
    ),
    ("open opens opened opening", "close closes closed closing shut shuts"),
    ("begin begins began start starts started beginning", "end ends ended ending finish finishes finished"),
    ("arrive arrives arrived arrival", "depart departs departed departure leave leaves left"),
    ("born birth", "died death dies"),
    ("minimum least lowest smallest", "maximum most highest largest greatest"),
)  # fmt: skip
"""What is stated of a thing: each family holds attributes that are easily taken for one another."""
CONTRASTS = (
    COMPASS,
    *_families(
        SEASONS,
        ("morning", "afternoon", "evening", "night"),
        ("breakfast", "lunch", "dinner", "supper"),
        ("man men male", "woman women female", "boy boys", "girl girls"),
        ("child children", "adult adults"),
        ("small smaller little", "large larger big bigger"),
        ("old older former", "new newer"),
        ("left", "right"),
        ("upper", "lower"),
        ("inner inside indoor", "outer outside outdoor"),
        ("weekday weekdays", "weekend weekends"),
        ("domestic", "foreign international"),
        ("gross", "net"),
        ("single", "double"),
    ),
)
"""Words that tell a thing from another of its kind."""
