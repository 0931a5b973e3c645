"""Real files of each format, made in memory; and checks that hold for every extraction."""

import io
import random
import zipfile
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from typing import Any

import docx as python_docx
import pptx as python_pptx
import xlsxwriter
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats import FileReader

BILLION_LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, 10))
    + "]>"
)
"""A document type whose entity ``&a9;`` expands to two gigabytes."""

FILE_OF_THE_MACHINE = '<!DOCTYPE x [<!ENTITY a9 SYSTEM "file:///etc/passwd">]>'
"""A document type whose entity ``&a9;`` is a file of the reader's machine."""


def docx(*blocks: str | Sequence[Sequence[str]], title: str = "", body: str = "") -> bytes:
    """A DOCX: ``# `` begins a heading, as many ``#`` as its level; rows of cells are a table; ``body`` is raw XML."""
    document = python_docx.Document()
    document.core_properties.title = title
    for block in blocks:
        if not isinstance(block, str):
            _add_table(document, block)
        elif block.startswith("#"):
            marks, _, text = block.partition(" ")
            document.add_heading(text, len(marks))
        else:
            document.add_paragraph(block)
    wrapper = parse_xml(f'<w:body {nsdecls("w")} xmlns:m="{_MATH}">{body}</w:body>')
    for element in list(wrapper):
        document.element.body.insert(len(document.element.body) - 1, element)
    return saved(document.save)


_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"


