import io
from collections.abc import Callable

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Limits
from qa_bot.ingest.formats.pdf import read
from qa_bot.ingest.formats.pdf_page_image import QuoteBox, quote_boxes, render
from qa_bot.records import Span
from tests.ingest.formats.made_pdf import LINE, changed, new_pdf, page_of_lines, page_saying, pages_of, put

LIMITS = Limits()


def rotated(page: pypdfium2.PdfPage) -> None:
    page.set_rotation(90)


def upside_down(page: pypdfium2.PdfPage) -> None:
    page.set_rotation(180)


def cropped(page: pypdfium2.PdfPage) -> None:
    page.set_cropbox(40, 300, 500, 800)


def cropped_and_rotated(page: pypdfium2.PdfPage) -> None:
    page.set_cropbox(40, 300, 500, 800)
    page.set_rotation(270)


def as_it_is(page: pypdfium2.PdfPage) -> None:
    assert page.get_rotation() == 0


CHANGES = (as_it_is, rotated, upside_down, cropped, cropped_and_rotated)


def two_lines(first: str, second: str, shown: tuple[bool, bool]) -> bytes:
    """Three words to a line; the rest of the page is white. What is not shown is drawn in white."""
    pdf = new_pdf()
    pdf.set_font("Times", "I", 12)  # an f of it is wider than the space that it takes
    pdf.add_page()
    for number, (line, is_shown) in enumerate(zip((first, second), shown, strict=True)):
        pdf.set_text_color(0 if is_shown else 255)
        put(pdf, [line], top=100 + number * LINE)
    return bytes(pdf.output())


def drawn(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(render(data, 1, 1200))).convert("L")


def ink(image: Image.Image) -> int:
    """How many pixels are dark."""
    return sum(image.histogram()[:128])


def inside(image: Image.Image, box: QuoteBox) -> Image.Image:
    width, height = image.size
    sides = (box.left * width, box.top * height, box.right * width, box.bottom * height)
    return image.crop((int(sides[0]), int(sides[1]), int(sides[2]) + 1, int(sides[3]) + 1))


@pytest.mark.parametrize("change", CHANGES)
def test_the_boxes_of_a_line_hold_all_its_ink_and_little_else(change: Callable[[pypdfium2.PdfPage], None]) -> None:
    """The same page is drawn with the one line black and with the other, so that each ink is known alone."""
    lines = ("fjord officers of stuff", "trained in Ankara aloof")
    data = changed(two_lines(*lines, (True, True)), change)
    extract = read(data, LIMITS)
    for number, line in enumerate(lines):
        start = extract.text.index(line)
        (box,) = quote_boxes(data, extract.text, extract.places, Span(start, start + len(line)))
        own = drawn(changed(two_lines(*lines, (number == 0, number == 1)), change))
        other = drawn(changed(two_lines(*lines, (number == 1, number == 0)), change))
        assert ink(own) > 200
        assert ink(inside(own, box)) == ink(own)
        assert ink(inside(other, box)) < 0.05 * ink(other)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_rotated_until_its_text_is_upright_is_read_as_any_other(turn: int) -> None:
    lines = [
        "Officers of the army, and many others, in",
        "Ankara were trained jointly with those of",
        "Baku as agreed.",
    ]
    pdf = new_pdf()
    pdf.add_page()
    with pdf.rotation(turn, pdf.w / 2, pdf.h / 2):
        put(pdf, lines, top=300)
    data = changed(bytes(pdf.output()), lambda page: page.set_rotation(turn))
    extract = read(data, LIMITS)
    assert extract.text == "\n".join(lines)
    found = quote_boxes(data, extract.text, extract.places, Span(0, len(extract.text)))
    assert [round(box.top, 2) for box in found] == sorted({round(box.top, 2) for box in found})
    assert len(found) == 3
    image = drawn(data)
    assert sum(ink(inside(image, box)) for box in found) == pytest.approx(ink(image), rel=0.05)


def test_the_boxes_of_a_word_hold_that_word_alone() -> None:
    data = page_of_lines("mmmm IIII wwww")
    extract = read(data, LIMITS)
    start = extract.text.index("IIII")
    (box,) = quote_boxes(data, extract.text, extract.places, Span(start, start + 4))
    pdf = new_pdf()
    before = 72 + pdf.get_string_width("mmmm ")
    assert box.page == 1
    assert box.left * pdf.w == pytest.approx(before, abs=0.5)
    assert box.right * pdf.w == pytest.approx(before + pdf.get_string_width("IIII"), abs=0.5)
    assert box.top * pdf.h < 100 - 8.6  # the height of a capital of Helvetica at 12 points, .718
    assert 100 <= box.bottom * pdf.h < 100 + 4


