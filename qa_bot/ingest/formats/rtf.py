"""RTF as word processors write it: paragraphs, tables, notes, and sections by the outline."""

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats.blocks import Part, clean_line, laid_out, sectioned
from qa_bot.ingest.formats.charts import not_read
from qa_bot.ingest.formats.office_blocks import comment_parts
from qa_bot.ingest.formats.rows import LONGEST_CELL, table_lines
from qa_bot.ingest.formats.rtf_tokens import (
    CELL,
    HEADING,
    LOWERED,
    PARAGRAPH,
    RAISED,
    ROW,
    STRUCK,
    STYLE_END,
    Interpreter,
)
from qa_bot.ingest.formats.runs import STRUCK_NOTE, Run, written
from qa_bot.ingest.properties import stated

_SIGNATURE = b"{\\rtf"
_ENDS = re.compile(f"([{PARAGRAPH}{ROW}])")
_MARKS = re.compile(f"[{PARAGRAPH}{CELL}{ROW}{HEADING}]")
_STYLES = re.compile(f"([{RAISED}{LOWERED}{STRUCK}])([^{STYLE_END}]*){STYLE_END}|([^{RAISED}{LOWERED}{STRUCK}]+)")


def read(data: bytes, limits: Limits) -> Extraction:
    """Return the text with places for sections, then notes with their numbers, comments, and page headers and footers.

    Hidden, deleted and struck-out text is omitted.

    Raises:
        FileUnreadable: It is not RTF.
    """
    del limits  # no pages and no archive; time and memory grow with the size
    if not data.lstrip().startswith(_SIGNATURE):
        raise FileUnreadable("it is not an RTF file")
    interpreter = Interpreter()
    is_complete = interpreter.run(data)
    notes = tuple(f"[{number}] {_in_one_line(note)}" for number, note in enumerate(interpreter.notes, 1))
    parts = [*sectioned(_blocks(_joined(interpreter.body))), Part("", 0, notes), *_beside_the_text(interpreter)]
    text, places = laid_out("section", parts)
    messages = {
        "hidden text left out": interpreter.has_hidden,
        STRUCK_NOTE: interpreter.has_struck,
        "it ends in the middle: something is missing": not is_complete,
    }
    told = [message for message, applies in messages.items() if applies]
    unread = {"picture": interpreter.pictures, "form check mark": interpreter.checkboxes}
    note = "; ".join([*told, *not_read({name: number for name, number in unread.items() if number})])
    properties = stated(_in_one_line(interpreter.title), _in_one_line(interpreter.author), "")
    return Extraction(text, properties.title, places, note, properties)


def _beside_the_text(interpreter: Interpreter) -> Iterator[Part]:
    """Yield a part for each comment, and for each distinct page header and footer that is no page number."""
    texts = [_in_one_line(comment) for comment in interpreter.comments]
    authors = [_in_one_line(author) for author in interpreter.authors]
    yield from comment_parts(zip_longest(authors[: len(texts)], texts, fillvalue=""))
    lines = dict.fromkeys((kind, _in_one_line(pieces)) for kind, pieces in interpreter.repeated)
    worded = ((kind, line) for kind, line in lines if any(map(str.isalpha, line)))
    for number, (kind, line) in enumerate(worded, 1):
        yield Part(f"page {kind}", number, (line,), is_row=True)


def _joined(pieces: Iterable[str]) -> str:
    """Return the pieces as one text; characters beyond U+FFFF are surrogate pairs in RTF."""
    return "".join(pieces).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _in_one_line(pieces: Iterable[str]) -> str:
    return clean_line(_written(_MARKS.sub(" ", _joined(pieces))))


def _written(text: str) -> str:
    """Return the text of one paragraph or cell, its runs written out."""
    if STYLE_END not in text:
        return text
    return written(
        Run(plain or styled, is_raised=style == RAISED, is_lowered=style == LOWERED, is_struck=style == STRUCK)
        for style, styled, plain in _STYLES.findall(text)
    )


def _blocks(text: str) -> Iterator[tuple[str, bool]]:
    """Yield paragraphs and rows of tables, each with whether it is a heading."""
    rows: list[list[str]] = []
    heading = ""
    pieces = [*_ENDS.split(text), PARAGRAPH]
    for piece, end in zip(pieces[::2], pieces[1::2], strict=True):
        if end == ROW:
            rows.append([clean_line(_written(cell)) for cell in piece.removesuffix(CELL).split(CELL)])
            continue
        yield from ((line, False) for line in _table(rows, heading))
        rows = []
        block = " | ".join(map(_written, piece.removesuffix(HEADING).split(CELL)))
        yield block, piece.endswith(HEADING)
        heading = clean_line(block) if piece.endswith(HEADING) else "" if block.strip() else heading


def _table(rows: list[list[str]], heading: str) -> list[str]:
    """Return the rows with their columns' names; without names if the table is a layout."""
    has_long_cell = any(len(cell) > LONGEST_CELL for row in rows for cell in row)
    is_layout = len(rows) < 2 or max(map(len, rows)) < 2 or has_long_cell
    return [" | ".join(row).strip() for row in rows] if is_layout else table_lines(rows, heading)
