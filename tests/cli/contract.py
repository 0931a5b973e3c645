"""What the tests of the command line share: the keys of the contract and small checks."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.processes import Result

SIGNED = "When was the Shusha Declaration signed?"
ANSWER_KEYS = [
    "question", "searched", "found", "state", "intent", "missing", "confidence", "mode", "answer", "statements",
    "citations", "passages", "seconds",
]  # fmt: skip
SHORTLY_ANSWERED_KEYS = [
    *ANSWER_KEYS[: ANSWER_KEYS.index("statements")], "short_answer", *ANSWER_KEYS[ANSWER_KEYS.index("statements") :]
]  # fmt: skip
"""Of an answer with a date, number or name that was asked for."""
CITATION_KEYS = ["number", "source", "document_id", "start", "end", "quote"]
PASSAGE_KEYS = ["source", "start", "end", "score", "ranks"]
REPORT_KEYS = [
    "added", "changed", "renamed", "removed", "failed", "unchanged", "documents", "passages", "embedded", "generation",
    "seconds",
]  # fmt: skip
STATUS_KEYS = ["generation", "documents", "passages", "indexed_at", "model", "pending", "failed", "files"]

Command = Callable[..., Result]
"""``command(*arguments, **variables)``: run a command in this process."""


def is_one_line(text: str, *words: str) -> bool:
    return text.count("\n") == 1 and "Traceback" not in text and all(word in text for word in words)


def exact(answer: dict[str, Any], seeds: Path) -> bool:
    """Three lines of Python check a citation, as the contract says."""
    for citation in answer["citations"]:
        text = (seeds / citation["source"]).read_bytes().decode("utf-8").removeprefix("\ufeff")
        assert text[citation["start"] : citation["end"]] == citation["quote"]
    return bool(answer["citations"])
