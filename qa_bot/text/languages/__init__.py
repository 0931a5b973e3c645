"""What depends on a language: its word lists, one module a language, and which language a text is in."""

from qa_bot.text.languages.english import ENGLISH
from qa_bot.text.languages.french import FRENCH
from qa_bot.text.languages.german import GERMAN
from qa_bot.text.languages.italian import ITALIAN
from qa_bot.text.languages.language import Language, alternation, words
from qa_bot.text.languages.neutral import DUTCH, NEUTRAL
from qa_bot.text.languages.portuguese import PORTUGUESE
from qa_bot.text.languages.spanish import SPANISH
from qa_bot.text.languages.turkish import TURKISH

__all__ = ["ENGLISH", "LANGUAGES", "NEUTRAL", "Language", "alternation", "words"]

LANGUAGES = (ENGLISH, GERMAN, TURKISH, FRENCH, SPANISH, ITALIAN, PORTUGUESE, DUTCH)
