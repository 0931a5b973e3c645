"""Blank the orders to a language model in passages: they are neither sent nor taken for evidence. Pure.

A text of an unknown author is data. What it says is quoted and cited; what it orders is no fact about anything, though
a model that obeys repeats its words. Blanking is one layer: a model may obey what is not recognized here, and then its
sentences are checked against the passages like any other.
"""

import re
from collections.abc import Sequence

from qa_bot.answer.written import visible
from qa_bot.records import Span
from qa_bot.text.languages import detect
from qa_bot.text.languages.model_orders import CHAT_TURN, ENGLISH_ORDER, OTHER_ORDER, PLAIN_DENIALS
from qa_bot.text.sentences import sentences
from qa_bot.text.wording import fold

_WORD = re.compile(r"[^\W_]+")


def without_orders(text: str, spans: Sequence[Span] | None = None) -> str:
    """Return a text in which each sentence that gives orders is blank, as long as before.

    ``spans`` are its sentences; found in the text if not given.
    """
    for span in orders_in(text, spans):
        text = text[: span.start] + " " * len(span) + text[span.end :]
    return text


def orders_in(text: str, spans: Sequence[Span] | None = None) -> list[Span]:
    """Return the sentences of a text that give orders; see :func:`without_orders`."""
    return [span for span in (sentences(text) if spans is None else spans) if is_order(span.of(text))]


def repeats_order(statement: str, quotes: Sequence[str], orders: str) -> bool:
    """Return whether a statement has words from ``orders`` that the ``quotes`` which support it lack.

    A sentence about the same thing may support all but the one word that was ordered.
    """
    common = detect(statement).function_words - PLAIN_DENIALS
    supported = {word for quote in quotes for word in _words(quote)}
    return bool((_words(statement) - supported - common) & _words(orders))


def _words(text: str) -> set[str]:
    return set(_WORD.findall(fold(visible(text))))


def is_order(sentence: str) -> bool:
    """Return whether a sentence tells a language model what to do, also if that is spelled with hidden characters."""
    shown = visible(sentence)
    return any(pattern.search(shown) for pattern in (ENGLISH_ORDER, OTHER_ORDER, CHAT_TURN)) or _has_hidden_text(
        sentence
    )


def _has_hidden_text(sentence: str) -> bool:
    """Return whether a sentence spells something in Unicode's tag characters, which no reader sees."""
    return any("\U000e0020" <= character <= "\U000e007e" for character in sentence)
