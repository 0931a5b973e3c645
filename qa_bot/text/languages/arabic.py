"""Arabic."""

from qa_bot.text.languages.language import Language, words

ARABIC = Language(
    code="ar",
    name="Arabic",
    stemmer="arabic",
    spellings=(("[\u064b-\u065f\u0670\u0640]", ""), ("[أإآ]", "ا")),  # vowel signs, the long stroke
    letters="\u0600-\u067d\u067f-\u0685\u0687-\u0697\u0699-\u06a8\u06aa-\u06ae\u06b0-\u06cb\u06cd-\u06ff",
    is_assumed=True,
    stop_words=words(
        """في من على إلى عن أن إن هذا هذه ذلك تلك التي الذي الذين كان كانت كما مع بعد قبل بين أو ثم و لا لم لن قد كل هو
        هي هم عند حتى إذا لكن أي غير منذ حيث ليس"""
    ),
    question_words=words("ما ماذا من متى أين كيف كم لماذا هل أي"),
    months=tuple(
        tuple(names.split())
        for names in (
            "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس",
            "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
        )
    ),
    abbreviations=words("د أ م"),
    number_abbreviations=words("رقم"),
    era_abbreviations=words("م هـ ه"),
)  # fmt: skip
