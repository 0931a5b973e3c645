"""Russian."""

from qa_bot.text.languages.language import Language, words

RUSSIAN = Language(
    code="ru",
    name="Russian",
    frequent_words=words(
        """и в не на что с по как это он она они из у за от к о для был была было были его её их который которая которые
        также или при до после между кто где когда почему сколько какой какая какие чем во со же но если так"""
    ),
    letters="а-яёА-ЯЁ",
)
