"""Struck-out words of a PDF page: drawn lines through glyphs, and strike-out annotations."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

from qa_bot.ingest.formats.pdf_glyphs import Box, Glyph
from qa_bot.ingest.formats.pdf_paths import DrawnPath

_MOST_RULES = 300
_MOST_ANNOTATIONS = 2_000

_THICKEST = 2.5
_SHORTEST = 4.0
_LOWEST, _HIGHEST = 0.28, 0.6
"""Shares of a letter's height, from its foot: a line between them crosses small letters and is no underline."""

_BEYOND = 0.6
"""In heights of a letter: a line that reaches further on one side is a rule below text."""

_FEWEST = 2  # letters struck out


@dataclass(slots=True)
class Strikes:
    """Horizontal lines of a page; ``are_used``: one of them strikes glyphs out."""

    rules: list[Box]
    are_used: bool = False

    def remaining(self, glyphs: list[Glyph]) -> list[Glyph]:
        """Return a line's glyphs without the struck-out ones and without one of the spaces around them."""
        first = next((glyph.box for glyph in glyphs if glyph.box), None)
        boxes = [glyph.box for glyph in glyphs]
        struck: set[int] = set()
        for rule in self.rules:
            if first and first.top < rule.top and rule.bottom < first.bottom:
                struck |= _struck(rule, boxes)
        if not struck:
            return glyphs
        self.are_used = True
        left = [glyph for at, glyph in enumerate(glyphs) if at not in struck]
        return [glyph for at, glyph in enumerate(left) if glyph.box or _separates(left, at)]


def _separates(glyphs: list[Glyph], at: int) -> bool:
    """Return whether the space ``at`` follows a letter and precedes one."""
    return at > 0 and glyphs[at - 1].box is not None and any(glyph.box for glyph in glyphs[at + 1 :])


def _struck(rule: Box, boxes: list[Box | None]) -> set[int]:
    """Return the numbers of the glyphs that a rule strikes through from its start to its end."""
    middle = (rule.top + rule.bottom) / 2
    found = [
        at for at, box in enumerate(boxes) if box and rule.left - 0.5 <= (box.left + box.right) / 2 <= rule.right + 0.5
    ]
    known = [box for at in found if (box := boxes[at])]
    if len(found) < _FEWEST or not all(_goes_through(middle, box) for box in known):
        return set()
    first, last = min(box.left for box in known), max(box.right for box in known)
    is_longer = max(first - rule.left, rule.right - last) > _BEYOND * known[0].height
    around = [boxes[at] for at in (found[0] - 1, found[-1] + 1) if 0 <= at < len(boxes)]
    if is_longer or any(around):  # a rule below text, or a part of a word
        return set()
    return set(range(found[0], found[-1] + 1))


def _goes_through(middle: float, box: Box) -> bool:
    return _LOWEST <= (box.bottom - middle) / max(box.height, 1e-6) <= _HIGHEST


def strikes_of(page: pypdfium2.PdfPage, paths: Iterable[DrawnPath]) -> Strikes:
    """Return the horizontal lines of a page: those of its paths and of strike-out annotations."""
    return Strikes([*_drawn(paths), *_annotated(page)])


def _drawn(paths: Iterable[DrawnPath]) -> list[Box]:
    boxes = (path.box for path in paths)
    rules = [box for box in boxes if box.height <= _THICKEST and box.right - box.left >= _SHORTEST]
    return rules if len(rules) <= _MOST_RULES else []


def _annotated(page: pypdfium2.PdfPage) -> Iterator[Box]:
    quad = raw.FS_QUADPOINTSF()
    for index in range(min(raw.FPDFPage_GetAnnotCount(page.raw), _MOST_ANNOTATIONS)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, index)
        if not annotation:
            continue
        if raw.FPDFAnnot_GetSubtype(annotation) == raw.FPDF_ANNOT_STRIKEOUT:
            for number in range(min(raw.FPDFAnnot_CountAttachmentPoints(annotation), _MOST_ANNOTATIONS)):
                if raw.FPDFAnnot_GetAttachmentPoints(annotation, number, quad):
                    across, down = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
                    middle = -(min(down) + max(down)) / 2
                    yield Box(min(across), middle, max(across), middle)
        raw.FPDFPage_CloseAnnot(annotation)
