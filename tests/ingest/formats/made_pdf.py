"""PDFs with known layout for tests."""

import io
from collections.abc import Callable, Sequence

import pypdfium2
from fpdf import FPDF
from PIL import Image

LINE = 14.0
"""Points from line to line; the letters are 12 points high."""


def new_pdf(title: str = "") -> FPDF:
    """An empty file of A4 pages measured in points, in a font that every viewer has."""
    pdf = FPDF(unit="pt", format="A4")
    pdf.set_auto_page_break(False)
    pdf.core_fonts_encoding = "windows-1252"
    pdf.set_font("Helvetica", size=12)
    if title:
        pdf.set_title(title)
    return pdf


def put(pdf: FPDF, lines: Sequence[str], left: float = 72, top: float = 100, step: float = LINE) -> float:
    """Draw lines below each other, the first with its baseline at ``top``; return the next baseline."""
    for number, line in enumerate(lines):
        pdf.text(left, top + number * step, line)
    return top + len(lines) * step


def page_of_lines(*lines: str) -> bytes:
    """Return one page with these lines, evenly spaced."""
    pdf = new_pdf()
    pdf.add_page()
    put(pdf, lines)
    return bytes(pdf.output())


def pages_of(*texts: str, title: str = "") -> bytes:
    """Return a page of one line for each of ``texts``; an empty text gives an empty page."""
    pdf = new_pdf(title)
    for text in texts:
        pdf.add_page()
        put(pdf, [text] if text else [])
    return bytes(pdf.output())


def add_scan(pdf: FPDF) -> None:
    """Add a page that holds only an image."""
    pdf.add_page()
    pdf.image(Image.new("L", (60, 80), 200), 0, 0, pdf.w, pdf.h)


def changed(data: bytes, change: Callable[[pypdfium2.PdfPage], None]) -> bytes:
    """Return the file after ``change`` of its first page."""
    document = pypdfium2.PdfDocument(data)
    page = document[0]
    change(page)
    saved = io.BytesIO()
    document.save(saved)
    page.close()
    document.close()
    return saved.getvalue()


def page_saying(characters: Sequence[str], width: int = 600) -> bytes:
    """A page of one line whose letters A, B, C … say ``characters``, whatever these are, by the font's own table.

    Each takes ``width`` thousandths of the letters' height, whatever is drawn.
    """
    letters = "".join(chr(65 + number) for number in range(len(characters)))
    table = "\n".join(
        f"<{ord(letter):02x}> <{said.encode('utf-16-be', 'surrogatepass').hex()}>"
        for letter, said in zip(letters, characters, strict=True)
    )
    mapping = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Said def\n"
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(letters)} beginbfchar\n{table}\nendbfchar\nendcmap end end"
    )
    shown = f"BT /F1 12 Tf 72 700 Td ({letters}) Tj ET"
    widths = f"/FirstChar 65 /LastChar 90 /Widths [{f'{width} ' * 26}]"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources 7 0 R >>",
        f"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R {widths} >>",
        f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream",
        f"<< /Length {len(mapping)} >>\nstream\n{mapping}\nendstream",
        "<< /Font << /F1 4 0 R >> >>",
    )
    return _file_of(objects)


def vertical_page(columns: Sequence[tuple[int, int, str]]) -> bytes:
    """A page of columns written from the top down, each with the place of its first letter, 12 points high."""
    shown = "\n".join(f"BT /F1 12 Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET" for x, y, text in columns)
    font = "/Type /Font /BaseFont /HeiseiMin-W3 /Subtype"
    kind = "/CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> /DW 1000"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 7 0 R >>",
        f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream",
        f"<< {font} /Type0 /Encoding /UniJIS-UCS2-V /DescendantFonts [6 0 R] >>",
        f"<< {font} /CIDFontType0 {kind} /FontDescriptor 8 0 R >>",
        "<< /Font << /F1 5 0 R >> >>",
        "<< /Type /FontDescriptor /FontName /HeiseiMin-W3 /Flags 4 /FontBBox [0 -250 1000 900] /Ascent 850 >>",
    )
    return _file_of(objects)


def _file_of(objects: Sequence[str]) -> bytes:
    body = "".join(f"{number} 0 obj\n{each}\nendobj\n" for number, each in enumerate(objects, 1))
    return f"%PDF-1.4\n{body}trailer\n<< /Root 1 0 R /Size {len(objects) + 1} >>\n%%EOF\n".encode("ascii")
