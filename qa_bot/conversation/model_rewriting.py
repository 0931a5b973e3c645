"""A follow-up question rewritten by a language model, kept only if it asks about the same things. Pure.

The model is given questions and answers of the conversation, never passages. Its rewriting is dropped where it is long,
is no single line, loses a name or number that the user typed, or has one that stands nowhere in the conversation.
"""

import re
from collections.abc import Callable, Sequence

from qa_bot.errors import ModelUnavailable
from qa_bot.records import Turn
from qa_bot.text.languages import detect
from qa_bot.text.wording import fold, one_line, shorten

Reply = Callable[[str, str, Callable[[], object]], str]
"""Returns the model's reply to an instruction and a text; the third is called while it is waited for.

Raises ``ModelUnavailable`` where there is none."""

_INSTRUCTION = """You rewrite the last question of a conversation so that it can be understood without the conversation.
Replace pronouns and left-out words by what they stand for. Keep every name and number. Add nothing else, and do not \
answer. Write the question alone, in its language, on one line. If it can be understood by itself, repeat it."""

_MOST_TURNS = 4
_TURN_CHARACTERS = 300
_MOST_CHARACTERS = 300
_ADDED_CHARACTERS = 150
"""By which a rewriting may be longer than the question."""

_WORD = re.compile(r"[^\W_]+(?:[-'’.,:/][^\W_]+)*")


class ModelRewriter:
    """Rewrites by a model, or by other means where the model gives nothing of use."""

    def __init__(self, reply: Reply, otherwise: Callable[[str, Sequence[Turn]], str]) -> None:
        """Ask nothing yet; ``otherwise`` rewrites where the model does not."""
        self._reply = reply
        self._otherwise = otherwise

    def __call__(self, question: str, history: Sequence[Turn], on_step: Callable[[], object], /) -> str:
        """Return the rewritten question; ``on_step`` is called while the model is waited for."""
        if not history:
            return question
        try:
            lines = self._reply(_INSTRUCTION, _conversation(question, history), on_step).strip().splitlines()
        except ModelUnavailable:
            lines = []
        rewritten = one_line(lines[0]).strip("\"“”'` ") if len(lines) == 1 else ""
        return rewritten if is_same_question(rewritten, question, history) else self._otherwise(question, history)


def is_same_question(rewritten: str, question: str, history: Sequence[Turn]) -> bool:
    """Return whether a rewriting has the question's names and numbers, and no others than the conversation's."""
    if not rewritten or len(rewritten) > min(_MOST_CHARACTERS, len(question) + _ADDED_CHARACTERS):
        return False
    said = " ".join((question, *(f"{turn.question} {turn.answer}" for turn in history[-_MOST_TURNS:])))
    return _key_words(question) <= _all_words(rewritten) and _key_words(rewritten) <= _all_words(said)


def _conversation(question: str, history: Sequence[Turn]) -> str:
    lines = [
        f"Question: {shorten(turn.question, _TURN_CHARACTERS)}\nAnswer: {shorten(turn.answer, _TURN_CHARACTERS)}"
        for turn in history[-_MOST_TURNS:]
    ]
    return "\n".join([*lines, f"Last question: {one_line(question)}"])


def _key_words(text: str) -> set[str]:
    """Return the numbers and the capitalized words of a text, folded; its first word only if it is no common one."""
    common = detect(text).stop_words
    found = [match.group() for match in _WORD.finditer(text)]
    return {
        _stem(word)
        for number, word in enumerate(found)
        if any(map(str.isdigit, word)) or (word[0].isupper() and (number > 0 or word.lower() not in common))
    } - {"i"}


def _all_words(text: str) -> set[str]:
    return {_stem(match.group()) for match in _WORD.finditer(text)}


def _stem(word: str) -> str:
    """Return a word folded, without the ending of a possessive."""
    return re.sub(r"['’]s?$", "", fold(word))
