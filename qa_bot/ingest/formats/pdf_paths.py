"""The paths that a PDF page draws: lines, boxes and curves."""

import ctypes
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

from qa_bot.ingest.formats.pdf_glyphs import Box

_MOST_OBJECTS = 20_000
"""Objects of a page that are looked through; a page with more is a map or a plan."""


class DrawnPath(NamedTuple):
    """A path and its bounding box."""

    drawn: raw.FPDF_PAGEOBJECT
    box: Box


def paths_of(page: pypdfium2.PdfPage) -> list[DrawnPath]:
    """Return the paths of a page, in drawing order; none of a page with very many objects."""
    count = raw.FPDFPage_CountObjects(page.raw)
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    found = []
    for index in range(count if count <= _MOST_OBJECTS else 0):
        drawn = raw.FPDFPage_GetObject(page.raw, index)
        is_path = raw.FPDFPageObj_GetType(drawn) == raw.FPDF_PAGEOBJ_PATH
        if is_path and raw.FPDFPageObj_GetBounds(drawn, left, bottom, right, top):
            found.append(DrawnPath(drawn, Box(left.value, -top.value, right.value, -bottom.value)))
    return found


def is_visible(path: DrawnPath) -> bool:
    """Return whether anything of a path is drawn."""
    return any(_drawn_as(path))


def is_stroked(path: DrawnPath) -> bool:
    """Return whether the outline of a path is drawn."""
    return _drawn_as(path)[1]


def is_filled(path: DrawnPath) -> bool:
    """Return whether the inside of a path is drawn."""
    return _drawn_as(path)[0]


def _drawn_as(path: DrawnPath) -> tuple[bool, bool]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    is_known = raw.FPDFPath_GetDrawMode(path.drawn, fill, stroke)
    return bool(is_known and fill.value), bool(is_known and stroke.value)
