"""French."""

from qa_bot.text.languages.language import Language, words

FRENCH = Language(
    code="fr",
    name="French",
    frequent_words=words(
        """le la les des du de et est un une en dans que qui pour par sur au aux avec ce cette ces il elle sont été ne
        pas plus ou où quand comment combien quel quelle quels quelles pourquoi d l qu c s n leur son sa ses nous"""
    ),
    abbreviations=words("dr prof mme mmes mlle mm mgr"),
)
