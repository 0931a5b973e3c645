import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.search.aliases import Alias, Aliases, find_aliases
from tests.strategies import texts

NDU = Alias("NDU", "National Defense University")
DC, DISTRICT = Alias("DC", "direct current"), Alias("DC", "District of Columbia")


def common(word: str) -> bool:
    return word.lower() in ("who", "turkey")


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("There is a National Defense University (NDU).", "NDU", "National Defense University"),
        ("There is the NDU (National Defense University).", "NDU", "National Defense University"),
        ("There is a National Defense\nUniversity (the “NDU”).", "NDU", "National Defense University"),
        ("the Court of Justice of the European Union (CJEU)", "CJEU", "Court of Justice of the European Union"),
        ("The Museum of Modern Art (MoMA, in short) is open.", "MoMA", "Museum of Modern Art"),
        ("in Galway. Galway-Mayo Institute of Technology (GMIT)", "GMIT", "Galway-Mayo Institute of Technology"),
        ("the Türk Dil Kurumu (TDK)", "TDK", "Türk Dil Kurumu"),
        ("gross domestic product (GDP)", "GDP", "gross domestic product"),
        ("units in the Karabakh region (Garabagh)", "Garabagh", "Karabakh"),
        ("the republic of Turkey (now Türkiye)", "Türkiye", "Turkey"),
        ("went to Kelbajar (also known as Kalbajar), a town", "Kalbajar", "Kelbajar"),
    ],
)
def test_a_name_that_a_text_gives_in_brackets_is_found(text: str, short: str, long: str) -> None:
    assert find_aliases(text) == [Alias(short, long)]


@pytest.mark.parametrize(
    "text",
    [
        "Joint Exercises: Signaling Alliance Commitments (ANALYTICS)",
        "the standards of the Turkish Armed Forces (TSK)",  # its letters are those of another language
        "the National University ended. Defense followed (NDU)",  # of two sentences
        "a university (2021)",
        "a Television Corporation (TRT)",
        "the army (see Chapter Two)",
        "he met Armenia (Romania) and Iran (Iraq)",
        "the Review (Reviews)",
        "()",
        "(NDU)",
        "no bracket",
    ],
)
def test_other_words_in_brackets_are_no_alias(text: str) -> None:
    assert find_aliases(text) == []


def test_each_alias_is_found_once_and_in_order() -> None:
    text = "Direct current (DC), and direct current (DC); not the District of Columbia (DC)."
    assert find_aliases(text.replace("Direct", "direct")) == [DC, DISTRICT]


@given(text=texts)
def test_aliases_are_words_of_the_text(text: str) -> None:
    words = " ".join(text.split())
    for alias in find_aliases(text):
        assert alias.short in words
        assert alias.long in words


@given(letters=st.lists(st.sampled_from("bcdfghjklm"), min_size=2, max_size=9, unique=True), after=st.booleans())
def test_the_first_letters_of_names_are_their_abbreviation(letters: list[str], after: bool) -> None:
    short, long = "".join(letters).upper(), " ".join(f"{letter.upper()}oo" for letter in letters)
    text = f"It is a {long} ({short})." if after else f"It is a {short} ({long})."
    assert find_aliases(text) == [Alias(short, long)]


@pytest.mark.parametrize(
    ("question", "searched"),
    [
        ("What does the NDU teach?", "What does the NDU (National Defense University) teach?"),
        ("what does the ndu teach", "what does the ndu (National Defense University) teach"),
        ("Who leads the national defense university?", "Who leads the national defense university (NDU)?"),
        ("Does the NDU (National Defense University) teach?", "Does the NDU (National Defense University) teach?"),
        ("Is the WHO there, and who is?", "Is the WHO (World Health Organization) there, and who is?"),
        ("Who is there?", "Who is there?"),
        ("Turkey's army", "Turkey (Türkiye)'s army"),
        ("TÜRKIYE", "TÜRKIYE (Turkey)"),
        ("a turkey", "a turkey"),
        ("DC, NDUs", "DC (direct current, District of Columbia), NDUs"),
        ("TCR", "TCR (T cell receptor)"),
        ("", ""),
    ],
)  # fmt: skip
def test_the_aliases_of_a_name_are_appended_to_it(question: str, searched: str) -> None:
    known = Aliases(
        [
            NDU,
            Alias("WHO", "World Health Organization"),
            Alias("Türkiye", "Turkey"),
            DC,
            DISTRICT,
            Alias("TCR", "T cell receptor"),
            Alias("TCR", "T cell receptors"),
        ]
    )
    assert known.expanded(question, common) == searched


def test_at_most_three_aliases_are_appended() -> None:
    known = Aliases([Alias("AB", f"{word} Bee") for word in ("Ant", "Ape", "Ass", "Asp")])
    assert known.expanded("AB", common) == "AB (Ant Bee, Ape Bee, Ass Bee)"


def test_the_longest_name_at_a_place_counts() -> None:
    known = Aliases([Alias("ND", "National Defense"), NDU])
    assert known.expanded("the National Defense University", common) == "the National Defense University (NDU)"
    assert known.expanded("the National Defense", common) == "the National Defense (ND)"
    assert known.expanded("the National", common) == "the National"


@given(question=texts)
def test_a_question_never_loses_words(question: str) -> None:
    known = Aliases([NDU, DC])
    assert len(known.expanded(question, common)) >= len(question)
    assert Aliases([]).expanded(question, common) == question
