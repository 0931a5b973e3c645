"""The command line as a script sees it: in a process of its own where that matters, else by its ``main``."""

import json
import logging
import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from qa_bot.bot import Bot
from qa_bot.cli.commands import main
from tests.processes import Begun, Result

SIGNED = "When was the Shusha Declaration signed?"
ANSWER_KEYS = [
    "question", "searched", "found", "confidence", "mode", "answer", "statements", "citations", "passages", "seconds",
]  # fmt: skip
CITATION_KEYS = ["number", "source", "document_id", "start", "end", "quote"]
PASSAGE_KEYS = ["source", "start", "end", "score", "ranks"]
REPORT_KEYS = [
    "added", "changed", "renamed", "removed", "failed", "unchanged", "documents", "passages", "embedded", "generation",
    "seconds",
]  # fmt: skip
STATUS_KEYS = ["generation", "documents", "passages", "indexed_at", "model", "pending", "failed"]


Command = Callable[..., Result]


@pytest.fixture
def command(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Command]:
    """The command in this process, in a folder of its own, with all that it or a library prints."""
    for name in [name for name in os.environ if name.startswith("QA_BOT_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)

    def call(*arguments: object, **variables: str) -> Result:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        capfd.readouterr()
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as ended:
            code = int(ended.code or 0)
        return Result(code, *capfd.readouterr())

    yield call
    logging.disable(logging.NOTSET)


@pytest.fixture
def store(seeds_bot: Bot) -> Path:
    return seeds_bot.settings.store


def is_one_line(told: str, *words: str) -> bool:
    return told.count("\n") == 1 and "Traceback" not in told and all(word in told for word in words)


def exact(answer: dict[str, Any], seeds: Path) -> bool:
    """Three lines of Python check a citation, as the contract says."""
    for citation in answer["citations"]:
        text = (seeds / citation["source"]).read_bytes().decode("utf-8").removeprefix("\ufeff")
        assert text[citation["start"] : citation["end"]] == citation["quote"]
    return bool(answer["citations"])


def test_index_and_ask_as_a_script_runs_them_print_a_line_of_json_each_and_nothing_else(
    watched: Begun, seeds: Path
) -> None:
    code, out, err = watched.result()
    assert (code, err, out.count("\n")) == (0, "", 2)
    report, answer = map(json.loads, out.splitlines())
    assert list(report) == REPORT_KEYS
    assert report["added"] == sorted(path.name for path in seeds.iterdir())
    assert [failure["source"] for failure in report["failed"]] == ["bad\u202e.txt"]
    assert (report["documents"], report["unchanged"], report["generation"]) == (5, 0, "gen-000001")
    assert report["embedded"] == report["passages"] > 50
    assert (watched.folder / "store" / "CURRENT").read_text(encoding="utf-8") == "gen-000001\n"
    assert list(answer) == ANSWER_KEYS
    assert exact(answer, seeds)


def test_a_file_of_questions_is_answered_in_lines_of_json(
    command: Command, seeds: Path, store: Path, tmp_path: Path
) -> None:
    lines = [
        {"id": "a", "question": SIGNED},
        {"id": 7, "question": "Who approved it?", "history": [{"question": SIGNED, "answer": "On June 15, 2021."}]},
        {"question": "What is the capital of Peru?"},
    ]
    (tmp_path / "q.jsonl").write_text("\n".join(map(json.dumps, lines)) + "\n", encoding="utf-8")
    asked = command("ask", "--questions", "q.jsonl", "--store", store, "--json")
    assert (asked.code, asked.err) == (0, "")
    first, second, third = map(json.loads, asked.out.splitlines())
    assert [list(first), list(second), list(third)] == [["id", *ANSWER_KEYS], ["id", *ANSWER_KEYS], ANSWER_KEYS]
    assert (first["id"], second["id"]) == ("a", 7)
    assert [list(one) for one in first["citations"]] == [CITATION_KEYS] * len(first["citations"])
    assert [list(one) for one in first["passages"]] == [PASSAGE_KEYS] * len(first["passages"])
    assert first["passages"][0]["ranks"].keys() <= {"meaning", "words"}
    assert exact(first, seeds)
    assert "June 15, 2021" in first["citations"][0]["quote"]
    assert (first["mode"], first["found"], first["searched"]) == ("extract", True, SIGNED)
    assert first["answer"] == " ".join(statement["text"] for statement in first["statements"])
    cited = {number for statement in first["statements"] for number in statement["citations"]}
    assert cited == {citation["number"] for citation in first["citations"]}
    assert "Shusha" in second["searched"] != second["question"]
    assert (third["found"], third["answer"], third["statements"], third["citations"]) == (False, "", [], [])


HEAVY = ("chromadb", "llama_index", "numpy", "onnxruntime", "pydantic", "streamlit", "tantivy")
"""What takes a second and more to import."""


def run_lightly(*arguments: object, cwd: Path) -> Result:
    """The command in a process of its own, which imports nothing that is heavy."""
    code, out, err = Begun("-X", "importtime", "-m", "qa_bot.cli", *map(str, arguments), folder=cwd).result()
    lines = err.splitlines(keepends=True)
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in lines if line.startswith("import time:")}
    assert "qa_bot" in imported
    assert not imported.intersection(HEAVY)
    return Result(code, out, "".join(line for line in lines if not line.startswith("import time:")))


def test_help_imports_nothing_that_is_heavy(tmp_path: Path) -> None:
    shown = run_lightly("--help", cwd=tmp_path)
    assert shown.code == 0
    assert all(name in shown.out for name in ("chat", "index", "ask", "status", "verify", "evaluate"))


@pytest.mark.parametrize("name", ["chat", "index", "ask", "status", "verify", "evaluate"])
def test_every_command_takes_the_two_folders_and_explains_itself(command: Command, name: str) -> None:
    shown = command(name, "--help")
    assert shown.code == 0
    assert {"--seeds", "--store"} <= {word.strip("[") for word in shown.out.split()}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "the following arguments are required: COMMAND; see `qa-bot --help`"),
        (["sing"], "invalid choice: 'sing'"),
        (["ask"], "give one QUESTION or --questions"),
        (["ask", "When?", "--questions", "q.jsonl", "--json"], "give one QUESTION or --questions"),
        (["ask", "--questions", "q.jsonl"], "add --json"),
        (["ask", "When?", "--loud"], "unrecognized arguments: --loud"),
        (["index", "a", "--seeds", "b"], "give FOLDER or --seeds, not both"),
        (["chat", "--port", "many"], "invalid int value: 'many'"),
        (["evaluate"], "the following arguments are required: FILE.jsonl"),
        (["verify", "--json"], "unrecognized arguments: --json"),
    ],
)
def test_wrong_usage_is_told_in_one_line_with_the_exit_code_2(
    command: Command, arguments: list[str], told: str
) -> None:
    result = command(*arguments)
    assert (result.code, result.out) == (2, "")
    assert is_one_line(result.err, "qa-bot", told, "--help") or "add --json" in result.err


