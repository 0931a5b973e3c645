"""Text of a PDF outside of its page content: form field values, comments and attached files."""

import ctypes
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import PurePosixPath

import pypdfium2
from pypdfium2 import raw

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Limits
from qa_bot.ingest.formats import plain_text
from qa_bot.ingest.formats.blocks import clean_line, cleaned
from qa_bot.ingest.formats.pdf_file import page_of
from qa_bot.ingest.formats.pdf_glyphs import Box
from qa_bot.ingest.formats.pdf_lines import Line

_MOST = 5_000
"""Fields, comments and attachments read of one file."""

_LONGEST = 20_000
"""Characters of one field or comment."""

_LARGEST = 5_000_000
"""Bytes of a text attachment that is read."""

_TEXT_SUFFIXES = frozenset({".txt", ".text", ".md", ".csv", ".tsv", ".log"})
_NO_COMMENTS = frozenset(
    {raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_POPUP, raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_FILEATTACHMENT}
)
_CHECKED = frozenset({raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON})
_NO_VALUE = frozenset({"", "off", "/off"})

_Getter = Callable[[object, int], int]


@dataclass(slots=True)
class Extras:
    """Named texts to be added after the pages, and notes on what was left out."""

    parts: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def extras_of(document: pypdfium2.PdfDocument, lines: Mapping[int, Sequence[Line]], limits: Limits) -> Extras:
    """Return the document's form fields, comments and attachments.

    Args:
        document: The open file, without open pages.
        lines: Lines of each page with annotations, by page number, among which fields find their labels.
        limits: For attached files.
    """
    found = Extras()
    fields: dict[str, None] = {}
    comments: dict[str, None] = {}
    form = _form(document) if lines else None
    for number, page_lines in lines.items():
        with page_of(document, number) as page:
            for kind, text in _annotations(page, form, page_lines, number) if page else ():
                if len(fields) + len(comments) < _MOST:
                    (fields if kind == "field" else comments)[text] = None
    if fields:
        found.parts.append(("form fields", "\n\n".join(fields)))
    if comments:
        found.parts.append(("comments", "\n\n".join(comments)))
    _add_attachments(document, found, limits)
    return found


def _form(document: pypdfium2.PdfDocument) -> object | None:
    if document.get_formtype() == raw.FORMTYPE_NONE:
        return None
    document.init_forms()
    return document.formenv.raw if document.formenv else None


def _annotations(
    page: pypdfium2.PdfPage, form: object | None, lines: Sequence[Line], number: int
) -> Iterator[tuple[str, str]]:
    """Yield the filled fields and the comments of a page, each with its kind."""
    for index in range(min(raw.FPDFPage_GetAnnotCount(page.raw), _MOST)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, index)
        if not annotation:
            continue
        try:
            kind = raw.FPDFAnnot_GetSubtype(annotation)
            if kind == raw.FPDF_ANNOT_WIDGET and form:
                text = _field(annotation, form, lines)
                if text:
                    yield "field", text
            elif kind not in _NO_COMMENTS:
                text = _text(partial(raw.FPDFAnnot_GetStringValue, annotation, b"Contents"))
                if text:
                    yield "comment", f"Comment on page {number}: {text}"
        finally:
            raw.FPDFPage_CloseAnnot(annotation)


def _field(annotation: object, form: object, lines: Sequence[Line]) -> str:
    """Return a filled field with its label, "" for an empty one."""
    kind = raw.FPDFAnnot_GetFormFieldType(form, annotation)
    if kind in _CHECKED:
        value = "checked" if raw.FPDFAnnot_IsChecked(form, annotation) else ""
    else:
        value = _text(partial(raw.FPDFAnnot_GetFormFieldValue, form, annotation))
    if value.casefold() in _NO_VALUE or kind == raw.FPDF_FORMFIELD_PUSHBUTTON:
        return ""
    return f"{_label(annotation, form, lines, is_box=kind in _CHECKED).rstrip(' :_.…')}: {value}"


def _label(annotation: object, form: object, lines: Sequence[Line], *, is_box: bool) -> str:
    """Return the words beside or above a field, or its name in the file."""
    rect = raw.FS_RECTF()
    if raw.FPDFAnnot_GetRect(annotation, rect):
        near = _near(Box(rect.left, -rect.top, rect.right, -rect.bottom), lines, is_box=is_box)
        if near:
            return near
    for name in (raw.FPDFAnnot_GetFormFieldAlternateName, raw.FPDFAnnot_GetFormFieldName):
        text = _text(partial(name, form, annotation))
        if text:
            return text
    return "Field"


def _near(box: Box, lines: Sequence[Line], *, is_box: bool) -> str:
    """Return the nearest text left of a field, right of a check box, or right above it."""
    left, top, right, bottom = box
    found: list[tuple[float, str]] = []
    for line in lines:
        x1, y1, x2, y2 = line.box
        if line.rotation or not any(map(str.isalpha, line.text)):
            continue
        is_level = min(bottom, y2) - max(top, y1) > 0.4 * min(bottom - top, line.height)
        if is_level and x2 <= left + 3:
            found.append((left - x2, line.text))
        elif is_level and is_box and x1 >= right - 3:
            found.append((x1 - right, line.text))
        elif not is_level and y2 <= top + 3 and top - y2 < 2 * line.height and x1 < right and x2 > left:
            found.append((200 + top - y2, line.text))
    return min(found, default=(0.0, ""))[1]


def _text(getter: _Getter) -> str:
    """Return a string of pdfium in one line, "" where it is empty or too long."""
    size = getter(None, 0)
    if not 2 < size <= 2 * _LONGEST:
        return ""
    buffer = ctypes.create_string_buffer(size)
    getter(ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return clean_line(buffer.raw[: size - 2].decode("utf-16-le", "replace"))


def _add_attachments(document: pypdfium2.PdfDocument, found: Extras, limits: Limits) -> None:
    """Add the attached text files; note the names of the others."""
    left: list[str] = []
    for index in range(min(max(document.count_attachments(), 0), _MOST)):
        attachment = document.get_attachment(index)
        name = clean_line(attachment.get_name())[:100] or "without a name"
        text = _attached(attachment, name, limits)
        if text:
            found.parts.append((f"attachment {name}", text))
        else:
            left.append(name)
    if left:
        shown = ", ".join(left[:5]) + (" …" if len(left) > 5 else "")
        found.notes.append(f"attachments not read: {shown}")


def _attached(attachment: pypdfium2.PdfAttachment, name: str, limits: Limits) -> str:
    if PurePosixPath(name).suffix.lower() not in _TEXT_SUFFIXES:
        return ""
    try:
        data = bytes(attachment.get_data())
        return cleaned(plain_text.read(data, limits).text).strip() if len(data) <= _LARGEST else ""
    except (pypdfium2.PdfiumError, FileUnreadable):
        return ""
