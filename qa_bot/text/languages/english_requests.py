"""What English speakers say around a question, and how they ask for a list, a summary or the documents."""

import re

from qa_bot.text.languages.english import ENGLISH
from qa_bot.text.languages.language import alternation, words

_FLAGS = re.IGNORECASE | re.VERBOSE

AMBIGUOUS_SOCIAL_WORDS = words(
    "afternoon clear cool done evening fine good helpful interesting k morning night right useful welcome"
)
"""Core words that are also things to look up: alone they are social only as the reply to an answer."""
CORE_SOCIAL_WORDS = AMBIGUOUS_SOCIAL_WORDS | words(
    """ah alright amazing appreciate appreciated awesome brilliant bye cheers excellent fantastic goodbye got great
    greetings hello hey hi hiya lovely nice no nope noted ok okay okey perfect super sure ta thank thanks thx ty
    understood wonderful wow yeah yep yes"""
)
SOCIAL_WORDS = CORE_SOCIAL_WORDS | words(
    """a again and anyway are assistant been bot day dear doubt enough everybody everyone folks for friend gladly go
    guys have help helped helping helps how i im in information is it its job just kind later lot lots many me much my
    noon now of off oh please pleased see so team that thats the there things this time today tonight too very was
    well work worked you your youre"""
)
"""Words of greetings, thanks and acknowledgements: a text that has no other word asks for nothing."""

POLITE_SENTENCE = re.compile(
    r"""(?:(?:hi|hello|hey|hiya|dear|greetings|good\s(?:morning|afternoon|evening|day))\b.{0,40}
    | (?:many\s|a\sthousand\s|big\s)?(?:thanks?|thx|cheers)\b.*
    | (?:i\s(?:really\s|greatly\s)?|any\shelp\s(?:is\s|would\sbe\s)?|it\swould\sbe\s)(?:appreciate|appreciated)\b.*
    | i\s(?:do\s)?hope\b.* | hope\s(?:you|all|this|that)\b.* | (?:i\sam|i['’]m)\s(?:so\s|very\s)?sorry\b.*
    | sorry(?:\s(?:for|about|if|that|but|to\s(?:ask|bother|disturb|interrupt|trouble|write))\b.*)?
    | (?:my\s)?apologies\b.* | (?:please\s)?(?:excuse|pardon|forgive)\sme\b.* | excuse\s(?:the|my)\b.*
    | this\sis\s\w+(?:\s\w+)?\s(?:from|here)\b.* | my\sname\sis\b.* | (?:i\sam|i['’]m)\s(?:new|still|
    a\snewbie|just)\b.*
    | to\swhom\sit\smay\sconcern | first\sof\sall.{0,40} | (?:just\s|only\s)?(?:checking|asking|wondering)
    | we\s(?:met|spoke|talked)\b.* | (?:a|one|just\sa|just\sone)?\s?(?:quick|short|small|silly|stupid|dumb)\s
    (?:one|question)\b.*
    | (?:i\shave|i['’]ve(?:\sgot)?|got)\sa\s(?:\w+\s)?question\b.* | (?:can|could|may|
    might)\si\sask\s(?:you\s)?(?:something|a\s(?:\w+\s)?question)\b.*
    | (?:hopefully|if\syou\s(?:can|could|know|would|have\stime|do\snot\smind|don['’]t\smind))\b.{0,40}
    | (?:please\s)?(?:let\sme\sknow|help(?:\sme)?)\W*)$""",
    _FLAGS,
)
"""A sentence, or what stands before a colon or comma, that is said to be polite and asks for nothing."""

SIGNATURE = re.compile(
    r"""(?:^|(?<=[.!?,])\s*|\n\s*)(?:(?:kind|best|warm|with\s(?:kind|best|warm))\s(?:regards|wishes)|regards|
    sincerely|
    yours(?:\s(?:sincerely|truly|faithfully))?|cheers|best|thanks\sand\sregards|br|greetings)\s*[,.!\n]\s*
    (?:[\w.'’-]+\s*){0,5}$""",
    _FLAGS,
)

THANKS_WITH_NAME = re.compile(
    r"\b(?:[Mm]any )?(?:[Tt]hanks|[Tt]hank you|[Cc]heers)(?: in advance| so much| very much| a lot)?[,!.]?\s+"
    r"(?:[A-Z][\w.'’-]*\s*){1,3}$"
)

