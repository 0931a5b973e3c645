"""Italian."""

from qa_bot.text.languages.language import Language, words

ITALIAN = Language(
    code="it",
    name="Italian",
    frequent_words=words(
        """il lo la i gli le di del della dei delle e è che un una in per con da dal dalla nel nella si non sono come
        più anche al alla ai alle questo questa quando dove chi quanto quanti quale quali perché ha hanno stato su"""
    ),
    abbreviations=words("dott sig avv"),
)
