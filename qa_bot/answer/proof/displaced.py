"""Find values and names of a statement that its sources state of something else. Pure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from qa_bot.answer.proof.evidence import Text
from qa_bot.answer.proof.names import is_named_in
from qa_bot.answer.proof.replaced import Value, are_comparable, is_placed, says
from qa_bot.answer.proof.words import Word, are_synonyms
from qa_bot.text.languages import ENGLISH

_COVERED, _COVERED_BY_HOLDER = 0.75, 0.5
"""The least share of the words in a sentence without a part, and the most, of that, in one with it."""
_LEAST_WORDS = 3


@dataclass(frozen=True, slots=True)
class _Part:
    """A value or name of a statement: what is written, which sentences have it, and which have another of its kind."""

    written: str
    is_in: Callable[[Text], bool]
    has_rival: Callable[[Text], bool]
    is_name: bool = False


def displaced(statement: Text, sources: Sequence[Text]) -> Iterator[str]:
    """Yield a reason for each part that the sentence with nearly all other words lacks, having another in its place."""
    if len(statement.content) < _LEAST_WORDS:
        return
    shares = [_share(statement, text) for text in sources]
    for part in (*_values(statement), *_names(statement)):
        holders = [at for at, text in enumerate(sources) if part.is_in(text)]
        others = [at for at in range(len(sources)) if at not in holders and shares[at] >= _COVERED]
        best = max(others, key=shares.__getitem__, default=None)
        if not holders or best is None or max(shares[at] for at in holders) > _COVERED_BY_HOLDER * shares[best]:
            continue
        is_antecedent = any(sources[at].passage == sources[best].passage and at < best for at in holders)
        if part.has_rival(sources[best]) or (part.is_name and not is_antecedent):
            yield f"{part.written} belongs to something else in its sources"


def _share(statement: Text, text: Text) -> float:
    found = sum(any(are_synonyms(word.folded, other) for other in text.folded) for word in statement.content)
    return found / len(statement.content)


def _values(statement: Text) -> Iterator[_Part]:
    said: list[Value] = [*statement.days, *statement.figures]
    for value in said:
        if not is_placed(value):
            continue

        def is_in(text: Text, value: Value = value) -> bool:
            values: list[Value] = [*text.days, *text.figures]
            return any(says(value, other) for other in values)

        def has_rival(text: Text, value: Value = value) -> bool:
            values: list[Value] = [*text.days, *text.figures]
            return any(are_comparable(value, other) and not any(says(one, other) for one in said) for other in values)

        yield _Part(statement.text[value.start : value.end], is_in, has_rival)


def _names(statement: Text) -> Iterator[_Part]:
    for run in statement.name_runs:

        def is_in(text: Text, run: Sequence[Word] = run) -> bool:
            return is_named_in(run, text.folded)

        def has_rival(text: Text) -> bool:
            is_referring = bool(text.folded & ENGLISH.pronouns.keys())
            return not is_referring and any(not is_named_in(other, statement.folded) for other in text.name_runs)

        yield _Part(statement.text[run[0].start : run[-1].end], is_in, has_rival, is_name=True)