ABOUT_THE_BOT = re.compile(
    r"""^(?:how\sare\s(?:you|things)(?:\s(?:doing|today))? | how\sdo\syou\sdo | what(?:['’]s|\sis)\sup |
     (?:who|what)\sare\syou | how\sdo(?:es)?\s(?:you|(?:this|the)\sbot|this\spage)\swork | can\syou\shelp(?:\sme)? |
    who\s(?:made|built|created|wrote|programmed|trained)\syou | what(?:['’]s|\sis)\syour\sname |
    are\syou\s(?:there|a\s(?:bot|robot|human|person|machine|language\smodel)|real|an\sai|(?:chat\s?)?gpt))\W*$""",
    _FLAGS,
)

_ASKING = r"(?:tell|show|explain|say|help|find|inform|advise|clarify|remind|give(?=\sme\b)|let(?=\s(?:me|us)\sknow))"
WRAPPER = re.compile(
    rf"""^(?:(?:so|well|and|but|ok|okay|now|then|please|also|hi|hello|hey|um|uh|hmm|just)[\s,]+)*
    (?: (?:please\s|kindly\s)?(?:can|could|would|may|might)\s(?:you|anyone|anybody|someone|somebody|u)\s
        (?:please\s|kindly\s|perhaps\s|possibly\s|maybe\s|also\s|quickly\s)*(?:be\sso\s(?:kind|good)\s(?:and|
        as\sto)\s)?
        (?:please\s|kindly\s)*{_ASKING}\s(?:me|us)?\s?(?:please\s)?(?:know\s|find\sout\s|understand\s|out\s|
        again\s)?(?:about\s(?=what|who|when|where|how|which|why))?
      | (?:please\s|kindly\s|pls\s)+(?:{_ASKING}\s(?:me|us)\s(?:please\s)?(?:know\s)?)?
      | {_ASKING}\s(?:me|us)\s(?:please\s|again\s)*(?=what|who|whom|whose|when|where|how|which|why|whether|if)
      | (?:do|does|would)\s(?:you|anyone|anybody|someone)\s(?:happen\sto\s|by\sany\schance\s|perhaps\s)?(?:know|
      remember|recall)\s
      | i(?:\swas|\sam|['’]m)?\s(?:just\s|really\s|also\s|still\s)*(?:wonder(?:ed|ing)?|curious|
      interested)\s?(?:to\sknow\s|in\sknowing\s|about\s(?=what|who|when|where|how|which|why))?
      | i(?:['’]d|\swould|\sdo)?\s(?:just\s|really\s|also\s|still\s)*(?:like|love|want(?:ed)?|need(?:ed)?|wish|
      have)\sto\s(?:know|learn|ask|find\sout|understand)\s(?:you\s)?
      | (?:i\s)?would\s(?:like\sto\sbe\s(?:informed|told)
        |be\s(?:\w+\s)?(?:grateful|glad|happy|pleased)\sif\syou\s(?:could|would|can)\s(?:please\s)?(?:tell\sme|let\sme\sknow|inform\sme))\s(?:about\s|of\s)?
      | is\sit\s(?:true|correct|right)\sthat\s
      | (?:my|the|one|another)\squestion\s(?:is|would\sbe)\s?[,:]?\s?
      | (?:is\sit\spossible\sto|can\si|could\si|may\si)\s(?:please\s)?(?:know|ask|find\sout|learn)\s(?:you\s)?
      | i(?:['’]m|\sam)\s(?:looking|searching)\sfor\s | i\sneed\s(?:some\s)?(?:help|information|info)\s(?:with|on|
      about)\s
    )(?P<rest>\S.*)$""",
    _FLAGS | re.DOTALL,
)
"""A question asked by way of another: "Could you tell me when …", "I was wondering whether …"."""

FIRST_PERSON = words("i i'm i've i’m i’ve we my our")
"""What begins a sentence about the asker, and is in the part of one that comes before the question."""
CLAUSE_LINK = re.compile(r"[,;]?\s(?:and|but|so)[,\s]\s?|[,;:]\s")
"""What may stand between what is said of the asker and the question."""

