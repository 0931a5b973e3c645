from pathlib import Path

import pytest

from qa_bot.errors import QaBotError
from qa_bot.evaluation.writing import replacing


def test_the_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(b"old")
    with replacing(path) as write:
        assert path.read_bytes() == b"old"
        write("ü\r\n")
    assert path.read_bytes() == "ü\r\n".encode()
    assert list(tmp_path.iterdir()) == [path]


def test_what_is_not_written_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(b"old")
    with pytest.raises(KeyboardInterrupt), replacing(path):
        raise KeyboardInterrupt
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    link, target = tmp_path / "link.html", tmp_path / "there" / "page.html"
    link.symlink_to(target)
    with replacing(link) as write:
        write("new")
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "new"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("none/page.html", "No such file or directory"),
        ("file/page.html", "Not a directory"),
        ("folder", "it is no file"),
        ("x" * 300, "File name too long"),
    ],
)
def test_what_cannot_be_written_is_told_before_anything_is_done(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    begun = False
    with pytest.raises(QaBotError, match=rf"^The report .* cannot be written \({reason}\): name "):  # noqa: SIM117
        with replacing(tmp_path / name):
            begun = True
    assert not begun
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]


def test_a_disk_that_is_full_in_the_end_is_told(tmp_path: Path) -> None:
    path = tmp_path / "there" / "page.html"
    path.parent.mkdir()
    with replacing(path) as write:
        path.mkdir()  # as good as a full disk: what was free is not any more
        with pytest.raises(QaBotError, match="cannot be written"):
            write("new")
    assert list(path.parent.iterdir()) == [path]
