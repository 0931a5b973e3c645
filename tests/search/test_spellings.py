import unicodedata
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.search.spellings import Names, difference, respell
from qa_bot.text.wording import fold
from tests.strategies import texts

COUNTS = {"Karabakh": 36, "Erdoğan": 3, "Azerbaijan": 40, "Aliyev": 25, "Iraq": 9, "Kyoto": 2, "Baku": 9, "army": 50}
COUNTS |= {"Army": 3, "banana": 2, "NATO": 3, "2020": 9, "Nakhichevan": 1, "Center": 8, "center": 2}
NAMES = Names(COUNTS.items())

words = st.text("abcdeghikqu", min_size=1, max_size=9)


def english(word: str) -> bool:
    return word.lower() in ("iran", "guitar", "bike", "what", "where", "of")


def no_word(_: str) -> str:
    return ""


def has(word: str) -> bool:
    return fold(word) in map(fold, COUNTS)


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ("karabakh", "karabakh", 0),
        ("garabagh", "karabakh", 1),  # twice a g for a k
        ("karbakh", "karabakh", 0.5),  # a vowel left out
        ("aliyyev", "aliyev", 0.5),  # a letter doubled
        ("alyiev", "aliyev", 1),  # two letters swapped
        ("karamakh", "karabakh", 1),  # no sound like it
        ("turkey", "turkiye", 1),
        ("iran", "iraq", 1),
        ("", "ab", 1.5),
        ("", "", 0),
    ],
)
def test_a_difference_between_transliterations_counts_half(one: str, other: str, distance: float) -> None:
    assert difference(one, other) == distance
    assert difference(one, other, distance) == distance
    assert difference(one, other, distance - 0.5) == inf


@given(one=words, other=words)
def test_the_distance_is_symmetric_and_zero_only_between_equal_words(one: str, other: str) -> None:
    assert difference(one, other) == difference(other, one)
    assert (difference(one, other) == 0) == (one == other)
    assert difference(one, other) <= max(len(one), len(other))


@given(word=words, names=st.sets(words.map(str.capitalize), max_size=30))
def test_the_nearest_name_is_found(word: str, names: set[str]) -> None:
    """What the names are sifted by before they are compared letter for letter throws none away that is near."""
    known = Names((name, 1) for name in names)
    for most in (0.5, 1.0, 2.0):
        near = {difference(word, fold(name)): name for name in names if len(name) >= 4 and name[0].lower() == word[0]}
        best = min(near, default=inf)
        found = known.nearest(word, most)
        if found:
            assert difference(word, fold(found)) <= min(best, most)
        elif best <= most:  # only where another is as near
            assert sum(difference(word, fold(name)) <= best for name in names if len(name) >= 4) > 1


@pytest.mark.parametrize(
    ("question", "searched"),
    [
        ("Where is Garabagh?", "Where is Karabakh?"),
        ("where is garabagh", "where is Karabakh"),
        ("Who is Erdogen, of Azerbiajan?", "Who is Erdoğan, of Azerbaijan?"),
        ("Azerbaidjan's Aliyef", "Azerbaijan's Aliyev"),
        ("Nakhchivan–Bakou", "Nakhichevan–Baku"),
        (unicodedata.normalize("NFD", "Karabağ"), "Karabakh"),
        ("Qarabag", "Qarabag"),  # 7 letters, at a distance of 1.5
        ("Is Iran an army of guitar?", "Is Iran an army of guitar?"),  # in the dictionary
        ("What of 2021 and Nat0?", "What of 2021 and Nat0?"),
        ("Bananna banannas armi", "Bananna banannas armi"),  # no names
        ("Kyot, kyota, Iraf, bakuu", "Kyoto, kyota, Iraf, bakuu"),  # too short for that much
        ("NATU", "NATU"),
        ("Centre", "Center"),
        ("", ""),
    ],
)
def test_only_a_name_that_the_documents_lack_is_replaced_by_their_spelling(question: str, searched: str) -> None:
    assert respell(question, NAMES.nearest, no_word, has, english) == searched


def test_of_two_names_at_one_distance_only_a_much_more_frequent_one_is_taken() -> None:
    assert Names([("Hasanov", 3), ("Hasanow", 1)]).nearest("Hasanof", 1) == ""
    assert Names([("Hasanov", 4), ("Hasanow", 1)]).nearest("Hasanof", 1) == "Hasanov"


def test_a_name_has_its_most_frequent_spelling() -> None:
    assert Names([("ERDOĞAN", 9), ("Erdogan", 1), ("Erdoğan", 3)]).nearest("Erdogen", 1) == "Erdoğan"


def test_a_word_that_is_mostly_in_lower_case_is_no_name() -> None:
    assert Names([("Army", 3), ("army", 3)]).nearest("Armi", 1) == ""
    assert Names([("Army", 3), ("army", 2)]).nearest("Armi", 1) == "Army"


@given(question=texts)
def test_any_question_can_be_respelled_and_one_of_known_words_stays(question: str) -> None:
    composed = unicodedata.normalize("NFC", question)
    assert respell(question, NAMES.nearest, no_word, lambda _: True, english) == composed
    assert respell(question, NAMES.nearest, no_word, has, lambda _: True) == composed
    assert respell(question, lambda word, _: word, no_word, has, english) == composed
    respell(question, NAMES.nearest, no_word, has, english)
