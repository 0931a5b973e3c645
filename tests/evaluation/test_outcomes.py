import pytest

from qa_bot.evaluation.gold import Evidence, Question
from qa_bot.evaluation.outcomes import label, unheld
from qa_bot.records import Answer
from tests.evaluation.made import EVIDENCE, HARD, OFF_TOPIC, TEXTS, answer, came, cite, gold, hit, refusal

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
def test_what_the_documents_answer_is_known_by_kind_or_by_what_is_expected(
    question: Question, answerable: bool | None
) -> None:
    assert came(question, refusal()).answerable is answerable
    assert came(HARD, refusal()).hard
    assert not came(OFF_TOPIC, refusal()).hard


def test_each_piece_tells_where_it_was_cited_and_retrieved() -> None:
    two = gold(EVIDENCE, ("b.txt", 0, 10))
    given = answer(cite("a.txt", 60, 80), cite("a.txt", 20, 40), hits=(hit("b.txt", 50, 99), hit("b.txt", 0, 50)))
    first, second = came(two, given).pieces
    assert (first.cited, first.retrieved) == (2, None)
    assert (second.cited, second.retrieved) == (None, 2)
    assert [came(two, given).meets(one) for one in given.citations] == [False, True]


@pytest.mark.parametrize(
    ("question", "given", "wrong"),
    [
        (gold(EVIDENCE), answer(cite("a.txt", 20, 40)), False),
        (gold(EVIDENCE), answer(cite("b.txt", 20, 40)), True),
        (OFF_TOPIC, answer(cite("a.txt", 20, 40)), True),
        (Question(None, "?", "fact"), answer(cite("a.txt", 20, 40)), None),
    ],
)
def test_an_answer_is_wrong_right_or_not_to_be_told(question: Question, given: Answer, wrong: bool | None) -> None:
    assert came(question, given).wrong is wrong


def test_all_that_is_needed_must_stand_in_the_documents() -> None:
    held = Evidence("a.txt", "123")
    some = Question("g", "?", evidence=(LOST, held))
    every = Question("g", "?", evidence=(LOST, held), all_needed=True)
    assert [came(one, refusal()).held for one in (some, every)] == [True, False]


def test_evidence_that_no_document_holds_is_told_by_question_and_file() -> None:
    asked = [
        gold(EVIDENCE),
        Question("g2", "?", evidence=(Evidence("a.txt", "123"), LOST)),
        Question(None, "?", evidence=(Evidence("c.txt", "123"),)),
        Question(7, "?", evidence=(Evidence("a.txt", "123", 0),)),
        Question("far", "?", evidence=(Evidence("a.txt", "123", 999),)),
    ]
    assert list(unheld(asked, TEXTS.get)) == [
        "Question g2: its evidence does not stand in a.txt: 'not in it'",
        "Question #3: its evidence is in c.txt, which is not indexed.",
        "Question 7: its evidence does not stand in a.txt at 0: '123'",
        "Question far: its evidence does not stand in a.txt at 999: '123'",
    ]


def test_evidence_of_several_places_counts_at_its_first() -> None:
    asked = Question("g", "?", "fact", evidence=(Evidence("a.txt", "0123456789"),))
    assert came(asked, answer(cite("a.txt", 0, 10))).cited
    assert not came(asked, answer(cite("a.txt", 10, 20))).cited


def test_a_question_without_an_id_is_called_by_its_number() -> None:
    assert [label(Question(one, "?"), 3) for one in (None, "a", 7)] == ["#3", "a", "7"]
