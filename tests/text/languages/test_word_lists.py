"""The word lists of languages stand in text/languages only."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import qa_bot
from qa_bot.text.languages import LANGUAGES

PACKAGE = Path(qa_bot.__file__).parent
MOST = 2
"""Stop words of one language that a list or a regular expression elsewhere may have."""


def lists(tree: ast.Module) -> Iterator[tuple[int, list[str]]]:
    """Yield the line and the words of each literal list, split string and regular expression of alternatives."""
    for node in ast.walk(tree):
        if isinstance(node, ast.List | ast.Tuple | ast.Set):
            yield (
                node.lineno,
                [one.value for one in node.elts if isinstance(one, ast.Constant) and isinstance(one.value, str)],
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from ((node.lineno, found.split("|")) for found in re.findall(r"\w+(?:\|\w+)+", node.value))
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("split", "words")):
            texts = [
                one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)
            ]
            yield node.lineno, " ".join(texts).split()


def stop_words(words: list[str]) -> int:
    """Return how many stop words of one language there are at most."""
    long = {word for word in map(str, words) if len(word) > 1}
    return max(len(long & (language.stop_words | language.question_words)) for language in LANGUAGES)


def test_no_other_module_has_one() -> None:
    found = [
        f"{path.relative_to(PACKAGE)}:{line} {words}"
        for path in PACKAGE.rglob("*.py")
        if PACKAGE / "text" / "languages" not in path.parents
        for line, words in lists(ast.parse(path.read_text(encoding="utf-8")))
        if stop_words(words) > MOST
    ]
    assert found == []


def test_a_list_in_any_form_would_be_found() -> None:
    code = """
WORDS = ("the", "of", "and")
PATTERN = re.compile(r"\\b(?:the|of|and)\\s")
SPLIT = "the of and".split()
LIST = words("der die und")
"""
    assert [stop_words(words) for _, words in lists(ast.parse(code))].count(3) == 4
