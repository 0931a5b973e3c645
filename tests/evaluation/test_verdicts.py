import pytest

from qa_bot.evaluation import verdicts
from qa_bot.evaluation.gold import Evidence, Question
from qa_bot.evaluation.verdicts import Verdict, misses, verdict
from qa_bot.records import Answer
from tests.evaluation.made import EVIDENCE, OFF_TOPIC, answer, came, cite, gold, hit, refusal

RIGHT, OTHER = cite("a.txt", 20, 40), cite("b.txt", 20, 40)
FOUND, FAR = hit("a.txt", 0, 50), hit("b.txt", 0, 50)
LOST = Question("g", "?", evidence=(Evidence("a.txt", "not in it"),))
NOTHING_KNOWN, ANSWER_KNOWN = Question(None, "?"), Question(None, "?", answers=("BCD",))


@pytest.mark.parametrize(
    ("question", "given", "expected"),
    [
        (gold(EVIDENCE), answer(RIGHT), verdicts.RIGHT),
        (gold(EVIDENCE), answer(OTHER, RIGHT), verdicts.NOT_FIRST),
        (gold(EVIDENCE), answer(OTHER, hits=(FAR, FOUND)), verdicts.NOT_CHOSEN),
        (gold(EVIDENCE), answer(OTHER, hits=(FAR,)), verdicts.NOT_RETRIEVED),
        (gold(EVIDENCE), answer(OTHER, hits=(FAR, FAR, FAR, FAR, FAR, FOUND)), verdicts.NOT_RETRIEVED),
        (gold(EVIDENCE), refusal(), verdicts.REFUSED),
        (OFF_TOPIC, refusal(), verdicts.RIGHT),
        (OFF_TOPIC, answer(RIGHT), verdicts.ANSWERED),
        (LOST, answer(RIGHT), verdicts.UNHELD),
        (LOST, refusal(), verdicts.UNHELD),
        (NOTHING_KNOWN, answer(RIGHT), verdicts.NOT_KNOWN),
        (NOTHING_KNOWN, refusal(), verdicts.NOT_KNOWN),
        (Question(None, "?", "fact"), refusal(), verdicts.REFUSED),
        (Question(None, "?", "fact"), answer(RIGHT), verdicts.NOT_KNOWN),
        (ANSWER_KNOWN, answer(cite("b.txt", 0, 9)), verdicts.RIGHT),
        (ANSWER_KNOWN, answer(RIGHT), verdicts.NOT_SHOWN),
        (NOTHING_KNOWN, answer(cite("a.txt", 0, 9, "forged")), verdicts.INEXACT),
    ],
)
def test_what_went_wrong_is_told_apart(question: Question, given: Answer, expected: Verdict) -> None:
    assert verdict(came(question, given)) == expected


def test_misses_come_the_gravest_first_and_hold_nothing_that_is_right() -> None:
    first = came(gold(EVIDENCE), answer(OTHER, RIGHT))
    found = misses([first, came(OFF_TOPIC, answer(RIGHT)), came(gold(EVIDENCE), answer(RIGHT)), first])
    assert [(kind, len(some)) for kind, some in found] == [(verdicts.ANSWERED, 1), (verdicts.NOT_FIRST, 2)]
    assert found[1][1] == [first, first]
