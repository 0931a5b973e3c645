"""An answer as plain text for the clipboard: what it says in quotation marks, then each source with its place. Pure."""

from collections.abc import Collection, Iterator

from qa_bot.answer.citations import is_verbatim
from qa_bot.answer.differences import lead_in
from qa_bot.answer.source_groups import citation_number
from qa_bot.answer.state_lines import state_lines, unsupported_note
from qa_bot.chats.transcript import quoted_lines
from qa_bot.records import Answer, Citation, Difference, Statement
from qa_bot.text.wording import one_line, printable
from qa_bot.web.views.proof import Proof


def copied(answer: Answer, proof: Proof, *, is_whole: bool = False) -> str:
    """Return the answer with its marks, and a note for each citation: file, place and offsets.

    A sentence that the documents do not support is left out unless ``is_whole``. A quote that stands above is not
    repeated in its note. The text has no control characters, and is "" where nothing was cited.
    """
    if not answer.citations:
        return ""
    statements = [one for one in answer.statements if one.is_supported or is_whole]
    said = [_said(statement, answer.citations) for statement in statements] or list(_nearest(answer))
    points = [_difference(difference) for difference in answer.differences]
    notes = [_note(citation, quoted_lines(answer), proof) for citation in sorted(answer.citations, key=citation_number)]
    return "\n".join([*said, *points, "", *notes])


def _nearest(answer: Answer) -> Iterator[str]:
    """Yield the state line and the quotes of an answer that is only near."""
    yield from map(printable, state_lines(answer))
    for citation in sorted(answer.citations, key=citation_number):
        yield f"“{printable(citation.quote)}” [{citation.number}]"


def _said(statement: Statement, citations: Collection[Citation]) -> str:
    """Return a statement with its marks, in quotation marks if a source says it word for word."""
    text = printable(statement.text)
    if not statement.is_supported:
        return f"{text} ({printable(unsupported_note(statement))})"
    marks = "".join(f"[{number}]" for number in statement.numbers)
    return f"“{text}” {marks}" if is_verbatim(statement, citations) else f"{text} {marks}"


def _difference(difference: Difference) -> str:
    sides = [f"“{printable(side.words)}” [{side.number}]" for side in difference.sides]
    return f"{lead_in(difference)} {'; '.join(sides)}"


def _note(citation: Citation, quoted: Collection[str], proof: Proof) -> str:
    named = f"{printable(citation.title)} ({printable(citation.source)}), {printable(proof.place_of(citation))}"
    where = f"{named}, characters {citation.span.start} to {citation.span.end}"
    words = "" if one_line(citation.quote) in quoted else f": “{printable(citation.quote)}”"
    return f"[{citation.number}] {where}{words}"
