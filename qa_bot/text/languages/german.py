"""German."""

from qa_bot.text.languages.language import Language, words

_MONTHS = tuple(
    tuple(names.split())
    for names in (
        "januar jänner jan", "februar feb", "märz mär", "april apr", "mai", "juni jun", "juli jul", "august aug",
        "september sept sep", "oktober okt", "november nov", "dezember dez",
    )
)  # fmt: skip

GERMAN = Language(
    code="de",
    name="German",
    frequent_words=words(
        """der die das und ist von den dem des ein eine einer eines mit im auf für nicht sich auch als wird wurde wurden
        werden sind bei aus nach am zum zur wie wer wann wo warum welche welcher welches wieviel viele hat haben zu oder
        über durch bis vom es sie er sein seine ihre"""
    ),
    letters="ßẞ",
    months=_MONTHS,
    abbreviations=words(
        """dr prof med phil jur rer nat mult habil hr hrn fr frl mag dipl ing bzw vgl ggf inkl evtl geb gest sog zzgl
        bspw mio mrd tsd"""
    ),
    number_abbreviations=words("nr bd ff nn abs abb tab kap ziff rn az tel"),
    ordinal_nouns=words("jahrhundert"),
    ordinal_determiners=words("der die das dem des im vom zum zur beim jeder jede jedes den am"),
)
