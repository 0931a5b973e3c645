import pytest

from qa_bot.evaluation.gold import Evidence, Question
from qa_bot.evaluation.outcomes import label, missing_evidence
from qa_bot.records import Answer
from tests.evaluation.made import EVIDENCE, HARD, OFF_TOPIC, TEXTS, answer, cite, compared, gold, hit, refusal

LOST = Evidence("a.txt", "not in it")


@pytest.mark.parametrize(
    ("question", "answerable"),
    [
        (Question(None, "?"), None),
        (Question(None, "?", "fact"), True),
        (Question(None, "?", answers=("x",)), True),
        (Question(None, "?", evidence=(LOST,)), True),
        (OFF_TOPIC, False),
    ],
)
def test_a_question_is_answerable_by_its_kind_or_its_expected_answers(
    question: Question, answerable: bool | None
) -> None:
    assert compared(question, refusal()).answerable is answerable
    assert compared(HARD, refusal()).hard
    assert not compared(OFF_TOPIC, refusal()).hard


def test_each_piece_has_its_citation_and_its_rank() -> None:
    two = gold(EVIDENCE, ("b.txt", 0, 10))
    given = answer(cite("a.txt", 60, 80), cite("a.txt", 20, 40), hits=(hit("b.txt", 50, 99), hit("b.txt", 0, 50)))
    first, second = compared(two, given).pieces
    assert (first.cited, first.retrieved) == (2, None)
    assert (second.cited, second.retrieved) == (None, 2)
    assert [compared(two, given).matches(one) for one in given.citations] == [False, True]


@pytest.mark.parametrize(
    ("question", "given", "wrong"),
    [
        (gold(EVIDENCE), answer(cite("a.txt", 20, 40)), False),
        (gold(EVIDENCE), answer(cite("b.txt", 20, 40)), True),
        (OFF_TOPIC, answer(cite("a.txt", 20, 40)), True),
        (Question(None, "?", "fact"), answer(cite("a.txt", 20, 40)), None),
    ],
)
def test_an_answer_is_right_wrong_or_not_judged(question: Question, given: Answer, wrong: bool | None) -> None:
    assert compared(question, given).wrong is wrong


def test_all_needed_evidence_must_be_in_the_documents() -> None:
    held = Evidence("a.txt", "123")
    some = Question("g", "?", evidence=(LOST, held))
    every = Question("g", "?", evidence=(LOST, held), all_needed=True)
    assert [compared(one, refusal()).is_in_documents for one in (some, every)] == [True, False]


def test_missing_evidence_is_reported_by_question_and_file() -> None:
    asked = [
        gold(EVIDENCE),
        Question("g2", "?", evidence=(Evidence("a.txt", "123"), LOST)),
        Question(None, "?", evidence=(Evidence("c.txt", "123"),)),
        Question(7, "?", evidence=(Evidence("a.txt", "123", 0),)),
        Question("far", "?", evidence=(Evidence("a.txt", "123", 999),)),
    ]
    assert list(missing_evidence(asked, TEXTS.get)) == [
        "Question g2: its evidence is not in a.txt: 'not in it'",
        "Question #3: its evidence is in c.txt, which is not indexed.",
        "Question 7: its evidence is not in a.txt at 0: '123'",
        "Question far: its evidence is not in a.txt at 999: '123'",
    ]


def test_repeated_evidence_counts_at_its_first_occurrence() -> None:
    asked = Question("g", "?", "fact", evidence=(Evidence("a.txt", "0123456789"),))
    assert compared(asked, answer(cite("a.txt", 0, 10))).cited
    assert not compared(asked, answer(cite("a.txt", 10, 20))).cited


def test_a_question_without_an_id_is_labelled_by_its_number() -> None:
    assert [label(Question(one, "?"), 3) for one in (None, "a", 7)] == ["#3", "a", "7"]
