import pytest

from qa_bot.evaluation.descriptions import GROUPS
from qa_bot.evaluation.gold import Question
from qa_bot.evaluation.measures import measures
from qa_bot.evaluation.table import table
from tests.evaluation.made import EVIDENCE, HARD, OFF_TOPIC, answer, cite, gold, outcomes, refusal

ASKED = [gold(EVIDENCE, answers=("x",)), gold(EVIDENCE, kind="why\x1b[31m"), OFF_TOPIC, HARD]
GIVEN = [answer(cite("a.txt", 20, 40), seconds=1.25), refusal(), refusal(), refusal()]
MEASURED = measures(outcomes(ASKED, GIVEN))


def test_every_measure_is_printed_with_its_description() -> None:
    described = [one for some in GROUPS.values() for one in some]
    assert {one.name for one in described} | {
        "questions", "citations", "evidence_cited_by_kind", "by_kind", "evidence_not_in_documents",
    } == set(MEASURED)  # fmt: skip
    assert all(one.label and one.description for one in described)
    lines = table(MEASURED)
    assert lines[0] == "4 questions, 1 quote"
    assert [line for line in lines if line in GROUPS] == list(GROUPS)
    assert "  quotes exact           100.0%  quotes that equal the text at their offsets" in lines


def test_unknown_measures_are_omitted() -> None:
    lines = table(measures(outcomes([Question(None, "?")], [refusal()])))
    assert [line.split("  ")[1] for line in lines if line.startswith("  ")] == [
        "refused", "time, median", "time, 95 of 100",
    ]  # fmt: skip
    assert not any("None" in line or "By kind" in line for line in lines)


def test_each_kind_has_a_line_without_terminal_controls() -> None:
    lines = table(MEASURED)
    start = next(number for number, line in enumerate(lines) if line.startswith("By kind"))
    assert lines[start].split("  ")[0] == "By kind"
    assert [line.split()[:2] for line in lines[start + 1 :]] == [
        ["fact", "1"], ["unanswerable", "2"], ["why\N{REPLACEMENT CHARACTER}[31m", "1"],
    ]  # fmt: skip
    assert "passage found" in lines[start]
    assert len({len(line) for line in lines[start:]}) == 1


@pytest.mark.parametrize("width", [40, 60, 100])
def test_lines_are_wrapped_to_the_width(width: int) -> None:
    lines = table(MEASURED, width)
    start = next(number for number, line in enumerate(lines) if line.startswith("By kind"))
    assert max(map(len, lines[:start])) <= width
