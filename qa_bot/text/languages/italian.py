"""Italian: the words that distinguish it, and its abbreviations."""

from qa_bot.text.languages.language import Language, words

ITALIAN = Language(
    code="it",
    name="Italian",
    stemmer="italian",
    stop_words=words(
        """il lo la i gli le di del della dei delle e è che un una in per con da dal dalla nel nella si non sono come
        più anche al alla ai alle questo questa ha hanno stato su era ma o se"""
    ),
    question_words=words("quando dove chi quanto quanti quante quale quali perché come cosa"),
    abbreviations=words("sig avv geom on sen gen"),
    number_abbreviations=words("pag pagg art cap"),
    property_words=words("autor* scri* titolo*"),
    weekdays=("lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"),
    table_labels=words("tabella"),
    sheet_names=words("foglio"),
)