CLOSING_ASIDE = re.compile(
    r"""(?<!\bthey)(?<!\byou)(?<!\bwe)(?<!\bhe)(?<!\bshe)[\s,;(–—-]+(?:please|kindly|pls|plz|if\s(?:you\s(?:know|
    can|could|do\snot\smind|don['’]t\smind)|possible|at\sall\spossible|i\smay\sask)|
    by\sany\schance|thx|(?:many\s|so\smuch\s)?thank(?:s|\syou)(?:\s(?:so|very)\smuch)?(?:\sin\sadvance)?|in\sadvance|asap|
    for\sme\splease|(?:can|could)\s(?:you|anyone|anybody|someone)\s(?:please\s)?help(?:\sme)?)\b[\s,;)–—-]*(?=$|
    [?!.])""",
    _FLAGS,
)
INNER_ASIDE = re.compile(
    r",\s*(?:if\syou\s(?:know|can|do\snot\smind|don['’]t\smind)|please|if\spossible|by\sany\schance)\s*,", _FLAGS
)
GREETING = re.compile(
    r"""^(?:(?:hi|hello|hey|hiya|dear\s\w+|good\s(?:morning|afternoon|evening))
    (?:\s(?:there|all|everyone|bot|team))?\s*[,!.–—-]+\s*)+""",
    _FLAGS,
)
WHETHER = re.compile(r"^(?:whether|if)\s+", re.IGNORECASE)
_THINGS = r"(?:documents?|docs?|files?|papers?|texts?|pdfs?|sources?)"
DOCUMENTS_REQUEST = re.compile(
    rf"""^(?:(?:what|which)\s(?:(?:kinds?|sorts?)\sof\s)?{_THINGS}\s(?:do|have|are|can|is|were)\b(?:\s(?:you|we|i|
    there|here|currently|all|in|the|this|your|my|
        folder|corpus|index|library|store|database|indexed|loaded|available|uploaded|have|got|know|read|access|
        see|use|search|to|contain|contained|it))*
    | (?:list|show|name|display|give)(?:\sme)?(?:\sa\slist\sof)?(?:\sall)?(?:\sof)?(?:\s(?:the|your|my|our|
    available|indexed|uploaded|loaded))*\s{_THINGS}(?:\s(?:you\shave|there\sare|in\s(?:the|this)\s(?:folder|
    corpus|index)|please))?
    | how\smany\s{_THINGS}\s(?:are\sthere|do\s(?:you|we|i)\shave|have\syou\s(?:read|indexed|got)|are\s(?:indexed|
    loaded|in\s(?:the|this|your)\s(?:folder|corpus|index)))
    | what(?:['’]s|\sis|\sdo\syou\shave)\sin\s(?:the|this|your|my)\s(?:folder|corpus|index|library|collection)
    | what\s(?:can|could|should)\si\sask(?:\syou)?(?:\sabout)? | what\s(?:do|can)\syou\s(?:know|do|
    answer)(?:\sabout)? | help
    | what\sare\s(?:the|your|these|my)\s{_THINGS}(?:\sabout)?)\W*$""",
    _FLAGS,
)
SUMMARY_REQUEST = re.compile(
    rf"""^(?:summari[sz]e|sum\sup|recap|tl;?dr(?:\sof)?|(?:give|write|make|show|i\s(?:want|need)|
    provide)?\s*(?:me\s|us\s)?(?:a|an|the)?\s*(?:short|brief|quick|concise)?\s*
        (?:summary|overview|gist|outline|abstract)\s(?:of|for|on)|
        what\sis\s(?=(?:the\s)?(?:{_THINGS}\s)?[^?]+\sabout\W*$))
    \s*(?:the\s(?:content|contents)\sof\s)?(?P<subject>[^?]*?)(?:\sabout)?\W*$""",
    _FLAGS,
)
OCCURRENCES_REQUEST = re.compile(
    rf"""^(?:(?:how\smany|(?:in\s)?which|what|list\s(?:all|every|the)|show\s(?:me\s)?(?:all|every)|find\s(?:all|
    every)|in\s(?:how\smany|which|what))\s
        (?:of\s(?:the|your|my)\s)?{_THINGS}\s(?:that\s|which\s|do\s|does\s|is\s|are\s)?(?:mention|mentions|
        mentioning|contain|contains|containing|name|names|naming|speak\sof|talk\sabout|refer\sto|refers\sto|
        reference|have\sthe\sword|with|about|cite|discuss)\s
      | in\s(?:how\smany|which|what)\s(?:of\s(?:the|your|my)\s)?{_THINGS}\s(?:is|are|does|
      do)\s(?P<inside>.+?)\s(?:mentioned|named|cited|referred\sto|discussed|appear|occur)\W*$
      | (?:where|how\s(?:often|many\stimes))\s(?:is|are|do\sthe\sdocuments|does\sthe\sdocument)\s
      (?:all\s)?(?P<between>.+?)\s(?:mention(?:ed)?|named|cited|referred\sto|discussed)(?:\sat\sall)?\W*$
      | (?:list|find|show(?:\sme)?|give\sme)\s(?:all|every|each)(?:\sof)?(?:\sthe)?\s(?:places?|passages?|
      mentions?|occurrences?|sentences?|references?|hits?)\s(?:of|to|where|for|that\s(?:mention|name|contain)|
      with|about|mentioning|on)\s
    )(?P<subject>.*?)\W*$""",
    _FLAGS,
)
MENTION_REQUEST = re.compile(
    r"""^(?:(?:what\s)?(?:does|do|did)|what\sis|is\sthere|are\sthere|can\s(?:i|we)\sfind)\b.*?\b(?:mention|cover|
    contain|address|discuss|(?:say|says|said|find|written|stated)\s(?:(?:anything|something)\s)?(?:about|on)|(?:anything|something)\s(?:about|on)|talk\sabout|
    speak\sof|refer\sto|deal\swith)\s(?P<subject>.+)$""",
    _FLAGS,
)
"""Whether the documents say anything of a subject, or what."""
LIST_REQUEST = re.compile(
    r"""^(?:list|show(?:\sme)?|find|give\sme|name|enumerate)\s
    (?:all|every|each)(?:\sof)?(?:\sthe)?\s(?P<subject>.+?)\W*$""",
    _FLAGS,
)
UNNAMED_DOCUMENT_WORDS = frozenset(
    "a content contents doc docs document file paper pdf text the this that it my our your".split()
)
"""Words of a request for a summary that name no document."""
WRITINGS = words("study paper essay recipe story")
"""What a document may be called in a request that names it by its subject: "the study on seagrass"."""
SUBJECT_DETERMINERS = ENGLISH.articles | words("any every all")
"""Words before what a request for occurrences is about, that are no part of it."""
NAMED_DOCUMENT_DETERMINERS = ENGLISH.articles | words("this that our your my")
"""Words before the name of a document."""
PROPERTY_LINE = re.compile(
    r"""[*_]*(?:[^\W\d_][\w ]{0,24}:[*_]*\s
    | (?:version|revision|edition|status|draft|updated|last\s(?:updated|modified)|published|effective(?:\sdate)?|
      valid\s(?:from|until))\s(?:\d|on\b|in\b|no\b|v\d)
    | by\s[A-Z] | page\s\d)""",
    _FLAGS,
)
"""A line that states a property of its document: "Author: …", "Version 3"."""
_EXTREME_WORDS = words(
    "most fewest least highest lowest largest smallest biggest cheapest oldest newest latest earliest"
)
_EXTREMES = rf"(?:{alternation(_EXTREME_WORDS)})"
AGGREGATE_REQUEST = re.compile(
    rf"""\bhow\smany\b.*\b(?:(?:are|were|is|was)\sthere|do\s(?:we|you|they|i)\shave|exist)\b
    | \b(?:total|sum|count|number|combined|altogether)\b.*\b(?:all|every|each)\b
    | \b(?:all|every|each)\b.*\b(?:together|combined|in\stotal|altogether|add\sup)\b
    | \b(?:average|mean|median)\s\w+ | \b(?:which|what|who)\b.*\b(?:the\s{_EXTREMES}|{_EXTREMES}\s\w+\sof\sall)\b""",
    _FLAGS,
)
"""A question for what is computed from all rows of a table: a count, a sum, an average, the largest."""
EXTREME_OR_MEAN = re.compile(rf"\b(?:average|mean|median|{_EXTREMES})\b", re.IGNORECASE)
COUNTED_THINGS = re.compile(
    r"\bhow\smany\s(.+?)\s(?:(?:are|were|is|was)\sthere|do\s(?:we|you|they|i)\shave|exist)\b", re.IGNORECASE
)
MORE_REQUEST = re.compile(
    r"""(?:(?:and|but|ok|okay|so|please|yes)\b[\s,]*)*
    (?: (?:(?:please\s)?(?:can|could|would)\s(?:you|i|we)\s(?:please\s)?)?
        (?:(?:tell|show|give|say|explain|have|know|read|see|learn)\s(?:me\s|us\s)?)?
        (?:(?:some|any|a\sbit|a\slittle|even|much|anything|something)\s)*(?:more|further)\b
        (?:\s(?:details?|information|info|facts?|please))* (?:\s(?:about|on|of)\s(?:it|that|this|them|these|those))?
      | (?:(?:is|are)\sthere\s)?(?:what|anything|something)\s(?:else|more)
        (?:\s(?:is\sthere|do\syou\sknow|can\syou\stell\sme))?
        (?:\s(?:about|on)\s(?:it|that|this|them|these|those))?
      | go\son | continue | (?:please\s)?elaborate
    )(?:,?\splease)?[\s.?!…]*""",
    _FLAGS,
)
"""A request for more on what was answered last."""
FURTHER_QUESTION = re.compile(
    r"(?:and\s|but\s)?(?:(?:what|who|where|when|which|how|why)\selse\b|(?:tell\sme\s|some\s)?more\s(?:about|on)\b)",
    re.IGNORECASE,
)
"""A question for what was not yet said of a thing that it names."""
TOTAL_IN_ROW = re.compile(
    r"(?:^|;\s|:\s)(?:grand\s|sub)?(?:total|sum|average|all)\b(?![^;]*:)|^[^;:]*\b(?:total|sum)\b[^;:]*:[^;:]*$",
    re.IGNORECASE,
)
"""A row of totals: its caption or a value says so, or it is one total with its name."""
AGGREGATE_WORDS = _EXTREME_WORDS | words(
    """what which who how many much are is was were there do does did we you they i have exist total totals sum count
    number combined altogether together all every each of the average mean median in for a an and add up list show
    has had"""
)
"""Words of such a question that no row needs to have."""
_ON = r"(?:on|about|regarding|concerning|in\sterms\sof|with\s(?:respect|regards?)\sto|as\sto|when\sit\scomes\sto)"
_DIFFERENCES = (
    r"(?:what(?:['’]s|\sis|\sare|\swere)|list|show(?:\sme)?|tell\sme|explain|find)\s(?:all\s)?(?:the\s)?"
    r"(?:main\s|key\s|most\simportant\s)?differences?"
)
COMPARISON_REQUESTS = tuple(
    re.compile(rf"^(?:{form})\W*$", _FLAGS)
    for form in (
        rf"""(?:(?:how|where|in\swhat(?:\sways?)?|in\swhich(?:\sways?|\spoints)?)\s)?(?:do|does|did)\s(?P<subject>.+?)\s
            (?:differ|vary|disagree|compare)(?:\sfrom\s(?:each\sother|one\sanother))?(?:\s(?:{_ON}|in)\s(?P<point>.+?))?""",
        rf"{_DIFFERENCES}\s(?:in|of|on)\s(?P<point>.+?)\s(?:between|among|across)\s(?P<subject>.+?)",
        rf"{_DIFFERENCES}\s(?:between|among|across|in)\s(?P<subject>.+?)(?:\s{_ON}\s(?P<point>.+?))?",
        rf"(?:what|how)\sdiffers\s(?:between|among|across|in)\s(?P<subject>.+?)(?:\s{_ON}\s(?P<point>.+?))?",
        r"compare\swhat\s(?P<subject>.+?)\ssay(?:s)?\s(?:about|on|of)\s(?P<point>.+?)",
        r"what\s(?:do|does)\s(?:each|both|all)\s(?:of\s)?(?P<subject>.+?)\ssay\s(?:about|on|of)\s(?P<point>.+?)",
        rf"(?:compare|contrast)\s(?P<subject>.+?)(?:\s{_ON}\s(?P<point>.+?))?",
        r"(?:is|are)\s(?P<point>.+?)\sthe\ssame\s(?:in|for|under|across)\s(?P<subject>.+?)",
    )
)
"""Requests to compare documents, on a point or on all that they say in like words."""
COMPARED_POINT = re.compile(r"(?P<point>.+?)\s(?:of|in|under|between|across)\s(?P<subject>.+)", re.IGNORECASE)
"""The point of a request that names it before the documents: "the notice periods in the leases"."""
COMPARED_PARTS = re.compile(r"\s*,\s+(?:and\s)?|\s+(?:and|with|to|versus|vs\.?|against|from|or)\s+", re.IGNORECASE)
"""What stands between the names of compared documents."""
COMPARED_NOUNS = UNNAMED_DOCUMENT_WORDS | frozenset(
    """documents docs files papers pdfs texts sources they them these those both all each every two three four five of
    one another other others""".split()
)
"""Words of such a request that name no document."""
