"""Declared properties of files of all formats, and the line of text that states them."""

import zlib

import pytest

from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.parse import document_of, read
from qa_bot.ingest.properties import Properties, stated
from qa_bot.records import Document, Place, Span
from tests.ingest.formats import samples
from tests.ingest.formats.made_pdf import pages_of


def of(extraction: Extraction) -> Document:
    """The document of an extraction."""
    return document_of("file.bin", extraction)


def test_properties_become_the_last_line_with_its_own_place() -> None:
    document = of(Extraction("Body.", properties=Properties("The plan", "A. Kaya", "2024-03-05")))
    assert document.text == "Body.\n\nTitle: The plan; Author: A. Kaya; Date: 2024-03-05"
    assert document.places == (Place("row", "file properties", 1, Span(7, len(document.text))),)


def test_a_title_in_the_text_is_repeated_only_beside_an_author() -> None:
    text = "The  plan\n\nBody."
    assert of(Extraction(text, properties=Properties("the plan", "", "2024"))).text == text
    assert of(Extraction(text, properties=Properties("the plan", "B"))).text.endswith("\n\nTitle: the plan; Author: B")
    assert of(Extraction("Body.", properties=Properties("The plan"))).text == "Body.\n\nTitle: The plan"
    assert of(Extraction("Body.", properties=Properties(date="2024"))).text == "Body."


def test_an_author_comes_with_the_displayed_title_but_not_with_a_file_name() -> None:
    assert of(Extraction("Heading\n\nBody.", properties=Properties(author="B"))).text.endswith(
        "\n\nTitle: Heading; Author: B"
    )
    assert of(Extraction("All is said in one line.", properties=Properties(author="B"))).text.endswith(
        "line.\n\nAuthor: B"
    )


def test_a_table_at_the_beginning_gives_no_title() -> None:
    row = (Place("row", "row 1", 1, Span(0, 4)),)
    assert of(Extraction("A: 1\n\nThe words", places=row)).title == "file.bin"
    assert of(Extraction("The words\n\nA: 1", places=(Place("row", "row 1", 1, Span(11, 15)),))).title == "The words"


@pytest.mark.parametrize(
    "title",
    ["Word Document", "PowerPoint Presentation", "Microsoft Word - plan", "plan.docx", "Document1", "—", "x" * 251],
)
def test_generated_titles_are_ignored(title: str) -> None:
    for author in ("python-docx", "anonymous", "(unspecified)", "Windows User"):
        assert stated(title, author) == Properties()


def test_dates_are_normalized_and_template_dates_ignored() -> None:
    for date in ("2024-03-05T10:00:00Z", "D:20240305100000+02'00'", "2024-03-05"):
        assert stated(date=date).date == "2024-03-05"
    assert stated(date="1998").date == "1998"
    assert stated(date="5 March").date == ""
    assert stated(date="2013-12-23T23:15:00Z").date == ""
    assert stated(author="Steve Canny", date="2013-01-27T09:14:16Z") == Properties()
    assert stated(author="Steve Canny", date="2024-01-27").author == "Steve Canny"


CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
    "<dc:title>The plan</dc:title><dc:creator>A. Kaya;B. Er</dc:creator>"
    "<dcterms:created>2024-03-05T08:00:00Z</dcterms:created></cp:coreProperties>"
)
XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt>'
    "<rdf:li>The plan</rdf:li></rdf:Alt></dc:title>"
    "<dc:creator><rdf:Seq><rdf:li>A. Kaya</rdf:li><rdf:li>B. Er</rdf:li></rdf:Seq></dc:creator>"
    "</rdf:Description></rdf:RDF></x:xmpmeta>"
)
OFFICE = {"docProps/core.xml": CORE.encode()}
BOOK = samples.unzipped(samples.epub({"a.xhtml": "<p>Body.</p>"}, title="The plan"))["OEBPS/content.opf"].decode()
CREATORS = "<dc:creator>A. Kaya</dc:creator><dc:creator>B. Er</dc:creator><dc:date>2024-03-05</dc:date>"
HEAD = (
    '<title>The plan</title><meta name="Author" content="A. Kaya"><meta name="author" content="B. Er">'
    '<meta property="article:published_time" content="2024-03-05T08:00:00Z">'
)
LINE = "Title: The plan; Author: A. Kaya, B. Er; Date: 2024-03-05"


@pytest.mark.parametrize(
    ("source", "data"),
    [
        ("a.docx", samples.with_members(samples.docx("Body."), OFFICE)),
        ("a.pptx", samples.with_members(samples.pptx(("One", "Body.")), OFFICE)),
        ("a.xlsx", samples.with_members(samples.xlsx({"S": [["a", "b"], [1, 2]]}), OFFICE)),
        (
            "a.epub",
            samples.with_members(
                samples.epub({"a.xhtml": "<p>Body.</p>"}),
                {"OEBPS/content.opf": BOOK.replace("</metadata>", f"{CREATORS}</metadata>").encode()},
            ),
        ),
        ("a.html", f"<html><head>{HEAD}</head><body><p>Body.</p></body></html>".encode()),
    ],
)
def test_each_format_declares_properties(source: str, data: bytes) -> None:
    document = read(source, data, Limits())
    assert document.title == "The plan"
    assert document.text.endswith(f"\n\n{LINE}")
    assert document.places[-1].name == "file properties"


def test_a_pdf_declares_properties_in_its_dictionary_or_its_xmp_packet() -> None:
    made = pages_of("Body of the page.", "", title="The plan")
    assert read("a.pdf", made, Limits()).text.startswith("Body of the page.\n\nTitle: The plan; Date: 20")
    packet = pages_of("Body of the page.", "") + XMP.encode()
    document = read("a.pdf", packet, Limits())
    assert document.title == "The plan"
    assert "\n\nTitle: The plan; Author: A. Kaya, B. Er" in document.text
    assert read("a.pdf", packet.replace(b"</dc:title>", b""), Limits()).text == "Body of the page."


def compressed_xmp(packet: str, before: str = "", after: str = "") -> bytes:
    stream = zlib.compress(packet.encode())
    entries = f"{before}/Type/Metadata/Subtype /XML/Filter/FlateDecode/Length {len(stream)}{after}"
    return f"90 0 obj\n<<{entries}>>\nstream\r\n".encode() + stream + b"\nendstream\nendobj\n"


@pytest.mark.parametrize(
    ("before", "after"), [("", ""), ("/DecodeParms<</Predictor 1>>", ""), ("", "/DecodeParms<<>>")]
)
def test_a_pdf_may_compress_its_xmp_packet(before: str, after: str) -> None:
    data = pages_of("Body of the page.", "") + compressed_xmp(XMP, before, after)
    document = read("a.pdf", data, Limits())
    assert document.title == "The plan"
    assert "\n\nTitle: The plan; Author: A. Kaya, B. Er" in document.text


def test_a_damaged_or_ambiguous_compressed_xmp_packet_is_ignored() -> None:
    page = pages_of("Body of the page.", "")
    for packet in (
        compressed_xmp(XMP)[:-300],
        compressed_xmp(XMP) + compressed_xmp(XMP),  # the second one may be that of an image
        compressed_xmp(" " * 5_000_000 + XMP),
    ):
        assert read("a.pdf", page + packet, Limits()).text == "Body of the page."


def test_without_a_declared_title_the_first_heading_is_the_title() -> None:
    data = samples.docx("A line that is no title.", "# The heading", "Body.", title="Word Document")
    assert read("a.docx", data, Limits()).title == "The heading"
