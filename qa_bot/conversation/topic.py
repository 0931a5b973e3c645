"""The topic of a conversation, appended to a question in brackets. Pure."""

from collections.abc import Sequence

from qa_bot.conversation.phrases import Word, words
from qa_bot.text.languages import Language

LONGEST_WORD = 40
"""Characters; a longer word of a question is not appended."""
_MOST_WORDS = 8
_SHORT_WORDS, _SHORT_LETTERS = 3, 5
"""Words, or letters in a language without spaces, up to which a question may be a fragment."""


def with_topic(question: str, topic: Sequence[Word]) -> str:
    """Return the question and, in brackets, words of ``topic`` that it lacks; names first where they are many."""
    known = {word.folded for word in words(question)}
    new = list({word.folded: word for word in topic if word.folded not in known}.values())
    chosen = sorted(new, key=lambda word: not word.is_capitalized)[:_MOST_WORDS]
    appended = " ".join(word.text for word in new if word in chosen)
    return f"{question} ({appended})" if appended else question


def rewrite_short(question: str, last: str, language: Language) -> str:
    """Return the question, a very short one with the topic of the last question.

    For languages whose grammar is not known here.
    """
    if not _is_short(question, language):
        return question
    stop_words = _stop_words(language)
    return with_topic(
        question,
        [word for word in words(last) if word.folded not in stop_words and len(word.text) <= LONGEST_WORD],
    )


def _is_short(question: str, language: Language) -> bool:
    """Return whether a question can hardly be understood alone: "Warum?", "Kim imzaladı?", "谁签署的？".

    A question that begins with its subject ("Enflasyon nedir?") or contains a name stands on its own.
    """
    found = words(question)
    if not language.has_spaces:
        return sum(map(str.isalpha, question)) <= _SHORT_LETTERS
    if len(found) <= 1:
        return True
    stop_words = _stop_words(language)
    content = [place for place, word in enumerate(found) if word.folded not in stop_words]
    has_name = any(found[place].text[0].isupper() for place in content)
    return not content or (len(found) <= _SHORT_WORDS and content[0] > 0 and len(content) == 1 and not has_name)


def _stop_words(language: Language) -> frozenset[str]:
    return language.stop_words | language.question_words
