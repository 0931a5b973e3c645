"""``qa-bot ask``."""

import json
from pathlib import Path

from tests.cli.contract import ANSWER_KEYS, CITATION_KEYS, PASSAGE_KEYS, SHORTLY_ANSWERED_KEYS, SIGNED, Command, exact


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
    assert [list(first), list(second), list(third)] == [
        ["id", *SHORTLY_ANSWERED_KEYS],
        ["id", *ANSWER_KEYS],
        ANSWER_KEYS,
    ]
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


def test_an_answer_for_people_is_on_standard_output(command: Command, store: Path) -> None:
    found = command("ask", SIGNED, "--store", store)
    assert (found.code, found.err) == (0, "")
    short, _, statement = found.out.splitlines()[:3]
    assert short == "June 15, 2021 [1]"
    assert "June 15, 2021. [1]" in statement
    assert "(001_e00cb28dce447f98.txt, characters " in found.out
    nothing = command("ask", "What is the capital of Peru?", "--store", store)
    assert (nothing.code, nothing.err) == (0, "")
    assert nothing.out == "The documents do not say.\nNo document has: Peru.\n"
    listed = command("ask", "What documents do you have?", "--store", store).out.splitlines()
    assert listed[0] == "5 documents:"
    assert "(001_e00cb28dce447f98.txt, " in "\n".join(listed[1:])


def test_an_answer_for_scripts_is_one_line_of_json(command: Command, store: Path, seeds: Path) -> None:
    result = command("ask", SIGNED, "--store", store, "--json")
    assert (result.code, result.err, result.out.count("\n")) == (0, "", 1)
    answer = json.loads(result.out)
    assert list(answer) == SHORTLY_ANSWERED_KEYS
    assert exact(answer, seeds)
    assert "ü" in result.out
