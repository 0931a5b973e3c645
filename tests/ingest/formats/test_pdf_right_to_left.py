import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.ingest.formats.pdf_glyphs import Box, Glyph
from qa_bot.ingest.formats.pdf_right_to_left import in_reading_order


def read_drawn(drawn: str, order: list[int] | None = None) -> str:
    """Return what is read of characters drawn from left to right, 6 points each, that pdfium gives in ``order``."""
    places = [at for at in order or range(len(drawn)) if drawn[at] != " "]
    glyphs = [Glyph(drawn[at], at, Box(6.0 * at, 0.0, 6.0 * at + 6, 12.0)) for at in places]
    return "".join(glyph.text for glyph in in_reading_order(glyphs))


@pytest.mark.parametrize(
    ("drawn", "read"),
    [
        (".תוחפשמ 66 ידי לע 1909 תנשב הדסונ", "נוסדה בשנת 1909 על ידי 66 משפחות."),
        (".2001 תנשב Java תפשב הבתכנ Open Office 4.1 הנכותה", "התוכנה Open Office 4.1 נכתבה בשפת Java בשנת 2001."),
        ("18:00-10:00 העש ,03-5551234 ןופלט", "טלפון 03-5551234, שעה 18:00-10:00"),
        ("15% החנה 12/05/2024 םוימ 3,200 ריחמ", "מחיר 3,200 מיום 12/05/2024 הנחה 15%"),
        ("Javaבולשב", "בשלוב Java"),
    ],
)
def test_numbers_and_latin_words_keep_their_order_in_a_right_to_left_line(drawn: str, read: str) -> None:
    assert read_drawn(drawn) == read


def test_a_line_of_mostly_latin_letters_is_unchanged() -> None:
    assert read_drawn("Peace means םולש in Hebrew") == "PeacemeansםולשinHebrew"


@given(st.permutations(range(len("66 ידי לע Open Office 4.1"))))
def test_drawing_order_does_not_matter(order: list[int]) -> None:
    drawn = "66 ידי לע תנשב הדסונ Open Office 4.1"
    rest = list(range(len(order), len(drawn)))
    assert read_drawn(drawn, [*order, *rest]) == read_drawn(drawn)


def test_each_glyph_keeps_its_position_within_pdfium() -> None:
    lefts = [60.0, 54.0, 48.0, 30.0, 36.0]
    glyphs = [
        Glyph(text, at, Box(left, 0, left + 6, 12)) for at, (text, left) in enumerate(zip("אבג12", lefts, strict=True))
    ]
    ordered = in_reading_order(glyphs)
    assert [(glyph.text, glyph.position) for glyph in ordered if glyph.box] == list(zip("אבג12", range(5), strict=True))
