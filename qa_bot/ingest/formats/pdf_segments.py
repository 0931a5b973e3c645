"""A page of a PDF → the segments of its lines with its check boxes, without struck-out words, and its tables' grids."""

import contextlib
from dataclasses import dataclass

import pypdfium2

from qa_bot.ingest.formats.pdf_checkboxes import checkboxes_of, with_checkboxes
from qa_bot.ingest.formats.pdf_glyphs import character_boxes
from qa_bot.ingest.formats.pdf_grids import Grid, grids_of
from qa_bot.ingest.formats.pdf_lines import Line, lines_of
from qa_bot.ingest.formats.pdf_paths import paths_of
from qa_bot.ingest.formats.pdf_strikes import strikes_of


@dataclass(frozen=True, slots=True)
class Segments:
    """What a page draws: the segments of its lines, the grids of its tables, and whether words are struck out."""

    lines: list[Line]
    grids: list[Grid]
    has_struck: bool


def segments_of(page: pypdfium2.PdfPage) -> Segments:
    """Return the segments of a page, in drawing order."""
    paths = paths_of(page)
    boxes = checkboxes_of(paths)
    of_boxes = frozenset[int]().union(*(one.paths for one in boxes))
    others = [path for number, path in enumerate(paths) if number not in of_boxes]
    strikes, grids = strikes_of(page, others), grids_of(others)
    with contextlib.closing(page.get_textpage()) as textpage:
        lines = lines_of(textpage, strikes, grids)
        lines = with_checkboxes(lines, boxes, grids, character_boxes(textpage)) if boxes else lines
    return Segments(lines, grids, strikes.are_used)
