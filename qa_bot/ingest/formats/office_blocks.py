"""Blocks and runs of word processors' documents (DOCX, ODT), and their parts. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from qa_bot.ingest.formats.blocks import Part, clean_line, named
from qa_bot.ingest.formats.labels import is_pair
from qa_bot.ingest.formats.rows import BETWEEN_ROWS


@dataclass(frozen=True, slots=True)
class RunStyle:
    """The formatting of a run that changes its meaning."""

    is_raised: bool = False
    is_lowered: bool = False
    is_struck: bool = False
    is_hidden: bool = False


PLAIN = RunStyle()


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph; or a line of a table or a chart, which has the name and number of a place."""

    text: str
    is_heading: bool = False
    is_title: bool = False
    is_caption: bool = False
    place: str = ""
    number: int = 0


def in_one_line(blocks: Iterable[Block]) -> str:
    """Return blocks in one line, rows of a table with a sign between them."""
    known = [Block(""), *blocks]
    between = [BETWEEN_ROWS if one.place and other.place else " " for one, other in pairwise(known)]
    return clean_line("".join(map("{}{.text}".format, between, known[1:])))


def title_of(blocks: Iterable[Block]) -> str:
    """Return the first title, or else the first heading; "" without both."""
    found = [block for block in blocks if block.is_title or block.is_heading]
    return max(found, key=lambda block: block.is_title, default=Block("")).text


def with_pairs_joined(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks, a value and the label below or above it as one."""
    previous: Block | None = None
    for block in blocks:
        are_paragraphs = previous and not (previous.place or previous.is_heading or block.place or block.is_heading)
        if previous and are_paragraphs and is_pair(previous.text, block.text):
            yield Block(f"{previous.text} {block.text}")
            previous = None
            continue
        if previous:
            yield previous
        previous = block
    if previous:
        yield previous


def section_parts(blocks: Iterable[Block]) -> Iterator[Part]:
    """Yield a part from each heading to the next, and one for each row, named by its section."""
    name, number = "", 0
    found: list[str] = []
    for block in blocks:
        if not (block.is_heading or block.place):
            found.append(block.text)
            continue
        yield Part(name, number, tuple(found))
        found = []
        if block.place:
            yield Part(", ".join(filter(None, (name, block.place))), block.number, (block.text,), is_row=True)
        else:
            name, number, found = named("section", block.text), number + 1, [block.text]
    yield Part(name, number, tuple(found))


def comment_parts(comments: Iterable[tuple[str, str]]) -> Iterator[Part]:
    """Yield a part for each comment, given its author and text."""
    for number, (author, text) in enumerate(comments, 1):
        line = f"Comment by {author}: {text}" if author else f"Comment: {text}"
        yield Part(f"comment {number}", number, (line,) if text else (), is_row=True)