def test_wrong_usage_and_a_bad_file_of_questions_cost_no_heavy_import(tmp_path: Path) -> None:
    (tmp_path / "q.jsonl").write_text('{"question": "When?"}\n\n{"id": 1}\n', encoding="utf-8")
    bad = run_lightly("ask", "--questions", "q.jsonl", "--json", cwd=tmp_path)
    assert (bad.code, bad.out) == (1, "")
    assert is_one_line(bad.err, "q.jsonl, line 3 is not a question")
    none = run_lightly(cwd=tmp_path)
    assert (none.code, none.out) == (2, "")


def test_a_busy_port_is_told_before_any_work(command: Command, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = command("chat", "--port", port, "--seeds", tmp_path / "none")
    no_folder = command("chat", "--port", port, "--seeds", tmp_path / "none")
    assert (no_folder.code, no_folder.out) == (1, "")
    assert is_one_line(no_folder.err.partition("\n")[2], "does not exist: create it, or name another with --seeds")
    assert (result.code, result.out) == (1, "")
    assert is_one_line(result.err, f"cannot listen at 127.0.0.1:{port}", "--port")
    assert is_one_line(command("chat", "--port", 70000).err, "There is no port 70000")
    assert is_one_line(command("chat", "--host", "192.0.2.1").err, "cannot listen at 192.0.2.1:8501")


def test_what_cannot_be_done_is_told_in_one_line_with_the_exit_code_1(
    command: Command, seeds: Path, store: Path, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_bytes(b"a file")
    (tmp_path / "q.jsonl").write_text("{}", encoding="utf-8")
    cases: list[tuple[list[object], str]] = [
        (["index", tmp_path / "none"], "does not exist: create it, or name another with --seeds"),
        (["index", tmp_path / "file"], "is not a folder"),
        (["index", tmp_path / "empty"], "holds no files: put documents into it"),
        (["index", seeds, "--store", tmp_path / "file"], "cannot be used (File exists)"),
        (["index", seeds, "--store", tmp_path / "file" / "store"], "cannot be used (Not a directory)"),
        (["ask", SIGNED, "--store", tmp_path / "none"], "run `qa-bot index` first"),
        (["verify", "--store", tmp_path / "none"], "run `qa-bot index` first"),
        (["evaluate", tmp_path / "none.jsonl", "--store", store], "none.jsonl cannot be read (No such file"),
        (["evaluate", tmp_path / "q.jsonl", "--store", store], "q.jsonl, line 1 is not a question"),
        (["ask", "--questions", tmp_path / "none.jsonl", "--json", "--store", store], "cannot be read"),
        (["ask", "", "--store", store], "The question is empty: write one."),
        (["ask", " \n ", "--json", "--store", store], "The question is empty: write one."),
        (["ask", "x" * 100_000, "--store", store], "has 100000 characters"),
    ]
    for arguments, told in cases:
        result = command(*arguments)
        assert (result.code, result.out) == (1, ""), arguments
        assert is_one_line(result.err, "qa-bot: ", told), (arguments, result.err)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "file", "q.jsonl"]


def test_a_store_of_other_settings_is_refused_with_the_way_out(command: Command, seeds: Path, store: Path) -> None:
    for arguments in (["ask", SIGNED], ["status"], ["verify"], ["index"]):
        result = command(*arguments, "--seeds", seeds, "--store", store, QA_BOT_PASSAGE_CHARACTERS="300")
        assert (result.code, result.out) == (1, "")
        assert is_one_line(result.err, "passage_characters 1000, now 300", "qa-bot index --rebuild")
    result = command("status", "--store", store, QA_BOT_PASSAGE_CHARACTERS="few")
    assert is_one_line(result.err, "QA_BOT_PASSAGE_CHARACTERS is 'few'")


def test_the_two_folders_may_be_named_by_variables(command: Command, seeds: Path, store: Path) -> None:
    status = json.loads(command("status", "--json", QA_BOT_SEEDS=str(seeds), QA_BOT_STORE=str(store)).out)
    assert (status["documents"], status["pending"]) == (5, {"added": 0, "changed": 0, "removed": 0})


def test_an_answer_for_people_is_on_standard_output(command: Command, store: Path) -> None:
    found = command("ask", SIGNED, "--store", store)
    assert (found.code, found.err) == (0, "")
    assert "June 15, 2021. [1]" in found.out.splitlines()[0]
    assert "(001_e00cb28dce447f98.txt, characters " in found.out
    nothing = command("ask", "What is the capital of Peru?", "--store", store)
    assert (nothing.code, nothing.err) == (0, "")
    assert nothing.out.startswith("The documents do not say.\nNearest passages, which may not answer it:\n")


def test_an_answer_for_scripts_is_one_line_of_json(command: Command, store: Path, seeds: Path) -> None:
    result = command("ask", SIGNED, "--store", store, "--json")
    assert (result.code, result.err, result.out.count("\n")) == (0, "", 1)
    answer = json.loads(result.out)
    assert list(answer) == ANSWER_KEYS
    assert exact(answer, seeds)
    assert "ü" in result.out


def test_status_tells_what_is_indexed_and_what_differs(
    command: Command, store: Path, folder: Path, seeds: Path
) -> None:
    plain = command("status", "--seeds", seeds, "--store", store)
    assert (plain.code, plain.err) == (0, "")
    assert plain.out.startswith("5 documents, ")
    assert "differs in the folder: nothing" in plain.out
    told = json.loads(command("status", "--json", "--seeds", folder, "--store", store).out)
    assert list(told) == STATUS_KEYS
    assert told["pending"] == {"added": 0, "changed": 0, "removed": 5}
    empty = command("status", "--json", "--seeds", seeds, "--store", folder / "none")
    assert empty.code == 0
    assert json.loads(empty.out)["generation"] is None


def test_verify_tells_that_all_is_proven_or_what_is_not(command: Command, folder: Path, tmp_path: Path) -> None:
    (folder / "a.txt").write_text("Baku is the capital of Azerbaijan.", encoding="utf-8")
    command("index", folder, "--store", tmp_path / "s")
    fine = command("verify", "--store", tmp_path / "s")
    assert (fine.code, fine.err) == (0, "")
    assert fine.out == "1 passage of gen-000001 proven, in the texts and in both indexes.\n"
    (text,) = (tmp_path / "s" / "texts").iterdir()
    text.write_text("Baku is the capital of Azerbaidjan.", encoding="utf-8")
    broken = command("verify", "--store", tmp_path / "s")
    assert broken.code == 1
    assert broken.out.startswith("a.txt: ")
    assert is_one_line(broken.err, "1 problem in gen-000001: run `qa-bot index --rebuild`")
    assert command("index", folder, "--store", tmp_path / "s", "--rebuild").code == 0
    assert command("verify", "--store", tmp_path / "s").code == 0


def test_index_tells_people_what_it_did_and_strict_is_strict(command: Command, folder: Path, tmp_path: Path) -> None:
    (folder / "a.txt").write_text("Baku is the capital of Azerbaijan.", encoding="utf-8")
    (folder / "bad.txt").write_bytes(b"no\0text")
    (folder / "wide.txt").write_bytes("Quito is the capital of Ecuador.".encode("utf-16"))
    first = command("index", folder, "--store", tmp_path / "s")
    assert (first.code, first.out) == (0, "")
    added, wide, failed, note, summary = first.err.splitlines()
    assert (added, wide) == ("added    a.txt", "added    wide.txt")
    assert failed == "failed   bad.txt: it is not text: it holds NUL bytes"
    assert note.startswith("note     wide.txt: read as UTF-16")
    assert summary.startswith("2 documents, 2 passages in gen-000001; 2 passages embedded, 0 files unchanged, ")
    strict = command("index", "--seeds", folder, "--store", tmp_path / "s", "--strict", "--json")
    assert (strict.code, strict.err) == (1, "")
    assert [failure["source"] for failure in json.loads(strict.out)["failed"]] == ["bad.txt"]
    (folder / "bad.txt").unlink()
    mended = command("index", folder, "--store", tmp_path / "s", "--strict", "--json")
    assert (mended.code, json.loads(mended.out)["removed"]) == (0, ["bad.txt"])


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


def test_evaluate_tells_the_measures_to_people_and_to_scripts(evaluate: Command) -> None:
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


def test_evaluate_takes_questions_of_which_nothing_is_known(evaluate: Command, tmp_path: Path) -> None:
    lines = [{"question": SIGNED}, {"question": "What is the capital of Peru?", "kind": "unanswerable"}]
    result = evaluate(lines, "--json", "--report", "page.html")
    measured = json.loads(result.out)
    assert (measured["refused"], measured["off_topic_refused"], measured["citations_exact"]) == (0.5, 1.0, 1.0)
    assert measured["evidence_cited"] is measured["refused_wrongly"] is None
    assert measured["seconds_p95"] > 0
    assert "None, as far as the questions say." in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_evaluate_writes_a_report_beside_what_it_prints(evaluate: Command, tmp_path: Path) -> None:
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


def test_evaluate_tells_what_cannot_be_done_before_it_asks(evaluate: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QA_BOT_EMBEDDING", "tests.cli.test_commands:explode")  # a question asked would end in this
    for options, told in [
        (["--report", "none/page.html"], "The report none/page.html cannot be written (No such file or directory)"),
        (["--report", "."], "The report . cannot be written (it is not a file)"),
        (["--report", "gold.jsonl"], "would replace the questions"),
    ]:
        result = evaluate([GOLD_LINE], *options)
        assert (result.code, result.out) == (1, "")
        assert is_one_line(result.err, told), result.err
    assert is_one_line(evaluate([], "--report", "page.html").err, "gold.jsonl has no question")


def test_evaluate_names_the_question_that_cannot_be_asked(evaluate: Command, tmp_path: Path) -> None:
    result = evaluate([{"question": "x" * 5000}], "--report", "page.html")
    assert (result.code, result.out) == (1, "")
    assert is_one_line(result.err, "Question #1: The question has 5000 characters")
    assert [path.name for path in tmp_path.iterdir()] == ["gold.jsonl"]


def test_evaluate_counts_where_a_person_watches(evaluate: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert evaluate([GOLD_LINE, GOLD_LINE], "--json").err == "asked 1 of 2\rasked 2 of 2\n"


def test_nothing_unexpected_is_shown_as_a_traceback(command: Command, store: Path) -> None:
    result = command("status", "--store", store, QA_BOT_EMBEDDING="tests.cli.test_commands:explode")
    assert (result.code, result.out) == (1, "")
    broken = command("ask", SIGNED, "--store", "\0")
    assert (broken.code, broken.out) == (1, "")
    assert is_one_line(broken.err, "ValueError", "set QA_BOT_TRACEBACK=1")
    shown = command("ask", SIGNED, "--store", "\0", QA_BOT_TRACEBACK="1")
    assert "Traceback (most recent call last)" in shown.err
