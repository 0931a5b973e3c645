import re

import pytest

from qa_bot.answer.question import ContextWeights, analyze, known_words
from tests.answer.made import Words


def test_a_word_from_the_conversation_weighs_less_than_one_that_was_asked() -> None:
    weights = ContextWeights(Words(signed=0.8, shusha=0.8), "Who signed it?")
    assert weights.rarity("Signed") == 0.8
    assert 0 < weights.rarity("Shusha") < 0.8
    assert weights.terms("Who signed") == ["who", "signed"]


def test_in_a_question_that_was_not_rewritten_every_word_keeps_its_weight() -> None:
    question = "Which drones did Türkiye’s army use?"
    weights = ContextWeights(Words(), question)
    assert {weights.rarity(word) for word in re.findall(r"\w+", question)} == {1.0}


def test_words_that_no_passage_has_are_unknown_but_not_those_that_ask() -> None:
    question = "How do I bake an apple pie in Baku?"
    found = analyze(question, question, Words(how=1.0, bake=1.0, apple=1.0, pie=0.9, baku=0.2))
    assert found.unknown_words == ("bake", "apple")


@pytest.mark.parametrize(
    ("question", "fitting", "other"),
    [
        ("How many teachers work here?", "We have thirty-one teachers.", "The school opened on 3 May 1990."),
        ("How many pupils are in the class?", "The class has 27.", "The cost is 380 euros."),
        ("How many lentils are needed?", "Take 250 g of lentils.", "Simmer for 25 minutes."),
        ("How long is the cable?", "The cable measures 75 cm.", "The cable has 3 cores."),
        ("How old is the mayor?", "The mayor is 52.", "The mayor owns four cars."),
    ],
)
def test_a_count_or_a_measure_fits_a_question_for_one(question: str, fitting: str, other: str) -> None:
    found = analyze(question, question, Words())
    assert found.type_fit(fitting) == 1.0
    assert found.type_fit(other) <= 0.5


def test_function_words_of_the_question_s_language_weigh_nothing_in_a_corpus_in_another() -> None:
    question = "Was war der Grund?"
    weights = ContextWeights(Words(), question)
    assert [weights.rarity(word) for word in ("Was", "war", "der", "Grund")] == [0.0, 0.0, 0.0, 1.0]
    assert [weight for _, weight in analyze(question, question, weights).words] == [1.0]


def test_a_question_in_a_language_of_no_passage_is_foreign_and_names_nothing_as_missing() -> None:
    question = "Когда президент приехал в Баку и где он жил?"
    found = analyze(question, question, Words())
    assert (found.foreign, found.unknown_names, found.unknown_words) == ("ru", (), ())
    question = "When did the president come to Kestrel?"
    found = analyze(question, question, Words())
    assert (found.foreign, found.unknown_names) == ("", ("Kestrel",))


def test_no_question_is_foreign_among_passages_in_no_known_language() -> None:
    class Rows(Words):
        def has_language(self, code: str) -> bool:
            return code == ""

    question = "How many people live in Baku?"
    assert analyze(question, question, Rows()).foreign == ""


def test_what_is_no_english_word_may_be_a_right_one_of_another_language() -> None:
    german, russian = known_words("Wer ist die Ministerin?"), known_words("Где находится Баку?")
    assert german("Ministerin")
    assert russian("находится")
    assert not russian("Баку")
    assert not known_words("Who is the minstress?")("minstress")


def test_scripts_without_spaces_are_compared_by_pairs_of_characters() -> None:
    question = "图书馆几点开门？"
    found = analyze(question, question, Words())
    assert {"图书", "书馆", "开门"} <= {term for terms, _ in found.words for term in terms}
