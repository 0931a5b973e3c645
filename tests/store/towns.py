"""Three files and what they say, for tests that index them."""

from qa_bot.bot import Bot

BAKU = "Baku is the capital of Azerbaijan. It lies at the Caspian Sea.\n"
QUITO = "Quito is the capital of Ecuador. It lies high in the Andes.\n"
PARIS = "Paris is the capital of France. It lies at the Seine.\n"
BAD = b"no\0text"


def cited(bot: Bot, question: str) -> tuple[str, str]:
    """The source and the quote of an answer's first citation."""
    citation = bot.ask(question).citations[0]
    return citation.source, citation.quote
