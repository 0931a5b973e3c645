"""The duplicate finder of `make check` finds what it is for, and nothing in the package."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

SAME = '''
def {name}({argument}):
    """{name} has its own docstring."""
    {other}total = 0
    for one in {argument}:
        if one.size:
            total += one.size
        else:
            total -= 1
    print(total)
    return total
'''


def find(folder: Path) -> tuple[int, str]:
    command = [sys.executable, str(ROOT / ".ci" / "duplicates.py"), str(folder)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert not result.stderr
    return result.returncode, result.stdout


def write(folder: Path, **modules: str) -> None:
    for name, text in modules.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")


def test_the_package_has_no_duplicates() -> None:
    assert find(ROOT / "qa_bot") == (0, "No duplicated code.\n")


def test_the_same_statements_under_other_names_are_found(folder: Path) -> None:
    write(
        folder,
        a=SAME.format(name="first", argument="files", other=""),
        b=SAME.format(name="second", argument="pages", other="x = 1\n    "),
    )
    code, found = find(folder)
    assert code == 1
    assert "a.py:4 first" in found
    assert "b.py:5 second" in found


def test_other_attributes_and_few_lines_are_no_duplicates(folder: Path) -> None:
    other = SAME.replace("one.size", "one.length").format(name="second", argument="pages", other="")
    short = "def {0}(a):\n    a = 1\n    b = 2\n    c = 3\n    d = 4\n    e = 5\n    return a\n"
    write(folder, a=SAME.format(name="first", argument="files", other=""), b=other, c=short.format("c") * 2)
    assert find(folder)[0] == 0


@pytest.mark.parametrize(
    "words",
    ['("may", "june", "july")', '{"july", "june", "may"}', '"june may july".split()', 'words("june may july")'],
)
def test_the_same_words_in_two_modules_are_found(folder: Path, words: str) -> None:
    write(
        folder, a='MONTHS = ["may", "june", "july"]\n', b=f"OTHER = {words}\n", c='PATTERN = "may|june|july|august"\n'
    )
    code, found = find(folder)
    assert (code, found.count("\n")) == (1, 1)
    assert "the same words (july, june, may): " in found
    (folder / "b.py").unlink()
    assert find(folder)[0] == 0
