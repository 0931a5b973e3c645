import pytest
from fpdf import FPDF

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Limits
from qa_bot.ingest.formats.pdf import read
from qa_bot.ingest.formats.pdf_page_image import quote_boxes
from qa_bot.ingest.formats.pdf_readable import is_unreadable
from qa_bot.records import Span
from tests.ingest.formats.made_pdf import new_pdf, page_saying, put


def text_of(pdf: FPDF) -> str:
    return read(bytes(pdf.output()), Limits()).text


def one_page() -> FPDF:
    pdf = new_pdf()
    pdf.add_page()
    return pdf


def put_parts(pdf: FPDF, parts: list[tuple[str, str]], top: float = 100) -> None:
    """A line of text, each part with something small behind it, raised or (after ``_``) lowered."""
    left = 72.0
    for text, small in parts:
        put(pdf, [text], left, top)
        left += pdf.get_string_width(text)
        pdf.set_font_size(7)
        put(pdf, [small.strip("_")], left, top + (2 if small.startswith("_") else -4))
        left += pdf.get_string_width(small.strip("_"))
        pdf.set_font_size(12)


def test_raised_and_lowered_figures_are_set_off_from_the_number_before_them() -> None:
    pdf = one_page()
    put_parts(pdf, [("The mine employed 318", "4"), (" men on 72 m", "2"), (" in 1904.", "")], 100)
    put_parts(pdf, [("It sold 10", "6"), (" tonnes of ore and CO", "_2"), (" for the 1", "st"), (" time.", "")], 114)
    assert (
        text_of(pdf)
        == "The mine employed 318 [4] men on 72 m² in 1904.\nIt sold 10^6 tonnes of ore and CO₂ for the 1st time."
    )


@pytest.mark.parametrize("shift", [0.3, 1.1])
def test_letters_that_are_drawn_twice_are_read_once(shift: float) -> None:
    pdf = one_page()
    left = 72.0
    for letter in "The little mill will fill all tills.":
        put(pdf, [letter], left)
        put(pdf, [letter], left + shift)
        left += pdf.get_string_width(letter)
    put(pdf, ["The whole line is drawn again."], top=130)
    put(pdf, ["The whole line is drawn again."], 72 + shift, top=130)
    assert text_of(pdf).splitlines() == ["The little mill will fill all tills.", "The whole line is drawn again."]


def test_spaced_out_words_are_closed_up() -> None:
    pdf = one_page()
    pdf.set_char_spacing(6)
    put(pdf, ["ANNUAL REPORT"])
    pdf.set_char_spacing(0)
    put(pdf, ["a b c are the sides of it."], top=140)
    assert text_of(pdf).split("\n\n") == ["ANNUAL REPORT", "a b c are the sides of it."]


PLAIN = "the chapel of the village was restored by a mason of the valley in the spring. " * 2
SHIFTED = "".join(chr(ord(letter) + 200) for letter in PLAIN)
SIGNS = "".join(chr(ord(letter) - 29) for letter in PLAIN)
READABLE = (
    "Příliš žluťoučký kůň úpěl ďábelské ódy, zvlášť zákeřný učeň s ďolíčky běží podél zóny úlů. " * 2,
    "Çığlığın ötesinde güçlü öğüş, ığdır dağının eteğinde üşüyüş, görüş ve gülüş içinde. " * 2,
    "Zażółć gęślą jaźń, źdźbło, żółw, świąt, łączność, następstwo i wszystkie ćmy. " * 2,
    "Το μουσείο άνοιξε το 1978 και έχει τρεις χιλιάδες εκθέματα από την περιοχή.",
    "12,3 45% 67.8 $99 (12) [34] {56} <78> 12,3 45% 67.8 $99 (12) [34] {56}",
    'int main() { printf("%d\\n", x); return 0; } for (i = 0; i < n; i++) { k[i] += 1; }',
    "博物館は1978年に開館し、3200点の品を所蔵しています。入館料は大人500円です。休館日は月曜日です。",
)


@pytest.mark.parametrize("text", READABLE)
def test_text_of_many_languages_and_kinds_is_readable(text: str) -> None:
    assert not is_unreadable(text)


@pytest.mark.parametrize("text", [SHIFTED, SIGNS, "\ue012\ue013 \ue010" * 20, "\ufffd\ufffd a\ufffd" * 20])
def test_signs_at_random_are_unreadable(text: str) -> None:
    assert is_unreadable(text)


def test_a_file_without_character_maps_is_refused_with_advice() -> None:
    signs = [chr(0xE000 + number) for number in range(26)] * 2
    with pytest.raises(FileUnreadable, match=r"fonts do not say which letters they draw.*OCR"):
        read(page_saying(signs), Limits())


def test_struck_out_words_are_left_out_and_noted() -> None:
    pdf = one_page()
    put(pdf, ["The fare is 45 lira 38 lira from May."])
    left = 72 + pdf.get_string_width("The fare is ")
    pdf.line(left, 96.5, left + pdf.get_string_width("45 lira"), 96.5)
    put(pdf, ["An underlined word and a rule below."], top=114)
    pdf.line(72, 115.5, 72 + pdf.get_string_width("An underlined"), 115.5)
    put(pdf, ["OR"], 200, top=150)
    pdf.line(72, 146.5, 400, 146.5)
    data = bytes(pdf.output())
    extract = read(data, Limits())
    assert " ".join(extract.text.split()) == "The fare is 38 lira from May. An underlined word and a rule below. OR"
    assert extract.note == "struck-out text left out"
    assert len(quote_boxes(data, extract.text, extract.places, Span(0, 29))) == 1


def test_words_that_an_annotation_strikes_out_are_left_out() -> None:
    pdf = one_page()
    put(pdf, ["The mill closed in 1951 and was sold."])
    left = 72 + pdf.get_string_width("The mill closed ")
    right = left + pdf.get_string_width("in 1951")
    pdf.add_text_markup_annotation("StrikeOut", "", [left, 754, right, 754, left, 740, right, 740])
    extract = read(bytes(pdf.output()), Limits())
    assert extract.text == "The mill closed and was sold."
    assert extract.note == "struck-out text left out"


def test_mathematical_letters_that_a_font_says_twice_are_read_once() -> None:
    """Office programs save them so; a letter that is drawn twice stands there twice."""
    assert read(page_saying(("𝐾𝐾", "=", "𝑢", "𝑢", "ff")), Limits()).text == "𝐾=𝑢𝑢ff"
