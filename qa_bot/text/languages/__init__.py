"""What depends on a language: its word lists, one module a language, and which language a text is in."""

from qa_bot.text.languages.arabic import ARABIC
from qa_bot.text.languages.azerbaijani import AZERBAIJANI
from qa_bot.text.languages.chinese import CHINESE
from qa_bot.text.languages.detection import detect_among, detect_part_among
from qa_bot.text.languages.english import ENGLISH
from qa_bot.text.languages.french import FRENCH
from qa_bot.text.languages.further import FURTHER
from qa_bot.text.languages.german import GERMAN
from qa_bot.text.languages.italian import ITALIAN
from qa_bot.text.languages.japanese import JAPANESE
from qa_bot.text.languages.language import Language, alternation, words
from qa_bot.text.languages.neutral import DUTCH, NEUTRAL
from qa_bot.text.languages.portuguese import PORTUGUESE
from qa_bot.text.languages.russian import RUSSIAN
from qa_bot.text.languages.spanish import SPANISH
from qa_bot.text.languages.turkish import TURKISH

__all__ = [
    "ALL_LANGUAGES",
    "ENGLISH",
    "LANGUAGES",
    "NEUTRAL",
    "Language",
    "alternation",
    "detect",
    "detect_part",
    "language_name",
    "words",
]

LANGUAGES = (
    ENGLISH,
    GERMAN,
    TURKISH,
    AZERBAIJANI,
    RUSSIAN,
    FRENCH,
    SPANISH,
    ITALIAN,
    PORTUGUESE,
    DUTCH,
    ARABIC,
    CHINESE,
    JAPANESE,
    *FURTHER,
)

ALL_LANGUAGES = (*LANGUAGES, NEUTRAL)


def detect(text: str, default: Language = NEUTRAL) -> Language:
    """Return the language of ``text``; ``default`` where its words and letters tell none."""
    return detect_among(text, LANGUAGES) or default


def detect_part(text: str, whole: Language) -> Language:
    """Return the language of a passage of a text in the language ``whole``."""
    return detect_part_among(text, whole, LANGUAGES)


def language_name(code: str) -> str:
    """Return the English name of a language by its code, "" for an unknown one."""
    return next((language.name for language in LANGUAGES if language.code == code), "")
