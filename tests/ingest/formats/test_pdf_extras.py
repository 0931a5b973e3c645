from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats.pdf import read
from tests.ingest.formats.made_pdf import new_pdf, put


def extract_of(data: bytes) -> Extraction:
    return read(data, Limits())


def parts(extract: Extraction) -> dict[str, str]:
    return {place.name: place.span.of(extract.text) for place in extract.places}


def form(*fields: tuple[str, str, str]) -> bytes:
    """A page with text fields: each with the words to its left, its name and its value."""
    shown = "".join(
        f"BT /F1 12 Tf 72 {700 - 40 * number} Td ({label}) Tj ET\n" for number, (label, _, _) in enumerate(fields)
    )
    first = 6
    widgets = " ".join(f"{first + number} 0 R" for number in range(len(fields)))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [{widgets}] /DR << /Font << /F1 4 0 R >> >> >> >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Annots [{widgets}]"
            " /Resources << /Font << /F1 4 0 R >> >> >>"
        ),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream",
        *(
            f"<< /Type /Annot /Subtype /Widget /FT /Tx /T ({name}) /V ({value}) /P 3 0 R"
            f" /Rect [300 {695 - 40 * number} 450 {712 - 40 * number}] /DA (/F1 12 Tf) >>"
            for number, (_, name, value) in enumerate(fields)
        ),
    ]
    body = "".join(f"{number} 0 obj\n{each}\nendobj\n" for number, each in enumerate(objects, 1))
    return f"%PDF-1.4\n{body}trailer\n<< /Root 1 0 R /Size {len(objects) + 1} >>\n%%EOF\n".encode("ascii")


def test_filled_form_fields_are_read_with_their_labels() -> None:
    data = form(("Name of the boat:", "f1", "Blue Heron"), ("", "Length", "11.4 m"), ("Home port:", "f3", ""))
    extract = extract_of(data)
    assert parts(extract)["form fields"] == "Name of the boat: Blue Heron\n\nLength: 11.4 m"
    assert "Home port:" in parts(extract)["page 1"]


def test_comments_are_read_with_their_page() -> None:
    pdf = new_pdf()
    pdf.add_page()
    put(pdf, ["Berths are given in the order of the list."])
    pdf.text_annotation(200, 200, "Berth 9 is kept for the pilot.")
    pdf.add_page()
    pdf.free_text_annotation("Seen by the harbour master.", 100, 100, 200, 40)
    pdf.link(100, 300, 50, 20, "https://example.org")
    extract = extract_of(bytes(pdf.output()))
    assert parts(extract)["comments"] == (
        "Comment on page 1: Berth 9 is kept for the pilot.\n\nComment on page 2: Seen by the harbour master."
    )


def test_attached_text_files_are_read_and_others_noted() -> None:
    pdf = new_pdf()
    pdf.add_page()
    put(pdf, ["The terms are attached."])
    pdf.embed_file(basename="terms.txt", bytes="The fee is 35 € a season.".encode())
    pdf.embed_file(basename="plan.dwg", bytes=b"\0\1\2")
    extract = extract_of(bytes(pdf.output()))
    assert parts(extract)["attachment terms.txt"] == "The fee is 35 € a season."
    assert extract.note == "attachments not read: plan.dwg"
