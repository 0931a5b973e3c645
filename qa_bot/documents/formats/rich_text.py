"""RTF, as Word and its kin write it: paragraphs, tables, notes, and the outline's sections."""

import re
from collections.abc import Iterable, Iterator

from qa_bot.documents.extract import Extract, Limits
from qa_bot.documents.formats.blocks import Part, laid_out, one_line, sectioned
from qa_bot.documents.formats.rich_text_tokens import CELL, HEADING, PARAGRAPH, ROW, Flow
from qa_bot.errors import FileUnreadable

_START = b"{\\rtf"
_ENDS = re.compile(f"([{PARAGRAPH}{ROW}])")
_MARKS = re.compile(f"[{PARAGRAPH}{CELL}{ROW}{HEADING}]")


def read(data: bytes, limits: Limits) -> Extract:
    """The text, its notes last, each under the number in brackets that marks it; sections by the outline are places.

    Headers, footers, comments, hidden text and deletions are left out.

    Raises:
        FileUnreadable: it is not RTF.
    """
    del limits  # it has no pages and unpacks nothing; time and memory grow with its size
    if not data.lstrip().startswith(_START):
        raise FileUnreadable("it is not an RTF file")
    flow = Flow()
    is_whole = flow.take(data)
    notes = tuple(f"[{number}] {_in_one_line(note)}" for number, note in enumerate(flow.notes, 1))
    text, places = laid_out("section", [*sectioned(_blocks(_joined(flow.body))), Part("", 0, notes)])
    told = {"hidden text left out": flow.has_hidden, "it ends in the middle: something is missing": not is_whole}
    return Extract(text, _in_one_line(flow.title), places, "; ".join(words for words, is_so in told.items() if is_so))


def _joined(pieces: Iterable[str]) -> str:
    """The pieces as one text; a character beyond the first 65,536 comes in two halves."""
    return "".join(pieces).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _in_one_line(pieces: Iterable[str]) -> str:
    return one_line(_MARKS.sub(" ", _joined(pieces)))


def _blocks(text: str) -> Iterator[tuple[str, bool]]:
    """Paragraphs, and tables with a line to a row; with each, whether it is a heading."""
    rows: list[str] = []
    pieces = [*_ENDS.split(text), PARAGRAPH]
    for piece, end in zip(pieces[::2], pieces[1::2], strict=True):
        if end == ROW:
            rows.append(" | ".join(one_line(cell) for cell in piece.removesuffix(CELL).split(CELL)).strip())
            continue
        yield "\n".join(rows), False
        rows = []
        yield piece.removesuffix(HEADING).replace(CELL, " | "), piece.endswith(HEADING)
