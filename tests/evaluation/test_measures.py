from dataclasses import replace
from typing import Any

import pytest

from qa_bot.evaluation.gold import Evidence, Question
from qa_bot.evaluation.measures import measures
from qa_bot.records import Answer, Citation, ShortAnswer, Span
from tests.evaluation.made import EVIDENCE, HARD, OFF_TOPIC, TEXTS, answer, cite, gold, hit, outcomes, refusal


def measured(questions: list[Question], answers: list[Answer]) -> dict[str, Any]:
    return measures(outcomes(questions, answers))


def of(question: Question, given: Answer, name: str) -> object:
    return measured([question], [given])[name]


@pytest.mark.parametrize(
    ("citation", "met"),
    [
        (cite("a.txt", 20, 40), 1.0),
        (cite("a.txt", 0, 100), 1.0),  # all of the evidence, the shorter one
        (cite("a.txt", 25, 30), 1.0),  # all of the citation, the shorter one
        (cite("a.txt", 28, 48), 1.0),  # 12 of 20: just 60 %
        (cite("a.txt", 29, 49), 0.0),  # 11 of 20
        (cite("a.txt", 12, 32), 1.0),
        (cite("a.txt", 11, 31), 0.0),
        (cite("a.txt", 40, 60), 0.0),
        (cite("b.txt", 20, 40), 0.0),
    ],
)
def test_a_quote_matches_evidence_where_they_share_three_fifths_of_the_shorter(citation: Citation, met: float) -> None:
    assert of(gold(EVIDENCE), answer(citation), "evidence_cited_first") == met
    assert of(gold(EVIDENCE), answer(citation), "evidence_cited") == met


@pytest.mark.parametrize(
    ("expected", "short", "right"),
    [("4567", "4567", 1.0), ("about 4567 m", "4567", 1.0), ("4567", "about 4567 M", 1.0), ("4567", "456", 0.0)],
)
def test_a_short_answer_is_right_where_it_has_the_expected_words_or_is_part_of_them(
    expected: str, short: str, right: float
) -> None:
    given = replace(answer(cite("a.txt", 20, 40)), short_answer=ShortAnswer(short, Span(24, 28)))
    asked = gold(EVIDENCE, answers=("another", expected))
    assert of(asked, given, "short_answers_right") == right
    assert of(asked, given, "short_answers") == 1.0
    assert of(HARD, given, "short_answers_right") == 0.0
    assert of(HARD, given, "short_answers") is None
    assert of(gold(EVIDENCE), given, "short_answers_right") is None


def test_only_the_first_citation_counts_as_first_and_the_first_five_as_cited() -> None:
    other, right = cite("a.txt", 60, 80), cite("a.txt", 20, 40)
    assert of(gold(EVIDENCE), answer(other, right), "evidence_cited_first") == 0.0
    assert of(gold(EVIDENCE), answer(other, other, other, other, right), "evidence_cited") == 1.0
    assert of(gold(EVIDENCE), answer(other, other, other, other, other, right), "evidence_cited") == 0.0


def test_all_needed_evidence_must_be_cited_in_any_order() -> None:
    two = gold(EVIDENCE, ("b.txt", 0, 10), all_needed=True)
    half, whole = answer(cite("b.txt", 0, 10)), answer(cite("b.txt", 0, 10), cite("a.txt", 20, 40))
    assert [of(two, given, "evidence_cited") for given in (half, whole)] == [0.0, 1.0]
    assert of(two, half, "evidence_cited_first") == 1.0
    assert of(gold(EVIDENCE, ("b.txt", 0, 10)), half, "evidence_cited") == 1.0


def test_five_passages_are_looked_at() -> None:
    wrong, right = hit("b.txt", 0, 50), hit("a.txt", 0, 50)
    assert of(gold(EVIDENCE), answer(hits=(wrong, wrong, wrong, wrong, right)), "passage_at_5") == 1.0
    assert of(gold(EVIDENCE), answer(hits=(wrong, wrong, wrong, wrong, wrong, right)), "passage_at_5") == 0.0
    two = gold(EVIDENCE, ("b.txt", 60, 70), all_needed=True)
    assert of(two, answer(hits=(right,)), "passage_at_5") == 0.0
    assert of(two, answer(hits=(right, hit("b.txt", 60, 99))), "passage_at_5") == 1.0


