"""English words that decide whether one sentence bears out another."""

from qa_bot.text.languages.language import words

Family = frozenset[str]

ORDINAL_WORDS = {
    word: number
    for number, word in enumerate(
        """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
        fifteenth sixteenth seventeenth eighteenth nineteenth twentieth""".split(),
        1,
    )
} | {"thirtieth": 30, "fortieth": 40, "fiftieth": 50, "hundredth": 100}
"""Spelled ordinal numbers; "twenty-first" is a number word and one of these."""

SILENT_NOUNS = words(
    """
    document documents source sources passage passages text texts excerpt excerpts file files information
    context material materials answer question provided given available cited
    """
)
SILENT_VERBS = words("say state mention tell specify contain provide include indicate")
"""Words of a sentence that says only what the documents do not say, or introduces what they say."""


def families(text: str) -> tuple[Family, ...]:
    """Return the families of words that commas divide."""
    return tuple(words(family) for family in text.split(","))


QUANTIFIERS = {
    "all": words(
        "all every each everyone everybody everything always entire entirely whole both any throughout fully completely"
    ),
    "most": words("most mostly majority mainly usually largely generally chiefly predominantly primarily"),
    "some": words("some several few certain sometimes partly partially occasionally various"),
    "none": words("none no nobody nothing never neither nowhere"),
    "only": words("only solely exclusively merely just sole alone"),
    "many": words("many numerous much often frequently"),
}
"""Words of quantity by what they claim."""
ENTAILED_QUANTIFIERS = {"most": words("all"), "some": words("all most many"), "many": words("all most")}
"""What a quantifier follows from, besides itself."""

ANTONYMS = tuple(
    (words(one), words(other))
    for one, _, other in (
        pair.partition("|")
        for pair in """
    increase increased increases increasing rise rose risen rises rising grew grow grown grows raise raised expand
    expanded | decrease decreased decreases decreasing fall fell fallen falls falling drop dropped declined decline
    reduce reduced reduces shrink shrank lowered, before prior | after since following, win won wins victory winning
    | lose lost loses defeat losing, accept accepted accepts approve approved approves | reject rejected rejects
    refuse refused refuses, begin began begun begins start started starts open opened opens opening | end ended ends
    finish finished close closed closes closing stop stopped, north northern | south southern, east eastern | west
    western, large larger largest big bigger biggest great greater | small smaller smallest little, high higher
    highest | low lower lowest, more | less fewer, most | least fewest, maximum | minimum, early earlier earliest |
    late later latest, old older oldest | new newer newest young younger youngest, long longer longest | short
    shorter shortest, strong stronger strongest | weak weaker weakest, support supported supports supporting |
    oppose opposed opposes opposing, allow allowed allows permit permitted permits | forbid forbidden forbids
    prohibit prohibited prohibits ban banned bans, include included includes including | exclude excluded excludes
    excluding, possible | impossible, legal | illegal, buy bought buys buying purchase purchased | sell sold sells
    selling, import imports imported | export exports exported, birth born | death died dies, male men man | female
    women woman, son | daughter, brother | sister, father | mother, husband | wife, enemy enemies | friend friends
    ally allies, success successful succeeded succeeds | failure unsuccessful failed fails, arrive arrived arrives
    arrival | depart departed departs departure leave left leaves, strengthen strengthened | weaken weakened, best
    better | worst worse, first | last, inside inner | outside outer, above over | below under, upper | lower, gain
    gained | lost lose, attack attacked attacks | defend defended defends, public | private, domestic | foreign,
    voluntary | mandatory compulsory, temporary temporarily | permanent permanently, rich | poor, hot warm | cold
    cool, fast faster quick quickly | slow slower slowly, majority | minority, positive | negative, continued
    continue continues | stopped ceased cease ended, remember remembered | forget forgot forgotten, cause caused
    causes | prevent prevented prevents, admit admits admitted | deny denies denied
        """.split(",")
    )
)
"""Words that say the opposite of each other."""

NAME_FAMILIES = families(
    """
    türkiye turkey turkish turk turks turkiye, france french, netherlands dutch holland, britain british uk, us usa
    american america americans u.s, kiev kyiv, switzerland swiss, spain spanish spaniard, denmark danish dane danes,
    sweden swedish swede swedes, finland finnish, poland polish pole poles, wales welsh, greece greek greeks,
    germany german germans, ireland irish, scotland scottish scots, england english, thailand thai, china chinese,
    japan japanese, russia russian russians, iceland icelandic, norway norwegian norwegians, europe european
    europeans eu
    """
)
"""Names of one country and its people."""

