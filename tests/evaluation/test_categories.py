import pytest

from qa_bot.evaluation import categories
from qa_bot.evaluation.categories import Category, category, misses
from qa_bot.evaluation.gold import Evidence, Question
from qa_bot.records import Answer
from tests.evaluation.made import EVIDENCE, OFF_TOPIC, answer, cite, compared, gold, hit, refusal

RIGHT, OTHER = cite("a.txt", 20, 40), cite("b.txt", 20, 40)
FOUND, FAR = hit("a.txt", 0, 50), hit("b.txt", 0, 50)
LOST = Question("g", "?", evidence=(Evidence("a.txt", "not in it"),))
NOTHING_KNOWN, ANSWER_KNOWN = Question(None, "?"), Question(None, "?", answers=("BCD",))


@pytest.mark.parametrize(
    ("question", "given", "expected"),
    [
        (gold(EVIDENCE), answer(RIGHT), categories.RIGHT),
        (gold(EVIDENCE), answer(OTHER, RIGHT), categories.NOT_FIRST),
        (gold(EVIDENCE), answer(OTHER, hits=(FAR, FOUND)), categories.NOT_CHOSEN),
        (gold(EVIDENCE), answer(OTHER, hits=(FAR,)), categories.NOT_RETRIEVED),
        (gold(EVIDENCE), answer(OTHER, hits=(FAR, FAR, FAR, FAR, FAR, FOUND)), categories.NOT_RETRIEVED),
        (gold(EVIDENCE), refusal(), categories.WRONGLY_REFUSED),
        (OFF_TOPIC, refusal(), categories.RIGHT),
        (OFF_TOPIC, answer(RIGHT), categories.WRONGLY_ANSWERED),
        (LOST, answer(RIGHT), categories.MISSING_EVIDENCE),
        (LOST, refusal(), categories.MISSING_EVIDENCE),
        (NOTHING_KNOWN, answer(RIGHT), categories.NOT_JUDGED),
        (NOTHING_KNOWN, refusal(), categories.NOT_JUDGED),
        (Question(None, "?", "fact"), refusal(), categories.WRONGLY_REFUSED),
        (Question(None, "?", "fact"), answer(RIGHT), categories.NOT_JUDGED),
        (ANSWER_KNOWN, answer(cite("b.txt", 0, 9)), categories.RIGHT),
        (ANSWER_KNOWN, answer(RIGHT), categories.NOT_SHOWN),
        (NOTHING_KNOWN, answer(cite("a.txt", 0, 9, "forged")), categories.INEXACT),
    ],
)
def test_each_outcome_has_its_category(question: Question, given: Answer, expected: Category) -> None:
    assert category(compared(question, given)) == expected


def test_misses_are_ordered_by_gravity_without_right_outcomes() -> None:
    first = compared(gold(EVIDENCE), answer(OTHER, RIGHT))
    found = misses([first, compared(OFF_TOPIC, answer(RIGHT)), compared(gold(EVIDENCE), answer(RIGHT)), first])
    assert [(kind, len(some)) for kind, some in found] == [(categories.WRONGLY_ANSWERED, 1), (categories.NOT_FIRST, 2)]
    assert found[1][1] == [first, first]
