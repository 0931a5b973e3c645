"""Keyword search in folders of texts in several languages."""

from pathlib import Path

import pytest

from qa_bot.answer.question import analyze
from qa_bot.search.keyword_search import KeywordSearch
from tests.store.conftest import MakePassages

GERMAN = "Die Bücherei in der Alten Straße öffnet um neun und schließt um sechs, auch für die Häuser daneben."
TURKISH = "Kütüphane şehrin merkezindedir ve pazar günleri kapalıdır, diğer günler saat dokuzda açılır."
CHINESE = "图书馆每天早上九点开门，晚上八点关门，星期一休息。"
ENGLISH = "The war was won by those who die for the town, and the library of Kestrel was closed for it."


@pytest.fixture
def mixed(tmp_path: Path, passages: MakePassages) -> KeywordSearch:
    index = KeywordSearch(tmp_path / "mixed")
    index.change((), passages(GERMAN, TURKISH, CHINESE, ENGLISH))
    return index


@pytest.fixture
def english(tmp_path: Path, passages: MakePassages) -> KeywordSearch:
    index = KeywordSearch(tmp_path / "english")
    index.change((), passages(ENGLISH))
    return index


def found(index: KeywordSearch, question: str) -> list[str]:
    return [passage.text for passage, _ in index.search(question, 9)]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Wann öffnen die Büchereien?", GERMAN),
        ("Was ist in den Strassen?", GERMAN),
        ("Hangi gün kütüphanede kapalı?", TURKISH),
        ("SEHIR kutuphanesi", TURKISH),
        ("图书馆几点关门？", CHINESE),
        ("Which libraries were closed?", ENGLISH),
        ("Wo ist Kestrel?", ENGLISH),
    ],
)
def test_in_a_mixed_folder_each_passage_is_found_by_the_words_of_its_language(
    mixed: KeywordSearch, question: str, text: str
) -> None:
    assert found(mixed, question)[0] == text
    assert [passage.language for passage in mixed.passages()].count("en") == 1


def test_function_words_of_another_language_find_nothing(mixed: KeywordSearch) -> None:
    assert found(mixed, "Was war es, wer die und der?") == []


def test_an_english_question_weighs_the_same_words_beside_other_languages(
    mixed: KeywordSearch, english: KeywordSearch
) -> None:
    question = "What is the power of the BP-7, and who was with it?"
    assert found(mixed, "Was it in the? Is it of this?") == []
    asked = [
        {term for term in terms if term in english.terms(question)} for terms, _ in analyze(question, "", mixed).words
    ]
    assert asked == [set(terms) for terms, _ in analyze(question, "", english).words]


def test_a_stem_in_one_language_is_not_that_of_another_word_in_another(mixed: KeywordSearch) -> None:
    heavy, heavier = analyze("heavy", "", mixed), frozenset(mixed.terms("heavier"))
    assert heavy.coverage(frozenset(mixed.terms("Heavy"))) == 1.0
    assert heavy.coverage(heavier) == 0.0


def test_every_word_is_required_in_any_form_of_its_passage(mixed: KeywordSearch) -> None:
    assert [passage.text for passage in mixed.containing("Haus Bücherei")] == [GERMAN]
    assert [passage.text for passage in mixed.containing("kütüphaneler merkezi")] == [TURKISH]
    assert mixed.containing("Haus Kestrel") == []


def test_the_languages_of_the_passages_are_known(mixed: KeywordSearch, english: KeywordSearch) -> None:
    assert [mixed.has_language(code) for code in ("de", "tr", "zh", "en", "ru")] == [True, True, True, True, False]
    assert english.has_language("en")
    assert not english.has_language("tr")  # names are no language
