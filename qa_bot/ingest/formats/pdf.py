"""PDF: the text of all pages, and a place for each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import mean

import pypdfium2
from pypdfium2 import raw

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats.blocks import clean_line
from qa_bot.ingest.formats.ocr_lines import recognized_lines
from qa_bot.ingest.formats.pdf_extras import extras_of
from qa_bot.ingest.formats.pdf_file import opened, page_of
from qa_bot.ingest.formats.pdf_grids import Grid
from qa_bot.ingest.formats.pdf_layout import laid_out
from qa_bot.ingest.formats.pdf_lines import Line
from qa_bot.ingest.formats.pdf_paragraphs import is_ended, is_item
from qa_bot.ingest.formats.pdf_pictures import PLACE_SUFFIX, is_picture, recognized
from qa_bot.ingest.formats.pdf_properties import pdf_properties
from qa_bot.ingest.formats.pdf_readable import is_unreadable
from qa_bot.ingest.formats.pdf_running import running_lines
from qa_bot.ingest.formats.pdf_segments import segments_of
from qa_bot.ingest.formats.pdf_text import KeepsHyphen, Vocabulary, ends_inside_word, joint, page_text
from qa_bot.ingest.formats.runs import STRUCK_NOTE
from qa_bot.ingest.formats.tesseract import NOT_INSTALLED, OUT_OF_TIME, Recognizer, recognizer
from qa_bot.ingest.timer import extend_for
from qa_bot.records import Place, Span

BETWEEN_PAGES = "\n\n"
_FEWEST_LINES = 3  # of a page whose last sentence may go on
_FULL = 0.8
"""Of the width of the lines above: a last line as wide need not end its paragraph."""

_LONGEST_LABEL = 20


@dataclass(frozen=True, slots=True)
class _Page:
    """What was read of a page.

    ``label`` is "" where the file gives none. ``certainty`` is the confidence of a recognized page, in percent.
    """

    number: int
    label: str
    lines: list[Line]
    grids: Sequence[Grid] = ()
    certainty: float | None = None
    is_picture: bool = False
    is_damaged: bool = False
    is_unreadable: bool = False
    has_struck: bool = False
    has_annotations: bool = False

    @property
    def name(self) -> str:
        """The name of its place."""
        return f"page {self.label or self.number}{'' if self.certainty is None else PLACE_SUFFIX}"


def read(data: bytes, limits: Limits) -> Extraction:
    """Return the text of all pages, a blank line between them, and a place for each page with text.

    Raises:
        FileUnreadable: it is encrypted, damaged, has too many pages, or only images of pages without recognized text.
    """
    ocr = recognizer(limits)
    with opened(data) as document:
        if len(document) > limits.pages:
            raise FileUnreadable(f"it has {len(document):,} pages, more than the {limits.pages:,} allowed")
        extend_for(len(document))
        pages = list(_pages(document, ocr))
        properties = pdf_properties(data, document)
        extras = extras_of(document, {page.number: page.lines for page in pages if page.has_annotations}, limits)
    if not extras.parts:
        _check(pages, ocr)
    text, places = _laid_out(pages, extras.parts)
    struck = STRUCK_NOTE if any(page.has_struck for page in pages) else ""
    late = OUT_OF_TIME if ocr and ocr.is_out_of_time else ""
    note = ", ".join(filter(None, (_note(pages), _advice(pages, ocr), late, struck, *extras.notes)))
    return Extraction(text, properties.title, places, note, properties)


def _pages(document: pypdfium2.PdfDocument, ocr: Recognizer | None) -> Iterator[_Page]:
    for number in range(1, len(document) + 1):
        label = clean_line(document.get_page_label(number - 1) or "")[:_LONGEST_LABEL]
        with page_of(document, number) as page:
            if page is None:
                yield _Page(number, label, [], is_damaged=True)
            else:
                found = _page(number, label, page)
                yield _recognized(found, page, ocr) if ocr and (found.is_picture or found.is_unreadable) else found


def _page(number: int, label: str, page: pypdfium2.PdfPage) -> _Page:
    has_annotations = raw.FPDFPage_GetAnnotCount(page.raw) > 0
    read = segments_of(page)
    lines = read.lines
    if is_unreadable(" ".join(line.text for line in lines)):
        return _Page(number, label, [], is_unreadable=True, has_annotations=has_annotations)
    pictured = not read.has_struck and is_picture(page, lines)
    return _Page(
        number,
        label,
        lines,
        read.grids,
        is_picture=pictured,
        has_struck=read.has_struck,
        has_annotations=has_annotations,
    )


def _recognized(read: _Page, page: pypdfium2.PdfPage, ocr: Recognizer) -> _Page:
    """Return the page as it is recognized, or as it was read where that gives more."""
    recognition = recognized(page, ocr)
    lines = recognized_lines(recognition).lines
    if sum(len(line.text) for line in lines) <= sum(len(line.text) for line in read.lines):
        return read
    return replace(read, lines=lines, grids=(), certainty=recognition.confidence, is_picture=False, is_unreadable=False)


def _check(pages: list[_Page], ocr: Recognizer | None) -> None:
    """Refuse a file without text where the reason is known."""
    if any(page.lines for page in pages):
        return
    advice = "text recognition (OCR) found none in them" if ocr else NOT_INSTALLED
    if any(page.is_picture for page in pages):
        raise FileUnreadable(f"it holds pictures of pages and no text: {advice}")
    if any(page.is_unreadable for page in pages):
        raise FileUnreadable(
            f"its fonts do not say which letters they draw, so that its text comes out as signs: {advice}"
        )
    if any(page.is_damaged for page in pages):
        raise FileUnreadable("it is damaged: none of its pages can be read")


def _advice(pages: list[_Page], ocr: Recognizer | None) -> str:
    """Return what would read the pages that hold only pictures or signs, "" where nothing is known to."""
    is_wanting = any(page.is_unreadable or (page.is_picture and not page.lines) for page in pages)
    return NOT_INSTALLED if is_wanting and not ocr else ""


def _laid_out(pages: list[_Page], extras: Sequence[tuple[str, str]]) -> tuple[str, tuple[Place, ...]]:
    """Return the text and places of the pages, of their running lines and of the extras."""
    running = running_lines([page.lines for page in pages])
    bodies: list[list[Line]] = []
    for page, aside in zip(pages, running.of_page, strict=True):
        head = bodies[-1][-1].head if bodies and bodies[-1] and page.certainty is None else None
        lines = [line for number, line in enumerate(page.lines) if number not in aside]
        bodies.append(laid_out(lines, page.grids, head=head))
    keeps = Vocabulary(bodies).keeps
    texts: list[str] = []
    places: list[Place] = []
    length = 0
    readable = [(page, lines) for page, lines in zip(pages, bodies, strict=True) if lines]
    following = [*(lines for _, lines in readable[1:]), []]
    for (page, lines), after in zip(readable, following, strict=False):
        text = page_text(lines, keeps).text
        cut, separator = _page_joint(lines, after, keeps) if after else (0, "")
        texts.append(text[: len(text) - cut] + separator)
        end = length + len(text) - cut
        places.append(Place("page", page.name, page.number, Span(length, end)))
        length = end + len(separator)
    running_texts = [("page headers and footers", BETWEEN_PAGES.join(running.texts))] if running.texts else []
    for number, (name, text) in enumerate([*running_texts, *extras], 1):
        texts.append(BETWEEN_PAGES if texts else "")
        start = length + len(texts[-1])
        length = start + len(text)
        texts.append(text)
        places.append(Place("section", name, number, Span(start, length)))
    return "".join(texts), tuple(places)


def _page_joint(before: Sequence[Line], after: Sequence[Line], keeps: KeepsHyphen) -> tuple[int, str]:
    """Return how many characters a page loses at its end, and its separator from the next page.

    The separator is a blank line, a line end where a sentence goes on, or none where a word goes on.
    """
    last, first = before[-1], after[0]
    is_text = len(before) >= _FEWEST_LINES and not last.is_row and not first.is_row
    widest = max(line.box.right for line in before[-_FEWEST_LINES:])
    is_full = last.box.right > _FULL * widest or ends_inside_word(last.text)
    same_size = abs(last.height - first.height) < 0.1 * last.height
    if not (is_text and is_full and same_size) or is_ended(last) or is_item(first):
        return 0, BETWEEN_PAGES
    return joint(last, first, "\n", 0, keeps)


def _note(pages: list[_Page]) -> str:
    """Return the note on pages that were recognized or could not be read."""
    certainties = [page.certainty for page in pages if page.certainty is not None]
    counts = (
        (len(certainties), f"read by text recognition (OCR, {mean(certainties or [0]):.0f} % sure)"),
        (sum(page.is_picture and not page.lines for page in pages), "hold only pictures"),
        (
            sum(page.is_unreadable for page in pages),
            "hold signs instead of letters (a fault of their fonts) and were not read",
        ),
        (sum(page.is_damaged for page in pages), "are damaged and were not read"),
    )
    return ", ".join(f"{count:,} of {len(pages):,} pages {what}" for count, what in counts if count)
