"""Whether the sentences of the sources have the names of a statement. Pure."""

from collections.abc import Iterator, Sequence

from qa_bot.answer.proof.evidence import Text
from qa_bot.answer.proof.names import has_name, initials
from qa_bot.answer.proof.words import Word


def unnamed(statement: Text, chosen: Sequence[Text]) -> Iterator[str]:
    """Yield a reason for each name of a statement that no chosen sentence has."""
    known = frozenset().union(*(text.folded for text in chosen))
    short = frozenset().union(*(initials(text.words) for text in chosen))
    is_translated = any(text.language is not statement.language for text in chosen)
    missing = [
        name for name in statement.names if not has_name(name, known, is_translated) and name.folded not in short
    ]
    spelled_out = {word for text in chosen for word in text.folded} & initials(statement.words)
    for run in _runs(statement, missing):
        if not any(initials(run) & {word} and len(word) == len(run) for word in spelled_out):
            yield f"the name {statement.text[run[0].start : run[-1].end]} stands in none of its sources"


def _runs(statement: Text, missing: Sequence[Word]) -> list[list[Word]]:
    """Return missing names that follow each other as one."""
    runs: list[list[Word]] = []
    for word in missing:
        if runs and not statement.text[runs[-1][-1].end : word.start].strip(" -&"):
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs
