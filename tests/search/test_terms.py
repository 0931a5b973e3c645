"""The words of a text by the rules of its language."""

import pytest

from qa_bot.search.terms import ENGLISH_RULES, rules_of, terms_of
from qa_bot.text.languages import LANGUAGES
from qa_bot.text.words import is_unspaced, words_of


@pytest.mark.parametrize(
    ("rules", "one", "other"),
    [
        ("tr", "KIRIKKALE", "Kırıkkale’den"),
        ("tr", "İZMİR", "izmir'de"),
        ("tr", "kütüphaneler", "kutuphane"),
        ("tr", "şehirlerimizde", "şehir"),
        ("tr", "belediyesi", "belediye"),
        ("tr", "koprusu", "köprünün"),
        ("az", "şəhərlərin", "şəhər"),
        ("az", "Bakıdan", "BAKI"),
        ("de", "Häuser", "Haus"),
        ("de", "Mueller", "MÜLLER"),
        ("de", "Straßen", "STRASSE"),
        ("ru", "ёлками", "елка"),
        ("ru", "мостов", "МОСТУ"),
        ("fr", "l’église", "Églises"),
        ("es", "canciones", "CANCIÓN"),
        ("it", "biblioteche", "dell'biblioteca"),
        ("pt", "estações", "estacões"),
        ("nl", "bruggen", "brug"),
        ("ar", "المَكْتَبَة", "المكتبات"),
        ("el", "ΒΙΒΛΙΟΘΗΚΗ", "βιβλιοθήκης"),
        ("hu", "könyvtárban", "könyvtár"),
        ("fi", "kirjastossa", "kirjasto"),
        ("sv", "biblioteket", "bibliotek"),
        ("da", "bibliotekerne", "bibliotek"),
        ("no", "bøkene", "bøker"),
        ("ro", "şcoli", "școli"),
        ("ta", "நூலகங்கள்", "நூலகம்"),
        ("en", "libraries", "LIBRARY"),
    ],
)
def test_two_forms_of_a_word_have_a_term_in_common(rules: str, one: str, other: str) -> None:
    assert rules_of(rules) == rules
    assert not set(terms_of(one, rules)).isdisjoint(terms_of(other, rules))


@pytest.mark.parametrize(
    ("rules", "one", "other"),
    [("tr", "kırk", "kirli"), ("ru", "мост", "мостовая"), ("de", "Feuer", "Fuhre"), ("zh", "书馆", "馆书")],
)
def test_other_words_have_none(rules: str, one: str, other: str) -> None:
    assert set(terms_of(one, rules_of(rules))).isdisjoint(terms_of(other, rules_of(rules)))


@pytest.mark.parametrize(
    ("rules", "text"),
    [("de", "die und WAR wer"), ("tr", "ve hangi İÇİN icin"), ("ru", "и где ещё"), ("en", "the and of"), ("el", "και")],
)
def test_stop_words_have_none(rules: str, text: str) -> None:
    assert terms_of(text, rules) == []


def test_scripts_without_spaces_are_pairs_of_characters_in_a_text_of_any_language() -> None:
    assert words_of("图书馆在 Baku 的") == ["图书", "书馆", "馆在", "Baku", "的"]
    assert words_of("図書館は9時に開く") == ["図書", "書館", "館は", "9", "時に", "に開", "開く"]
    assert "สมุด" not in words_of("ห้องสมุดเปิดกี่โมง")
    assert set(words_of("도서관은")) & set(words_of("도서관"))
    assert set(terms_of("ห้องสมุดเปิดกี่โมง", ENGLISH_RULES)) >= set(terms_of("ห้องสมุด", ENGLISH_RULES))
    assert is_unspaced("館")
    assert not is_unspaced("a")


def test_vowel_signs_divide_no_word() -> None:
    assert words_of("किताबें पढ़ना") == ["किताबें", "पढ़ना"]


def test_texts_in_no_known_language_or_without_a_stemmer_are_as_english() -> None:
    assert {rules_of(code) for code in ("", "zh", "pl", "xx")} == {ENGLISH_RULES}


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one.stemmer], ids=lambda one: one.code)
def test_each_language_with_a_stemmer_has_terms(language: object) -> None:
    code = getattr(language, "code", "")
    assert terms_of("Kestrel 2021", code)
    assert terms_of("", code) == []
