"""Portuguese: the words that distinguish it, and its abbreviations."""

from qa_bot.text.languages.language import Language, words

PORTUGUESE = Language(
    code="pt",
    name="Portuguese",
    stemmer="portuguese",
    letters="ãõÃÕ",
    stop_words=words(
        """o a os as de do da dos das e em no na nos nas que é um uma por para com se ao à não foi são como mais pelo
        pela seu sua também entre até está ele ela mas"""
    ),
    question_words=words("quando onde quem quanto quantos quantas qual quais porquê como"),
    abbreviations=words("sr exmo eng gen"),
    number_abbreviations=words("pág págs art cap"),
    property_words=words("autor* escri* título*"),
    sheet_names=words("planilha"),
)
