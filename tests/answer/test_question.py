import re

from qa_bot.answer.question import ContextWeights, analyze
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
