from array import array
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats.pdf import read
from qa_bot.ingest.formats.pdf_glyphs import Box
from qa_bot.ingest.formats.pdf_lines import Line
from qa_bot.ingest.formats.pdf_paragraphs import separators
from qa_bot.ingest.formats.tesseract import NOT_INSTALLED
from tests.ingest.formats.made_pdf import LINE, add_scan, new_pdf, page_of_lines, page_saying, pages_of, put

LIMITS = Limits()


def text_of(*lines: str) -> str:
    return read(page_of_lines(*lines), LIMITS).text


def parts(extract: Extraction) -> list[tuple[str, int, str]]:
    return [(place.name, place.number, place.span.of(extract.text)) for place in extract.places]


def test_each_page_is_a_place_and_blank_lines_separate_them() -> None:
    extract = read(pages_of("The first page.", "The second one.", title="A plan of it"), LIMITS)
    assert extract.text == "The first page.\n\nThe second one."
    assert parts(extract) == [("page 1", 1, "The first page."), ("page 2", 2, "The second one.")]
    assert (extract.title, extract.note) == ("A plan of it", "")


def test_an_empty_page_is_no_place_and_the_others_keep_their_numbers() -> None:
    assert parts(read(pages_of("", "One.", "", "Two."), LIMITS)) == [("page 2", 2, "One."), ("page 4", 4, "Two.")]


def test_a_page_is_called_by_its_label() -> None:
    pdf = new_pdf()
    for text, style, start in (("Preface.", "r", 4), ("Thanks.", "r", 5), ("One.", "D", 1)):
        pdf.add_page()
        pdf.set_page_label(label_style=style, label_start=start)
        put(pdf, [text])
    extract = read(bytes(pdf.output()), LIMITS)
    assert [(place.name, place.number) for place in extract.places] == [("page iv", 1), ("page v", 2), ("page 1", 3)]


@pytest.mark.parametrize(
    "title", ["", "untitled", "Microsoft Word - plan.docx", "scan_0001.pdf", "12-3", "Document 1", "x" * 251]
)
def test_a_placeholder_title_is_ignored(title: str) -> None:
    assert read(pages_of("One.", title=title), LIMITS).title == ""


def test_a_gap_separates_paragraphs() -> None:
    pdf = new_pdf()
    pdf.add_page()
    below = put(
        pdf, ["The army was trained in Baku, and many", "officers went to Ankara for courses that", "lasted a year"]
    )
    put(pdf, ["The second paragraph of the page has", "two lines."], top=below + 8)
    text = read(bytes(pdf.output()), LIMITS).text
    assert text.split("\n\n") == [
        "The army was trained in Baku, and many\nofficers went to Ankara for courses that\nlasted a year",
        "The second paragraph of the page has\ntwo lines.",
    ]


def test_an_indented_line_begins_a_paragraph() -> None:
    pdf = new_pdf()
    pdf.add_page()
    below = put(pdf, ["The army was trained in Baku, and many", "officers went to Ankara for some courses."])
    below = put(pdf, ["The second paragraph of the page"], left=90, top=below)
    put(pdf, ["has two lines, as the first had."], top=below)
    assert [part[:10] for part in read(bytes(pdf.output()), LIMITS).text.split("\n\n")] == ["The army w", "The second"]


def test_a_larger_heading_is_a_paragraph() -> None:
    pdf = new_pdf()
    pdf.add_page()
    pdf.set_font_size(16)
    below = put(pdf, ["Relations of the two"])
    pdf.set_font_size(12)
    put(pdf, ["The army was trained in Baku."], top=below)
    assert read(bytes(pdf.output()), LIMITS).text == "Relations of the two\n\nThe army was trained in Baku."


@pytest.mark.parametrize(
    ("heading", "line"),
    [
        ("1 Introduction", "The army was trained in Baku, and many"),
        ("3 Our method", "It has two steps, of which the first one is short."),
        ("Room 7", "In it the officers wrote all that they had seen in those two years."),
    ],
)
def test_a_larger_heading_with_a_number_is_no_figure_with_its_label(heading: str, line: str) -> None:
    pdf = new_pdf()
    pdf.add_page()
    pdf.set_font_size(17)
    below = put(pdf, [heading])
    pdf.set_font_size(12)
    put(pdf, [line, "of them went to Ankara."], top=below + 6)
    assert read(bytes(pdf.output()), LIMITS).text.startswith(f"{heading}\n\n{line}")


def test_items_of_a_list_begin_paragraphs() -> None:
    assert text_of("They agreed:", "1. To meet each year.", "2. To train", "officers.") == (
        "They agreed:\n\n1. To meet each year.\n\n2. To train\nofficers."
    )


def test_a_number_at_the_head_of_a_line_of_a_sentence_begins_nothing() -> None:
    assert text_of("It was signed in Baku on June", "15. It was kept by both of them.").count("\n\n") == 0


def test_a_short_line_that_ends_a_sentence_ends_its_paragraph() -> None:
    lines = (
        "The army was trained in Baku, and officers went to",
        "Ankara.",
        "Many of them came back after a year or so to teach.",
    )
    assert text_of(*lines) == "\n".join(lines[:2]) + "\n\n" + lines[2]


def test_two_columns_are_read_one_after_the_other() -> None:
    pdf = new_pdf()
    pdf.add_page()
    left = [f"The left column has this line as number {number}" for number in range(10)]
    right = [f"the right column has it as number {number}" for number in range(10)]
    put(pdf, left)
    put(pdf, right, left=330)
    assert read(bytes(pdf.output()), LIMITS).text.split() == " ".join([*left, *right]).split()


