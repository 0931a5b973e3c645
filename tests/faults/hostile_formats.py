"""Files of every format with a false type, a false size, or a false end."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Iterator

from fpdf.enums import AccessPermission
from PIL import Image

from tests.faults.hostile import EMPTY, INDEXED, Hostile
from tests.faults.hostile_archives import BOMB, NOT_SO, archives
from tests.faults.hostile_pages import pages
from tests.faults.sound_files import SENTENCE, ZIPPED, sound
from tests.ingest.formats import made_pdf, samples

PLAIN = (".txt", ".md", ".html", ".csv", ".rst", ".tex", ".log", ".py")


def damaged(count: int) -> Iterator[Hostile]:
    """Every format, cut off and altered at random, outside and (archives) inside: ``2 * count`` of each."""
    for seed, (ending, data) in enumerate(sound().items()):
        for number, variant in enumerate(samples.damaged(data, count, seed)):
            yield Hostile(f"damaged/{number}{ending}".encode(), variant)
        if ending in ZIPPED:
            inside = list(samples.damaged_inside(data, 2, seed))
            for number, variant in enumerate(random.Random(seed).sample(inside, min(len(inside), 2 * count))):
                yield Hostile(f"damaged inside/{number}{ending}".encode(), variant)


def misnamed() -> Iterator[Hostile]:
    """Every format under the endings of the others, and empty files of every ending."""
    for ending, reason in NOT_SO.items():
        for real, data in sound().items():
            if real != ending and (real, ending) not in _BOTH:
                is_binary = real in (*ZIPPED, ".pdf") and ending in _OF_TEXT
                expected = rf"{reason}|it is not text: .*|it begins like UTF-.*" if is_binary else reason
                yield Hostile(f"misnamed/is {real[1:]}{ending}".encode(), data, expected)
        yield Hostile(f"misnamed/is empty{ending}".encode(), b"", reason)
        old = _OLD if ending in ZIPPED else f"{reason}|{_NO_TEXT}" if ending in _OF_TEXT else reason
        yield Hostile(f"misnamed/is old{ending}".encode(), samples_of_old(), old)
    for ending in PLAIN:
        for real in (*ZIPPED, ".pdf"):
            yield Hostile(
                f"misnamed/is {real[1:]}{ending}".encode(), sound()[real], None if real == ".pdf" else _NO_TEXT
            )
        yield Hostile(f"misnamed/is empty{ending}".encode(), b"", EMPTY)


def samples_of_old() -> bytes:
    """How an office file of before 2007, or one with a password, begins."""
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(1000)


_OLD = "it is encrypted, or of an older Office format: save it as .* without a password"
_NO_TEXT = "it is not text: .*"
_OF_TEXT = (".eml", ".ipynb", ".json", ".xml", ".srt")
_BOTH = {(".ipynb", ".json"), (".html", ".xml")}
"""A sound file of the first format that is one of the second, too."""


def office() -> Iterator[Hostile]:
    """Office files and books that are sound and far too much."""
    yield Hostile(b"much/paragraphs.docx", _docx_of(1_000_000), BOMB)
    yield Hostile(b"much/paragraphs stored.docx", _docx_of(1_000_000, zipfile.ZIP_STORED), None)
    deep = "<w:tbl><w:tr><w:tc>" * 400 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 400
    yield Hostile(b"much/tables in tables.docx", _docx_with(deep), None)
    space = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    sums = f'<w:p><m:oMath xmlns:m="{space}">' + "<m:nary><m:e>" * 120 + "<m:r/>" + "</m:e></m:nary>" * 120
    yield Hostile(b"much/sums in sums.docx", _docx_with(f"{sums}</m:oMath></w:p>"), None)
    far = {
        "xl/worksheets/sheet1.xml": _sheet(
            '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
        )
    }
    yield Hostile(b"much/far apart.xlsx", samples.with_members(sound()[".xlsx"], far), INDEXED)
    areas = "".join(f'<mergeCell ref="A{row}:XFD1048576"/>' for row in range(1, 20_000))
    merged = _sheet('<row r="1"><c r="A1"><v>1</v></c></row>' * 20, after=f"<mergeCells>{areas}</mergeCells>")
    yield Hostile(
        b"much/merged.xlsx", samples.with_members(sound()[".xlsx"], {"xl/worksheets/sheet1.xml": merged}), INDEXED
    )
    claim = {"xl/worksheets/sheet1.xml": _sheet("", '<dimension ref="A1:XFD1048576"/>')}
    yield Hostile(b"much/claims.xlsx", samples.with_members(sound()[".xlsx"], claim), EMPTY)
    rows = '<table:table-row table:number-rows-repeated="1048576"><table:table-cell '
    rows += 'table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell></table:table-row>'
    yield Hostile(
        b"much/repeated.ods",
        samples.ods(f'<table:table table:name="S">{rows}</table:table>'),
        "it has more than .*",
    )
    bare = {
        "xl/worksheets/sheet1.xml": _sheet('<row r="1"><c><v>1</v></c></row><row r="1048576"><c><v>2</v></c></row>')
    }
    yield Hostile(b"much/without addresses.xlsx", samples.with_members(sound()[".xlsx"], bare), None)
    yield Hostile(b"much/nested.epub", samples.epub({"a.xhtml": "<div>" * 20_000 + SENTENCE}), None)
    yield Hostile(
        b"much/chapters.epub",
        samples.epub({f"{number}.xhtml": "" for number in range(5_001)}),
        r"it has 5,001 chapters, more than the 5,000 allowed",
    )


def _sheet(rows: str, before: str = "", after: str = "") -> bytes:
    return (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"{before}<sheetData>{rows}</sheetData>{after}</worksheet>"
    ).encode()


def _docx_with(body: str, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    members = samples.unzipped(sound()[".docx"])
    start = members["word/document.xml"].index(b"<w:body>") + len(b"<w:body>")
    xml = members["word/document.xml"]
    return samples.zipped(members | {"word/document.xml": xml[:start] + body.encode() + xml[start:]}, packing)


def _docx_of(paragraphs: int, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    return _docx_with("<w:p><w:r><w:t>x</w:t></w:r></w:p>" * paragraphs, packing)


def pdfs() -> Iterator[Hostile]:
    """PDFs that are encrypted, cut off, turn in circles, or claim millions of pages."""
    whole = sound()[".pdf"]
    yield Hostile(b"pdf/locked.pdf", _locked("known"), "it is encrypted: save it without a password")
    yield Hostile(b"pdf/may not be copied.pdf", _locked(""), INDEXED)
    yield Hostile(b"pdf/only its beginning.pdf", b"%PDF-1.7\n", NOT_SO[".pdf"])
    yield Hostile(b"pdf/only its end.pdf", whole[len(whole) // 2 :], None)
    yield Hostile(b"pdf/after a megabyte.pdf", b"\n" * 1_000_000 + whole, None)
    yield Hostile(b"pdf/twice.pdf", whole + whole, INDEXED)
    yield Hostile(b"pdf/random.pdf", b"%PDF-1.4\n" + random.Random(5).randbytes(50_000), NOT_SO[".pdf"])
    scan = made_pdf.new_pdf()
    made_pdf.add_scan(scan)
    yield Hostile(b"pdf/scan.pdf", bytes(scan.output()), "it holds pictures of pages and no text: .*")
    yield Hostile(b"pdf/blank.pdf", made_pdf.pages_of("", ""), EMPTY)
    # Without a font for them, PDFium reads characters only beside one that has a size: the comma.
    columns = [(number % 50 * 11, 800, "行、" * 30) for number in range(2_000)]
    yield Hostile(b"pdf/downwards.pdf", made_pdf.vertical_page(columns), INDEXED)
    yield Hostile(b"pdf/escapes.pdf", made_pdf.page_saying("\x1b\0\u202e\ud800ab"), None)
    for name, (kids, count, expected) in _TREES.items():
        yield Hostile(f"pdf/{name}.pdf".encode(), _pdf(kids, count), expected)
    yield Hostile(b"pdf/bomb.pdf", _pdf("[3 0 R]", 1, zlib.compress(zlib.compress(b" " * 300_000_000, 9), 9)), None)
    yield Hostile(b"pdf/arrays.pdf", _pdf("[" * 100_000, 1), None)


def entities() -> Iterator[Hostile]:
    """XML whose entities repeat a text without end, stand for others, or name files."""
    once = '<!DOCTYPE a [<!ENTITY e "%s">]>' % ("x" * 1_000)
    yield Hostile(b"entities/in text.xml", f"{once}<a>{'&e;' * 1_000_000}</a>".encode(), NOT_SO[".xml"])
    yield Hostile(b"entities/in a field.xml", f'{once}<a b="{"&e;" * 1_000_000}"/>'.encode(), NOT_SO[".xml"])
    many = "".join(f'<!ENTITY e{number} "x">' for number in range(10_000))
    yield Hostile(b"entities/many.xml", f"<!DOCTYPE a [{many}]><a>&e1;</a>".encode(), NOT_SO[".xml"])
    for doctype in (samples.BILLION_LAUGHS, samples.FILE_OF_THE_MACHINE):
        yield Hostile(f"entities/{len(doctype)}.xml".encode(), f"{doctype}<a>&a9;</a>".encode(), NOT_SO[".xml"])


def images() -> Iterator[Hostile]:
    """Images that are cut off, or claim more pixels or frames than they have."""
    cut = "it is damaged: it cannot be read as an image"
    for kind in ("png", "jpeg", "tiff", "bmp"):
        whole = io.BytesIO()
        Image.effect_noise((300, 200), 90).save(whole, kind)
        yield Hostile(f"images/cut off as {kind}.png".encode(), whole.getvalue()[:5_000], cut)
    yield Hostile(b"images/bomb.png", _png(30_000, 30_000), ".*too many pixels.*|.* pixels: make it smaller")
    yield Hostile(b"images/large.png", _png(12_000, 9_000), "it has 12,000 × 9,000 pixels: make it smaller")


def _png(width: int, height: int) -> bytes:
    """Return a PNG that claims so many pixels of one bit, and has few."""
    chunks = (
        (b"IHDR", struct.pack(">2I5B", width, height, 1, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(bytes(1000))),
        (b"IEND", b""),
    )
    packed = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


_TREES: dict[str, tuple[str, int, str | None]] = {
    "its own page": ("[2 0 R]", 1, None),
    "round": ("[2 0 R 2 0 R]", 10, None),
    "no pages": ("[]", 0, None),
    "negative": ("[3 0 R]", -1, None),
    "two thousand million": ("[3 0 R]", 2**31 - 1, None),
    "five thousand": (f"[{'3 0 R ' * 5_001}]", 5_001, "it has 5,001 pages, more than the 5,000 allowed"),
}


def _locked(password: str) -> bytes:
    pdf = made_pdf.new_pdf()
    pdf.set_encryption("owner", password, permissions=AccessPermission.none())
    pdf.add_page()
    made_pdf.put(pdf, [SENTENCE])
    return bytes(pdf.output())


def _pdf(kids: str, count: int, packed: bytes = b"") -> bytes:
    """A file whose tree of pages is as given; the page draws what is ``packed`` twice."""
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 1e30 1e30] /Contents 4 0 R >>"
    heads = ("<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids {kids} /Count {count} >>", page)
    body = "".join(f"{number} 0 obj\n{each}\nendobj\n" for number, each in enumerate(heads, 1)).encode()
    stream = f"4 0 obj\n<< /Length {len(packed)} /Filter [/FlateDecode /FlateDecode] >>\nstream\n".encode() + packed
    return b"%PDF-1.4\n" + body + stream + b"\nendstream\nendobj\ntrailer\n<< /Root 1 0 R /Size 5 >>\n%%EOF\n"


def all_formats() -> Iterator[Hostile]:
    """All files of formats."""
    for made in (damaged(6), misnamed(), archives(), office(), pages(), pdfs(), images(), entities()):
        yield from made
