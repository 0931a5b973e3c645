"""Pages of a PDF that are pictures of text, as scanners make them: drawn, and read by text recognition."""

import contextlib
import ctypes
from collections.abc import Sequence

import pypdfium2
from pypdfium2 import raw

from qa_bot.ingest.formats.pdf_lines import Line
from qa_bot.ingest.formats.pdf_readable import is_unreadable
from qa_bot.ingest.formats.tesseract import Recognition, Recognizer

PLACE_SUFFIX = " (read by OCR)"
"""What the name of a recognized page ends with."""

_PIXELS_PER_POINT = 300 / 72
_MOST_PIXELS_PER_SIDE = 5_000
"""Longest side of the drawn page; A3 at 300 dots per inch. Some files measure their pages in pixels of a scan."""

_FEW_LETTERS = 100
"""Letters of a page whose text may be a stamp on a scan, such as a page number or the name of the scanner."""

_MOST = 0.5  # share of a page that its pictures cover


def is_picture(page: pypdfium2.PdfPage, lines: Sequence[Line]) -> bool:
    """Return whether a page shows an image and no text, or at most a few words and an image that covers most of it."""
    if sum(len(line.text) for line in lines) > _FEW_LETTERS:
        return False
    images = list(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4))
    if not lines:
        return bool(images)
    width, height = page.get_size()
    covered = sum(map(_area, images))
    return covered > _MOST * float(width * height)


def needs_recognition(page: pypdfium2.PdfPage, lines: Sequence[Line]) -> bool:
    """Return whether a page may have been recognized when it was indexed."""
    return is_unreadable(" ".join(line.text for line in lines)) or is_picture(page, lines)


def recognized(page: pypdfium2.PdfPage, recognizer: Recognizer) -> Recognition:
    """Return the text that is recognized on a page as it is displayed."""
    scale = min(_PIXELS_PER_POINT, _MOST_PIXELS_PER_SIDE / max(page.get_size()))
    with contextlib.closing(page.render(scale=scale, grayscale=True)) as bitmap:
        return recognizer.read(bitmap.to_pil().convert("L"))


def _area(image: pypdfium2.PdfObject) -> float:
    """Return the square points that an image covers."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(image.raw, left, bottom, right, top):
        return 0.0
    return (right.value - left.value) * (top.value - bottom.value)