def test_a_citation_is_exact_only_if_the_text_at_its_offsets_is_its_quote() -> None:
    right, wrong = cite("a.txt", 0, 10), cite("a.txt", 0, 10, "0123456788")
    strange = Citation(1, "c", "c.txt", "c", Span(0, 3), "abc")
    found = measured([gold(EVIDENCE), OFF_TOPIC], [answer(right, wrong), answer(strange, right)])
    assert (found["citations"], found["citations_exact"]) == (4, 0.5)


def test_an_answer_is_shown_in_its_text_or_its_first_three_quotes() -> None:
    asked = gold(EVIDENCE, answers=("23456", "never"))
    wrong, right = cite("b.txt", 0, 9), cite("a.txt", 0, 9)
    assert of(asked, answer(wrong, wrong, right), "answer_shown") == 1.0
    assert of(asked, answer(wrong, wrong, wrong, right), "answer_shown") == 0.0
    assert of(asked, answer(wrong, text="It is\n 23456."), "answer_shown") == 1.0
    assert of(gold(EVIDENCE, answers=("BCD",)), answer(wrong), "answer_shown") == 1.0
    assert of(gold(EVIDENCE, answers=("x y",)), answer(wrong, text="X \n\t Y"), "answer_shown") == 1.0


def test_refusals_are_counted_for_each_kind_of_question() -> None:
    found = measured(
        [gold(EVIDENCE), gold(EVIDENCE), OFF_TOPIC, HARD, HARD, HARD],
        [refusal(), answer(cite("a.txt", 0, 9)), refusal(), refusal(), answer(cite("a.txt", 0, 9)), refusal()],
    )
    assert (found["questions"], found["refused_wrongly"]) == (6, 0.5)
    assert (found["off_topic_refused"], found["hard_refused"]) == (1.0, 0.667)


def test_auc_is_the_chance_of_the_higher_confidence_and_a_tie_counts_half() -> None:
    answerable = [answer(cite("a.txt", 0, 9), confidence=0.9), answer(cite("a.txt", 0, 9), confidence=0.5)]
    found = measured(
        [gold(EVIDENCE), gold(EVIDENCE), OFF_TOPIC, OFF_TOPIC, HARD],
        [*answerable, refusal(0.5), refusal(0.1), refusal(0.95)],
    )
    assert (found["auc_off_topic"], found["auc_hard"]) == (0.875, 0.0)


def test_kinds_are_measured_separately() -> None:
    found = measured(
        [gold(EVIDENCE, kind="date"), gold(EVIDENCE, kind="date"), gold(EVIDENCE, kind="why"), OFF_TOPIC],
        [answer(cite("a.txt", 20, 40)), answer(cite("b.txt", 20, 40)), refusal(), refusal()],
    )
    assert found["evidence_cited_by_kind"] == {"date": 0.5, "why": 0.0}


def test_lengths_and_times_are_measured() -> None:
    found = measured(
        [gold(EVIDENCE), gold(EVIDENCE), gold(EVIDENCE), OFF_TOPIC],
        [answer(cite("a.txt", 0, 10), cite("a.txt", 20, 50)), answer(cite("a.txt", 0, 20)), refusal(), refusal()],
    )
    assert found["characters_cited_per_answer"] == 30
    assert found["seconds_median"] == 0.3


def test_evidence_without_an_offset_is_searched() -> None:
    asked = Question("g", "?", "fact", (), (Evidence("b.txt", "bcdefghija"),))
    assert of(asked, answer(cite("b.txt", 1, 11)), "evidence_cited_first") == 1.0


def test_undefined_measures_are_none() -> None:
    found = measured([Question("q", "?")], [refusal()])
    for name in ("citations_exact", "evidence_cited_first", "off_topic_refused", "auc_hard", "answer_shown"):
        assert found[name] is None
    assert measured([], [])["seconds_median"] is None
    assert found["refused"] == 1.0


