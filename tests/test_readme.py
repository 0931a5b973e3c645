"""The README's map of the package is the package's listing, and its glossary stays short."""

import re

from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
PACKAGE = ROOT / "qa_bot"
NOT_LISTED = {"__init__.py", "py.typed", "__pycache__"}
MOST_TERMS = 20


def rows(header: str) -> list[str]:
    """Return the rows of the table with this header."""
    _, _, rest = README.partition(f"{header}\n")
    return [line for line in rest.partition("\n\n")[0].splitlines() if not line.startswith("|---")]


def test_the_map_has_what_ls_shows() -> None:
    listed = [name for row in rows("| `ls qa_bot` | content |") for name in re.findall(r"\]\(qa_bot/([\w.]+)\)", row)]
    assert len(listed) == len(set(listed))
    assert set(listed) == {path.name for path in PACKAGE.iterdir()} - NOT_LISTED


def test_the_map_names_each_folder_within_a_folder() -> None:
    for row in rows("| `ls qa_bot` | content |"):
        for name in re.findall(r"\]\(qa_bot/(\w+)\)", row):
            inner = {path.name for path in (PACKAGE / name).iterdir() if path.is_dir() and path.name[0] not in "_."}
            assert inner <= set(re.findall(r"`(\w+)/`", row.partition(" | ")[2]))


def test_what_is_named_exists() -> None:
    table = rows("| new | module | line | shown by |")
    paths = re.findall(r"`((?:qa_bot|tests)/[\w/.]+)`", "\n".join(table))
    links = [path for path in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in path]
    assert len(paths) > 6
    assert [path for path in (*paths, *links) if not (ROOT / path).exists()] == []


def test_the_glossary_has_at_most_twenty_lines() -> None:
    assert 10 < len(rows("| term | meaning |")) <= MOST_TERMS
