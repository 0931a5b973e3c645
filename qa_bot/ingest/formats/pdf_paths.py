"""The paths that a PDF page draws: lines, boxes and curves."""

from collections.abc import Iterator

import pypdfium2
from pypdfium2 import raw

_MOST_OBJECTS = 20_000
"""Objects of a page that are looked through; a page with more is a map or a plan."""


def paths_of(page: pypdfium2.PdfPage) -> Iterator[raw.FPDF_PAGEOBJECT]:
    """Yield the paths of a page, in drawing order; none of a page with very many objects."""
    count = raw.FPDFPage_CountObjects(page.raw)
    for index in range(count if count <= _MOST_OBJECTS else 0):
        drawn = raw.FPDFPage_GetObject(page.raw, index)
        if raw.FPDFPageObj_GetType(drawn) == raw.FPDF_PAGEOBJ_PATH:
            yield drawn
