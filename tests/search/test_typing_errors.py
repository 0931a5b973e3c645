from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.search.spellings import difference, respell
from qa_bot.search.typing_errors import CommonWords, edits, is_formed
from qa_bot.text.wording import fold

words = st.text("abcdeghikqu", min_size=1, max_size=10)

TERMS = {"policy": 9, "policies": 3, "cancellation": 4, "dividend": 6, "dividends": 2, "Policy": 2, "résumé": 3}
TERMS |= {"police": 1, "board": 5, "boards": 2, "beard": 5, "garden": 8, "harden": 1, "permission": 4, "permissive": 1}
WORDS = CommonWords(TERMS.items(), lambda word: word.removesuffix("s"))


def known(word: str) -> bool:
    return word in ("what", "is", "the", "stated", "paid", "reader", "ware", "house", "marry", "load")


@pytest.mark.parametrize(
    ("question", "searched"),
    [
        ("what is the dividendd", "what is the dividend"),
        ("cancelation polciy", "cancellation policy"),
        ("canncellatoin", "cancellation"),  # two edits in a long word
        ("polciiy", "polciiy"),  # two in a short one
        ("the resume", "the resume"),  # the documents have it, with accents
        ("resumme", "résumé"),
        ("divvidends", "dividends"),
        ("dividens", "dividend"),  # as near is only its plural
        ("baord", "board"),
        ("bard", "bard"),  # four letters
        ("bpard", "board"),  # neighbours on the keyboard
        ("bxard bqard", "bxard bqard"),
        ("disidends dividenfd", "dividends dividend"),
        ("barden", "barden"),  # the first letter counts
        ("Dividendd polcy2 12345", "Dividendd polcy2 12345"),  # no word in lower case
        ("restated unpaid readers wareshouse marriied", "restated unpaid readers wareshouse marriied"),
        ("warehouse loadable", "warehouse loadable"),
    ],
)
def test_a_mistyped_word_is_read_as_the_word_of_the_documents_that_is_nearest(question: str, searched: str) -> None:
    in_documents = {fold(word) for word in TERMS}
    respelled = respell(question, lambda _, __: "", WORDS.nearest, lambda word: fold(word) in in_documents, known)
    assert respelled == searched


def test_of_two_words_at_one_distance_only_a_much_more_frequent_one_is_read() -> None:
    assert WORDS.nearest("bard") == ""  # board, beard
    assert CommonWords([("board", 8), ("beard", 2)], str).nearest("bard") == "board"


def test_a_word_that_is_mostly_capitalized_is_no_common_word() -> None:
    assert CommonWords([("Harbor", 3), ("harbor", 2)], str).nearest("harbr") == ""


@given(one=words, other=words)
def test_edits_are_symmetric_and_at_least_the_difference(one: str, other: str) -> None:
    assert edits(one, other) == edits(other, one) >= difference(one, other)
    assert edits(one, other, 2) == (edits(one, other) if edits(one, other) <= 2 else inf)


@given(word=words, among=st.sets(words, max_size=30))
def test_the_nearest_common_word_has_the_fewest_edits(word: str, among: set[str]) -> None:
    found = CommonWords(((one, 1) for one in among), str).nearest(word)
    similar = [one for one in among if len(one) >= 4 and one[0] == word[0] and abs(len(one) - len(word)) <= 1]
    near = [edits(word, one) for one in similar]
    most = 2 if len(word) >= 9 else 1
    if found:
        assert edits(word, found) == min(near) <= most
        assert near.count(min(near)) == 1
    else:
        assert min(near, default=9) > most or near.count(min(near)) > 1


@pytest.mark.parametrize("word", ["restated", "unpaid", "readers", "marries", "warehouse", "loading", "paidly"])
def test_a_word_built_of_known_ones_is_formed(word: str) -> None:
    assert is_formed(word, known)


@pytest.mark.parametrize("word", ["stated", "dividendd", "polcy", "cancelation", "reasd", ""])
def test_a_word_with_a_typing_error_is_not_formed(word: str) -> None:
    assert not is_formed(word, known)
