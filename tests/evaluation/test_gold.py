import json
from pathlib import Path

import pytest

from qa_bot.errors import QaBotError
from qa_bot.evaluation.gold import Evidence, Question, read_questions, read_some_questions
from qa_bot.records import Turn
from tests.conftest import ROOT, SEEDS

GOLD = ROOT / "tests" / "golden" / "gold.jsonl"


def questions(tmp_path: Path, *lines: str) -> list[Question]:
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return read_questions(path)


def test_a_question_alone_is_enough(tmp_path: Path) -> None:
    assert questions(tmp_path, '{"question": "When?"}') == [Question(None, "When?")]


def test_every_field_is_read(tmp_path: Path) -> None:
    line = {
        "id": "g1",
        "question": "And when\u2028was it?",
        "kind": "followup",
        "answers": ["June 15"],
        "evidence": [{"file": "a.txt", "text": "On June 15."}, {"file": "b.txt", "text": "Then.", "start": 7}],
        "all_needed": True,
        "history": [{"question": "What?", "answer": "It."}],
        "note": "hard",
    }
    (found,) = questions(tmp_path, "", json.dumps(line, ensure_ascii=False), "  ")
    assert found == Question(
        id="g1",
        question="And when\u2028was it?",
        kind="followup",
        answers=("June 15",),
        evidence=(Evidence("a.txt", "On June 15."), Evidence("b.txt", "Then.", 7)),
        all_needed=True,
        history=(Turn("What?", "It."),),
        note="hard",
    )


@pytest.mark.parametrize(
    "bad",
    [
        "not JSON",
        "[]",
        '"When?"',
        "7",
        "{}",
        '{"question": 7}',
        '{"question": "When?", "history": [{"question": "What?"}]}',
        '{"question": "When?", "history": ["What?"]}',
        '{"question": "When?", "evidence": [{"text": "x"}]}',
        '{"question": "When?", "evidence": [{"file": "a.txt", "text": ""}]}',
        '{"question": "When?", "evidence": [{"file": "a.txt", "text": "x", "start": -1}]}',
        '{"question": "When?", "evidence": [{"file": "a.txt", "text": "x", "start": true}]}',
        '{"question": "When?", "evidence": {"file": "a.txt", "text": "x"}}',
        '{"question": "When?", "answers": "in June"}',
        '{"question": "When?", "answers": [7]}',
        '{"question": "When?", "kind": 7}',
        '{"question": " \\t"}',
        '{"question": "When \\ud800?"}',
    ],
)
def test_a_line_that_is_not_a_question_is_reported_by_its_number(tmp_path: Path, bad: str) -> None:
    with pytest.raises(QaBotError, match=r"questions\.jsonl, line 3 is not a question"):
        questions(tmp_path, '{"question": "When?"}', "", bad)


def test_null_equals_absent(tmp_path: Path) -> None:
    names = ("id", "kind", "answers", "evidence", "history", "note", "all_needed")
    line = {"question": "When?"} | dict.fromkeys(names)
    assert questions(tmp_path, json.dumps(line)) == [Question(None, "When?")]


def test_an_evaluation_needs_a_question(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text("\n \n", encoding="utf-8")
    with pytest.raises(QaBotError, match=r"questions\.jsonl has no question: write one JSON object a line"):
        read_some_questions(path)
    path.write_text('{"question": "When?"}', encoding="utf-8")
    assert read_some_questions(path) == [Question(None, "When?")]


def test_an_unreadable_file_is_reported(tmp_path: Path) -> None:
    with pytest.raises(QaBotError, match=r"none\.jsonl cannot be read \(No such file"):
        read_questions(tmp_path / "none.jsonl")
    (tmp_path / "latin.jsonl").write_bytes(b'{"question": "T\xfcrkiye?"}')
    with pytest.raises(QaBotError, match="it is not UTF-8 text"):
        read_questions(tmp_path / "latin.jsonl")


def test_the_evidence_of_the_gold_questions_is_in_the_seeds() -> None:
    found = read_questions(GOLD)
    assert len({question.id for question in found}) == len(found) == 80
    for question in found:
        assert question.evidence or question.kind == "unanswerable", question.id
        for evidence in question.evidence:
            text = (SEEDS / evidence.source).read_bytes().decode("utf-8")
            start = text.find(evidence.text) if evidence.start is None else evidence.start
            assert text[start : start + len(evidence.text)] == evidence.text, question.id