@pytest.mark.parametrize(("first", "between"), [("The next column goes on", "\n\n"), ("the column goes on", "\n")])
def test_a_paragraph_ends_with_its_column_where_a_sentence_does(first: str, between: str) -> None:
    end = "of lines as long as this, and it ends so" + ("." if first[0].isupper() else "")
    pdf = new_pdf()
    pdf.add_page()
    put(pdf, ["The left column has a paragraph of lines", end])
    put(pdf, [first, "with words enough to be a column too"], left=330)
    assert f"{end}{between}{first}" in read(bytes(pdf.output()), LIMITS).text


def test_rotated_text_in_the_margin_is_a_line_of_its_own() -> None:
    pdf = new_pdf()
    pdf.add_page()
    with pdf.rotation(90, 40, 400):
        put(pdf, ["Stamped on June 15, 2021"], left=40, top=400)
    put(pdf, ["The army was trained."], top=395)
    parts_of_it = read(bytes(pdf.output()), LIMITS).text.split("\n\n")
    assert sorted(parts_of_it) == ["Stamped on June 15, 2021", "The army was trained."]


def test_lines_of_another_rotation_begin_a_paragraph() -> None:
    upper = Line("the army was", array("l"), Box(0, 0, 80, 12), 12)
    lower = Line("trained there", array("l"), Box(0, 13, 80, 25), 12)
    assert separators([upper, lower]) == ["\n"]
    assert separators([upper, replace(lower, rotation=1)]) == ["\n\n"]


def test_an_indented_line_that_pdfium_sets_behind_the_one_before_is_a_line() -> None:
    pdf = new_pdf()
    pdf.add_page()
    put(pdf, ["Dr. Cavid Veliyev"])
    put(pdf, ["One of the most important ties"], left=90, top=100 + LINE)
    put(pdf, ["is military."], top=100 + 2 * LINE)
    assert "Veliyev\n" in read(bytes(pdf.output()), LIMITS).text


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["They gave consul-", "tancy to the army"], "They gave consultancy to the army"),
        (["It is an Azerbaijani-", "Turkish treaty"], "It is an Azerbaijani-Turkish treaty"),
        (["A long-term aim. It was a long-", "term one"], "A long-term aim. It was a long-term one"),
        (["Training matters. They began train-", "ing it"], "Training matters. They began training it"),
        (["military and political, the military-", "political"], "military and political, the military-political"),
        (["The ties of AZERBAI-", "JAN and others"], "The ties of AZERBAIJAN and others"),
        (["The Covid-", "19 years came"], "The Covid-19 years came"),
        (["He was self-", "taught there"], "He was self-taught there"),
        (["They came -", "and went"], "They came -\nand went"),
        (["From Armenia–", "Azerbaijan ties"], "From Armenia–Azerbaijan ties"),
        (["See www.site.az/war-", "ends.html there"], "See www.site.az/war-ends.html there"),
    ],
)
def test_a_word_divided_by_a_line_end_is_joined(lines: list[str], expected: str) -> None:
    assert text_of(*lines) == expected


def test_letters_beyond_ascii_are_kept() -> None:
    assert text_of("Köln – naïve café “Ünal” €5") == "Köln – naïve café “Ünal” €5"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (["ﬁ", "n", "e"], "fine"),
        (["a", "ﬄ", "u"], "afflu"),
        (["ff", "i"], "ffi"),
        (["İ", "ş"], "İş"),
        (["𝔘", "🙂"], "𝔘🙂"),
        (["a", "\x07", "\x1b", "\x9f", "b"], "a b"),
        (["a", "\ufffe", "\ufdd0", "b"], "a b"),
        (["a", "\ud800", "b"], "ab"),
        (["a", "\u00a0", "\u2003", "b"], "a b"),
        (["中", "文"], "中文"),
    ],
)
def test_a_font_s_character_map_gives_the_text_without_noncharacters(said: list[str], expected: str) -> None:
    extract = read(page_saying(said), LIMITS)
    assert extract.text == expected
    assert extract.text.encode("utf-8").decode("utf-8") == expected


def test_pages_of_images_are_counted() -> None:
    pdf = new_pdf()
    pdf.add_page()
    put(pdf, ["The first page."])
    add_scan(pdf)
    add_scan(pdf)
    pdf.add_page()
    extract = read(bytes(pdf.output()), LIMITS)
    assert (extract.text, extract.note) == ("The first page.", f"2 of 4 pages hold only pictures, {NOT_INSTALLED}")


def test_a_file_of_empty_pages_holds_no_text() -> None:
    extract = read(pages_of("", ""), LIMITS)
    assert (extract.text, extract.places, extract.note) == ("", (), "")


@settings(deadline=None, max_examples=25)
@given(
    st.lists(st.lists(st.sampled_from("The army treaty- was 15. Baku, • (a) self- x".split()), max_size=30), max_size=5)
)
def test_pages_are_in_order_and_slices_of_the_text_without_ends_of_white_space(pages: list[list[str]]) -> None:
    extract = read(pages_of(*(" ".join(words) for words in pages)), LIMITS)
    for place in extract.places:
        assert place.span.of(extract.text) == place.span.of(extract.text).strip() != ""
    for before, after in pairwise(extract.places):
        assert extract.text[before.span.end : after.span.start] == "\n\n"
    assert extract.text.split() == " ".join(word for words in pages for word in words).split()
