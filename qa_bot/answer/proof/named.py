"""Whether the sentences of the sources have the names of a statement. Pure."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from qa_bot.answer.proof.evidence import Text
from qa_bot.answer.proof.names import has_name, initials, runs
from qa_bot.answer.proof.words import Word, are_same_word
from qa_bot.text.wording import fold

_FARTHEST = 8
"""Words between two words of one name in a source: "the Minister of Defence of the Republic, Hulusi Akar"."""


def unnamed(statement: Text, chosen: Sequence[Text], is_translated: bool = False) -> Iterator[str]:
    """Yield a reason for each name of a statement that no chosen sentence has; translations may spell it otherwise."""
    known = frozenset().union(*(text.folded for text in chosen))
    short = frozenset().union(*(initials(text.words) for text in chosen))
    missing = [
        name for name in statement.names if not has_name(name, known, is_translated) and name.folded not in short
    ]
    spelled_out = {word for text in chosen for word in text.folded} & initials(statement.words)
    if is_translated:  # a language may give all words of a name a capital: "Şuşa Beyannamesi"
        missing = [word for run in statement.name_runs if all(one in missing for one in run) for word in run]
    for run in runs(statement.text, missing):
        if not any(initials(run) & {word} and len(word) == len(run) for word in spelled_out):
            yield f"the name {statement.text[run[0].start : run[-1].end]} stands in none of its sources"


_CODE = re.compile(r"(?<![\w-])(?=[^\W\d_]*[A-Z])[^\W\d_]+(?:-?\w+)*-?\d\w*(?:-\w+)*")
"""Letters with figures that name something: "F-16", "TB-2"."""


def miscoded(statement: Text, sources: Sequence[Text]) -> Iterator[str]:
    """Yield a reason for each code of a statement that no source has: letters and figures in one word."""
    if not _CODE.search(statement.text):
        return
    known = {_plain(code) for text in sources for code in re.findall(r"[\w-]+", text.text)}
    for match in _CODE.finditer(statement.text):
        code = _plain(match.group())
        if code not in known and code.rstrip("s") not in known and f"{code}s" not in known:
            yield f"the name {match.group()} stands in none of its sources"


def _plain(code: str) -> str:
    return re.sub(r"[\W_]", "", fold(code))


def misnamed(statement: Text, sources: Sequence[Text]) -> Iterator[str]:
    """Yield a reason for each name of several words that no sentence of the sources has near each other."""
    for run in statement.name_runs:
        for one, other in pairwise(run):
            if all(_has(sources, word) for word in (one, other)) and not any(
                _are_near(text, one, other) for text in sources
            ):
                yield f"the name {statement.text[one.start : other.end]} stands in none of its sources"


def _has(sources: Sequence[Text], name: Word) -> bool:
    return any(has_name(name, text.folded) for text in sources)


def _are_near(text: Text, one: Word, other: Word) -> bool:
    first, second = (
        [at for at, word in enumerate(text.words) if are_same_word(name.folded, word.folded)] for name in (one, other)
    )
    return any(0 < abs(a - b) <= _FARTHEST for a in first for b in second)
