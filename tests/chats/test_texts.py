import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.chats.texts import searchable, storable


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
