"""The command line as a script sees it: in its own process where that matters, else by its ``main``."""

import json
import socket
from pathlib import Path

import pytest

from tests.cli.contract import REPORT_KEYS, SHORTLY_ANSWERED_KEYS, SIGNED, STATUS_KEYS, Command, exact, is_one_line
from tests.processes import Begun, Result


def test_index_and_ask_print_one_line_of_json_each_and_nothing_else(watched: Begun, seeds: Path) -> None:
    code, out, err = watched.result()
    assert (code, err, out.count("\n")) == (0, "", 2)
    report, answer = map(json.loads, out.splitlines())
    assert list(report) == REPORT_KEYS
    assert report["added"] == sorted(path.name for path in seeds.iterdir())
    assert [failure["source"] for failure in report["failed"]] == ["bad\u202e.txt"]
    assert (report["documents"], report["unchanged"], report["generation"]) == (5, 0, "gen-000001")
    assert report["embedded"] == report["passages"] > 50
    assert (watched.folder / "store" / "CURRENT").read_text(encoding="utf-8") == "gen-000001\n"
    assert list(answer) == SHORTLY_ANSWERED_KEYS
    assert exact(answer, seeds)


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


def test_help_imports_nothing_heavy(tmp_path: Path) -> None:
    shown = run_lightly("--help", cwd=tmp_path)
    assert shown.code == 0
    assert all(name in shown.out for name in ("chat", "index", "ask", "status", "verify", "evaluate"))


@pytest.mark.parametrize("name", ["chat", "index", "ask", "status", "verify", "evaluate"])
def test_every_command_has_help_and_takes_both_folders(command: Command, name: str) -> None:
    shown = command(name, "--help")
    assert shown.code == 0
    assert {"--seeds", "--store"} <= {word.strip("[") for word in shown.out.split()}


@pytest.mark.parametrize(
    ("arguments", "message"),
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
def test_wrong_usage_is_one_line_and_exit_code_2(command: Command, arguments: list[str], message: str) -> None:
    result = command(*arguments)
    assert (result.code, result.out) == (2, "")
    assert is_one_line(result.err, "qa-bot", message, "--help") or "add --json" in result.err


def test_wrong_usage_and_a_bad_file_of_questions_import_nothing_heavy(tmp_path: Path) -> None:
    (tmp_path / "q.jsonl").write_text('{"question": "When?"}\n\n{"id": 1}\n', encoding="utf-8")
    bad = run_lightly("ask", "--questions", "q.jsonl", "--json", cwd=tmp_path)
    assert (bad.code, bad.out) == (1, "")
    assert is_one_line(bad.err, "q.jsonl, line 3 is not a question")
    none = run_lightly(cwd=tmp_path)
    assert (none.code, none.out) == (2, "")


def test_a_busy_port_is_reported_before_any_work(command: Command, tmp_path: Path) -> None:
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


def test_a_failure_is_one_line_and_exit_code_1(command: Command, seeds: Path, store: Path, tmp_path: Path) -> None:
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
    for arguments, message in cases:
        result = command(*arguments)
        assert (result.code, result.out) == (1, ""), arguments
        assert is_one_line(result.err, "qa-bot: ", message), (arguments, result.err)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "file", "q.jsonl"]


def test_a_store_of_other_settings_is_refused_with_the_remedy(command: Command, seeds: Path, store: Path) -> None:
    for arguments in (["ask", SIGNED], ["status"], ["verify"], ["index"]):
        result = command(*arguments, "--seeds", seeds, "--store", store, QA_BOT_PASSAGE_CHARACTERS="300")
        assert (result.code, result.out) == (1, "")
        assert is_one_line(result.err, "passage_characters 1000, now 300", "qa-bot index --rebuild")
    result = command("status", "--store", store, QA_BOT_PASSAGE_CHARACTERS="few")
    assert is_one_line(result.err, "QA_BOT_PASSAGE_CHARACTERS is 'few'")


def test_environment_variables_name_the_folders(command: Command, seeds: Path, store: Path) -> None:
    status = json.loads(command("status", "--json", QA_BOT_SEEDS=str(seeds), QA_BOT_STORE=str(store)).out)
    assert (status["documents"], status["pending"]) == (5, {"added": 0, "changed": 0, "removed": 0})


def test_status_shows_what_is_indexed_and_what_differs(
    command: Command, store: Path, folder: Path, seeds: Path
) -> None:
    plain = command("status", "--seeds", seeds, "--store", store)
    assert (plain.code, plain.err) == (0, "")
    assert plain.out.startswith("5 documents, ")
    assert "differs in the folder: nothing" in plain.out
    found = json.loads(command("status", "--json", "--seeds", folder, "--store", store).out)
    assert list(found) == STATUS_KEYS
    assert found["pending"] == {"added": 0, "changed": 0, "removed": 5}
    empty = command("status", "--json", "--seeds", seeds, "--store", folder / "none")
    assert empty.code == 0
    assert json.loads(empty.out)["generation"] is None


def test_verify_reports_what_is_not_proven(command: Command, folder: Path, tmp_path: Path) -> None:
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


def test_index_reports_each_file_and_strict_fails_with_a_file(command: Command, folder: Path, tmp_path: Path) -> None:
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


def test_unexpected_errors_show_no_traceback(command: Command, store: Path) -> None:
    result = command("status", "--store", store, QA_BOT_EMBEDDING="tests.cli.test_commands:explode")
    assert (result.code, result.out) == (1, "")
    broken = command("ask", SIGNED, "--store", "\0")
    assert (broken.code, broken.out) == (1, "")
    assert is_one_line(broken.err, "ValueError", "set QA_BOT_TRACEBACK=1")
    shown = command("ask", SIGNED, "--store", "\0", QA_BOT_TRACEBACK="1")
    assert "Traceback (most recent call last)" in shown.err
