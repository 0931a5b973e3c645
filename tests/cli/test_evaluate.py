"""``qa-bot evaluate``."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.contract import SIGNED, Command, is_one_line
from tests.processes import Result

GOLD_LINE = {
    "question": SIGNED,
    "kind": "date",
    "answers": ["June 15, 2021"],
    "evidence": [{"file": "001_e00cb28dce447f98.txt", "text": "signed on June 15, 2021"}],
}


@pytest.fixture
def evaluate(command: Command, seeds: Path, store: Path, tmp_path: Path) -> Command:
    """``evaluate(lines, *options)``: the command on a file of these lines."""

    def call(lines: list[dict[str, Any]], *options: object) -> Result:
        (tmp_path / "gold.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
        return command("evaluate", "gold.jsonl", "--seeds", seeds, "--store", store, *options)

    return call


def test_evaluate_prints_the_measures_for_people_and_for_scripts(evaluate: Command) -> None:
    result = evaluate([GOLD_LINE], "--json")
    assert (result.code, result.err, result.out.count("\n")) == (0, "", 1)
    measured = json.loads(result.out)
    assert (measured["questions"], measured["citations_exact"], measured["answer_shown"]) == (1, 1.0, 1.0)
    assert measured["calibration_error"] is None
    plain = evaluate([GOLD_LINE])
    assert (plain.code, plain.err) == (0, "")
    assert plain.out.startswith("1 question, ")
    assert "\n  quotes exact           100.0%  quotes that equal the text at their offsets" in plain.out
    assert "None" not in plain.out
    assert "calibration" not in plain.out


def test_evaluate_accepts_questions_without_known_answers(evaluate: Command, tmp_path: Path) -> None:
    lines = [{"question": SIGNED}, {"question": "What is the capital of Peru?", "kind": "unanswerable"}]
    result = evaluate(lines, "--json", "--report", "page.html")
    measured = json.loads(result.out)
    assert (measured["refused"], measured["off_topic_refused"], measured["citations_exact"]) == (0.5, 1.0, 1.0)
    assert measured["evidence_cited"] is measured["refused_wrongly"] is None
    assert measured["seconds_p95"] > 0
    assert "None, as far as the questions say." in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_evaluate_writes_a_report_as_well(evaluate: Command, tmp_path: Path) -> None:
    lost = GOLD_LINE | {"id": "lost", "evidence": [{"file": "001_e00cb28dce447f98.txt", "text": "signed in Rome"}]}
    result = evaluate([GOLD_LINE, lost], "--json", "--report", "page.html")
    warning, where = result.err.splitlines()
    assert warning == "Question lost: its evidence is not in 001_e00cb28dce447f98.txt: 'signed in Rome'"
    assert where == "The report with all errors is page.html"
    assert (result.code, json.loads(result.out)["evidence_not_in_documents"]) == (0, 1)
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert all(words in page for words in ("signed in Rome", "evidence not in the documents", warning.split("'")[0]))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["gold.jsonl", "page.html"]


def test_evaluate_checks_everything_before_it_asks(evaluate: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QA_BOT_EMBEDDING", "tests.cli.test_evaluate:explode")  # a question asked would end in this
    for options, message in [
        (["--report", "none/page.html"], "The report none/page.html cannot be written (No such file or directory)"),
        (["--report", "."], "The report . cannot be written (it is not a file)"),
        (["--report", "gold.jsonl"], "would replace the questions"),
    ]:
        result = evaluate([GOLD_LINE], *options)
        assert (result.code, result.out) == (1, "")
        assert is_one_line(result.err, message), result.err
    assert is_one_line(evaluate([], "--report", "page.html").err, "gold.jsonl has no question")


def test_evaluate_names_an_unusable_question(evaluate: Command, tmp_path: Path) -> None:
    result = evaluate([{"question": "x" * 5000}], "--report", "page.html")
    assert (result.code, result.out) == (1, "")
    assert is_one_line(result.err, "Question #1: The question has 5000 characters")
    assert [path.name for path in tmp_path.iterdir()] == ["gold.jsonl"]


def test_evaluate_shows_progress_on_a_terminal(evaluate: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert evaluate([GOLD_LINE, GOLD_LINE], "--json").err == "asked 1 of 2\rasked 2 of 2\n"
