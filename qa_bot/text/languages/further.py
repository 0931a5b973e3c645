"""Languages of which only frequent words or the letters are known: enough to detect them, and to search their words.

Words that English or several of these languages share are left out: they distinguish nothing.
"""

from qa_bot.text.languages.language import Language, words

DANISH = Language(
    code="da",
    name="Danish",
    stemmer="danish",
    letters="æøåÆØÅ",
    stop_words=words(
        """og det af til som med ikke blev efter eller fra kan skal havde være været også ved når hvor på sig deres
        mellem hvis nogle denne dette disse"""
    ),
    question_words=words("hvem hvad hvornår hvordan hvorfor hvilken hvilke hvilket hvor mange meget"),
)

NORWEGIAN = Language(
    code="no",
    name="Norwegian",
    stemmer="norwegian",
    letters="æøåÆØÅ",
    stop_words=words(
        """og det av til som med ikke ble etter eller fra kan skal hadde være vært også ved når hvor på seg deres
        mellom hvis noen denne dette disse ikkje"""
    ),
    question_words=words("hvem hva når hvordan hvorfor hvilken hvilke hvilket hvor mange mye"),
)

SWEDISH = Language(
    code="sv",
    name="Swedish",
    stemmer="swedish",
    letters="åäöÅÄÖ",
    stop_words=words(
        """och det är att inte på av till från med som har ett blev vid efter hade skulle kunde också eller när sig
        deras mellan där dessa detta denna varit"""
    ),
    question_words=words("vem vad när hur varför vilken vilka vilket många mycket"),
)

FINNISH = Language(
    code="fi",
    name="Finnish",
    stemmer="finnish",
    letters="äöÄÖ",
    stop_words=words(
        """ei että joka jotka oli olla ovat hän tämä nämä mutta myös kun jos kuin niin sekä tai
        olivat jonka kanssa mukaan ennen jälkeen noin vuonna"""
    ),
    question_words=words("kuka ketkä mikä mitä milloin missä mistä miksi miten mihin kuinka montako paljonko"),
)

HUNGARIAN = Language(
    code="hu",
    name="Hungarian",
    stemmer="hungarian",
    letters="öőüűÖŐÜŰ",
    stop_words=words(
        """az és hogy nem egy volt ez csak meg már még vagy mint után lehet között azt ezt szerint által
        amely akkor voltak pedig"""
    ),
    question_words=words("kik mik mikor hol hová honnan miért hogyan melyik mennyi hány mekkora"),
)

ROMANIAN = Language(
    code="ro",
    name="Romanian",
    stemmer="romanian",
    letters="ăâîșțĂÂÎȘȚşţŞŢ",
    spellings=(("ş", "ș"), ("ţ", "ț")),
    stop_words=words(
        """și din pentru care nu mai fost sunt prin după între sau această acest aceste ale într dintre
        către fără până"""
    ),
    question_words=words("cine când unde cum cât câți câte câtă care pentru"),
)

POLISH = Language(
    code="pl",
    name="Polish",
    letters="ąęłńśźżĄĘŁŃŚŹŻ",
    stop_words=words(
        """w się nie jest że z jak od przez dla był była były było oraz po ale lub przy został została których
        który która które jego jej między"""
    ),
    question_words=words("kto co kiedy gdzie dlaczego jaki jaka jakie który która które czy"),
)

CZECH = Language(
    code="cs",
    name="Czech",
    letters="ěřůĚŘŮ",
    stop_words=words(
        """že byl byla bylo byli jsou pro při který která které nebo jako také jeho mezi podle aby však"""
    ),
    question_words=words("kdo co kdy kde proč jak kolik jaký jaká jaké který která které kam odkud"),
)

UKRAINIAN = Language(
    code="uk",
    name="Ukrainian",
    letters="а-щьюяіїєґА-ЩЬЮЯІЇЄҐ",
    stop_words=words(
        """та що це від до був була було були для який яка яке які також або його її їх між після через року він вона
        вони є не"""
    ),
    question_words=words("хто що коли де чому як скільки який яка яке які звідки куди чи"),
)

BULGARIAN = Language(
    code="bg",
    name="Bulgarian",
    letters="а-щъьюяА-ЩЪЬЮЯ",
    stop_words=words(
        "е са се че като която който които беше бяха през към след при има също или от както него тя те той със във"
    ),
    question_words=words("кой коя кое кои какво кога къде защо колко какъв каква какви дали"),
)

GREEK = Language(
    code="el",
    name="Greek",
    letters="\u0370-\u03ff\u1f00-\u1fff",
    stemmer="greek",
    stop_words=words("και το η ο του της των τα οι στο στη στην στον με για από που είναι ήταν δεν να θα τον την μια"),
    question_words=words("ποιος ποια ποιο ποιοι τι πότε πού πώς γιατί πόσο πόσα πόσοι πόσες"),
)

PERSIAN = Language(
    code="fa",
    name="Persian",
    letters="\u0600-\u0628\u062a-\u0642\u0644-\u0648\u064b-\u06ff",  # without four that only Arabic has
    stop_words=words("در به از که این است را با برای آن یک می شد بود تا خود شده های نیز پس ها هر"),
    question_words=words("چه کی کجا چرا چگونه چند کدام آیا چیست کیست"),
)

HEBREW = Language(
    code="he",
    name="Hebrew",
    letters="\u0590-\u05ff",
    stop_words=words("של את על לא הוא היא עם כי גם זה או אל כל אם היה היו אבל בין לפי"),
    question_words=words("מי מה מתי איפה איך למה מדוע כמה איזה איזו היכן"),
)

HINDI = Language(code="hi", name="Hindi", letters="\u0900-\u0963\u0966-\u097f")
TAMIL = Language(code="ta", name="Tamil", letters="\u0b80-\u0bff", stemmer="tamil")
THAI = Language(code="th", name="Thai", letters="\u0e00-\u0e7f", has_spaces=False)
KOREAN = Language(code="ko", name="Korean", letters="\uac00-\ud7af", density=2.0)
GEORGIAN = Language(code="ka", name="Georgian", letters="\u10a0-\u10ff")
ARMENIAN = Language(code="hy", name="Armenian", letters="\u0530-\u058f")

FURTHER = (
    DANISH,
    NORWEGIAN,
    SWEDISH,
    FINNISH,
    HUNGARIAN,
    ROMANIAN,
    POLISH,
    CZECH,
    UKRAINIAN,
    BULGARIAN,
    GREEK,
    PERSIAN,
    HEBREW,
    HINDI,
    TAMIL,
    THAI,
    KOREAN,
    GEORGIAN,
    ARMENIAN,
)
