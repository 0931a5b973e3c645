from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.ingest.formats.pdf_glyphs import Corners
from qa_bot.ingest.formats.pdf_right_to_left import order_leftward


def read_drawn(drawn: str, order: list[int] | None = None) -> str:
    """What is read of signs drawn from left to right, 6 points each, that pdfium gives in some order."""
    letters: list[str] = []
    boxes: list[Corners | None] = []
    for at in order or range(len(drawn)):
        if drawn[at] != " ":
            letters.append(drawn[at])
            boxes.append((6.0 * at, 0.0, 6.0 * at + 6, 12.0))
    indices = list(range(len(letters)))
    order_leftward(letters, indices, boxes)
    assert len(letters) == len(indices) == len(boxes)
    return "".join(letters)


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
def test_numbers_and_latin_words_keep_their_order_in_a_line_from_right_to_left(drawn: str, read: str) -> None:
    assert read_drawn(drawn) == read


def test_a_line_that_is_mostly_latin_is_left_as_it_is() -> None:
    assert read_drawn("Peace means םולש in Hebrew") == "PeacemeansםולשinHebrew"


@given(st.permutations(range(len("66 ידי לע Open Office 4.1"))))
def test_the_order_in_which_letters_come_does_not_matter(order: list[int]) -> None:
    drawn = "66 ידי לע תנשב הדסונ Open Office 4.1"
    rest = list(range(len(order), len(drawn)))
    assert read_drawn(drawn, [*order, *rest]) == read_drawn(drawn)


def test_each_sign_keeps_its_own_number() -> None:
    letters = list("אבג12")
    boxes: list[Corners | None] = [(60 - 6.0 * at, 0, 66 - 6.0 * at, 12) for at in range(3)]
    boxes += [(30.0, 0, 36, 12), (36.0, 0, 42, 12)]
    indices = [7, 8, 9, 20, 21]
    order_leftward(letters, indices, boxes)
    known = dict(zip(letters, indices, strict=True))
    assert (known["א"], known["ג"], known["1"], known["2"]) == (7, 9, 20, 21)
    assert all(a != b for a, b in pairwise(letters))