def test_a_span_over_lines_and_pages_has_a_box_for_each_line() -> None:
    pdf = new_pdf()
    for _ in range(2):
        pdf.add_page()
        put(pdf, ["The army was", "trained there"])
    data = bytes(pdf.output())
    extract = read(data, LIMITS)
    start = extract.text.index("trained")
    end = extract.text.rindex("trained") + len("trained")
    found = quote_boxes(data, extract.text, extract.places, Span(start, end))
    assert [box.page for box in found] == [1, 2, 2]
    assert found[1].top < found[2].top
    assert found[2].right < found[0].right


def test_a_divided_word_has_a_box_on_either_line() -> None:
    data = page_of_lines("They gave consul-", "tancy and military-", "political help. It was military, political.")
    extract = read(data, LIMITS)
    for word in ("consultancy", "military-political"):
        start = extract.text.index(word)
        first, second = quote_boxes(data, extract.text, extract.places, Span(start, start + len(word)))
        assert first.top < second.top
        assert second.left == pytest.approx(72 / new_pdf().w, abs=0.01)


def test_what_pdfium_did_not_draw_has_no_box() -> None:
    data = page_of_lines("The army was", "trained there")
    extract = read(data, LIMITS)
    at = extract.text.index("\n")
    assert quote_boxes(data, extract.text, extract.places, Span(at, at + 1)) == ()


def test_a_box_holds_the_ink_that_a_letter_draws_beyond_its_width() -> None:
    data = page_saying("ABW", width=300)
    (box,) = quote_boxes(data, "ABW", read(data, LIMITS).places, Span(0, 3))
    image = drawn(data)
    assert ink(inside(image, box)) == ink(image) > 200


def test_text_beyond_the_edge_of_the_page_has_no_box() -> None:
    pdf = new_pdf()
    pdf.add_page()
    put(pdf, ["It is seen."])
    put(pdf, ["It is not."], top=-30)
    data = bytes(pdf.output())
    extract = read(data, LIMITS)
    (box,) = quote_boxes(data, extract.text, extract.places, Span(0, len(extract.text)))
    assert box.top > 0.05


def test_a_page_that_has_changed_since_gives_no_boxes() -> None:
    extract = read(page_of_lines("The army was trained."), LIMITS)
    assert quote_boxes(page_of_lines("The navy was trained."), extract.text, extract.places, Span(0, 8)) == ()
    assert quote_boxes(pages_of(), extract.text, extract.places, Span(0, 8)) == ()


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_every_span_of_a_page_has_boxes_within_the_page(data: st.DataObject) -> None:
    extract = read(MIXED, LIMITS)
    start = data.draw(st.integers(0, len(extract.text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(extract.text))))
    found = quote_boxes(MIXED, extract.text, extract.places, span)
    assert bool(found) == bool(span.of(extract.text).strip())
    for box in found:
        assert 0 <= box.left < box.right <= 1
        assert 0 <= box.top < box.bottom <= 1


MIXED = page_of_lines("They gave consul-", "tancy – it is 15.", "", "• One of them", "self-", "taught Ünal.")


def test_a_page_is_drawn_as_wide_as_asked() -> None:
    image = Image.open(io.BytesIO(render(page_of_lines("One."), 1, 500)))
    assert image.format == "PNG"
    assert image.width == 500
    assert image.height == pytest.approx(500 * 842 / 595, abs=2)


def test_a_page_that_is_endlessly_high_is_drawn_small() -> None:
    def stretched(page: pypdfium2.PdfPage) -> None:
        page.set_mediabox(0, 0, 10, 14_000)

    image = Image.open(io.BytesIO(render(changed(page_of_lines("One."), stretched), 1, 1000)))
    assert image.width * image.height < 45_000_000


@pytest.mark.parametrize("number", [0, -1, 3])
def test_a_missing_page_is_refused(number: int) -> None:
    with pytest.raises(FileUnreadable, match=f"it has no page {number} that can be drawn"):
        render(pages_of("One.", "Two."), number, 100)
