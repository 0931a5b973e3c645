"""Lines drawn through words of a PDF's page: what is struck out is left out of its text."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

from qa_bot.ingest.formats.pdf_glyphs import Corners

_MOST_OBJECTS = 20_000
"""Of one page; a drawing of more is a map or a plan."""

_MOST_RULES = 300
_MOST_MARKS = 2_000

_THICKEST = 2.5
_SHORTEST = 4.0
_LOWEST, _HIGHEST = 0.28, 0.6
"""Shares of a letter's height, from its foot: a line between them goes through small letters, and is no underline."""

_BEYOND = 0.6
"""In heights of a letter: a line that reaches further on both sides is a rule that words are set upon."""

_FEWEST = 2


@dataclass(slots=True)
class Strikes:
    """Level lines of a page (left, top, right, bottom; downwards), and whether one of them strikes letters out."""

    rules: list[Corners]
    are_used: bool = False

    def take_out(self, letters: list[str], indices: list[int], boxes: list[Corners | None]) -> None:
        """Take the struck letters out of a line, in place, with one of the spaces around them."""
        first = next((box for box in boxes if box), None)
        struck: set[int] = set()
        for rule in self.rules:
            if first and first[1] < rule[1] and rule[3] < first[3]:
                struck |= _struck(rule, boxes)
        if not struck:
            return
        self.are_used = True
        kept = [at for at in range(len(boxes)) if at not in struck]
        kept = [at for number, at in enumerate(kept) if boxes[at] or _parts(boxes, kept, number)]
        letters[:] = [letters[at] for at in kept]
        indices[:] = [indices[at] for at in kept]
        boxes[:] = [boxes[at] for at in kept]


def _parts(boxes: list[Corners | None], kept: list[int], number: int) -> bool:
    """Whether a space still stands between letters, and behind no other space."""
    is_inside = 0 < number < len(kept) - 1
    return is_inside and boxes[kept[number - 1]] is not None and any(boxes[at] for at in kept[number + 1 :])


def _struck(rule: Corners, boxes: list[Corners | None]) -> set[int]:
    """The numbers of the letters and of the spaces between them that a rule goes through, if it ends with them."""
    left, top, right, bottom = rule
    middle = (top + bottom) / 2
    found = [at for at, box in enumerate(boxes) if box and left - 0.5 <= (box[0] + box[2]) / 2 <= right + 0.5]
    known = [box for at in found if (box := boxes[at])]
    if len(found) < _FEWEST or not all(_goes_through(middle, box) for box in known):
        return set()
    height = known[0][3] - known[0][1]
    first, last = min(box[0] for box in known), max(box[2] for box in known)
    is_longer = first - left > _BEYOND * height or right - last > _BEYOND * height
    around = [boxes[at] for at in (found[0] - 1, found[-1] + 1) if 0 <= at < len(boxes)]
    if is_longer or any(around):  # a rule, or a part of a word
        return set()
    return set(range(found[0], found[-1] + 1))


def _goes_through(middle: float, box: Corners) -> bool:
    share = (box[3] - middle) / max(box[3] - box[1], 1e-6)
    return _LOWEST <= share <= _HIGHEST


def strikes_of(page: pypdfium2.PdfPage) -> Strikes:
    """Return the level lines that are drawn on a page, and those of its remarks that strike words out."""
    return Strikes([*_drawn(page), *_marked(page)])


def _drawn(page: pypdfium2.PdfPage) -> list[Corners]:
    count = raw.FPDFPage_CountObjects(page.raw)
    if count > _MOST_OBJECTS:
        return []
    rules: list[Corners] = []
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for index in range(count):
        drawn = raw.FPDFPage_GetObject(page.raw, index)
        if raw.FPDFPageObj_GetType(drawn) != raw.FPDF_PAGEOBJ_PATH:
            continue
        if not raw.FPDFPageObj_GetBounds(drawn, left, bottom, right, top):
            continue
        if top.value - bottom.value <= _THICKEST and right.value - left.value >= _SHORTEST:
            rules.append((left.value, -top.value, right.value, -bottom.value))
    return rules if len(rules) <= _MOST_RULES else []


def _marked(page: pypdfium2.PdfPage) -> Iterator[Corners]:
    quad = raw.FS_QUADPOINTSF()
    for index in range(min(raw.FPDFPage_GetAnnotCount(page.raw), _MOST_MARKS)):
        remark = raw.FPDFPage_GetAnnot(page.raw, index)
        if not remark:
            continue
        if raw.FPDFAnnot_GetSubtype(remark) == raw.FPDF_ANNOT_STRIKEOUT:
            for number in range(min(raw.FPDFAnnot_CountAttachmentPoints(remark), _MOST_MARKS)):
                if raw.FPDFAnnot_GetAttachmentPoints(remark, number, quad):
                    across, down = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
                    middle = -(min(down) + max(down)) / 2
                    yield min(across), middle, max(across), middle
        raw.FPDFPage_CloseAnnot(remark)
