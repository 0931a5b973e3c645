"""Sentences that state nothing which a source could support: "The documents do not say." Pure."""

import re

from qa_bot.answer.proof.words import are_same_word, words
from qa_bot.text.languages import ENGLISH
from qa_bot.text.languages.english_proof import SILENT_FORMS, SILENT_NOUNS, SILENT_VERBS

_MOST_WORDS = 14


def says_nothing(statement: str) -> bool:
    """Return whether a statement has no words, or is only about what the documents do or do not say.

    "The documents do not say." and "According to the sources:" are; "The documents do not say who signed it." is not.
    """
    found = words(statement)
    rest = [word for word in found if word.folded not in ENGLISH.stop_words | SILENT_FORMS and "'" not in word.folded]
    if not found or not re.search(r"\w", statement):
        return True
    if len(found) > _MOST_WORDS or any(word.folded[0].isdigit() for word in found):
        return False
    return (
        all(_is_silent(word.folded) for word in rest)
        and (any(word.folded in SILENT_NOUNS for word in rest) or not rest)
        and bool(rest)
    )


def _is_silent(word: str) -> bool:
    return word in SILENT_NOUNS or word in SILENT_VERBS or any(are_same_word(word, verb) for verb in SILENT_VERBS)
