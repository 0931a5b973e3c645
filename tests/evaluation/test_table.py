import pytest

from qa_bot.evaluation.explained import GROUPS
from qa_bot.evaluation.gold import Question
from qa_bot.evaluation.measures import measures
from qa_bot.evaluation.table import table
from qa_bot.text.wording import duration, printable
from tests.evaluation.made import EVIDENCE, HARD, OFF_TOPIC, answer, cite, gold, outcomes, refusal

ASKED = [gold(EVIDENCE, answers=("x",)), gold(EVIDENCE, kind="why\x1b[31m"), OFF_TOPIC, HARD]
GIVEN = [answer(cite("a.txt", 20, 40), seconds=1.25), refusal(), refusal(), refusal()]
MEASURED = measures(outcomes(ASKED, GIVEN))


def test_every_measure_is_told_with_a_word_on_what_it_means() -> None:
    told = [one for some in GROUPS.values() for one in some]
    assert {one.name for one in told} | {
        "questions", "citations", "evidence_cited_by_kind", "by_kind", "evidence_not_in_documents",
    } == set(MEASURED)  # fmt: skip
    assert all(one.label and one.told for one in told)
    lines = table(MEASURED)
    assert lines[0] == "4 questions, 1 quote"
    assert [line for line in lines if line in GROUPS] == list(GROUPS)
    assert "  quotes exact           100.0%  quotes that are, character for character, the text at their place" in lines


def test_what_no_question_can_tell_is_left_out() -> None:
    lines = table(measures(outcomes([Question(None, "?")], [refusal()])))
    assert [line.split("  ")[1] for line in lines if line.startswith("  ")] == [
        "refused", "", "time, median", "time, 95 of 100",
    ]  # fmt: skip
    assert not any("None" in line or "By kind" in line for line in lines)


def test_each_kind_has_a_line_that_steers_no_terminal() -> None:
    lines = table(MEASURED)
    start = next(number for number, line in enumerate(lines) if line.startswith("By kind"))
    assert lines[start].split("  ")[0] == "By kind"
    assert [line.split()[:2] for line in lines[start + 1 :]] == [
        ["fact", "1"], ["unanswerable", "2"], ["why\N{REPLACEMENT CHARACTER}[31m", "1"],
    ]  # fmt: skip
    assert "passage found" in lines[start]
    assert len({len(line) for line in lines[start:]}) == 1


@pytest.mark.parametrize("width", [40, 60, 100])
def test_the_words_keep_to_the_width(width: int) -> None:
    lines = table(MEASURED, width)
    start = next(number for number, line in enumerate(lines) if line.startswith("By kind"))
    assert max(map(len, lines[:start])) <= width


def test_names_and_times_are_written_for_people() -> None:
    assert (
        printable("a\n b\u202e\x00c\ud800")
        == "a b\N{REPLACEMENT CHARACTER}" + "\N{REPLACEMENT CHARACTER}c\N{REPLACEMENT CHARACTER}"
    )
    assert [duration(one) for one in (0.0384, 0.999, 1.25)] == ["38 ms", "999 ms", "1.2 s"]
