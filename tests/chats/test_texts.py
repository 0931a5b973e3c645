import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.chats.texts import searchable, storable
from qa_bot.text.wording import shorten


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("one two three", "one two three"),
        (" one\n two\tthree ", "one two three"),
        ("one two three four", "one two three…"),
        ("one two thre four", "one two thre…"),
        ("one two three. Four", "one two…"),
        ("onetwothreefourfive", "onetwothreefo…"),
        ("", ""),
    ],
)
def test_a_text_is_shortened_at_a_word_s_end(text: str, short: str) -> None:
    assert shorten(text, 14) == short


@given(st.text(max_size=60), st.integers(2, 40))
def test_a_shortened_text_is_never_longer_than_asked(text: str, longest: int) -> None:
    assert len(shorten(text, longest)) <= longest


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Türkiye", "turkiye"),
        ("İstanbul", "istanbul"),
        ("DIYARBAKIR", "diyarbakır"),
        ("Straße", "STRASSE"),
        ("a\0b", "a b"),
    ],
)
def test_a_word_is_found_without_its_accents_and_capitals(text: str, word: str) -> None:
    assert searchable(word) in searchable("x", f"{text} y")


@given(st.text(st.characters(), max_size=40))
def test_what_is_stored_is_utf_8_and_the_text_itself_where_it_can_be(text: str) -> None:
    kept = storable(text)
    kept.encode("utf-8")
    assert (kept == text) == (not any("\ud800" <= letter <= "\udfff" for letter in text))
