"""RTF, as Word and its kin write it: paragraphs, tables, notes, and the outline's sections."""

import re
from collections.abc import Iterable, Iterator

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats.blocks import Part, laid_out, one_line, sectioned
from qa_bot.ingest.formats.rows import LONGEST_CELL, table_lines
from qa_bot.ingest.formats.rtf_tokens import CELL, HEADING, LOOK_END, LOWERED, PARAGRAPH, RAISED, ROW, STRUCK, Flow
from qa_bot.ingest.formats.runs import STRUCK_NOTE, Run, written

_START = b"{\\rtf"
_ENDS = re.compile(f"([{PARAGRAPH}{ROW}])")
_MARKS = re.compile(f"[{PARAGRAPH}{CELL}{ROW}{HEADING}]")
_LOOKS = re.compile(f"([{RAISED}{LOWERED}{STRUCK}])([^{LOOK_END}]*){LOOK_END}|([^{RAISED}{LOWERED}{STRUCK}]+)")


def read(data: bytes, limits: Limits) -> Extraction:
    """The text, its notes last, each under the number in brackets that marks it; sections by the outline are places.

    Headers, footers, comments, hidden text, deletions and struck-out text are left out.

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
    told = {
        "hidden text left out": flow.has_hidden,
        STRUCK_NOTE: flow.has_struck,
        "it ends in the middle: something is missing": not is_whole,
    }
    return Extraction(
        text, _in_one_line(flow.title), places, "; ".join(words for words, is_so in told.items() if is_so)
    )


def _joined(pieces: Iterable[str]) -> str:
    """The pieces as one text; a character beyond the first 65,536 comes in two halves."""
    return "".join(pieces).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _in_one_line(pieces: Iterable[str]) -> str:
    return one_line(_written(_MARKS.sub(" ", _joined(pieces))))


def _written(text: str) -> str:
    """The text of one paragraph or cell without the marks of how it looks."""
    if LOOK_END not in text:
        return text
    return written(
        Run(plain or said, is_raised=look == RAISED, is_lowered=look == LOWERED, is_struck=look == STRUCK)
        for look, said, plain in _LOOKS.findall(text)
    )


def _blocks(text: str) -> Iterator[tuple[str, bool]]:
    """Paragraphs, and tables with a block to a row; with each, whether it is a heading."""
    rows: list[list[str]] = []
    heading = ""
    pieces = [*_ENDS.split(text), PARAGRAPH]
    for piece, end in zip(pieces[::2], pieces[1::2], strict=True):
        if end == ROW:
            rows.append([one_line(_written(cell)) for cell in piece.removesuffix(CELL).split(CELL)])
            continue
        yield from ((line, False) for line in _table(rows, heading))
        rows = []
        block = " | ".join(map(_written, piece.removesuffix(HEADING).split(CELL)))
        yield block, piece.endswith(HEADING)
        heading = one_line(block) if piece.endswith(HEADING) else "" if block.strip() else heading


def _table(rows: list[list[str]], heading: str) -> list[str]:
    """The rows with their columns' names; as they are where the table is there for the layout."""
    is_layout = (
        len(rows) < 2 or max(map(len, rows)) < 2 or any(len(cell) > LONGEST_CELL for row in rows for cell in row)
    )
    return [" | ".join(row).strip() for row in rows] if is_layout else table_lines(rows, heading)
