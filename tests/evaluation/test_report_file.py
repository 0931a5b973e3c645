"""The report's file is checked early and replaced atomically."""

from pathlib import Path

import pytest

from qa_bot.errors import QaBotError
from qa_bot.evaluation.report_file import check_report, write_report


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    path = tmp_path / "questions.jsonl"
    path.touch()
    return path


def test_the_file_is_replaced_completely(tmp_path: Path, questions: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(b"old")
    check_report(path, questions)
    assert path.read_bytes() == b"old"
    write_report(path, "ü\r\n")
    assert path.read_bytes() == "ü\r\n".encode()
    assert sorted(tmp_path.iterdir()) == [path, questions]


def test_a_link_stays_a_link(tmp_path: Path, questions: Path) -> None:
    (tmp_path / "there").mkdir()
    link, target = tmp_path / "link.html", tmp_path / "there" / "page.html"
    link.symlink_to(target)
    check_report(link, questions)
    write_report(link, "new")
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "new"


def test_the_report_must_not_replace_the_questions(tmp_path: Path, questions: Path) -> None:
    with pytest.raises(QaBotError, match="would replace the questions: name another file"):
        check_report(tmp_path / "." / "questions.jsonl", questions)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("none/page.html", "No such file or directory"),
        ("file/page.html", "Not a directory"),
        ("folder", "it is not a file"),
        ("x" * 300, "File name too long"),
    ],
)
def test_an_unwritable_report_is_reported_early(tmp_path: Path, questions: Path, name: str, reason: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    with pytest.raises(QaBotError, match=rf"^The report .* cannot be written \({reason}\): "):
        check_report(tmp_path / name, questions)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder", "questions.jsonl"]


def test_a_failure_while_writing_is_reported_and_leaves_nothing(tmp_path: Path, questions: Path) -> None:
    path = tmp_path / "there" / "page.html"
    path.parent.mkdir()
    check_report(path, questions)
    path.mkdir()  # as a full disk would fail
    with pytest.raises(QaBotError, match="cannot be written"):
        write_report(path, "new")
    assert list(path.parent.iterdir()) == [path]
