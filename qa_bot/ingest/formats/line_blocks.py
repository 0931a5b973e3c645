"""Text made of lines (logs, source code): blocks of lines, each a place ``line 7`` or ``lines 7–12``. Pure."""

import re
from collections.abc import Callable, Iterator

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Extraction
from qa_bot.ingest.formats.blocks import cleaned
from qa_bot.ingest.formats.plain_text import decoded
from qa_bot.records import Place, Span

MOST_BLOCKS = 20_000
"""Places of one file; a longer file has several blocks in each."""

_LONGEST_BLOCK = 800
"""Characters, below the default length of a passage, so that blocks are quoted whole."""

_LONGEST_MEAN = 1_000
"""Mean characters of a line; longer lines are minified code or data."""

_ESCAPE_SEQUENCE = re.compile("\x1b\\[[0-9;?]*[A-Za-z]")

Block = tuple[int, int, Span]
"""First line, last line and span of a block."""


def read_lines(data: bytes, begins_block: Callable[[str, bool], bool]) -> Extraction:
    """Return the file's text without control characters and escape sequences of terminals.

    Args:
        data: The file's bytes.
        begins_block: Whether a line begins a block, given the line and whether it follows a blank one.

    Raises:
        FileUnreadable: The file is not text, or is minified.
    """
    text, note = decoded(data)
    text = cleaned(_ESCAPE_SEQUENCE.sub("", text))
    if len(text) > _LONGEST_MEAN * (text.count("\n") + 1):
        raise FileUnreadable("its lines are too long for text that people read: it is minified, or data")
    blocks = list(_blocks(text, begins_block))
    step = -(-len(blocks) // MOST_BLOCKS) or 1
    merged = (
        _merged(blocks[start], blocks[min(start + step, len(blocks)) - 1]) for start in range(0, len(blocks), step)
    )
    return Extraction(text, places=tuple(map(_place, merged)), note=note)


def _blocks(text: str, begins_block: Callable[[str, bool], bool]) -> Iterator[Block]:
    block: Block | None = None
    start = 0
    for number, line in enumerate(text.split("\n"), 1):
        stripped = line.strip()
        if stripped:
            first = start + line.index(stripped)
            here: Block = (number, number, Span(first, first + len(stripped)))
            is_new = block is None or begins_block(line, block[1] < number - 1)
            if block and not is_new and here[2].end - block[2].start <= _LONGEST_BLOCK:
                block = _merged(block, here)
            else:
                if block:
                    yield block
                block = here
        start += len(line) + 1
    if block:
        yield block


def _merged(first: Block, last: Block) -> Block:
    return first[0], last[1], Span(first[2].start, last[2].end)


def _place(block: Block) -> Place:
    first, last, span = block
    return Place("row", f"line {first}" if first == last else f"lines {first}–{last}", first, span)
