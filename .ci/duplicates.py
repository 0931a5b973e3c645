"""Find duplicated code: statements of more than six lines in two functions, and equal word lists in two modules.

Names of variables and arguments are ignored, attributes and constants are not. Run as
``python .ci/duplicates.py qa_bot``; exits with 1 if there are any.
"""

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

MAX_LINES = 6
MIN_WORDS = 3

_ALTERNATIVES = re.compile(r"[\w ]+(\|[\w ]+){2,}")


class _Anonymous(ast.NodeTransformer):
    """Replace the names of variables and arguments."""

    def visit_Name(self, node: ast.Name) -> ast.Name:
        return ast.Name("_", node.ctx)

    def visit_arg(self, node: ast.arg) -> ast.arg:
        return ast.arg("_", type_comment=node.type_comment)


def runs(body: list[ast.stmt]) -> Iterator[list[ast.stmt]]:
    """Yield, from each statement on, the fewest statements of one block that exceed ``MAX_LINES`` lines."""
    for start in range(len(body)):
        for end in range(start, len(body)):
            if (body[end].end_lineno or 0) - body[start].lineno >= MAX_LINES:
                yield body[start : end + 1]
                break


def blocks(function: ast.AST) -> Iterator[list[ast.stmt]]:
    """Yield the statements of a function, and of each block in it, without its docstring."""
    for node in ast.walk(function):
        for name in ("body", "orelse", "finalbody"):
            body = getattr(node, name, None)
            if isinstance(body, list) and body:
                has_docstring = node is function and ast.get_docstring(function) is not None  # type: ignore[arg-type]
                yield body[1:] if has_docstring else body


def statements(tree: ast.Module) -> Iterator[tuple[str, str, int]]:
    """Yield each function's name with the normalized text and the first line of its statements."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for run in (run for block in blocks(function) for run in runs(block)):
                text = "\n".join(ast.dump(_Anonymous().visit(ast.parse(ast.unparse(one)))) for one in run)
                yield function.name, text, run[0].lineno


def word_lists(tree: ast.Module) -> Iterator[tuple[frozenset[str], int]]:
    """Yield the words of each literal list, list in a string and regular expression of alternatives."""
    for node in ast.walk(tree):
        words: list[str] = []
        if isinstance(node, ast.List | ast.Tuple | ast.Set):
            words = [one.value for one in node.elts if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            words = words if len(words) == len(node.elts) else []
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            words = node.value.split("|") if _ALTERNATIVES.fullmatch(node.value) else []
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "split":
            text = node.func.value
            words = text.value.split() if isinstance(text, ast.Constant) and isinstance(text.value, str) else []
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in ("words", "families") and node.args:
            text = node.args[0]
            words = text.value.split() if isinstance(text, ast.Constant) and isinstance(text.value, str) else []
        if len(set(words)) >= MIN_WORDS and any(map(str.isalpha, "".join(words))):
            yield frozenset(words), node.lineno


def duplicates(folder: Path) -> Iterator[str]:
    """Yield a line for each duplicate."""
    bodies: dict[str, dict[str, str]] = defaultdict(dict)
    lists: dict[frozenset[str], dict[str, int]] = defaultdict(dict)
    for path in sorted(folder.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for name, text, line in statements(tree):
            bodies[text].setdefault(f"{path}:{line}", name)
        for words, line in word_lists(tree):
            lists[words].setdefault(str(path), line)
    for found in bodies.values():
        if len(found) > 1:
            yield f"the same statements: {', '.join(f'{place} {name}' for place, name in found.items())}"
    for words, places in lists.items():
        if len(places) > 1:
            where = ", ".join(f"{path}:{line}" for path, line in places.items())
            yield f"the same words ({', '.join(sorted(words)[:5])}): {where}"


if __name__ == "__main__":
    found = list(duplicates(Path(sys.argv[1])))
    print("\n".join(found or ["No duplicated code."]))
    sys.exit(bool(found))
