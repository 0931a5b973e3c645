"""The sentence with a value of the type that is asked for comes before the one that only names the thing."""

from dataclasses import replace

from qa_bot.answer.typed_first import typed_first
from tests.answer.made import analyzed, scored_sentences

PLOT = "Plot 31 is free. It has a pear tree. The rent is 85 euros a year. Plot 9 has a shed. A hose costs 20 euros."


def ordered(question: str, *scores: float) -> list[str]:
    asked = analyzed(question)
    sentences = [replace(one, type_fit=asked.type_fit(one.quote)) for one in scored_sentences(PLOT, *scores)]
    return [one.quote for one in typed_first(asked, sentences)]


def test_a_value_soon_after_the_best_sentence_comes_first_if_it_is_nearly_as_good() -> None:
    assert ordered("What is the rent of plot 31?", 0.8, 0.5, 0.78, 0.4, 0.3)[:2] == [
        "The rent is 85 euros a year.",
        "Plot 31 is free.",
    ]
    assert ordered("What is the rent of plot 31?", 0.8, 0.5, 0.65, 0.4, 0.3)[0] == "Plot 31 is free."
    assert ordered("What is the rent of plot 31?", 0.8, 0.5, 0.4, 0.4, 0.79)[0] == "Plot 31 is free."


def test_without_a_type_that_has_values_the_order_stays() -> None:
    assert ordered("Who has plot 31?", 0.8, 0.5, 0.79, 0.4, 0.3)[0] == "Plot 31 is free."
