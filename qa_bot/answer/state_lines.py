"""Say in plain words whether and how far the documents answer. Pure."""

from collections.abc import Sequence

from qa_bot.records import REFUSAL, Answer, Citation, Comparison, Occurrences, Statement
from qa_bot.text.languages import NEUTRAL, detect, language_name
from qa_bot.text.wording import counted, one_line

INVITATION = "Ask a question about the documents: the answer quotes the sentences that it is taken from."
UNSUPPORTED = "not supported by the documents"
"""Marks a model's sentence without citations."""
DOCUMENTS = "These documents can be asked:"
_REPLIES = {"social": INVITATION, "documents": DOCUMENTS}
_DIFFERING = "Of the sentences that they have in like words, these differ:"
_NONE_DIFFERING = (
    "No sentence is in like words and differs. This is how each begins: "
    "name a point to compare, as in “Compare the leases on rent”."
)


def state_lines(answer: Answer, within: Sequence[str] = ()) -> list[str]:
    """Return what is said of an answer before its statements or passages; nothing of a question that is answered.

    ``within`` are the names of the documents that alone were searched.
    """
    if answer.intent in _REPLIES:
        return [_REPLIES[answer.intent]]
    if answer.intent == "occurrences" and answer.occurrences:
        return [_counted_occurrences(answer.searched, answer.occurrences, len(answer.citations))]
    if answer.comparison:
        return _compared(answer.comparison)
    model = [_no_model_answer(answer)] if answer.problem else []
    rows = _counted_rows(answer.occurrences.passages, len(answer.citations)) if answer.occurrences else ""
    if answer.found:
        return [rows] if rows else model
    missing = [f"No document has: {', '.join(map(one_line, answer.missing))}."] if answer.missing else []
    if answer.state == "absent":
        return [_refusal(within), *missing]
    return [*missing, f"Not answered directly. {rows or 'The nearest passages:'}"]


def quoted_in(question: str, citation: Citation) -> str:
    """Return in which language a quote is, where that is not the question's: ``quoted in Turkish``, or ""."""
    asked, name = detect(question), language_name(citation.language)
    return f"quoted in {name}" if name and asked is not NEUTRAL and asked.code != citation.language else ""


def unsupported_note(statement: Statement) -> str:
    """Return how a sentence that no passage supports is marked: with the reason."""
    return f"{UNSUPPORTED}: {one_line(statement.reason)}"


def _no_model_answer(answer: Answer) -> str:
    return f"Quoted from the documents, because {one_line(answer.model)} wrote no answer: {one_line(answer.problem)}."


def _counted_occurrences(searched: str, found: Occurrences, listed: int) -> str:
    """Return how many documents have the words, and at how many places.

    ``listed`` is the number of the places; where it is less than that of the passages, these are counted.
    """
    if not found.passages:
        return f"No passage has “{one_line(searched)}”."
    places = counted(listed, "place") if listed >= found.passages else counted(found.passages, "passage")
    return f"“{one_line(searched)}”: {counted(found.documents, 'document')}, {places}."


def _compared(comparison: Comparison) -> list[str]:
    """Return how many documents are compared and on what, and how many say nothing or were left out."""
    cells = comparison.points[0] if comparison.points else ()
    silent = sum(one.number is None for one in cells)
    if not comparison.point:
        said = _DIFFERING if any(one.state == "answered" for one in cells) else _NONE_DIFFERING
    elif silent == len(cells):
        said = "None of them says anything of it."
    else:
        said = f"{silent} of them {'says' if silent == 1 else 'say'} nothing of it." if silent else ""
    on = f" on “{one_line(comparison.point)}”" if comparison.point else ""
    others = f"{counted(comparison.left_out, 'other')} not compared: choose the documents to compare."
    return [
        f"{counted(len(cells), 'document')} compared{on}.",
        *filter(None, (said, others if comparison.left_out else "")),
    ]


def _refusal(within: Sequence[str]) -> str:
    if not within:
        return REFUSAL
    return f"{one_line(within[0])} does not say." if len(within) == 1 else "The chosen documents do not say."


def _counted_rows(rows: int, shown: int) -> str:
    """Return how many rows match: ``12 rows match; the first 8:``."""
    return f"{counted(rows, 'row')} match{'' if rows == shown else f'; the first {shown}'}:"
