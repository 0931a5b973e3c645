import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.text.wording import counted, duration, fold, one_line, printable, shorten, time_left


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("one two three", "one two three"),
        (" one\n two\tthree ", "one two three"),
        ("one two three four", "one two three…"),
        ("one two thre four", "one two thre…"),
        ("one two three. Four", "one two…"),
        ("onetwothreefourfive", "onetwothreefo…"),
        ("a twothreefourfive", "a twothreefou…"),
        ("", ""),
    ],
)
def test_a_text_is_shortened_at_the_end_of_a_word_that_leaves_half_of_the_line(text: str, short: str) -> None:
    assert shorten(text, 14) == short


@given(st.text(max_size=60), st.integers(2, 40))
def test_a_shortened_text_has_at_most_the_characters_asked_for(text: str, longest: int) -> None:
    assert len(shorten(text, longest)) <= longest


@pytest.mark.parametrize(
    ("word", "folded"),
    [("TÜRKİYE", "turkiye"), ("ığdır", "igdir"), ("Əliyev", "aliyev"), ("Łódź", "lodz"), ("Straße", "strasse")],
)
def test_a_word_is_folded_to_plain_small_letters(word: str, folded: str) -> None:
    assert fold(word) == folded
    assert fold(unicodedata.normalize("NFD", word)) == folded


def test_a_printable_text_has_no_control_character() -> None:
    assert printable("a\x1b[31m\nb\u202ec") == "a�[31m b�c"


@given(st.text(max_size=60))
def test_a_text_on_one_line_has_only_single_spaces(text: str) -> None:
    line = one_line(text)
    assert line == line.strip()
    assert not any(gap in line for gap in ("\n", "\t", "  "))


def test_a_number_is_written_with_its_noun() -> None:
    assert [counted(n, "passage") for n in (0, 1, 12_000)] == ["0 passages", "1 passage", "12,000 passages"]


def test_durations_change_unit_at_a_second_and_a_minute() -> None:
    assert [duration(seconds) for seconds in (0.0642, 1.25)] == ["64 ms", "1.2 s"]
    assert [time_left(seconds) for seconds in (None, 0.2, 59, 180, 7500)] == [
        "", "1 s left", "59 s left", "3 min left", "2 h 5 min left",
    ]  # fmt: skip
