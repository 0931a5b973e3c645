"""Say in plain words whether and how far the documents answer. Pure."""

from qa_bot.records import REFUSAL, Answer
from qa_bot.text.wording import counted, one_line

INVITATION = "Ask a question about the documents."


def state_lines(answer: Answer) -> list[str]:
    """Return what is said of an answer before its statements or passages; nothing of a question that is answered."""
    if answer.intent == "social":
        return [INVITATION]
    if answer.intent == "documents":
        return []
    found = answer.occurrences
    if found and answer.intent == "occurrences":
        where = f" in {counted(found.documents, 'document')}" if found.documents else ""
        return [f"“{one_line(answer.searched)}”: {counted(found.passages, 'passage')}{where}."]
    if answer.found:
        return [_count_line(found.passages, len(answer.citations))] if found else []
    missing = [f"No document has: {', '.join(map(one_line, answer.missing))}."] if answer.missing else []
    if answer.state == "absent":
        return [REFUSAL, *missing]
    nearest = _count_line(found.passages, len(answer.citations)) if found else "The nearest passages:"
    return [*missing, f"Not answered directly. {nearest}"]


def _count_line(rows: int, shown: int) -> str:
    """Return how many rows match: ``12 rows match; the first 8:``."""
    return f"{counted(rows, 'row')} match{'' if rows == shown else f'; the first {shown}'}:"