IRREGULAR_FORMS = families(
    """
    be is are was were been being am, have has had having, do does did done doing, go goes went gone going, hold
    held holding holds, build built building builds, begin began begun, fight fought fights fighting, send sent
    sends sending, lead led leads leading, buy bought buys, bring brought brings, catch caught, teach taught teaches
    teaching, think thought thinks, seek sought seeks, sell sold sells, tell told tells, say said says saying, pay
    paid pays, lay laid, make made makes making, take took taken takes taking, give gave given gives giving, get got
    gotten gets, see saw seen sees, know knew known knows, grow grew grown grows growth, throw threw thrown, fly
    flew flown flies flight, draw drew drawn, write wrote written writes writing writer, ride rode ridden, rise rose
    risen rises, drive drove driven, speak spoke spoken speaks speech, break broke broken breaks, choose chose
    chosen choice, wear wore worn, bear bore born borne birth, fall fell fallen falls, eat ate eaten, win won wins
    winning, run ran runs, come came comes coming, become became becomes, meet met meets meeting, lose lost loses
    loss, leave left leaves, keep kept keeps, sleep slept, find found finds, feel felt feels, mean meant means, sing
    sang sung song, sink sank sunk, swim swam, stand stood stands, understand understood, put puts, spend spent,
    lend lent, strike struck, shoot shot, sit sat, set sets, swear swore sworn, steal stole stolen, forget forgot
    forgotten, forbid forbade forbidden, withdraw withdrew withdrawn, man men, woman women, child children, person
    people persons, foot feet, die died dies dead death, live lived lives life living, choose chose chosen, destroy
    destroyed destruction, use used uses using
    """
)
"""Forms of one word that do not begin alike."""

INFLECTIONS = words(
    """
    a al ally an ance ances ancy ant ants ar ary ate ated ates ating ation ations ative ator ators d e ed ement
    ements en ence ences ency ent ents er ers es ess est eth ful i ial ially ian ians ibility ible ic ical
    ically ice ie ied ier ies iest ification ified ifies ify ily in iness ing ings ion ional ions ious ise ish
    ism ist ists ities ition itions itive ity ization izations ize ized izes izing ive ively less ly ment mental
    ments ness on or ors ory ous r s ship t th ting tion tional tions tive ts ual ually ure ures y ying
    """
)
"""Endings that tell forms of one word from each other."""


SOFT_DENIALS = words(
    """
    without prevent prevents prevented preventing avoid avoids avoided avoiding stop stops stopped stopping keep
    keeps kept unless except instead absence absent
    """
)
"""Words that may deny what follows."""
DENIALS = words(
    """
    not no non never none neither nor nobody nothing nowhere cannot hardly barely scarcely rarely seldom false
    falsely untrue unlikely deny denies denied denying refuse refuses refused reject rejects rejected fail fails
    failed lack lacks lacked
    """
)
"""Words with which a sentence says the opposite of what it says without them."""
NO_DENIALS = (
    "not only", "not just", "not merely", "not simply", "no later than", "no earlier than", "no more than",
    "no less than", "no fewer than", "not more than", "not less than", "no doubt", "without doubt", "nothing but",
    "whether or not", "if not", "no longer than",
)  # fmt: skip
"""Phrases that deny nothing."""

EXCLUSIVE_WORDS = (
    families(
        """
        second seconds, minute minutes, hour hours hourly, day days daily, week weeks weekly, month months
        monthly, year years yearly annual annually, decade decades, century centuries
        """
    ),
    families(
        """
        monday mondays, tuesday tuesdays, wednesday wednesdays, thursday thursdays, friday fridays, saturday,
        sunday
        """
    ),
    families("spring, summer, autumn, winter"),
    families("north northern, south southern, east eastern, west western"),
    families(
        """
        hundred hundreds, thousand thousands, million millions, billion billions, trillion trillions
        """
    ),
    families(
        """
        metre metres meter meters, kilometre kilometres kilometer kilometers km, mile miles, foot feet, inch
        inches, acre acres, hectare hectares
        """
    ),
    families("euro euros, dollar dollars, pound pounds, manat, lira, yen, rupee rupees"),
    families(
        """
        percent percentage, degree degrees, ton tons tonne tonnes, kilogram kilograms kg, gram grams
        """
    ),
)
"""Families of words of which a thing is only one."""

RATE_UNITS = words("second minute hour day week month quarter year decade century person")
"""What something is counted or paid by."""

JOINING_WORDS = words("and or with the as well &")
"""Words between the parts of a list."""
PAST_FORMS = words(
    """
    held built began begun fought sent led bought brought caught taught sought sold told said paid laid made
    took taken gave given got saw seen knew known grew grown threw thrown flew flown drew drawn wrote written
    rode ridden rose risen drove driven spoke spoken broke broken chose chosen wore worn bore born fell fallen
    ate eaten won ran came became met lost left kept found felt meant sang sung sank sunk swam stood understood
    spent lent struck shot sat swore sworn stole stolen forbade forbidden withdrew withdrawn beat beaten cut hit
    put set hurt read became overthrew overthrown
    """
)
"""Past forms and participles of irregular verbs."""
