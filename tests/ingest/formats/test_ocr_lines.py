"""Recognized words → segments of lines."""

from hypothesis import given
from hypothesis import strategies as st

from qa_bot.ingest.formats.ocr_lines import quoted_sides, recognized_lines
from qa_bot.ingest.formats.pdf_glyphs import Box
from qa_bot.ingest.formats.tesseract import Recognition, RecognizedLine, Word
from qa_bot.records import Span


def line(*words: tuple[str, float, float], top: float = 100, height: float = 30) -> RecognizedLine:
    """Return a line of words with their left and right edge."""
    made = (Word(text, Box(left, top, right, top + 0.7 * height), 90) for text, left, right in words)
    return RecognizedLine(tuple(made), top + 0.75 * height, height, 0.25 * height)


def page(*lines: RecognizedLine, turns: int = 0) -> Recognition:
    return Recognition(lines, 1000, 842, turns)


def test_a_line_is_divided_at_wide_gaps_only() -> None:
    found = recognized_lines(page(line(("Rent", 50, 120), ("due", 135, 190), ("450", 400, 450))))
    assert [one.text for one in found.lines] == ["Rent due", "450"]
    assert [list(one.indices) for one in found.lines] == [[0, 0, 0, 0, -1, 1, 1, 1], [2, 2, 2]]
    assert [(one.box.left, one.box.right) for one in found.lines] == [(50, 190), (400, 450)]


def test_heights_that_differ_little_are_one_and_a_heading_keeps_its_own() -> None:
    rows = [line(("a", 10, 20), top=top, height=height) for top, height in ((0, 60), (100, 30), (150, 32), (200, 28))]
    assert [round(one.height) for one in recognized_lines(page(*rows)).lines] == [60, 31, 31, 31]


def test_the_box_of_a_quote_turns_with_the_image() -> None:
    words = line(("alpha", 100, 200), ("beta", 215, 300), top=421, height=20)
    quoted = Span(6, 10)
    ((left, top, right, bottom),) = quoted_sides(page(words), "alpha beta", quoted)
    assert (left, top, right) == (0.215, 0.5, 0.3)
    ((first, second, third, fourth),) = quoted_sides(page(words, turns=1), "alpha beta", quoted)
    assert (first, second, third, fourth) == (1 - bottom, left, 1 - top, right)
    assert list(quoted_sides(page(words), "alpha gamma", quoted)) == []


@given(
    st.lists(st.lists(st.text("abc", min_size=1, max_size=4), min_size=1, max_size=5), max_size=5), st.integers(0, 3)
)
def test_every_index_names_the_word_of_its_letter_and_boxes_stay_on_the_page(
    texts: list[list[str]], turns: int
) -> None:
    rows = [
        line(*((word, 50 + 90 * at, 120 + 90 * at) for at, word in enumerate(words)), top=40.0 * number)
        for number, words in enumerate(texts)
    ]
    recognition = page(*rows, turns=turns)
    found = recognized_lines(recognition)
    for one in found.lines:
        spelled = [letter for letter in one.text if letter != " "]
        named = [index for index in one.indices if index >= 0]
        assert all(letter in found.words[index].text for letter, index in zip(spelled, named, strict=True))
    assert all(0 <= side <= 1 for word in found.words for side in recognition.sides(word.box))
