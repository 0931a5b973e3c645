import pytest

from qa_bot.answer.anaphora import may_point_back, points_back


@pytest.mark.parametrize(
    "sentence",
    [
        "It took place in October.",
        "He became an adviser.",
        "This exercise took place in October.",
        "“They came,” he said.",
        "Both were inaugurated then.",
        "In addition, it was held twice.",
        "A year later, he left.",
        "The NGO is particularly worried about Nagorno-Karabakh.",
        "The joint exercise was held then.",
        "The former is meant.",
        "The second was established then.",
    ],
)
def test_a_sentence_points_back_where_it_does_not_name_what_it_speaks_of(sentence: str) -> None:
    assert points_back(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Azerbaijan signed it.",
        "Italy is far.",
        "Thistles are blue.",
        "In Azerbaijan, it is said, there is oil.",
        "A year after this appointment, Ersay became an adviser.",
        "The Winter Drill was held then.",
        "The second commando brigade was established in Kelbajar.",
        "",
        "…",
    ],
)
def test_a_sentence_with_a_name_of_its_own_does_not(sentence: str) -> None:
    assert not points_back(sentence)


def test_a_thing_may_have_been_named_before() -> None:
    assert may_point_back("The joint exercises of both armies were held.")
    assert may_point_back('"The NGO was founded.')
    assert not may_point_back("The Winter Drill was held.")
    assert not may_point_back("Then it was held.")
