"""Portuguese."""

from qa_bot.text.languages.language import Language, words

PORTUGUESE = Language(
    code="pt",
    name="Portuguese",
    frequent_words=words(
        """o a os as de do da dos das e em no na nos nas que é um uma por para com se ao à não foi são como mais pelo
        pela quando onde quem quanto quantos quantas qual quais porquê seu sua também entre até está ele ela mas"""
    ),
    letters="ãõÃÕ",
    abbreviations=words("dr sr sra exmo"),
)
