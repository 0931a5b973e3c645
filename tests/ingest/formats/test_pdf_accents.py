import pytest

from qa_bot.ingest.formats.pdf_accents import accented
from qa_bot.ingest.formats.pdf_glyphs import SPACE, Box, Glyph


def line(text: str, over: dict[int, int]) -> list[Glyph]:
    """The glyphs of a line, ten points wide, spaces five; ``over``: the number of an accent → that of its letter."""
    glyphs: list[Glyph] = []
    left = 0.0
    for number, sign in enumerate(text):
        if sign == " ":
            glyphs.append(SPACE)
            left += 0 if number + 1 in over or number - 1 in over else 5
        elif number in over:
            glyphs.append(Glyph(sign, number, None))
        else:
            glyphs.append(Glyph(sign, number, Box(left, 0, left + 10, 12)))
            left += 10
    for accent, letter in over.items():
        box = glyphs[letter].box
        assert box
        glyphs[accent] = glyphs[accent]._replace(box=Box(box.left + 2, 0, box.right - 1, 12))
    return glyphs


@pytest.mark.parametrize(
    ("text", "over", "joined"),
    [
        ("Oguz ˘ x", {5: 1}, "Oğuzx"),
        ("fu¨r", {2: 1}, "für"),
        ("Oguz ˘", {5: 1}, "Oğuz"),
        ("f¨ur", {1: 2}, "für"),
        ("Aviac¸a˜o", {5: 4, 7: 6}, "Aviação"),
        ("ˇSedi", {0: 1}, "Šedi"),
        ("ı´m", {1: 0}, "ím"),
        ("q¨r", {1: 0}, "q¨r"),
        ("a ˜ b", {}, "a ˜ b"),
        ("plain", {}, "plain"),
    ],
)
def test_an_accent_over_a_letter_is_joined_to_it(text: str, over: dict[int, int], joined: str) -> None:
    glyphs = accented(line(text, over))
    assert "".join(glyph.text for glyph in glyphs) == joined
    assert {glyph.position for glyph in glyphs} <= {glyph.position for glyph in line(text, over)}


def test_a_space_between_two_words_stays() -> None:
    glyphs = line("Oguz ˘ Sewon", {5: 1})
    moved = [glyph._replace(box=glyph.box._replace(left=glyph.box.left + 4)) if glyph.box and number > 6 else glyph
             for number, glyph in enumerate(glyphs)]  # fmt: skip
    assert "".join(glyph.text for glyph in accented(moved)) == "Oğuz Sewon"
