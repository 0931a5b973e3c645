"""Spanish."""

from qa_bot.text.languages.language import Language, words

SPANISH = Language(
    code="es",
    name="Spanish",
    frequent_words=words(
        """el la los las de del y en que es un una por con para se su al como más fue son lo no este esta entre cuando
        cuándo dónde quién cómo cuántos cuántas cuál cuáles qué está pero sus sobre ha han desde hasta también era"""
    ),
    letters="¿¡ñÑ",
    abbreviations=words("dr dra sr sra srta"),
)