def _add_table(document: Any, rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(len(rows), len(rows[0]))
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text


def pptx(*slides: tuple[str, str], notes: str = "", hidden: Sequence[int] = (), title: str = "") -> bytes:
    """A PPTX of slides with a title and a text; ``notes`` go to the last one, numbers in ``hidden`` count from 1."""
    presentation = python_pptx.Presentation()
    presentation.core_properties.title = title
    for number, (heading, text) in enumerate(slides, 1):
        slide = presentation.slides.add_slide(presentation.slide_layouts[1])
        slide.shapes.title.text = heading
        slide.placeholders[1].text = text
        if number in hidden:
            slide.element.set("show", "0")
        if notes and number == len(slides):
            slide.notes_slide.notes_text_frame.text = notes
    return saved(presentation.save)


def xlsx(sheets: Mapping[str, Sequence[Sequence[Any]]], hidden: Sequence[str] = (), title: str = "") -> bytes:
    """An XLSX of sheets of rows; None leaves a cell empty."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as workbook:
        workbook.set_properties({"title": title})
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
            if name in hidden:
                sheet.hide()
    return stream.getvalue()


_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_ODF_PREFIXES = " ".join(
    [f'xmlns:{name}="{_ODF}:{name}:1.0"' for name in "office table text style presentation chart form".split()]
    + [f'xmlns:draw="{_ODF}:drawing:1.0" xmlns:fo="{_ODF}:xsl-fo-compatible:1.0" xmlns:svg="{_ODF}:svg-compatible:1.0"']
    + ['xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"']
)


def odf(kind: str, body: str, styles: str = "", title: str = "", more: Mapping[str, str] | None = None) -> bytes:
    """An OpenDocument file of this kind (``text``), given the XML of its body; ``more`` are further members."""
    content = (
        f"<office:document-content {_ODF_PREFIXES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    )
    meta = f'<m xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></m>'
    members = {"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": content, "meta.xml": meta}
    others = {name: text.replace("PREFIXES", _ODF_PREFIXES) for name, text in (more or {}).items()}
    return zipped({name: text.encode() for name, text in (members | others).items()})


def ods(*sheets: str, styles: str = "", title: str = "") -> bytes:
    """An ODS of sheets, each given as its XML with the usual prefixes."""
    return odf("spreadsheet", "".join(sheets), styles, title)


def ods_rows(name: str, *rows: str) -> str:
    """A sheet for :func:`ods`; cells are separated by ``|``."""
    cells = (
        "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row.split("|"))
        for row in rows
    )
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    return f'<table:table table:name="{name}">{body}</table:table>'


def epub(
    chapters: Mapping[str, str], title: str = "", contents: str = "", more: Mapping[str, bytes] | None = None
) -> bytes:
    """An EPUB: each chapter's file name and its XHTML body; ``contents`` is the body of its list of contents."""
    items = "".join(
        f'<item id="i{number}" href="text/{name}" media-type="application/xhtml+xml"/>'
        for number, name in enumerate(chapters)
    )
    spine = "".join(f'<itemref idref="i{number}"/>' for number in range(len(chapters)))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<metadata><dc:title>{title}</dc:title></metadata>"
        f'<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>{items}'
        f"</manifest><spine>{spine}</spine></package>"
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    pages = {f"OEBPS/text/{name}": page(body) for name, body in chapters.items()}
    plain = {"META-INF/container.xml": container, "OEBPS/content.opf": package, "OEBPS/nav.xhtml": page(contents)}
    return zipped({name: text.encode() for name, text in (plain | pages).items()} | dict(more or {}))


def page(body: str) -> str:
    """An XHTML page around ``body``."""
    return (
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops"><head><title/></head><body>{body}</body></html>'
    )


def zipped(members: Mapping[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive of these members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", packing) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """The members of a zip archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_members(data: bytes, members: Mapping[str, bytes]) -> bytes:
    """The archive with these members added, or in the place of those of the same names."""
    return zipped(unzipped(data) | dict(members))


def stream(data: bytes) -> io.BytesIO:
    """The bytes as an open file."""
    return io.BytesIO(data)


def zip_bomb(megabytes: int, name: str = "word/document.xml") -> bytes:
    """A zip archive whose one member is so many million blanks."""
    return zipped({name: b" " * 1_000_000 * megabytes})


def saved(save: Callable[[io.BytesIO], None]) -> bytes:
    """Return the bytes that ``save`` writes."""
    stream = io.BytesIO()
    save(stream)
    return stream.getvalue()


def damaged(data: bytes, count: int, seed: int = 0) -> Iterator[bytes]:
    """Cut-off and altered variants of a file: ``count`` of each."""
    chance = random.Random(seed)
    for _ in range(count):
        yield data[: chance.randrange(len(data))]
        altered = bytearray(data)
        for _ in range(chance.choice((1, 3, 30))):
            altered[chance.randrange(len(altered))] = chance.randrange(256)
        yield bytes(altered)


def damaged_inside(data: bytes, count: int, seed: int = 0, only: Container[str] | None = None) -> Iterator[bytes]:
    """Valid archives of damaged members: each (or each of ``only``) cut off, altered, empty and missing in turn."""
    members = unzipped(data)
    for number, (name, content) in enumerate(members.items()):
        if only is not None and name not in only:
            continue
        yield zipped({other: text for other, text in members.items() if other != name})
        yield zipped(members | {name: b""})
        if content:
            for variant in damaged(content, count, seed + number):
                yield zipped(members | {name: variant})


def survives(read: FileReader, variants: Iterator[bytes], limits: Limits | None = None) -> int:
    """How many of the variants end in ``FileUnreadable``; the others must give valid extractions."""
    refused = 0
    for variant in variants:
        try:
            check(read(variant, limits or Limits()))
        except FileUnreadable:
            refused += 1
    return refused


def check(extraction: Extraction) -> None:
    """Check an extraction: places ordered, not empty and without overlap; no control characters.

    Markup comes after the other places and may overlap them.
    """
    extraction.text.encode("utf-8")
    assert not any(ord(character) < 32 and character not in "\n\t" for character in extraction.text)
    assert "\n" not in extraction.title + extraction.note
    end = 0
    for place in sorted(extraction.places, key=lambda place: place.kind == "markup"):
        end = 0 if place.kind == "markup" else end
        part = place.span.of(extraction.text)
        assert end <= place.span.start
        assert place.span.end <= len(extraction.text)
        assert part == part.strip()
        assert place.name
        end = place.span.end
