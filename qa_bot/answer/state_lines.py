"""Say in plain words whether and how far the documents answer. Pure."""

from collections.abc import Sequence

from qa_bot.records import REFUSAL, Answer, Occurrences
from qa_bot.text.wording import counted, one_line

INVITATION = "Ask a question about the documents."
DOCUMENTS = "These documents can be asked:"


def state_lines(answer: Answer, within: Sequence[str] = ()) -> list[str]:
    """Return what is said of an answer before its statements or passages; nothing of a question that is answered.

    ``within`` are the names of the documents that alone were searched.
    """
    if answer.intent == "social":
        return [INVITATION]
    if answer.intent == "documents":
        return [DOCUMENTS]
    if answer.intent == "occurrences" and answer.occurrences:
        return [_counted_occurrences(answer.searched, answer.occurrences)]
    rows = _counted_rows(answer.occurrences.passages, len(answer.citations)) if answer.occurrences else ""
    if answer.found:
        return [rows] if rows else []
    missing = [f"No document has: {', '.join(map(one_line, answer.missing))}."] if answer.missing else []
    if answer.state == "absent":
        return [_refusal(within), *missing]
    return [*missing, f"Not answered directly. {rows or 'The nearest passages:'}"]


def _counted_occurrences(searched: str, found: Occurrences) -> str:
    if not found.passages:
        return f"No passage has “{one_line(searched)}”."
    counts = f"{counted(found.passages, 'passage')} in {counted(found.documents, 'document')}"
    return f"“{one_line(searched)}”: {counts}."


def _refusal(within: Sequence[str]) -> str:
    if not within:
        return REFUSAL
    return f"{one_line(within[0])} does not say." if len(within) == 1 else "The chosen documents do not say."


def _counted_rows(rows: int, shown: int) -> str:
    """Return how many rows match: ``12 rows match; the first 8:``."""
    return f"{counted(rows, 'row')} match{'' if rows == shown else f'; the first {shown}'}:"
