"""English words that decide whether one sentence supports another."""

from qa_bot.text.languages.english import COMPASS, ENGLISH, NAME_LINKS, SEASONS
from qa_bot.text.languages.language import families, words

SILENT_NOUNS = words(
    """
    document documents source sources passage passages text texts excerpt excerpts file files information
    context material materials answer question provided given available cited
    """
)
SILENT_VERBS = words("say state mention tell specify contain provide include indicate")
"""Words of a sentence that says only what the documents do not say, or introduces what they say."""
SILENT_FORMS = words("based according following summary short overall below here enough directly")
"""Words of such a sentence that say nothing by themselves."""
NO_CONTENT = words("s t according including also however therefore thus")
"""Words besides the stop words that no source needs to have."""

QUANTIFIERS = {
    "all": words(
        "all every each everyone everybody everything always entire entirely whole both any throughout fully completely"
    ),
    "most": words("most mostly majority mainly usually largely generally chiefly predominantly primarily"),
    "some": words("some several few certain sometimes partly partially occasionally various"),
    "none": words("none no nobody nothing never neither nowhere"),
    "only": words("only solely exclusively sole alone"),
    "many": words("many numerous much often frequently"),
}
"""Words of quantity by what they claim."""
NO_QUANTIFIERS = (
    "in all", "all in all", "at all", "after all", "above all", "first of all", "all over", "all along", "most likely",
    "every other", "at most", "at the most", "whole number",
)  # fmt: skip
"""Phrases that claim no quantity by these words."""
ENTAILED_QUANTIFIERS = {"most": words("all"), "some": words("all most many"), "many": words("all most")}
"""What a quantifier follows from, besides itself."""

STRICT_QUANTIFIERS = ("all", "most", "only", "none")
"""What must stand in the sources; "some" and "many" follow from a plural."""
WEAK_QUANTIFIERS = words("both any")
"""Quantifiers that need not stand in a source."""
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
    causes | prevent prevented prevents, admit admits admitted | deny denies denied, change changed changes changing |
    fixed unchanged constant, cheap cheaper cheapest | expensive dear dearer costly, empty | full, entrance enter
    entered | exit, safe | dangerous unsafe, useful | useless, guilty | innocent, appear appeared appears |
    disappear disappeared vanish vanished, northwards | southwards, eastwards | westwards, upstream | downstream
        """.split(",")
    )
)
"""Words that say the opposite of each other."""

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
"""Forms of one word with different beginnings."""

REGULAR_ENDINGS = ("s", "es", "d", "ed", "ing", "ly")
"""Endings that are taken from a word to look for its synonyms."""
BRITISH_SPELLINGS = (
    (r"is(e[sdr]?|ing|ation)$", r"iz\1"),
    (r"our(?=s?$|ed$|ing$|able$)", "or"),
    (r"(?<=[tb])re$", "er"),
    (r"(?<=fen)ce$", "se"),
    (r"(?<=[aeiou])ll(?=ed$|ing$|er$)", "l"),
)
"""Regular expressions of British spellings, and what they are replaced by for comparison."""
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
    prevent prevents prevented preventing avoid avoids avoided avoiding stop stops stopped stopping halt halts halted
    cease ceases ceased drop drops dropped keep keeps kept unless except excluding instead rather absence absent decline
    declines declined abandon abandoned abandons cancel cancelled canceled cancels abolish abolished void voids voided
    abstain abstained abstains ignore ignored ignores disregard disregarded disregards against oppose opposed opposes
    """
)
"""Words that may deny what is beside them."""
SINCE_WORDS = words("first last")
"""Words that may deny together with "since": "the first since 1988" was not before."""
DENIALS = ENGLISH.negations - words("unless except if doubt doubts doubted doubtful") | words(
    """
    forbid forbids forbade forbidden prohibit prohibits prohibited ban bans banned impossible unable
    unnecessary illegal exclude excludes excluded
    """
)
"""Words with which a sentence says the opposite of what it says without them."""
DENYING_PHRASES = (
    "turn down", "turns down", "turned down", "advise against", "advises against", "advised against", "rule out",
    "rules out", "ruled out", "recommend against", "recommends against", "recommended against", "warn against",
    "warns against", "warned against", "decided against", "voted against", "no need",
)  # fmt: skip
"""Phrases that deny once, though one of their words may deny by itself."""
DENYING_PREFIXES = ("non-", "non", "dis", "mis", "un", "in", "im", "il", "ir")
"""Beginnings by which a word says the opposite of what it says without them."""
NO_DENIALS = (
    "not only", "not just", "not merely", "not simply", "no later than", "no earlier than", "no more than",
    "no less than", "no fewer than", "not more than", "not less than", "no doubt", "without doubt", "nothing but",
    "whether or not", "if not", "no longer than", "not until", "not before", "no matter", "no sooner",
)  # fmt: skip
"""Phrases that deny nothing."""

EXCLUSIVE_WORDS = (
    families(
        """
        second seconds, minute minutes, hour hours hourly, day days daily, week weeks weekly, month months
        monthly, year years yearly annual annually, decade decades, century centuries
        """
    ),
    tuple(words(f"{day} {day}s") for day in ENGLISH.weekdays),
    tuple(words(season) for season in SEASONS),
    COMPASS,
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

DENIAL_SCOPE_ENDS = words("but and because which who although while so")
"""Words that end what a denial before them denies."""
CLAUSE_DIVIDERS = DENIAL_SCOPE_ENDS - words("because so") | words("though whereas")
"""Words between clauses whose denials are counted."""
ADDED_CLAUSE_OPENERS = DENIAL_SCOPE_ENDS | words("whereas after before when")
"""Words that open a clause which may say something by itself."""
UNABBREVIATED_WORDS = NAME_LINKS | words("the and")
"""Words of a name that its initials leave out."""
COUNTING_DETERMINERS = words("the these both its their")
"""Words before a number that counts what was named: "the two countries"."""
FORMS_OF_BE = words("is are was were be been being")
AGENT_PREPOSITIONS = words("by with")
DIRECTIONS = words("from to by against into")
"""Prepositions that a name keeps in other words."""
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