def test_bare_questions_measure_refusals_times_and_exactness_only() -> None:
    found = measured([Question(None, "?"), Question(None, "?")], [answer(cite("a.txt", 0, 9)), refusal()])
    defined = {name for name, value in found.items() if value not in (None, {}, 0)}
    assert defined == {
        "questions", "citations", "citations_exact", "refused", "characters_cited_per_answer", "seconds_median",
        "seconds_p95", "by_kind",
    }  # fmt: skip
    assert (found["refused"], found["citations_exact"]) == (0.5, 1.0)


def test_the_kind_alone_measures_wrong_refusals_and_calibration() -> None:
    asked = [Question(None, "?", "fact"), Question(None, "?", "fact"), OFF_TOPIC]
    found = measured(asked, [answer(cite("a.txt", 0, 9), confidence=0.75), refusal(0.25), refusal(0.0)])
    assert (found["refused_wrongly"], found["off_topic_refused"], found["auc_off_topic"]) == (0.5, 1.0, 1.0)
    assert found["calibration_error"] == pytest.approx((0.25 + 0.75 + 0) / 3, abs=1e-4)
    assert found["brier"] == pytest.approx((0.0625 + 0.5625 + 0) / 3, abs=1e-4)
    assert found["evidence_cited"] is None
    assert found["risk_coverage_area"] is None  # the one answer that was given cannot be judged


def test_calibration_needs_answerable_and_unanswerable_questions() -> None:
    found = measured([gold(EVIDENCE), Question(None, "?")], [refusal(), refusal()])
    assert found["calibration_error"] is found["brier"] is None


def test_an_answer_is_wrong_without_the_evidence_and_where_there_is_none() -> None:
    right, wrong = cite("a.txt", 20, 40), cite("b.txt", 20, 40)
    found = measured(
        [gold(EVIDENCE), gold(EVIDENCE), OFF_TOPIC, OFF_TOPIC, Question(None, "?", "fact"), gold(EVIDENCE)],
        [
            answer(right, confidence=0.9),
            answer(wrong, confidence=0.8),
            answer(wrong, confidence=0.7),
            refusal(),
            answer(wrong, confidence=1.0),  # the right answer is unknown
            refusal(0.95),
        ],
    )
    assert found["answered_wrongly"] == 0.667
    assert found["risk_coverage_area"] == pytest.approx((0 + 1 / 2 + 2 / 3) / 3, abs=1e-4)


def test_the_95th_percentile_is_the_nearest_rank() -> None:
    asked = [Question(None, "?")] * 40
    found = measured(asked, [answer(cite("a.txt", 0, 9), seconds=number / 10) for number in range(40, 0, -1)])
    assert found["seconds_p95"] == 3.8


def test_missing_evidence_counts_against_the_question() -> None:
    lost = Evidence("a.txt", "not in it")
    some = Question("g", "?", "fact", evidence=(lost, Evidence("a.txt", TEXTS["a.txt"][20:40], 20)))
    every = Question("g", "?", "fact", evidence=some.evidence, all_needed=True)
    found = measured([some, every, Question("g", "?", "fact", evidence=(lost,))], [answer(cite("a.txt", 20, 40))] * 3)
    assert (found["evidence_cited"], found["evidence_not_in_documents"]) == (0.333, 3)


def test_each_kind_has_its_measures() -> None:
    found = measured(
        [gold(EVIDENCE, kind="date", answers=("23",)), gold(EVIDENCE, kind="date"), OFF_TOPIC],
        [answer(cite("a.txt", 20, 40), hits=(hit("a.txt", 0, 50),)), refusal(), refusal()],
    )
    assert list(found["by_kind"]) == ["date", "unanswerable"]
    assert found["by_kind"]["date"] == {
        "questions": 2, "refused": 0.5, "evidence_cited_first": 0.5, "evidence_cited": 0.5, "passage_at_5": 0.5,
        "answer_shown": 1.0,
    }  # fmt: skip
    assert found["by_kind"]["unanswerable"]["evidence_cited"] is None
